"""The grid of a table: how far each cell reaches, and what a short row leaves open."""

from collections.abc import Sequence

Span = tuple[int, int]
"""So many columns, so many rows."""


def squared(rows: Sequence[Sequence[Span]]) -> list[tuple[list[Span], int]]:
    """Give the spans of each row as they fit the grid, and how many cells the row lacks.

    A row that an extractor cut, or a span that reaches over the end of the table, is a fault of
    the witness and stands in the TEI. PDF/UA asks for rows of one width: so a span ends where
    another cell or the table does, and empty cells fill a row up.

    >>> squared([[(1, 1), (1, 1)], [(1, 1)]])
    [([(1, 1), (1, 1)], 0), ([(1, 1)], 1)]
    >>> squared([[(1, 3), (2, 1)], [(3, 1)]])
    [([(1, 2), (2, 1)], 1), ([(3, 1)], 0)]
    """
    taken: set[tuple[int, int]] = set()
    placed: list[list[Span]] = []
    for at, row in enumerate(rows):
        column = 0
        fitted: list[Span] = []
        for across, down in row:
            while (at, column) in taken:
                column += 1
            free = next((n for n in range(1, across) if (at, column + n) in taken), across)
            held = min(down, len(rows) - at)
            taken |= {(at + y, column + x) for y in range(held) for x in range(free)}
            fitted.append((free, held))
            column += free
        placed.append(fitted)
    width = max((x + 1 for _, x in taken), default=0)
    lacks = [width - sum((at, x) in taken for x in range(width)) for at in range(len(rows))]
    return list(zip(placed, lacks, strict=True))
