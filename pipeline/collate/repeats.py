"""Words that stand in one witness alone: said twice, added, or lost."""

from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.collate.align import Part
from pipeline.collate.witness import Other
from pipeline.collate.words import Stream, letters, plain
from pipeline.model import Source
from pipeline.report import Confidence

NEAR = 80
"""So many words lie between a hallucinated repetition and what it repeats, at most."""
SEVERAL = 3
"""So many words in a row are not said twice on purpose."""
LONGEST = 300
"""More words than that are no lost line: the two texts are not of one extent."""
PIECE = 12
"""So many letters in a row stand in another place by no chance."""


def drop_repeated_words(source: Source, other: Other) -> Iterator[Edit]:
    """Take out a line that the extractor wrote twice, where the other witness has it once.

    Three words or more that stand near each other twice are said twice by a slip of the machine,
    if another reading of the page has them once. Fewer may be meant (“had had”): proposed.
    """
    own, parts = other.collated(source)
    for part in parts:
        size = part.a_end - part.a
        if part.equal or part.b != part.b_end or not _repeated(own, part.a, part.a_end):
            continue
        start, end = _extent(own, part.a, part.a_end)
        sure = other.trusted and size >= SEVERAL
        why = f"{other.at(part.b)}, has these words once"
        confidence = Confidence.LIKELY if sure else Confidence.DOUBTFUL
        yield Edit(start, end, _kept(source.text[start:end]), confidence, why)


def drop_added_words(source: Source, other: Other) -> Iterator[Edit]:
    """Propose to take out words that the other witness has not.

    That only one of two witnesses has them may mean that a machine made them up, or that the other
    lost them: a person who has the page before them can tell.
    """
    own, parts = other.collated(source)
    for part in parts:
        if part.equal or part.b != part.b_end or part.a_end - part.a > LONGEST:
            continue
        if not _repeated(own, part.a, part.a_end):
            start, end = _extent(own, part.a, part.a_end)
            why = f"{other.at(part.b)}, has not these words"
            yield Edit(start, end, _kept(source.text[start:end]), Confidence.DOUBTFUL, why)


def restore_lost_words(source: Source, other: Other) -> Iterator[Edit]:
    """Propose words that this witness lost and the other has.

    That only one of two witnesses has them may also mean that it made them up.
    """
    own, parts = other.collated(source)
    here = letters(source.text)
    for part in parts:
        if part.equal or part.a != part.a_end or part.b_end - part.b > LONGEST:
            continue
        if _repeated(other.stream, part.b, part.b_end):
            continue
        start, end = other.stream.stretch(part.b, part.b_end)
        lost = letters(other.stream.source.text[start:end])
        if len(lost) >= PIECE and lost in here:
            continue  # it stands here, in another place
        at, text, emends = _inserted(own, part, other)
        why = f"{other.at(part.b)}, has these words here"
        yield Edit(at, at, text, Confidence.DOUBTFUL, why, emends)


def _repeated(stream: Stream, first: int, last: int) -> bool:
    """Say whether these words stand near by once more."""
    size = last - first
    run = stream.forms[first:last]
    low, high = max(0, first - size - NEAR), min(len(stream.forms), last + size + NEAR)
    near = (*range(low, first - size + 1), *range(last, high - size + 1))
    if size < SEVERAL:
        near = (first - size, last) if first >= size else (last,)
    return any(stream.forms[at : at + size] == run for at in near)


def _extent(stream: Stream, first: int, last: int) -> tuple[int, int]:
    """Give where words stand together with the gap that goes with them."""
    words = stream.words
    if stream.gap(last).broken and first:
        return words[first - 1].end, words[last - 1].end
    end = words[last].start if last < len(words) else stream.gap(last).end
    return words[first].start, end


def _kept(text: str) -> str:
    """Keep the end of a page, whatever else goes."""
    return "\f" if "\f" in text else ""


def _inserted(own: Stream, part: Part, other: Other) -> tuple[int, str, bool]:
    """Give where lost words go in, how they read there, and whether they can be marked as such."""
    theirs, words = other.stream, other.stream.words
    end = words[part.b_end - 1].end
    if theirs.gap(part.b).broken and own.gap(part.a).broken:
        return _paragraph(own, part, other, plain(theirs.source.text[words[part.b].start : end]))
    if not part.a:
        return own.gap(0).end, f"{plain(theirs.source.text[words[0].start : end])} ", True
    text = theirs.source.text[words[part.b - 1].end : end]
    space = " " if text[:1].isspace() else ""
    return own.words[part.a - 1].end, f"{space}{plain(text)}", True


def _paragraph(own: Stream, part: Part, other: Other, text: str) -> tuple[int, str, bool]:
    """Put a lost paragraph, or a lost note with its label, before the one that follows."""
    at = own.gap(part.a).start + len(own.gap(part.a).text.rstrip())
    calls = other.stream.gap(part.b).calls if other.notes else ()
    label = f"<sup>{calls[-1].label}</sup> " if calls else ""
    behind = other.stream.gap(part.b_end)
    stop = behind.text.split("\n")[0].strip() if behind.broken else ""
    return at, f"\n\n{label}{text}{plain(stop)}", not label
