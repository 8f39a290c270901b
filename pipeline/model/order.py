"""The longest row of places that rises: how two series, or two texts, are held to each other."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_row(choices: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Give each item at most one of its places, so that the places rise and most items have one.

    ``choices`` are the places that each item may have, rising; the result pairs an item's index
    with its place. A series with gaps is so held to another with other gaps (Hunt and Szymanski).

    >>> longest_row([[3, 10], [5, 12], [3, 10], [5, 12]])
    [(0, 3), (1, 5), (2, 10), (3, 12)]
    >>> longest_row([[3], [], [1], [5]])
    [(2, 1), (3, 5)]
    """
    ends: list[int] = []
    rows: list[tuple[int, int, int]] = []
    tails: list[int] = []
    for index, places in enumerate(choices):
        for place in reversed(places):
            at = bisect_left(ends, place)
            rows.append((index, place, tails[at - 1] if at else -1))
            ends[at : at + 1] = [place]
            tails[at : at + 1] = [len(rows) - 1]
    row: list[tuple[int, int]] = []
    here = tails[-1] if tails else -1
    while here >= 0:
        index, place, here = rows[here]
        row.append((index, place))
    return row[::-1]
