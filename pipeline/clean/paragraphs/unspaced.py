"""Texts of one line a paragraph, with no blank line between two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.measure import LINE
from pipeline.clean.facts.seam import FINISHED
from pipeline.letters import LOWER
from pipeline.model import Source

MARKED = re.compile(r"[ \t]*(?:[|>]|[-*+•·][ \t]|#{1,6}[ \t])|[ \t]{2,}")
LONG, SHORT = 200, 60
"""A printed line is shorter than the one; a line of verse, or of a title page, than the other."""
SHARE = 0.6
"""So much of such a text stands in long lines."""
ENDED = 0.9
"""So many of the long lines end a sentence, or what a colon announces."""
BLANK = 0.1
"""Where more of the line ends are blank lines, these part the paragraphs."""
ANNOUNCES = re.compile(r"[:—–][\"”’)]*\s*$")
CALL = re.compile(r"(?:\\?\[\d{1,3}\\?\]|(?<=[.!?\"”’)])\d{1,3}|<sup>[^<>]{1,5}</sup>)$")
OPENS = re.compile(rf"[\[(“‘\"'«„—–*_]*[^\W_{LOWER}]|\.\.\.|…")


def part_lines(source: Source) -> Iterator[Edit]:
    r"""Part paragraphs that stand on one line each, with nothing between them.

    Readers of web pages write such texts. Most of the text is in lines far longer than printed
    ones, and these end sentences; a blank line is rare. A run of short lines stays together.

    >>> from pipeline.clean.edit import fix
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


def _ends(line: str) -> bool:
    bare = CALL.sub("", line.rstrip())
    return bool(FINISHED.search(bare) or ANNOUNCES.search(bare))
