"""The pages of an EPUB: an XHTML file for cover, title page, navigation and each top division."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.model import Tei
from pipeline.write.book import Book, Entry, divisions, label_of, shown_places, title_page
from pipeline.write.labels import Labels
from pipeline.write.markup import OPS, h
from pipeline.write.notes import note_body, notes_in
from pipeline.write.render import Node, Renderer, identifier
from pipeline.write.xhtml import KINDS, XHTML_TABLE, front_page
from pipeline.xml import XML_LANG, Element, name_of

EPUB_TYPE = f"{{{OPS}}}type"
COVER, TITLE_PAGE, NAVIGATION, STYLE = "cover.xhtml", "title.xhtml", "nav.xhtml", "style.css"
ROLE_TYPES: Mapping[str, str] = MappingProxyType({
    f"doc-{kind}": kind
    for kind in (*KINDS, "noteref", "footnote", "pagebreak", "epigraph", "subtitle")
})  # fmt: skip
"""EPUB 3 Structural Semantics for the DPUB-ARIA roles; doc-backlink has none that readers bear."""
BODY_TYPES = MappingProxyType({"front": "frontmatter", "body": "bodymatter", "back": "backmatter"})


@dataclass(frozen=True, slots=True)
class Page:
    """One XHTML file: its name, its title, what kind of page it is and its tree."""

    file: str
    title: str
    kind: str
    matter: str
    root: Element


def make_pages(tei: Tei, book: Book, words: Labels, cover: str) -> tuple[Page, ...]:
    """Make every page but the navigation, in reading order; ``cover`` is the picture's file."""
    places = place_ids(tei)
    texts = [
        _text_page(division, f"text{index:03}.xhtml", book, words, places)
        for index, division in enumerate(divisions(tei), 1)
    ]
    return (_cover_page(book, words, cover), _title_page(tei, book, words, places), *texts)


def place_ids(tei: Tei) -> dict[str, str]:
    """Say for each id that the edition shows which file holds it."""
    files = {node: f"text{index:03}.xhtml" for index, node in enumerate(divisions(tei), 1)}
    held: dict[str, str] = {}
    for top, node in shown_places(tei):
        key = identifier(node)
        held[key] = held[f"{key}.ref"] = files.get(top, TITLE_PAGE)
    return held


def page_breaks(pages: tuple[Page, ...]) -> Iterator[tuple[str, str]]:
    """Run through the page marks of the finished pages: number and address."""
    for page in pages:
        for node in page.root.iter("{*}span"):
            if node.get("role") == "doc-pagebreak" and node.get("id"):
                yield str(node.get("data-n")), f"{page.file}#{node.get('id')}"


def address_of(entry: Entry, places: Mapping[str, str]) -> str:
    """Give the address of a division: the file alone where the file is the division."""
    return f"{places[entry.id]}#{entry.id}"


def document(book: Book, words: Labels, title: str, matter: str, content: list[Node]) -> Element:
    """Make an XHTML file around its content."""
    direction = "rtl" if words.rtl else ""
    head = h("head", {}, [
        h("title", {}, [title]),
        h("link", {"rel": "stylesheet", "type": "text/css", "href": STYLE}),
    ])  # fmt: skip
    body = h("body", {EPUB_TYPE: matter}, content)
    root = h("html", {"lang": book.lang, XML_LANG: book.lang, "dir": direction}, [head, body])
    for node in body.iter("{*}*"):
        role = str(node.get("role") or "")
        if role in ROLE_TYPES and node.get(EPUB_TYPE) is None:
            node.set(EPUB_TYPE, ROLE_TYPES[role])
    return root


def _href(places: Mapping[str, str], here: str) -> Callable[[str], str | None]:
    def href(target: str) -> str | None:
        file = places.get(target)
        if file is None:
            return None
        return f"#{target}" if file == here else f"{file}#{target}"

    return href


def _text_page(
    node: Element, file: str, book: Book, words: Labels, places: Mapping[str, str]
) -> Page:
    renderer = Renderer(XHTML_TABLE, _href(places, file), words, top=1)
    content = list(renderer.render(node))
    notes: list[Node] = [note_body(note, renderer) for note in notes_in(node)]
    if notes:
        # reading systems show a note only from the file of its mark; where they do not show
        # notes at all, the end of the file is where a reader finds them
        head = h("h2", {}, [words.notes])
        content.append(h("section", {"class": "footnotes", EPUB_TYPE: "footnotes"}, [head, *notes]))
    kind = str(node.get("type") or "section")
    title = label_of(node, words) or book.title
    parent = node.getparent()
    matter = BODY_TYPES[name_of(parent)] if parent is not None else ""
    return Page(file, title, kind, matter, document(book, words, title, matter, content))


def _title_page(tei: Tei, book: Book, words: Labels, places: Mapping[str, str]) -> Page:
    node = title_page(tei)
    renderer = Renderer(XHTML_TABLE, _href(places, TITLE_PAGE), words, top=1)
    content = front_page(node, book, renderer)
    notes = [note_body(note, renderer) for note in notes_in(node)] if node is not None else []
    if notes:
        content.append(h("section", {"class": "footnotes", EPUB_TYPE: "footnotes"}, notes))
    for item in content:
        if not isinstance(item, str) and item.get("class") == "titlepage":
            item.set(EPUB_TYPE, "titlepage")
    root = document(book, words, words.title_page, "frontmatter", content)
    return Page(TITLE_PAGE, words.title_page, "titlepage", "frontmatter", root)


def _cover_page(book: Book, words: Labels, cover: str) -> Page:
    authors = ", ".join(person.display for person in book.authors)
    alt = ". ".join(part for part in (book.title, book.subtitle, authors, book.library) if part)
    image = h("img", {"src": cover, "alt": f"{words.cover}: {alt}", "role": "doc-cover"})
    content: list[Node] = [h("section", {"class": "cover", EPUB_TYPE: "cover"}, [image])]
    root = document(book, words, words.cover, "frontmatter", content)
    return Page(COVER, words.cover, "cover", "frontmatter", root)


def make_navigation(
    pages: tuple[Page, ...], entries: tuple[Entry, ...], places: Mapping[str, str],
    book: Book, words: Labels,
) -> Page:  # fmt: skip
    """Make the navigation page, which is also the contents page that a reader sees.

    Landmarks and the page list are for the reading system, so the page hides them.
    """
    lines = [_line(words.title_page, TITLE_PAGE)] if not entries else []
    toc = h("ol", {}, [*lines, *(_entry(entry, places) for entry in entries)])
    content: list[Node] = [
        h("nav", {"id": "toc", EPUB_TYPE: "toc", "role": "doc-toc", "aria-labelledby": "toc.head"},
          [h("h1", {"id": "toc.head"}, [words.contents]), toc]),
        h("nav", {"id": "landmarks", EPUB_TYPE: "landmarks", "aria-label": words.landmarks,
                  "hidden": "hidden"},
          [h("h2", {}, [words.landmarks]), h("ol", {}, _landmarks(pages, words))]),
    ]  # fmt: skip
    breaks = [_line(number, address) for number, address in page_breaks(pages)]
    if breaks:
        names = {"id": "pages", EPUB_TYPE: "page-list", "role": "doc-pagelist",
                 "aria-label": words.pages, "hidden": "hidden"}  # fmt: skip
        content.append(h("nav", names, [h("h2", {}, [words.pages]), h("ol", {}, breaks)]))
    root = document(book, words, words.contents, "frontmatter", content)
    return Page(NAVIGATION, words.contents, "toc", "frontmatter", root)


def _entry(entry: Entry, places: Mapping[str, str]) -> Element:
    line = _line(entry.label, address_of(entry, places))
    if entry.children:
        line.append(h("ol", {}, [_entry(child, places) for child in entry.children]))
    return line


def _line(label: str, href: str, kind: str = "") -> Element:
    return h("li", {}, [h("a", {"href": href, EPUB_TYPE: kind}, [label])])


def _landmarks(pages: tuple[Page, ...], words: Labels) -> list[Element]:
    first = next((page for page in pages if page.matter == "bodymatter"), None)
    marks = [
        _line(page.title, page.file, page.kind)
        for page in pages if page.kind in {"cover", "titlepage"}
    ]  # fmt: skip
    marks.append(_line(words.contents, f"{NAVIGATION}#toc", "toc"))
    if first is not None:
        marks.append(_line(first.title, first.file, "bodymatter"))
    marks += [
        _line(page.title, page.file, page.kind)
        for page in pages if page.kind in {"bibliography", "colophon"}
    ]  # fmt: skip
    return marks
