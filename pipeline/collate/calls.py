"""Note marks that one witness lost."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.collate.align import Part
from pipeline.collate.witness import Other, pairs
from pipeline.collate.words import Call, Gap, Stream
from pipeline.model import Source
from pipeline.report import Confidence

SAME = 0.9
"""Two witnesses number their notes alike if so many of the marks that both have agree."""


def restore_lost_calls(source: Source, other: Other) -> Iterator[Edit]:
    """Put back a note's mark that this witness lost, where the other witness has it.

    This witness has the note, and nothing calls it: then the mark is put where the other has it,
    between the same two words. A mark whose note is missing too is only proposed, and so are all
    where the two number their notes otherwise. A number that stands glued to its word, or by
    itself, is raised.
    """
    own, parts = other.collated(source)
    alike = _numbered_alike(own, other, parts)
    called: set[str] = set()
    for i, j in _gaps(own, parts):
        mine, theirs = own.gap(i), other.stream.gap(j)
        if mine.calls or len(theirs.calls) != 1:
            continue
        label = theirs.calls[0].label
        sure = other.trusted and alike and label in other.labels and label not in called
        called.add(label)
        at = _place(mine, theirs, theirs.calls[0])
        confidence = Confidence.LIKELY if sure else Confidence.DOUBTFUL
        note = "" if label in other.labels else "; there is no such note here"
        why = f"{other.at(j - 1)}, has the mark{note}"
        yield Edit(at, at, f"<sup>{label}</sup>", confidence, why)
    yield from _raised(own, other, parts, alike=alike)


def _gaps(own: Stream, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Run through the gaps behind a word that both have, but for one that a number fills."""
    yield from pairs(parts)
    for one, two in pairwise(parts):
        if one.equal and (two.a < two.a_end or two.b < two.b_end):
            number = two.a_end - two.a == 1 and own.forms[two.a].isdigit()
            if not number and two.b < two.b_end:
                yield one.a_end, one.b_end
    if parts and parts[-1].equal:
        yield parts[-1].a_end, parts[-1].b_end


def _raised(own: Stream, other: Other, parts: Sequence[Part], *, alike: bool) -> Iterator[Edit]:
    """Raise a number that the other witness has as a mark: ``men2``, ``State. 1 And``."""
    for part in parts:
        if part.equal or part.a_end - part.a != 1 or part.b_end - part.b > 1:
            continue
        word = own.words[part.a]
        bare = other.stream.forms[part.b] if part.b < part.b_end else ""
        calls = other.stream.gap(part.b_end).calls
        if (
            len(calls) != 1
            or word.form != bare + calls[0].label
            or word.end - word.start != len(word.form)
        ):
            continue
        sure = other.trusted and alike and calls[0].label in other.labels
        start = word.start + len(bare)
        while not bare and start > 1 and own.source.text[start - 1] == " ":
            start -= 1  # a mark stands close behind its word
        confidence = Confidence.LIKELY if sure else Confidence.DOUBTFUL
        why = f"{other.at(max(part.b_end - 1, 0))}, has it as a mark"
        yield Edit(start, word.end, f"<sup>{calls[0].label}</sup>", confidence, why)


def _place(mine: Gap, theirs: Gap, call: Call) -> int:
    """Give the place of a mark: behind the word, or behind as much punctuation as in the other."""
    before = Gap(theirs.text[: call.start - theirs.start], 0, 0).punctuation
    if not before:
        return mine.start
    text = mine.text
    alike = (n for n in range(len(text)) if Gap(text[:n], 0, 0).punctuation == before)
    space = (n for n, char in enumerate(text) if char.isspace())
    return mine.start + next(alike, next(space, len(text)))


def _numbered_alike(own: Stream, other: Other, parts: Sequence[Part]) -> bool:
    same = different = 0
    for i, j in pairs(parts):
        mine, theirs = own.gap(i).calls, other.stream.gap(j).calls
        if mine and theirs:
            agree = [call.label for call in mine] == [call.label for call in theirs]
            same, different = same + agree, different + (not agree)
    return same >= SAME * (same + different)
