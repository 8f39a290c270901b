"""The package of an EPUB: its metadata, and the container that holds every file.

EbookLib writes the package document, the NCX and the container. What it leaves to chance is
settled here: the clock, the order of the entries, and the dates in the archive.
"""

import io
import uuid
import zipfile
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from pipeline.write.book import Book
from pipeline.write.epub_pages import Page
from pipeline.write.labels import labels
from pipeline.write.markup import XHTML
from pipeline.xml import XML_LANG

PACKAGE = "EPUB/content.opf"
FIRST_OF_ARCHIVE = (1980, 1, 1, 0, 0, 0)


def add_metadata(package: Any, book: Book, pages: tuple[Page, ...], cover: str) -> None:
    """Say what the book is, in Dublin Core and the EPUB vocabularies (EPUB 3.3, 5.5)."""
    package.metadata.clear()
    urn = book.identifier or _made_urn(book)
    package.set_identifier(urn)
    package.title, package.language = book.title, book.lang
    _element(package, "title", book.title, {"id": "title"})
    _refine(package, "title", "title-type", "main")
    if book.subtitle:
        _element(package, "title", book.subtitle, {"id": "subtitle"})
        _refine(package, "subtitle", "title-type", "subtitle")
    _add_people(package, book)
    _element(package, "language", book.lang)
    facts = [("publisher", book.publisher), ("date", book.day), ("rights", book.rights)]
    facts += [("source", book.sources[0])] if book.sources else []
    facts += [("subject", word) for word in book.keywords]
    for element, value in facts:
        if value:
            _element(package, element, value)
    if book.created:
        _property(package, "dcterms:created", book.created)
    for key, value in accessibility(book, pages):
        _property(package, key, value)
    package.add_metadata(None, "meta", None, {"name": "cover", "content": cover})


def _add_people(package: Any, book: Book) -> None:
    people = [("creator", "aut", p) for p in book.authors]
    people += [("contributor", "trl", p) for p in book.translators]
    for index, (element, role, person) in enumerate(people, 1):
        key = f"person{index}"
        _element(package, element, person.display, {"id": key})
        _refine(package, key, "role", role, {"scheme": "marc:relators"})
        _refine(package, key, "file-as", person.sort)


def accessibility(book: Book, pages: tuple[Page, ...]) -> list[tuple[str, str]]:
    """Say what is true of these very pages for a person who does not read with their eyes.

    No conformance is claimed: that is for somebody who has evaluated the whole book
    (EPUB Accessibility 1.1, 4).
    """
    nodes = [node for page in pages for node in page.root.iter(f"{XHTML}*")]
    tags = {str(node.tag).removeprefix(XHTML) for node in nodes}
    roles = {str(node.get("role")) for node in nodes}
    images = [node for node in nodes if node.tag == f"{XHTML}img"]
    paged = "doc-pagebreak" in roles
    notes = "doc-noteref" in roles
    features = {
        "ARIA": any(role.startswith("doc-") for role in roles),
        "alternativeText": bool(images) and all(node.get("alt") for node in images),
        "displayTransformability": True,
        "pageBreakMarkers": paged,
        "pageNavigation": paged,
        "readingOrder": True,
        "structuralNavigation": "h1" in tags,
        "tableOfContents": True,
        "unlocked": True,
    }
    parts = ["page markers of its source"] * paged + ["linked notes"] * notes
    held = f" with {' and '.join(parts)}" if parts else ""
    found = [("pageBreakSource", page_source(book))] if paged else []
    found += [("schema:accessMode", "textual"), ("schema:accessModeSufficient", "textual")]
    found += [("schema:accessibilityFeature", key) for key, true in features.items() if true]
    return [
        *found,
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", f"A publication in text{held}."),
    ]


def page_source(book: Book) -> str:
    """Name the source whose pages the marks count."""
    parts = [part for part in (book.library, book.library_address, book.pages) if part]
    return ", ".join(parts) or f"The text that was extracted for {book.title}"


def pack(package: Any, book: Book) -> bytes:
    """Write the container: ``mimetype`` first and stored, the rest by name, with fixed dates."""
    from ebooklib import epub  # type: ignore[import-untyped]

    day = datetime.fromisoformat(book.day).replace(tzinfo=UTC)
    raw = io.BytesIO()
    options = {"mtime": day, "compresslevel": 0, "play_order": {"enabled": True, "start_from": 1}}
    epub.EpubWriter(raw, package, options).write()
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(out, "w") as made:
        names = sorted(given.namelist(), key=lambda name: (name != "mimetype", name))
        for name in names:
            entry = zipfile.ZipInfo(name, FIRST_OF_ARCHIVE)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            stored = name in {"mimetype", "EPUB/cover.jpg"}
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            data = given.read(name)
            data = _in_its_language(data, book) if name == PACKAGE else data
            made.writestr(entry, data, compresslevel=None if stored else 9)
    return out.getvalue()


def _in_its_language(opf: bytes, book: Book) -> bytes:
    """Name the language of the metadata, so that a reading voice speaks the title right.

    EbookLib leaves it out (EPUB 3.3, 5.3.5; Ace, ``epub-lang``).
    """
    root = etree.fromstring(opf)
    root.set(XML_LANG, book.lang)
    if labels(book.lang).rtl:
        root.set("dir", "rtl")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _made_urn(book: Book) -> str:
    names = "|".join((book.title, *(person.sort for person in book.authors), book.created))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, names)}"


def _element(package: Any, element: str, value: str, names: dict[str, str] | None = None) -> None:
    package.add_metadata("DC", element, value, names or {})


def _property(package: Any, key: str, value: str) -> None:
    package.add_metadata(None, "meta", value, {"property": key})


def _refine(
    package: Any, target: str, key: str, value: str, more: dict[str, str] | None = None
) -> None:
    names = {"refines": f"#{target}", "property": key} | (more or {})
    package.add_metadata(None, "meta", value, names)
