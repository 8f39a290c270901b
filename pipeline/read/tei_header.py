"""What another project's TEI header says of the work, read into our metadata.

Only what an edition shows or an archive asks for is taken; the rest of the header stays in the
witness.
"""

import re
from collections.abc import Iterator

from pipeline.language import language_tag
from pipeline.model import Metadata
from pipeline.read.assemble import clean_characters
from pipeline.xml import XML_LANG, Element, address, name_of, words_of

_LIFE = re.compile(r"\s*\(?\b\d{3,4}\??\s*[-–]\s*(?:\d{3,4}\??)?\)?\s*$")
_TITLE_SUFFIX = re.compile(r"\s*:\s*(?:ELTeC|TEI|MIMO|DraCor)[\w -]*(?:edition|version|Edition)$")
_NAME_ORDER = ("roleName", "forename", "nameLink", "genName", "surname", "addName")
_SUBTITLES = frozenset({"sub", "subtitle", "subordinate", "alt"})
_TRANSLATOR = re.compile(r"\b(?:transl|trad|trl|übers|перев)", re.IGNORECASE)


def read_header(root: Element) -> Metadata:
    """Read the metadata of a TEI document from its header."""
    header = root.find("{*}teiHeader")
    if header is None:
        return Metadata(lang=_language(root, None))
    titles = _titles(header)
    statement = next(_found(header, "titleStmt"), header)
    publication = header.find("{*}fileDesc/{*}publicationStmt")
    source = header.find("{*}fileDesc/{*}sourceDesc")
    origin, stated = _address(source), _first(source, "bibl", "p")
    numbers = [(each.get("type", ""), clean_words(each)) for each in _found(publication, "idno")]
    others = [
        *([] if origin else [stated]), *_responsible(header),
        *(f"{kind} {told}".strip() for kind, told in numbers if told[:4] not in ("http", "urn:")),
    ]  # fmt: skip
    return Metadata(
        title=" ".join(t for kind, t in titles if kind not in _SUBTITLES)[:1000],
        subtitle=" ".join(t for kind, t in titles if kind in _SUBTITLES)[:1000],
        authors=tuple(dict.fromkeys(map(_person, statement.iterfind("{*}author")))),
        date=_date(header, source),
        lang=_language(root, header),
        library=_first(publication, "publisher", "authority", "distributor"),
        library_address=_address(publication),
        rights=_first(publication, "licence", "availability"),
        licence=_licence(publication),
        source_address=origin,
        source_statement=stated if origin else "",
        notes=". ".join(told.rstrip(".") for told in others if told)[:2000],
        translators=tuple(dict.fromkeys(_translators(statement))),
        keywords=tuple(dict.fromkeys(_keywords(header))),
        identifier=next((told for _, told in numbers if told.startswith("urn:")), ""),
    )


def _licence(publication: Element | None) -> str:
    """Find the address of the terms; an archive's own page of terms is none."""
    for inner in _found(publication, "licence"):
        for target in (
            inner.get("target", ""),
            *(r.get("target", "") for r in _found(inner, "ref")),
        ):
            if target.startswith(("http://", "https://")) and address(target):
                return target
    return ""


def _responsible(header: Element) -> Iterator[str]:
    """Tell who did what for the encoding, and of which edition it is, as the header says it."""
    for statement in _found(header, "respStmt"):
        if any(name_of(up) in {"titleStmt", "editionStmt"} for up in statement.iterancestors()):
            parts = [clean_words(part) for part in statement]
            yield " ".join(part for part in parts if part)
    for edition in _found(header.find("{*}fileDesc/{*}editionStmt"), "edition"):
        yield clean_words(edition)


def clean_words(element: Element) -> str:
    """Give the words of an element in one line."""
    return clean_characters(words_of(element))


def _found(element: Element | None, *kinds: str) -> Iterator[Element]:
    yield from element.iter(*(f"{{*}}{kind}" for kind in kinds)) if element is not None else ()


def _first(element: Element | None, *kinds: str) -> str:
    for kind in kinds:
        for inner in _found(element, kind):
            if clean_words(inner):
                return clean_words(inner)[:2000]
    return ""


def _titles(header: Element) -> list[tuple[str, str]]:
    statement = next(_found(header, "titleStmt"), None)
    found = statement.findall("{*}title") if statement is not None else []
    main = [t for t in found if t.get("type", "main") in {"main", *_SUBTITLES}] or found[:1]
    return [(t.get("type", "main"), _TITLE_SUFFIX.sub("", clean_words(t))) for t in main]


def _person(author: Element) -> str:
    """Give a name in reading order: ``Zola, Émile (1840-1902)`` is Émile Zola."""
    parts = {kind: [clean_words(p) for p in _found(author, kind)] for kind in _NAME_ORDER}
    if parts["surname"]:
        return " ".join(word for kind in _NAME_ORDER for word in parts[kind])
    return reading_order(clean_words(author))


def reading_order(printed: str) -> str:
    """Turn a name that was set for sorting.

    >>> reading_order("Zola, Émile (1840-1902)"), reading_order("Louise Michel")
    ('Émile Zola', 'Louise Michel')
    """
    bare = _LIFE.sub("", printed).strip(" ,")
    parts = [part.strip() for part in bare.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else bare


def _translators(statement: Element) -> Iterator[str]:
    for inner in statement:
        role = f"{inner.get('role', '')} {inner.get('type', '')}"
        if name_of(inner) in {"editor", "author"} and _TRANSLATOR.search(role):
            yield _person(inner)
        if name_of(inner) == "respStmt" and any(
            _TRANSLATOR.search(clean_words(resp)) for resp in _found(inner, "resp")
        ):
            yield from (_person(p) for p in inner if name_of(p) in {"name", "persName"})


def _date(header: Element, source: Element | None) -> str:
    """Find when the work came out: its creation, its first edition, or the edition used."""
    creation = next(_found(header, "creation"), None)
    for date in _found(creation, "date"):
        return clean_words(date) or date.get("when", "")
    for bibl in _found(source, "bibl"):
        if bibl.get("type") == "firstEdition":
            for date in _found(bibl, "date"):
                return clean_words(date) or date.get("when", "")
    dates = sorted(_found(source, "date"), key=lambda date: date.get("type") != "publication")
    return next((clean_words(date) or date.get("when", "") for date in dates), "")


def _language(root: Element, header: Element | None) -> str:
    text = next(_found(root, "text"), root)
    named = text.get(XML_LANG) or root.get(XML_LANG) or ""
    if not named:
        named = next((lang.get("ident", "") for lang in _found(header, "language")), "")
    return language_tag(_TWO_LETTERS.get(named, named), clean_words(text))


_TWO_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "por": "pt", "rus": "ru", "srp": "sr", "ell": "el", "gre": "el", "pol": "pl", "swe": "sv",
    "hun": "hu", "ces": "cs", "cze": "cs", "ron": "ro", "rum": "ro", "slv": "sl", "nor": "no",
    "ukr": "uk", "lat": "la", "nld": "nl", "dut": "nl", "fin": "fi", "tur": "tr", "hrv": "hr",
}  # fmt: skip
"""BCP 47 asks for the two letters where there are two; older headers have three."""


def _address(element: Element | None) -> str:
    for inner in _found(element, "ref", "ptr", "idno", "publisher"):
        target = inner.get("target", "") or clean_words(inner)
        if target.startswith(("http://", "https://")) and address(target):
            licence = any(name_of(up) == "availability" for up in inner.iterancestors())
            if not licence:
                return target
    return ""


def _keywords(header: Element) -> Iterator[str]:
    for keywords in _found(header, "keywords"):
        for term in _found(keywords, "term", "item"):
            if clean_words(term):
                yield clean_words(term)
