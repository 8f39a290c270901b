"""Words that one witness has more: which of several stretches they are.

In “It is so. It is so.” against “It is so.” the words too many may be “It is so.”, “is so. It” or
“so. It is”: an alignment cannot tell. People take the one that is a sentence or a line.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.collate.align import Part
from pipeline.collate.words import Stream

ENDS = frozenset(".!?…:;")


def slide(parts: Sequence[Part], own: Stream, other: Stream) -> tuple[Part, ...]:
    """Let each stretch that only one witness has begin where a sentence does, if it may."""
    slid = list(parts)
    for index, part in enumerate(slid):
        if part.equal or (part.a < part.a_end and part.b < part.b_end):
            continue
        before = slid[index - 1] if index else None
        after = slid[index + 1] if index + 1 < len(slid) else None
        by = _best(own, part.a, part.a_end, before, after) if part.a < part.a_end else (
            _best(other, part.b, part.b_end, before, after)
        )  # fmt: skip
        if not by:
            continue
        slid[index] = Part(False, part.a + by, part.a_end + by, part.b + by, part.b_end + by)
        if before:
            slid[index - 1] = replace(before, a_end=before.a_end + by, b_end=before.b_end + by)
        if after:
            slid[index + 1] = replace(after, a=after.a + by, b=after.b + by)
    return tuple(slid)


def _best(stream: Stream, first: int, last: int, before: Part | None, after: Part | None) -> int:
    """Give by how many words to move a stretch so that it begins best."""
    forms = stream.forms
    back = 0
    most_back = before.a_end - before.a - 1 if before else 0
    while back < most_back and forms[first - back - 1] == forms[last - back - 1]:
        back += 1
    ahead = 0
    most_ahead = after.a_end - after.a - 1 if after else 0
    while ahead < most_ahead and forms[first + ahead] == forms[last + ahead]:
        ahead += 1
    return max(range(-back, ahead + 1), key=lambda by: (_opens(stream, first + by), by))


def _opens(stream: Stream, index: int) -> int:
    """Say how well a stretch may begin with this word: a block, a sentence, a clause."""
    gap = stream.gap(index)
    if gap.broken or not index:
        return 3
    if ENDS & set(gap.text):
        return 2
    return int(bool(gap.punctuation))
