"""Whether a sentence goes on over a gap: the one question all joins ask."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from pipeline.clean.words import count_words, zipf
from pipeline.letters import LOWER, UPPER
from pipeline.report import Confidence

FINISHED = re.compile(r"[.!?…:;][*_’”\"'»)\]\s]*(?:<sup>[^<]*</sup>)*[*_’”\"'»)\]\s]*$")
CITATION = re.compile(r"\[[^\[\]]*(?:\bpp?\.(?:\s?\d|$)|\b[Oo]p\. ?[Cc]it\b|\bIbid\b)")
"""Opens what a quotation is taken from."""
CITED = re.compile(r"(?:^|\bpp?\.\s?|[,–-]\s?)\d+\][*_]*$")
"""A work and its page in brackets, as the last words of a quotation have them behind the stop."""
SEMICOLON = re.compile(r";[*_]*\s*$")
SMALL = re.compile(rf"[*_“‘\"'(\[«„]*[{LOWER}]")
FIRST = re.compile(r"[*_“‘\"'(\[«„]*(?P<word>[^\W\d_]+)")
LAST = re.compile(r"(?P<word>[^\W\d_]+)[*_’”\"'»)\]]*(?P<comma>[,–—-]?)[*_]*\s*$")
MID_SENTENCE = re.compile(rf"[{LOWER},] (?P<word>[{UPPER}][^\W\d_]+)")
CAPITALISED = re.compile(rf"\b[{UPPER}][^\W\d_]+")
SELDOM = 5
"""A name is written with a capital at least once in so many times."""
FUNCTION_WORD = 5.8
"""Zipf frequency above which a word is one that hardly ever ends a sentence: the, of, and, to."""
PLACE = re.compile(
    r"(?:^|[\s(\[*])(?:pp?|vols?|nos?|nr|chs?|chap|cap|figs?|bd|bk|arts?|secs?|ss?|tt?|pt)\.[*_]*\s*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d|[ivxlc]+\b", re.IGNORECASE)
TITLE = re.compile(r"(?:^|[\s(\[“‘\"'])(?:Mr|Mrs|Messrs|Dr|Prof|St|Mme|MM|Rev|Gen)\.\s*$")
THAT_IS = re.compile(r"(?:^|[\s(\[])(?:i\.\s?e|e\.\s?g|cf|viz)\.[*_]*\s*$", re.IGNORECASE)
NAME = re.compile(rf"[*_“‘\"'(\[]*[{UPPER}]")
PARAGRAPH = 200
"""A block of so many characters is a paragraph: no heading, signature or line of verse."""
LONG = 40
"""A block of fewer characters may be a heading, a signature or an address."""


def goes_on(before: str, after: str, text: str, lang: str) -> tuple[Confidence, str] | None:
    """Say how surely the sentence that ends one block goes on in the next, and why.

    A small letter after an unfinished sentence is sure. A capital is likely a name when the block
    before ends in a comma or a word that needs another, or when the text writes the capital in
    mid-sentence elsewhere. A word that the text otherwise writes small has its capital from a
    sentence that begins: then it is doubtful. A sentence that ended says nothing.
    """
    if SEMICOLON.search(before) and SMALL.match(after) and len(before) > LONG:
        return Confidence.LIKELY, "a small letter after a semicolon"
    if needs_more(before, after):
        return Confidence.LIKELY, "no sentence ends in an abbreviation that needs more"
    if FINISHED.search(before):
        return None
    if SMALL.match(after):
        return Confidence.SURE, "the sentence goes on"
    last, first = LAST.search(before), FIRST.match(after)
    if not last or len(before) < LONG or len(after.strip()) < LONG // 2:
        return None
    why = _unfinished(last["word"], last["comma"], lang)
    if first and not last["comma"] and _together(last["word"], first["word"], text):
        return Confidence.LIKELY, f"the text has “{last['word']} {first['word']}” elsewhere"
    speech = last["comma"] and after[:1] in "“‘\"'«„"
    if first and not speech and _mostly_small(first["word"], text):
        doubt = f"but the text writes “{first['word'].lower()}” small"
        return (Confidence.DOUBTFUL, f"{why}, {doubt}") if why else None
    if why:
        return Confidence.LIKELY, why
    if first and _capitals(text)[first["word"]]:
        return Confidence.LIKELY, f"the text writes “{first['word']}” in mid-sentence"
    if re.match(r"\d", after):
        return Confidence.LIKELY, "the block before ends in mid-sentence"
    return _name_goes_on(before, first["word"], text) if first else None


def needs_more(before: str, after: str) -> bool:
    """Say whether a block ends in an abbreviation that what follows completes: p. and 12.

    A full stop behind "no." or "St." may end a sentence: only the number or the name that such
    a word announces says that it did not.
    """
    return bool(
        (PLACE.search(before) and NUMBER.match(after))
        or (TITLE.search(before) and NAME.match(after))
        or THAT_IS.search(before)
    )


def _name_goes_on(before: str, first: str, text: str) -> tuple[Confidence, str] | None:
    """Say that a name follows: the text never writes the word small.

    A block of several lines may be verse without stops.
    """
    if len(before) < PARAGRAPH or "\n" in before.strip():
        return None
    if count_words(text)[first.casefold()] <= _all_capitals(text)[first]:
        return Confidence.DOUBTFUL, f"the text never writes “{first}” small"
    return None


def _together(last: str, first: str, text: str) -> bool:
    """Say whether the text has two words with capitals side by side: Federal Reserve."""
    return last.istitle() and first.istitle() and bool(
        re.search(rf"(?<!\w){last} {first}(?!\w)", text)
    )  # fmt: skip


def _unfinished(last: str, comma: str, lang: str) -> str:
    """Say why a block that ends in this word or mark does not end its sentence."""
    if comma:
        return "the block before ends in a comma or dash"
    if (last.islower() or last.istitle()) and len(last) > 1 and zipf(last, lang) >= FUNCTION_WORD:
        return f"no sentence ends in “{last}”"
    return ""


def _mostly_small(word: str, text: str) -> bool:
    """Say whether the text writes a word small, and hardly ever with a capital in mid-sentence."""
    small = count_words(text)[word.casefold()]
    return _capitals(text)[word] * SELDOM < small - _all_capitals(text)[word]


@lru_cache(maxsize=2)
def _capitals(text: str) -> Counter[str]:
    """Count the words that begin with a capital in mid-sentence."""
    return Counter(match["word"] for match in MID_SENTENCE.finditer(text))


@lru_cache(maxsize=2)
def _all_capitals(text: str) -> Counter[str]:
    return Counter(match[0] for match in CAPITALISED.finditer(text))
