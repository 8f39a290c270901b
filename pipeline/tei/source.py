"""The header's sourceDesc: from the file in hand back to where the text came from."""

from urllib.parse import urlsplit

from pipeline.dates import iso
from pipeline.model import Document
from pipeline.tei.build import child, spaced
from pipeline.tei.people import put_sorted
from pipeline.tei.statements import Presented, Published, presented, published
from pipeline.xml import Element


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
    _titles(monogr, title, metadata.subtitle)
    if metadata.library_address:
        child(monogr, "idno", metadata.library_address, type="URI")
    if document.witness.sha256:
        child(monogr, "idno", document.witness.sha256, type="SHA-256")
    imprint = child(monogr, "imprint")
    if metadata.library:
        child(imprint, "publisher", spaced(metadata.library))
    if metadata.date or not metadata.library:
        date = spaced(metadata.date) or "not stated"
        child(imprint, "date", date, type="stated", when=iso(metadata.date))
    if metadata.rights:
        child(imprint, "note", spaced(metadata.rights), type="rights")
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


def _titles(monogr: Element, title: str, subtitle: str) -> None:
    child(monogr, "title", title, type="main")
    if subtitle:
        child(monogr, "title", spaced(subtitle), type="sub")


def _retrieved(struct: Element, document: Document, title: str) -> None:
    """Describe where the library took the text from."""
    metadata = document.metadata
    if not (metadata.source_address or metadata.source_statement):
        return
    related = child(struct, "relatedItem", type="retrievedFrom")
    page = child(related, "biblStruct", xml_id="src-retrieved", type="webPage")
    monogr = child(page, "monogr")
    child(monogr, "title", title, type="main")
    if metadata.source_address:
        child(monogr, "idno", metadata.source_address, type="URI")
    imprint = child(monogr, "imprint")
    host = _host(metadata.source_address)
    if host:
        child(imprint, "distributor", host)
    stated = spaced(metadata.source_statement).strip() or metadata.retrieved or "not stated"
    child(imprint, "date", stated, type="retrieved", when=iso(metadata.retrieved))


def _earlier(struct: Element, document: Document, title: str) -> None:
    prose = spaced(document.metadata.notes.replace("*", ""))
    article, paper = published(prose), presented(prose)
    if article:
        _article(child(struct, "relatedItem", type="publishedAs"), article, title)
    if paper:
        _paper(child(struct, "relatedItem", type="presentedAs"), paper, title)


def _article(related: Element, article: Published, title: str) -> None:
    struct = child(related, "biblStruct", xml_id="src-published", type="journalArticle")
    child(child(struct, "analytic"), "title", title, level="a")
    monogr = child(struct, "monogr")
    child(monogr, "title", article.journal, level="j")
    if article.editor:
        put_sorted(child(monogr, "editor"), article.editor, "en")
    imprint = child(monogr, "imprint")
    if article.imprint:
        child(imprint, "publisher", article.imprint)
    child(imprint, "date", article.date, when=article.when)


def _paper(related: Element, paper: Presented, title: str) -> None:
    struct = child(related, "biblStruct", xml_id="src-presented", type="conferencePaper")
    child(child(struct, "analytic"), "title", title, level="a")
    monogr = child(struct, "monogr")
    child(monogr, "title", paper.meeting, level="m")
    if paper.organiser:
        organiser = child(monogr, "respStmt")
        child(organiser, "resp", "organiser")
        child(organiser, "orgName", paper.organiser)
    imprint = child(monogr, "imprint")
    if paper.place:
        child(imprint, "pubPlace", paper.place)
    if paper.first and paper.first != paper.last:
        child(imprint, "date", paper.date, from_=paper.first, to=paper.last)
    else:
        child(imprint, "date", paper.date or "not stated", when=paper.first)


def _host(address: str) -> str:
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
