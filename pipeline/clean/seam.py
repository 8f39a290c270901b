"""Whether a sentence goes on over a gap: the one question all joins ask."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.clean.words import zipf
from pipeline.report import Confidence

FINISHED = re.compile(r"[.!?…:;][*_’”\"'»)\]\s]*(?:<sup>[^<]*</sup>)*[*_’”\"'»)\]\s]*$")
SEMICOLON = re.compile(r";[*_]*\s*$")
SMALL = re.compile(r"[*_“‘\"'(\[«„]*[a-zß-öø-ÿа-яёα-ωāăąćčďēęěģīłńňōřśšţťūůźżžœæ]")
FIRST = re.compile(r"[*_“‘\"'(\[«„]*(?P<word>[^\W\d_]+)")
LAST = re.compile(r"(?P<word>[^\W\d_]+)[*_’”\"'»)\]]*(?P<comma>[,–—-]?)[*_]*\s*$")
MID_SENTENCE = re.compile(r"[a-zß-öø-ÿ,] (?P<word>[A-ZÀ-Þ][^\W\d_]+)")
FUNCTION_WORD = 5.8
"""Zipf frequency above which a word is one that hardly ever ends a sentence: the, of, and, to."""
LONG = 40
"""A block of fewer characters may be a heading, a signature or an address."""


def goes_on(before: str, after: str, text: str, lang: str) -> tuple[Confidence, str] | None:
    """Say how surely the sentence that ends one block goes on in the next, and why.

    A small letter after an unfinished sentence is sure. A capital is likely a name when the block
    before ends in a comma or a word that needs another, or when the text writes the capital in
    mid-sentence elsewhere. A sentence that ended says nothing.
    """
    if SEMICOLON.search(before) and SMALL.match(after) and len(before) > LONG:
        return Confidence.LIKELY, "a small letter after a semicolon"
    if FINISHED.search(before):
        return None
    if SMALL.match(after):
        return Confidence.SURE, "the sentence goes on"
    last, first = LAST.search(before), FIRST.match(after)
    if not last or len(before) < LONG or len(after.strip()) < LONG // 2:
        return None
    if last["comma"]:
        return Confidence.LIKELY, "the block before ends in a comma or dash"
    word = last["word"]
    if word.islower() and zipf(word, lang) >= FUNCTION_WORD:
        return Confidence.LIKELY, f"no sentence ends in “{word}”"
    if first and first["word"] in _names(text):
        return Confidence.LIKELY, f"the text writes “{first['word']}” in mid-sentence"
    if re.match(r"\d", after):
        return Confidence.LIKELY, "the block before ends in mid-sentence"
    return None


@lru_cache(maxsize=2)
def _names(text: str) -> frozenset[str]:
    return frozenset(match["word"] for match in MID_SENTENCE.finditer(text))
