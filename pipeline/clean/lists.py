"""Lists whose items stand in printed lines: numbered, lettered, or with a sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.dialect import is_wrapped
from pipeline.clean.edit import Edit
from pipeline.clean.layout import LEADER, contents
from pipeline.clean.printed import Line, printed_lines
from pipeline.clean.seam import FINISHED
from pipeline.letters import space_between
from pipeline.model import Source
from pipeline.report import Confidence

ITEM = re.compile(
    r"(?:(?P<number>\d{1,2})(?P<stop>[.)])|\((?P<inside>\d{1,2})\)|"
    r"\((?P<letter>[a-z])\)|(?P<sign>[•▪◦‣]))[ \t]+(?=[^\W_]|[“‘\"'«„(*_\[])"
)
STRUCTURE = re.compile(r"#{1,6}[ \t]|\||```|<sup>|>|!\[")
COMMA = re.compile(r"[,;]$|[;,][ ](?:and|or|und|oder|et|ou|y|o|e)$")
FEWEST = 3
"""Fewer items are a list only behind a colon."""
MOST_LINES = 14
"""An item has no more printed lines than this: longer ones are numbered paragraphs."""
FULL = 0.93
"""A line below this share of the measure had room for another word."""


def mark_lists(source: Source) -> Iterator[Edit]:
    r"""Set off a list in printed lines from the text, and its items from each other.

    Lines that open with labels which count up by one, each behind a line that ended, are items;
    the lines under each go on with it, up to one that had room for more. Two items are enough
    where the line before them ends in a colon.

    >>> from pipeline.clean.edit import fix
    >>> prose = "whilst speaking of the abolition of the rule of capital they wish to\n" * 9
    >>> items = "these:\n1. The abolition of the wage system, which is nothing but a form of\n"
    >>> items += "the old slavery.\n2. The abolition of property.\n3. The Commune.\n"
    >>> print(fix(mark_lists, prose + items + prose)[len(prose):-len(prose) - 2])
    these:
    <BLANKLINE>
    1. The abolition of the wage system, which is nothing but a form of the old slavery.
    <BLANKLINE>
    2. The abolition of property.
    <BLANKLINE>
    3. The Commune.

    A line that a date or a sum happens to open is none, nor are numbers that do not count:

    >>> lines = "it was in the month of May, on the day that they all remember, the\n"
    >>> lines += "1. of the month.\n" + lines.replace("they", "we") + "7. of the month.\n"
    >>> fix(mark_lists, prose + lines + prose) == prose + lines + prose
    True
    """
    text = source.text
    if not is_wrapped(text):
        return
    span = contents(text)
    lines = printed_lines(text, span[1] if span else 0)
    at = 0
    while at < len(lines):
        starts = _items(lines, at)
        if starts:
            end = _end(lines, starts)
            yield from _mark(lines, starts, end)
            at = end
        at += 1 if not starts else 0


def _may_end(line: Line) -> bool:
    """Say whether an item may end with a line: its sentence did, or there was room for more."""
    return bool(FINISHED.search(line.text) or COMMA.search(line.text)) or line.share < FULL


def _label(line: Line) -> tuple[str, int] | None:
    """Give the form of a line's label and its place in the order; a sign's place is nought."""
    match = ITEM.match(line.text)
    if not match or LEADER.match(line.text):
        return None
    if match["sign"]:
        return match["sign"], 0
    if match["letter"]:
        return "a", ord(match["letter"]) - ord("a") + 1
    return match["stop"] or "()", int(match["number"] or match["inside"])


def _items(lines: Sequence[Line], at: int) -> list[int]:
    """Give the lines that open the items of a list that begins here; none if there is none."""
    first = _label(lines[at])
    before = lines[at - 1] if at else None
    if first is None or first[1] > 1 or (before and not _may_end(before)):
        return []
    starts = [at]
    for here in range(at + 1, len(lines)):
        line = lines[here]
        if here - starts[-1] > MOST_LINES or STRUCTURE.match(line.text):
            break
        due = first[1] + len(starts) if first[1] else 0
        if _label(line) == (first[0], due):
            if not _may_end(lines[here - 1]):
                return []
            starts.append(here)
        elif line.gap.count("\n") > 1 and "\f" not in line.gap and _may_end(lines[here - 1]):
            break
    announced = before is not None and before.text.endswith(":")
    return starts if len(starts) >= (FEWEST - 1 if announced else FEWEST) else []


def _end(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """Give the line behind the last item: it ends where a line had room for more."""
    here = starts[-1]
    while here + 1 < len(lines) and here - starts[-1] < MOST_LINES:
        line, behind = lines[here], lines[here + 1]
        blank = behind.gap.count("\n") > 1 and "\f" not in behind.gap
        if (line.share < FULL and _may_end(line)) or blank or STRUCTURE.match(behind.text):
            break
        here += 1
    return here + 1


def _mark(lines: Sequence[Line], starts: Sequence[int], end: int) -> Iterator[Edit]:
    why = "labels that count up, each behind a line that ended"
    if _label(lines[starts[0]]) == (lines[starts[0]].text[0], 0):
        why = "signs of a list, each behind a line that ended"
    begins = set(starts)
    for here in range(starts[0], end):
        line = lines[here]
        before = lines[here - 1] if here else None
        if before is None or "\f" in line.gap:
            yield Edit(line.start - line.indent, line.start, "", Confidence.LIKELY, why)
        elif here in begins:
            yield Edit(before.end, line.start, "\n\n", Confidence.LIKELY, why)
        elif before.text.endswith("-"):
            yield Edit(before.end, line.start, "\n", Confidence.SURE, "an item goes on")
        else:
            space = space_between(
                f"{before.text}\n{line.text}", len(before.text), len(before.text) + 1
            )
            yield Edit(before.end, line.start, space, Confidence.SURE, "an item goes on")
    if end < len(lines) and lines[end].gap.count("\n") == 1 and "\f" not in lines[end].gap:
        yield Edit(lines[end - 1].end, lines[end - 1].end, "\n", Confidence.LIKELY, why)
