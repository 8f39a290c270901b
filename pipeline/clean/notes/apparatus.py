"""The apparatus: which blocks are notes, and the two streams of body and notes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Source, concatenate

SIGNS = "*†‡§¶‖"
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RULE = re.compile(r"(?:-{3,}|_{3,}|—{3,}|─{3,})")
LABEL = re.compile(
    rf"""(?:
      <sup>\s*\[?(?P<sup>\d{{1,4}}|[a-z]|[A-Z]{{1,2}}|[{SIGNS}]{{1,4}})\]?\s*</sup>
    | \[\^?(?P<bracket>\d{{1,4}}|[A-Z]{{1,2}}|[{SIGNS}]{{1,4}})\]:?
    | \\?\[(?P<escaped>\d{{1,4}}|[A-Z]{{1,2}})\\?\]
    | \((?P<round>\d{{1,3}})\)(?=\s)
    | \(?\$\^?\{{?\^?\{{?(?P<math>\d{{1,4}})\}}?\}}?\$
    | ⁽?(?P<unicode>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}})⁾?
    | (?P<bare>\d{{1,3}})(?:\\?[.)](?=\s)|(?=\s+\S))
    )[ \t]*""",
    re.VERBOSE,
)
SKIPPED = 3
"""So many numbers on from the one due a label may be: some are lost or misplaced."""
HEADING = re.compile(r"#{1,6}\s")


@dataclass(frozen=True, slots=True)
class Zone:
    """The notes at the foot of one page: offsets, and where its first note block begins."""

    start: int
    notes: int
    end: int


def label_of(text: str) -> tuple[str, int] | None:
    """Read the label a note block opens with, and the offset behind it."""
    match = LABEL.match(text)
    if not match:
        return None
    label = next(value for value in match.groupdict().values() if value)
    return label.translate(SUPERSCRIPT_DIGITS), match.end()


def count_label(label: str) -> int:
    """Count a label: 3 is the third, C too, and AC the one that is three behind Z."""
    if label.isdigit():
        return int(label)
    return sum((ord(letter) - 64) * 26**turn for turn, letter in enumerate(reversed(label.upper())))


def notation(opening: str) -> str:
    """Give the form of a label without its number: ``<1>1</1>``, ``[1]``, ``1.``"""
    return re.sub(rf"(?<![<\w/])[^\W_]+|[{SIGNS}]+", "1", opening.strip())


def usual_notation(openings: Sequence[str]) -> str:
    """Give the notation that most labels have; of two as frequent, the raised one."""
    kinds = Counter(notation(opening) for opening in openings)
    return max(kinds, key=lambda kind: (kinds[kind], "<" in kind), default="")


def separate(source: Source, zones: Sequence[Zone]) -> tuple[Source, Source]:
    """Part a text into the stream of the body and the stream of the notes.

    Both run on over the pages; in the notes a form feed stands where a page's foot ends.
    """
    body: list[Source] = []
    notes: list[Source] = []
    position = 0
    for zone in zones:
        body.append(source.slice(position, zone.start))
        notes.append(source.slice(zone.notes, zone.end))
        notes.append(_page_end(source, zone.end))
        position = zone.end
    if position < len(source.text) or not body:
        body.append(source.slice(position, len(source.text)))
    return concatenate(body), concatenate(notes) if notes else Source("", lang=source.lang)


def _page_end(source: Source, offset: int) -> Source:
    from pipeline.model import Mark

    return Source("\n\n\f\n\n", (Mark(0, source.raw(offset), "separate-notes"),), source.lang)


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note of the apparatus as a slice of the notes stream: label and body."""

    label: str
    start: int
    body: int
    end: int


def notes_in(text: str) -> Iterator[NoteText]:
    """Run through the notes of a notes stream in canonical form (``<sup>label</sup> body``)."""
    heads = [m for m in CANONICAL.finditer(text)]
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        yield NoteText(head["label"], head.start(), head.end(), end)


CANONICAL = re.compile(r"(?:^|(?<=\n\n)|(?<=\f))<sup>(?P<label>[^<\n]{1,6})</sup>[ \t]*")
