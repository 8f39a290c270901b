"""Pages and columns that stand side by side in the printed lines, one under the other."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

BEGINS = re.compile(r"(?<=[ ][ ])\S")
GUTTER = 2
"""So many blanks at least part two columns."""
MIDDLE = 0.3, 0.7
LONG = 25
"""Fewer characters are the cell of a table."""
FEWEST, SHARE = 6, 0.35
"""So many lines of a page, or such a share, have words on both sides."""
CROSSED = 3
"""So many lines of a page may run over the gutter: a title, a page's number."""
MOST = 0.5
"""So many of the pages that hold something stand so, or none does."""
FULL = 0.66
"""A line that fills so much of its half is no paragraph's last."""
NEAR = 14
"""So far from the gutter a line in smaller type may have its own."""


def unfold(text: str) -> str:
    """Put the right half of each page under the left, as a page of its own.

    A booklet that was printed two pages to a sheet, or a text in two columns, comes out of an
    extractor that keeps the layout with both in one line. The lines of the right half begin in
    one column, with blanks before it, and hardly a line runs over that; both halves are prose.
    """
    pages = text.split("\f")
    lines = [page.split("\n") for page in pages]
    found = [_gutter(page, FEWEST, SHARE) for page in lines]
    told = sum(any(line.strip() for line in page) for page in lines)
    if not any(found) or sum(map(bool, found)) < MOST * told:
        return text
    found = [one or _gutter(page, 1, 0) for one, page in zip(found, lines, strict=True)]
    return "\f".join(
        _unfolded(page, at) if at else "\n".join(page)
        for page, at in zip(lines, found, strict=True)
    )


def _gutter(lines: Sequence[str], fewest: int, share: float) -> int:
    """Give the column in which the right half of a page begins; 0 if it has none."""
    filled = [line for line in lines if line.strip()]
    width = max(map(len, filled), default=0)
    begins = Counter(
        match.start()
        for line in filled
        for match in BEGINS.finditer(line)
        if MIDDLE[0] * width < match.start() < MIDDLE[1] * width
    )
    for at, _ in begins.most_common(2):
        crossed = sum(not _parts(line, at) for line in filled)
        both = sum(
            len(left.strip()) >= LONG and len(right.strip()) >= LONG
            for left, right in filter(None, (_parts(line, at) for line in filled))
        )
        if crossed <= CROSSED and both >= max(fewest, share * len(filled)):
            return at
    return 0


def _parts(line: str, at: int) -> tuple[str, str] | None:
    """Part a line at the gutter, or at the one that it has close by; none if it runs over it."""
    if not line[max(0, at - GUTTER) : at].strip():
        return line[:at].rstrip(), line[at:]
    near = [m.start() for m in BEGINS.finditer(line) if abs(m.start() - at) <= NEAR]
    if near:
        best = min(near, key=lambda start: abs(start - at))
        return line[:best].rstrip(), line[best:]
    return (line, "") if len(line) <= at + NEAR else None


def _unfolded(lines: Sequence[str], at: int) -> str:
    parts = [_parts(line, at) for line in lines]
    first = next(turn for turn, part in enumerate(parts) if part and part[1].strip())
    over = [line for line, part in zip(lines[:first], parts, strict=False) if not part]
    left = _closed([part for part in parts if part])
    under = [part or ("", line) for turn, (line, part) in enumerate(zip(lines, parts, strict=True))
             if part or turn > first]  # fmt: skip
    right = _closed([(two, one) for one, two in under])
    while right and not right[0].strip():
        del right[0]
    indent = min(
        (len(list(takewhile(str.isspace, line))) for line in right if line.strip()), default=0
    )
    above = [*over, *left]
    return "\n".join(above).rstrip() + "\n\f" + "\n".join(line[indent:] for line in right)


def _closed(halves: Sequence[tuple[str, str]]) -> list[str]:
    """Give the lines of one half; the other's, set a little higher or lower, part none of them."""
    width = max((len(one) for one, _ in halves), default=0)
    kept: list[str] = []
    for turn, (one, other) in enumerate(halves):
        full = bool(kept) and len(kept[-1]) > FULL * width
        behind = halves[turn + 1][0] if turn + 1 < len(halves) else ""
        if one.strip() or not (other.strip() and full and behind.strip()):
            kept.append(one)
    return kept
