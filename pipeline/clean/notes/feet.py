"""Where the notes of a page's foot begin and end, if only paragraphs' first lines were kept."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.facts.calls import REACH, calls, first_call
from pipeline.clean.facts.first_lines import LONG
from pipeline.clean.facts.measure import natural_width
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import SKIPPED
from pipeline.letters import LOWER, UPPER

INDENT = re.compile(r"[ \t]*")
OPENING = rf"[“‘«\"'(\[*_…]*[{UPPER}…]"
LABEL = re.compile(rf"[ \t]{{1,12}}(?P<n>\d{{1,3}})[.)]?[ \t]*(?={OPENING})")
ALONE = re.compile(r"[ \t]{0,8}(?P<n>\d{1,3})[.)]?[ \t]*$")
RUN_ON = re.compile(
    rf"(?:^|(?<=[{LOWER}.,;:!?—–\-”’\"')\]\d>])[ ])(?P<n>\d{{1,3}})[.)]?[ ]"
    rf"(?=(?:{OPENING}|\d{{2}}))"
)
"""A label that was run on with the last line of its page, or with the note before."""
WRITTEN = re.compile(r"<sup>(?P<n>\d{1,3})</sup> ")
"""A label that stands apart already."""
MARK = re.compile(r"\d{1,3}$")
SENTENCES = re.compile(rf"[.!?”’\"')][ ](?:\[?\d{{1,3}}\]?)\s+{OPENING}")
FAR = 12
"""What is indented further is centred."""
WIDER = 1.04
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


def find_notes(text: str, lines: Sequence[Line]) -> Iterator[Note]:
    """Find the notes whose turn it is and that the text calls, with their labels or without."""
    labels = list(_labels(lines))
    foot = _Feet(lines, labels, _page_ends(text, lines), _hangs(lines, [one.at for one in labels]))
    measure = _first_width(lines)
    due, since, below, at, cut = 1, 0, 0, 0, False
    while at < len(lines):
        if written := WRITTEN.match(lines[at][0]):
            due, since, cut = int(written["n"]) + 1, lines[at].start(), False
        notes = list(_labelled(text, foot, at, due, since, below))
        if not notes and 0 < indent_of(lines[at]) <= FAR and at:
            here = lines[at].start()
            marks = foot.pending(text, since, here, due) or foot.pending(text, below, here, 1)
            notes = list(_without_labels(foot, at, marks, cut, measure))
        yield from notes
        if notes:
            last = lines[notes[-1].end - 1]
            cut, below = not FINISHED.search(last[0]), last.end()
        if notes and notes[-1].call:
            due, since = notes[-1].number + 1, notes[-1].call.end()
        at = max(at + 1, notes[-1].end if notes else 0)


@dataclass(frozen=True, slots=True)
class _Label:
    """What may be a label: its line, where it starts, what is behind it, and its number."""

    at: int
    start: int
    behind: int
    number: int


@dataclass(frozen=True, slots=True)
class _Feet:
    """The lines, what may be labels in them, and for each line the first behind its page."""

    lines: Sequence[Line]
    labels: Sequence[_Label]
    edges: Sequence[int]
    hanging: bool

    def from_line(self, at: int) -> int:
        """Give the first label that stands in a line or behind it."""
        return bisect_left(self.labels, at, key=lambda label: label.at)

    def of_line(self, at: int) -> Sequence[_Label]:
        """Give the labels of one line."""
        return self.labels[self.from_line(at) : self.from_line(at + 1)]

    def pending(self, text: str, since: int, end: int, due: int) -> list[re.Match[str]]:
        """Give the marks that call notes in their turn, and whose labels are nowhere below."""
        found: list[re.Match[str]] = []
        below = bisect_left(self.labels, end, key=lambda label: label.start)
        while call := _plain_call(text, max(since, end - REACH), end, due):
            turns = range(due, due + SKIPPED)
            near = (one.number for one in self.labels[below : below + NEAR] if one.number in turns)
            if next(near, 0) == due:
                break
            found.append(call)
            since, due = call.end(), due + 1
        return found


def _labels(lines: Sequence[Line]) -> Iterator[_Label]:
    """Give what may be a label, whosever turn it is."""
    for at, line in enumerate(lines):
        base = line.start()
        before = lines[at - 1].end() if at else base
        if label := LABEL.match(line[0]):
            yield _Label(at, before, base + label.end(), int(label["n"]))
        elif label := ALONE.match(line[0]):
            if at + 1 < len(lines) and 0 < indent_of(lines[at + 1]) <= FAR:
                behind = lines[at + 1].start() + indent_of(lines[at + 1])
                yield _Label(at, before, behind, int(label["n"]))
        elif not line[0][:1].isspace():
            for label in RUN_ON.finditer(line[0]):
                start = base + label.start() if label.start() else before
                yield _Label(at, start, base + label.end(), int(label["n"]))


def _labelled(text: str, foot: _Feet, at: int, due: int, since: int, below: int) -> Iterator[Note]:
    """Find the notes whose labels stand in a line, each with the mark before it that calls it.

    Numbers may begin anew behind the notes of the page before (``below``). A label that was run on
    with words before it is no evidence but for a plain mark.
    """
    line = foot.lines[at]
    found: list[tuple[_Label, re.Match[str]]] = []
    for label in foot.of_line(at):
        if not (due <= label.number < due + SKIPPED or label.number == 1):
            continue
        lowest = since if label.number >= due else below
        reach = max(lowest, line.start() - REACH), label.start, label.number
        run_on = label.start > line.start()
        call = _plain_call(text, *reach) if run_on else first_call(text, *reach)
        if call:
            due, since = label.number + 1, call.end()
            found.append((label, call))
    for turn, (label, call) in enumerate(found):
        end = at if turn < len(found) - 1 else _end(foot, label)
        yield Note(label.number, call, label.start, label.behind, at, end)


def _hangs(lines: Sequence[Line], labelled: Sequence[int]) -> bool:
    """Say whether the lines behind labels are indented further."""
    behind = [(lines[at], lines[at + 1]) for at in labelled if at + 1 < len(lines)]
    deeper = sum(indent_of(two) > indent_of(one) for one, two in behind)
    return deeper * SKIPPED > len(labelled)


def _plain_call(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Give the first mark that is none but a mark: a figure between spaces follows a sentence."""
    return next(
        (
            call
            for call in calls(text, start, end, number)
            if not call[0].startswith(" ") or SENTENCES.match(text, call.start() - 1)
        ),
        None,
    )


def _end(foot: _Feet, label: _Label) -> int:
    """Find the first line behind a note: what is indented further is its own, or was run on."""
    lines, at = foot.lines, label.at
    if at + 1 < len(lines) and label.behind > lines[at + 1].start():
        at += 1
    if foot.hanging:
        return _hanging_end(foot, at + 1, indent_of(lines[at]))
    cut = not FINISHED.search(lines[at][0])
    runs_on = [indent_of(line) for line in lines[at + 1 : at + 3]] == [0, 0]
    return at + 1 + (cut and runs_on)


def _hanging_end(foot: _Feet, end: int, indent: int) -> int:
    lines, limit = foot.lines, foot.edges[end - 1]
    while end < limit and 0 < indent_of(lines[end]) <= FAR:
        if indent_of(lines[end]) < indent or ALONE.match(lines[end][0]):
            break
        ended = FINISHED.search(lines[end - 1][0])
        back = indent_of(lines[end]) < indent_of(lines[end - 1])
        if (ended or back) and _opens(lines[end : end + 2]):
            break
        if LABEL.match(lines[end][0]) and indent_of(lines[end]) <= indent:
            break
        end += 1
    return end


def _opens(lines: Sequence[Line]) -> bool:
    """Say whether a line is the first of a paragraph: it is full, and the next is run on."""
    first = lines[0][0]
    full = len(first.strip()) > LONG and not SMALL.match(first.strip())
    return full and len(lines) > 1 and indent_of(lines[1]) == 0


def _first_width(lines: Sequence[Line]) -> float:
    """Give how wide the first lines of most paragraphs are."""
    widths = sorted(
        natural_width(two[0])
        for (one, two), three in zip(pairwise(lines), lines[2:], strict=False)
        if indent_of(two) and not indent_of(one) and not indent_of(three)
    )
    return widths[len(widths) // 2] if widths else 0


def _page_ends(text: str, lines: Sequence[Line]) -> list[int]:
    """Give for each line the first that stands behind its page."""
    ends = [
        at for at, (one, two) in enumerate(pairwise(lines), 1)
        if "\f" in text[one.end() : two.start()]
    ]  # fmt: skip
    edges = [*ends, len(lines)]
    return [edges[bisect_right(ends, at)] for at in range(len(lines))]


def _without_labels(
    foot: _Feet, at: int, marks: Sequence[re.Match[str]], cut: bool, measure: float
) -> Iterator[Note]:
    """Take the indented lines that part a sentence, or are set smaller, as the notes called.

    Their labels stood on lines of their own and went with the numbers of the pages. As many parts
    as marks, and the rest of a note that its page cut.
    """
    lines = foot.lines
    end = _hanging_end(foot, at + 1, 1)
    run = lines[at:end]
    above, below = lines[at - 1][0], lines[end][0] if end < len(lines) else ""
    over = not FINISHED.search(MARK.sub("", above)) and not indent_of(lines[at - 1])
    spans = over and below[:1].strip()
    smaller = len(run) > 1 and any(natural_width(line[0]) > WIDER * measure for line in run)
    goes_on = cut and (SMALL.match(run[0][0].strip()) or foot.of_line(end))
    if not (marks or cut) or not (spans or smaller or goes_on):
        return
    if not marks and _opens(lines[at : at + 2]):
        return
    parts = _parts(run, len(marks) + cut) or _parts(run, len(marks))
    rest = len(parts) > len(marks)
    for turn, (one, two) in enumerate(pairwise([*parts, len(run)])):
        call = marks[turn - rest] if turn >= rest else None
        start = lines[at + one - 1].end()
        behind = run[one].start() + indent_of(run[one])
        yield Note(_number(call) if call else 0, call, start, behind, at + one, at + two, lost=True)


def _number(call: re.Match[str]) -> int:
    found = re.search(r"\d+", call[0])
    return int(found[0]) if found else 0


def _parts(run: Sequence[Line], count: int) -> list[int]:
    """Find where each of so many notes begins in a run of lines; nothing if that is unsure."""
    if count < 1:
        return []
    stops = [
        turn + 1 for turn, (one, two) in enumerate(pairwise(run))
        if FINISHED.search(one[0]) and not SMALL.match(two[0].strip())
    ]  # fmt: skip
    if len(stops) >= count:
        usual = Counter(indent_of(line) for line in run).most_common(1)[0][0]
        stops = [turn for turn in stops if indent_of(run[turn]) != usual]
    return [0, *stops] if len(stops) == count - 1 else []
