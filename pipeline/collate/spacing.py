"""Readings that have the same letters and differ in a hyphen or a space between them."""

from pipeline.clean.facts.words import zipf
from pipeline.collate.witness import Other
from pipeline.collate.words import Stream, words_of
from pipeline.model import Source
from pipeline.report import Confidence

Judgement = tuple[Confidence | None, str]
KEPT: Judgement = None, ""
MORE = 0.3
"""By how much, on the Zipf scale, a word must be commoner than the rarer of its pieces."""


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
    return _by_space(own, other, here, there)


def _by_space(own: Stream, other: Other, here: str, there: str) -> Judgement:
    """Judge one word against two: what is no word gives way, and a piece that is hardly one."""
    lang = own.source.lang
    strange, strange_there = _strange(here, other, lang), _strange(there, other, lang)
    if strange and not strange_there:
        return Confidence.LIKELY, f"“{strange}” is no word"
    if strange_there and not strange:
        return KEPT
    one, two = (_common(text, other, lang) for text in (here, there))
    if len(there.split()) < len(here.split()) and two > one + MORE:
        return Confidence.LIKELY, "it is much commoner so"
    return Confidence.DOUBTFUL, ""


def _common(text: str, other: Other, lang: str) -> float:
    """Give how common the rarest word is; one that both witnesses have elsewhere is common."""
    forms = [word.form for word in words_of(text)]
    return min(8.0 if form in other.agreed else zipf(form.casefold(), lang) for form in forms)


def _text(source: Source, span: tuple[int, int]) -> str:
    """Give a stretch with every hyphen and every space written in one way."""
    text = source.text[slice(*span)].replace("\u00ad", "")
    for hyphen in "‐‑":
        text = text.replace(hyphen, "-")
    return " ".join(text.replace("\f", "").split())


def _strange(text: str, other: Other, lang: str) -> str:
    forms = (word.form for word in words_of(text))
    return next((form for form in forms if not other.known(form, lang)), "")
