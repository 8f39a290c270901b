"""What passes from stage to stage.

bytes ─read─▶ Source ─clean─▶ Source ─parse─▶ Document ─encode─▶ Tei ─write─▶ editions

Everything here is frozen. A ``Source`` is text that knows where each part of it stood in the
witness; a ``Document`` is what the parser understood, typed; a ``Tei`` is a tree that satisfied
the schema.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NewType

from lxml import etree

PAGE_BREAK = "\f"
"""In a Source a form feed stands where a page of the witness ends."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in the witness: page as the witness names it (empty if unknown), and line from 1."""

    page: str
    line: int

    def __str__(self) -> str:
        return f"page {self.page}, line {self.line}" if self.page else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Mark:
    """From this offset on, the text runs as the witness does from ``raw``.

    ``rule`` names the rule that wrote the stretch, or is empty where the witness speaks;
    ``before`` is what an emending rule found in its place.
    """

    offset: int
    raw: int
    rule: str = ""
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Text that remembers where each part of it came from."""

    text: str
    marks: tuple[Mark, ...] = (Mark(0, 0),)
    lang: str = "en"
    """BCP 47; what rules that know languages go by."""

    def mark_at(self, offset: int) -> Mark:
        """Give the mark whose stretch holds this offset."""
        return self.marks[bisect_right(self.marks, offset, key=lambda mark: mark.offset) - 1]

    def raw(self, offset: int) -> int:
        """Give the offset in the witness that this offset comes from."""
        mark = self.mark_at(offset)
        return mark.raw if mark.rule else mark.raw + offset - mark.offset

    def slice(self, start: int, end: int) -> Source:
        """Cut a part out; it knows what the whole knew."""
        low = bisect_left(self.marks, start, key=lambda mark: mark.offset)
        high = bisect_left(self.marks, max(end, start + 1), key=lambda mark: mark.offset)
        inner = [replace(mark, offset=mark.offset - start) for mark in self.marks[low:high]]
        if not inner or inner[0].offset:
            opened = self.mark_at(start)
            before = None if opened.before is None else ""
            inner.insert(0, Mark(0, self.raw(start), opened.rule, before))
        return Source(self.text[start:end], tuple(inner), self.lang)

    def stretches(self) -> Iterator[tuple[str, Mark]]:
        """Run through the text mark by mark."""
        for index, mark in enumerate(self.marks):
            following = self.marks[index + 1 : index + 2]
            yield self.text[mark.offset : following[0].offset if following else None], mark


def concatenate(parts: Sequence[Source]) -> Source:
    """Put slices one behind the other into one Source."""
    marks: list[Mark] = []
    length = 0
    for part in parts:
        if part.text:
            marks += (replace(mark, offset=mark.offset + length) for mark in part.marks)
            length += len(part.text)
    text = "".join(part.text for part in parts)
    return Source(text, tuple(marks) or (Mark(0, 0),), parts[0].lang if parts else "en")


# ------------------------------------------------------------------ inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Marked-up text.

    ``kind`` is one of ``italic bold superscript subscript smallcaps underline strike code
    foreign title``; ``lang`` is a BCP 47 tag for ``foreign``.
    """

    kind: str
    content: Inlines
    lang: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The place where a note is called; ``note`` is the id of a Note of the Document."""

    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; ``target`` is an absolute address."""

    target: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Page ``n`` of the witness begins here (``n`` is empty if its name is unknown).

    ``inside_word`` is true where the page cuts a word that is now whole.
    """

    n: str
    inside_word: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line ends here, and it matters: in a colophon, an address, a title."""


@dataclass(frozen=True, slots=True)
class Emendation:
    """A reading the witness has (``before``) and the one that stands for it (``after``).

    ``before`` is raw text (it may hold a stray tag); ``confidence`` is ``sure`` or ``likely``.
    """

    before: str
    after: Inlines
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; ``data`` is empty where the extraction left only its name."""

    name: str
    alt: str = ""
    data: bytes = b""


Inline = Text | Span | NoteRef | Link | PageBreak | LineBreak | Emendation | Image
Inlines = tuple[Inline, ...]

# ------------------------------------------------------------------- blocks

NOWHERE = Origin("", 0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Inlines
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1, the highest level below the title of the work."""

    level: int
    content: Inlines
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Verse:
    """Stanzas of lines."""

    stanzas: tuple[tuple[Inlines, ...], ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set off from the text."""

    blocks: Blocks
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Epigraph:
    """A motto at the head of a work or a division."""

    blocks: Blocks
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; ``label`` is the term of a definition list, else empty."""

    blocks: Blocks
    label: Inlines = ()


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Cell:
    content: Inlines
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Ornament:
    """A scene break, as printed: ``* * *``."""

    content: Inlines
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    image: Image
    caption: Inlines = ()
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text."""

    text: str
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines of a signature, place or date that close a text or a preface."""

    lines: tuple[Inlines, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech in a play."""

    speaker: Inlines
    blocks: Blocks
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of a reference list, one Inlines an entry, as printed."""

    entries: tuple[Inlines, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    content: Inlines
    page: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The printed contents page: evidence for headings and pages; kept in TEI, never shown."""

    entries: tuple[ContentsEntry, ...]
    origin: Origin = NOWHERE


Block = (
    Paragraph | Heading | Verse | Quote | Epigraph | List | Table | Ornament | Figure | Code
    | Signature | Speech | Bibliography | Contents
)  # fmt: skip
Blocks = tuple[Block, ...]

# ----------------------------------------------------------------- document


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the apparatus.

    ``id`` is unique in the document (``fn1``, ``fn2`` in the order of the references);
    ``label`` is the number or sign the witness printed; ``place`` is ``bottom`` or ``end``.
    """

    id: str
    label: str
    blocks: Blocks
    place: str = "bottom"
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Division:
    """A part of the text with a heading of its own (or none).

    ``kind`` is a BPTL value: ``contents abstract preface introduction dedication part chapter
    section bibliography appendix notes``.
    """

    kind: str
    heading: Heading | None
    blocks: Blocks
    divisions: tuple[Division, ...] = ()


@dataclass(frozen=True, slots=True)
class ColophonBlock:
    """One block of the colophon, line by line as printed.

    ``kind`` is ``libraryMark identification provenance libraryAddress statement``.
    """

    kind: str
    lines: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Colophon:
    """The library's last page, word for word."""

    blocks: tuple[ColophonBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of the work, each field as the witness prints it unless said otherwise."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    """In reading order: ``Harry Cleaver``."""
    date: str = ""
    """As printed: ``February 24, 1993.``"""
    lang: str = "en"
    """BCP 47."""
    library: str = ""
    """``The Anarchist Library``."""
    library_address: str = ""
    """``http://theanarchistlibrary.org``."""
    rights: str = ""
    """The library's words: ``Anti-Copyright``."""
    source_address: str = ""
    """Where the library took the text from."""
    source_statement: str = ""
    """``Retrieved on July 18, 2012 from http://…``, as printed."""
    retrieved: str = ""
    """ISO 8601 date of the retrieval, or empty."""
    notes: str = ""
    """Whatever else the colophon says of the text, as printed."""
    translators: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    identifier: str = ""
    """A URN; made from library and title when empty."""
    published: str = ""
    """ISO 8601 date of this edition; the header's dates and every file's dates follow it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The facts of the input file, for the header and the report."""

    name: str
    """Slug: the folder and file name of the editions."""
    file: str
    sha256: str
    words: int
    dialect: str
    pages: tuple[str, ...] = ()
    """The names of the pages known, in order."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the parser understood it."""

    metadata: Metadata
    witness: Witness
    front: tuple[Division, ...]
    body: tuple[Division, ...]
    back: tuple[Division, ...]
    notes: Mapping[str, Note]
    colophon: Colophon = Colophon()
    rules: Mapping[str, int] = field(default_factory=dict)
    """Rule name to the count of repairs made, for the header's editorialDecl."""
    rule_summaries: Mapping[str, str] = field(default_factory=dict)
    """Rule name to the first line of its docstring."""


Tei = NewType("Tei", "etree._ElementTree")
"""A TEI tree that satisfies the schema. Only ``tei.validate`` makes one."""


# ----------------------------------------------------------- between clean and parse


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text after cleanup: its streams, each running on by itself over the pages.

    ``notes`` is the apparatus, every note opened by ``<sup>label</sup>``; ``colophon`` is verbatim.
    ``pages`` gives, for the offset in the witness where each page begins, its name (or "").
    """

    body: Source
    notes: Source
    colophon: Source
    contents: tuple[int, int] | None
    """Where the contents page stands in the body."""
    pages: tuple[tuple[int, str], ...]
    dialect: str
    dialect_evidence: str
    lang: str
