"""TEI P5 of other projects to a Document: DTA, ELTeC, hurlus.fr and their like.

The tree is read for what it means and written anew in our profile: numbered divisions lose their
numbers, every way of naming a type becomes one, notes gather at their marks, and an element we do
not know gives up its words and is counted. What is decided once and for all: ``corr`` stands and
``sic`` is kept beside it; of ``orig`` and ``reg``, ``abbr`` and ``expan`` what was printed stands;
running heads go; a quotation without marks gets those of its language.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from pipeline.errors import InputError
from pipeline.headings import kind_of_heading
from pipeline.model import (
    Block,
    Blocks,
    Colophon,
    ColophonBlock,
    Division,
    Document,
    Heading,
    Inlines,
    Metadata,
    Paragraph,
    joined_by_breaks,
    plain,
)
from pipeline.read.assemble import lines_in, witness
from pipeline.read.divisions import (
    fitted_note,
    list_of_works,
    place_ends,
    renumber,
    split_lines,
    without_bold,
)
from pipeline.read.tei_blocks import block, blocks_of
from pipeline.read.tei_header import clean_words, read_header
from pipeline.read.tei_inlines import Reading, content_of, note_reference
from pipeline.read.tei_notes import open_reading, take_leftover_notes
from pipeline.read.tei_prepare import Prepared, parse_tei, prepare
from pipeline.report import Finding
from pipeline.xml import Element, name_of, set_of

DIVISIONS = set_of("div div0 div1 div2 div3 div4 div5 div6 div7 text group")

KINDS = {
    "abstract": "abstract", "preface": "preface", "foreword": "preface", "prologue": "preface",
    "introduction": "introduction", "dedication": "dedication", "part": "part", "book": "part",
    "volume": "part", "act": "part", "chapter": "chapter", "scene": "section",
    "section": "section", "bibliography": "bibliography", "references": "bibliography",
    "appendix": "appendix", "annex": "appendix", "notes": "notes", "endnotes": "notes",
    "footnotes": "notes", "text": "text",
}  # fmt: skip
"""What others call a division, and what we do; a ``contents`` is read as a section, since its
pages are another edition's and nothing of it may be lost."""


def read_foreign_tei(data: bytes, file: str) -> tuple[Document, list[Finding]]:
    """Read a TEI document of any dialect into a Document.

    Raises InputError when it is not well-formed, declares entities, is nested deeper than any
    book, or holds no words.
    """
    root = parse_tei(data, file)
    known = read_header(root)
    text = _whole_text(root)
    if text is None or not clean_words(text):
        raise InputError("holds no words", where=file, cure=_cure_of_silence(root))
    prepared = prepare(deepcopy(text))
    reading = open_reading(prepared.root, known.lang)
    front = tuple(_part(prepared.root, "front", reading, known))
    body = tuple(_part(prepared.root, "body", reading, known))
    body += tuple(_part(prepared.root, "group", reading, known))
    back = tuple(_part(prepared.root, "back", reading, known))
    colophon = _colophon(prepared.root, reading)
    take_leftover_notes(prepared.root, reading)
    if not body:
        body, front = front, ()
    facts = witness(data, file, "tei", _all_blocks((*front, *body, *back)), tuple(reading.pages))
    notes = {key: fitted_note(note) for key, note in reading.apparatus.notes.items()}
    parts = (renumber(front), renumber(body), renumber(back))
    document = Document(known, facts, *parts, notes, colophon)
    return document, _findings(prepared, reading)


def _whole_text(root: Element) -> Element | None:
    """Find the text of a document; the texts of a corpus are one group."""
    outer = [
        element for element in root.iter(etree.Element)
        if name_of(element) == "text" and next(element.iterancestors("{*}text"), None) is None
    ]  # fmt: skip
    if len(outer) < 2:
        return outer[0] if outer else None
    whole = etree.Element("text")
    group = etree.SubElement(whole, "group")
    for text in outer:
        group.append(_titled(deepcopy(text), text.getparent()))
    return whole


def _titled(text: Element, document: Element | None) -> Element:
    """Set the title that a document of a corpus has in its header over its text, if none is."""
    title = document.find(".//{*}titleStmt/{*}title") if document is not None else None
    body = text.find("{*}body")
    headed = text.find(".//{*}head") is not None or text.find(".//{*}titlePage") is not None
    if title is not None and body is not None and not headed:
        head = etree.Element("head")
        head.text = clean_words(title)
        body.insert(0, head)
    return text


def _cure_of_silence(root: Element) -> str:
    kinds = {name_of(element) for element in root.iter(etree.Element)}
    if "sourceDoc" in kinds:
        return "it has a sourceDoc alone, the lines of a page: make a text of them"
    if "facsimile" in kinds:
        return "it has a facsimile alone, pictures of pages: transcribe them"
    return "give a TEI whose text holds words"


def _all_blocks(divisions: tuple[Division, ...]) -> Blocks:
    found: list[Block] = []
    for division in (division for top in divisions for division in top.each()):
        found += (division.heading,) if division.heading else ()
        found += division.blocks
    return tuple(found)


def _findings(prepared: Prepared, reading: Reading) -> list[Finding]:
    for element, words in prepared.dropped.items():
        if words:
            reading.apparatus.count(
                f"dropped-{element}", f"<{element}> is no text; {{n}} words went with it", words
            )
    if prepared.joined:
        reading.apparatus.count(
            "words-rejoined", "{n} words cut at a line's end were joined", prepared.joined
        )
    for element, times in reading.unknown.items():
        reading.apparatus.count(
            f"unknown-{element}",
            f"<{element}> is unknown here; its words stay ({{n}} times)",
            times,
        )
    return reading.apparatus.report()


# ---------------------------------------------------------------- divisions


def _part(text: Element, kind: str, reading: Reading, known: Metadata) -> Iterator[Division]:
    for part in text:
        if name_of(part) == kind:
            yield from _divisions(part, reading, known)


def _divisions(part: Element, reading: Reading, known: Metadata) -> Iterator[Division]:
    """Read what front, body or back hold: divisions, and what stands between them."""
    loose: list[Blocks] = []
    alone = not any(name_of(child) in DIVISIONS for child in part)
    for child in part:
        if name_of(child) not in DIVISIONS:
            loose.append(_loose(child, reading, known))
            continue
        yield from _unheaded(loose, alone)
        loose = []
        yield from _division(child, reading, known)
    yield from _unheaded(loose, alone and name_of(part) == "body")


def _unheaded(loose: list[Blocks], alone: bool) -> Iterator[Division]:
    blocks = tuple(inner for part in loose for inner in part)
    if blocks:
        yield Division("text" if alone else "section", None, place_ends(blocks))


def _loose(child: Element, reading: Reading, known: Metadata) -> Blocks:
    if name_of(child) == "titlePage":
        return tuple(_beyond_title(child, reading, known))
    if name_of(child) == "note":
        return _gathered_note(child, reading)
    return block(child, reading)


def _gathered_note(note: Element, reading: Reading) -> Blocks:
    if note in reading.moved:
        return ()
    reading.apparatus.count("note-without-reference", "nothing refers to {n} of the notes")
    note_reference(note, reading)
    return ()


def _beyond_title(page: Element, reading: Reading, known: Metadata) -> Iterator[Paragraph]:
    """Give the lines of a title page that the metadata, from which it is made anew, lacks."""
    shown = " ".join((known.title, known.subtitle, *known.authors, known.date)).casefold()
    for inner in blocks_of(page, reading):
        for line in lines_in((inner,)):
            if plain(line).casefold().strip(" .,;") not in shown:
                yield Paragraph(line)


def _division(part: Element, reading: Reading, known: Metadata) -> Iterator[Division]:
    if name_of(part) in {"text", "group"}:
        yield from _inner_text(part, reading, known)
        return
    if part.get("type") == "colophon":
        return
    heads = []
    loose: list[Blocks] = []
    below: list[Division] = []
    for child in part:
        if name_of(child) == "head" and not loose and not below:
            heads.append(content_of(child, reading))
        elif name_of(child) in DIVISIONS:
            below += _division(child, reading, known)
        elif below:
            below += _unheaded([_loose(child, reading, known)], alone=False)
        else:
            loose.append(_loose(child, reading, known))
    made = _made(part, heads, tuple(inner for part in loose for inner in part), tuple(below))
    if made.blocks or made.divisions or (made.heading and made.kind != "notes"):
        yield made


def _made(
    part: Element, heads: list[Inlines], blocks: Blocks, below: tuple[Division, ...]
) -> Division:
    title = without_bold(joined_by_breaks(tuple(head for head in heads if head)))
    named = KINDS.get(part.get("type", "").casefold(), "")
    kind = named or (kind_of_heading(plain(title)) if title else "section")
    kind = "section" if kind == "contents" else kind
    own = list_of_works(blocks) if kind == "bibliography" else blocks
    heading = Heading(1, title) if title else None
    return Division(kind, heading, place_ends(own), below)


def _inner_text(text: Element, reading: Reading, known: Metadata) -> Iterator[Division]:
    """Read one text of a group as a part of the whole."""
    below = [d for part in text for d in _inner_parts(part, reading, known)]
    if below:
        first = below[0]
        if len(below) == 1 and first.heading:
            yield replace(first, kind="part")
        else:
            yield Division("part", None, (), tuple(below))


def _inner_parts(part: Element, reading: Reading, known: Metadata) -> Iterator[Division]:
    if name_of(part) in {"text", "group"}:
        yield from _inner_text(part, reading, known)
    elif len(part) and name_of(part[0]) == "head":
        yield from _division(part, reading, Metadata())
    else:
        yield from _divisions(part, reading, Metadata())


def _colophon(text: Element, reading: Reading) -> Colophon:
    """Read a library's last page that stands in the back of the text as such."""
    blocks: list[ColophonBlock] = []
    for part in text.iter(etree.Element):
        if name_of(part) in DIVISIONS and part.get("type") == "colophon":
            for child in part:
                known = {"libraryMark", "identification", "provenance", "libraryAddress"}
                kind = child.get("type", "")
                if lines := split_lines(content_of(child, reading)):
                    blocks.append(ColophonBlock(kind if kind in known else "statement", lines))
    return Colophon(tuple(blocks))
