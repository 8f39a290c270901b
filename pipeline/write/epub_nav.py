"""The navigation document of an EPUB: contents, landmarks and the pages of the witness."""

from collections.abc import Mapping

from pipeline.write.book import Book, Entry
from pipeline.write.epub_pages import (
    EPUB_TYPE,
    NAVIGATION,
    TITLE_PAGE,
    Page,
    address_of,
    document,
    page_breaks,
)
from pipeline.write.labels import Labels
from pipeline.write.markup import h
from pipeline.write.render import Node
from pipeline.xml import Element


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
