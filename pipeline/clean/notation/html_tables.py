"""Tables that an extractor wrote as HTML."""

import re
from collections.abc import Iterator

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
SPAN = re.compile(r"colspan\s*=\s*[\"']?(?P<n>\d{1,2})", re.IGNORECASE)
ROW_SPAN = re.compile(r"rowspan\s*=\s*[\"']?(?P<n>\d{1,3})", re.IGNORECASE)
DROPPED = re.compile(
    r"</?(?:p|div|span|font|thead|tbody|tfoot|br|t[dhr])(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)


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
