"""Which element of the structure tree was made from which box of the pages.

The typesetter keeps no record of it. It makes the elements in one walk over the boxes, so the
same walk finds them again; a walk that does not come out even is a bug and raises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.write.pdf_tags import Tree


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
