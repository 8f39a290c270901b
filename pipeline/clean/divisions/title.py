"""The lines of a title page, by the colophon that repeats them."""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.dress import closed_up
from pipeline.clean.facts.measure import LINE
from pipeline.letters import space_between
from pipeline.model import Source

SPACE = re.compile(r"[ \t]+")
YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:[–-]\d{2,4})?[ \t*]*")
MOST = 8
"""A title page has no more lines than this."""


def part_title_page(source: Source, colophon: str = "") -> Iterator[Edit]:
    r"""Part the lines of the title page as the colophon has them: title, author, date.

    Printed lines of one field are put together, those of two are set apart. Without a colophon to
    repeat them the lines stay as they are. A year behind a field of it is the date.

    >>> from functools import partial
    >>> colophon = "P. K.\nThe Direct Action of the State\n1920"
    >>> page = "The Direct Action\nof the State\nP. K.\n1920\n\n"
    >>> text = page + "as the men of the towns had done it all of them before\n" * 9
    >>> fix(partial(part_title_page, colophon=colophon), text)[:43]
    'The Direct Action of the State\n\nP. K.\n\n1920'
    >>> fix(part_title_page, text) == text
    True
    >>> text = text.replace("P. K.\n1920", "## P. K. 1920")
    >>> fix(partial(part_title_page, colophon=colophon), text)[32:46]
    '## P. K.\n\n1920'
    """
    if not colophon:
        return
    wrapped = is_wrapped(source.text)
    told = _told(colophon)
    lines = list(LINE.finditer(source.text, 0, 2000))[:MOST]
    index = 0
    while index < len(lines):
        count = _field(lines[index:], told) if wrapped else 0
        parts = [] if count else _two_fields(lines[index], told)
        for start, end in parts:
            yield Edit(start, end, "\n\n")
        if not count and not parts and wrapped:
            return
        count = count or 1
        for one, two in zip(
            lines[index : index + count], lines[index + 1 : index + count], strict=False
        ):
            yield Edit(one.end(), two.start(), space_between(source.text, one.end(), two.start()))
        index += count
        if (
            wrapped
            and index < len(lines)
            and source.text.count("\n", lines[index - 1].end(), lines[index].start()) == 1
        ):
            yield Edit(lines[index - 1].end(), lines[index].start(), "\n\n")


def _told(colophon: str) -> set[str]:
    lines = [closed_up(line) for line in colophon.split("\n") if closed_up(line)]
    pairs = [one + two for one, two in itertools.pairwise(lines)]
    return {*lines, *pairs}


def _two_fields(line: re.Match[str], told: set[str]) -> list[tuple[int, int]]:
    """Give the space between two fields that stand in one line: ``Peter Kropotkin 1902``."""
    for space in SPACE.finditer(line[0]):
        before, behind = line[0][: space.start()], line[0][space.end() :]
        dated = closed_up(behind) in told or YEARS.fullmatch(behind)
        if closed_up(before) in told and dated and behind[:1].isalnum():
            return [(line.start() + space.start(), line.start() + space.end())]
    return []


def _field(lines: Sequence[re.Match[str]], told: set[str]) -> int:
    """Give the number of lines that together are one line of the colophon."""
    joined = ""
    for count, line in enumerate(lines[:4], 1):
        joined += closed_up(line[0])
        if joined in told:
            return count
    return 0
