"""Texts whose blank lines do not part paragraphs: they have none, or have them anywhere."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.measure import LINE, USUAL, measure_of, natural_width
from pipeline.clean.facts.seam import FINISHED
from pipeline.letters import LOWER
from pipeline.model import Source
from pipeline.report import Confidence

MARKED = re.compile(r"[ \t]*(?:[|>]|[-*+•·][ \t]|#{1,6}[ \t])|[ \t]{2,}")
LONG, SHORT = 200, 60
"""A printed line is shorter than the one; a line of verse, or of a title page, than the other."""
SHARE = 0.6
"""So much of such a text stands in long lines."""
ENDED = 0.9
"""So many of the long lines end a sentence, or what a colon announces."""
BLANK = 0.1
"""Where more of the line ends are blank lines, these part the paragraphs."""
STRAY = 0.15
"""Where blank lines part so many full lines from the next in mid-sentence, they tell nothing."""
FEWEST = 4
"""So few show nothing."""
FULL, WIDEST = 0.85, 1.3
"""Shares of the measure between which a printed line is full."""
ANNOUNCES = re.compile(r"[:—–][\"”’)]*\s*$")
CALL = re.compile(r"(?:\\?\[\d{1,3}\\?\]|(?<=[.!?\"”’)])\d{1,3}|<sup>[^<>]{1,5}</sup>)$")
OPENS = re.compile(rf"[\[(“‘\"'«„—–*_]*[^\W_{LOWER}]|\.\.\.|…")


def part_lines(source: Source) -> Iterator[Edit]:
    r"""Part paragraphs that stand on one line each, with nothing between them.

    Readers of web pages write such texts. Most of the text is in lines far longer than printed
    ones, and these end sentences; a blank line is rare. A run of short lines stays together.

    >>> line = "It was so in the towns, and so it was in the land. " * 5
    >>> fix(part_lines, f"{line}\nAnd {line}\nSo {line}").count("\n\n")
    2

    Where a long line goes on in the next, lines are no paragraphs:

    >>> text = "\n".join([line + "And all of"] * 9)
    >>> fix(part_lines, text) == text
    True
    """
    text = source.text
    lines = list(LINE.finditer(text))
    long = [line for line in lines if len(line[0]) > LONG]
    if sum(len(line[0]) for line in long) < SHARE * len(text):
        return
    close = [
        (one, two) for one, two in pairwise(lines)
        if (gap := text[one.end() : two.start()]).count("\n") == 1 and "\f" not in gap
    ]  # fmt: skip
    after = [one for one, _ in close if len(one[0]) > LONG]
    if len(after) < 2 or len(lines) - 1 - len(close) > BLANK * len(lines):
        return
    if sum(_ends(one[0]) for one in after) < ENDED * len(after):
        return
    for one, two in close:
        both_short = len(one[0]) < SHORT and len(two[0]) < SHORT
        if both_short or MARKED.match(one[0]) or MARKED.match(two[0]) or one[0].endswith("  "):
            continue
        if OPENS.match(two[0].lstrip()):
            yield Edit(one.end(), two.start(), "\n\n")


def close_up_lines(source: Source) -> Iterator[Edit]:
    r"""Close up the printed lines that blank lines part all over a text, in mid-sentence.

    Where the letters of a face reach far above and below their line (Arabic, Hebrew with its
    points), readers of PDF files see paragraphs everywhere. Short lines stay apart.

    >>> line = "as the men of the towns had done it all of them long before the State"
    >>> fix(close_up_lines, f"{line}\n\n{line}\n{line}\n\n" * 4 + "The End").count("\n\n")
    1

    A text in which a blank line parts sentences is left alone:

    >>> text = f"{line}.\n\n{line}\n{line}.\n\n" * 4
    >>> fix(close_up_lines, text) == text
    True
    """
    text = source.text
    lines = list(LINE.finditer(text))
    measure = measure_of(text)
    full = [FULL * measure <= natural_width(line[0]) <= WIDEST * measure for line in lines]
    parted = [
        (one, two) for at, (one, two) in enumerate(pairwise(lines))
        if full[at] and text[one.end() : two.start()].strip(" \t") == "\n\n"
        and (full[at + 1] or FINISHED.search(two[0]))
    ]  # fmt: skip
    astray = sum(not FINISHED.search(one[0].rstrip()) for one, _ in parted)
    printed = 2 * sum(full) > len(lines) and measure < LONG * USUAL
    if not printed or astray < max(FEWEST, STRAY * sum(full)):
        return
    for one, two in parted:
        yield Edit(one.end(), two.start(), "\n", Confidence.LIKELY, "blank lines part sentences")


def _ends(line: str) -> bool:
    bare = CALL.sub("", line.rstrip())
    return bool(FINISHED.search(bare) or ANNOUNCES.search(bare))
