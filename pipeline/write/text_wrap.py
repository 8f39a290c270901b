"""Lines of text by the columns they take on a terminal: broken, never inside a word; and tables.

A table is set as aligned columns, or as records where it is too wide for the line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.letters import width_of
from pipeline.write.grid import squared

WIDTH = 72
"""Display columns of a line: the right margin that plain-text libraries agree on."""

HELD = "\x07"
"""A space where no line may break. XML forbids the character, so no text can hold it."""

BEFORE_CLOSING = re.compile(r" (?=[—–―:;!?»…)\]%]+(?:[ \n]|$))")
AFTER_OPENING = re.compile(r"(?<=[«(\[]) ")
NO_LINE_START = frozenset(
    "、。，．：；？！）」』】〉》〕’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
NO_LINE_END = frozenset("（「『【〈《〔‘“")


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most this many columns; a newline in it always breaks.

    Lines break at spaces, and between the characters of a script that writes none. A word longer
    than the line (an address) stays whole, and a dash stays with the word before it.

    >>> wrap("He said — and meant it — no.", 9)
    ['He said —', 'and meant', 'it — no.']
    >>> wrap("see http://example.org/a-b", 12)
    ['see', 'http://example.org/a-b']
    """
    held = AFTER_OPENING.sub(HELD, BEFORE_CLOSING.sub(HELD, text))
    lines: list[str] = []
    for part in held.split("\n"):
        lines += _fill(_loose(part, width), width)
    return [line.replace(HELD, " ") for line in lines]


def _loose(part: str, width: int) -> Iterator[str]:
    """Give the words of a part; what is held together but longer than a line breaks at its spaces.

    >>> wrap("— — — — t", 5)
    ['— — —', '— t']
    """
    for word in part.split(" "):
        yield from [word] if width_of(word) <= width else word.split(HELD)


def _fill(words: Iterable[str], width: int) -> Iterator[str]:
    line, length = "", 0
    for word in words:
        space = 1 if line else 0
        for unit in _units(word):
            size = width_of(unit)
            if line and length + space + size > width:
                yield line
                line, length, space = "", 0, 0
            line += " " * space + unit
            length += space + size
            space = 0
    yield line


def _units(word: str) -> Iterator[str]:
    """Give the parts of a word between which a line may break: one, save in CJK."""
    if word.isascii() or not any(width_of(char) == 2 for char in word):
        yield word
        return
    unit = ""
    for char in word:
        breaks = unit and (width_of(char) == 2 or width_of(unit[-1]) == 2)
        if breaks and char not in NO_LINE_START and unit[-1] not in NO_LINE_END and width_of(char):
            yield unit
            unit = ""
        unit += char
    yield unit


def indent(lines: Iterable[str], first: str, rest: str = "") -> list[str]:
    """Put one prefix before the first line and another before the others; blank lines stay so.

    >>> indent(["one", "", "two"], "- ", "  ")
    ['- one', '', '  two']
    """
    return [(rest if index else first) + line if line else "" for index, line in enumerate(lines)]


def stack(blocks: Iterable[list[str]], gap: int = 1) -> list[str]:
    """Put blocks of lines under each other with blank lines between; empty blocks vanish."""
    lines: list[str] = []
    for block in blocks:
        if any(block):
            lines += [""] * gap + block if lines else block
    return lines


def centre(line: str, width: int) -> str:
    """Set a line in the middle."""
    return " " * max((width - width_of(line)) // 2, 0) + line


def push(line: str, width: int) -> str:
    """Set a line against the right margin."""
    return " " * max(width - width_of(line), 0) + line


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
