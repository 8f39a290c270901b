"""A word broken at a hyphen: whether it is whole without it, or a compound that keeps it."""

from collections import Counter

from pipeline.clean.facts.words import count_words, frequencies, known, zipf
from pipeline.clean.spelling.completions import COMMON_PART, OFTEN
from pipeline.clean.spelling.compounds import (
    closes_compounds,
    is_affixed,
    is_loose,
    is_number,
    is_particle,
    opens_more,
    writes_open,
)
from pipeline.report import Confidence

LONGEST_ENDING, RARE_WORD, RARE_IN_ENGLISH = 4, 2.3, 2.0
LEAST_CARRIED, COMMON_HEAD = 3, 3.3
"""English printers carry no fewer letters over: "whole-" and "is" had a dash between them."""
RUN_TOGETHER, VERY_COMMON = 1.8, 5.0
"""Zipf frequencies: a word so rare, of parts so common, has lost a hyphen."""
TOGETHER = {"en": (2.2, 4.5)}
"""The same, where neither part is an affix. In 1.8 million words of English 19 in 20 of these have
the hyphen: large-scale, decision-making, self-defence; landholding has none."""


def settle_hyphen(text: str, head: str, tail: str, lang: str) -> tuple[bool, Confidence, str]:
    """Say whether a word broken at a hyphen is whole without it, how surely, and why.

    The forms in the text itself decide; then the language's word list; with no evidence the
    hyphen goes, since printers break words more often than compounds.
    """
    words = count_words(text)
    part = head.rpartition("-")[2]
    joined, compound = (head + tail).casefold(), f"{head}-{tail}".casefold()
    if words[joined] != words[compound]:
        whole = words[joined] > words[compound]
        form = joined if whole else compound
        return whole, Confidence.SURE, f"the text has “{form}” {words[form]} times elsewhere"
    short = (part + tail).casefold()
    if opens_more(words, part.casefold(), tail.casefold()):
        return False, Confidence.LIKELY, f"the text writes “{part}-” before other words"
    if _two_scripts(head, tail) or is_particle(part, tail, lang):
        return False, Confidence.LIKELY, f"“{tail}” stands behind a hyphen"
    if is_number(part, tail, lang):
        return False, Confidence.LIKELY, f"“{part}-{tail}” is a number"
    if is_loose(part, tail, lang):
        return False, Confidence.LIKELY, f"“{part}-” stands before other words"
    if known(short, lang) and "-" not in head and not runs_together(part, tail, lang):
        return True, Confidence.SURE, f"“{short}” is a word"
    if "-" in head:
        return _settle_part(words, part.casefold(), tail.casefold(), lang)
    if writes_closed(words, part.casefold(), lang):
        return True, Confidence.LIKELY, f"the text closes up its compounds with “{part}”"
    if writes_open(words, part, tail):
        return False, Confidence.LIKELY, f"the text writes “{part}-” before other words"
    if closes_compounds(words, part, tail, lang):
        return True, Confidence.LIKELY, "the language writes its compounds as one word"
    both = _is_compound(part, tail, lang) or _are_own_words(words, part, tail, lang)
    both = both or runs_together(part, tail, lang)
    if both and not is_affixed(part, tail, lang):
        return False, Confidence.LIKELY, f"“{part}” and “{tail}” are words, “{short}” is not"
    return True, Confidence.LIKELY, "a printer's hyphen more often than a compound's"


def _settle_part(
    words: Counter[str], part: str, tail: str, lang: str
) -> tuple[bool, Confidence, str]:
    """Settle a break in the last part of a compound: long-stand-ing, but up-to-date."""
    whole, parted = part + tail, f"{part}-{tail}"
    if words[whole] != words[parted]:
        form = whole if words[whole] > words[parted] else parted
        return form == whole, Confidence.LIKELY, f"the text has “{form}” elsewhere"
    rarer = min(zipf(part, lang), zipf(tail, lang))
    if known(whole, lang) and zipf(whole, lang) > rarer:
        return True, Confidence.LIKELY, f"“{whole}” is a word"
    return False, Confidence.LIKELY, "the word has another hyphen already"


def runs_together(head: str, tail: str, lang: str) -> bool:
    """Say whether a word of the list is two that people ran together: socalled, largescale."""
    one, two = head.casefold(), tail.casefold()
    whole, parts = zipf(one + two, lang), min(zipf(one, lang), zipf(two, lang))
    rare, common = TOGETHER.get(lang.partition("-")[0], (0.0, 0.0))
    if whole < rare and parts >= common and min(len(one), len(two)) > 2:
        return not is_affixed(one, two, lang)
    return whole < RUN_TOGETHER and parts > VERY_COMMON


def writes_closed(words: Counter[str], head: str, lang: str) -> bool:
    """Say whether the text has workman and workshop, and no compound that begins with work-."""
    closed = 0
    for word in words:
        if word.startswith(f"{head}-"):
            return False
        tail = word.removeprefix(head)
        closed += tail != word and len(tail) > 2 and zipf(tail, lang) > COMMON_PART
    return closed >= OFTEN


def _are_own_words(words: Counter[str], head: str, tail: str, lang: str) -> bool:
    """Say whether the text uses both parts by themselves, the second too long for an ending."""
    one, two = head.casefold(), tail.casefold()
    often = min(words[one], words[two]) > OFTEN and not known(one + two, lang)
    return often and len(one) > 2 and len(two) > LONGEST_ENDING and bool(frequencies(lang))


def _two_scripts(head: str, tail: str) -> bool:
    """Say whether a Latin word stands before one of another script, or behind it."""
    return (head[-1:] < "\u0250") != (tail[:1] < "\u0250")


def _is_compound(head: str, tail: str, lang: str) -> bool:
    """Say whether both parts are words; of rarer ones, whether the tail is too long for an ending.

    A name of two words was not broken at a hyphen.
    """
    one, two = head.casefold(), tail.casefold()
    if known(one + two, lang):
        return len(one) > 1 and len(two) > 1
    if lang.startswith("en") and len(two) < LEAST_CARRIED and zipf(two, lang) > VERY_COMMON:
        return zipf(one, lang) > COMMON_HEAD and not zipf(one + two, lang)
    rarer = min(zipf(one, lang), zipf(two, lang))
    long = head.islower() and len(one) > 2 and len(two) > LONGEST_ENDING
    least = RARE_IN_ENGLISH if lang.startswith("en") else RARE_WORD
    return (len(one) > 2 and len(two) > 2 and rarer > 3) or (long and rarer > least)
