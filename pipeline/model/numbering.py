"""How the items of a list are counted: the kind of numeral, and the signs printed round it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = re.compile(r"(?P<open>\(?)(?P<numeral>\d{1,5}|[a-z]{1,8}|[A-Z]{1,8})(?P<close>[.)]?)")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Numbering:
    """A kind of numeral, named as HTML names it (``1 a A i I``), and its signs as printed."""

    numeral: str = "1"
    form: str = "{}."

    def mark(self, number: int) -> str:
        """Print the mark of an item.

        >>> Numbering("i", "({})").mark(4), Numbering("A").mark(2), Numbering().mark(3)
        ('(iv)', 'B.', '3.')
        """
        return self.form.format(numeral(self.numeral, number))


PLAIN = Numbering()
"""Arabic numbers with a stop."""


def numeral(kind: str, number: int) -> str:
    """Write a number as a kind of numeral; what the kind cannot write is Arabic.

    >>> numeral("a", 28), numeral("I", 1999), numeral("i", 0)
    ('ab', 'MCMXCIX', '0')
    """
    if kind == "1" or not 0 < number < 5000:
        return str(number)
    lower = _letters(number) if kind in "aA" else _roman(number)
    return lower if kind.islower() else lower.upper()


def _letters(number: int) -> str:
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = LETTERS[rest] + found
    return found


def _roman(number: int) -> str:
    found = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


def counts_up(marks: Sequence[str], said: str = "") -> tuple[Numbering, int] | None:
    """Read the marks of a list: how it is numbered, and its first number; None if it is not.

    All must be printed in one way, and each must be one more than the one before it. A letter
    alone is a roman number only where the count says so, where it is the first of one, or where
    that kind is ``said``.

    >>> counts_up(["(a)", "(b)"]), counts_up(["h.", "i."])
    ((Numbering(numeral='a', form='({})'), 1), (Numbering(numeral='a', form='{}.'), 8))
    >>> counts_up(["i)", "ii)"]), counts_up(["I.", "III."])
    ((Numbering(numeral='i', form='{})'), 1), None)
    """
    read = [MARK.fullmatch(mark) for mark in marks]
    forms = {f"{one['open']}{{}}{one['close']}" if one else "" for one in read}
    form = forms.pop() if len(forms) == 1 else ""
    if not form or (form[0] == "(" and form[-1] != ")"):
        return None
    numerals = [one["numeral"] for one in read if one]
    for kind in (said, "1", "i", "I", "a", "A"):
        if not kind:
            continue
        first = _value(kind, numerals[0])
        due = [numeral(kind, first + step) for step in range(len(numerals))] if first else []
        if due == numerals and (kind == said or kind not in "iI" or len(due) > 1 or first == 1):
            return Numbering(kind, form), first
    return None


def _value(kind: str, text: str) -> int:
    """Give what a numeral counts in a kind; nought if it is none of that kind."""
    if kind == "1":
        return int(text) if text.isdigit() else 0
    if text.isdigit() or text.islower() != kind.islower():
        return 0
    small = text.lower()
    if kind in "aA":
        return LETTERS.index(small) + 1 if len(small) == 1 else 0
    if small.strip("ivxlcdm"):
        return 0
    values = {sign: value for value, sign in ROMAN if len(sign) == 1}
    each = [values[letter] for letter in small]
    return sum(-one if one < two else one for one, two in zip(each, [*each[1:], 0], strict=True))
