"""The TEI header: what is known of the text, its source and its encoding, and nothing else."""

import re
import uuid
from collections.abc import Sequence

from pipeline.dates import iso
from pipeline.model import Document, Editing, Metadata
from pipeline.report import Finding
from pipeline.tei.build import child, optional, put, slug, spaced
from pipeline.tei.declarations import put_declarations
from pipeline.tei.names import put_person
from pipeline.tei.source import put_source
from pipeline.xml import XML_LANG, Element, set_of

HEADER_IDS = (
    "pipeline", "editor", "keywords", "src-library", "src-retrieved", "src-published",
    "src-presented", "wit-text", "wit-other",
)  # fmt: skip
PROGRAM = "Handpress"
UNNAMED = "an editor who gave no name"
NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
FREE = re.compile(
    r"anti-?copyright|copyleft|public domain|domaine public|gemeinfrei|creative commons|\bCC0?\b"
    r"|\bno (?:copyright|rights? reserved)",
    re.IGNORECASE,
)
"""What a library says of a text that anybody may pass on."""
DENIED = re.compile(
    r"\b(?:not|isn[’']t|pas|nicht|kein\w*)\b[^.,;]{0,25}"
    r"(?:public domain|domaine public|gemeinfrei|copyleft|creative commons)",
    re.IGNORECASE,
)
"""Words that name a freedom to say that the work has not got it."""
FREE_TERMS = "//creativecommons.org/"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
NOTED = set_of(
    "citation-without-entry note-without-reference reference-without-note entry-may-hold-two-works"
    " no-text no-title"
)


def put_header(header: Element, text: Element, document: Document, findings: list[Finding]) -> None:
    """Fill the header from the metadata, the witness and the rules; adds ``no-title`` if so.

    No clock is asked: the date of publication is the one given for this edition, else that of the
    retrieval, else that of the work, marked as the date of the source.
    """
    metadata = document.metadata
    title = spaced(metadata.title).strip()
    if not title:
        title = document.witness.name or "Untitled"
        findings.append(Finding("no-title", f"The text names no title; “{title}” stands for it."))
    _file(child(header, "fileDesc"), document, title, findings)
    put_declarations(child(header, "encodingDesc"), document)
    _profile(child(header, "profileDesc"), metadata, text)
    count, rules = sum(document.rules.values()), len(document.rules)
    made = f"Made from {document.witness.file or 'the extracted text'}"
    change = f"{made}: {count} repairs by {rules} rules." if count else f"{made}."
    revision = child(header, "revisionDesc")
    when = iso(metadata.published)  # of the source's own date nothing here was made
    if document.editing:  # first, for archives want the newest change on top
        told = decisions(document.editing)
        child(revision, "change", f"{told}.", when=when, who="#editor")
    child(revision, "change", change, when=when, who="#pipeline")


def urn(document: Document) -> str:
    """Give the identifier of the work: a name-based UUID of the library's address and the slug.

    The same text of the same library has the same one in each of its editions and runs.
    """
    metadata = document.metadata
    name = f"{metadata.library_address}/{document.witness.name or slug(metadata.title)}"
    return metadata.identifier or f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def decisions(editing: Editing) -> str:
    """Say in a line what people decided.

    >>> decisions(Editing(corrected=2, accepted=1))
    'Decided by a person: 2 corrections made by hand, 1 repair accepted'
    """
    counts = (
        (editing.corrected, "correction", "made by hand"), (editing.accepted, "repair", "accepted"),
        (editing.refused, "repair", "refused"),
    )  # fmt: skip
    told = [f"{n} {what}{'s' * (n != 1)} {done}" for n, what, done in counts if n]
    return f"Decided by a person: {', '.join(told)}"


def _file(parent: Element, document: Document, title: str, findings: Sequence[Finding]) -> None:
    metadata = document.metadata
    statement = child(parent, "titleStmt")
    child(statement, "title", title, type="main")
    optional(statement, "title", spaced(metadata.subtitle), type="sub")
    for author in metadata.authors:
        put_person(child(statement, "author"), spaced(author), metadata.lang)
    for translator in metadata.translators:
        person = child(statement, "editor", role="translator")
        put_person(person, spaced(translator), metadata.lang)
    machine = child(statement, "respStmt", xml_id="pipeline")
    made = f"automatic conversion of the {_what(document)} to TEI"
    child(machine, "resp", f"{made}, and its repair" if document.witness.raw else made)
    child(machine, "name", PROGRAM)
    if document.editing:
        person = child(statement, "respStmt", xml_id="editor")
        child(person, "resp", "decisions on the repair of the text, and corrections by hand")
        child(person, "name", spaced(document.editing.editor).strip() or UNNAMED)
    _extent(child(parent, "extent"), document)
    _publication(child(parent, "publicationStmt"), document)
    noted = [finding for finding in findings if finding.code in NOTED]
    if noted:
        notes = child(parent, "notesStmt")
        for finding in noted:
            child(notes, "note", finding.message, type=finding.code)
    put_source(child(parent, "sourceDesc"), document, title)


def _what(document: Document) -> str:
    return "extracted text" if document.witness.raw else "file"


def _extent(parent: Element, document: Document) -> None:
    count, pages = document.witness.words, len(document.witness.pages)
    text = f"{count} words in the {_what(document)}"
    child(parent, "measure", text, unit="words", quantity=str(count))
    if pages:
        text = f"{pages} pages known of the source"
        child(parent, "measure", text, unit="pages", quantity=str(pages))


def _publication(parent: Element, document: Document) -> None:
    metadata = document.metadata
    child(parent, "publisher", spaced(metadata.publisher).strip() or PROGRAM)
    identifier = urn(document)
    child(parent, "idno", identifier, type="URI" if "//" in identifier else "URN")
    stated = FREE.search(metadata.rights) and not DENIED.search(metadata.rights)
    free = stated or FREE_TERMS in metadata.licence
    _rights(child(parent, "availability", status="free" if free else "unknown"), document)
    when = iso(metadata.published) or iso(metadata.retrieved) or iso(metadata.date)
    kind = "" if metadata.published or not when else "ofSource"
    child(parent, "date", "" if when else "not stated", when=when, type=kind)


def _rights(parent: Element, document: Document) -> None:
    """State the rights in the work in the library's words, apart from those in the encoding."""
    metadata = document.metadata
    named = metadata.licence or NOT_EVALUATED
    work = child(child(parent, "licence", n="work", target=named), "p", "Rights in the work. The ")
    if metadata.rights:
        put(work, "source states, verbatim: ")
        child(work, "quote", spaced(metadata.rights))
        put(work, f" ({spaced(metadata.library)})." if metadata.library else ".")
    else:
        put(work, "source states none." if not metadata.licence else "licence is named here.")
    if not metadata.licence:
        statement = " That is a statement of intent, not a standard licence; the"
        put(work, statement if metadata.rights else " The")
        put(work, " copyright status of the work has not been evaluated.")
    _rights_in_encoding(parent, document, named)


def _rights_in_encoding(parent: Element, document: Document, named: str) -> None:
    """Give ours away; what others encoded stays under their terms."""
    theirs = document.witness.dialect == "tei"
    encoding = child(child(parent, "licence", n="encoding", target=named if theirs else CC0), "p")
    put(encoding, "Rights in the encoding. ")
    if theirs:
        put(encoding, "It follows an encoding by others, whose terms are those of the work above.")
    else:
        put(encoding, "As far as the markup, this header and the repairs attract any right, they")
        put(encoding, " are dedicated to the public domain (CC0 1.0).")


def _profile(parent: Element, metadata: Metadata, text: Element) -> None:
    if metadata.date:
        child(child(parent, "creation"), "date", spaced(metadata.date), when=iso(metadata.date))
    used = {str(lang) for node in text.iter() if (lang := node.get(XML_LANG))}
    usage = child(parent, "langUsage")
    for lang in sorted(used, key=lambda lang: (lang != text.get(XML_LANG), lang)):
        child(usage, "language", ident=lang)
    if metadata.keywords:
        keywords = child(child(parent, "textClass"), "keywords", scheme="#keywords")
        for keyword in metadata.keywords:
            child(keywords, "term", spaced(keyword))
