"""The marks that call notes, where the printed lines were kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.letters import UPPER

STOP = r"[.,;:!?”’\"')\]*_。，、；：！？」』）》؟؛،۔]"
TURNED = r"(?<=[\w.,;:!?…])[“«‘›‹»]"
"""A mark that opens in English and closes in another language: it stands at a word or its stop."""
UNOPENED = r"(?<!\s[*_\"'])(?<!\s[*_]{2})(?<!\s[*_]{3})"
"""No emphasis and no quotation opens before it: ``**1. The Idea**`` is a heading's number.

A number in brackets is a mark in emphasis too."""
BEHIND = r"[\s.,;:!?)”’\"'—–*_\]«»“。，、；：！？」』）》؟؛،۔]|$"
OPENS = rf"[“‘«\"'(\[*_]?[{UPPER}]"


def first_call(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Give the first place where a number stands as a mark; between spaces only if nowhere else."""
    spaced = re.compile(rf"(?<=[^\W\d]) {number}(?= [^\W\d]| [—–(])")
    return next(calls(text, start, end, number), None) or spaced.search(text, start, end)


def calls(text: str, start: int, end: int, number: int) -> Iterator[re.Match[str]]:
    """Run through the places where a number stands as a note's mark.

    A figure behind a figure and a point is a decimal (``0.5 percent``) or a section (``4.1.2``),
    unless the first is a year (``in 1904,24 using``) or a page at a sentence's end.
    """
    pattern = re.compile(
        rf"(?<=[^\W\d]|{STOP}|{TURNED})(?P<gap>[ ]?)\[{number}\]|<sup>{number}</sup>"
        rf"|(?<=[^\W\d]|{STOP}|{TURNED}){UNOPENED}(?<!\d[.,:])(?<![ (\n][A-Z]\.){number}"
        rf"(?![.,:]\d)(?={BEHIND})"
        rf"|(?<=\d{{4}}[.,]){number}(?![.,:]\d)(?={BEHIND})"
        rf"|(?<=\d\d[.]){number}(?=\s*(?:\n\n|\f|\Z)|\s+{OPENS})"
        rf"|(?:(?<=[^\W\d][.,;:!?”’\"')\]])|(?<=[.,;:!?][”’\"')\]])) {number}(?=\s)"
    )
    return pattern.finditer(text, start, end)
