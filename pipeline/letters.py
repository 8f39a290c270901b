"""Capital and small letters of the library's scripts, as parts of a regular expression.

``A-Z`` knows only English, and no Python pattern can ask for "a capital". The two strings stand
between the brackets of a character class, alone or with other signs.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

BLOCKS = ((0x0041, 0x024F), (0x0370, 0x058F), (0x1E00, 0x1FFF))
"""Latin, Greek, Cyrillic and Armenian with all their additions: the scripts with two cases."""
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
WITHOUT_CASE = (
    "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0e01-\u0e30\u10d0-\u10ff"
    "\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3"
)
"""Hebrew, Arabic and Persian, Thai, Georgian, Kana, Han and Hangul: no other letter opens a
sentence there."""
CJK = "\u3001-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff65"
"""Kana, Han and their marks: they stand side by side with no space between."""
WIDE = re.compile(f"[{CJK}]")
WIDE_LETTER = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
MARKS = frozenset("“”‘’…—")
"""Marks that Chinese shares with the Latin script."""
HAN = "[\u3040-\u30ff\u3400-\u9fff]"
LATIN, DIGIT = "A-Za-z", "0-9"
EASTERN = tuple(
    {ord("0") + digit: first + digit for digit in range(10)} for first in (0x0660, 0x06F0)
)
"""The digits of Arabic and of Persian."""
EASTERN_DIGIT = re.compile("[\u0660-\u0669\u06f0-\u06f9]")


def columns(line: str) -> int:
    """Count what a line holds in letters of the Latin script: Kana and Han are twice as wide.

    >>> columns("bread"), columns("面包")
    (5, 4)
    """
    return len(line) if line.isascii() else len(line) + len(WIDE.findall(line))


def width_of(text: str) -> int:
    """Count the columns of a terminal: two for a wide character, none for a combining one.

    >>> width_of("né"), width_of("ne\u0301"), width_of("日本"), width_of("a\u200bb")
    (2, 2, 4, 2)
    """
    if text.isascii():
        return len(text)
    shown = (char for char in text if unicodedata.category(char) not in {"Mn", "Me", "Cf"})
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)


def figures(number: int | str, text: str) -> str:
    """Give a pattern for a number as a text may write it, in its script's own digits too.

    >>> figures(12, "page 12"), figures(12, "صفحه ۱۲")
    ('12', '(?:12|١٢|۱۲)')
    """
    if not _has_eastern_digits(text):
        return str(number)
    return f"(?:{'|'.join([str(number), *(str(number).translate(table) for table in EASTERN)])})"


@lru_cache(maxsize=8)
def _has_eastern_digits(text: str) -> bool:
    return not text.isascii() and bool(EASTERN_DIGIT.search(text))


def space_between(text: str, start: int, end: int) -> str:
    r"""Give what stands for ``text[start:end]``, a line's end that goes: a space, or nothing.

    Kana and Han follow each other with no space. Between them and Latin letters some books set
    one: the text itself shows it.

    >>> space_between("of the\nconquest", 6, 7), space_between("面包\n与自由", 2, 3)
    (' ', '')
    """
    one, two = text[start - 1 : start], text[end : end + 1]
    wide = WIDE.match(one), WIDE.match(two)
    if not any(wide):
        return " "
    if all(wide) or one in MARKS or two in MARKS:
        return ""
    mark = (wide[0] and not WIDE_LETTER.match(one)) or (wide[1] and not WIDE_LETTER.match(two))
    other = two if wide[0] else one
    return "" if mark or not _sets_space(text, DIGIT if other.isdigit() else LATIN) else " "


@lru_cache(maxsize=8)
def _sets_space(text: str, other: str) -> bool:
    spaced, closed = (
        len(re.findall(f"{HAN}{gap}[{other}]|[{other}]{gap}{HAN}", text)) for gap in (" ", "")
    )
    return spaced > closed
