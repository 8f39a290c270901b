"""Paragraphs that a number opens, and that are no list."""

from __future__ import annotations

import re

OPENING = re.compile(r"^[ \t\f]{0,4}\(?(?P<n>\d{1,3})[.)][ \t]+(?=\S)", re.MULTILINE)


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
