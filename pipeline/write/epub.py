"""A TEI tree to an EPUB 3.3: pages, navigation, cover, package."""

from pathlib import Path
from typing import Any

from pipeline.model import Tei
from pipeline.resources import style_file
from pipeline.write.book import Entry, as_filed, outline, read_book
from pipeline.write.cover import draw_cover
from pipeline.write.epub_package import add_metadata, pack
from pipeline.write.epub_pages import (
    NAVIGATION,
    STYLE,
    TITLE_PAGE,
    Page,
    address_of,
    make_navigation,
    make_pages,
    place_ids,
)
from pipeline.write.labels import labels
from pipeline.write.markup import serialise
from pipeline.xml import XML_ID

COVER_IMAGE = "cover.jpg"
COVER_ID = "cover-image"


def write_epub(tei: Tei, styles: Path, cover: bytes = b"") -> bytes:
    """Write the book as an EPUB 3.3 with its TEI inside.

    ``styles`` holds ``epub.css``; ``cover`` is a JPEG that a person gave, or one is drawn. No font
    is embedded: the reader's choice wins. Raises MissingTool when the cover's typeface is not
    installed, ConfigError when the style is missing.
    """
    from ebooklib import epub  # type: ignore[import-untyped]

    sheet = style_file(styles, "epub.css")
    book = read_book(tei)
    words = labels(book.lang)
    pages = make_pages(tei, book, words, COVER_IMAGE)
    entries, places = outline(tei, words), place_ids(tei)
    navigation = make_navigation(pages, entries, places, book, words)
    reading = (*pages[:2], navigation, *pages[2:])
    package = epub.EpubBook()
    add_metadata(package, book, reading, COVER_ID)
    items = [_page_item(epub, page) for page in reading]
    for item in items:
        package.add_item(item)
    package.add_item(epub.EpubNcx())
    package.add_item(_item(epub, "style", STYLE, "text/css", sheet.read_bytes()))
    cover = cover or draw_cover(book)
    package.add_item(_item(epub, COVER_ID, COVER_IMAGE, "image/jpeg", cover, [COVER_ID]))
    _attach_source(epub, package, tei)
    package.spine = items
    package.toc = _ncx(epub, entries, places) or [epub.Link(TITLE_PAGE, book.title, "nav-0")]
    package.set_direction("rtl" if words.rtl else "ltr")
    return pack(package, book)


def _page_item(epub: Any, page: Page) -> Any:
    key = f"page-{page.file.removesuffix('.xhtml')}"
    properties = ["nav"] if page.file == NAVIGATION else []
    content = serialise(page.root)
    return _item(epub, key, page.file, "application/xhtml+xml", content, properties)


def _item(
    epub: Any, key: str, file: str, media: str, content: bytes, properties: list[str] | None = None
) -> Any:
    item = epub.EpubItem(key, file, media, content)
    item.properties = properties or []
    return item


def _attach_source(epub: Any, package: Any, tei: Tei) -> None:
    """Put the TEI into the container as the book's record; it is no part of the publication."""
    name = str(tei.getroot().get(XML_ID) or "text")
    file = f"EPUB/tei/{name}.tei.xml"
    item = epub.EpubItem("tei", file, "application/tei+xml", as_filed(tei), manifest=False)
    package.add_item(item)
    link = {"rel": "record", "href": f"tei/{name}.tei.xml", "media-type": "application/tei+xml"}
    package.add_metadata(None, "link", None, link)


def _ncx(epub: Any, entries: tuple[Entry, ...], places: dict[str, str]) -> list[Any]:
    """Make the contents list that reading systems of EPUB 2 ask for."""
    found = []
    for entry in entries:
        href = address_of(entry, places)
        if entry.children:
            found.append((epub.Section(entry.label, href), _ncx(epub, entry.children, places)))
        else:
            found.append(epub.Link(href, entry.label, f"nav-{entry.id}"))
    return found
