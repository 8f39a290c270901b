"""Notes that say what they are: ``[Footnote 1: See there.]``, as transcribers set them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import REACH
from pipeline.clean.facts.measure import begin_of
from pipeline.clean.notes.apparatus import Zone
from pipeline.model import Source
from pipeline.report import Confidence

LABEL = r"\d{1,4}|[A-Z]{1,2}|[*†‡§¶]{1,3}"
OPENING = re.compile(
    r"^[ \t]*\\?\[(?:Footnote|Endnote|Fußnote|Anmerkung|Voetnoot|Nota|Fotnot|Alaviite|Сноска)[ ]"
    rf"(?P<label>{LABEL})[:.]\s*(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
BRACKET = re.compile(r"\\?[\[\]]")
MARK = re.compile(
    rf"(?<=[^\s<>])(?:[ \n]?\\?\[(?P<bracket>{LABEL})\\?\](?![(:])"
    rf"|<sup>\[?(?P<raised>{LABEL})\]?</sup>)"
)
LONGEST = 20_000
"""A note has no more characters than this."""
CALLED = 0.6
"""So many of the notes must have a mark before them."""
ENDS = re.compile(r"[ \t]*(?:\n|\f|\Z)")


@dataclass(frozen=True, slots=True)
class Named:
    """A note in its brackets: where it begins, its words begin, they end, it ends; its label."""

    start: int
    words: int
    close: int
    end: int
    label: str


def raise_named_marks(source: Source) -> Iterator[Edit]:
    r"""Raise the marks of notes that are named as such: ``[A]`` for ``[Footnote A: See there.]``.

    Transcribers set a note in brackets behind the paragraph that calls it, or at a chapter's end.
    The mark nearest before a note with its label, and that no other note has, is its own.

    >>> fix(raise_named_marks, "It is so.[A] Yes.\n\n[Footnote A: See Marx.]\n")
    'It is so.<sup>A</sup> Yes.\n\n[Footnote A: See Marx.]\n'

    What no note has stays, and so does every bracket where most notes have no mark:

    >>> text = "In [1906] and [B] it.\n\n[Footnote A: See Marx.]\n"
    >>> fix(raise_named_marks, text) == text
    True
    """
    notes = named_notes(source.text)
    own = list(_own_marks(source.text, notes)) if notes else []
    if len(own) < CALLED * len(notes):
        return
    for mark in own:
        if label := mark["bracket"]:
            why = f"a note says that it is footnote {label}"
            yield Edit(*mark.span(), f"<sup>{label}</sup>", Confidence.SURE, why)


def _own_marks(text: str, notes: Sequence[Named]) -> Iterator[re.Match[str]]:
    """Give the mark of each note: the nearest before it that has its label and is free."""
    starts = [note.start for note in notes]
    free: dict[str, list[re.Match[str]]] = {}
    marks = [
        mark
        for mark in MARK.finditer(text)
        if (at := bisect_right(starts, mark.start()) - 1) < 0 or mark.start() >= notes[at].end
    ]
    marks.reverse()
    for note in notes:
        while marks and marks[-1].start() < note.start:
            mark = marks.pop()
            free.setdefault(mark["bracket"] or mark["raised"], []).append(mark)
        here = free.get(note.label)
        if here and note.start - here[-1].start() < REACH:
            yield here.pop()


def open_named_notes(source: Source) -> Iterator[Edit]:
    r"""Take a named note out of its brackets: its label is written as that of any note.

    >>> fix(open_named_notes, "[Footnote A: See [sic] Marx.]\n\n[Footnote 2: Ibid.]")
    '<sup>A</sup> See [sic] Marx.\n\n<sup>2</sup> Ibid.'

    A bracket that never closes is none:

    >>> fix(open_named_notes, "[Footnote A: See Marx.")
    '[Footnote A: See Marx.'
    """
    for note in named_notes(source.text):
        label = f"<sup>{note.label}</sup> "
        why = "it says that it is a note"
        yield Edit(note.start, note.words, label, Confidence.SURE, why)
        yield Edit(note.close, note.end, "", Confidence.SURE, why)


def named_zones(text: str) -> list[Zone]:
    """Give each named note that a raised mark before it calls, as a run of its own."""
    return [
        Zone(note.start, note.start, note.end)
        for note in named_notes(text)
        if text.rfind(f"<sup>{note.label}</sup>", max(0, note.start - REACH), note.start) >= 0
    ]


@lru_cache(maxsize=4)
def named_notes(text: str) -> tuple[Named, ...]:
    """Find the notes in brackets that say so; the bracket closes at the end of a line."""
    found: list[Named] = []
    openings = list(OPENING.finditer(text))
    limits = [*(one.start() for one in openings[1:]), len(text)][: len(openings)]
    for opening, limit in zip(openings, limits, strict=True):
        start = begin_of(opening)
        if found and start < found[-1].end:
            continue
        close = _closing(text, opening.end(), min(limit, opening.end() + LONGEST))
        if close:
            found.append(Named(start, opening.end(), *close, opening["label"]))
    return tuple(found)


def _closing(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """Find the bracket that closes a note, at a line's end.

    It is the one that closes what the note opened. No note has another in it, so ``limit`` is
    where the next begins.
    """
    depth = 1
    for bracket in BRACKET.finditer(text, start, limit):
        depth += 1 if bracket[0].endswith("[") else -1
        if depth == 0:
            return bracket.span() if ENDS.match(text, bracket.end()) else None
    return None
