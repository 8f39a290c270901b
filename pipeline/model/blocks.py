"""What a text is made of: paragraphs, headings, verse, lists, tables."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.inlines import Image, Inlines
from pipeline.model.numbering import PLAIN, Numbering


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1, the highest level below the title of the work."""

    level: int
    content: Inlines


@dataclass(frozen=True, slots=True)
class Verse:
    """Stanzas of lines."""

    stanzas: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set off from the text."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Epigraph:
    """A motto at the head of a work or a division."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; ``label`` is the term of a definition list, else empty."""

    blocks: Blocks
    label: Inlines = ()


@dataclass(frozen=True, slots=True)
class List:
    """A list, and if it is ordered, numbered from ``start`` as ``numbering`` says."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1
    numbering: Numbering = PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, spanning columns and rows."""

    content: Inlines
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Ornament:
    """A scene break, as printed: ``* * *``."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption."""

    image: Image
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text."""

    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines of a signature, place or date that close a text or a preface."""

    lines: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A speech in a play."""

    speaker: Inlines
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of a reference list, one Inlines an entry, as printed."""

    entries: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of a contents page: the heading it announces and the page it names."""

    content: Inlines
    page: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The printed contents page: evidence for headings and pages; kept in TEI, never shown."""

    entries: tuple[ContentsEntry, ...]


Block = (
    Paragraph | Heading | Verse | Quote | Epigraph | List | Table | Ornament | Figure | Code
    | Signature | Speech | Bibliography | Contents
)  # fmt: skip
Blocks = tuple[Block, ...]
