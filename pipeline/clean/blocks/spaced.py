"""Tables whose columns only gaps show, one below the other, as extractors keep a page's layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from pipeline.clean.blocks.cells import FILLED, joined

INNER = re.compile(r"\S[ \t]{2,}\S")
WIDE = re.compile(r"\S[ \t]{4,}\S")
"""No cell has such a gap; its justified words may stand a little apart."""
NARROW = re.compile(r"(?<=\S) {2,3}(?=\S)")
COUNTED = re.compile(r"[(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)\]]?$")
LONGEST = 45
"""A cell is shorter, in characters; longer ones are lines of prose in two columns."""
FULL = 0.9
"""A label is full from this share of the widest."""
Row = tuple[str, ...]


def rows_of(texts: Sequence[str]) -> tuple[Row, ...]:
    """Part lines into the rows and cells of a table; nothing if they are none."""
    rows = _without_stretched(_cut(texts))
    if any(len(cell) > LONGEST or WIDE.search(cell) for row in rows for cell in row) or all(
        COUNTED.match(row[0]) for row in rows[1:]
    ):
        return ()
    rows = _whole(rows)
    cells = [cell for row in rows for cell in row]
    filled = sum(1 for cell in cells if cell) >= FILLED * len(cells)
    return tuple(rows) if len(rows[0]) > 1 and filled else ()


def _cut(texts: Sequence[str]) -> list[Row]:
    """Cut lines where all of them have a gap, two spaces wide or more in most of them."""
    width = max(map(len, texts))
    padded = [text.ljust(width) for text in texts]
    empty = [all(text[x] == " " for text in padded) for x in range(width)]
    cuts: list[tuple[int, int]] = []
    for blank, run in groupby(range(width), key=lambda x: empty[x]):
        places = list(run)
        inner = places[0] > 0 and places[-1] < width - 1
        if (
            blank
            and inner
            and (len(places) > 1 or _parts(padded, cuts[-1][1] if cuts else 0, places[0]))
        ):
            cuts.append((places[0], places[-1] + 1))
    if cuts and not any(text[: cuts[0][0]].strip() for text in padded):
        cuts = cuts[1:]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), width]
    return [
        tuple(NARROW.sub(" ", text[one:two].strip()) for one, two in zip(starts, ends, strict=True))
        for text in padded
    ]


def _parts(texts: Sequence[str], start: int, at: int) -> bool:
    """Say whether one blank column parts cells: most have a wider gap, and a cell.

    Where the space stands in a head of two words, no cell stands under the first.
    """
    gaps = sum(1 for text in texts if "  " in text[at - 1 : at + 2])
    cells = sum(1 for text in texts if text[start:at].strip() and text[at:].strip())
    return 2 * min(gaps, cells) > len(texts)


def _without_stretched(rows: list[Row]) -> list[Row]:
    """Put back the words of a head that was stretched over its column: only it has cells there."""
    heads = next((i for i, row in enumerate(rows) if i and row[0]), 1)
    for column in range(len(rows[0]) - 1, 0, -1):
        if not any(row[column] for row in rows[heads:]):
            rows = [
                (*row[: column - 1], joined(row[column - 1], row[column]), *row[column + 1 :])
                for row in rows
            ]
    return rows


def _whole(rows: Sequence[Row]) -> list[Row]:
    """Put the lines of a row together: those under its label have none.

    A label of two lines goes on where nothing else stands, in a small letter, behind a hyphen, or
    where its first line is full.
    """
    whole: list[Row] = []
    widest = max(len(row[0]) for row in rows)
    for row in rows:
        alone = row[0] and not any(row[1:])
        label = whole[-1][0] if whole else ""
        word = row[0].partition(" ")[0]
        full = len(label) > FULL * widest and len(label) + len(word) >= widest
        rest = not row[0] or (alone and (row[0][:1].islower() or label.endswith("-") or full))
        if whole and rest:
            row = tuple(joined(one, two) for one, two in zip(whole.pop(), row, strict=True))
        whole.append(row)
    return whole
