"""Words that stand in one witness alone: said twice, out of their stream, or lost."""

from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.collate.align import Part
from pipeline.collate.witness import Other
from pipeline.collate.words import Stream, letters, plain, words_of
from pipeline.model import Source
from pipeline.report import Confidence

NEAR = 80
"""So many words lie between a hallucinated repetition and what it repeats, at most."""
SEVERAL = 3
"""So many words in a row are not said twice on purpose."""
LONGEST = 300
"""More words than that are no lost line: the two texts are not of one extent."""
PIECE = 12
"""So many letters in a row stand in another stream by no chance."""


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


def drop_strayed_words(source: Source, other: Other) -> Iterator[Edit]:
    """Take out the words of a note from the running text, where the other witness has the note.

    The same of running text among the notes. What is taken out here is put back where it belongs
    by ``restore_lost_words``, on the same evidence. A whole paragraph, or a note with its label,
    may as well be out of its place in the other: that is only proposed, or left.
    """
    own, parts = other.collated(source)
    for part in parts:
        found = _strayed(own, part, other) if not part.equal else None
        if found is None:
            continue
        start, end, inside = found
        where = "in the running text" if other.notes else "in a note"
        whole = own.gap(part.a).broken and own.gap(part.a_end).broken
        sure = other.trusted and not whole
        confidence = Confidence.LIKELY if sure else Confidence.DOUBTFUL
        after = _kept(source.text[start:end]) or ("" if inside else " ")
        yield Edit(start, end, after, confidence, f"{other.name} has these words {where}")


def drop_added_words(source: Source, other: Other) -> Iterator[Edit]:
    """Propose to take out words that the other witness has not.

    That only one of two witnesses has them may mean that a machine made them up, or that the other
    lost them: a person who has the page before them can tell.
    """
    own, parts = other.collated(source)
    for part in parts:
        if part.equal or part.b != part.b_end or part.a_end - part.a > LONGEST:
            continue
        if not _repeated(own, part.a, part.a_end) and not _strayed(own, part, other):
            start, end = _extent(own, part.a, part.a_end)
            why = f"{other.at(part.b)}, has not these words"
            yield Edit(start, end, _kept(source.text[start:end]), Confidence.DOUBTFUL, why)


def restore_lost_words(source: Source, other: Other) -> Iterator[Edit]:
    """Propose words that this witness lost and the other has.

    That only one of two witnesses has them may also mean that it made them up. They are put in
    unasked only where this witness too has them, out of their place.
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
        strayed = len(lost) >= PIECE and lost in other.own_apart and lost not in other.own_left
        if not strayed and len(lost) >= PIECE and lost in here:
            continue  # it stands here, in another place
        sure = strayed and other.trusted
        at, text, emends = _inserted(own, part, other)
        what = "has these words here" + (", this witness elsewhere" if strayed else "")
        confidence = Confidence.LIKELY if sure else Confidence.DOUBTFUL
        yield Edit(at, at, text, confidence, f"{other.at(part.b)}, {what}", emends)


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


def _strayed(stream: Stream, part: Part, other: Other) -> tuple[int, int, bool] | None:
    """Find the letters too many, if they stand in the other witness's other stream.

    Gives where they stand, and whether that is inside a word.
    """
    labelled = any(stream.gap(index).calls for index in range(part.a, part.a_end))
    if part.a == part.a_end or (other.notes and labelled):
        return None
    start, end = stream.stretch(part.a, part.a_end)
    text = stream.source.text
    places = [
        place for word in words_of(text[start:end])
        for place in range(start + word.start, start + word.end)
    ]  # fmt: skip
    mine = [text[place].casefold() for place in places]
    theirs = _letters_of(other.stream, part.b, part.b_end)
    head = next((n for n, (x, y) in enumerate(zip(mine, theirs, strict=False)) if x != y),
                min(len(mine), len(theirs)))  # fmt: skip
    rest = len(theirs) - head
    if len(mine) - len(theirs) < PIECE or (rest and "".join(mine[-rest:]) != theirs[head:]):
        return None
    middle = "".join(mine[head : len(mine) - rest])
    if middle not in other.apart or middle in other.own_apart:
        return None
    first, last = places[head], places[len(mine) - rest] if rest else end
    inside = bool(head and rest) and part.b_end - part.b == 1
    if not rest:
        first, last = _extent(stream, part.a + (1 if head else 0), part.a_end)
    return (places[head - 1] + 1 if inside else first), last, inside


def _letters_of(stream: Stream, first: int, last: int) -> str:
    if first == last:
        return ""
    start, end = stream.stretch(first, last)
    return letters(stream.source.text[start:end])


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
