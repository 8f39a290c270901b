"""What tests ask of a Document: its words, its blocks, its notes, each in reading order."""

import re
from collections.abc import Iterator

from pipeline.model import (
    Block,
    Division,
    Document,
    Emendation,
    Inlines,
    Link,
    NoteRef,
    Span,
    plain,
)
from pipeline.read.assemble import lines_in

WORD = re.compile(r"\w+")


def divisions(document: Document) -> Iterator[Division]:
    for top in (*document.front, *document.body, *document.back):
        yield from top.each()


def blocks(document: Document, kind: type) -> list[Block]:
    """Every block of a kind, at any depth, those of the notes included."""

    def inside(block: Block) -> Iterator[Block]:
        yield block
        for part in (block, *getattr(block, "items", ())):
            for inner in getattr(part, "blocks", ()):
                yield from inside(inner)

    tops = [block for division in divisions(document) for block in division.blocks]
    tops += [block for note in document.notes.values() for block in note.blocks]
    return [found for block in tops for found in inside(block) if isinstance(found, kind)]


def text_lines(document: Document) -> list[str]:
    """The lines of the text, headings first in their divisions; notes not included."""
    lines: list[str] = []
    for division in divisions(document):
        lines += [plain(division.heading.content)] if division.heading else []
        lines += [plain(line) for line in lines_in(division.blocks)]
    return lines


def note_text(document: Document, key: str) -> str:
    return " ".join(plain(line) for line in lines_in(document.notes[key].blocks))


def note_refs(content: Inlines) -> Iterator[NoteRef]:
    for inline in content:
        match inline:
            case NoteRef():
                yield inline
            case Span(content=inner) | Link(content=inner) | Emendation(after=inner):
                yield from note_refs(inner)


def references(document: Document) -> list[str]:
    """The ids of the notes in the order of their references."""
    found: list[str] = []
    for division in divisions(document):
        lines = [division.heading.content] if division.heading else []
        for line in (*lines, *lines_in(division.blocks)):
            found += [ref.note for ref in note_refs(line)]
    return found


def all_words(document: Document) -> list[str]:
    known = document.metadata
    lines = [*text_lines(document), *(note_text(document, key) for key in document.notes)]
    lines += [plain(line) for block in document.colophon.blocks for line in block.lines]
    lines += [known.title, known.subtitle, *known.authors, known.date]
    return WORD.findall(" ".join(lines))
