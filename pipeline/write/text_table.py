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


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and the column it begins in."""

    column: int
    cell: Cell


def draw(rows: list[list[Cell]], width: int) -> list[str]:
    """Set a table; a heading row is underlined column by column."""
    grid = place(rows)
    widths = measure(grid)
    if sum(widths) + len(GAP) * (len(widths) - 1) <= width:
        return _columns(grid, widths)
    return _records(grid, width)


def place(rows: list[list[Cell]]) -> list[list[Placed]]:
    """Find the column of each cell, and how far it reaches."""
    grid = squared([[(cell.across, cell.down) for cell in row] for row in rows])
    return [
        [
            Placed(column, replace(cell, across=across))
            for cell, (column, across, _) in zip(row, fitted, strict=True)
        ]
        for row, (fitted, _) in zip(rows, grid, strict=True)
    ]


def measure(grid: list[list[Placed]]) -> list[int]:
    """Find how wide each column must be."""
    count = max((p.column + p.cell.across for row in grid for p in row), default=0)
    widths = [0] * count
    for placed in sorted((p for row in grid for p in row), key=lambda p: p.cell.across):
        last = placed.column + placed.cell.across - 1
        held = sum(widths[placed.column : last + 1]) + len(GAP) * (placed.cell.across - 1)
        widths[last] += max(0, width_of(placed.cell.words) - held)
    return widths


def _columns(grid: list[list[Placed]], widths: list[int]) -> list[str]:
    lines: list[str] = []
    for index, row in enumerate(grid):
        text, rule = "", ""
        for placed in row:
            start = sum(widths[: placed.column]) + len(GAP) * placed.column
            text += " " * (start - width_of(text)) + placed.cell.words
            span = widths[placed.column : placed.column + placed.cell.across]
            rule += " " * (start - len(rule)) + "-" * (sum(span) + len(GAP) * (len(span) - 1))
        lines.append(text.rstrip())
        if _is_heading(row) and index + 1 < len(grid) and not _is_heading(grid[index + 1]):
            lines.append(rule)
    return lines


def _is_heading(row: list[Placed]) -> bool:
    return bool(row) and all(placed.cell.label for placed in row)


def _records(grid: list[list[Placed]], width: int) -> list[str]:
    top = 0
    while top < len(grid) - 1 and _is_heading(grid[top]):
        top += 1
    names = grid[:top]
    records: list[list[str]] = []
    for row in grid[top:]:
        lines: list[str] = []
        for placed in row:
            named = [
                above.cell.words for line in names for above in line
                if above.column <= placed.column < above.column + above.cell.across
            ]  # fmt: skip
            label = " / ".join(word for word in named if word)
            words = f"{label}: {placed.cell.words}" if label else placed.cell.words
            lines += indent(wrap(words, width - 4), "", " " * 4) if placed.cell.words else []
        records.append(lines)
    orphans = [p.cell.words for line in names for p in line if not _reaches(p, grid[top:])]
    return stack([wrap("; ".join(orphans), width) if orphans else [], *records])


def _reaches(heading: Placed, rows: list[list[Placed]]) -> bool:
    over = range(heading.column, heading.column + heading.cell.across)
    return any(p.column in over and p.cell.words for row in rows for p in row)
