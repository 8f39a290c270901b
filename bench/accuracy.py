"""How many edits a person would still have to make, per 10,000 words, by set and by kind."""

import importlib.util
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.places import FIRST, FIRST_TRUTH, TRUTHS
from pipeline import to_tei
from pipeline.errors import PipelineError

Case = tuple[Path, Path, Path | None]
KINDS = ("text", "blocks", "kinds", "notes", "frame")
GOALS = {"first": 1.0, "sim": 2.0, "twins": 25.0, "latex": 10.0}
READER = re.compile(r"-(?:pdftotext|pymupdf4llm|marker)(?:-[a-z]+)?$")
HEAD = f"{'set':<8}{'words':>9}{'edits':>8}{'/10,000':>9}{'goal':>6}  " + "".join(
    f"{kind:>8}" for kind in KINDS
)


def report() -> bool:
    """Print one line a set, and one a text; false if a set is over its goal or a text failed."""
    if not (TRUTHS / "score.py").is_file():
        print(f"accuracy: skipped, there is no score.py in {TRUTHS.name}/ (HANDPRESS_TRUTHS)")
        return True
    print(HEAD)
    alone = [_report_set(name, [(*case, None) for case in cases]) for name, cases in sets()]
    return all([*alone, _report_pairs()])


def _report_pairs() -> bool:
    """Print what a second reading of the same text is worth; false if one makes a text worse."""
    pairs = [(raw, gold, also) for raw, gold, others in readings() for also in others]
    with ProcessPoolExecutor(2) as pool:
        alone = {(raw, gold): None for raw, gold, _ in pairs}
        by_itself = dict(zip(alone, pool.map(_row, [(*case, None) for case in alone]), strict=True))
        rows = list(pool.map(_row, pairs))
    total: Counter[str] = Counter()
    worse, edits = False, 0
    for (raw, gold, _), row in zip(pairs, rows, strict=True):
        total.update({key: row[key] for key in ("words", "edits", "good", "calls", *KINDS)})
        before = by_itself[raw, gold]["edits"]
        edits += before
        worse = worse or row["edits"] > before or bool(row["failure"])
        print(_line("", Counter({k: v for k, v in row.items() if isinstance(v, int)})), end="")
        print(f"  {row['name']}, alone {before}  {row['failure']}")
    print(_line("--also", total), f"  alone {edits}", flush=True)
    return not worse


def readings() -> Iterator[tuple[Path, Path, list[Path]]]:
    """Give each text of which there are several readings: raw, truth, and the other readings."""
    cases = [(raw, gold) for folder, found in sets() if folder != "first" for raw, gold in found]
    for raw, gold in cases:
        others = [other for other, _ in cases if other != raw and _work(other) == _work(raw)]
        if others:
            yield raw, gold, others


def _work(raw: Path) -> str:
    """Name the work that a raw text is a reading of: its file's name without author and reader."""
    return READER.sub("", raw.stem.removeprefix("kropotkin-"))


def sets() -> Iterator[tuple[str, Iterator[tuple[Path, Path]]]]:
    """Give each set with its (raw text, truth) pairs."""
    yield "first", iter([(FIRST, FIRST_TRUTH)])
    for folder in sorted((TRUTHS / "texts").glob("*/")):
        golds = sorted(folder.glob("*.gold.json"))
        yield folder.name, ((_raw_of(gold), gold) for gold in golds)


def _raw_of(gold: Path) -> Path:
    stem = gold.name.removesuffix(".gold.json")
    return next(path for path in gold.parent.glob(f"{stem}.*") if path != gold)


def _report_set(name: str, cases: list[Case]) -> bool:
    with ProcessPoolExecutor(2) as pool:
        rows = list(pool.map(_row, cases))
    total: Counter[str] = Counter()
    for row in rows:
        total.update({key: row[key] for key in ("words", "edits", "good", "calls", *KINDS)})
    goal = GOALS.get(name, float("inf"))
    again = _in_every_reading(rows)
    source = f", {again} edits the same in every reading of a text" if again else ""
    print(
        _line(name, total, goal), f"  notes {total['good']} of {total['calls']}{source}", flush=True
    )
    for row in rows:
        failure = f"  FAILED: {row['failure']}" if row["failure"] else ""
        print(_line("", Counter({k: v for k, v in row.items() if isinstance(v, int)})), end="")
        print(f"  {row['name']}{failure}")
    return _rate(total) <= goal and not any(row["failure"] for row in rows)


def _in_every_reading(rows: list[dict[str, Any]]) -> int:
    """Count the edits that all readings of a text want alike.

    Where two extractors read the same words, they are the witness's own, and the truth is of
    another edition. A fault that we make in every reading is counted too.
    """
    works: dict[str, list[set[tuple[str, ...]]]] = {}
    for row in rows:
        works.setdefault(_work(Path(row["name"])), []).append(set(row["samples"]))
    return sum(len(set.intersection(*all_)) * len(all_) for all_ in works.values() if len(all_) > 1)


def _rate(total: Counter[str]) -> float:
    return total["edits"] * 10_000 / max(total["words"], 1)


def _line(name: str, total: Counter[str], goal: float | None = None) -> str:
    aim = "" if goal is None or goal == float("inf") else f"{goal:g}"
    kinds = "".join(f"{total[kind]:>8}" for kind in KINDS)
    return f"{name:<8}{total['words']:>9}{total['edits']:>8}{_rate(total):>9.2f}{aim:>6}  {kinds}"


def _row(case: Case) -> dict[str, Any]:
    """Score one text, held against another reading of it if there is one."""
    raw, gold, also = case
    name = f"{raw.name} + {also.name}" if also else raw.name
    empty: dict[str, Any] = dict.fromkeys(("words", "edits", "good", "calls", *KINDS), 0)
    empty["samples"] = []
    try:
        tree = to_tei(raw, also)
    except PipelineError as error:
        return empty | {"name": name, "failure": str(error).splitlines()[0]}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text.xml"
        tree.write(str(path), encoding="UTF-8")
        figures, samples = _scorer()(str(gold), str(path))
    notes = {"good": figures["notes_good"], "calls": figures["notes_all"], "samples": samples}
    return {key: figures.get(key, 0) for key in empty} | notes | {"name": name, "failure": ""}


def _scorer() -> Callable[[str, str], tuple[dict[str, Any], list[tuple[str, ...]]]]:
    spec = importlib.util.spec_from_file_location("score", TRUTHS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    score: Callable[[str, str], tuple[dict[str, Any], list[tuple[str, ...]]]] = module.score
    return score
