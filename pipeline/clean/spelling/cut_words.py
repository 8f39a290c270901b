"""Words that were cut in two and whose hyphen an extractor dropped."""

import re

from pipeline.clean.facts.words import ZIPF_OF_ALL, count_words, frequencies, known, zipf

FAR_LIKELIER, LIKELIER = 4.0, 2.5
"""Powers of ten: in 200,000 pairs of neighbours nothing but damage reached the first."""
USUAL = 3.0
"""Zipf frequency of a word that belongs to the language: foreign words are in a word list too."""
CLEARLY = 0.7
"""A rare word is one if a part of it is so much rarer."""
SYLLABLE = 3
"""A part of so many letters may be an ending that a word list has by chance."""
OFTEN = 2
"""A word that the text has so often elsewhere is one."""
COMMON_PART = 4.5
"""Zipf frequency of a word that makes compounds: man, shop; no ending is so common."""


def is_cut_word(head: str, tail: str, lang: str, text: str, *, dropped: bool = False) -> bool:
    """Say whether two parts are one word that lost its hyphen: it is far likelier than the two.

    How often a language has the whole, against how often the parts would meet by chance, tells
    them apart: per | cent is less than ten thousand times likelier as one word, envi | ronment
    more. A syllable that stands nowhere else is no word. Less will do in a text that has the
    word elsewhere, and never the two side by side: a part must be nowhere else, or other hyphens
    be known to have been ``dropped``.
    """
    one, two = head.casefold(), tail.casefold()
    if not tail.islower() or len(one) < 2 or len(two) < 2:
        return False
    whole, parts = zipf(one + two, lang), (zipf(one, lang), zipf(two, lang))
    odds = whole + ZIPF_OF_ALL - sum(parts)
    listed = whole >= USUAL or (known(one + two, lang) and whole > min(parts) + CLEARLY)
    if listed and odds >= FAR_LIKELIER:
        return True
    words = count_words(text)
    rarer = min((one, two), key=lambda part: zipf(part, lang))
    syllable = len(rarer) <= SYLLABLE and words[rarer] == 1 and min(parts) < COMMON_PART
    if syllable and whole >= USUAL and frequencies(lang):
        return True
    if words[one + two] < OFTEN or (frequencies(lang) and odds < LIKELIER):
        return False
    told = min(words[one], words[two]) == 1 or (dropped and bool(frequencies(lang)))
    return told and not re.search(rf"\b{one} {two}\b", text, re.IGNORECASE)
