"""Words that a printed line broke: how they are told from authors' hyphens and from slips."""

import re
from collections.abc import Sequence

from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.words import frequencies, zipf

FULL = 40
"""A printed line of prose has more characters."""
LINES = 120
"""So many printed lines, of which none breaks a word, show a page that breaks none."""
SELDOM = 30
"""An author's hyphen ends one line in more than so many; a printer's, one in ten."""
FEW = 5
"""Of printers' breaks every second shows itself; of authors' hyphens hardly one in so many."""
UNUSED, USUAL = 3.0, 2.5
"""Zipf frequencies: a part below is no word, a whole above is one."""
SPACED = re.compile(r"(?<![^\W\d_])(?P<head>[^\W\d_]{2,20})(?P<gap>- )(?P<tail>[^\W\d_]{2,20})")
OFTEN, WORDS = 6, 1_000
"""So many of them, and one in so many words, are an extractor's; fewer are the library's slips."""


def spaced_breaks(text: str, lang: str) -> list[re.Match[str]]:
    """Find the words that an extractor left broken with a space for the printed line's end."""
    if "- " not in text:
        return []
    found = [m for m in SPACED.finditer(text) if is_broken(m["head"], m["tail"], lang)]
    many = len(found) >= OFTEN and len(found) * WORDS >= len(text.split())
    return found if many else []


def breaks_no_word(text: str, found: Sequence[re.Match[str]], lang: str) -> bool:
    """Say whether the printed lines break at spaces and at authors' hyphens alone.

    A printer's break is known by a part that is no word, of a whole that is one; and there are
    many more of them than of an author's hyphens that happen to end a line.
    """
    if not is_wrapped(text) or not frequencies(lang):
        return False
    lines = sum(len(line) > FULL for line in text.split("\n"))
    if lines < LINES or len(found) * SELDOM > lines:
        return False
    broken = sum(is_broken(match["head"], match["tail"], lang) for match in found)
    return broken * FEW <= len(found)


def is_broken(head: str, tail: str, lang: str) -> bool:
    """Say whether two parts were one word: it is known, and one of them is none."""
    one, two = head.rpartition("-")[2].casefold(), tail.casefold()
    rarer = min(zipf(one, lang), zipf(two, lang))
    return rarer < UNUSED and zipf(one + two, lang) > max(USUAL, rarer)
