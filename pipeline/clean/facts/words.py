"""Evidence about words: what the text itself uses, then what its language knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from pipeline.letters import LOWER, UPPER

MARKUP = r"<[^<>\n]{1,200}>|`[^`\n]{1,500}`|\]\([^)\n]{0,500}\)"
"""A tag, code, and where a link leads: none of the text's words. Bounded: a row of marks ends."""
DOMAIN = r"(?<![\w-])(?<!\w\.)(?:[\w-]{1,63}\.){1,6}(?:org|net|com|info)\b"
"""An address without its scheme, of labels as short as RFC 1035 has them; asked once a row."""
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+(?:[’'][^\W\d_]+)*)*")
CAMEL = re.compile(rf"(?<![\w-])[{UPPER}][{LOWER}]+[{UPPER}][^\W\d_]*(?![\w-])")

COMMON = 1.5
"""Zipf frequency (powers of ten per billion words) from which a word list's word counts as known.

Below it the lists hold misspellings and fragments."""

ZIPF_OF_ALL = 9
"""Zipf frequency of a word that all running text would consist of."""

LANGUAGES_WITHOUT_LIST = frozenset({"eo", "la", "grc", "zh", "ja", "ko", "th"})
"""No list holds their words; or they stand without spaces, and a dictionary would part them."""


@lru_cache(maxsize=8)
def count_words(text: str) -> Counter[str]:
    """Count the words of a text, case folded, compounds both whole and by their parts."""
    words: Counter[str] = Counter()
    for match in WORD.finditer(text):
        word = match[0].casefold()
        words[word] += 1
        if "-" in word:
            words.update(word.split("-"))
    return words


@lru_cache(maxsize=4)
def camel_names(text: str) -> frozenset[str]:
    """Gather the words of a text that have a capital inside, as OpenPGP and WikiLeaks do."""
    return frozenset(CAMEL.findall(text))


@lru_cache(maxsize=65536)
def known(word: str, lang: str) -> bool:
    """Say whether the language's word list holds a word."""
    return zipf(word, lang) >= COMMON


@lru_cache(maxsize=65536)
def zipf(word: str, lang: str) -> float:
    """Give a word's frequency in its language on the Zipf scale (0 unknown, 8 the commonest)."""
    base = lang.partition("-")[0]
    if base in LANGUAGES_WITHOUT_LIST:
        return 0.0
    from wordfreq import zipf_frequency

    try:
        return zipf_frequency(word, base)
    except LookupError:
        return 0.0


@lru_cache(maxsize=4)
def frequencies(lang: str) -> Mapping[str, float]:
    """Give the language's word list as a table, for rules that ask for many words that are none.

    Shares of running text, not Zipf; empty where there is no list.
    """
    base = lang.partition("-")[0]
    if base in LANGUAGES_WITHOUT_LIST:
        return {}
    from wordfreq import get_frequency_dict

    try:
        return get_frequency_dict(base, "best")
    except LookupError:
        return {}
