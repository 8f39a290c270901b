"""A text as the parser understood it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NewType

from lxml import etree

from pipeline.model.blocks import Blocks, Heading
from pipeline.model.inlines import Inlines
from pipeline.model.source import NOWHERE, Origin


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the apparatus; ``label`` is the number or sign the witness printed."""

    label: str
    blocks: Blocks
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

    def each(self) -> Iterator[Division]:
        """Run through this division and those in it, outer before inner."""
        yield self
        for division in self.divisions:
            yield from division.each()


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
    """A URN or an address; made from library and title when empty."""
    publisher: str = ""
    """Who publishes this edition, if not Handpress for itself."""
    licence: str = ""
    """The address of the licence that the work is under, if the source or a person names one."""
    published: str = ""
    """ISO 8601 date of this edition; the header's dates and every file's dates follow it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """The facts of the input file, for the header and the report."""

    name: str
    """The name that the folder and the files of the editions go by."""
    file: str
    sha256: str
    words: int
    dialect: str
    pages: tuple[str, ...] = ()
    """The names of the pages known, in order."""
    raw: bool = True
    """Whether an extractor wrote it, so that rules ran over it."""
    other_file: str = ""
    """Another extraction of the text, that it was held against."""
    other_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Editing:
    """What people decided about the repairs of a text, and who answers for it."""

    editor: str = ""
    """The name that the editor gave, or nothing."""
    corrected: int = 0
    accepted: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text as the parser understood it."""

    metadata: Metadata
    witness: Witness
    front: tuple[Division, ...]
    body: tuple[Division, ...]
    back: tuple[Division, ...]
    notes: Mapping[str, Note]
    """By their ids: ``fn1``, ``fn2`` in the order of the references."""
    colophon: Colophon = Colophon()
    rules: Mapping[str, int] = field(default_factory=dict)
    """Rule name to the count of repairs made, for the header's editorialDecl."""
    rule_summaries: Mapping[str, str] = field(default_factory=dict)
    """Rule name to the first line of its docstring."""
    editing: Editing | None = None
    """What people decided, if they did."""


Tei = NewType("Tei", "etree._ElementTree")
"""A TEI tree that satisfies the schema. Only ``tei.validate`` makes one."""
