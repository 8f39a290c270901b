"""``--also`` as a person uses it: what is made, what is told, what is refused, and the cure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

HERE = """# On Bread

A Baker

## One

The comrnunes of the middle ages were free.<sup>1</sup> Every one of them had its own laws,
and the men of the towns had made them. I am happy to help you with this page.

Nobody had asked them to. They did it because it had to be done, and went home again. The State
came late, and it came<sup>2</sup> with an army.

---

<sup>1</sup> See the book of Proudhon on this.

<sup>2</sup> See the book of Bakunin on this.

<sup>3</sup> See the book of Guillaume.
"""
THERE = """# On Bread

A Baker

## One

The communes of the middle ages were free.<sup>1</sup> Every one of them had its own laws, and
the men of the towns had made them.

Nobody had asked them to. They did it because it had to be done, and went home again. The State
came late, when all was in order,<sup>3</sup> and it came<sup>2</sup> with an army.

---

<sup>1</sup> See the book of Proudhon on this.

<sup>2</sup> See the book of Bakunin on this.

<sup>3</sup> See the book of Guillaume.
"""
OTHER = "\n\n".join(f"There was a farmer number {n} who had a dog of {n} years." for n in range(40))
NAMES = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    path = tmp_path / "on-bread.md"
    path.write_text(HERE, encoding="utf-8")
    (tmp_path / "there.md").write_text(THERE, encoding="utf-8")
    return path


def handpress(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def build(here: Path, also: str = "there.md") -> subprocess.CompletedProcess[str]:
    options = ("-o", here.parent / "out", "--only", "text,tei")
    return handpress("build", here, *options, "--also", here.parent / also)


def report(here: Path) -> dict[str, object]:
    held: dict[str, object] = json.loads((here.parent / "out/on-bread/report.json").read_text())
    return held


def test_what_one_shows_to_be_wrong_in_the_other_is_repaired_in_the_editions(here: Path) -> None:
    done = build(here)
    assert done.returncode == 0, done.stderr
    text = (here.parent / "out/on-bread/on-bread.txt").read_text(encoding="utf-8")
    assert "The communes of the middle ages" in text and "comrnunes" not in text
    assert "I am happy to help you" in text, "what one witness alone has is only listed"


def test_what_waits_for_a_person_stands_first(here: Path) -> None:
    told = handpress("explain", here, "--also", here.parent / "there.md").stdout.splitlines()
    first = [line for line in told if ", doubtful, proposed" in line][:2]
    assert all("there.md, line " in line for line in first), told
    assert any("{+" in line and "when all was in order" in line for line in told)


def test_the_tei_shows_both_readings_and_names_the_witnesses(here: Path) -> None:
    build(here)
    tree = etree.parse(str(here.parent / "out/on-bread/on-bread.tei.xml"))
    [choice] = tree.findall(".//t:choice", NAMES)
    assert ["".join(reading.itertext()) for reading in choice] == ["comrnunes", "communes"]
    witnesses = tree.findall(".//t:sourceDesc/t:listWit/t:witness", NAMES)
    assert ["on-bread.md" in "".join(wit.itertext()) for wit in witnesses] == [True, False]
    assert "there.md" in "".join(witnesses[1].itertext())


def test_words_that_a_person_takes_from_the_other_are_marked_and_accounted_for(here: Path) -> None:
    told = handpress("explain", here, "--also", here.parent / "there.md").stdout.splitlines()
    at = next(n for n, line in enumerate(told) if "restore-lost-words" in line)
    key = told[at + 2].strip().removeprefix("key: ")
    sidecar = here.with_suffix(".toml")
    sidecar.write_text(f"[[accept]]\nrule = \"restore-lost-words\"\nkey = '{key}'\n")
    assert build(here).returncode == 0
    tree = etree.parse(str(here.parent / "out/on-bread/on-bread.tei.xml"))
    [supplied] = tree.findall(".//t:supplied", NAMES)
    assert "when all was in order" in "".join(supplied.itertext())
    words = report(here)["words"]
    assert isinstance(words, dict) and words["added"] == {"restore-lost-words": 5}
    assert tree.findall(".//t:note[@n='3']", NAMES), "the mark among them calls its note"
    alone = handpress("build", here, "-o", here.parent / "out", "--only", "text")
    assert alone.returncode == 8 and "--also" in alone.stderr and "on-bread.toml:2" in alone.stderr


def test_a_repair_that_a_person_refused_is_not_made(here: Path) -> None:
    also = ("--also", here.parent / "there.md")
    told = handpress("explain", here, *also, "--rule", "settle-readings").stdout.splitlines()
    at = next(n for n, line in enumerate(told) if "[-comrnunes-]" in line)
    key = told[at + 1].strip().removeprefix("key: ")
    here.with_suffix(".toml").write_text(f"[[refuse]]\nrule = \"settle-readings\"\nkey = '{key}'\n")
    assert "comrnunes" in handpress("clean", here, *also).stdout


def test_the_report_names_the_other_witness_and_lists_disagreements_first(here: Path) -> None:
    (here.parent / "there.md").write_text(THERE.replace("towns had", "tovvns had"))
    build(here)
    held = report(here)
    assert held["source"]["other extraction"] == "there.md"  # type: ignore[index]
    assert held["findings"][0]["code"] == "witnesses-disagree"  # type: ignore[index]
    page = (here.parent / "out/on-bread/report.html").read_text(encoding="utf-8")
    assert "there.md, line 7" in page and "tovvns" in page


def test_another_state_of_the_other_witness_makes_the_editions_anew(here: Path) -> None:
    assert "already there" not in build(here).stderr
    assert "already there" in build(here).stderr
    (here.parent / "there.md").write_text(THERE + "\nMore of it here.\n")
    assert "already there" not in build(here).stderr
    alone = handpress("build", here, "-o", here.parent / "out", "--only", "text,tei")
    assert "already there" not in alone.stderr


@pytest.mark.parametrize(
    ("data", "status", "what"),
    [
        (OTHER.encode(), 9, "is another text"),
        (b"", 3, "the file is empty"),
        (b"\x00\x01\x02\xff\xfe" * 900, 3, "there.md"),
        (b"%PDF-1.7 ...", 3, "a PDF"),
        (HERE.encode(), 3, "is the same extraction as on-bread.md"),
        (b"... --- ...", 3, "holds no words"),
    ],
    ids=["another text", "empty", "binary", "a PDF", "the same", "without words"],
)
def test_what_is_no_other_extraction_is_refused(
    here: Path, data: bytes, status: int, what: str
) -> None:
    (here.parent / "there.md").write_bytes(data)
    done = build(here)
    assert done.returncode == status, done.stderr
    assert what in done.stderr and "there.md" in done.stderr and "cure: " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (here.parent / "out/on-bread").exists()


def test_another_edition_only_proposes(here: Path) -> None:
    """Its words are words too, so none of them is taken unasked."""
    changed = THERE
    for one, two in (("free", "independent"), ("laws", "rules"), ("home", "away"), ("army", "axe")):
        changed = changed.replace(one, two)
    (here.parent / "there.md").write_text(changed)
    told = handpress("explain", here, "--also", here.parent / "there.md").stdout
    assert "it may be of another edition" in told and "settle-readings, likely" not in told


def test_the_other_has_to_be_there_and_raw(here: Path) -> None:
    missing = build(here, "nowhere.md")
    assert missing.returncode == 3 and "nowhere.md: cannot be read" in missing.stderr
    (here.parent / "there.html").write_text("<p>bread</p>")
    structured = build(here, "there.html")
    assert structured.returncode == 3 and "comes from a person" in structured.stderr


def test_it_goes_with_one_text(here: Path) -> None:
    two = ("build", here, here.parent / "there.md", "-o", here.parent / "out")
    done = handpress(*two, "--also", here)
    assert done.returncode == 2 and "--also goes with one text" in done.stderr
