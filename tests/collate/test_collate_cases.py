"""Two extractions of one text and what comes of them: text files that read like a specification.

A case is a line ``# title``, then ``--- here``, ``--- there`` (the other extraction) and, as
``handpress clean --also`` prints it, ``--- after``. With ``negative`` in its title the text must
read as it does by itself. Each line under ``--- told`` must be told: what is made, proposed, found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.collate import rules
from pipeline.run import clean_text
from pipeline.summary import running_text

CASES = Path(__file__).parent.parent / "cases" / "collate"
PART = re.compile(r"^--- (?P<name>here|there|after|told)\n", re.MULTILINE)
TITLE = re.compile(r"^# (?P<title>[^\n]+)\n(?=--- here\n)", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    here: str
    there: str
    after: str
    told: tuple[str, ...]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        pieces = TITLE.split(path.read_text(encoding="utf-8").replace("␌", "\f"))[1:]
        for title, body in zip(pieces[::2], pieces[1::2], strict=True):
            found = PART.split(body)[1:]
            named = zip(found[::2], found[1::2], strict=True)
            parts = {name: text.rstrip("\n") for name, text in named}
            told = tuple(line for line in parts.get("told", "").splitlines() if line)
            after = parts.get("after", "")
            yield Case(path.stem, title, parts["here"], parts["there"], after, told)


ALL = list(cases())


def collated(case: Case, folder: Path) -> tuple[str, str, list[str]]:
    """Give the text by itself, the text held against the other, and all that is told of it."""
    here, there = folder / "here.md", folder / "there.md"
    here.write_text(case.here + "\n\n", encoding="utf-8")
    there.write_text(case.there + "\n", encoding="utf-8")
    cleaned, repairs, findings = clean_text(here, there)
    told = [
        f"{'made' if item.applied else 'proposed'} {item.rule}: {item.before} -> {item.after}"
        for item in repairs
    ] + [f"found {item.code}: {item.message}" for item in findings]
    return running_text(clean_text(here)[0]), running_text(cleaned), told


@pytest.mark.parametrize("case", ALL, ids=[f"{case.file}: {case.title}" for case in ALL])
def test_case(case: Case, tmp_path: Path) -> None:
    alone, together, told = collated(case, tmp_path)
    assert together == (alone if "negative" in case.title else case.after)
    for line in case.told:
        assert any(line in item for item in told), (line, told)


@pytest.mark.parametrize("case", ALL, ids=[f"{case.file}: {case.title}" for case in ALL])
def test_what_was_repaired_agrees_with_the_other(case: Case, tmp_path: Path) -> None:
    """A second pass over the repaired text makes nothing more of it."""
    if "negative" in case.title:
        return
    ours = tuple(f"made {name}:" for name, _ in rules())
    again = Case(case.file, case.title, case.after, case.there, "", ())
    assert [told for told in collated(again, tmp_path)[2] if told.startswith(ours)] == []


def test_every_file_has_a_negative_case() -> None:
    for path in CASES.glob("*.txt"):
        assert any(case.file == path.stem and "negative" in case.title for case in ALL), path.name
