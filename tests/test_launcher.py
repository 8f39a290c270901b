"""The launcher: what it says and does before anything is installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAUNCHER = (ROOT / "handpress").read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the launcher reads, with an environment that records how it is called."""
    for name in ("handpress", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    binaries = tmp_path / ".venv/bin"
    binaries.mkdir(parents=True)
    for name in ("python", "handpress"):
        (binaries / name).write_text(f'#!/bin/sh\necho "{name} called with:" "$@"\n')
        (binaries / name).chmod(0o755)
    stamp = f"{tmp_path} {binaries / 'python'}\n" + "".join(
        (tmp_path / name).read_text(encoding="utf-8")
        for name in ("pyproject.toml", "requirements.lock")
    )
    for name in ("run", "test"):
        (tmp_path / f".venv/{name}.stamp").write_text(stamp, encoding="utf-8")
    return tmp_path


def start(launcher: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    here = os.environ | environment
    return subprocess.run([launcher, *arguments], cwd="/", capture_output=True, text=True, env=here)


def test_once_set_up_it_hands_its_arguments_over(checkout: Path) -> None:
    ended = start(checkout / "handpress", "build", "a text.md")
    assert (ended.stdout, ended.stderr) == ("handpress called with: build a text.md\n", "")


def test_it_finds_its_folder_through_a_link(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere/press"
    link.symlink_to(checkout / "handpress")
    assert start(link, "rules").stdout == "handpress called with: rules\n"


def test_the_word_test_runs_the_sessions_of_nox(checkout: Path) -> None:
    ended = start(checkout / "handpress", "test", "-s", "lint")
    assert ended.stdout == f"python called with: -m nox --noxfile {checkout}/noxfile.py -s lint\n"


@pytest.mark.parametrize("changed", ["pyproject.toml", "requirements.lock"])
def test_a_change_of_packages_is_noticed(checkout: Path, changed: str) -> None:
    with (checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# another\n")
    ended = start(checkout / "handpress", "rules", PATH=f"{_tools(checkout)}")
    assert (ended.returncode, ended.stdout) == (7, "")
    assert "Python 3.11 or newer is missing" in ended.stderr


def test_a_folder_that_was_moved_is_noticed(checkout: Path, tmp_path: Path) -> None:
    moved = tmp_path.parent / f"{tmp_path.name} moved"
    checkout.rename(moved)
    assert start(moved / "handpress", "rules", PATH=f"{_tools(moved)}").returncode == 7


def test_the_environment_of_another_folder_is_left_alone(checkout: Path, tmp_path: Path) -> None:
    lent = tmp_path / "second"
    lent.mkdir()
    for name in ("handpress", "pyproject.toml", "requirements.lock"):
        shutil.copy(checkout / name, lent)
    (lent / ".venv").symlink_to(checkout / ".venv")
    ended = start(lent / "handpress", "rules")
    assert (ended.returncode, ended.stdout) == (7, "")
    assert "is a link" in ended.stderr and "Remove the link" in ended.stderr
    assert start(checkout / "handpress", "rules").returncode == 0


def _tools(checkout: Path) -> Path:
    """Make a folder of the commands that the launcher needs, without any Python."""
    folder = checkout / "tools"
    folder.mkdir()
    for name in ("sh", "readlink", "cat", "cmp", "mkdir", "date", "flock", "env", "tail", "head"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return folder


def test_both_places_that_name_the_debian_packages_agree() -> None:
    from pipeline.write.pdf_engine import PACKAGES

    names = re.search(r"packages='(?P<names>[^']+)'", LAUNCHER)
    assert names and set(names["names"].split()) == {
        name for name in PACKAGES.split() if name.startswith(("lib", "fonts"))
    }


def test_shellcheck_has_nothing_to_say() -> None:
    if not shutil.which("shellcheck"):
        pytest.skip("shellcheck is not installed")
    subprocess.run(["shellcheck", "handpress", ".ci/run"], cwd=ROOT, check=True)
