"""Whoever cannot see the pages, or not their colours, is kept from nothing that axe can find.

Axe is the engine that DAISY Ace and the browsers' own audits use. It judges the rules of WCAG 2.2,
level AA, and what is held good practice. It cannot judge whether a text reads well aloud.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

axe_sync = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GOOD_PRACTICE = [*WCAG, "best-practice"]
NAME = "kropotkin-self-valorization"
SCHEMES = ("light", "dark")
NAMED_ROLE = 'role="doc-pagebreak"'
"""Axe takes the roles of DPUB-ARIA for none when it asks who may have a name; Ace's own axe, and
DPUB-ARIA 1.1, let a page break have one."""


@pytest.fixture(scope="module")
def dist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editions, the report and the catalogue, as ``build`` makes them."""
    out = tmp_path_factory.mktemp("dist")
    text = root / "input" / f"{NAME}.md"
    command = [sys.executable, "-m", "pipeline", "build", str(text), "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True, cwd=root)
    with zipfile.ZipFile(out / NAME / f"{NAME}.epub") as book:
        book.extractall(out / "epub")
    return out


def barriers(
    browser: Any, address: str, scheme: str, ready: str = "body", rules: list[str] = GOOD_PRACTICE
) -> list[str]:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1000, "height": 800})
    page.goto(address)
    page.wait_for_selector(ready)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = axe_sync.Axe().run(page, options=options).response
    page.close()
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:120]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not (rule["id"] == "aria-prohibited-attr" and NAMED_ROLE in node["html"])
    ]


ADDRESS = "http://example.org/" + "anarchist_archives/" * 6 + "bread.html"
LONG = f"""# On Bread

A Baker

## One

The first paragraph, which was retrieved from {ADDRESS} long ago.

| {"flour | water | yeast | salt | " * 3} oven |
| {"--- | " * 13}
| {"three pounds | a pint | an ounce | a pinch | " * 3} hot |
"""


def test_a_telephone_shows_every_page_in_its_width(
    browser: Any, dist: Path, tmp_path: Path
) -> None:
    """No address and no table makes a reader push the page to and fro, line by line."""
    (tmp_path / "a.md").write_text(LONG)
    command = [sys.executable, "-m", "pipeline", "build", "a.md", "-o", ".", "--only", "epub,html"]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    with zipfile.ZipFile(tmp_path / "a/a.epub") as book:
        book.extractall(tmp_path / "epub")
    phone = browser.new_page(viewport={"width": 360, "height": 640})
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    wide = {}
    for folder in (dist, tmp_path):
        for path in sorted(folder.rglob("*.*html")):
            phone.goto(path.as_uri())
            wide[path.relative_to(folder)] = phone.evaluate(over)
    phone.close()
    assert len(wide) > 8 and {path: more for path, more in wide.items() if more} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "page", [f"{NAME}/{NAME}.html", f"{NAME}/report.html", "index.html", "report.html"]
)
def test_a_page_bars_nobody(browser: Any, dist: Path, page: str, scheme: str) -> None:
    assert barriers(browser, (dist / page).as_uri(), scheme) == []


def test_no_page_of_the_epub_bars_anybody(browser: Any, dist: Path) -> None:
    """The landmarks of good practice are the reading system's, not a chapter's."""
    pages = sorted((dist / "epub").rglob("*.xhtml"))
    assert len(pages) > 5
    for page in pages:
        assert barriers(browser, page.as_uri(), "light", rules=WCAG) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_review_bars_nobody(browser: Any, root: Path, scheme: str) -> None:
    text = root / "input" / f"{NAME}.md"
    command = [sys.executable, "-m", "pipeline", "review", str(text), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    try:
        address = process.stdout.readline().strip() if process.stdout else ""
        assert barriers(browser, address, scheme, ".option") == []
    finally:
        process.kill()
        process.communicate()


def test_what_bars_people_is_found(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text('<html><body><img src="a.png"><p style="color:#ddd">pale</p></body></html>')
    found = " ".join(barriers(browser, page.as_uri(), "light"))
    assert "image-alt" in found and "color-contrast" in found and "html-has-lang" in found
