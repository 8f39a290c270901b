"""What the pages for people say is so: commands exist, links lead somewhere, examples run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.config import SECTIONS, parse_config

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "input/README.md"])
FENCE = re.compile(r"^```python\n(?P<code>.*?)^```", re.M | re.S)
INLINE_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)#\s]+)")
COMMAND = re.compile(r"(?:\./|\b)handpress (?P<name>[a-z]+)\b")
OURS = {"test"}
"""Commands of the launcher itself."""


def handpress(*arguments: str) -> str:
    call = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    return subprocess.run(call, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def commands_in(text: str) -> set[str]:
    """Every command that a page shows in code."""
    code = "\n".join(re.findall(r"^(?: {4}|```)[^\n]*|`[^`\n]+`", text, re.M))
    return {match["name"] for match in COMMAND.finditer(code)} - OURS


def test_every_key_of_the_metadata_is_explained() -> None:
    page = (ROOT / "input/README.md").read_text(encoding="utf-8")
    table = page[page.index("| key |") :]
    assert {key for key in SECTIONS["metadata"] if f"`{key}`" not in table} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in INLINE_LINK.finditer(page.read_text(encoding="utf-8"))]
    lost = [
        target for target in targets
        if "://" not in target and not (page.parent / target).exists()
    ]  # fmt: skip
    assert lost == []


LISTED = sorted(re.findall(r"^  ([a-z]+) ", handpress("--help"), re.M))


def test_the_commands_that_the_pages_show_exist() -> None:
    shown = set().union(*(commands_in(page.read_text(encoding="utf-8")) for page in PAGES))
    assert {"build", "explain"} <= shown
    assert shown - set(LISTED) == set()


@pytest.mark.parametrize("name", LISTED)
def test_every_command_shows_an_example_and_is_in_the_tour(name: str) -> None:
    assert f"handpress {name}" in handpress(name, "--help")
    assert name in commands_in((ROOT / "README.md").read_text(encoding="utf-8"))


def test_the_example_of_the_readme_runs(tmp_path: Path) -> None:
    codes = FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(codes) == 1
    code = codes[0].replace('Path("dist")', f"Path({str(tmp_path)!r})")
    assert str(tmp_path) in code
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    assert list(tmp_path.glob("*/*.epub"))


def test_the_sidecar_that_the_page_shows_can_be_read() -> None:
    page = (ROOT / "input/README.md").read_text(encoding="utf-8")
    config = parse_config(page.partition("```toml\n")[2].partition("```")[0].encode(), "shown.toml")
    assert config.metadata["title"] == "The Wage System"
    assert [item.accepted for item in config.decisions] == [True, False]
    assert [(item.text, item.after) for item in config.corrections] == [
        ("witness", "folkmotes"), ("body", "\n\n"),
    ]  # fmt: skip
