"""The labels of notes that stand together, line by line: which lines of them count on."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.facts.measure import LINE, natural_width
from pipeline.clean.facts.open_ends import needs_more
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import count_label
from pipeline.clean.notes.foot import ORDINAL, text_behind

LABEL = re.compile(
    r"[ \t]*(?:<sup>\[?|\\?\[|\()?(?P<n>\d{1,3})(?:\]?</sup>|\\?\]|\))?\\?[.)]?"
    r"(?:(?P<gap>[ \t]+)(?=\S)|(?=[^\s\d.,]|$))"
)
RUN_IN = re.compile(r"[ \t]*(?P<digits>\d{2,7})(?=[\s.,]|$)")
"""A label and the figure that its note begins with: ``121848 was the year``."""
ADDRESS = re.compile(r"\s*(?:https?://|www\.)")
"""A note may begin small with a web address."""
SHORT = 0.9
"""A line that ends a note has less than this share of the measure."""
SKIPPED = 4
LOST = 0.4
"""What a lost number costs a row of labels."""
ENDED, BACK = 0.1, 40
"""What it gains where the line before a label ends a sentence, in its last characters."""


@dataclass(frozen=True, slots=True)
class Label:
    """A note's label: where it stands, its number as text and as a count, and its chapter's title.

    ``head`` is where the title of the chapter begins whose first note it is; else its own start.
    """

    start: int
    end: int
    name: str
    number: int
    head: int


def read_labels(line: re.Match[str], head: int) -> Iterator[Label]:
    """Give the labels that a printed line may open with."""
    match = LABEL.match(line[0])
    if match and (match["gap"] or not ORDINAL.match(line[0], match.end())):
        number = count_label(match["n"])
        head = head if number == 1 else line.start()
        yield Label(line.start(), line.start() + match.end(), match["n"], number, head)
    if run_in := RUN_IN.match(line[0]):
        start = line.start() + run_in.start("digits")
        for size in range(1, min(4, len(run_in["digits"]))):
            name = run_in["digits"][:size]
            if run_in["digits"][size] != "0":
                yield Label(line.start(), start + size, name, int(name), line.start())


def row_of_labels(
    text: str, candidates: Sequence[Label], following: int, *, anew: bool
) -> tuple[Label, ...]:
    """Give the longest row of labels that count on; a number may be lost.

    It begins with one, or with the number that follows on the section before; with ``anew`` it
    may begin again.
    """
    best: dict[int, tuple[float, int]] = {}
    before: list[int] = []
    top = (0.0, -1)
    for index, label in enumerate(candidates):
        ways = [
            (best[label.number - step][0] + 1 - LOST * (step - 1), best[label.number - step][1])
            for step in range(1, SKIPPED)
            if label.number - step in best
        ]
        ways = [way for way in ways if candidates[way[1]].start < label.start]
        if label.number in (1, following):
            ways.append((1.0, -1))
        if label.number == 1 and anew and top[1] >= 0 and candidates[top[1]].start < label.start:
            ways.append((top[0] + (1 - LOST) * (label.head < label.start), top[1]))
        score, way = max(ways, default=(0.0, -1))
        score += ENDED * bool(way >= 0 and FINISHED.search(text, label.head - BACK, label.head - 1))
        before.append(way)
        if score > best.get(label.number, (0.0, 0))[0]:
            best[label.number] = score, index
            top = (score, index) if score > top[0] else top
    row: list[Label] = []
    here = top[1]
    while here >= 0:
        row.append(candidates[here])
        here = before[here]
    return tuple(row[::-1])


def homes_of(text: str, labels: Sequence[tuple[int, int]], end: int) -> dict[int, int]:
    """Find where the notes begin whose labels stand in a stack over them, by the labels' starts."""
    homes: dict[int, int] = {}
    stack: list[int] = []
    behind = [*(at for at, _ in labels[1:]), end]
    for (opens, closes), following in zip(labels, behind, strict=False):
        stack.append(opens)
        if not text[closes:following].strip():
            continue
        lines = list(LINE.finditer(text, text_behind(text, closes), following))
        widths = sorted(natural_width(line[0]) for line in lines)
        full = widths[len(widths) * 3 // 4]
        done = [
            (one[0], two[0].strip(), two.start()) for one, two in pairwise(lines)
            if FINISHED.search(one[0]) and not needs_more(one[0], two[0].strip())
        ]  # fmt: skip
        opened = [row for row in done if ADDRESS.match(row[1]) or not SMALL.match(row[1])]
        rows = [
            [row for row in some if natural_width(row[0]) < widest * full]
            for some in (opened, done)
            for widest in (SHORT, math.inf)
        ]
        begins = next((row for row in rows if len(row) == len(stack) - 1), [])
        homes.update(zip(stack[1:], (at for _, _, at in begins), strict=False))
        stack = []
    return homes
