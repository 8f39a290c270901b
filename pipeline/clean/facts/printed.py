"""The printed lines of a text, where an extractor kept them: how wide, how far in, what before."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.facts.measure import LINE, measure_of, natural_width
from pipeline.clean.facts.seam import CITED, FINISHED
from pipeline.letters import UPPER, WITHOUT_CASE, columns

OPENS = re.compile(
    rf"[\[(“‘”’\"'«»„‚‹›¿¡「『《（—–*_\u00a0]*[ ]?(?:[{UPPER}0-9{WITHOUT_CASE}]|\.\.\.|…)"
)
BULLET = re.compile(r"[-*+•·▪◦‣][ \t]")
INDENT = 2
"""Spaces from which a line counts as indented."""
FIRST_LINES = 0.02
"""Where paragraphs are indented, a longer share of the lines is their first."""
FULLEST = 1.07
"""No printed line is wider, as a share of the measure."""
WHOLE = 0.92, 1.04
"""What two parts of one printed line add up to."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without the spaces around it, and what tells of its place."""

    start: int
    end: int
    text: str
    indent: int
    """The spaces before it on its line."""
    share: float
    """Its natural width, as a share of the measure."""
    gap: str
    """What stands between it and the line before."""
    quoted: bool = False
    """Whether it stands in a block that is marked as a quotation."""
    tail: bool = False
    """Whether the line before is the head of the same printed line, which a raised mark parted."""

    @property
    def several(self) -> bool:
        """Whether it is several printed lines, put together at their hyphens."""
        return self.share > FULLEST

    @property
    def last(self) -> float:
        """The share of the measure that the last of its printed lines takes."""
        whole = round(self.share)
        if whole >= 2 and abs(self.share - whole) <= 0.06 * whole:
            return 1.0
        return self.share - int(self.share) if self.several else self.share

    @property
    def joined(self) -> bool:
        """Whether it stands right under the line before, on the same page."""
        return self.gap.count("\n") == 1 and "\f" not in self.gap


def printed_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """List the lines of a text that hold something, from one offset to another."""
    measure = max(measure_of(text), 1)
    found: list[Line] = []
    position = start
    for match in LINE.finditer(text, start, len(text) if end is None else end):
        bare = match[0].strip()
        begin = match.start() + match[0].index(bare)
        gap = text[position:begin]
        position = begin + len(bare)
        head = found[-1] if found else None
        quoted = bare.startswith(">") or bool(head and head.quoted and gap.count("\n") < 2)
        line = Line(
            begin, position, bare, begin - match.start(), natural_width(bare) / measure, gap, quoted
        )
        found.append(_whole(head, line) if head and head.text.endswith("</sup>") else line)
    return found


def _whole(head: Line, line: Line) -> Line:
    """Give a line the width of both, where some extractors break it behind a raised mark."""
    share = head.last + line.last
    if not line.joined or not WHOLE[0] < share < WHOLE[1]:
        return line
    return Line(
        line.start, line.end, line.text, line.indent, share, line.gap, line.quoted, tail=True
    )


@lru_cache(maxsize=8)
def mode_of(text: str) -> str:
    """Say what shows where a paragraph ends: ``indent``, ``blank`` or ``width``."""
    lines = printed_lines(text)
    full = [line for line in lines if columns(line.text) > 30]
    if len(_first_lines(lines)) > FIRST_LINES * len(full):
        return "indent"
    short = sum(
        1 for one, two in itertools.pairwise(lines)
        if one.last < 0.85 and (FINISHED.search(one.text) or CITED.search(one.text))
        and OPENS.match(two.text) and two.gap.count("\n") == 1 and not two.tail
    )  # fmt: skip
    return "width" if short > 0.02 * len(lines) else "blank"


@lru_cache(maxsize=8)
def first_indent(text: str) -> int:
    """Give the indent that most first lines of paragraphs have; 0 where there are none."""
    indents = Counter(line.indent for line in _first_lines(printed_lines(text)))
    return indents.most_common(1)[0][0] if indents else 0


def _first_lines(lines: Sequence[Line]) -> list[Line]:
    """Give the lines that are set in between two that are not, as a quotation's are not.

    A list's item is none.
    """
    return [
        two
        for one, two, three in zip(lines, lines[1:], lines[2:], strict=False)
        if columns(two.text) > 30
        and INDENT <= two.indent < 12
        and not BULLET.match(two.text)
        and two.indent - max(one.indent, three.indent) >= INDENT
    ]
