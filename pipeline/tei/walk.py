"""Walk through all that a Document holds."""

from collections.abc import Iterator

from pipeline.model import (
    Block,
    Blocks,
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
    for top in (*document.front, *document.body, *document.back):
        for division in top.each():
            yield from _of_blocks(division.blocks)
    for note in document.notes.values():
        yield from _of_blocks(note.blocks)


def running_text(document: Document) -> Iterator[Inlines]:
    """Give the inlines of every paragraph."""
    for block in all_blocks(document):
        if isinstance(block, Paragraph):
            yield block.content


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
