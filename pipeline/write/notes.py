"""Handlers for notes: the mark in the text, the note itself, the ways there and back."""

from collections.abc import Iterable, Iterator

from pipeline.write.markup import XHTML, attributes, h, prepend
from pipeline.write.render import Node, Renderer, holds_blocks, identifier, is_shown
from pipeline.xml import TEI, Element, name_of

HAIR_SPACE = "\u200a"


def note(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set the mark of a note, or the note itself where nothing refers to it.

    A hair space keeps the mark from becoming part of the word before it.
    """
    if not has_mark(node):
        # reading systems hide an aside that is a footnote until its mark is followed: none here
        yield note_body(node, renderer, tag="div", role="")
        return
    href = renderer.href(identifier(node)) or f"#{identifier(node)}"
    names = {"id": f"{identifier(node)}.ref", "class": "noteref", "role": "doc-noteref"}
    after = (node.tail or "")[:1].isalnum()
    mark = h("a", {"href": href} | names, [h("sup", {}, [HAIR_SPACE + note_label(node)])])
    yield from (mark, HAIR_SPACE) if after else (mark,)


def note_body(
    node: Element, renderer: Renderer, tag: str = "aside", role: str = "doc-footnote"
) -> Element:
    """Make the note: its id on the outer element, its number a way back to the text."""
    content = renderer.children(node)
    names = attributes(node, "footnote") | {"role": role}
    label = _way_back(node, renderer)
    if not holds_blocks(node):
        return h(tag, names, [h("p", {}, [label, " ", *content])])
    body = h(tag, names, content)
    if len(body) and not (body.text or "").strip() and body[0].tag == f"{XHTML}p":
        prepend(body[0], [label, " "])
    else:
        prepend(body, [h("p", {}, [label])])
    return body


def _way_back(node: Element, renderer: Renderer) -> Element:
    if not has_mark(node):
        return h("span", {"class": "label"}, [note_label(node)])
    back = f"{identifier(node)}.ref"
    names = {"class": "label", "role": "doc-backlink", "title": renderer.labels.back}
    return h("a", {"href": renderer.href(back) or f"#{back}"} | names, [note_label(node)])


def notes_heading(node: Element, renderer: Renderer) -> list[Node]:
    """Give a heading to a division of gathered notes that has none, for the contents names it."""
    return [h(f"h{renderer.top}", {}, [renderer.labels.notes])] if lacks_heading(node) else []


def lacks_heading(node: Element) -> bool:
    """Tell whether an element is a division of gathered notes without a heading of its own."""
    return node.get("type") == "notes" and node.find(f"{TEI}head") is None


def has_mark(node: Element) -> bool:
    """Tell whether a note stands at the place of its mark, not alone in a division."""
    parent = node.getparent()
    return parent is not None and name_of(parent) != "div"


def note_label(node: Element) -> str:
    """Give the number or sign of a note as printed."""
    return str(node.get("n") or "*")


def notes_in(node: Element) -> Iterator[Element]:
    """Run through the notes that are marked inside an element, in the order of their marks."""
    for inner in node.iter(f"{TEI}note"):
        if has_mark(inner) and all(is_shown(above) for above in inner.iterancestors(f"{TEI}div")):
            yield inner
