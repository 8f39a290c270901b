"""Which note belongs to which call."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Origin, Source, longest_row
from pipeline.report import Finding

CALL = re.compile(r"<sup>(?P<label>\d{1,4}|[*†‡§¶‖]{1,4}|[a-z]|[A-Z]{1,2})</sup>")
LABELLED = re.compile(r"(?:\A|(?<=\n\n)|(?<=\f))[ \t]*<sup>(?P<label>[^<\n]{1,6})</sup>[ \t]*")
MEASURE = re.compile(r"\d$|(?:^|[\s\d.(])(?:[kcdm]?m|ft|in|mi|yd|ha)$")
"""What a power stands behind: a number, a unit of length."""
GATHERED = 8
"""So many notes without a mark between them are those of chapters, and no page's."""
MOST = 200_000
"""No more pairs of a note and a mark are weighed."""
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
    doubtful: bool
    """Whether it stands where a power stands, behind a number or a unit, or before an element."""


def bodies_in(notes: Source) -> list[Body]:
    """Cut the notes stream into notes; what stands before the first label is one without."""
    heads = [(m.start(), m.end(), m["label"]) for m in LABELLED.finditer(notes.text)]
    first = heads[0][0] if heads else len(notes.text)
    if notes.text[:first].strip():
        heads.insert(0, (0, 0, ""))
    ends = [*(start for start, _, _ in heads[1:]), len(notes.text)][: len(heads)]
    return [
        Body(label, notes.raw(start), notes.slice(begin, end))
        for (start, begin, label), end in zip(heads, ends, strict=True)
        if begin < end
    ]


def calls_in(body: Source) -> list[Call]:
    """List the marks in the running text."""
    return [
        Call(m["label"], body.raw(m.start()), _doubtful(body.text, *m.span()))
        for m in CALL.finditer(body.text)
    ]


def _doubtful(text: str, start: int, end: int) -> bool:
    """Say whether a raised number may be a power (10⁵) or an isotope's (¹⁴C)."""
    isotope = text[start - 1 : start].isspace() and text[end : end + 1].isalpha()
    apart = text[start - 1 : start] == " "
    return isotope or bool(MEASURE.search(text, max(0, start - 5), start - apart))


def link(calls: Sequence[Call], bodies: Sequence[Body]) -> dict[int, int]:
    """Pair calls with notes: place of the call in the witness to the note's index.

    A note stands behind its call, at the foot of the page, the chapter or the work; so each note
    takes the nearest call before it that has its label and is free. Numbering that starts again
    by page or chapter needs no other rule. What may be a power is passed over for a mark close
    before it, or for any mark before it if one note alone has the label. Notes between which no
    mark stands are gathered at the end of a page or the work: they have the order of their calls.
    Where some of those were lost, only what the order of all the others decides is paired.
    """
    free: dict[str, list[int]] = {}
    for call in calls:
        free.setdefault(call.label, []).append(call.raw)
    powers = {call.raw for call in calls if call.doubtful}
    counted = Counter(body.label for body in bodies)
    paired: dict[int, int] = {}
    for index, body in enumerate(bodies):
        places = free.get(body.label, [])
        at = bisect_right(places, body.raw) - 1
        if at > 0 and places[at] in powers:
            near = [i for i in range(at) if places[i] not in powers]
            apart = counted[body.label] > 1 and near and places[at] - places[near[-1]] > NEAR
            at = near[-1] if near and not apart else at
        if at >= 0:
            paired[places.pop(at)] = index
    return _in_order(calls, bodies, paired)


def _in_order(
    calls: Sequence[Call], bodies: Sequence[Body], paired: dict[int, int]
) -> dict[int, int]:
    """Give the notes that no mark parts the marks they have, in the marks' order."""
    marks = sorted(call.raw for call in calls)
    home = {index: raw for raw, index in paired.items()}
    groups: dict[int, list[int]] = {}
    for index, body in enumerate(bodies):
        groups.setdefault(bisect_right(marks, body.raw), []).append(index)
    found: dict[int, int] = {}
    for group in groups.values():
        own = {home[index]: index for index in group if index in home}
        labels = Counter(bodies[index].label for index in group)
        gathered = len(group) >= GATHERED and max(labels.values()) > 1
        free = [c for c in calls if c.raw not in paired or c.raw in own] if gathered else []
        free = [c for c in free if c.raw < bodies[group[0]].raw]
        places = {label: [c.raw for c in free if c.label == label] for label in labels}
        pairs = sum(count * len(places[label]) for label, count in labels.items())
        lost = any(len(places[label]) != count for label, count in labels.items())
        for label, count in labels.items():
            sure = [c.raw for c in free if c.label == label and not c.doubtful]
            places[label] = sure if len(sure) >= count else places[label]
        if gathered and lost and pairs < MOST:
            found |= _by_order([sorted(places[bodies[index].label]) for index in group], group)
        else:
            found |= _by_label(bodies, own)
    return found


def _by_label(bodies: Sequence[Body], own: dict[int, int]) -> dict[int, int]:
    """Give notes of one label the marks they have, in the marks' order."""
    places: dict[str, list[int]] = {}
    for raw, index in own.items():
        places.setdefault(bodies[index].label, []).append(raw)
    return {
        raw: index
        for raws in places.values()
        for raw, index in zip(sorted(raws), sorted(own[raw] for raw in raws), strict=True)
    }


def _by_order(choices: Sequence[Sequence[int]], group: Sequence[int]) -> dict[int, int]:
    """Pair notes with marks by the order of all: what it is read from either end."""
    turned = [[-place for place in reversed(row)] for row in reversed(choices)]
    last = {(len(group) - 1 - turn, -place) for turn, place in longest_row(turned)}
    first = longest_row(choices)
    return {place: group[turn] for turn, place in first if (turn, place) in last}


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
        if call.raw not in paired and call.label.isdigit() and not call.doubtful
        and counted[call.label] == 1 and abs(call.raw - home[call.label][0]) <= NEAR
    }  # fmt: skip


def uncalled(
    calls: Sequence[Call], paired: dict[int, int], origin_of: Callable[[int], Origin]
) -> list[Finding]:
    """List the marks that look like calls and have no note: raised digits behind a word."""
    return [
        Finding("reference-without-note", f"no note answers mark {call.label}", origin_of(call.raw))
        for call in calls
        if call.raw not in paired and call.label.isdigit() and not call.doubtful
    ]


def unlinked(
    bodies: Sequence[Body], paired: dict[int, int], origin_of: Callable[[int], Origin]
) -> Iterator[Finding]:
    """List the notes that nothing calls, with the place of the lost mark: between its neighbours'.

    A call without a note may be just a raised letter.
    """
    home = {index: raw for raw, index in paired.items()}
    for index, body in enumerate(bodies):
        if index in home:
            continue
        message = f"nothing calls note {body.label}"
        before, behind = home.get(index - 1), home.get(index + 1)
        if before is not None and behind is not None and before < behind:
            message += f": its mark was lost between {origin_of(before)} and {origin_of(behind)}"
        yield Finding("note-without-reference", message, origin_of(body.raw))
