"""Put together the blocks that a gap parted: lists, stanzas, quotations."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Block, List, Quote, Verse


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
