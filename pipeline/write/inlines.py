"""Handlers for what stands in the line: highlighting, links, page breaks, emendations."""

from collections.abc import Iterable
from types import MappingProxyType

from pipeline.write.markup import attributes, h
from pipeline.write.render import Node, Renderer, elements, fills_line
from pipeline.xml import TEI, Element, address, name_of

RENDITIONS = MappingProxyType({
    "simple:italic": ("i", ""), "simple:bold": ("b", ""), "simple:superscript": ("sup", ""),
    "simple:subscript": ("sub", ""), "simple:smallcaps": ("span", "smallcaps"),
    "simple:underline": ("span", "underline"), "simple:strikethrough": ("s", ""),
    "simple:typewriter": ("code", ""),
})  # fmt: skip


def hi(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set highlighted words by their renditions, the first outermost."""
    renditions = [RENDITIONS[r] for r in str(node.get("rendition") or "").split()
                  if r in RENDITIONS] or [("em", "")]  # fmt: skip
    content: Iterable[Node] = renderer.children(node)
    for tag, css in reversed(renditions[1:]):
        content = [h(tag, {"class": css}, content)]
    yield h(renditions[0][0], attributes(node, renditions[0][1]), content)


def title(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set the title of a work: in italics when it stands alone, else as it is."""
    alone = node.get("level", "m") in {"m", "j", "s"}
    yield h("cite" if alone else "span", attributes(node), renderer.children(node))


def foreign(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set words of another language, which reading aloud must know; a whole line stays upright."""
    apart = not fills_line(node)
    yield h(
        "i" if apart else "span",
        attributes(node, "foreign" if apart else ""),
        renderer.children(node),
    )


def ref(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a link where it leads to something this edition shows, else its words alone."""
    target = str(node.get("target") or "").split(" ")[0]
    href = (renderer.href(target[1:]) if target.startswith("#") else address(target)) or ""
    if node.get("type") == "noteAnchor" and href:
        names = attributes(node, "noteref") | {"href": href, "role": "doc-noteref"}
        yield h("a", names, [h("sup", {}, renderer.children(node))])
        return
    inner = any(True for _ in node.iter(f"{TEI}note", f"{TEI}ref") if _ is not node)
    role = "doc-biblioref" if node.get("type") == "bibl" and href and not inner else ""
    tag = "a" if href and not inner else "span"
    yield h(tag, attributes(node) | {"href": href if tag == "a" else "", "role": role},
            renderer.children(node))  # fmt: skip


def lb(node: Element, renderer: Renderer) -> Iterable[Node]:
    """End the line."""
    yield h("br", {})


def pb(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Mark where a page of the witness begins, with no text of its own.

    A page break inside a note counts a page a second time, so it is not shown.
    """
    number = str(node.get("n") or "")
    if node.get("type") != "inNote" and number:
        marks = {"role": "doc-pagebreak", "aria-label": f"{number}. ", "data-n": number}
        yield h("span", attributes(node, "pb") | marks)


def gap(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Show that something is missing or unreadable."""
    yield h("span", attributes(node, "gap"), ["[…]"])


def choice(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Show the emended reading; what the witness has stays in the TEI."""
    for child in elements(node):
        if name_of(child) == "corr":
            yield from renderer.render(child)
