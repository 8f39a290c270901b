"""Tables that an extractor wrote as HTML."""

import re
from collections.abc import Iterator

from pipeline.clean.blocks.cells import FEWEST, is_figure
from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

TABLE = re.compile(
    r"(?:<(?:html|body|div)(?:\s[^<>]{0,200})?>\s*){0,3}<table(?:\s[^<>]{0,400})?>"
    r"(?P<inside>(?:(?!</?table\b).){0,200000}?)</table>(?:\s*</(?:html|body|div)>){0,3}",
    re.IGNORECASE | re.DOTALL,
)
ROW = re.compile(r"<tr(?:\s[^<>]{0,400})?>", re.IGNORECASE)
CELL = re.compile(
    r"<t(?P<kind>[dh])(?P<told>\s[^<>]{0,400})?>(?P<text>(?:(?!</?t[dhr]\b).){0,20000})",
    re.IGNORECASE | re.DOTALL,
)
CAPTION = re.compile(r"<caption[^<>]{0,200}>(?P<text>[^<]{1,2000})</caption>", re.IGNORECASE)
MERGED = re.compile(r"^\|(?P<cells>[^\n]*<br>[^\n]*)\|$", re.MULTILINE)
BREAK = re.compile(r"[ \t]*<br ?/?>[ \t]*")
SPAN = re.compile(r"colspan\s*=\s*[\"']?(?P<n>\d{1,2})", re.IGNORECASE)
ROW_SPAN = re.compile(r"rowspan\s*=\s*[\"']?(?P<n>\d{1,3})", re.IGNORECASE)
DROPPED = re.compile(
    r"</?(?:p|div|span|font|thead|tbody|tfoot|br|t[dhr])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)


def part_rows(source: Source) -> Iterator[Edit]:
    r"""Part the rows of a table that an extractor wrote as one, with a line of each cell for each.

    So it does where no rule parts them on the page. All cells have as many lines then, and one
    holds a figure in each, or there are three rows or more that each open with a capital.

    >>> print(fix(part_rows, "|Town|Looms|\n|---|---|\n|Colne<br>Nelson|4,210<br>9,850|"))
    |Town|Looms|
    |---|---|
    |Colne|4,210|
    |Nelson|9,850|

    Cells that are each too long for one line stay:

    >>> text = "|The men of<br>the town|had none<br>of it|\n|---|---|"
    >>> fix(part_rows, text) == text
    True
    """
    for match in MERGED.finditer(source.text):
        cells = [BREAK.split(cell) for cell in match["cells"].split("|")]
        lines = [[line.strip() for line in cell] for cell in cells if any(cell)]
        height = len(lines[0])
        if len(lines) < 2 or height < 2 or any(len(cell) != height for cell in lines):
            continue
        figures = any(all(map(is_figure, cell)) for cell in lines)
        opened = all(line and not line[0].islower() for cell in lines for line in cell)
        if figures or (opened and height >= FEWEST):
            rows = zip(*(cell if any(cell) else [""] * height for cell in cells), strict=True)
            written = "\n".join(f"|{'|'.join(part.strip() for part in row)}|" for row in rows)
            why = f"{height} lines in each cell of the row"
            yield Edit(*match.span(), written, Confidence.LIKELY, why)


def read_html_tables(source: Source) -> Iterator[Edit]:
    r"""Write as rows with bars the table that an extractor wrote as HTML.

    A cell over several columns or rows stands in the first of them; the others are empty.

    >>> row = "<tr><td>Priests</td><td>561</td></tr>"
    >>> fix(read_html_tables, f"So:\n\n<table><tr><th>Who</th><th>1898</th></tr>{row}</table>\n\nX")
    'So:\n\n| Who | 1898 |\n|---|---|\n| Priests | 561 |\n\nX'

    A tag alone makes no table:

    >>> fix(read_html_tables, "the tag <table> and <tr> are")
    'the tag <table> and <tr> are'
    """
    for match in TABLE.finditer(source.text):
        rows = _rows(match["inside"])
        if not rows:
            continue
        columns = max(len(cells) for cells, _ in rows)
        lines = []
        for index, (cells, head) in enumerate(rows):
            lines.append(f"| {' | '.join([*cells, *[''] * (columns - len(cells))])} |")
            if head and index == 0:
                lines.append("|" + "---|" * columns)
        caption = CAPTION.search(match["inside"])
        lead = f"{_bare(caption['text'])}\n\n" if caption else ""
        before = "" if source.text[: match.start()].endswith(("\n\n", "\f")) else "\n\n"
        behind = "" if source.text[match.end() :].startswith("\n\n") else "\n\n"
        if len(lines) < 2:
            lines = ["\n\n".join(filter(None, rows[0][0]))]  # one row parts nothing
        table = f"{before}{lead}" + "\n".join(lines) + behind
        yield Edit(*match.span(), table, Confidence.SURE, f"{len(rows)} rows of HTML")


def _rows(inside: str) -> list[tuple[list[str], bool]]:
    """Read the cells of each row, and whether all are heading cells."""
    found: list[tuple[list[str], bool]] = []
    down: dict[int, int] = {}
    for part in ROW.split(inside)[1:]:
        cells: list[str] = []
        kinds: set[str] = set()
        for cell in CELL.finditer(part):
            _skip(cells, down)
            rows, columns = (
                int(told["n"]) if (told := form.search(cell["told"] or "")) else 1
                for form in (ROW_SPAN, SPAN)
            )
            kinds.add(cell["kind"].lower())
            for column in range(min(max(columns, 1), 40)):
                if rows > 1:
                    down[len(cells)] = rows - 1
                cells.append("" if column else _bare(cell["text"]))
        _skip(cells, down)
        if cells:
            found.append((cells, kinds == {"h"}))
    return found


def _skip(cells: list[str], down: dict[int, int]) -> None:
    """Leave the places empty that a cell of a row above reaches down to."""
    while down.get(len(cells), 0):
        down[len(cells)] -= 1
        cells.append("")


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", DROPPED.sub(" ", text)).strip().replace("|", r"\|")
