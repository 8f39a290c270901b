"""How wide a printed line is: what tells a paragraph's last line from the others."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pipeline.letters import WIDE, columns

LINE = re.compile(r"[^\n\f]*[^\s\f][^\n\f]*")
"""A line that holds something; a page break ends it too."""
WIDTHS = {
    200: " ", 250: "!',.:;ijl|‘’", 300: "()IJ[]`f", 350: "-t{}", 400: '"+rsz“”',
    450: "#$/0123456789<=>?\\ace", 500: "EFLPSZ^bdgkoqvxy~–", 550: "BCRThnpu", 600: "ADGKOQXY",
    650: "&HNUV", 700: "%w", 800: "@Mm", 850: "W", 1000: "—…",
}  # fmt: skip
"""Advance widths of a book face's letters, in thousandths of an em, rounded to 50."""

MARKUP = re.compile(r"<sup>\[?[^<\]]{0,4}\]?</sup>")
"""A raised mark is set small."""
ADVANCE = {ord(letter): width for width, letters in WIDTHS.items() for letter in letters}
ADVANCE |= {ord("*"): 0, ord("_"): 0}
"""Marks of emphasis were never printed."""
USUAL, FULL_WIDTH = 500, 1000


def begin_of(line: re.Match[str]) -> int:
    """Give where the words of a line begin, behind its indent."""
    return line.start() + len(line[0]) - len(line[0].lstrip())


def natural_width(line: str) -> int:
    """Give a line's width in thousandths of an em, as a book face would set it.

    Justified lines differ by a few per cent from it, counted characters by twice that.
    """
    if "<sup>" in line:
        line = MARKUP.sub("", line)
    width = sum(ADVANCE.get(ord(c), USUAL) for c in line.strip())
    if line.isascii():
        return width
    return width + (FULL_WIDTH - USUAL) * len(WIDE.findall(line))


@lru_cache(maxsize=8)
def measure_of(text: str) -> int:
    """Give the measure of the text: the width that most of its lines have."""
    return commonest(natural_width(line) for line in text.split("\n") if columns(line.strip()) > 25)


def commonest(widths: Iterable[int]) -> int:
    """Give the middle of the band, four per cent wide, that holds the most widths."""
    bands = Counter(width // 500 for width in widths)
    if not bands:
        return 0
    best = max(bands, key=lambda b: (bands[b - 1] + bands[b] * 2 + bands[b + 1], b))
    return best * 500 + 250
