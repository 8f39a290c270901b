"""Tables without bars: rows of figures, and columns that only spaces part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from pipeline.clean.blocks.cells import (
    FEWEST,
    PLAIN,
    Found,
    heads_of,
    is_figure,
    joined,
    numeric,
    rises,
    row_of,
)
from pipeline.clean.blocks.columns import CELL_SHARE, SENTENCE, columns_of
from pipeline.clean.blocks.spaced import INNER, rows_of
from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import contents
from pipeline.clean.facts.printed import Line, printed_lines
from pipeline.model import Source
from pipeline.report import Confidence

NARROW = 0.85
"""A row that was not parted into columns stays below this share of the measure."""
LABEL_LINES = 3
HEAD_LINES = 7
"""Labels and the heads of columns take no more lines than this."""


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
        found = _rows(lines, at) or _spaced(lines, at) or columns_of(lines, at)
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
    if not any(map(is_figure, found.rows[0])) and len(found.rows) > 1:
        written.insert(1, "|" + "---|" * len(found.rows[0]))
    above = "\n" if first.gap.count("\n") == 1 and "\f" not in first.gap else ""
    behind = lines[found.behind] if found.behind < len(lines) else None
    below = "\n" if behind and behind.gap.count("\n") == 1 and "\f" not in behind.gap else ""
    table = above + "\n".join(written) + below
    return Edit(first.start, last.end, table, found.sure, found.why)


def _near(line: Line) -> bool:
    """Say whether a line stands close behind the one before it."""
    return "\f" not in line.gap and line.gap.count("\n") <= 2


def _spaced(lines: Sequence[Line], at: int) -> Found | None:
    """Find rows whose gaps stand one below the other: all of a run of such lines, or none."""
    if at and _may_be_spaced(lines[at - 1]) and _near(lines[at]):
        return None
    end = at
    while end < len(lines) and _in_rows(lines, at, end):
        end += 1
    if end - at < FEWEST:
        return None
    rows = rows_of([line.text for line in lines[at:end]])
    if len(rows) < FEWEST:
        return None
    figures = numeric(rows)
    if len(rows[0]) == 2 and (not figures or rises([row[1] for row in rows])):
        return None
    sure = Confidence.LIKELY if figures else Confidence.DOUBTFUL
    return Found(at, end, rows, "columns with gaps one below the other", sure)


def _in_rows(lines: Sequence[Line], at: int, end: int) -> bool:
    """Say whether a line is of a run that gaps part, or the rest of a cell in between."""
    line = lines[end]
    if end > at and not _near(line):
        return False
    if _may_be_spaced(line):
        return True
    behind = lines[end + 1] if end + 1 < len(lines) else None
    rest = end > at and line.joined and line.share < CELL_SHARE and "|" not in line.text
    return rest and behind is not None and behind.joined and _may_be_spaced(behind)


def _may_be_spaced(line: Line) -> bool:
    return bool(INNER.search(line.text)) and "|" not in line.text and ". . ." not in line.text


def _rows(lines: Sequence[Line], at: int) -> Found | None:
    """Find lines that are each a label and as many figures, and the heads over them."""
    end, rows = at, list[tuple[str, ...]]()
    while end < len(lines) and (end == at or _near(lines[end])):
        found = _row(lines, end, rows)
        if not found:
            break
        end, row = found
        rows.append(row)
    if len(rows) < FEWEST or (len(rows[0]) == 2 and any(PLAIN.match(row[1]) for row in rows)):
        return None
    why = "lines of a label and as many figures each"
    first, heads = _headed(lines, at, len(rows[0]) - 1)
    if heads:
        return Found(first, end, (heads, *rows), why)
    if first == at:
        return Found(at, end, tuple(rows), why)
    doubt = f"{why}, under heads that nothing parts"
    return Found(at, end, tuple(rows), doubt, Confidence.DOUBTFUL)


def _row(
    lines: Sequence[Line], at: int, above: Sequence[tuple[str, ...]]
) -> tuple[int, tuple[str, ...]] | None:
    """Read a row, and where it ends; below others its label may have several lines."""
    for end in range(at + 1, min(at + (LABEL_LINES if above else 1), len(lines)) + 1):
        if lines[end - 1].share > NARROW or (end > at + 1 and not lines[end - 1].joined):
            return None
        texts = [" ".join(line.text.split()) for line in lines[at:end]]
        row = row_of(reduce(joined, texts))
        if row and above and len(row) != len(above[0]):
            return None
        if row:
            return end, row
    return None


def _headed(lines: Sequence[Line], at: int, count: int) -> tuple[int, tuple[str, ...] | None]:
    """Give the first line of the heads over rows, and the heads; ``at`` where there are none."""
    first = at
    while first and at - first < HEAD_LINES and lines[first].gap.count("\n") < HEAD_LINES:
        above = lines[first - 1]
        if "\f" in lines[first].gap or above.share > NARROW or SENTENCE.search(above.text):
            break
        first -= 1
    for start in range(first, at):
        heads = heads_of(" ".join(line.text for line in lines[start:at]).split(), count)
        if heads:
            return start, heads
    return at - (first < at and _near(lines[at])), None
