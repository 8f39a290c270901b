"""The labels of items, over a gap: whether one block is the item before another."""

import re

from pipeline.model import counts_up

LABEL = re.compile(
    r"(?P<label>\((?:[a-z]|[ivx]{2,5})\)|(?:[a-z]|[ivx]{2,5}|[1-9]\d?)[.)])\s+(?=[^\W\d])"
)


def is_next(one: str, two: str) -> bool:
    """Say whether a label that opens a block counts on from the one that opens the block before.

    The first of them is told by a colon before it. In mid-sentence a label has neither.

    >>> is_next("a. the land;", "b. the bread"), is_next("namely:", "(a) land")
    (True, True)
    >>> is_next("either (a) the land, or", "(b) the bread"), is_next("1. one", "3. three")
    (False, False)
    """
    second = LABEL.match(two)
    if not second:
        return False
    first = LABEL.match(one)
    if first and counts_up([first["label"], second["label"]]):
        return True
    read = counts_up([second["label"]])
    return one.rstrip().endswith(":") and read is not None and read[1] == 1
