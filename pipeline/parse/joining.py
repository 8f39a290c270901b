"""Put together what a gap parted: page breaks, lists, stanzas, quotations; and see who signed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import (
    Block,
    Blocks,
    Division,
    Figure,
    Heading,
    Inlines,
    List,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Table,
    Verse,
    plain,
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


LONGEST = 45
"""A line of a signature is shorter, in characters."""
MOST = 3
"""A signature has no more lines."""
WORD = re.compile(r"[^\W\d_]+")
DATELINE = re.compile(
    r"(?:(?:[^\W\d_]+[ ]){0,2}[^\W\d_]+,[ ])?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?[ ][^\W\d_]{3,10}\.?,?[ ]|[^\W\d_]{3,10}\.?[ ](?:\d{1,2},?[ ])?)"
    r"(?:1[5-9]|20)\d\d\.?$"
)
STRANGER = re.compile(
    r"(?!(?:The|An?|Chapter|Part|Book|End)\b)(?:(?:[A-ZÀ-Þ]\.[ ]?)+|[A-ZÀ-Þ][\w’'-]+)(?:[ ]"
    r"(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+|de|la|le|van|von|du|di|da))"
    r"{1,3}\.?"
)
"""A name that no title page tells: two words or more, each with a capital."""
PREFATORY = frozenset({"preface", "introduction"})
"""Parts that another than the author may sign, wherever they stand."""
SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


def sign(
    divisions: Sequence[Division], authors: Sequence[str], *, front: bool = False
) -> tuple[Division, ...]:
    """Take the lines under the last paragraph of each division for a signature, where they are one.

    A line is one when it is the author's name as the title page or the colophon has it, in full or
    with initials; a place and a date, or a month and a year, only beside such a name or at the end
    of the whole. A preface may be signed by another, or dated alone; ``front`` says that the
    divisions stand before the text, so that the last of them ends nothing. The paragraph above
    must have ended its sentence, so that nothing is torn off it.
    """
    signed: list[Division] = []
    for index, division in enumerate(divisions):
        last = index == len(divisions) - 1 and not front
        others = division.kind in PREFATORY
        if division.divisions:
            signed.append(replace(division, divisions=sign(division.divisions, authors)))
        else:
            signed.append(
                replace(
                    division,
                    blocks=_signed(division.blocks, authors, last=last or others, others=others),
                )
            )
    return tuple(signed)


def _signed(blocks: Blocks, authors: Sequence[str], *, last: bool, others: bool) -> Blocks:
    lines: list[Inlines] = []
    named = False
    at = len(blocks)
    while at > 1 and len(lines) < MOST:
        block = blocks[at - 1]
        text = _line(block)
        name = any(is_name(text, author) for author in authors)
        name |= others and len(text) <= LONGEST and bool(STRANGER.fullmatch(text))
        if not isinstance(block, Paragraph) or not (name or DATELINE.match(text)):
            break
        lines.insert(0, block.content)
        named |= name
        at -= 1
    above = _line(blocks[at - 1]) if lines else ""
    if not lines or not (named or last) or not SENTENCE.search(above):
        return blocks
    return (*blocks[:at], Signature(tuple(lines)))


def _line(block: object) -> str:
    if not isinstance(block, Paragraph):
        return ""
    return re.sub(r"\s+", " ", plain(block.content)).strip(" *_—–-")


def is_name(line: str, author: str) -> bool:
    """Say whether a line is a person's name, as given elsewhere or with initials.

    >>> is_name("P. Kropotkin.", "Pëtr Kropotkin"), is_name("PETER KROPOTKIN", "Peter Kropotkin")
    (True, True)
    >>> is_name("Kropotkin was right", "Peter Kropotkin"), is_name("Peter", "Peter Kropotkin")
    (False, False)
    """
    words, names = WORD.findall(line.casefold()), WORD.findall(author.casefold())
    if len(line) > LONGEST or len(words) < 2 or len(names) < 2 or words[-1] != names[-1]:
        return False
    return len(words) <= len(names) and all(
        any(name == word or (len(word) == 1 and name[0] == word) for name in names[:-1])
        for word in words[:-1]
    )
