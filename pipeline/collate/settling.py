"""What a disagreement of two witnesses would come to, if a person takes the other's reading."""

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.collate.readings import INLINE, LONGEST, with_page
from pipeline.collate.witness import Other
from pipeline.collate.words import Stream, plain
from pipeline.model import Source
from pipeline.report import Confidence

RULE = "settle-disagreements"
BLANK = re.compile(r"\s+")
Found = tuple[int, int, int, int]
"""First and last word here, first and last word there."""


def settle_disagreements(source: Source, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Take the other witness's reading where no rule would, because a person said so.

    What the two disagree on is only told. A person who has looked at the page accepts the other's
    reading, or refuses it; then it is told no more.
    """
    yield from edits


def settled(own: Stream, other: Other, found: Found, what: str) -> Edit | None:
    """Give the edit by which the text would read as the other witness does, if one would do.

    None would where note marks or the notation of the text are concerned: a person has to write
    that.
    """
    a, a_end, b, b_end = found
    if max(a_end - a, b_end - b) >= LONGEST or not own.words or not other.stream.words:
        return None
    why = f"{what}; {other.at(b)}"
    if "paragraph" in what:
        return _break(own, a + 1, why)
    if what.startswith("other punctuation"):
        return _punctuation(own, a + 1, other.stream, b + 1, why)
    if what.startswith("another note mark"):
        return None
    return _words(own, other.stream, found, why)


def _words(own: Stream, theirs: Stream, found: Found, why: str) -> Edit | None:
    a, a_end, b, b_end = found
    text = theirs.source.text
    if b == b_end:
        return _without(own, a, a_end, why)
    if a == a_end:
        if a >= len(own.words) or own.gap(a).broken or b_end >= len(theirs.words):
            return None
        wanted = plain(text[theirs.words[b].start : theirs.words[b_end].start])
        start = own.words[a].start
        return _edit(own, start, start, f"{wanted} ", why)
    start, end = own.stretch(a, a_end)
    wanted = plain(text[slice(*theirs.stretch(b, b_end))])
    return _edit(own, start, end, with_page(own.source.text[start:end], wanted), why)


def _without(own: Stream, a: int, a_end: int, why: str) -> Edit | None:
    if a_end >= len(own.words) or own.gap(a_end).broken:
        return None
    return _edit(own, own.words[a].start, own.words[a_end].start, "", why)


def _punctuation(own: Stream, i: int, theirs: Stream, j: int, why: str) -> Edit | None:
    mine, wanted = own.gap(i), theirs.gap(j).text
    if INLINE & set(wanted):
        return None
    return _edit(own, mine.start, mine.end, wanted, why)


def _break(own: Stream, i: int, why: str) -> Edit | None:
    gap = own.gap(i)
    blanks = list(BLANK.finditer(gap.text))
    if len(blanks) != 1 or INLINE - {"\n"} & set(gap.text):
        return None
    start, end = gap.start + blanks[0].start(), gap.start + blanks[0].end()
    after = " " if gap.broken else "\n\n"
    return Edit(start, end, after, Confidence.DOUBTFUL, why)


def _edit(own: Stream, start: int, end: int, after: str, why: str) -> Edit | None:
    """Make the edit, unless a page ends there or the notation of the text would go with it."""
    before = own.source.text[start:end]
    if before == after or INLINE - {"\n"} & set(before) or "\n\n" in before:
        return None
    return Edit(start, end, after, Confidence.DOUBTFUL, why, emends=True)
