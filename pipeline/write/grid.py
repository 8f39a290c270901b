"""The grid of a table: how far each cell reaches, and what a short row leaves open."""

from collections.abc import Sequence

from pipeline.xml import Element

Span = tuple[int, int]
"""So many columns, so many rows."""
Fitted = tuple[int, int, int]
"""The column a cell begins in, and its span."""
MOST = 999


def span_of(cell: Element) -> Span:
    """Say over how many columns and rows a cell reaches."""
    columns, rows = (str(cell.get(key) or "") for key in ("cols", "rows"))
    return _count(columns), _count(rows)


def _count(printed: str) -> int:
    number = int(printed) if printed.isascii() and printed.isdigit() else 1
    return number if 0 < number <= MOST else 1


def squared(rows: Sequence[Sequence[Span]]) -> list[tuple[list[Fitted], int]]:
    """Give each row's cells as they fit the grid, and how many cells the row lacks.

    A row that an extractor cut, or a span that reaches over the end of the table, is a fault of
    the witness and stands in the TEI. PDF/UA asks for rows of one width: so a span ends where
    another cell or the table does, and empty cells fill a row up.

    >>> squared([[(1, 1), (1, 1)], [(1, 1)]])
    [([(0, 1, 1), (1, 1, 1)], 0), ([(0, 1, 1)], 1)]
    >>> squared([[(1, 3), (2, 1)], [(3, 1)]])
    [([(0, 1, 2), (1, 2, 1)], 1), ([(1, 3, 1)], 0)]
    """
    taken: set[tuple[int, int]] = set()
    placed: list[list[Fitted]] = []
    for at, row in enumerate(rows):
        column = 0
        fitted: list[Fitted] = []
        for across, down in row:
            while (at, column) in taken:
                column += 1
            free = next((n for n in range(1, across) if (at, column + n) in taken), across)
            held = min(down, len(rows) - at)
            taken |= {(at + y, column + x) for y in range(held) for x in range(free)}
            fitted.append((column, free, held))
            column += free
        placed.append(fitted)
    width = max((x + 1 for _, x in taken), default=0)
    lacks = [width - sum((at, x) in taken for x in range(width)) for at in range(len(rows))]
    return list(zip(placed, lacks, strict=True))
