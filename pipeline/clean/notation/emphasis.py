"""Emphasis that a reader closed and opened again: at each word, each line, each page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.clean.edit import Edit, name_of
from pipeline.model import Source
from pipeline.report import Confidence

MARK = re.compile(r"[*_]{1,5}")
GAP = re.compile(r"[ \t]+|[ \t]*\f[ \t]*")
"""A page's break is one where ``join-pages`` put what it cut together, with no line's end."""
STOPS = ".!?:;"
OFTEN = 5
"""So often no writer sets two words of emphasis side by side, each by itself."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A place where emphasis closes and the same opens, and what the marks on both sides hold."""

    start: int
    end: int
    gap: str
    before: str
    behind: str


def join_emphasis(source: Source) -> Iterator[Edit]:
    r"""Rejoin emphasis that was closed and opened again.

    A page's cut closes it, where no stop stands before it.

    >>> fix(join_emphasis, "and France *was* \f*not free* in *Mutual Aid.* \f*Freedom* says")
    'and France *was \x0cnot free* in *Mutual Aid.* \x0c*Freedom* says'

    Some readers close it at each word and each line: words that stand side by side, each by
    itself, show it, and a text where this was mended. An author's *one* *after* another stay.

    >>> fix(join_emphasis, "_So_ _it_ _is_ _at_ _all_ _times._ _It stays_")
    '_So it is at all times. It stays_'
    >>> fix(join_emphasis, "in _Mutual_ _Aid_, _So it_ _is_")
    'in _Mutual_ _Aid_, _So it_ _is_'
    """
    seams = list(_seams(source.text))
    words = sum(len(seam.before.split()) == len(seam.behind.split()) == 1 for seam in seams)
    by_word = words >= OFTEN or any(mark.rule == name_of(join_emphasis) for mark in source.marks)
    for seam in seams:
        page = "\f" if "\f" in seam.gap else ""
        if by_word or (page and seam.before[-1] not in STOPS):
            yield Edit(seam.start, seam.end, f" {page}", Confidence.SURE, "emphasis on both sides")


def _seams(text: str) -> Iterator[Seam]:
    marks = list(MARK.finditer(text))
    ends = [*(mark.start() for mark in marks[3:]), len(text)]
    for opened, closed, again, end in zip(marks, marks[1:], marks[2:], ends, strict=False):
        gap = text[closed.end() : again.start()]
        if opened[0] != again[0] or closed[0] != again[0][::-1] or not GAP.fullmatch(gap):
            continue
        run = text[opened.end() : closed.start()]
        before = text[opened.start() - 1 : opened.start()]
        behind = text[again.end() : end]
        alike = run == run.strip() and "\n" not in run and not before.isalnum()
        if alike and not behind[:1].isspace():
            yield Seam(closed.start(), again.end(), gap, run, behind)
