"""Markdown that a person wrote is read as it stands; what an extractor wrote is cleaned."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import to_tei
from pipeline.read.text import is_written
from pipeline.run import is_structured

WRITTEN = """---
title: The Conquest of Bread
author: P. Kropotkin
---

# Preface {#preface}

Bread[^bread] is what we need.

Land
:   What bread grows on.

[^bread]: See there.

    And here.
"""


@pytest.mark.parametrize(
    "text",
    [
        "# Bread {.unnumbered}",
        "::: epigraph\nBread.\n:::",
        "The [land]{.smallcaps}",
        "The land^[And its fruits.] is ours.",
        "[^bread]: See there.",
        "[^1]: See there.\n\n    And here.",
        "Land\n:   What bread grows on.",
    ],
)
def test_what_pandoc_alone_has_was_written_by_a_person(text: str) -> None:
    assert is_written(f"It is so.\n\n{text}\n\nAnd so.")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Bread\n---",
        "# Bread\n\nIt is so.[^1]\n\n[^1]: See there.",
        "He said:\n\n| a | b |\n|---|---|",
        "10^[2] men and x^2",
        "::: and then :::",
        "    a: b",
        "```\n# Bread {#bread}\n```",
    ],
)
def test_negative_what_extractors_write_too_says_nothing(text: str) -> None:
    assert not is_written(f"It is so.\n\n{text}\n\nAnd so.")


def test_a_persons_markdown_keeps_its_title_its_terms_and_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "bread.md"
    path.write_text(WRITTEN, "utf-8")
    assert is_structured(path)
    told = to_tei(path).xpath("string()")
    tree = to_tei(path)
    spaces = {"t": "http://www.tei-c.org/ns/1.0"}
    assert tree.xpath("string(//t:titleStmt/t:title)", namespaces=spaces) == "The Conquest of Bread"
    assert tree.xpath("count(//t:note/t:p)", namespaces=spaces) == 2
    assert tree.xpath("string(//t:list[@type='gloss']/t:label)", namespaces=spaces) == "Land"
    assert "{#preface}" not in told


def test_an_extractors_markdown_is_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "bread.md"
    path.write_text("# Bread\n\nIt is so.<sup>1</sup>\n\n---\n\n<sup>1</sup> See.\n", "utf-8")
    assert not is_structured(path)
