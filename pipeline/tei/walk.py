"""Walk through all that a Document holds."""

from collections.abc import Iterator
from itertools import chain

from pipeline.model import (
    Block,
    Blocks,
    Division,
    Document,
    Epigraph,
    Inlines,
    List,
    Paragraph,
    Quote,
    Speech,
)


def all_blocks(document: Document) -> Iterator[Block]:
    """Give every block, outer before inner: front, body, back, then the notes."""
    for division in chain(document.front, document.body, document.back):
        yield from _of_division(division)
    for note in document.notes.values():
        yield from _of_blocks(note.blocks)


def running_text(document: Document) -> Iterator[Inlines]:
    """Give the inlines of every paragraph."""
    for block in all_blocks(document):
        if isinstance(block, Paragraph):
            yield block.content


def _of_division(division: Division) -> Iterator[Block]:
    yield from _of_blocks(division.blocks)
    for part in division.divisions:
        yield from _of_division(part)


def _of_blocks(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case Quote() | Epigraph() | Speech():
                yield from _of_blocks(block.blocks)
            case List():
                for item in block.items:
                    yield from _of_blocks(item.blocks)
            case _:
                pass
