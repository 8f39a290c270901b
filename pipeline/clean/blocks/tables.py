"""Tables without bars: rows of figures, and columns that only spaces part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import contents
from pipeline.clean.facts.printed import Line, printed_lines
from pipeline.model import Source
from pipeline.report import Confidence

INNER = re.compile(r"\S[ \t]{2,}\S")
FIGURE = re.compile(
    r"[(\[]?[-−–+±]?[£$€¥]?[ ]?"
    r"(?:\d[\d.,’' ]*[a-z]?\.?[ ]?[%‰°]?|\d+/\d+|[—–-]{1,2}|\.{2,3}|”|\")[)\]]?$"
)
NUMBER = r"[£$€]?\d[\d.,]*%?"
ROW = re.compile(rf"(?P<label>[^\W\d_][^\n\d|]{{0,40}}?)(?P<cells>(?:[ ]{NUMBER}){{2,8}})$")
FLOWING = re.compile(rf"[ ](?P<label>[^\W\d_][^\n\d|]{{0,40}}?)(?P<cells>(?:[ ]{NUMBER}(?![^ ]))+)")
COUNTED = re.compile(r"[(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)\]]?$")
SENTENCE = re.compile(r"[.:;!?…][”’\"')]?(?:<sup>[^<]{1,4}</sup>)?$")
FEWEST = 3
LONGEST = 45
"""A cell is shorter, in characters; longer ones are lines of prose in two columns."""
FILLED = 0.7
NUMERIC = 0.7
"""A column is one of figures when so many of its cells are, its head left out."""
NARROW = 0.85
"""A row that was not parted into columns stays below this share of the measure."""
CELL_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A table: the lines it takes up, its rows, and what shows it."""

    first: int
    behind: int
    rows: tuple[tuple[str, ...], ...]
    why: str
    sure: Confidence = Confidence.LIKELY


def mark_tables(source: Source) -> Iterator[Edit]:
    r"""Mark as a table rows of figures, or columns that only their spaces or their order show.

    Extractors that keep the page's layout leave gaps, one below the other; those that do not
    leave a label and its figures in each line, as many in each, or one column behind the other,
    with as many lines each. Figures are wanted in all cases: words in columns may be an address
    list, or two columns of prose, and are only proposed.

    >>> prose = "whilst speaking of the abolition of the rule of capital they wish to\n" * 9
    >>> rows = "Teachers       1898      1899\nPriests         561       642\n"
    >>> rows += "Deacons       2,145     1,245\nCantors       1,903     2,329\n"
    >>> print(fix(mark_tables, prose + rows + prose)[len(prose) + 1:-len(prose) - 2])
    | Teachers | 1898 | 1899 |
    | Priests | 561 | 642 |
    | Deacons | 2,145 | 1,245 |
    | Cantors | 1,903 | 2,329 |

    The lines of a contents page end in figures too, but in one only, that never falls:

    >>> fix(mark_tables, prose + "Bread     3\nLand      9\nWork     27\n" + prose).count("|")
    0
    """
    text = source.text
    if not is_wrapped(text):
        return
    span = contents(text)
    lines = [_set_out(text, line) for line in printed_lines(text, span[1] if span else 0)]
    at = 0
    while at < len(lines):
        found = _rows(lines, at) or _spaced(lines, at) or _flowing(lines, at) or _columns(lines, at)
        if found:
            yield _edit(lines, found)
        at = found.behind if found else at + 1


def _set_out(text: str, line: Line) -> Line:
    """Give a line the spaces before it, which show its columns."""
    start = line.start - line.indent
    return replace(line, start=start, text=text[start : line.end].expandtabs(8))


def _edit(lines: Sequence[Line], found: Found) -> Edit:
    first, last = lines[found.first], lines[found.behind - 1]
    written = ["| " + " | ".join(row) + " |" for row in found.rows]
    if not any(map(_is_figure, found.rows[0])) and len(found.rows) > 1:
        written.insert(1, "|" + "---|" * len(found.rows[0]))
    above = "\n" if first.gap.count("\n") == 1 and "\f" not in first.gap else ""
    behind = lines[found.behind] if found.behind < len(lines) else None
    below = "\n" if behind and behind.gap.count("\n") == 1 and "\f" not in behind.gap else ""
    table = above + "\n".join(written) + below
    return Edit(first.start, last.end, table, found.sure, found.why)


def _is_figure(cell: str) -> bool:
    return bool(FIGURE.match(cell))


def _near(line: Line) -> bool:
    """Say whether a line stands close behind the one before it."""
    return "\f" not in line.gap and line.gap.count("\n") <= 2


def _spaced(lines: Sequence[Line], at: int) -> Found | None:
    """Find rows whose gaps stand one below the other: all of a run of such lines, or none."""
    if at and _may_be_spaced(lines[at - 1]) and _near(lines[at]):
        return None
    end = at
    while end < len(lines) and _may_be_spaced(lines[end]) and (end == at or _near(lines[end])):
        end += 1
    if end - at < FEWEST:
        return None
    rows = _cut([line.text for line in lines[at:end]])
    width = len(rows[0])
    cells = [cell for row in rows for cell in row]
    if width < 2 or sum(1 for cell in cells if cell) < FILLED * len(cells):
        return None
    if any(len(cell) > LONGEST or INNER.search(cell) for cell in cells) or all(
        COUNTED.match(row[0]) for row in rows[1:]
    ):
        return None
    numeric = _numeric(rows)
    if width == 2 and (not numeric or _rises([row[1] for row in rows])):
        return None
    sure = Confidence.LIKELY if numeric else Confidence.DOUBTFUL
    return Found(at, end, rows, "columns with gaps one below the other", sure)


def _may_be_spaced(line: Line) -> bool:
    return bool(INNER.search(line.text)) and "|" not in line.text and ". . ." not in line.text


def _cut(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Cut lines where all of them have a gap, two spaces wide or more."""
    width = max(map(len, texts))
    padded = [text.ljust(width) for text in texts]
    empty = [all(text[x] == " " for text in padded) for x in range(width)]
    cuts: list[tuple[int, int]] = []
    for blank, run in groupby(range(width), key=lambda x: empty[x]):
        places = list(run)
        if blank and len(places) > 1 and places[0] > 0 and places[-1] < width - 1:
            cuts.append((places[0], places[-1] + 1))
    if cuts and not any(text[: cuts[0][0]].strip() for text in padded):
        cuts = cuts[1:]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), width]
    return tuple(
        tuple(text[one:two].strip() for one, two in zip(starts, ends, strict=True))
        for text in padded
    )


def _numeric(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a column behind the first holds figures."""
    body = rows[1:]
    for column in range(1, len(rows[0])):
        cells = [row[column] for row in body if row[column]]
        digits = [cell for cell in cells if _is_figure(cell) and any(map(str.isdigit, cell))]
        if len(cells) >= FILLED * len(body) and len(digits) >= NUMERIC * len(cells):
            return True
    return False


def _rises(cells: Sequence[str]) -> bool:
    """Say whether figures never fall, as the pages of a contents page or an index."""
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    return len(numbers) > len(cells) // 2 and numbers == sorted(numbers)


def _rows(lines: Sequence[Line], at: int) -> Found | None:
    """Find lines that are each a label and as many figures, and the heads over them."""
    end = at
    matches: list[re.Match[str]] = []
    while end < len(lines) and (end == at or _near(lines[end])):
        match = ROW.match(" ".join(lines[end].text.split()))
        if not match or lines[end].share > NARROW:
            break
        if matches and len(match["cells"].split()) != len(matches[0]["cells"].split()):
            break
        matches.append(match)
        end += 1
    if len(matches) < FEWEST:
        return None
    rows = tuple((match["label"].strip(), *match["cells"].split()) for match in matches)
    why = "lines of a label and as many figures each"
    above = lines[at - 1] if at else None
    if not above or not _near(lines[at]) or above.share > NARROW or SENTENCE.search(above.text):
        return Found(at, end, rows, why)
    heads = _heads(above.text.split(), len(rows[0]) - 1)
    if heads:
        return Found(at - 1, end, (heads, *rows), why)
    return Found(at, end, rows, f"{why}, under heads that nothing parts", Confidence.DOUBTFUL)


def _heads(words: Sequence[str], count: int) -> tuple[str, ...] | None:
    """Part the heads of columns: a word each, or as many that all end in the same word."""
    if len(words) == count + 1:
        return tuple(words)
    again = [i for i, word in enumerate(words) if word == words[-1]]
    size = again[-1] - again[-2] if len(again) == count > 1 else 0
    own = len(words) - size * count
    if not size or own < 1 or again != list(range(own + size - 1, len(words), size)):
        return None
    heads = (" ".join(words[i : i + size]) for i in range(own, len(words), size))
    return (" ".join(words[:own]), *heads)


def _flowing(lines: Sequence[Line], at: int) -> Found | None:
    """Find rows whose cells stand on lines of their own, and columns that were read behind them.

    What flows on is a label and as many figures in each row, and nothing else.
    """
    above = lines[at - 1] if at else None
    if above and lines[at].joined and not SENTENCE.search(above.text):
        return None
    end = at + 1
    while end < len(lines) and lines[end].joined and lines[end].share < CELL_SHARE:
        end += 1
    text = "".join(f" {' '.join(line.text.split())}" for line in lines[at:end])
    parted = list(FLOWING.finditer(text))
    rows = [(match["label"], *match["cells"].split()) for match in parted]
    whole = sum(len(match[0]) for match in parted) == len(text)
    if not whole or len(rows) <= FEWEST or len({len(row) for row in rows}) > 1:
        return None
    while end + len(rows) <= len(lines) and _opens_block(lines, end):
        column = lines[end : end + len(rows)]
        if not all(_is_figure(line.text.strip()) for line in column) or not all(
            line.joined for line in column[1:]
        ):
            break
        rows = [(*row, line.text.strip()) for row, line in zip(rows, column, strict=True)]
        end += len(rows)
    why = "labels and as many figures each, a cell a line"
    return Found(at, end, tuple(rows), why) if len(rows[0]) > 2 else None


def _columns(lines: Sequence[Line], at: int) -> Found | None:
    """Find columns that stand one behind the other, a cell a line: labels, then figures."""
    behind = at + 1
    if behind >= len(lines) or not _opens_block(lines, behind):
        return None
    columns: list[list[str]] = []
    while behind < len(lines) and _opens_block(lines, behind):
        end = behind + 1
        while end < len(lines) and lines[end].gap.count("\n") == 1 and "\f" not in lines[end].gap:
            end += 1
        column = [line.text.strip() for line in lines[behind:end]]
        if not _of_figures(column) or (columns and len(column) != len(columns[0])):
            break
        columns.append(column)
        behind = end
    height = len(columns[0]) if columns else 0
    first = at + 1 - height
    if height < FEWEST + 1 or first < 0 or not _labels(lines, first, at + 1):
        return None
    labels = [line.text.strip() for line in lines[first : at + 1]]
    rows = tuple(zip(labels, *columns, strict=True))
    if len(columns) == 1 and _rises(columns[0]):
        return None
    return Found(first, behind, rows, "columns of as many lines, one behind the other")


def _opens_block(lines: Sequence[Line], at: int) -> bool:
    return lines[at].gap.count("\n") == 2 and "\f" not in lines[at].gap


def _of_figures(column: Sequence[str]) -> bool:
    """Say whether all lines of a column are figures, save its head."""
    return len(column) > FEWEST and all(_is_figure(cell) for cell in column[1:])


def _labels(lines: Sequence[Line], first: int, end: int) -> bool:
    """Say whether as many short lines stand here, and what is before them is no label."""
    labels = lines[first:end]
    if any(line.share > CELL_SHARE or SENTENCE.search(line.text) for line in labels):
        return False
    if any(line.gap.count("\n") != 1 or "\f" in line.gap for line in labels[1:]):
        return False
    if not all(line.text.strip()[:1].isalpha() for line in labels):
        return False
    before = lines[first - 1] if first else None
    apart = labels[0].gap.count("\n") > 1 or "\f" in labels[0].gap
    return (
        before is None or apart or before.share > CELL_SHARE or bool(SENTENCE.search(before.text))
    )
