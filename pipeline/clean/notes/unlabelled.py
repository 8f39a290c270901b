"""Notes whose labels stood on lines of their own and went with the numbers of the pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.facts.measure import natural_width
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.feet import WIDER, Body, Feet, Line, Note, hanging_end, indent_of, opens

MARK = re.compile(r"\d{1,3}$")
DEEPER = 2
"""Notes stand so much further in than paragraphs, if their labels stood before them."""


def without_labels(
    foot: Feet, at: int, marks: Sequence[re.Match[str]], cut: bool, body: Body
) -> Iterator[Note]:
    """Take the indented lines that part a sentence, are set smaller or further in as the notes.

    Their labels stood on lines of their own and went with the numbers of the pages. As many parts
    as marks, and the rest of a note that its page cut.
    """
    lines = foot.lines
    end = hanging_end(foot, at + 1, 1)
    run = lines[at:end]
    begins = _begins(lines[at - 1], run, body)
    small = begins and SMALL.match(run[0][0].strip())
    cut = cut or bool(small)
    behind_run = lines[end][0][:1].strip() if end < len(lines) else ""
    over = begins and not FINISHED.search(MARK.sub("", lines[at - 1][0]))
    smaller = len(run) > 1 and any(natural_width(line[0]) > WIDER * body.measure for line in run)
    deeper = begins and indent_of(run[0]) >= body.first + DEEPER
    goes_on = cut and (small or foot.of_line(end))
    if not (marks or cut) or not ((over and behind_run) or smaller or deeper or goes_on):
        return
    if not marks and opens(run[:1]) and end == at + 1 and behind_run:
        return
    parts = _parts(run, len(marks) + cut, cut) or _parts(run, len(marks), cut=False)
    rest = len(parts) > len(marks)
    for turn, (one, two) in enumerate(pairwise([*parts, len(run)])):
        call = marks[turn - rest] if turn >= rest else None
        start = lines[at + one - 1].end()
        behind = run[one].start() + indent_of(run[one])
        yield Note(_number(call) if call else 0, call, start, behind, at + one, at + two, lost=True)


def _begins(above: Line, run: Sequence[Line], body: Body) -> bool:
    """Say whether notes may begin in a line: behind the body's, and with no paragraph of it."""
    ended = FINISHED.search(MARK.sub("", above[0]))
    if ended and (body.opens(run[0]) or above[0].rstrip().endswith(":")):
        return False
    return not indent_of(above) or body.opens(above)


def _number(call: re.Match[str]) -> int:
    found = re.search(r"\d+", call[0])
    return int(found[0]) if found else 0


def _parts(run: Sequence[Line], count: int, cut: bool) -> list[int]:
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
