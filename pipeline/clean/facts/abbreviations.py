"""Abbreviations of the library's languages: a full stop behind them ends no sentence."""

import re

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
