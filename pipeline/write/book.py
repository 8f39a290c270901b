"""What the header says of a book, and the outline of its divisions, for title pages and lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.dates import first_day
from pipeline.model import Tei
from pipeline.write.labels import Labels
from pipeline.write.render import elements, identifier, is_shown
from pipeline.xml import TEI, XML_LANG, Element, name_of, words_of, words_shown

TITLE_STATEMENT = f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt"
PUBLICATION = f"{TEI}teiHeader/{TEI}fileDesc/{TEI}publicationStmt"
SOURCE = f"{TEI}teiHeader/{TEI}fileDesc/{TEI}sourceDesc"
PROFILE = f"{TEI}teiHeader/{TEI}profileDesc"
UNDATED = "1970-01-01"


@dataclass(frozen=True, slots=True)
class Person:
    """A maker of the book: the name as read, and as sorted."""

    display: str
    sort: str


@dataclass(frozen=True, slots=True)
class Book:
    """The header's facts, each as one string; empty where the header does not state it."""

    title: str
    subtitle: str
    authors: tuple[Person, ...]
    translators: tuple[Person, ...]
    lang: str
    identifier: str
    publisher: str
    library: str
    library_address: str
    """Where the library keeps the text, if an address."""
    sources: tuple[str, ...]
    """The addresses the text came from, the library's own source first."""
    rights: str
    """The library's words and the declared state of the rights, in one line."""
    keywords: tuple[str, ...]
    published: str
    """ISO 8601 date of this edition: the header's, never the clock's."""
    created: str
    """ISO 8601 date of the work, as exact as it is known."""
    pages: str
    """How many pages the source has, as the header says it."""

    @property
    def day(self) -> str:
        """The day of this edition, the first of its year or month where no more is known."""
        return first_day(self.published)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contents list."""

    label: str
    id: str
    kind: str
    children: tuple[Entry, ...] = ()


def read_book(tei: Tei) -> Book:
    """Read the header's facts.

    Takes a valid tree. A fact the header lacks is empty, save the title, the language and the
    date, which no edition can do without: they fall back on ``Untitled``, ``und`` and the epoch.
    """
    root = tei.getroot()
    statement = root.find(TITLE_STATEMENT)
    source = root.find(SOURCE)
    addresses = [a for a in _texts(source, f".//{TEI}idno[@type='URI']") if a]
    title = _first(statement, f"{TEI}title[@type='main']") or _first(statement, f"{TEI}title")
    when = root.find(f"{PUBLICATION}/{TEI}date")
    dated = (source, root.find(PROFILE))
    created = [
        _iso(date) for part in dated if part is not None
        for date in part.iter(f"{TEI}date") if date.get("type") != "retrieved"
    ]  # fmt: skip
    return Book(
        title=title or "Untitled",
        subtitle=_first(statement, f"{TEI}title[@type='sub']"),
        authors=_people(statement, source, "author"),
        translators=_people(statement, None, "editor[@role='translator']"),
        lang=str(root.get(XML_LANG) or "und"),
        identifier=_first(root, f"{PUBLICATION}/{TEI}idno"),
        publisher=_first(root, f"{PUBLICATION}/{TEI}publisher"),
        library=_first(source, f".//{TEI}monogr/{TEI}imprint/{TEI}publisher"),
        library_address=addresses[0] if addresses else "",
        sources=tuple(addresses[1:] + addresses[:1]),
        rights=_rights(root),
        keywords=tuple(_texts(root, f"{PROFILE}/{TEI}textClass/{TEI}keywords/{TEI}term")),
        published=(_iso(when) if when is not None else "") or UNDATED,
        created=next((date for date in created if date), ""),
        pages=_first(root, f".//{TEI}extent/{TEI}measure[@unit='pages']"),
    )


def outline(tei: Tei, labels: Labels) -> tuple[Entry, ...]:
    """Give the contents list: every division that has a heading, and the colophon."""
    return tuple(entry for part in divisions(tei) for entry in _entries(part, labels))


def divisions(tei: Tei) -> Iterator[Element]:
    """Run through the top divisions that editions show: front, body, back."""
    for part in tei.getroot().findall(f"{TEI}text/*"):
        yield from (node for node in elements(part) if name_of(node) == "div" and is_shown(node))


def title_page(tei: Tei) -> Element | None:
    """Give the title page of the TEI, or None."""
    return tei.getroot().find(f"{TEI}text/{TEI}front/{TEI}titlePage")


def shown_places(tei: Tei) -> Iterator[tuple[Element, Element]]:
    """Run through all with an id that editions show, each with the title page or division around.

    A page without a number is not shown.
    """
    front = title_page(tei)
    for top in (*([front] if front is not None else []), *divisions(tei)):
        for node in top.iter(f"{TEI}*"):
            if identifier(node) and not (name_of(node) == "pb" and not node.get("n")):
                yield top, node


def as_filed(tei: Tei) -> bytes:
    """Write the tree to the byte as the TEI file beside the editions has it.

    The tree was read from such bytes: only what stands between the parts before the root is not
    in it.
    """
    root = tei.getroot()
    parts = [*reversed([*root.itersiblings(preceding=True)]), root]
    lines = [etree.tostring(part, encoding="utf-8", with_tail=False) for part in parts]
    return b"\n".join([b'<?xml version="1.0" encoding="UTF-8"?>', *lines, b""])


def _entries(node: Element, labels: Labels) -> tuple[Entry, ...]:
    kind = str(node.get("type") or "")
    children = tuple(
        entry
        for child in node.findall(f"{TEI}div")
        if is_shown(child)
        for entry in _entries(child, labels)
    )
    label = label_of(node, labels)
    return (Entry(label, identifier(node), kind, children),) if label else children


def label_of(node: Element, labels: Labels) -> str:
    """Name a division by its heading, or by what an edition calls one of its kind."""
    head = node.find(f"{TEI}head")
    own = {"colophon": labels.colophon, "notes": labels.notes}
    return words_shown(head) if head is not None else own.get(str(node.get("type")), "")


def _texts(node: Element | None, path: str) -> list[str]:
    found = node.findall(path) if node is not None else []
    return [words_of(item) for item in found]


def _first(node: Element | None, path: str) -> str:
    return next(iter(_texts(node, path)), "")


def _people(statement: Element | None, source: Element | None, path: str) -> tuple[Person, ...]:
    displays = _texts(statement, f"{TEI}{path}")
    found = statement.findall(f"{TEI}{path}") if statement is not None else []
    sorted_names = _texts(source, f"{TEI}biblStruct/{TEI}monogr/{TEI}author")
    people = []
    for index, (display, node) in enumerate(zip(displays, found, strict=True)):
        surname = _first(node, f".//{TEI}surname")
        forename = _first(node, f".//{TEI}forename")
        sort = f"{surname}, {forename}" if surname and forename else ""
        sort = sort or (sorted_names[index] if len(sorted_names) == len(displays) else display)
        people.append(Person(display, sort))
    return tuple(person for person in people if person.display)


def _rights(root: Element) -> str:
    words = _first(root, f"{SOURCE}//{TEI}note[@type='rights']")
    library = _first(root, f"{SOURCE}//{TEI}imprint/{TEI}publisher")
    stated = f"{library}: {words}." if library and words else f"{words}." if words else ""
    licences = root.findall(f"{PUBLICATION}/{TEI}availability/{TEI}licence")
    unevaluated = any("rightsstatements.org/vocab/CNE" in str(n.get("target")) for n in licences)
    return f"{stated} Copyright status not evaluated.".strip() if unevaluated else stated


def _iso(date: Element) -> str:
    keys = ("when", "to", "notAfter", "from", "notBefore")
    return next((str(date.get(key)) for key in keys if date.get(key)), "")
