"""Notes that stand in the text with nothing to set them off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.apparatus import HEADING, Zone, label_of, ruled_zones
from pipeline.clean.layout import Block, blocks
from pipeline.clean.seam import FINISHED, SMALL
from pipeline.clean.vocabulary import NOTES, any_of

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
ABBREVIATIONS = "p|pp|vol|no|nos|ch|cap|fig|nr|bd|art|sec|st|op|cit|n|t|s|f|ff"
NOTES_HEAD = re.compile(rf"(?:{any_of(NOTES)})", re.IGNORECASE)
REACH = 60_000
"""A note stands within so many characters behind its call, if it stands in the text at all."""


def zones(text: str) -> list[Zone]:
    """Find every run of notes: those that a rule sets off, and those that nothing does."""
    ruled = ruled_zones(text)
    inside = [(zone.start, zone.end) for zone in ruled]
    free = [block for block in blocks(text) if not any(s <= block.start < e for s, e in inside)]
    return sorted([*ruled, *loose_zones(text, free)], key=lambda zone: zone.start)


def loose_zones(text: str, free: Sequence[Block]) -> list[Zone]:
    """Find blocks that open with a label that a mark before them calls.

    A label in brackets or raised is a note's if the same number stands as a mark before it; a
    bare number only under a heading that says "Notes", or if the mark stands glued to a word.
    Where the note before was left unfinished and the body's sentence goes on behind the notes,
    the block before them is its rest.
    """
    runs: list[list[int]] = []
    headed = False
    for index, block in enumerate(free):
        read = label_of(block.text)
        if HEADING.match(block.text):
            headed = bool(NOTES_HEAD.fullmatch(block.text.strip("#*_ :")))
        if not read or HEADING.match(block.text) or not read[0].isdigit():
            continue
        bare = block.text[: read[1]].strip(" .)").isdigit()
        start = 0 if headed else max(0, block.start - REACH)
        call = next(marks(text, start, block.start, read[0], glued=bare), None)
        if call is None and bare and headed:
            call = next(marks(text, start, block.start, read[0], glued=False), None)
        if call is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return list(_as_zones(free, runs))


def _as_zones(free: Sequence[Block], runs: Sequence[Sequence[int]]) -> Iterator[Zone]:
    unfinished = False
    last = -1
    for run in runs:
        first = run[0]
        if unfinished and first - 2 > last and _spans(free, first - 2, run[-1] + 1):
            first -= 1
        yield Zone(free[first].start, free[first].start, free[run[-1]].end)
        last = run[-1]
        unfinished = not FINISHED.search(free[last].text)


def _spans(free: Sequence[Block], before: int, behind: int) -> bool:
    """Say whether a sentence of the body goes on from one block to another over the notes."""
    if behind >= len(free) or HEADING.match(free[before].text):
        return False
    return not FINISHED.search(free[before].text) and bool(SMALL.match(free[behind].text))


def marks(text: str, start: int, end: int, label: str, *, glued: bool) -> Iterator[re.Match[str]]:
    """Run through the places where a number calls a note: raised, bracketed, or glued."""
    number = re.escape(label)
    raised = "".join(RAISED[int(digit)] for digit in label)
    if glued:
        pattern = (
            rf"(?<![^\W\d_])(?!(?:{ABBREVIATIONS})[.,]?{number})[^\W\d_]{{2,}}[.,;:!?]?[”’\"')\]*_]*"
            rf"(?P<n>{number})(?=[\s.,;:!?)”’\"'—–*_\]]|$)"
        )
    else:
        pattern = (
            rf"(?<=\S)(?P<n><sup>\[?{number}\]?</sup>|\\?\[\^?{number}\\?\](?![:(])|{raised}(?![{RAISED}])"
            rf"|\$\{{?\}}?\^\{{?{number}\}}?\$)|(?<=[^\W\d_][.,;:!?]) (?P<m>\[{number}\])"
        )
    return re.compile(pattern, re.IGNORECASE).finditer(text, start, end)
