"""What a build costs beside its largest part: WeasyPrint, alone, with the same pages."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from xml.etree import ElementTree

from bench.places import FIRST, ROOT
from pipeline import to_tei
from pipeline.resources import styles_folder
from pipeline.write.book import read_book
from pipeline.write.pdf_page import page_of

ROUNDS = 5
GOAL = 3.0
ALONE = """
import sys
from xml.etree import ElementTree
import cssselect2, weasyprint
page, css, pdf = sys.argv[1:]
html = weasyprint.HTML(string="<p>", base_url="http://book.invalid/")
html.etree_element = ElementTree.parse(page).getroot()
html.wrapper_element = cssselect2.ElementWrapper.from_html_root(html.etree_element, None)
html.write_pdf(pdf, stylesheets=[weasyprint.CSS(css)], pdf_variant="pdf/a-3a")
"""
"""The pages go in as the tree they are: a parser for HTML would take the notes out of it."""


def report() -> bool:
    """Print the wall times in pairs, and their ratio; false if its median is over the goal."""
    print(f"\n{'build':>9}{'WeasyPrint':>12}{'ratio':>8}   seconds; whole processes, in turn")
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write_page(folder / "page.xml")
        pairs = [(_build(folder / str(turn)), _alone(folder)) for turn in range(ROUNDS + 1)][1:]
    for build, alone in pairs:
        print(f"{build:>9.2f}{alone:>12.2f}{build / alone:>8.2f}")
    ratio = median(build / alone for build, alone in pairs)
    print(f"{'median':>21}{ratio:>8.2f}   goal {GOAL:g}", flush=True)
    return ratio <= GOAL


def _write_page(path: Path) -> None:
    tei = to_tei(FIRST)
    ElementTree.ElementTree(page_of(tei, read_book(tei))).write(path, encoding="utf-8")


def _build(out: Path) -> float:
    """Time a build of the first text: five editions, every validator, from the launcher on."""
    return _seconds([str(ROOT / "handpress"), "build", str(FIRST), "-o", str(out)])


def _alone(folder: Path) -> float:
    files = [folder / "page.xml", styles_folder() / "print.css", folder / "alone.pdf"]
    fonts = {"FONTCONFIG_FILE": str(styles_folder() / "fonts.conf")}
    return _seconds([sys.executable, "-c", ALONE, *map(str, files)], fonts)


def _seconds(command: list[str], variables: Mapping[str, str] | None = None) -> float:
    here = os.environ | (variables or {})
    start = perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=here)
    return perf_counter() - start
