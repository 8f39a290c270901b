"""Paragraphs that a number opens, and that are no list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model import Source
from pipeline.parse.lettered import lettered_lines

OPENING = re.compile(r"^[ \t\f]{0,4}(?P<n>\d{1,3})\.[ \t]+(?=\S)", re.MULTILINE)

BRACKETED = re.compile(
    r"^[ \t]{0,4}(?:\((?P<n>\d{1,3})\)|(?P<half>\d{1,3})\))[ \t]+(?=\S)", re.MULTILINE
)


def parted(chunk: Source) -> Iterator[Source]:
    r"""Cut a chunk before each line that opens with a number in brackets, where these count up.

    So are lines that letters or roman numbers open. A number in brackets is part of the words and
    stays with them: in the library's own sources, it is.

    >>> [part.text for part in parted(Source("these:\n(1) land,\nand\n(2) bread"))]
    ['these:\n', '(1) land,\nand\n', '(2) bread']
    >>> [part.text for part in parted(Source("of\n12) men\nand\n19) more"))]
    ['of\n12) men\nand\n19) more']
    """
    heads = list(BRACKETED.finditer(chunk.text))
    numbers = [int(head["n"] or head["half"]) for head in heads]
    counted = len(heads) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    places = [head.start() for head in heads] if counted else lettered_lines(chunk.text)
    starts = [place for place in places if place]
    for start, end in pairwise([0, *starts, len(chunk.text)]):
        yield chunk.slice(start, end)


def opening_numbers(text: str) -> frozenset[int]:
    """Give the numbers that open lines of a text."""
    return frozenset(int(match["n"]) for match in OPENING.finditer(text))


def is_lone(chunk: str, numbers: frozenset[int]) -> bool:
    """Say whether the number that opens a chunk counts nothing: it has none before or behind it.

    A list begins with one, and counts. A date or a reference that happens to open a paragraph
    does not, and as an item it would lose the way its number is printed.

    >>> is_lone("3. On the third day", frozenset({3})), is_lone("3. Land", frozenset({2, 3}))
    (True, False)
    """
    match = OPENING.match(chunk)
    if not match:
        return False
    number = int(match["n"])
    return number != 1 and not {number - 1, number + 1} & numbers
