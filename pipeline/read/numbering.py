"""How the lists of other formats are numbered."""

from collections.abc import Mapping, Sequence

from pipeline.model import PLAIN, Numbering, counts_up

NUMERALS: Mapping[str, str] = {
    "LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I",
    "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I",
    "lower-latin": "a", "upper-latin": "A",
}  # fmt: skip
"""What pandoc and CSS call the kinds of numerals."""
UNNUMBERED = frozenset({"bulleted", "simple", "unordered", "gloss"})
FORMS: Mapping[str, str] = {"OneParen": "{})", "TwoParens": "({})"}
LETTERS: Mapping[int, int] = {50: 12, 100: 3, 500: 4, 1000: 13}
"""Roman numbers that pandoc reads where a list goes on with a letter: ``c.`` as a hundred."""


def of_pandoc(attributes: Sequence[object]) -> tuple[int, Numbering]:
    """Read the attributes of pandoc's numbered list: its first number, and how it is numbered.

    >>> of_pandoc([100, {"t": "LowerRoman"}, {"t": "OneParen"}])
    (3, Numbering(numeral='a', form='{})'))
    """
    start, style, signs = attributes
    kind = NUMERALS.get(_name(style), "1")
    number = start if isinstance(start, int) else 1
    if kind in "iI" and number in LETTERS:
        kind, number = ("a" if kind == "i" else "A"), LETTERS[number]
    return number, Numbering(kind, FORMS.get(_name(signs), PLAIN.form))


def _name(tagged: object) -> str:
    return str(tagged.get("t")) if isinstance(tagged, Mapping) else ""


def of_list(marks: Sequence[str], said: str) -> tuple[int, Numbering] | None:
    """Say how the items of a TEI list are numbered; None if they are not.

    Their marks tell it, if they count up; so does what the list says of itself. ``said`` holds
    the words of its ``rend`` and ``type``.

    >>> of_list(["a", "b"], ""), of_list(["c)"], "numbered lower-roman")
    ((1, Numbering(numeral='a', form='{}.')), (100, Numbering(numeral='i', form='{})')))
    >>> of_list(["", ""], "ordered"), of_list(["a", "c"], ""), of_list(["1", "2"], "simple")
    ((1, Numbering(numeral='1', form='{}.')), None, None)
    """
    words = said.replace(":", " ").split()
    style = next((NUMERALS[word] for word in words if word in NUMERALS), "")
    ordered = bool(style) or not {"numbered", "ordered"}.isdisjoint(words)
    if not ordered and (len(marks) < 2 or not UNNUMBERED.isdisjoint(words)):
        return None
    full = [mark if mark[-1:] in (".", ")") else f"{mark}." for mark in map(str.strip, marks)]
    read = counts_up(full, style) or (counts_up(full[:1], style) if ordered else None)
    if read:
        return read[1], read[0]
    return (1, Numbering(style or "1")) if ordered else None
