"""Capital and small letters of the library's scripts, as parts of a regular expression.

``A-Z`` knows only English, and no Python pattern can ask for "a capital". The two strings stand
between the brackets of a character class, alone or with other signs.
"""

from __future__ import annotations

from collections.abc import Callable

BLOCKS = ((0x0041, 0x024F), (0x0370, 0x052F), (0x1E00, 0x1FFF))
"""Latin, Greek and Cyrillic with all their additions: the scripts that have two cases."""
ORDINALS = "ªº"
"""Raised letters of an ordinal number; Unicode calls them small letters."""


def _ranges(holds: Callable[[str], bool]) -> str:
    found: list[list[int]] = []
    for first, last in BLOCKS:
        for code in range(first, last + 1):
            if not holds(chr(code)) or chr(code) in ORDINALS:
                continue
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(
        chr(start) if start == end else f"{chr(start)}-{chr(end)}" for start, end in found
    )


UPPER = _ranges(str.isupper)
LOWER = _ranges(str.islower)
WITHOUT_CASE = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0e01-\u0e30\u3005-\u30ff\u3400-\u9fff"
"""Hebrew, Arabic and Persian, Thai, Kana and Han: a sentence opens with no other letter there."""
CJK = "\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff65"
"""Kana, Han and their marks: they stand side by side with no space between."""
