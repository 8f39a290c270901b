"""Does the time grow with the text and not faster: 1.2 MB of raw text against 0.2 MB.

And rows of one mark without end, which a damaged or a hostile file holds.
"""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench.places import FIRST
from pipeline import to_tei
from pipeline.errors import PipelineError

SMALL, LARGE = 4, 26
RUNS = 5
"""In turn, so that a machine that is busy for a while slows both."""
ROWS = (
    "AB", "ab", "Ab, ", "Ab Cd ", "ab-", "A.", "Ab.", "a.b-", "1 ", "1. ", "1.2.", "[1]", "](",
    "[a](b", "![", "<sup>1</sup>", "<b>", "<", "*a", "**", "_", "`", "~~a", "$^{1}$", "http://",
    "]{.a", "{#", "x@", "“", "…", "| ", "> ", "# ", "- ", "# a\n", "a\n", "1\n", "a-\n", "1.\n\n",
    "a\n\n\f",
)  # fmt: skip
ONCE, OFTEN = 4_000, 16_000
LATITUDE = 2
"""So many times more than the row is longer may a row take: what is short is measured badly."""
BODY_BEGINS = "## **Abstract**"
BODY_ENDS = "## References"


def report() -> bool:
    """Print the seconds from reading to the TEI for both; false if time grows faster than text."""
    print("\nraw text to TEI, in one process: seconds of the processor")
    with TemporaryDirectory() as folder:
        paths = [_write(Path(folder), turns) for turns in (SMALL, LARGE)]
        runs = [(_seconds(paths[0]), _seconds(paths[1])) for _ in range(RUNS)]
        small, large = (path.stat().st_size for path in paths)
    seconds, more = min(run[0] for run in runs), min(run[1] for run in runs)
    print(f"{small / 1e6:.2f} MB {seconds:.2f} s\n{large / 1e6:.2f} MB {more:.2f} s")
    times, size = more / seconds, large / small
    print(f"{times:.2f} times the time for {size:.2f} times the text: {6 * times / size:.2f} for 6")
    rows = _rows_are_linear()
    return times < size and rows


def _rows_are_linear() -> bool:
    """Print the rows of marks that take longest; false if one grows much faster than its length."""
    print(f"\nrows of one mark, {OFTEN} times: seconds, and times the time of {ONCE}")
    found: list[tuple[float, float, str]] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "row.md"
        for row in ROWS:
            seconds = []
            for often in (ONCE, OFTEN):
                path.write_text(row * often, encoding="utf-8")
                seconds.append(_seconds(path, PipelineError))  # it may be refused
            found.append((seconds[1] / seconds[0], seconds[1], row))
    for times, longest, row in sorted(found, reverse=True)[:5]:
        print(f"{row!r:16} {longest:6.2f} s {times:6.2f}")
    return max(found)[0] < LATITUDE * OFTEN / ONCE


def _write(folder: Path, turns: int) -> Path:
    path = folder / f"long-{turns}.md"
    path.write_text(long_text(turns), encoding="utf-8")
    return path


def long_text(turns: int) -> str:
    """Repeat the first text's sections, each time with its notes; their numbers begin again."""
    text = FIRST.read_text(encoding="utf-8")
    begin, end = text.index(BODY_BEGINS), text.index(BODY_ENDS)
    return text[:begin] + text[begin:end] * turns + text[end:]


def _seconds(path: Path, *refused: type[Exception]) -> float:
    start = process_time()
    with suppress(*refused):
        to_tei(path)
    return process_time() - start
