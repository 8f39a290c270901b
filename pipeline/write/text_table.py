"""A table as aligned columns, or as records where it is too wide for the line."""

from dataclasses import dataclass, replace

from pipeline.letters import width_of
from pipeline.write.grid import squared
from pipeline.write.text_wrap import indent, stack, wrap

GAP = "  "


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell in one line, and the grid it takes."""

    words: str
    across: int = 1
    down: int = 1
    label: bool = False
    column: int = 0
    """The column it begins in."""


def draw(rows: list[list[Cell]], width: int) -> list[str]:
    """Set a table; a heading row is underlined column by column."""
    grid = place(rows)
    widths = measure(grid)
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        return _columns(grid, widths)
    return _records(grid, width)


def place(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Find the column of each cell, and how far it reaches."""
    grid = squared([[(cell.across, cell.down) for cell in row] for row in rows])
    return [
        [
            replace(cell, column=column, across=across)
            for cell, (column, across, _) in zip(row, fitted, strict=True)
        ]
        for row, (fitted, _) in zip(rows, grid, strict=True)
    ]


def measure(grid: list[list[Cell]]) -> list[int]:
    """Find how wide each column must be."""
    count = max((p.column + p.across for row in grid for p in row), default=0)
    widths = [0] * count
    for cell in sorted((p for row in grid for p in row), key=lambda p: p.across):
        last = cell.column + cell.across - 1
        held = sum(widths[cell.column : last + 1]) + len(GAP) * (cell.across - 1)
        widths[last] += max(0, width_of(cell.words) - held)
    return widths


def _columns(grid: list[list[Cell]], widths: list[int]) -> list[str]:
    lines: list[str] = []
    for index, row in enumerate(grid):
        text, rule = "", ""
        for cell in row:
            start = sum(widths[: cell.column]) + len(GAP) * cell.column
            text += " " * (start - width_of(text)) + cell.words
            span = widths[cell.column : cell.column + cell.across]
            rule += " " * (start - len(rule)) + "-" * (sum(span) + len(GAP) * (len(span) - 1))
        lines.append(text.rstrip())
        if _is_heading(row) and index + 1 < len(grid) and not _is_heading(grid[index + 1]):
            lines.append(rule)
    return lines


def _is_heading(row: list[Cell]) -> bool:
    return bool(row) and all(cell.label for cell in row)


def _records(grid: list[list[Cell]], width: int) -> list[str]:
    top = 0
    while top < len(grid) - 1 and _is_heading(grid[top]):
        top += 1
    names = grid[:top]
    records: list[list[str]] = []
    for row in grid[top:]:
        lines: list[str] = []
        for cell in row:
            named = [
                above.words for line in names for above in line
                if above.column <= cell.column < above.column + above.across
            ]  # fmt: skip
            label = " / ".join(word for word in named if word)
            words = f"{label}: {cell.words}" if label else cell.words
            lines += indent(wrap(words, width - 4), "", " " * 4) if cell.words else []
        records.append(lines)
    orphans = [p.words for line in names for p in line if not _reaches(p, grid[top:])]
    return stack([wrap("; ".join(orphans), width) if orphans else [], *records])


def _reaches(heading: Cell, rows: list[list[Cell]]) -> bool:
    over = range(heading.column, heading.column + heading.across)
    return any(p.column in over and p.words for row in rows for p in row)
