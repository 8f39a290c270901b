"""A TEI tree to one self-contained HTML page: no script, no outer resource, one style.

A note follows the block that holds its mark, so that it reads in place without a style; the style
sets it beside the text where there is room.
"""

from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import ConfigError
from pipeline.model import Tei
from pipeline.resources import style_file
from pipeline.write.book import Book, Entry, divisions, outline, read_book, title_page
from pipeline.write.html_head import make_head
from pipeline.write.labels import Labels, labels
from pipeline.write.markup import h, serialise
from pipeline.write.notes import note_body, notes_heading, notes_in
from pipeline.write.render import Node, Renderer, Table, elements, identifier, is_shown
from pipeline.write.xhtml import XHTML_TABLE, front_page, section
from pipeline.xml import TEI, Element, name_of

STYLE_PLACE = "/*style*/"
MAIN, CONTENTS = "_main", "_contents"
"""Ids of the page's own, which no heading is given: theirs begin with a letter."""


def write_html(tei: Tei, styles: Path) -> bytes:
    """Write the book as one page that is HTML to a browser and XML to a parser.

    ``styles`` holds ``screen.css``, which goes into the page. Raises ConfigError when it is
    missing, or would end the style element or the CDATA section it stands in.
    """
    sheet = style_file(styles, "screen.css")
    css = sheet.read_text("utf-8")
    if "</style" in css.lower() or "]]>" in css:
        raise ConfigError("the style holds </style or ]]>", where=str(sheet))
    book = read_book(tei)
    words = labels(book.lang)
    root = h(
        "html", {"lang": book.lang, "dir": "rtl" if words.rtl else ""},
        [make_head(book, STYLE_PLACE), h("body", {}, _body(tei, book, words))],
    )  # fmt: skip
    style = f"/*<![CDATA[*/\n{css.strip()}\n/*]]>*/".encode()
    return serialise(root, html=True).replace(STYLE_PLACE.encode(), style, 1)


def _body(tei: Tei, book: Book, words: Labels) -> list[Node]:
    shown = _shown_ids(tei)
    renderer = Renderer(HTML_TABLE, lambda key: f"#{key}" if key in shown else None, words, top=2)
    text: list[Node] = []
    for division in divisions(tei):
        text += ["\n", *renderer.render(division)]
    entries = outline(tei, words)
    contents = h("nav", {"class": "contents", "aria-labelledby": CONTENTS}, [
        h("h2", {"id": CONTENTS}, [words.contents]), _contents(entries),
    ])  # fmt: skip
    navigation: list[Node] = ["\n", contents] if len(entries) > 1 else []
    return [
        "\n", h("a", {"class": "skip", "href": f"#{MAIN}"}, [words.skip]),
        "\n", h("header", {}, _title(tei, book, renderer)),
        *navigation,
        "\n", h("main", {"id": MAIN}, text), "\n",
    ]  # fmt: skip


def _title(tei: Tei, book: Book, renderer: Renderer) -> list[Node]:
    node = title_page(tei)
    nodes = front_page(node, book, renderer)
    nodes += (note_body(note, renderer) for note in (notes_in(node) if node is not None else ()))
    return nodes


def _contents(entries: tuple[Entry, ...]) -> Element:
    lines = []
    for entry in entries:
        line = h("li", {}, [h("a", {"href": f"#{entry.id}"}, [entry.label])])
        if entry.children:
            line.append(_contents(entry.children))
        lines.append(line)
    return h("ol", {}, lines)


def _shown_ids(tei: Tei) -> frozenset[str]:
    front = title_page(tei)
    tops = [*divisions(tei), *([front] if front is not None else [])]
    keys = {identifier(node) for top in tops for node in top.iter(f"{TEI}*")}
    return frozenset(keys | {f"{key}.ref" for key in keys if key})


def _div(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a division, the notes of each of its blocks right after the block."""
    if not is_shown(node):
        return
    content = notes_heading(node, renderer)
    for child in elements(node):
        content += ["\n", *renderer.render(child)]
        if name_of(child) != "div":
            content += (note_body(note, renderer) for note in notes_in(child))
    yield section(node, renderer, [*content, "\n"])


HTML_TABLE: Table = MappingProxyType({**XHTML_TABLE, "div": _div})
