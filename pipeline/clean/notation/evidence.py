"""Readings that the text itself shows to be damaged: proposed, never made."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

CENTURY = {
    "en": r"[Cc]entur(?:y|ies)", "de": r"Jahrhunderts?", "fr": r"siècles?", "nl": r"eeuw",
}  # fmt: skip
ENDING = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3})(?:[ ]?(?P<bracket>\[)|[ ])"
    r"(?P<ending>st|nd|rd|th)(?(bracket)\]|\b)"
)
EDITION = re.compile(r"(?:[,;(] |\b(?:the|a|in|new) )(?P<number>[1-9]\d?)(?= edition\b)")
RAISED = re.compile(r"\d+<sup>(?P<ordinal>[a-zèº°]{1,3})</sup>")
CITATION = re.compile(
    r"\b(?P<authors>[A-Z][^\W\d_]+(?:(?:,| and| &) [A-Z][^\W\d_]+){0,9})[\s\f]+"
    r"(?P<year>(?:1[5-9]|20)\d?)[ \t]*(?=[,;)])"
)
ENTRY = re.compile(
    r"^[-*•][ \t]+(?P<authors>[^\n]{3,160}?)[\s(]+(?:circa )?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\b",
    re.MULTILINE,
)
NAME = re.compile(r"[A-Z][^\W\d_]{2,}")


def raise_endings(source: Source) -> Iterator[Edit]:
    """Raise an ordinal's ending that an extractor set in brackets or apart: 18 [th], 2 nd.

    Some write every raised letter in brackets, as they do a note's mark; some part it from its
    number.

    >>> fix(raise_endings, "the 18 [th] century, his 2 nd edition")
    'the 18<sup>th</sup> century, his 2nd edition'

    A number that takes another ending stays, and so does a word in brackets:

    >>> fix(raise_endings, "of 5 nd, and 12 [the last]")
    'of 5 nd, and 12 [the last]'
    """
    for match in ENDING.finditer(source.text):
        if match["ending"] != _ordinal(int(match["number"])):
            continue
        raised = f"<sup>{match['ending']}</sup>" if match["bracket"] else match["ending"]
        why = "the number's own ending"
        yield Edit(match.end("number"), match.end(), raised, Confidence.SURE, why)


def raise_ordinals(source: Source) -> Iterator[Edit]:
    """Raise the letters that an edition's ordinal lost: "2 edition"; propose a century's.

    Both are counted with an ordinal, never with a plain number; that the text raises the letters
    elsewhere shows that the extraction can lose them. "The 19 Century" may be the author's slip.

    >>> fix(raise_ordinals, "Paris, 1<sup>st</sup> ed., and Bern, 2 edition, and 2 editions")
    'Paris, 1<sup>st</sup> ed., and Bern, 2<sup>nd</sup> edition, and 2 editions'
    >>> from pipeline.clean.edit import apply
    >>> text = "in the 20<sup>th</sup> Century and the 19 Century, 19 Centuries"
    >>> [(text[e.start:e.end], e.after) for e in raise_ordinals(Source(text))]
    [('', '<sup>th</sup>')]
    """
    pattern = CENTURY.get(source.lang.partition("-")[0])
    raised = RAISED.search(source.text)
    if not pattern or not raised or source.lang[:2] != "en":
        return
    lost = re.compile(rf"\b(?:the|The|this|that)\s+(?P<number>\d{{1,2}})(?=\s+{pattern}\b)")
    evidence = f"the text writes “{raised[0]}” elsewhere"
    for match in lost.finditer(source.text):
        letters = f"<sup>{_ordinal(int(match['number']))}</sup>"
        yield Edit(match.end(), match.end(), letters, Confidence.DOUBTFUL, evidence)
    for match in EDITION.finditer(source.text):
        letters = f"<sup>{_ordinal(int(match['number']))}</sup>"
        yield Edit(match.end(), match.end(), letters, Confidence.LIKELY, evidence)


def _ordinal(number: int) -> str:
    if 10 < number % 100 < 14:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def restore_years(source: Source, references: str = "") -> Iterator[Edit]:
    r"""Propose the year that a citation lost, from the reference list.

    A citation whose year is cut short, by authors of whom the list has one work in a year that
    starts so, can mean only that work. ``references`` is the text that holds the list, if it is
    another.

    >>> text = "see (Woodcock and Avakumovic 19 , p. 3).\n\n- Woodcock, G., I. Avakumovic 1950. X"
    >>> [(text[e.start:e.end], e.after) for e in restore_years(Source(text))]
    [('19', '1950')]
    >>> list(restore_years(Source("see (Woodcock 1950).\n\n- Woodcock, George 1950. X")))
    []
    """
    entries = [
        (set(NAME.findall(m["authors"])), m["year"])
        for m in ENTRY.finditer(references or source.text)
    ]
    for match in CITATION.finditer(source.text):
        names, year = set(NAME.findall(match["authors"])), match["year"]
        years = {full for known, full in entries if names <= known and full.startswith(year)}
        if len(year) < 4 and len(years) == 1:
            full = years.pop()
            evidence = f"the reference list has {', '.join(sorted(names))} {full}"
            yield Edit(*match.span("year"), full, Confidence.DOUBTFUL, evidence, emends=True)
