"""The printed lines of paragraphs: how wide, how far in, and what shows where a paragraph ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.measure import LINE, commonest, natural_width
from pipeline.clean.seam import CITED, FINISHED

OPENS = re.compile(r"[\[(“‘”’\"'«»„—–*_]*(?:[A-ZÀ-ÞА-ЯΑ-Ω0-9]|\.\.\.|…)")
INDENT = 2
"""Spaces from which a line counts as indented."""
FIRST_LINES = 0.02
"""Where paragraphs are indented, a longer share of the lines is their first."""
FULLEST = 1.07
WHOLE = 0.92, 1.04
"""What two parts of one printed line add up to."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and what tells of its place in the paragraph."""

    start: int
    end: int
    text: str
    indent: int
    share: float
    """Its natural width as a share of the measure, or what is left of it after full lines."""
    several: bool = False
    """Whether it is several printed lines, put together at their hyphens."""
    quoted: bool = False
    """Whether it stands in a block quotation, which has a measure of its own."""
    tail: bool = False
    """Whether the line before is the head of the same printed line, which a raised mark parted."""


def lines_of(text: str) -> list[Line]:
    """List the lines of a text that hold something, with what tells of their place."""
    matches = list(LINE.finditer(text))
    widths = [natural_width(match[0]) for match in matches]
    measure = commonest(w for w, m in zip(widths, matches, strict=True) if len(m[0].strip()) > 25)
    found: list[Line] = []
    quoted = False
    for match, width in zip(matches, widths, strict=True):
        bare = match[0].lstrip()
        indent = len(match[0]) - len(bare)
        printed = width / max(measure, 1)
        share = _last_share(printed)
        goes_on = quoted and text.count("\n", found[-1].end, match.start()) < 2
        quoted = bare.startswith(">") or goes_on
        head = found[-1] if found else None
        tail = bool(head and _parted_by_a_mark(text, head, match.start(), share))
        share += head.share if head and tail else 0
        begin, end = match.start() + indent, match.start() + len(match[0].rstrip())
        found.append(
            Line(begin, end, bare.rstrip(), indent, share, printed > FULLEST, quoted, tail)
        )
    return found


def _parted_by_a_mark(text: str, head: Line, start: int, share: float) -> bool:
    """Say whether two lines are one printed line: some extractors break it behind a raised mark."""
    joined = head.text.endswith("</sup>") and text.count("\n", head.end, start) == 1
    return (
        joined and "\f" not in text[head.end : start] and WHOLE[0] < head.share + share < WHOLE[1]
    )


def _last_share(share: float) -> float:
    """Take full lines that an extractor ran together off a line: 1.4 is one and a last of 0.4."""
    whole = round(share)
    if whole >= 2 and abs(share - whole) <= 0.06 * whole:
        return 1.0
    return share - int(share) if share > FULLEST else share


def _first_lines(lines: Sequence[Line]) -> int:
    """Count the lines that are set in between two that are not, as a quotation's are not."""
    return sum(
        1
        for one, two, three in zip(lines, lines[1:], lines[2:], strict=False)
        if len(two.text) > 30
        and INDENT <= two.indent < 12
        and two.indent - max(one.indent, three.indent) >= INDENT
    )


@lru_cache(maxsize=8)
def mode_of(text: str) -> str:
    """Say what shows where a paragraph ends: ``indent``, ``blank`` or ``width``."""
    lines = lines_of(text)
    full = [line for line in lines if len(line.text) > 30]
    if _first_lines(lines) > FIRST_LINES * len(full):
        return "indent"
    short = sum(
        1 for one, two in itertools.pairwise(lines)
        if one.share < 0.85 and (FINISHED.search(one.text) or CITED.search(one.text))
        and OPENS.match(two.text) and text.count("\n", one.end, two.start) == 1 and not two.tail
    )  # fmt: skip
    return "width" if short > 0.02 * len(lines) else "blank"
