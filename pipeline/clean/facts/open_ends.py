"""What a block leaves open at its end: an abbreviation that needs more, or a bracket."""

import re

from pipeline.letters import UPPER

PLACES = (
    "pp?", "vols?", "nos?", "nr", "chs?", "chap", "cap", "figs?", "bd", "bk", "arts?", "secs?",
    "ss?", "tt?", "pt", "págs?", "núms?", "n", "tom", "kap", "hft", "jg", "str",
    "rozdz", "cz", "стр", "с", "т", "гл", "ч", "вып", "кн", "σσ?", "σελ", "τ", "κεφ", "blz",
    "dl", "hfst", "sid", "sf", "bl",
)  # fmt: skip
"""What stands before the number of a page, a volume, a chapter."""
TITLES = (
    "Mr", "Mrs", "Messrs", "Dr", "Prof", "St", "Mme", "Mlle", "MM", "Rev", "Gen", "Hr", "Fr",
    "Sr", "Sra", "Srta", "sr", "sra", "Sig", "sig", "Dott", "dott", "Avv", "avv", "prof", "dr",
    "ks", "św", "ul", "тов", "проф", "акад", "им", "св", "гр", "dhr", "mevr",
)  # fmt: skip
"""What stands before a name."""
BEFORE_MORE = (
    r"i\.\s?e", r"e\.\s?g", "cf", "viz", r"d\.\s?h", r"z\.\s?b", "bzw", "vgl", "sog", r"c\.-à-d",
    r"p\.\s?ex", r"p\.\s?ej", r"ad\s?es", "cfr", r"т\.\s?е", "напр", "см", "ср", "tzn", "np",
    "zob", "tj", r"d\.\s?w\.\s?z", "bijv", "dvs", r"t\.\s?ex", "jfr", "δηλ", r"π\.\s?χ",
    "βλ", "örn", "bkz",
)  # fmt: skip
"""Words that announce what follows: that is, for example, compare."""

PLACE = re.compile(rf"(?:^|[\s(\[*])(?:{'|'.join(PLACES)})\.[*_]*\s*$", re.IGNORECASE)
TITLE = re.compile(rf"(?:^|[\s(\[“‘\"'«„])(?:{'|'.join(TITLES)})\.\s*$")
THAT_IS = re.compile(rf"(?:^|[\s(\[«„])(?:{'|'.join(BEFORE_MORE)})\.,?[*_]*\s*$", re.IGNORECASE)
OPERE = re.compile(r"(?:^|[\s(\[*_])(?:op|loc|art)\.[*_]*\s*$", re.IGNORECASE)
CITATO = re.compile(r"[*_]*cit\b", re.IGNORECASE)
"""The two words of op. cit., which a page or a block may part."""
BRACKETS = (
    (re.compile(r"\([^()]{0,400}$"), re.compile(r"(?!\w{1,4}\))[^()\n]{0,200}\)")),
    (re.compile(r"\[[^\[\]]{0,400}$"), re.compile(r"(?!\w{1,4}\])[^\[\]\n]{0,200}\]")),
)
"""A bracket that a block left open, and the next one closes; ``2)`` numbers an item."""
OPEN = r"[*_“‘\"'(\[«„»‚›‹¿¡]*[\u00a0\u202f]?"
"""What may stand before a word; in French with a narrow space behind it."""
NUMBER = re.compile(r"\d|[ivxlc]+\b", re.IGNORECASE)
NAME = re.compile(rf"{OPEN}[{UPPER}]")


def needs_more(before: str, after: str) -> bool:
    """Say whether a block ends in an abbreviation that what follows completes: p. and 12.

    A full stop behind "no." or "St." may end a sentence: only the number or the name that such
    a word announces says that it did not.
    """
    return bool(
        (PLACE.search(before) and NUMBER.match(after))
        or (TITLE.search(before) and NAME.match(after))
        or THAT_IS.search(before)
        or (OPERE.search(before) and CITATO.match(after))
    )


def within_bracket(before: str, after: str) -> bool:
    """Say whether a block leaves a bracket open, and the next one closes it.

    >>> within_bracket("as he said [Op.", "Cit., p. 3]"), within_bracket("he [she] said", "so]")
    (True, False)
    """
    return any(opened.search(before) and closed.match(after) for opened, closed in BRACKETS)
