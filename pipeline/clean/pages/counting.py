"""The numbers of pages that stand alone on their lines, where the extraction has no page breaks."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.measure import LINE
from pipeline.letters import LOWER

DIGITS = re.compile(r"[ \t]*\d{1,4}[ \t]*")
SMALL_BEHIND = re.compile(rf"\s+[{LOWER}]")
SHORTEST = 12
"""No page holds fewer lines."""
SPAN = 0.35, 1.9
"""A page with headings or notes holds so many lines, as a share of most pages'."""
THROUGHOUT = 0.6
FEWEST = 6
"""Fewer numbers prove nothing."""


def numbers_in_lines(text: str) -> list[tuple[int, int]]:
    """Find the numbers that stand alone on printed lines, one for each page of the text.

    They count up, are about as many lines apart as a page holds, and run through the text; a
    note's number or a list's does not.
    """
    if not is_wrapped(text):
        return []
    lines = list(LINE.finditer(text))
    alone = [(at, int(line[0])) for at, line in enumerate(lines) if DIGITS.fullmatch(line[0])]
    height = _page_height(alone)
    if not height:
        return []
    rows = rows_of(alone, lambda gap: SPAN[0] <= gap / height <= SPAN[1])
    row = [at for at, _ in max(rows, key=len)]
    whole = len(row) >= FEWEST and row[-1] - row[0] > THROUGHOUT * len(lines)
    return [lines[at].span() for at in row] if whole else []


def rows_of(
    alone: Sequence[tuple[int, int]], fits: Callable[[float], bool], step: int = 2
) -> Collection[list[tuple[int, int]]]:
    """Give the longest row that counts up to each number; of two the one further on.

    So many pages without a number may stand between two as make a ``step``; ``fits`` judges how
    many lines each page between them has.
    """
    rows: dict[int, list[tuple[int, int]]] = {}
    for at, number in alone:
        before = [
            row for on in range(1, step + 1) if (row := rows.get(number - on))
            and fits((at - row[-1][0]) / on)
        ]  # fmt: skip
        longest = [*max(before, key=len, default=[]), (at, number)]
        rows[number] = max(longest, rows.get(number, []), key=len)
    return rows.values()


def _page_height(alone: Sequence[tuple[int, int]]) -> int:
    """Give the number of lines that most often lie between a number and the next."""
    last: dict[int, int] = {}
    gaps: Counter[int] = Counter()
    for at, number in alone:
        if number - 1 in last:
            gaps[at - last[number - 1]] += 1
        last[number] = at
    likely = {gap: sum(gaps[gap + d] for d in (-2, -1, 0, 1, 2)) for gap in gaps if gap > SHORTEST}
    return max(likely, key=lambda gap: (likely[gap], -gap), default=0)
