"""The header's sourceDesc: from the file in hand back to where the text came from.

What a colophon's prose says of earlier publication is read only where it can mean one thing.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from pipeline.dates import days, iso
from pipeline.model import Document
from pipeline.tei.build import child, optional, spaced
from pipeline.tei.names import put_sorted
from pipeline.xml import Element

CAPITAL = r"(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w’'-]*)"
PUBLISHED = re.compile(
    r"\bPublished in (?P<journal>[^\W\d_a-z][^,.;:()\n]{2,80})"
    rf"(?:, edited by (?P<editor>{CAPITAL}(?:\s{CAPITAL}){{1,4}}))?"
    r", (?P<rest>[^;:()]{4,250}?)\.?\s*$"
)
MEETING = re.compile(
    r"\b(?:[Pp]resented|[Gg]iven|[Dd]elivered|[Rr]ead) (?:to|at|before) the "
    rf"(?P<title>{CAPITAL}(?:\s(?:{CAPITAL}|on|of|for|the|and))*)"
    rf"(?:,? organi[sz]ed by (?:the )?(?P<by>{CAPITAL}(?:\s(?:{CAPITAL}|of|for|the|and))*))?"
)
IS_MEETING = re.compile(r"\b(?:Conference|Congress|Symposium|Colloquium|Seminar|Convention)\b")
HELD = re.compile(
    r"\bheld (?:in|at) (?P<place>[^\W\d_a-z][^;:()\d]{2,80}?) on "
    r"(?P<days>[^\W\d_]+ \d{1,2}(?:\s?[-–—]\s?\d{1,2})?, \d{4})"
)
TRAILING = re.compile(r"(?:\s(?:on|of|for|the|and))+$")


def put_source(parent: Element, document: Document, title: str) -> None:
    """Describe the source: the library's edition, where that took it from, what it says of both.

    Only what the colophon states is here. Prose that can be read in one way becomes a reference
    to the journal or the meeting; all of it is kept word for word in a note.
    """
    metadata = document.metadata
    known = bool(metadata.library or metadata.library_address)
    struct = child(
        parent, "biblStruct", xml_id="src-library", type="webEdition" if known else "file"
    )
    monogr = child(struct, "monogr")
    for author in metadata.authors:
        put_sorted(child(monogr, "author"), spaced(author), metadata.lang)
    child(monogr, "title", title, type="main")
    optional(monogr, "title", spaced(metadata.subtitle), type="sub")
    optional(monogr, "idno", metadata.library_address, type="URI")
    optional(monogr, "idno", document.witness.sha256, type="SHA-256")
    imprint = child(monogr, "imprint")
    optional(imprint, "publisher", spaced(metadata.library))
    if metadata.date or not metadata.library:
        date = spaced(metadata.date) or "not stated"
        child(imprint, "date", date, type="stated", when=iso(metadata.date))
    optional(imprint, "note", spaced(metadata.rights), type="rights")
    if metadata.notes:
        child(imprint, "note", spaced(metadata.notes).strip(), type="statement")
    _retrieved(struct, document, title)
    _earlier(struct, document, title)
    _witnesses(parent, document)


def _witnesses(parent: Element, document: Document) -> None:
    """Name the two extractions, where the text was held against another one."""
    witness = document.witness
    if not witness.other_file:
        return
    listed = child(parent, "listWit")
    text = f"{witness.file}: the extraction that is the text of this edition"
    other = f"{witness.other_file}: another extraction, held against it word by word"
    for name, told, digest in (
        ("wit-text", text, witness.sha256), ("wit-other", other, witness.other_sha256)
    ):  # fmt: skip
        node = child(listed, "witness", f"{told}. ", xml_id=name)
        child(node, "idno", digest, type="SHA-256")


def _retrieved(struct: Element, document: Document, title: str) -> None:
    """Describe where the library took the text from."""
    metadata = document.metadata
    if not (metadata.source_address or metadata.source_statement):
        return
    related = child(struct, "relatedItem", type="retrievedFrom")
    page = child(related, "biblStruct", xml_id="src-retrieved", type="webPage")
    monogr = child(page, "monogr")
    child(monogr, "title", title, type="main")
    optional(monogr, "idno", metadata.source_address, type="URI")
    imprint = child(monogr, "imprint")
    host = _host(metadata.source_address)
    optional(imprint, "distributor", host)
    stated = spaced(metadata.source_statement).strip() or metadata.retrieved or "not stated"
    child(imprint, "date", stated, type="retrieved", when=iso(metadata.retrieved))


def _earlier(struct: Element, document: Document, title: str) -> None:
    prose = spaced(document.metadata.notes.replace("*", ""))
    if article := published(prose):
        monogr = _part(struct, "publishedAs", "src-published", "journalArticle", title)
        child(monogr, "title", article["journal"], level="j")
        if article["editor"]:
            put_sorted(child(monogr, "editor"), article["editor"], "en")
        imprint = child(monogr, "imprint")
        optional(imprint, "publisher", article["imprint"])
        child(imprint, "date", article["date"], when=article["when"])
    if paper := presented(prose):
        monogr = _part(struct, "presentedAs", "src-presented", "conferencePaper", title)
        child(monogr, "title", paper["meeting"], level="m")
        if paper["organiser"]:
            organiser = child(monogr, "respStmt")
            child(organiser, "resp", "organiser")
            child(organiser, "orgName", paper["organiser"])
        imprint = child(monogr, "imprint")
        optional(imprint, "pubPlace", paper["place"])
        if paper["first"] != paper["last"]:
            child(imprint, "date", paper["date"], from_=paper["first"], to=paper["last"])
        else:
            child(imprint, "date", paper["date"] or "not stated", when=paper["first"])


def _part(struct: Element, relation: str, key: str, kind: str, title: str) -> Element:
    """Begin the reference to what a text was a part of, and give its ``monogr``."""
    related = child(struct, "relatedItem", type=relation)
    whole = child(related, "biblStruct", xml_id=key, type=kind)
    child(child(whole, "analytic"), "title", title, level="a")
    return child(whole, "monogr")


def published(prose: str) -> Mapping[str, str]:
    """Read where a text was published; nothing unless all up to the date can be told apart.

    >>> published("Published in Anarchist Studies, edited by Thomas V. Cahill, Lancaster "
    ...     "University, February 24, 1993.")  # doctest: +NORMALIZE_WHITESPACE
    {'journal': 'Anarchist Studies', 'editor': 'Thomas V. Cahill',
     'imprint': 'Lancaster University', 'date': 'February 24, 1993', 'when': '1993-02-24'}
    >>> published("Published in several languages, among them Russian.")
    {}
    """
    match = PUBLISHED.search(prose)
    pieces = match["rest"].split(", ") if match else []
    for cut in (-2, -1):
        date = ", ".join(pieces[cut:])
        when = iso(date) if len(pieces) >= -cut else ""
        if match and when:
            imprint, editor = ", ".join(pieces[:cut]), match["editor"] or ""
            told = {"journal": match["journal"], "editor": editor, "imprint": imprint}
            return {} if imprint and not editor else {**told, "date": date, "when": when}
    return {}


def presented(prose: str) -> Mapping[str, str]:
    """Read at which meeting a text was given; nothing unless the prose names one.

    >>> presented("presented to the Conference on Ethics organized by the Academy of Science. "
    ...     "It was held in Moscow on December 8 – 14, 1992.")  # doctest: +NORMALIZE_WHITESPACE
    {'meeting': 'Conference on Ethics', 'organiser': 'Academy of Science', 'place': 'Moscow',
     'date': 'December 8 – 14, 1992', 'first': '1992-12-08', 'last': '1992-12-14'}
    """
    match = MEETING.search(prose)
    if not match or not IS_MEETING.search(match["title"]):
        return {}
    meeting, organiser = (TRAILING.sub("", match[n] or "").rstrip(".") for n in ("title", "by"))
    held = HELD.search(prose, match.end())
    place, date = (held["place"], held["days"]) if held else ("", "")
    first, last = days(date)
    return {
        "meeting": meeting, "organiser": organiser, "place": place, "date": date,
        "first": first or iso(date), "last": last or iso(date),
    }  # fmt: skip


def _host(address: str) -> str:
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
