"""Put together what a gap parted: a page break and its block, lists, stanzas, quotations."""

from dataclasses import replace

from pipeline.model import (
    Block,
    Figure,
    Heading,
    List,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Verse,
)


def lead_in(block: Block, breaks: tuple[PageBreak, ...]) -> Block:
    """Give the block with the breaks before its first word."""
    match block:
        case Paragraph() | Heading() | Ornament():
            return replace(block, content=(*breaks, *block.content))
        case Quote():
            return replace(block, blocks=(lead_in(block.blocks[0], breaks), *block.blocks[1:]))
        case List():
            first = block.items[0]
            inner = (lead_in(first.blocks[0], breaks), *first.blocks[1:])
            return replace(block, items=(replace(first, blocks=inner), *block.items[1:]))
        case Verse():
            (line, *lines), *stanzas = block.stanzas
            return replace(block, stanzas=(((*breaks, *line), *lines), *stanzas))
        case Table():
            row = block.rows[0]
            cell = replace(row[0], content=(*breaks, *row[0].content))
            return replace(block, rows=((cell, *row[1:]), *block.rows[1:]))
        case Figure():
            return replace(block, caption=(*breaks, *block.caption))
        case _:
            return block


def add(found: list[Block], block: Block) -> None:
    """Add a block behind the others, or to the one before where the two are one.

    A list that stands between two items of another belongs to the first of the two.
    """
    last = found[-1] if found else None
    match (last, block):
        case (List() as one, List() as two) if _goes_on(one, two):
            found[-1] = replace(one, items=one.items + two.items)
        case (List() as inner, List() as two) if len(found) > 1 and _goes_on(found[-2], two):
            found.pop()
            add(found, _within(found.pop(), inner, two))
        case (Verse() as one, Verse() as two):
            found[-1] = replace(one, stanzas=one.stanzas + two.stanzas)
        case (Quote() as one, Quote() as two):
            found[-1] = replace(one, blocks=one.blocks + two.blocks)
        case _:
            found.append(block)


def _goes_on(one: Block, two: List) -> bool:
    """Say whether a list is the rest of another: it counts on, in the same way."""
    if not isinstance(one, List) or (one.ordered, one.numbering) != (two.ordered, two.numbering):
        return False
    return not two.ordered or two.start == one.start + len(one.items)


def _within(outer: Block, inner: List, rest: List) -> List:
    """Put a list at the end of the last item of another, and the rest of that behind it."""
    if not isinstance(outer, List):
        raise TypeError(outer)
    *items, last = outer.items
    filled = replace(last, blocks=(*last.blocks, inner))
    return replace(outer, items=(*items, filled, *rest.items))
