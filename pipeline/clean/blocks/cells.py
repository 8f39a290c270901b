"""The cells of a table that no bar parts: figures with their units, labels, heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.letters import UPPER
from pipeline.report import Confidence

FRACTION = "½⅓⅔¼¾⅕⅛⅜⅝⅞"
MARK = r"(?:[ ]?<sup>[^<]{1,4}</sup>)?"
"""A note's mark may stand at any cell."""
PENCE = rf"(?<=s\.)[ ]\d{{1,2}}[{FRACTION}]?d\."
"""Behind shillings they are one sum: ``3s. 6d.``"""
FIGURE = re.compile(
    rf"[(\[]?[-−–+±]?[£$€¥]?[ ]?"
    rf"(?:\d[\d.,’' ]*[{FRACTION}]?[a-z]?\.?(?:{PENCE})?[ ]?[%‰°]?|\d+/\d+|[{FRACTION}]"
    rf"|[—–-]{{1,2}}|\.{{2,3}}|”|\")[)\]]?{MARK}$"
)
MEASURED = re.compile(rf"[£$€]?\d[\d.,]*[{FRACTION}]?[ ](?P<unit>[a-z]{{2,12}})\.?{MARK}$")
"""A figure and what it counts: ``5 years``."""
AMOUNT = rf"(?:[£$€]?\d[\d.,]*[{FRACTION}]?(?:%|[a-z]\.(?:{PENCE})?)?|[{FRACTION}]|—)"
VALUE = rf"{AMOUNT}(?:[ ][a-z]{{2,12}}\.?(?=[ ]\W?\d|$))?{MARK}"
YEAR = r"(?:1[4-9]|20)\d\d(?:[–-]\d{2,4})?"
LABEL = rf"(?:[^\W\d_][^\n\d|<]{{0,40}}?|{YEAR}){MARK}"
ROW = re.compile(rf"(?P<label>{LABEL})(?P<cells>(?:[ ]{VALUE}){{1,8}})$")
CELL = re.compile(rf"[ ](?P<cell>{VALUE})")
PLAIN = re.compile(rf"\d{{1,4}}{MARK}$")
"""A figure as a page has it: what stands alone behind a label may be a contents page's."""
CAPITAL = re.compile(rf"[{UPPER}]")
FEWEST = 3
NUMERIC = 0.7
"""A column is one of figures when so many of its cells are, its head left out."""
FILLED = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A table: the lines it takes up, its rows, and what shows it."""

    first: int
    behind: int
    rows: tuple[tuple[str, ...], ...]
    why: str
    sure: Confidence = Confidence.LIKELY


def is_figure(cell: str) -> bool:
    """Say whether a cell holds a figure, a dash, or a mark of repetition."""
    return bool(FIGURE.match(cell) or MEASURED.match(cell))


def is_label(cell: str) -> bool:
    """Say whether a cell may open a row."""
    return cell[:1].isalpha() or bool(re.fullmatch(YEAR + MARK, cell))


def numeric(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a column behind the first holds figures, or the first of several does."""
    body = rows[1:]
    for column in range(len(rows[0]) < FEWEST, len(rows[0])):
        cells = [row[column] for row in body if row[column]]
        digits = [cell for cell in cells if is_figure(cell) and any(map(str.isdigit, cell))]
        if len(cells) >= FILLED * len(body) and len(digits) >= NUMERIC * len(cells):
            return True
    return False


def rises(cells: Sequence[str]) -> bool:
    """Say whether figures never fall, as the pages of a contents page or an index."""
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return len(numbers) > len(cells) // 2 and numbers == sorted(numbers)


def row_of(text: str) -> tuple[str, ...] | None:
    """Part a line into its label and its figures, where it is nothing else.

    >>> row_of("Schools £1,204 3s. 6d."), row_of("Tomsk 7,015 6 years 208")
    (('Schools', '£1,204', '3s. 6d.'), ('Tomsk', '7,015', '6 years', '208'))
    >>> row_of("1871 4,560,000 2,431,000"), row_of("in the year 1871 there were")
    (('1871', '4,560,000', '2,431,000'), None)
    """
    match = ROW.match(text)
    if not match:
        return None
    return (match["label"].strip(), *(cell["cell"] for cell in CELL.finditer(match["cells"])))


def heads_of(words: Sequence[str], count: int) -> tuple[str, ...] | None:
    """Part the heads of columns: a word each, each from a capital on, or all with one last word.

    >>> heads_of("Country Acres Bushels per acre".split(), 2)
    ('Country', 'Acres', 'Bushels per acre')

    The labels may have no head:

    >>> heads_of("Under 100 men Over 100 men All".split(), 3)
    ('', 'Under 100 men', 'Over 100 men', 'All')
    """
    opens = [i for i, word in enumerate(words) if CAPITAL.match(word)]
    if len(words) == count + 1 and len(opens) in (0, 1, len(words)):
        return tuple(words)
    if opens[:1] == [0] and len(opens) in (count, count + 1):
        ends = [*opens[1:], len(words)]
        heads = [" ".join(words[one:two]) for one, two in zip(opens, ends, strict=True)]
        return ("",) * (count + 1 - len(heads)) + tuple(heads)
    again = [i for i, word in enumerate(words) if word == words[-1]]
    size = again[-1] - again[-2] if len(again) == count > 1 else 0
    own = len(words) - size * count
    if not size or own < 1 or again != list(range(own + size - 1, len(words), size)):
        return None
    found = (" ".join(words[i : i + size]) for i in range(own, len(words), size))
    return (" ".join(words[:own]), *found)


def joined(label: str, rest: str) -> str:
    """Put a label together that was too long for its column."""
    if not label.endswith("-"):
        return f"{label} {rest}".strip()
    return (label.removesuffix("-") if rest[:1].islower() else label) + rest
