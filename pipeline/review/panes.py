"""Lay the raw text and the reading text side by side, each repair marked at its place in both.

A pane is a list of blocks: lines of the witness on the left, paragraphs of the reading text on the
right with the notes of a page below the paragraph that they came after. A block is cut into
segments, each plain text or text that repairs mark. All of it is data: the browser puts it on the
page as text, so nothing in a text can be taken for code.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Cleaned, Source
from pipeline.report import Repair

LINE = re.compile(r"[^\n]*\n?")
PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n(?!\s*\n).*\S)*")
Segment = str | tuple[str, str, str]
"""Text as it stands, or text, the names of the repairs that mark it, and their state."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A repair, by the name it goes by on the page, and the stretch of a text that it marks."""

    start: int
    end: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the witness, ``raw`` to ``end``, went: a stream and an offset in it."""

    raw: int
    end: int
    stream: str
    offset: int
    length: int
    rule: str


class Streams:
    """The three streams of a cleaned text, and the way from the witness into them and back."""

    def __init__(self, cleaned: Cleaned) -> None:
        self.sources = {
            "body": cleaned.body, "notes": cleaned.notes, "colophon": cleaned.colophon,
        }  # fmt: skip
        found = [place for name, source in self.sources.items() for place in _places(name, source)]
        self._places = sorted(found, key=lambda place: place.raw)
        self._written = {(place.rule, place.raw): place for place in reversed(found) if place.rule}

    def find(self, repair: Repair) -> tuple[str, int, int] | None:
        """Give stream, start and end of what a repair wrote, or of what it would replace."""
        written = self._written.get((repair.rule, repair.raw))
        if repair.applied and written:
            return written.stream, written.offset, written.offset + written.length
        place = self._at(repair.raw)
        if place is None:
            return None
        inside = 0 if place.rule else min(repair.raw - place.raw, place.length)
        start = place.offset + inside
        there = self.sources[place.stream].text.startswith(repair.before, start)
        return place.stream, start, start + (len(repair.before) * (not repair.applied and there))

    def owner(self, start: int, end: int) -> str:
        """Name the stream that a stretch of the witness went into; "" if it went nowhere."""
        index = bisect_left(self._places, end, key=lambda place: place.raw) - 1
        while index >= 0 and self._places[index].rule and self._places[index].raw >= start:
            index -= 1  # what a rule wrote does not tell whether the line itself is still there
        place = self._places[index] if index >= 0 else None
        return place.stream if place and place.end > start else ""

    def _at(self, raw: int) -> Place | None:
        index = bisect_right(self._places, raw, key=lambda place: place.raw) - 1
        return self._places[index] if index >= 0 else None


def _places(name: str, source: Source) -> Iterator[Place]:
    for text, mark in source.stretches():
        length = 0 if mark.rule else len(text)
        yield Place(mark.raw, mark.raw + length, name, mark.offset, len(text), mark.rule)


def raw_span(source: Source, start: int, end: int) -> tuple[int, int]:
    """Give the stretch of the witness from which a stretch of a stream was made."""
    mark = source.mark_at(max(start, end - 1))
    if not mark.rule:
        return source.raw(start), source.raw(end - 1) + 1
    following = bisect_right(source.marks, mark.offset, key=lambda item: item.offset)
    behind = source.marks[following].raw if following < len(source.marks) else mark.raw
    return source.raw(start), max(behind, mark.raw)


def witness_span(witness: str, repair: Repair) -> tuple[int, int]:
    """Give the stretch of the witness that a repair replaces.

    Rules that ran before it may have changed the white space in it; where they changed more, it
    is shown as far as the witness agrees.
    """
    position, length = repair.raw, len(witness)
    for char in repair.before:
        if char.isspace():
            while position < length and witness[position].isspace():
                position += 1
        elif position < length and witness[position] == char:
            position += 1
        else:
            break
    return repair.raw, position


def left_pane(
    witness: str, streams: Streams, marks: Iterable[Mark], pages: Sequence[tuple[int, str]]
) -> list[tuple[int, str, int, str, list[Segment]]]:
    """Show each line of the witness: offset, kind (``body``, ``notes`` …), number, page, text."""
    found = [match for match in LINE.finditer(witness) if match.group()]
    kinds = [streams.owner(*match.span()) if match.group().strip() else "" for match in found]
    for index in reversed(range(len(kinds) - 1)):
        kinds[index] = kinds[index] or kinds[index + 1]  # a rule goes with the notes below it
    left = []
    turned = 0
    cuts = _cut(witness, [match.span() for match in found], marks)
    for number, (match, kind, segments) in enumerate(zip(found, kinds, cuts, strict=True), 1):
        page = ""
        while turned < len(pages) and pages[turned][0] < match.end():
            page = f"page {pages[turned][1]}" if pages[turned][1] else "a page begins"
            turned += 1
        left.append((match.start(), kind, number, page, segments))
    return left


def right_pane(
    streams: Streams, marks: Mapping[str, Sequence[Mark]]
) -> list[tuple[int, int, str, list[Segment]]]:
    """Show each paragraph of the streams: offset in the witness, in the stream, stream, text."""
    panes = {
        name: list(_paragraphs(name, source, marks.get(name, ())))
        for name, source in streams.sources.items()
    }
    notes = panes["notes"]
    merged = []
    turned = 0
    for block in panes["body"]:
        while turned < len(notes) and notes[turned][0] <= block[0]:
            merged.append(notes[turned])
            turned += 1
        merged.append(block)
    return [*merged, *notes[turned:], *panes["colophon"]]


def _paragraphs(
    name: str, source: Source, marks: Iterable[Mark]
) -> Iterator[tuple[int, int, str, list[Segment]]]:
    spans = [match.span() for match in PARAGRAPH.finditer(source.text)]
    for (start, _), segments in zip(spans, _cut(source.text, spans, marks), strict=True):
        yield source.raw(start), start, name, segments


def _cut(
    text: str, spans: Sequence[tuple[int, int]], marks: Iterable[Mark]
) -> Iterator[list[Segment]]:
    """Cut the blocks of a text at its marks; a mark between two blocks goes to the one before."""
    waiting = sorted(marks, key=lambda mark: (mark.start, mark.end))
    following = [*(start for start, _ in spans), len(text) + 1][1:]
    index = 0
    going: list[Mark] = []
    for (start, end), limit in zip(spans, following, strict=True):
        while index < len(waiting) and waiting[index].start < limit:
            going.append(waiting[index])
            index += 1
        yield list(_segments(text, start, end, going))
        going = [mark for mark in going if mark.end > limit]


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Segment]:
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(min(max(mark.start, start), end), []).append(mark)
        closing.setdefault(min(max(mark.end, start), end), []).append(mark)
    active: list[Mark] = []
    position = start
    for cut in sorted({start, end, *opening, *closing}):
        if cut > position:
            yield _segment(text[position:cut], active)
        active = [mark for mark in active if mark not in closing.get(cut, ())]
        here = opening.get(cut, [])
        points = [mark for mark in here if mark in closing.get(cut, ())]
        if points:
            yield _segment("", points)
        active += [mark for mark in here if mark not in points]
        position = cut


def _segment(text: str, marks: Sequence[Mark]) -> Segment:
    if not marks:
        return text
    first = min(marks, key=lambda mark: ORDER.index(mark.state))
    return text, " ".join(mark.name for mark in marks), first.state


ORDER = ("proposed", "told", "hand", "likely", "refused", "sure")
"""Of marks on one place, the page shows the one that most needs a person."""
