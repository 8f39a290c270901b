"""Notes whose labels stood on lines of their own and went with the numbers of the pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.facts.measure import natural_width
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.feet import WIDER, Body, Feet, Line, Note, hanging_end, indent_of, opens

MARK = re.compile(r"\d{1,3}$")
CITED = re.compile(r"\d[.)\]]*[ \t]*$")
DEEPER = 2
"""Notes stand so much further in than paragraphs, if their labels stood before them."""


def without_labels(
    foot: Feet, at: int, marks: Sequence[re.Match[str]], cut: bool, body: Body
) -> Iterator[Note]:
    """Take the indented lines that part a sentence, are set smaller or further in as the notes.

    Their labels stood on lines of their own and went with the numbers of the pages. As many parts
    as marks, and the rest of a note that its page cut.
    """
    near = [mark for mark in marks if mark.start() > body.foot]
    found = list(_notes(foot, at, marks, cut, body))
    yield from found or _notes(foot, at, near, False, body)


def _notes(
    foot: Feet, at: int, marks: Sequence[re.Match[str]], cut: bool, body: Body
) -> Iterator[Note]:
    lines = foot.lines
    small = _begins(lines[at - 1], lines[at], body) and SMALL.match(lines[at][0].strip())
    cut = cut or bool(small)
    end = hanging_end(foot, at + 1, 1)
    parts = _parts(lines[at:end], len(marks), cut)
    least = min(map(indent_of, lines[at : end + 1]))
    if not parts and end < foot.edges[at] and 0 < indent_of(lines[end]) == least != body.first:
        end += 1  # the last note has one line, over which the body goes on as a paragraph would
        parts = _parts(lines[at:end], len(marks), cut)
    goes_on = cut and bool(small or foot.of_line(end))
    if not (goes_on or _shown(lines, at, end, end - at == len(parts) == len(marks), body)):
        return
    run = lines[at:end]
    whole = marks and FINISHED.search(run[0][0])
    if not whole and opens(run[:1]) and len(run) == 1 and _goes_on(lines, end):
        return  # a paragraph's first line, or the rest of a sentence
    rest = len(parts) > len(marks)
    for turn, (one, two) in enumerate(pairwise([*parts, len(run)])):
        call = marks[turn - rest] if turn >= rest else None
        start = lines[at + one - 1].end()
        behind = run[one].start() + indent_of(run[one])
        yield Note(_number(call) if call else 0, call, start, behind, at + one, at + two, lost=True)


def _shown(lines: Sequence[Line], at: int, end: int, counted: bool, body: Body) -> bool:
    """Say whether lines show themselves as notes: where they part the body, or by their dress."""
    run, begins = lines[at:end], _begins(lines[at - 1], lines[at], body)
    wide = [natural_width(line[0]) > WIDER * body.measure for line in run]
    if begins:
        over = not FINISHED.search(MARK.sub("", lines[at - 1][0])) and _goes_on(lines, end)
        if over or indent_of(run[0]) >= body.first + DEEPER:
            return True
    elif indent_of(run[0]) > min(map(indent_of, run)):
        return False  # a paragraph opens, and its page ends
    if len(run) > 1 and any(wide) and (begins or wide[0] or FINISHED.search(run[0][0])):
        return True
    return (begins or len(run) > 1) and counted and _are_notes(run, body)


def _goes_on(lines: Sequence[Line], end: int) -> bool:
    return end < len(lines) and not indent_of(lines[end])


def _are_notes(run: Sequence[Line], body: Body) -> bool:
    """Say whether lines, as many as marks, may each be a note: whole, and no paragraph's first.

    A lone one cites a page or a year.
    """
    ended = all(FINISHED.search(line[0]) and indent_of(line) != body.first for line in run)
    return ended and (len(run) > 1 or bool(CITED.search(run[0][0])))


def _begins(above: Line, line: Line, body: Body) -> bool:
    """Say whether notes may begin in a line: behind the body's, and with no paragraph of it."""
    ended = FINISHED.search(MARK.sub("", above[0]))
    if ended and (body.opens(line) or above[0].rstrip().endswith(":")):
        return False
    return not indent_of(above) or body.opens(above)


def _number(call: re.Match[str]) -> int:
    found = re.search(r"\d+", call[0])
    return int(found[0]) if found else 0


def _parts(run: Sequence[Line], marks: int, cut: bool) -> list[int]:
    """Find where the rest of a note that its page cut, and each of so many notes, begin."""
    return _begin(run, marks + cut, cut) or _begin(run, marks, cut=False)


def _begin(run: Sequence[Line], count: int, cut: bool) -> list[int]:
    """Find where each of so many notes begins in a run of lines; nothing if that is unsure.

    A first line stands least far in, or as far in as none behind it; the line before it ends.
    """
    if count < 1:
        return []
    least = min(map(indent_of, run))
    hung = [turn for turn, line in enumerate(run) if indent_of(line) == least]
    hung = [0, *hung] if cut and hung[0] else hung
    if len(hung) == count and not hung[0]:
        return hung
    stops = [
        turn + 1 for turn, (one, two) in enumerate(pairwise(run))
        if FINISHED.search(one[0]) and not SMALL.match(two[0].strip())
    ]  # fmt: skip
    if len(stops) >= count:
        usual = Counter(indent_of(line) for line in run).most_common(1)[0][0]
        stops = [turn for turn in stops if indent_of(run[turn]) != usual]
    return [0, *stops] if len(stops) == count - 1 else []
