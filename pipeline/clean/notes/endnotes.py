"""Notes gathered at a text's end, under a heading or under none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import calls
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.measure import LINE
from pipeline.clean.notes.apparatus import HEADING
from pipeline.clean.notes.foot import ORDINAL
from pipeline.clean.notes.loose import NOTES_HEAD
from pipeline.model import Source
from pipeline.report import Confidence

LABEL = re.compile(
    r"[ \t]*(?:<sup>|\\?\[)?(?P<n>\d{1,3})(?:</sup>|\\?\])?\\?[.)]?(?P<gap>[ \t]*)(?=[^\s\d]|$)"
)
FIRST = re.compile(
    r"^[ \t]{0,12}(?:(?P<bracket>\\?\[1\\?\])[.:]?|1\\?[.)])[ \t]+(?=\S)", re.MULTILINE
)
HEADING_AHEAD = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
GAP = re.compile(r"\n[ \t]*\n\s*|\f")
SURELY = 4
"""So many notes in a row are surely the notes; the last may have a second paragraph."""
BLANK = re.compile(r"[ \t\n]*")
FEWEST = 2
RULED = re.compile(r"\n[ \t]*(?:-{3,}|_{3,}|—{3,}|─{3,})[ \t]*\n\s*\Z")
"""A rule that stands over the notes already."""
MOST = 20
"""So many lists at most, from the last, are held to the text."""
LONGEST = 4000
"""A note has no more characters than this."""
ALONE = 0.8
"""So many labels of notes without a heading must have one mark each."""
CALLED = 0.6
"""So many of the labels must have a mark in the text; the others may have lost theirs."""


@dataclass(frozen=True, slots=True)
class Label:
    """A note's label: its span and its number."""

    start: int
    end: int
    number: int


def set_off_endnotes(source: Source) -> Iterator[Edit]:
    r"""Set the notes at the end of a text off with a rule, and raise the marks that call them.

    Under a line that says "Notes" stand lines that open with 1, 2, 3 in their order, and most of
    the numbers stand in the text above it as marks, in the same order.

    >>> from pipeline.clean.edit import fix
    >>> body = "as the men of the towns had done it all of them long before the State\n" * 9
    >>> text = f"{body}came.1 And so\nit went.2\nNotes\n1 See the book.\n2 See there.\n"
    >>> fix(set_off_endnotes, text).partition("it went")[2]
    '.<sup>2</sup>\n\n---\n\n<sup>1</sup> See the book.\n\n<sup>2</sup> See there.\n'

    Without such a line, they are notes if each number has one mark in the text, in brackets or
    raised, and nothing but notes follows:

    >>> text = f"{body}came.[1] And so\nit went.[2]\n\n1. See the book.\n2. See there.\n"
    >>> fix(set_off_endnotes, text).partition("it went")[2]
    '.<sup>2</sup>\n\n\n---\n\n<sup>1</sup> See the book.\n\n<sup>2</sup> See there.\n'

    Numbered lines that no mark calls are a list:

    >>> text = f"{body}came. And so\nit went.\nNotes\n1 See the book.\n2 See there.\n"
    >>> fix(set_off_endnotes, text) == text
    True
    """
    text = source.text
    head = _head(text)
    if head is None:
        yield from _unheaded(text)
        return
    if not is_wrapped(text):
        return
    end = _end(text, head.end())
    labels = _labels(text, head.end(), end)
    marks = _marks(text, head.start(), labels)
    bracketed = bool(labels) and text[labels[0].start : labels[0].end].strip()[:1] in "[\\"
    fewest = 1 if bracketed else FEWEST
    if len(labels) < fewest or len(marks) < CALLED * len(labels):
        return
    for mark, number in marks:
        if not mark[0].startswith("<sup>"):
            yield Edit(*mark.span(), f"<sup>{number}</sup>", Confidence.SURE, "the notes have it")
    yield Edit(*head.span(), "\n---\n", Confidence.SURE, "the notes begin here")
    yield from _write(text, labels, end)


def _unheaded(text: str) -> Iterator[Edit]:
    """Set off notes that no heading announces: a run of labels at the end, each with its mark."""
    firsts = [m for m in FIRST.finditer(text, len(text) // 4)]
    for first in reversed(firsts[-MOST:]):
        labels = _labels(text, first.start(), len(text))
        ends = [*(label.start for label in labels[1:]), len(text.rstrip())]
        if any(b - a.end > LONGEST for a, b in zip(labels, ends, strict=True)):
            continue
        if HEADING_AHEAD.search(text, first.end()) or _followed(text, labels):
            continue
        found = [list(_plain_calls(text, first.start(), label.number)) for label in labels]
        marks = [calls[0] for calls in found if len(calls) == 1]
        rising = all(one.start() < two.start() for one, two in pairwise(marks))
        if not rising or len(marks) < max(1, ALONE * len(labels)):
            continue
        if len(labels) < FEWEST and not first["bracket"]:
            continue
        for mark, number in ((c[0], x.number) for c, x in zip(found, labels, strict=True) if c):
            if not mark[0].startswith("<sup>") and mark in marks:
                why = "the notes at the end have it"
                yield Edit(*mark.span(), f"<sup>{number}</sup>", Confidence.SURE, why)
        if not RULED.search(text, max(0, first.start() - 40), first.start()):
            why = "the notes begin here"
            yield Edit(first.start(), first.start(), "\n---\n\n", Confidence.SURE, why)
        yield from _write(text, labels, len(text.rstrip()))
        return


def _followed(text: str, labels: Sequence[Label]) -> bool:
    """Say whether more stands behind the last note than a second paragraph of it."""
    last = len(GAP.findall(text[labels[-1].end :].rstrip()))
    return last > (0 if len(labels) < SURELY else 1)


def _plain_calls(text: str, end: int, number: int) -> Iterator[re.Match[str]]:
    """Run through the marks of a number that are raised or in brackets."""
    pattern = rf"(?<=\S)(?:[ \n]?\\?\[{{1,2}}{number}\\?\]{{1,2}}(?![(:])|<sup>{number}</sup>)"
    return re.compile(pattern).finditer(text, 0, end)


def _head(text: str) -> re.Match[str] | None:
    """Find the last line that says "Notes", in the second half of the text."""
    lines = LINE.finditer(text, len(text) // 2)
    heads = [line for line in lines if NOTES_HEAD.fullmatch(line[0].strip("#*_ :\t"))]
    return heads[-1] if heads else None


def _end(text: str, start: int) -> int:
    heading = next((m for m in LINE.finditer(text, start) if HEADING.match(m[0])), None)
    return heading.start() if heading else len(text.rstrip())


def _labels(text: str, start: int, end: int) -> list[Label]:
    """Find the lines that open with the number due; counting may start again at one."""
    found: list[Label] = []
    due = 1
    for line in LINE.finditer(text, start, end):
        match = LABEL.match(line[0])
        number = int(match["n"]) if match else 0
        if not match or number not in (due, 1) or ORDINAL.match(line[0][match.end() :]):
            continue
        if number == 1 and due not in (1, 2) and not match["gap"]:
            continue
        found.append(Label(line.start(), line.start() + match.end(), number))
        due = number + 1
    return found


def _marks(
    text: str, end: int, labels: Sequence[Label]
) -> list[tuple[re.Match[str], int]]:  # fmt: skip
    """Find the marks that stand in the labels' order: the longest row of places that rise."""
    by_label = {label: list(calls(text, 0, end, label.number)) for label in labels}
    kinds = [any(m[0].strip()[:1] in "<[" for m in found) for found in by_label.values()]
    marked = sum(kinds) >= CALLED * len(labels)  # then a bare number is none
    places: list[int] = []
    rows: list[tuple[re.Match[str], int, int]] = []
    tails: list[int] = []
    for label in labels:
        found = by_label[label]
        found = [m for m in found if not marked or m[0].strip()[:1] in "<["]
        for mark in reversed(found):
            at = bisect_left(places, mark.start())
            rows.append((mark, label.number, tails[at - 1] if at else -1))
            places[at : at + 1] = [mark.start()]
            tails[at : at + 1] = [len(rows) - 1]
    row: list[tuple[re.Match[str], int]] = []
    here = tails[-1] if tails else -1
    while here >= 0:
        mark, number, here = rows[here]
        row.append((mark, number))
    return row[::-1]


def _write(text: str, labels: Sequence[Label], end: int) -> Iterator[Edit]:
    """Write each label, and set the notes off anew where a page begins among them."""
    feeds = {feed.end() for feed in re.finditer(r"\f\s*", text[:end]) if feed.end() < end}
    why = "the text has its mark"
    for index, label in enumerate(labels):
        rule = "\n---\n\n" if label.start in feeds and index else "\n" if index else ""
        behind = BLANK.match(text, label.end)
        stop = behind.end() if behind else label.end
        written = f"{rule}<sup>{label.number}</sup> "
        yield Edit(label.start, stop, written, Confidence.SURE, why)
    starts = {label.start for label in labels}
    for feed in sorted(feeds - starts):
        if feed > labels[0].end:
            yield Edit(feed, feed, "\n---\n\n", Confidence.SURE, "the notes go on")
