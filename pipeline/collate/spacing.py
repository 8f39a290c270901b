"""Readings that have the same letters and differ in a hyphen or a space between them."""

from __future__ import annotations

from pipeline.clean.words import known, zipf
from pipeline.collate.witness import Other
from pipeline.collate.words import Stream, words_of
from pipeline.model import Source
from pipeline.report import Confidence

Judgement = tuple[Confidence | None, str]
KEPT: Judgement = None, ""
RARE, MORE = 4.0, 0.7
"""Zipf frequency below which a piece of a word may be in a word list by chance, and by how much
the whole must be commoner."""


def judge_spacing(own: Stream, mine: tuple[int, int], other: Other, theirs: tuple[int, int]) -> (
    Judgement
):  # fmt: skip
    """Say how surely the other's spacing is the printed one, or nothing if ours is; and why.

    A hyphen in the middle of a line was printed; one at a line's end may be the printer's, and an
    extractor that joins the lines drops it either way. So a hyphen that is seen in mid-line holds,
    if what it divides are words. A word without its hyphen or its space holds if it is a word.
    """
    lang = own.source.lang
    here, there = _text(own.source, mine), _text(other.stream.source, theirs)
    seen, seen_there = own.verbatim(*mine), other.stream.verbatim(*theirs)
    strange, strange_there = _strange(here, other, lang), _strange(there, other, lang)
    if "-" in there and "-" not in here:
        if not strange_there and seen_there and (not seen or strange):
            return Confidence.LIKELY, "the hyphen stands in the middle of a line there"
        return (None if strange_there else Confidence.DOUBTFUL), ""
    if "-" in here and "-" not in there:
        if seen or (strange_there and " " in there):
            return KEPT
        if strange_there:
            return Confidence.DOUBTFUL, f"but “{strange_there}” is in no word list"
        return Confidence.LIKELY if seen_there else Confidence.DOUBTFUL, "it is a word"
    return _by_space(own, here, there, strange, strange_there)


def _by_space(own: Stream, here: str, there: str, strange: str, strange_there: str) -> Judgement:
    """Judge one word against two."""
    if strange and not strange_there:
        return Confidence.LIKELY, f"“{strange}” is no word"
    if strange_there and not strange:
        return KEPT
    parts = here.split()
    if len(parts) == 2 and len(there.split()) == 1:
        if _is_cut(parts[0].casefold(), parts[1].casefold(), own.source.lang):
            return Confidence.LIKELY, "the whole is a word, a part is none"
    elif len(there.split()) > len(parts):
        return KEPT if not strange else (Confidence.DOUBTFUL, "")
    return Confidence.DOUBTFUL, ""


def _is_cut(one: str, two: str, lang: str) -> bool:
    """Say whether two parts are one word: it is a word, and a part hardly ever one."""
    rarer = min(zipf(one, lang), zipf(two, lang))
    return known(one + two, lang) and rarer < RARE and zipf(one + two, lang) > rarer + MORE


def _text(source: Source, span: tuple[int, int]) -> str:
    """Give a stretch with every hyphen and every space written in one way."""
    text = source.text[slice(*span)].replace("\u00ad", "")
    for hyphen in "‐‑":
        text = text.replace(hyphen, "-")
    return " ".join(text.replace("\f", "").split())


def _strange(text: str, other: Other, lang: str) -> str:
    forms = (word.form for word in words_of(text))
    return next((form for form in forms if not other.known(form, lang)), "")
