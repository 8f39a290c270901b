"""The marks that call notes: raised and in brackets, or numbers among the printed lines."""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.letters import HAN, UPPER, figures

STOP = r"[.,;:!?…”’\"')\]*_。，、；：！？」』）》؟؛،۔։।]"
WIDE_STOP = "[。，、；：！？」』”’》）]"
TURNED = r"(?<=[\w.,;:!?…])[“«‘›‹»]"
"""A mark that opens in English and closes in another language: it stands at a word or its stop."""
UNOPENED = r"(?<!\s[*_\"'])(?<!\s[*_]{2})(?<!\s[*_]{3})"
"""No emphasis and no quotation opens before it: ``**1. The Idea**`` is a heading's number.

A number in brackets is a mark in emphasis too."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
REACH = 60_000
"""A note stands within so many characters behind its call, if it stands in the text at all."""
ABBREVIATIONS = "p|pp|vol|no|nos|ch|cap|fig|nr|bd|art|sec|st|op|cit|n|t|s|f|ff"
RAISING = "<sup>"
"""The most that stands between the beginning of a mark and its number."""
BEHIND = r"[\s.,;:!?)”’\"'—–*_\]«»“。，、；：！？」』）》؟؛،۔։।]|$"
OPENS = rf"[“‘«\"'(\[*_]?[{UPPER}]"


def first_call(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Give the first place where a number stands as a mark.

    Between spaces, glued to a year (``in April, 19183) who``), and between a stop and a letter of
    Chinese or Japanese, only if nowhere else; there a line may end before it.
    """
    figure = figures(number, text)
    other = re.compile(
        rf"(?<=[^\W\d]) {figure}(?= [^\W\d]| [—–(])"
        rf"|(?<=\b1[4-9]\d\d)(?:{figure}(?={BEHIND})|[ ]?\[{figure}\])"
        rf"|(?<={WIDE_STOP})\n?{figure}[ ]?(?={HAN}|[“‘「『])"
    )
    found = chain(calls(text, start, end, number), _at_figures(other, text, start, end, number))
    return next(found, None)


def call_above(text: str, start: int, end: int, number: int) -> re.Match[str] | None:
    """Give the first place above a page's notes where a number stands as a mark.

    Only if nowhere else it opens a line behind a sentence's end; among the notes it is a label.
    """
    opens = re.compile(rf"(?<=[.!?…”»։।؟۔])\n ?{figures(number, text)}(?= {OPENS}|[ ]*\n\s*\n)")
    return first_call(text, start, end, number) or next(
        _at_figures(opens, text, start, end, number), None
    )


def calls(text: str, start: int, end: int, number: int | str) -> Iterator[re.Match[str]]:
    """Run through the places where a number stands as a note's mark.

    A figure behind a figure and a point is a decimal (``0.5 percent``) or a section (``4.1.2``),
    unless the first is a year (``in 1904,24 using``) or a page at a sentence's end; and ``Version
    13.1`` is neither.
    """
    figure = figures(number, text)
    pattern = re.compile(
        rf"(?<=[^\W\d]|{STOP}|[—–]|{TURNED})(?P<gap>[ ]?)\[{figure}\]|<sup>{figure}</sup>"
        rf"|(?<=[^\W\d]|{STOP}|{TURNED}){UNOPENED}(?<!\d[.,:])(?<![ (\n][A-Z]\.){figure}"
        rf"(?![.,:]\d)(?={BEHIND})"
        rf"|(?<=\d{{4}}[.,:;!?]){figure}(?![.,:]\d)(?={BEHIND})"
        rf"|(?<=[^\d][—–]){figure}(?={BEHIND})"
        rf"|(?<=\d\d[.])(?<![Vv]ersion \d\d[.]){figure}(?=\s*(?:\n\n|\f|\Z)|\s+{OPENS})"
        rf"|(?:(?<=[^\W\d][.,;:!?”’\"')\]؟؛،۔])|(?<=[.,;:!?؟。！？][”’\"')\]“»«])"
        rf"|(?<=[.!?؟。！？][”’‘“»«』」][”’“»«』」])) {figure}(?=\s)"
    )
    return _at_figures(pattern, text, start, end, number)


def _at_figures(
    pattern: re.Pattern[str], text: str, start: int, end: int, number: int | str
) -> Iterator[re.Match[str]]:
    """Run through the matches of a pattern, looking only where the number is written.

    A page of a book has thousands of places and few numbers.
    """
    written = str(number)
    if figures(number, text) != written:
        yield from pattern.finditer(text, start, end)
        return
    at, found = start, text.find(written, start, end)
    while found >= 0:
        places = range(max(at, found - len(RAISING)), found + 1)
        match = next((m for place in places if (m := pattern.match(text, place, end))), None)
        if match:
            yield match
            at = match.end()
        found = text.find(written, max(at, found + 1), end)


def marks(text: str, start: int, end: int, label: str, *, glued: bool) -> Iterator[re.Match[str]]:
    """Run through the places where a number calls a note: raised, bracketed, or glued."""
    number = re.escape(label)
    raised = "".join(RAISED[int(d)] for d in label) if label.isdecimal() else "(?!)"
    if glued:
        pattern = (
            rf"(?<![^\W\d_])(?!(?:{ABBREVIATIONS})[.,]?{number})[^\W\d_]{{2,}}[.,;:!?”’\"')\]*_]{{0,5}}"
            rf"(?P<n>{number})(?=[\s.,;:!?)”’\"'—–*_\]]|$)"
        )
    else:
        pattern = (
            rf"(?<=\S)(?P<n>[ ]?<sup>\[?{number}\]?</sup>|\\?\[\^?{number}\\?\](?![:(])"
            rf"|{raised}(?![{RAISED}])|\$\{{?\}}?\^\{{?{number}\}}?\$)"
            rf"|(?<=[^\W\d_][.,;:!?]) (?P<m>\[{number}\])"
        )
    return re.compile(pattern, re.IGNORECASE).finditer(text, start, end)
