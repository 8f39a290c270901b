"""Does the time grow with the text and not faster: 1.2 MB of raw text against 0.2 MB."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.places import FIRST
from pipeline import to_tei

SMALL, LARGE = 4, 26
GOAL = 6.0
BODY_BEGINS = "## **Abstract**"
BODY_ENDS = "## References"


def report() -> bool:
    """Print the seconds from reading to the TEI for both; false if their ratio is over the goal."""
    print("\nraw text to TEI, in one process")
    small, large = (_fastest(turns) for turns in (SMALL, LARGE))
    print(f"ratio {large / small:.2f}, goal under {GOAL:g}", flush=True)
    return large / small < GOAL


def _fastest(turns: int) -> float:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.md"
        path.write_text(long_text(turns), encoding="utf-8")
        seconds = min(_seconds(path) for _ in range(3))
        print(f"{path.stat().st_size / 1e6:.2f} MB {seconds:.2f} s", flush=True)
    return seconds


def long_text(turns: int) -> str:
    """Repeat the first text's sections, each time with its notes; their numbers begin again."""
    text = FIRST.read_text(encoding="utf-8")
    begin, end = text.index(BODY_BEGINS), text.index(BODY_ENDS)
    return text[:begin] + text[begin:end] * turns + text[end:]


def _seconds(path: Path) -> float:
    start = perf_counter()
    to_tei(path)
    return perf_counter() - start
