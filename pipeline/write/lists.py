"""Handlers for lists, reference lists, tables and pictures."""

from collections.abc import Iterable, Sequence

from pipeline.model import PLAIN, counts_up
from pipeline.write.grid import Fitted, span_of, squared
from pipeline.write.markup import attributes, h
from pipeline.write.render import Node, Renderer, elements
from pipeline.xml import TEI, Element, name_of

TYPES = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
"""How HTML names a kind of numeral."""


def carried(
    node: Element, renderer: Renderer, items: frozenset[str]
) -> list[tuple[Element, list[Node], list[Node]]]:
    """Give each item with the page breaks before it, and the last with those after it.

    XHTML allows them only inside an item.
    """
    found: list[tuple[Element, list[Node], list[Node]]] = []
    waiting: list[Node] = []
    for child in elements(node):
        if name_of(child) in items:
            found.append((child, waiting, []))
            waiting = []
        elif name_of(child) == "pb":
            waiting += renderer.render(child)
    if found:
        found[-1][2].extend(waiting)
    return found


def _items(node: Element, renderer: Renderer, *items: str) -> list[tuple[Element, list[Node]]]:
    """Give each item with what it holds, page breaks at its edges included."""
    return [
        (item, [*before, *renderer.children(item), *after])
        for item, before, after in carried(node, renderer, frozenset(items))
    ]


def _caption(node: Element, renderer: Renderer) -> Iterable[Node]:
    head = node.find(f"{TEI}head")
    return renderer.render(head) if head is not None else ()


def listing(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a list: bulleted, numbered as printed, or of terms and their definitions."""
    yield from _caption(node, renderer)
    items = _items(node, renderer, "item", "label")
    if node.find(f"{TEI}label") is not None:
        tags = {"label": "dt", "item": "dd"}
        pairs = (h(tags[name_of(item)], attributes(item), content) for item, content in items)
        yield h("dl", attributes(node), pairs)
        return
    kind, *style = str(node.get("rend") or "").split()
    numbered = kind == "numbered"
    marks = _marks([item for item, _ in items]) if numbered else [{} for _ in items]
    entries = [
        h("li", attributes(item) | mark, content)
        for (item, content), mark in zip(items, marks, strict=True)
    ]
    names = {"type": TYPES[style[0]]} if style and style[0] in TYPES else {}
    names |= attributes(node, *style[:1])
    yield h("ol" if numbered else "ul", names, entries)


def _marks(items: list[Element]) -> list[dict[str, str]]:
    """Say how each item is numbered.

    A browser prints the number with a stop behind it; what was printed in any other way is
    written out, and its number kept for readers without styles.
    """
    printed = [str(item.get("n") or "") for item in items]
    read = counts_up([mark if mark[-1:] in (".", ")") else f"{mark}." for mark in printed])
    if not read:
        return [_mark(mark) for mark in printed]
    own = read[0].form == PLAIN.form
    return [
        {"value": str(value)} | ({} if own else {"class": "printed", "data-n": mark})
        for value, mark in enumerate(printed, read[1])
    ]


def _mark(printed: str) -> dict[str, str]:
    number = printed.strip(".)( ")
    if number.isascii() and number.isdigit():
        return {"value": str(int(number[:9]))}
    return {"class": "printed", "data-n": printed} if number else {}


def bibliography(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a reference list, each entry with its id so that citations reach it."""
    yield from _caption(node, renderer)
    items = [h("li", attributes(item), held) for item, held in _items(node, renderer, "bibl")]
    yield h("ul", attributes(node, "references"), items)


def table(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a table; its head is the caption, cells of the role label are heading cells."""
    caption = node.find(f"{TEI}head")
    content: list[Node] = []
    if caption is not None:
        content.append(h("caption", attributes(caption), renderer.children(caption)))
    rows = carried(node, renderer, frozenset(("row",)))
    grid = squared([[span_of(cell) for cell in row.findall(f"{TEI}cell")] for row, _, _ in rows])
    for index, (carrying, (spans, lacking)) in enumerate(zip(rows, grid, strict=True)):
        row = _row(*carrying, renderer, spans, first=index == 0)
        row.extend(h("td", {}) for _ in range(lacking))
        content.append(row)
    yield h("table", attributes(node), content)


def _row(
    row: Element, before: list[Node], after: list[Node], renderer: Renderer,
    fitted: Sequence[Fitted], *, first: bool,
) -> Element:  # fmt: skip
    cells = []
    found = carried(row, renderer, frozenset(("cell",)))
    for index, ((cell, left, right), reach) in enumerate(zip(found, fitted, strict=True)):
        label = cell.get("role") == "label"
        across, down = (str(count) if count > 1 else "" for count in reach[1:])
        spans = {
            "colspan": across, "rowspan": down,
            "scope": ("col" if first else "row") if label else "",
        }  # fmt: skip
        lead = [*before, *left] if index == 0 else left
        tail = [*right, *after] if index == len(found) - 1 else right
        content = [*lead, *renderer.children(cell), *tail]
        cells.append(h("th" if label else "td", attributes(cell) | spans, content))
    return h("tr", attributes(row), cells)


def figure(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a figure; its head is the caption, below the picture and its description."""
    held: list[Node] = []
    captions: list[Node] = []
    for child in elements(node):
        if name_of(child) == "head":
            captions.append(h("figcaption", attributes(child), renderer.children(child)))
        else:
            held += renderer.render(child)
    yield h("figure", attributes(node), [*held, *captions])


def graphic(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Stand in for a picture that the extraction names but does not hold.

    Its description is text that a reader sees; where there is none, its name is read out.
    """
    parent = node.getparent()
    described = parent is not None and parent.find(f"{TEI}figDesc") is not None
    if node.find(f"{TEI}desc") is not None:
        # in brackets, so that one beside another, or a word, stays apart from it
        yield h("span", attributes(node, "picture"), ["[", *renderer.children(node), "]"])
    elif not described:
        label = str(node.get("url") or "").rpartition("/")[2]
        yield h("span", attributes(node, "picture") | {"role": "img", "aria-label": label or "?"})
