"""Which note belongs to which call."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.model import Origin, Source
from pipeline.report import Finding

CALL = re.compile(r"<sup>(?P<label>\d{1,4}|[*†‡§¶‖]{1,4}|[a-z])</sup>")
LABELLED = re.compile(r"(?:\A|(?<=\n\n)|(?<=\f))[ \t]*<sup>(?P<label>[^<\n]{1,6})</sup>[ \t]*")
MEASURE = re.compile(r"\d$|(?:^|[\s\d.(])(?:[kcdm]?m|ft|in|mi|yd|ha)$")
"""What a power stands behind: a number, a unit of length."""
NEAR = 4_000
"""Two marks of one note stand within so many characters: its page has both."""


@dataclass(frozen=True, slots=True)
class Body:
    """A note of the apparatus: its label, where it stood in the witness, and its text."""

    label: str
    raw: int
    text: Source


@dataclass(frozen=True, slots=True)
class Call:
    """A mark in the running text that may call a note."""

    label: str
    raw: int
    after_digit: bool
    """Whether it stands where a power stands: behind a number or a unit."""


def bodies_in(notes: Source) -> list[Body]:
    """Cut the notes stream into notes."""
    heads = list(LABELLED.finditer(notes.text))
    ends = [*(head.start() for head in heads[1:]), len(notes.text)][: len(heads)]
    return [
        Body(head["label"], notes.raw(head.start()), notes.slice(head.end(), end))
        for head, end in zip(heads, ends, strict=True)
        if head.end() < end
    ]


def calls_in(body: Source) -> list[Call]:
    """List the marks in the running text."""
    return [
        Call(m["label"], body.raw(m.start()), bool(MEASURE.search(body.text[: m.start()][-4:])))
        for m in CALL.finditer(body.text)
    ]


def link(calls: Sequence[Call], bodies: Sequence[Body]) -> dict[int, int]:
    """Pair calls with notes: place of the call in the witness to the note's index.

    A note stands behind its call, at the foot of the page, the chapter or the work; so each note
    takes the nearest call before it that has its label and is free. Numbering that starts again
    by page or chapter needs no other rule. What may be a power is passed over for a mark close
    before it. Notes of one label between which no mark stands are gathered at the end of a page
    or the work: they have the order of their calls.
    """
    free: dict[str, list[int]] = {}
    for call in calls:
        free.setdefault(call.label, []).append(call.raw)
    powers = {call.raw for call in calls if call.after_digit}
    paired: dict[int, int] = {}
    for index, body in enumerate(bodies):
        places = free.get(body.label, [])
        at = bisect_right(places, body.raw) - 1
        if at > 0 and places[at] in powers:
            near = [i for i in range(at) if places[i] not in powers]
            at = near[-1] if near and places[at] - places[near[-1]] <= NEAR else at
        if at >= 0:
            paired[places.pop(at)] = index
    return _in_order(calls, bodies, paired)


def _in_order(
    calls: Sequence[Call], bodies: Sequence[Body], paired: dict[int, int]
) -> dict[int, int]:
    """Give notes of one label that no mark parts the marks they have, in the marks' order."""
    marks = sorted(call.raw for call in calls)
    groups: dict[tuple[str, int], list[int]] = {}
    for raw, index in paired.items():
        body = bodies[index]
        groups.setdefault((body.label, bisect_right(marks, body.raw)), []).append(raw)
    return {
        raw: index
        for places in groups.values()
        for raw, index in zip(sorted(places), sorted(paired[p] for p in places), strict=True)
    }


def link_again(
    calls: Sequence[Call], bodies: Sequence[Body], paired: dict[int, int]
) -> dict[int, int]:
    """Pair the marks that call a note a second time, beside those that ``link`` paired.

    A page may call one note twice. So may a misread number: only where the note is the one of its
    number in the work, has a mark close by, and every note has its own, can it be no other's.
    """
    if len(set(paired.values())) < len(bodies):
        return {}
    counted = Counter(body.label for body in bodies)
    home = {bodies[index].label: (raw, index) for raw, index in paired.items()}
    return {
        call.raw: home[call.label][1]
        for call in calls
        if call.raw not in paired and call.label.isdigit() and not call.after_digit
        and counted[call.label] == 1 and abs(call.raw - home[call.label][0]) <= NEAR
    }  # fmt: skip


def uncalled(
    calls: Sequence[Call], paired: dict[int, int], origin_of: Callable[[int], Origin]
) -> list[Finding]:
    """List the marks that look like calls and have no note: raised digits behind a word."""
    return [
        Finding("reference-without-note", f"no note answers mark {call.label}", origin_of(call.raw))
        for call in calls
        if call.raw not in paired and call.label.isdigit() and not call.after_digit
    ]


def unlinked(
    bodies: Sequence[Body], paired: dict[int, int], origin_of: Callable[[int], Origin]
) -> list[Finding]:
    """List the notes that nothing calls; a call without a note may be just a raised letter."""
    called = set(paired.values())
    return [
        Finding("note-without-reference", f"nothing calls note {body.label}", origin_of(body.raw))
        for index, body in enumerate(bodies)
        if index not in called
    ]
