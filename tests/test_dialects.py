"""One text as many extractors and settings leave it: each is read as the same book."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.run import clean_text, to_tei

FOLDER = Path(__file__).parent / "books/dialects"
TRUTH = FOLDER / "truth.txt"
TEXTS = sorted(path for path in FOLDER.iterdir() if path != TRUTH)
T = "{http://www.tei-c.org/ns/1.0}"

DIALECTS = {
    "docling.md": "docling", "marker.md": "marker", "marker-linked.md": "marker",
    "mineru.md": "mineru", "mistral.md": "mistral", "nanonets.md": "nanonets",
    "olmocr.md": "olmocr", "olmocr-joined.md": "olmocr",
    "pdftotext.txt": "pdftotext",
    "pdftotext-raw.txt": "pdftotext", "pdftotext-layout.txt": "pdftotext",
    "pymupdf4llm.md": "pymupdf4llm", "vlm-markdown.md": "vlm-markdown",
}  # fmt: skip
"""What each file is taken for, by what its extractor alone writes, else by what it writes most."""


def plain(element: etree._Element) -> str:
    """The words of an element; a note stands as its number."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{T}note":
            parts.append(f"[{child.get('n')}]")
        elif child.tag != f"{T}pb":
            parts.append(plain(child))
        parts.append(child.tail or "")
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def book(path: Path) -> str:
    """Headings, paragraphs and notes, one a line, then the lines of the colophon."""
    root = to_tei(path).getroot()
    lines = [plain(e) for e in root.iterfind(f".//{T}docTitle")]
    lines += [plain(e) for e in root.iterfind(f".//{T}docAuthor")]
    lines += [plain(e) for e in root.iterfind(f".//{T}docDate")]
    body = root.find(f".//{T}body")
    assert body is not None
    for element in body.iter(f"{T}head", f"{T}p"):
        if next(element.iterancestors(f"{T}note"), None) is None:
            lines.append(plain(element))
    lines += [f"{e.get('n')}. {plain(e)}" for e in root.iter(f"{T}note") if e.get("place")]
    for ab in root.iterfind(f".//{T}div[@type='colophon']/{T}ab"):
        for lb in ab.iter(f"{T}lb"):
            lb.tail = "\u2028" + (lb.tail or "")
        lines += [" ".join(line.split()) for line in plain_lines(ab)]
    return "\n".join(lines) + "\n"


def plain_lines(element: etree._Element) -> list[str]:
    return "".join(element.itertext()).split("\u2028")


def test_the_truth_is_the_one_that_was_accepted(golden: Callable[[Path, str], None]) -> None:
    golden(TRUTH, book(FOLDER / "vlm-markdown.md"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_reading_gives_the_same_book(path: Path) -> None:
    assert book(path) == TRUTH.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(DIALECTS))
def test_the_dialect_is_known_by_its_signs(name: str) -> None:
    cleaned, _, _ = clean_text(FOLDER / name)
    assert cleaned.dialect == DIALECTS[name]
    assert cleaned.dialect_evidence


def test_a_printed_page_number_names_its_page() -> None:
    for name in ("pdftotext.txt", "pdftotext-raw.txt", "pdftotext-layout.txt", "pymupdf4llm.md"):
        pages = [n for _, n in clean_text(FOLDER / name)[0].pages if n]
        assert pages[-4:] == ["3", "4", "5", "6"], name
