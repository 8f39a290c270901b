"""What people would still have to mend, on texts whose truth is known; where they are there."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bench.accuracy import sets
from bench.places import TRUTHS
from pipeline.run import to_tei

CEILINGS = {"first": 1.0, "sim": 2.0, "latex": 10.0, "twins": 70.0}
"""Edits per 10,000 words. The goals are in bench/accuracy.py; lower these as they come nearer."""
ALL_NOTES = {"first", "sim"}
"""Sets in which every note is linked, at its place, with its body."""

pytestmark = pytest.mark.skipif(
    not (TRUTHS / "score.py").is_file(), reason="there are no truths here (HANDPRESS_TRUTHS)"
)


def make(case: tuple[Path, Path, Path]) -> tuple[Path, Path]:
    raw, gold, made = case
    to_tei(raw).write(str(made), encoding="UTF-8")
    return gold, made


@pytest.mark.parametrize("name", sorted(CEILINGS))
def test_no_more_is_left_to_mend_than_the_set_allows(name: str, tmp_path: Path) -> None:
    found = dict(sets())
    if name not in found:
        pytest.skip(f"there is no set {name}")
    cases = [(raw, gold, tmp_path / f"{raw.name}.xml") for raw, gold in found[name]]
    with ProcessPoolExecutor(2) as pool:
        pairs = list(pool.map(make, cases))
    figures = score(pairs)
    assert figures["per10k"] <= CEILINGS[name], figures
    if name in ALL_NOTES:
        assert figures["notes_good"] == figures["notes_all"]


def score(pairs: list[tuple[Path, Path]]) -> dict[str, Any]:
    paths = [str(path) for pair in pairs for path in pair]
    call = [sys.executable, "-B", str(TRUTHS / "score.py"), "--json", *paths]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    total: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return total
