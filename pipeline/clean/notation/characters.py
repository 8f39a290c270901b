"""Characters that are no text, or stand for others."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import ftfy

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufeff\u200b\u2060\u200e\u200f"
    "\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]+"
)
BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
FEW = 3
"""Fewer misread letters may be a text's example of such."""
MOST = 0.8
"""So much of what is not ASCII, as a share, is told as misread where all of it is."""
SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*\n[ \t]*(?=\\w))?")
LINE_END_HYPHEN = re.compile("\u2010(?=[*_]*[ \t]*[\n\f])|\u00ad(?=[*_]*[ \t]*(?:\n\\s*[\n\f]|\f))")
LONE_BULLET = re.compile(r"^[ \t]*[•▪◦‣][ \t]*(?:\n|\Z)", re.MULTILINE)
LIGATURE = re.compile("[\ufb00-\ufb06‼⁇]")
COMBINING = re.compile("[^\\s\u0300-\u036f][\u0300-\u036f\u3099\u309a]+")
LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "‼": "!!", "⁇": "??",
}  # fmt: skip


def restore_encoding(source: Source) -> Iterator[Edit]:
    r"""Write the letters again that a wrong decoding took apart: UTF-8, read as Windows-1252.

    ftfy tells what no text can have meant. Where that is most of what is not ASCII, all that can
    be decoded once more was misread, and is made; elsewhere it is only proposed.

    >>> fix(restore_encoding, "lâ€™Ã‰tat nâ€™est pas Ã©ternel, et lâ€™Å“uvre")
    'l’État n’est pas éternel, et l’œuvre'

    Letters that a language has, and a text that shows what a wrong decoding does:

    >>> fix(restore_encoding, "À SÃO PAULO, «NÃO É»")
    'À SÃO PAULO, «NÃO É»'
    >>> fix(restore_encoding, "“é” becomes “Ã©”, “É” becomes “Ã‰”")
    '“é” becomes “Ã©”, “É” becomes “Ã‰”'
    """
    if not ftfy.badness.is_bad(source.text):
        return
    runs = list(BEYOND_ASCII.finditer(source.text))
    told = {run: ftfy.fix_encoding(run) for run in {run[0] for run in runs}}
    misread = [told[run[0]] for run in runs if told[run[0]] != run[0]]
    whole = len("".join(misread)) >= FEW and len(misread) >= MOST * len(runs)
    sure = Confidence.LIKELY if whole else Confidence.DOUBTFUL
    for run in runs:
        again = _decode_again(run[0], told[run[0]]) if whole else told[run[0]]
        if again != run[0]:
            yield Edit(run.start(), run.end(), again, sure, "UTF-8 that was read as Windows-1252")


def _decode_again(run: str, told: str) -> str:
    """Decode a run as UTF-8, if it is that in full; else give what is told of it."""
    try:
        return run.encode("sloppy-windows-1252").decode()
    except UnicodeError:
        return told


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


def write_hyphens(source: Source) -> Iterator[Edit]:
    r"""Write the hyphen at a line's end in one way; browsers and fonts have two others.

    Whether it stays is for the rules that rejoin words; a soft one goes on over a page alone.

    >>> fix(write_hyphens, "anar\u2010\nchy and anar\u00ad\n\n\fchy")
    'anar-\nchy and anar-\n\n\x0cchy'

    One within a line is the author's:

    >>> fix(write_hyphens, "self\u2010rule and self\u00ad\nrule")
    'self‐rule and self\xad\nrule'
    """
    for match in LINE_END_HYPHEN.finditer(source.text):
        yield Edit(match.start(), match.end(), "-")


def drop_loose_bullets(source: Source) -> Iterator[Edit]:
    r"""Drop bullets that an extractor read behind the page, apart from the items they open.

    Two that follow each other have no item between them; then no bullet alone on its line has.

    >>> fix(drop_loose_bullets, "bread\nsalt\n•\n•\n7\nand wine\n•\n8\n")
    'bread\nsalt\n7\nand wine\n8\n'

    Bullets each over its item, and a bullet that parts two scenes:

    >>> fix(drop_loose_bullets, "•\nbread\n•\nsalt\n"), fix(drop_loose_bullets, "So.\n\n•\n\nAnd")
    ('•\nbread\n•\nsalt\n', 'So.\n\n•\n\nAnd')
    """
    bullets = list(LONE_BULLET.finditer(source.text))
    if any(one.end() == two.start() for one, two in pairwise(bullets)):
        for bullet in bullets:
            yield Edit(*bullet.span(), "", Confidence.LIKELY, "it stands apart from its item")


def expand_ligatures(source: Source) -> Iterator[Edit]:
    """Write the letters that a ligature character stands for.

    Ligatures are a matter of fonts; as characters they cannot be searched. Ligatures of other
    scripts (Armenian, Arabic forms) are left alone: they may be meant, as ‼ is in Chinese.

    >>> fix(expand_ligatures, "the ﬁeld of conﬂict‼")
    'the field of conflict!!'
    >>> fix(expand_ligatures, "œuvre, Encyclopædia")
    'œuvre, Encyclopædia'
    """
    wide = source.lang.partition("-")[0] in ("zh", "ja")
    for match in LIGATURE.finditer(source.text):
        if not (wide and match[0] in "‼⁇"):
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
