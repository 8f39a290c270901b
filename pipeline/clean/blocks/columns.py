"""Tables whose columns stand one behind the other, a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.blocks.cells import FEWEST, Found, is_figure, is_label, rises
from pipeline.clean.facts.printed import Line

SENTENCE = re.compile(r"[.:;!?…][”’\"')]?(?:<sup>[^<]{1,4}</sup>)?$")
CELL_SHARE = 0.5
"""A cell takes up a smaller share of the measure."""


def columns_of(lines: Sequence[Line], at: int) -> Found | None:
    """Find columns that stand one behind the other, a cell a line: labels, then figures."""
    columns: list[tuple[str, ...]] = []
    behind = at + 1
    for column, end in _blocks(lines, at + 1):
        if not _of_figures(column) or len(column) != len(columns[0] if columns else column):
            break
        columns.append(column)
        behind = end
    labelled = _labelled(lines, at + 1, columns[0]) if columns else None
    if not labelled or (len(columns) == 1 and rises(columns[0])):
        return None
    first, labels = labelled
    rows = tuple(zip(labels, *columns, strict=True))
    return Found(first, behind, rows, "columns of as many lines, one behind the other")


def _labelled(
    lines: Sequence[Line], end: int, column: Sequence[str]
) -> tuple[int, list[str]] | None:
    """Find the labels before a column: as many as its cells, or one less, without a head."""
    for count in (len(column), len(column) - (not is_figure(column[0]))):
        first = end - count
        if first >= 0 and count > FEWEST and _labels(lines, first, end):
            labels = [line.text.strip() for line in lines[first:end]]
            return first, [""] * (len(column) - count) + labels
    return None


def _blocks(lines: Sequence[Line], at: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Run through the blocks from a line on, each with where it ends, as long as they are near."""
    while at < len(lines) and opens_block(lines, at):
        end = at + 1
        while end < len(lines) and lines[end].joined:
            end += 1
        yield tuple(line.text.strip() for line in lines[at:end]), end
        at = end


def opens_block(lines: Sequence[Line], at: int) -> bool:
    """Say whether one blank line parts a line from the one before."""
    return lines[at].gap.count("\n") == 2 and "\f" not in lines[at].gap


def _of_figures(column: Sequence[str]) -> bool:
    """Say whether all lines of a column are figures, save its head."""
    return len(column) > FEWEST and all(is_figure(cell) for cell in column[1:])


def _labels(lines: Sequence[Line], first: int, end: int) -> bool:
    """Say whether as many short lines stand here, and what is before them is no label."""
    labels = lines[first:end]
    if any(line.share > CELL_SHARE or SENTENCE.search(line.text) for line in labels):
        return False
    if any(line.gap.count("\n") != 1 or "\f" in line.gap for line in labels[1:]):
        return False
    if not all(is_label(line.text.strip()) for line in labels):
        return False
    before = lines[first - 1] if first else None
    apart = labels[0].gap.count("\n") > 1 or "\f" in labels[0].gap
    return (
        before is None or apart or before.share > CELL_SHARE or bool(SENTENCE.search(before.text))
    )
