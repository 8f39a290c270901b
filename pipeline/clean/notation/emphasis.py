"""Emphasis that a reader closed and opened again: at each word, each line, each page."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

MARK = re.compile(r"[*_]{1,5}")
GAP = re.compile(r"[ \t]+|[ \t]*\f[ \t]*")
"""A page's break is one where ``join-pages`` put what it cut together, with no line's end."""
STOPS = ".!?:;"
OFTEN = 5
"""So often no writer sets two words of emphasis side by side, each by itself."""


def join_emphasis(source: Source) -> Iterator[Edit]:
    r"""Rejoin emphasis that was closed and opened again.

    A page's cut closes it, and some readers close it at each word and each line.

    >>> fix(join_emphasis, "it _professes_ _to_ _be_ so, and France *was* \f*not free* in")
    'it _professes to be_ so, and France *was \x0cnot free* in'

    What ends in a stop stays apart from what follows, as two titles do, but where the reader
    closes emphasis so often that the closing says nothing:

    >>> fix(join_emphasis, "in *Mutual Aid.* *Freedom* says")
    'in *Mutual Aid.* *Freedom* says'
    >>> fix(join_emphasis, "_So_ _it_ _is_ _at_ _all_ _times._ _It_ stays")
    '_So it is at all times. It_ stays'
    """
    seams = list(_seams(source.text))
    often = sum(source.text[start - 1] not in STOPS for start, _, _ in seams) >= OFTEN
    for start, end, gap in seams:
        if often or source.text[start - 1] not in STOPS:
            page = "\f" if "\f" in gap else ""
            yield Edit(start, end, f" {page}", Confidence.SURE, "emphasis on both sides")


def _seams(text: str) -> Iterator[tuple[int, int, str]]:
    """Run through the places where emphasis closes and the same opens: start, end, gap."""
    marks = list(MARK.finditer(text))
    for opened, closed, again in zip(marks, marks[1:], marks[2:], strict=False):
        gap = text[closed.end() : again.start()]
        if opened[0] != again[0] or closed[0] != again[0][::-1] or not GAP.fullmatch(gap):
            continue
        run, before = text[opened.end() : closed.start()], text[opened.start() - 1 : opened.start()]
        alike = run == run.strip() and "\n" not in run and not before.isalnum()
        if alike and not text[again.end() : again.end() + 1].isspace():
            yield closed.start(), again.end(), gap
