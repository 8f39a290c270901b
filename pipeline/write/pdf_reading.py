"""The reading order of the structure tree: a paragraph whole, then its notes.

The typesetter tags page by page: what a page end cuts comes out as two elements, with the notes
of the page between them. Read aloud, that would break a sentence for a note. It also tags running
heads as text, and says of no word that it is of another language.

It keeps no record of which element was made from which box. It makes them in one walk over the
boxes, so the same walk finds them again; a walk that does not come out even is a bug and raises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pydyf  # type: ignore[import-untyped]

from pipeline.write.pdf_tags import NOTE, Tree


@dataclass(frozen=True, slots=True)
class Made:
    """An element, the box it stands for (None for bare text), and whether it is in the margin."""

    element: Any
    box: Any
    margin: bool


def made_from(document: Any, tree: Tree) -> list[Made]:
    """Pair every element under the top with its box, in the order they were made."""
    rest = iter(tree.elements[1:])
    found = [made for page in document.pages for made in _walk(page._page_box, False, rest)]
    left = sum(1 for _ in rest)
    if left:
        raise AssertionError(f"{left} elements of the structure tree come from no box")
    return found


def _walk(box: Any, margin: bool, rest: Iterator[Any]) -> Iterator[Made]:
    box = unwrapped(box)
    kind = type(box).__name__
    tag = box.element_tag if box.element is not None else None
    if kind == "PageBox" or kind == "MarginBox" or tag in {"html", "body"}:
        for child in box.children if kind != "LineBox" else ():
            yield from _walk(child, margin or kind == "MarginBox", rest)
        return
    element = next(rest)
    if element["S"] == "/LI" and _has_no_sign(box):
        element = next(rest)
    yield Made(element, box, margin)
    for child in children(_with_caption(box) if element["S"] == "/Table" else box):
        if type(child).__name__ != "TextBox":
            yield from _walk(child, margin, rest)
        elif element["S"] != "/Link":
            yield Made(next(rest), None, margin)


def unwrapped(box: Any) -> Any:
    """Give the box itself where a placeholder holds its place in the flow."""
    return getattr(box, "_box", box)


def children(box: Any) -> list[Any]:
    """Give the boxes inside a box; lines are no boxes of their own."""
    found: list[Any] = []
    for child in box.children:
        found += child.children if type(child).__name__ == "LineBox" else [child]
    return found


def _has_no_sign(box: Any) -> bool:
    style = box.style
    return box.element_tag in {"dt", "dd"} or (
        box.element_tag == "li"
        and ("list-item" not in style["display"] or style["list_style_type"] == "none")
    )


def _with_caption(wrapper: Any) -> Any:
    table = wrapper.get_wrapped_table() if wrapper.is_table_wrapper else None
    if table is None:
        return wrapper
    box = table.copy_with_children([])
    for child in wrapper.children:
        box.children.extend(child.children if child is table else [child])
    return box


APART = frozenset(("/Table", "/Figure", "/Link", "/Span", "/NonStruct", "/Art"))
"""Elements that stay two when a page end cuts them."""
HOLDERS = frozenset(("/Sect", "/Div", "/BlockQuote", "/LBody", "/LI", "/Document"))
"""Elements that a note may stand in, beside the block that calls it."""


def order(document: Any, pdf: Any, tree: Tree, language: str) -> None:
    """Bring the tree into the order of reading, and take the running heads out of it."""
    made = made_from(document, tree)
    _set_languages(made, language)
    _furnish(pdf, tree, made)
    elements = {id(item.box): item.element for item in made if item.box is not None}
    flows = [_body(page._page_box) for page in document.pages]
    # from the last page back: what is joined to a page already holds what follows it
    for before, after in reversed(list(pairwise(flows))):
        _join(tree, elements, before, after)
    _place_notes(pdf, tree)


def _set_languages(made: list[Made], language: str) -> None:
    for item in made:
        lang = item.box.element.get("lang") if item.box is not None and (
            item.box.element is not None) else None  # fmt: skip
        if lang and lang != language:
            item.element["Lang"] = pydyf.String(lang)


def _furnish(pdf: Any, tree: Tree, made: list[Made]) -> None:
    """Make the running heads artifacts: furniture of the page, not read aloud."""
    furniture: dict[Any, set[int]] = {}
    for item in made:
        if item.margin:
            marks = {kid for kid in item.element["K"] if isinstance(kid, int)}
            furniture.setdefault(item.element["Pg"], set()).update(marks)
            item.element.clear()
    nums = parent_tree(pdf, tree)
    for index, page in enumerate(pdf.page_references):
        marks = furniture.get(page, set())
        owners = nums[2 * index + 1]
        owners[:] = [b"null" if mark in marks else owner for mark, owner in enumerate(owners)]
        stream = _object(pdf, _object(pdf, page)["Contents"]).stream
        for place, part in enumerate(stream):
            if isinstance(part, dict) and part.get("MCID") in marks:
                stream[place - 1] = "/Artifact"
                stream[place] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Header"})


def parent_tree(pdf: Any, tree: Tree) -> Any:
    """Give the pairs of the tree's number tree: a page or an annotation, and its element."""
    return _object(pdf, tree.root["ParentTree"])["Nums"]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _body(page_box: Any) -> list[Any]:
    html = page_box.children[0]
    return list(html.children[0].children) if html.children else []


def _join(tree: Tree, elements: dict[int, Any], before: list[Any], after: list[Any]) -> None:
    """Join the last element of a page with the first of the next, if a page end cut them."""
    cut: list[tuple[Any, Any]] = []
    while before and after:
        left, right = unwrapped(before[-1]), unwrapped(after[0])
        first, second = elements.get(id(left)), elements.get(id(right))
        if first is None or second is None or left.element is not right.element:
            break
        if first["S"] != second["S"] or first["S"] in APART:
            break
        cut.append((first, second))
        before, after = children(left), children(right)
    for first, second in reversed(cut):
        tree.adopt(second, first)


def _place_notes(pdf: Any, tree: Tree) -> None:
    """Put each note behind the block that holds its mark, in the order of the marks."""
    links = _links(pdf, tree)
    placed: dict[bytes, int] = {}
    for target, link in links.items():
        note = next((element for element in tree.above(link) if element["S"] == NOTE), None)
        mark = links.get(target.removesuffix(".ref"))
        if note is None or mark is None or not target.endswith(".ref"):
            continue
        block, holder = _block(tree, mark)
        if holder is not None:
            behind = placed.get(block.reference, 0) + 1
            placed[block.reference] = behind
            tree.move(note, holder, list(holder["K"]).index(block.reference) + behind)


def _block(tree: Tree, mark: Any) -> tuple[Any, Any]:
    element, holder = mark, tree.parent(mark)
    while holder is not None and holder["S"] not in HOLDERS:
        element, holder = holder, tree.parent(holder)
    return element, holder


def _links(pdf: Any, tree: Tree) -> dict[str, Any]:
    """Give for each target within the book the element of the first link to it."""
    nums = parent_tree(pdf, tree)
    owners = dict(zip(nums[::2], nums[1::2], strict=True))
    found: dict[str, Any] = {}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            owner = owners.get(item.get("StructParent"))
            if (element := tree.by_reference.get(owner or b"")) is not None:
                found.setdefault(item["Dest"].string, element)
    return found


def one_link_each(pdf: Any, tree: Tree) -> None:
    """Take out the second annotation that italics inside a link get: the link's own covers it."""
    for element in (element for element in tree.elements if element):
        inner = any(above["S"] == "/Link" for above in list(tree.above(element))[1:])
        if element["S"] == "/Link" and not inner:
            continue
        for kid in [kid for kid in element["K"] if isinstance(kid, bytes)]:
            if _object(pdf, kid).get("Type") == "/OBJR":
                element["K"].remove(kid)
                _withdraw(pdf, tree, _object(pdf, kid))


def _withdraw(pdf: Any, tree: Tree, reference: Any) -> None:
    annotation = _object(pdf, reference["Obj"])
    page = _object(pdf, reference["Pg"])
    page["Annots"] = pydyf.Array(a for a in page["Annots"] if a != annotation.reference)
    nums = parent_tree(pdf, tree)
    place = nums[::2].index(annotation["StructParent"]) * 2
    del nums[place : place + 2]
    annotation.clear()
    reference.clear()
