"""The marks that call notes, where the printed lines were kept."""

from __future__ import annotations

import re
from collections.abc import Iterator


def first_call(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Give the first place where a number stands as a mark; between spaces only if nowhere else."""
    spaced = re.compile(rf"(?<=[^\W\d]) {number}(?= [^\W\d]| [—–(])")
    return next(calls(text, start, end, number), None) or spaced.search(text, start, end)


def calls(text: str, start: int, end: int, number: int) -> Iterator[re.Match[str]]:
    """Run through the places where a number stands as a note's mark."""
    pattern = re.compile(
        rf"(?<=[^\W\d]|[.,;:!?”’\"')\]*_])(?P<gap>[ ]?)\[{number}\]|<sup>{number}</sup>"
        rf"|(?<=[^\W\d]|[.,;:!?”’\"')\]*_])(?<!\.\d\.)(?<![ (\n][A-Z]\.){number}"
        r"(?!\.\d)(?=[\s.,;:!?)”’\"'—–*_\]]|$)"
        rf"|(?:(?<=[^\W\d][.,;:!?”’\"')\]])|(?<=[.,;:!?][”’\"')\]])) {number}(?=\s)"
    )
    return pattern.finditer(text, start, end)
