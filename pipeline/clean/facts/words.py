"""Evidence about words: what the text itself uses, then what its language knows."""

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

UNSPACED = frozenset({"zh", "ja", "ko"})
"""Their words stand without spaces, and a dictionary would part them."""
SHARED = {"bs": "sh", "hr": "sh", "sr": "sh", "nn": "nb", "no": "nb"}
"""Languages whose words stand in the list of another name."""


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
    from wordfreq import zipf_frequency

    listed = _list_of(lang)
    return zipf_frequency(word, listed) if listed else 0.0


@lru_cache(maxsize=8)
def _list_of(lang: str) -> str:
    """Name the word list of a language, or nothing: a neighbour's words are no evidence.

    >>> _list_of("de-AT"), _list_of("sr"), _list_of("gl"), _list_of("zh")
    ('de', 'sh', '', '')
    """
    from wordfreq import available_languages

    base = lang.partition("-")[0]
    listed = SHARED.get(base, base)
    return listed if listed in available_languages("best") and listed not in UNSPACED else ""


@lru_cache(maxsize=4)
def frequencies(lang: str) -> Mapping[str, float]:
    """Give the language's word list as a table, for rules that ask for many words that are none.

    Shares of running text, not Zipf; empty where there is no list.
    """
    from wordfreq import get_frequency_dict

    listed = _list_of(lang)
    return get_frequency_dict(listed, "best") if listed else {}
