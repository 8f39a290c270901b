"""The feet of pages in a text that kept paragraphs' first lines: labels, and where notes end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.facts.calls import REACH, calls
from pipeline.clean.facts.first_lines import LONG
from pipeline.clean.facts.measure import natural_width
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import SKIPPED
from pipeline.dates import month_of
from pipeline.letters import LOWER, UPPER

INDENT = re.compile(r"[ \t]*")
OPENING = rf"[“‘«\"'(\[*_…]*[{UPPER}…]"
LABEL = re.compile(
    rf"(?:[ \t]{{0,12}}\[(?=\d+\])|[ \t]{{1,12}})(?P<n>\d{{1,3}})[.)\]]?"
    rf"(?:[ \t]*(?={OPENING})|[ \t]+(?=\d{{4}}\b|[{LOWER}]))"
)
ALONE = re.compile(r"[ \t]{0,8}(?P<n>\d{1,3})[ \t]*$")
RUN_ON = re.compile(
    rf"(?:^|(?<=[{LOWER}.,;:!?—–\-”’\"')\]\d>])[ ])\[?(?P<n>\d{{1,3}})[.)\]]?[ ]{{1,4}}"
    rf"(?=(?:{OPENING}|\d{{2}}))"
)
"""A label that was run on with the last line of its page, or with the note before."""
SENTENCES = re.compile(rf"[.!?”’\"')][ ](?:\[?\d{{1,3}}\]?)\s+{OPENING}")
COUNTED = re.compile(rf"[{UPPER}]\S+[ ]\d+[.)]?[ ]+$")
"""A heading that counts: ``Chapter 3 We have seen``."""
DATED = re.compile(r"\d{1,2}[.]?[ ]+(?P<month>[^\W\d_]+)\b")
FAR = 12
"""What is indented further is centred."""
WIDER = 1.1
"""Notes are set smaller: so much wider are their lines, as a book face would set them."""
NEAR = 40
"""A note's label is among so many next ones."""
Line = re.Match[str]


@dataclass(frozen=True, slots=True)
class Note:
    """A note of a page's foot: the rest of one that a page cut has no number and no call.

    ``start`` is where its label stands, with the line's end before it, and ``text`` what is
    behind; ``at`` is its line, ``end`` the first line behind it.
    """

    number: int
    call: re.Match[str] | None
    start: int
    text: int
    at: int
    end: int
    lost: bool = False


def indent_of(line: Line) -> int:
    """Give how far a line is indented."""
    found = INDENT.match(line[0])
    return found.end() if found else 0


@dataclass(frozen=True, slots=True)
class Body:
    """How the body is set: the width of paragraphs' first lines, and how far the last stood in.

    ``foot`` is where the foot of a page before ends whose notes could not be told.
    """

    measure: float
    first: int
    foot: int = 0

    def opens(self, line: Line) -> bool:
        """Say whether a line is as the first of a paragraph; on some pages all stand one off."""
        near = abs(indent_of(line) - self.first) <= 1
        return near and opens([line]) and natural_width(line[0]) <= WIDER * self.measure


@dataclass(frozen=True, slots=True)
class Label:
    """What may be a label: its line, where it starts, what is behind it, and its number."""

    at: int
    start: int
    behind: int
    number: int


@dataclass(frozen=True, slots=True)
class Feet:
    """The lines, what may be labels in them, and for each line the first behind its page."""

    lines: Sequence[Line]
    labels: Sequence[Label]
    edges: Sequence[int]
    hanging: bool

    def from_line(self, at: int) -> int:
        """Give the first label that stands in a line or behind it."""
        return bisect_left(self.labels, at, key=lambda label: label.at)

    def of_line(self, at: int) -> Sequence[Label]:
        """Give the labels of one line."""
        return self.labels[self.from_line(at) : self.from_line(at + 1)]

    def pending(self, text: str, since: int, end: int, due: int) -> list[re.Match[str]]:
        """Give the marks that call notes in their turn, and whose labels are nowhere below."""
        found: list[re.Match[str]] = []
        below = bisect_left(self.labels, end, key=lambda label: label.start)
        while call := plain_call(text, max(since, end - REACH), end, due):
            turns = range(due, due + SKIPPED)
            near = (one.number for one in self.labels[below : below + NEAR] if one.number in turns)
            if next(near, 0) == due:
                break
            found.append(call)
            since, due = call.end(), due + 1
        return found


def labels_in(lines: Sequence[Line], titles: tuple[str, ...] = ()) -> Sequence[Label]:
    """Give what may be a label, whosever turn it is, and opens none of some headings.

    Where none stands at a line's head, numbers within lines label nothing, unless one is the first.
    """
    ahead = FAR + max(map(len, titles), default=0)
    found = [
        label for label in _labels(lines)
        if not lines[0].string[label.start : label.start + ahead].lstrip().startswith(titles)
    ]  # fmt: skip
    counts = any(one.number == 1 or one.start < lines[one.at].start() for one in found)
    return found if counts else ()


def _labels(lines: Sequence[Line]) -> Iterator[Label]:
    for at, line in enumerate(lines):
        base = line.start()
        before = lines[at - 1].end() if at else base
        if label := LABEL.match(line[0]):
            yield Label(at, before, base + label.end(), int(label["n"]))
        elif label := ALONE.match(line[0]):
            if at + 1 < len(lines) and 0 < indent_of(lines[at + 1]) <= FAR:
                behind = lines[at + 1].start() + indent_of(lines[at + 1])
                yield Label(at, before, behind, int(label["n"]))
        elif not line[0][:1].isspace():
            for label in RUN_ON.finditer(line[0]):
                day = DATED.match(line[0], label.start("n"))
                if COUNTED.match(line[0][: label.end()]) or (day and month_of(day["month"])):
                    continue
                start = base + label.start() if label.start() else before
                yield Label(at, start, base + label.end(), int(label["n"]))


def hangs(lines: Sequence[Line], labelled: Sequence[int]) -> bool:
    """Say whether the lines behind labels are indented further."""
    first = [at + bool(ALONE.match(lines[at][0])) for at in labelled]
    behind = [(lines[at], lines[at + 1]) for at in first if at + 1 < len(lines)]
    deeper = sum(indent_of(two) > indent_of(one) for one, two in behind)
    return deeper * SKIPPED > len(labelled)


def plain_call(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Give the first mark that is none but a mark: a figure between spaces follows a sentence."""
    return next(
        (
            call
            for call in calls(text, start, end, number)
            if not call[0].startswith(" ") or SENTENCES.match(text, call.start() - 1)
        ),
        None,
    )


def hanging_end(foot: Feet, end: int, indent: int) -> int:
    """Find the first line that is no line of a note: less far in, a label, or a paragraph's."""
    lines, limit = foot.lines, foot.edges[end - 1]
    while end < limit and 0 < indent_of(lines[end]) <= FAR:
        if indent_of(lines[end]) < indent or ALONE.match(lines[end][0]):
            break
        ended = FINISHED.search(lines[end - 1][0])
        back = indent_of(lines[end]) < indent_of(lines[end - 1])
        if (ended or back) and end + 1 < len(lines) and opens(lines[end : end + 2]):
            break
        if LABEL.match(lines[end][0]) and indent_of(lines[end]) <= indent:
            break
        end += 1
    return end


def opens(lines: Sequence[Line]) -> bool:
    """Say whether a line is the first of a paragraph: it is full, and the next is run on."""
    first = lines[0][0].strip()
    full = len(first) > LONG and not SMALL.match(first)
    return full and all(indent_of(line) == 0 for line in lines[1:])


def first_width(lines: Sequence[Line]) -> float:
    """Give how wide the first lines of most paragraphs are."""
    widths = sorted(
        natural_width(two[0])
        for (one, two), three in zip(pairwise(lines), lines[2:], strict=False)
        if indent_of(two) and not indent_of(one) and not indent_of(three)
    )
    return widths[len(widths) // 2] if widths else 0


def page_ends(text: str, lines: Sequence[Line]) -> list[int]:
    """Give for each line the first that stands behind its page."""
    ends = [
        at for at, (one, two) in enumerate(pairwise(lines), 1)
        if "\f" in text[one.end() : two.start()]
    ]  # fmt: skip
    edges = [*ends, len(lines)]
    return [edges[bisect_right(ends, at)] for at in range(len(lines))]
