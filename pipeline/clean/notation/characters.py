"""Characters that are no text, or stand for others."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufeff\u200b\u2060\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]+"
)
SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*\n[ \t]*(?=\\w))?")
LIGATURE = re.compile("[\ufb00-\ufb06]")
COMBINING = re.compile("[^\\s\u0300-\u036f][\u0300-\u036f\u3099\u309a]+")
LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip


def drop_controls(source: Source) -> Iterator[Edit]:
    r"""Drop control characters, byte-order marks and invisible spaces, which are no text.

    So are the marks that turn the direction of a line: a script has its own direction, and one
    left open would turn all that follows. The joiners that Persian and the Indic scripts are
    written with stay.

    >>> fix(drop_controls, "a\x00b\u200bc\ufeff")
    'abc'
    >>> fix(drop_controls, "the \u202elibrary\u202c of \u2067towns\u2069")
    'the library of towns'
    >>> fix(drop_controls, "می\u200cخواهم")
    'می\u200cخواهم'
    """
    for match in CONTROLS.finditer(source.text):
        yield Edit(match.start(), match.end(), "")


def drop_soft_hyphens(source: Source) -> Iterator[Edit]:
    r"""Drop soft hyphens: they say where a word may be divided, not how it is written.

    >>> fix(drop_soft_hyphens, "anar\u00adchy and self\u00ad\nrule")
    'anarchy and selfrule'
    >>> fix(drop_soft_hyphens, "self-rule")
    'self-rule'
    """
    for match in SOFT_HYPHEN.finditer(source.text):
        yield Edit(match.start(), match.end(), "")


def expand_ligatures(source: Source) -> Iterator[Edit]:
    """Write the letters that a ligature character stands for.

    Ligatures are a matter of fonts; as characters they cannot be searched. Ligatures of other
    scripts (Armenian, Arabic forms) are left alone: they may be meant.

    >>> fix(expand_ligatures, "the ﬁeld of conﬂict")
    'the field of conflict'
    >>> fix(expand_ligatures, "œuvre, Encyclopædia")
    'œuvre, Encyclopædia'
    """
    for match in LIGATURE.finditer(source.text):
        yield Edit(match.start(), match.end(), LIGATURES[match[0]])


def compose_accents(source: Source) -> Iterator[Edit]:
    r"""Write a letter and its accent as one character where Unicode has one (NFC).

    >>> fix(compose_accents, "Pe\u0308tr"), fix(compose_accents, "\u306f\u3057\u3099\u3081")
    ('Pëtr', 'はじめ')
    >>> fix(compose_accents, "Pëtr")
    'Pëtr'
    """
    for match in COMBINING.finditer(source.text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0]:
            yield Edit(match.start(), match.end(), composed)


def drop_hard_spaces(source: Source) -> Iterator[Edit]:
    r"""Write a no-break space as a space, save in French, where it belongs before punctuation.

    >>> fix(drop_hard_spaces, "p.\u00a0233")
    'p. 233'
    >>> fix(drop_hard_spaces, "p. 233")
    'p. 233'
    """
    if source.lang.startswith("fr"):
        return
    for match in re.finditer("[\u00a0\u2000-\u200a\u202f\u205f]", source.text):
        yield Edit(match.start(), match.end(), " ", Confidence.SURE)
