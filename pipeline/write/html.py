"""A TEI tree to one self-contained HTML page: no script, no outer resource, one style.

A note follows the block that holds its mark, so that it reads in place without a style; the style
sets it beside the text where there is room.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import ConfigError
from pipeline.model import Tei
from pipeline.resources import style_file
from pipeline.write.book import Book, Entry, divisions, outline, read_book, shown_places, title_page
from pipeline.write.labels import Labels, labels
from pipeline.write.markup import h, serialise
from pipeline.write.notes import note_body, notes_heading, notes_in
from pipeline.write.render import Node, Renderer, Table, elements, identifier, is_shown
from pipeline.write.xhtml import XHTML_TABLE, front_page, section
from pipeline.xml import Element, address, name_of

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
    shown = {identifier(node) for _, node in shown_places(tei)}
    shown |= {f"{key}.ref" for key in shown}
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


POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The text is hostile until shown otherwise: no script runs in this page, no address is asked."""


def make_head(book: Book, style: str) -> Element:
    """Make the head with Dublin Core, the citation tags and schema.org's terms."""
    authors = ", ".join(person.display for person in book.authors)
    content: list[Node] = [
        h("meta", {"charset": "utf-8"}),
        h("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
        h("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        h("title", {}, [f"{book.title} · {authors}" if authors else book.title]),
        *(h("meta", {"name": key, "content": value}) for key, value in _tags(book) if value),
        h("meta", {"name": "color-scheme", "content": "light dark"}),
        h("script", {"type": "application/ld+json"}, [_linked_data(book)]),
        h("style", {}, [style]),
    ]
    return h("head", {}, [part for node in content for part in ("\n", node)])


def _tags(book: Book) -> list[tuple[str, str]]:
    names = [person.sort for person in book.authors]
    return [
        ("generator", "Handpress"),
        ("author", ", ".join(person.display for person in book.authors)),
        ("keywords", ", ".join(book.keywords)),
        ("DC.title", book.title),
        *(("DC.creator", name) for name in names),
        *(("DC.contributor", person.sort) for person in book.translators),
        ("DC.publisher", book.publisher),
        ("DC.date", book.created),
        ("DC.language", book.lang),
        ("DC.identifier", book.identifier),
        *(("DC.source", source) for source in book.sources[:1]),
        ("DC.rights", book.rights),
        ("citation_title", book.title),
        *(("citation_author", name) for name in names),
        ("citation_publication_date", book.created.replace("-", "/")),
        ("citation_publisher", book.library),
        ("citation_language", book.lang),
    ]


def _linked_data(book: Book) -> str:
    """Write schema.org's terms as JSON that neither HTML nor XML can misread."""
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": book.title,
        "alternativeHeadline": book.subtitle,
        "author": [{"@type": "Person", "name": person.display} for person in book.authors],
        "translator": [{"@type": "Person", "name": p.display} for p in book.translators],
        "inLanguage": book.lang,
        "identifier": book.identifier,
        "dateCreated": book.created,
        "datePublished": book.published,
        "publisher": {"@type": "Organization", "name": book.publisher} if book.publisher else "",
        "isBasedOn": [source for source in map(address, book.sources) if source],
        "keywords": list(book.keywords),
        "accessMode": ["textual"],
        "accessModeSufficient": ["textual"],
        "accessibilityHazard": ["none"],
    }
    text = json.dumps({key: value for key, value in facts.items() if value}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
