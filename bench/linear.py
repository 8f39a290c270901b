"""Does the time grow with the text and not faster: 1.2 MB of raw text against 0.2 MB.

And rows of one mark without end, which a damaged or a hostile file holds.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from bench.places import FIRST, TRUTHS
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
MEMORY = 1.1
"""Where little is done but once a line, a text that no cache holds takes longer by so much."""
BODY_BEGINS = "## **Abstract**"
BODY_ENDS = "## References"
READINGS = "texts/latex/the-direct-action-of-environment-and-evolution-pdftotext*.txt"
"""A text of which the printed lines, the pages and their notes were kept, in three ways."""


def report() -> bool:
    """Print the seconds from reading to the TEI for both; false if time grows faster than text."""
    print("\nraw text to TEI, in one process: seconds of the processor")
    linear = _times(FIRST.name, long_text) < 1
    readings = sorted(TRUTHS.glob(READINGS))
    if not readings:
        print(f"printed lines: skipped, {TRUTHS.name}/ has no such text (HANDPRESS_TRUTHS)")
    lines = [_times(path.name, partial(_long_pages, path)) < MEMORY for path in readings]
    return all([linear, *lines, _rows_are_linear()])


def _times(name: str, text: Callable[[int], str]) -> float:
    """Print how much longer the longer text takes, and give it as a share of how long it is."""
    print(name)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"long-{turns}{Path(name).suffix}" for turns in (SMALL, LARGE)]
        for path, turns in zip(paths, (SMALL, LARGE), strict=True):
            path.write_text(text(turns), encoding="utf-8")
        runs = [[_seconds(path) for path in paths] for _ in range(RUNS)]
        small, large = (path.stat().st_size for path in paths)
    seconds, more = min(run[0] for run in runs), min(run[1] for run in runs)
    print(f"{small / 1e6:.2f} MB {seconds:.2f} s\n{large / 1e6:.2f} MB {more:.2f} s")
    times, size = more / seconds, large / small
    print(f"{times:.2f} times the time for {size:.2f} times the text: {6 * times / size:.2f} for 6")
    return times / size


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


def long_text(turns: int) -> str:
    """Repeat the first text's sections, each time with its notes; their numbers begin again."""
    text = FIRST.read_text(encoding="utf-8")
    begin, end = text.index(BODY_BEGINS), text.index(BODY_ENDS)
    return text[:begin] + text[begin:end] * turns + text[end:]


def _long_pages(path: Path, turns: int) -> str:
    """Repeat the pages between the contents page and the last one, each with its notes."""
    pages = path.read_text(encoding="utf-8").split("\f")
    return "\f".join([*pages[:2], *pages[2:-2] * turns, *pages[-2:]])


def _seconds(path: Path, *refused: type[Exception]) -> float:
    start = process_time()
    with suppress(*refused):
        to_tei(path)
    return process_time() - start
