"""Notes whose label is a bare number: their marks may be like the text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.clean.facts.layout import Block
from pipeline.clean.notes.apparatus import HEADING, SUPERSCRIPT_DIGITS, label_of, notation
from pipeline.phrases import BIBLIOGRAPHIES, any_of

MARK = re.compile(
    r"(?<=\S)[ ]?(?:<sup>\[?(?P<n>\d{1,4})\]?</sup>|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
    r"|\$\{?\}?\^\{?(?P<math>\d{1,4})\}?\$)"
)
BRACKETED = re.compile(r"(?<=\S)[ ]?\\?\[(\d{1,3})\\?\](?![(:])")
LOST = re.compile(
    r"(?:(?<=[^\W\d_][.,;:!?”\"’')\]])|(?<=[.,;:!?”\"’')\]][”\"’')\]])|(?<=[)\]][.,;:!?])"
    r"|(?<=[^\W\d_]{3}))"
    r"(?:(\d{1,3})|(?<![^\W\d_])[ ](\d{1,3}))(?=[\s.,;:!?)”’\"'—–\]]|$)"
)
"""A mark that lost its raising: glued to a word or its stop, or apart behind a stop."""
REFERENCES = re.compile(rf"[#*_ \t]*(?:{any_of(BIBLIOGRAPHIES)})[*_ .:]*", re.IGNORECASE)
FEW = 4
"""Where raised numbers are more than one to so many labels, they are the marks."""
UNSEEN = 2
"""So many notes one after the other may have lost their marks."""
CHAIN = 4
"""Fewer notes in a row may be a list."""
NEAR = 12_000
"""A note at a page's foot stands within so many characters behind its mark."""
MOST = 0.6
"""So large a share of the marks must find a note."""


def bare_notes(text: str, free: Sequence[Block]) -> frozenset[int]:
    """Find the blocks that open with a bare number and are notes; gives their indices.

    Models that read pages raise the marks, or set them in brackets, and write the labels as
    ``1 See`` or ``1. See``. An item of a list looks the same. So no label may be raised, most
    marks must have a note of their number close behind, and of a run of numbers each must have
    its mark before it: items that count on have none. A number in brackets may cite a work: the
    reference list has no notes.
    """
    labels = _labels(free)
    if not labels:
        return frozenset()
    raised = _places(MARK, text)
    end = next((i for i, block in enumerate(free) if REFERENCES.fullmatch(block.text)), len(free))
    cited = {index: label for index, label in labels.items() if index < end}
    best: set[int] = set()
    for places, own in ((raised, labels), (_places(BRACKETED, text), cited)):
        found = _with_marks(places, own, free)
        numbers = {own[index] for index in found}
        if len(found) > len(best) and len(numbers) > 1 and len(numbers) >= MOST * len(places):
            best = found
    if best:
        return frozenset(best)
    if len(raised) * FEW > len(labels):
        return frozenset()
    return chain_of(text, _labels(free, usual=True), free)


def _places(form: re.Pattern[str], text: str) -> dict[str, list[int]]:
    """Give the places of each number that stands in one form."""
    places: dict[str, list[int]] = {}
    for match in form.finditer(text):
        number = next(value for value in match.groups() if value)
        places.setdefault(str(int(number.translate(SUPERSCRIPT_DIGITS))), []).append(match.end())
    return places


def _with_marks(
    places: Mapping[str, Sequence[int]], labels: Mapping[int, str], free: Sequence[Block]
) -> set[int]:
    return {
        index
        for run in _runs(labels)
        if all(_called(places, labels[index], free[index].start) for index in run)
        for index in run
    }


def chain_of(text: str, labels: Mapping[int, str], free: Sequence[Block]) -> frozenset[int]:
    """Follow the notes from one on, where any number behind a word may be a mark.

    Each counts on from the one before, and so does its mark. Those whose marks are not seen are
    notes if they stand between their neighbours.
    """
    places = _places(LOST, text)
    chain: list[int] = []
    position = number = 0
    for index in sorted(labels):
        start, label = free[index].start, labels[index]
        step = int(label) - number
        seen = places.get(label, ())
        call = next((p for p in seen if position < p < start and start - p < NEAR), None)
        if call is None or not 0 < step <= (UNSEEN + 1 if chain else 1):
            continue
        if step > 1:
            due = {str(n) for n in range(number + 1, int(label))}
            between = [i for i in labels if chain[-1] < i < index and labels[i] in due]
            chain += between if len(between) == len(due) else []
        chain.append(index)
        position, number = call, int(label)
    return frozenset(chain) if len(chain) >= CHAIN else frozenset()


def _labels(free: Sequence[Block], *, usual: bool = False) -> Mapping[int, str]:
    """Read the bare labels, by block, or those of the usual form; none where some are raised."""
    found: dict[int, tuple[str, str]] = {}
    for index, block in enumerate(free):
        read = None if HEADING.match(block.text) else label_of(block.text)
        if read and read[0].isdigit():
            kind = notation(block.text[: read[1]])
            if kind not in ("1", "1.", "1)", "(1)"):
                return {}
            found[index] = (str(int(read[0])), kind)
    counted = Counter(kind for _, kind in found.values())
    most = max(counted, key=lambda kind: counted[kind], default="")
    return {index: label for index, (label, kind) in found.items() if not usual or kind == most}


def _runs(labels: Mapping[int, str]) -> list[list[int]]:
    """Put labelled blocks together that stand next to each other and count on."""
    runs: list[list[int]] = []
    for index, number in labels.items():
        last = runs[-1][-1] if runs else -1
        if runs and last == index - 1 and int(labels[last]) + 1 == int(number):
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _called(places: Mapping[str, Sequence[int]], number: str, start: int) -> bool:
    """Say whether the number stands as a mark close before a block."""
    marks = places.get(number, ())
    at = bisect_left(marks, start)
    return at > 0 and start - marks[at - 1] <= NEAR
