"""Put a page break at the head of a block."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import (
    Bibliography,
    Block,
    Code,
    Contents,
    Epigraph,
    Figure,
    Heading,
    Inlines,
    List,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Speech,
    Table,
    Verse,
)


def lead_in(block: Block, breaks: tuple[PageBreak, ...]) -> Block:
    """Give the block with the breaks before its first word."""
    match block:
        case Paragraph() | Heading() | Ornament():
            return replace(block, content=(*breaks, *block.content))
        case Quote() | Epigraph():
            return replace(block, blocks=(lead_in(block.blocks[0], breaks), *block.blocks[1:]))
        case Speech():
            return replace(block, speaker=(*breaks, *block.speaker))
        case List():
            first = block.items[0]
            inner = (lead_in(first.blocks[0], breaks), *first.blocks[1:])
            return replace(block, items=(replace(first, blocks=inner), *block.items[1:]))
        case Verse():
            return replace(block, stanzas=(_first(block.stanzas[0], breaks), *block.stanzas[1:]))
        case Signature():
            return replace(block, lines=_first(block.lines, breaks))
        case Bibliography():
            return replace(block, entries=_first(block.entries, breaks))
        case Table():
            row = block.rows[0]
            cell = replace(row[0], content=(*breaks, *row[0].content))
            return replace(block, rows=((cell, *row[1:]), *block.rows[1:]))
        case Figure():
            return replace(block, caption=(*breaks, *block.caption))
        case Code() | Contents():
            return block


def _first(lines: tuple[Inlines, ...], breaks: tuple[PageBreak, ...]) -> tuple[Inlines, ...]:
    return ((*breaks, *lines[0]), *lines[1:])
