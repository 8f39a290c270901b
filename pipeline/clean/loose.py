"""Notes that stand in the text with nothing to set them off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.apparatus import HEADING, SKIPPED, Zone, label_of, ruled_zones
from pipeline.clean.edit import Edit
from pipeline.clean.layout import Block, blocks_outside
from pipeline.clean.seam import FINISHED, SMALL
from pipeline.clean.vocabulary import NOTES, any_of
from pipeline.model import Source
from pipeline.report import Confidence

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
ABBREVIATIONS = "p|pp|vol|no|nos|ch|cap|fig|nr|bd|art|sec|st|op|cit|n|t|s|f|ff"
NOTES_HEAD = re.compile(rf"(?:{any_of(NOTES)})", re.IGNORECASE)
QUOTED = re.compile(r"^[>-] ?(?P<n>\d{1,3})(?!st\b|nd\b|rd\b|th\b|[\d,.]\d)[.)]?[ \t]*(?=\S)", re.M)
REACH = 60_000
"""A note stands within so many characters behind its call, if it stands in the text at all."""


def unquote_notes(source: Source) -> Iterator[Edit]:
    r"""Write as a note what an extractor set as a quotation or an item.

    Newer ones write ``> 3 See there.`` for a note at a page's foot. Its number stands as a mark
    before it, and counts on from the note before.

    >>> from pipeline.clean.edit import fix
    >>> fix(unquote_notes, "as it is.[1] And[2] so\n\n> 1 See there.\n\n- 2It is so.")
    'as it is.[1] And[2] so\n\n<sup>1</sup> See there.\n\n<sup>2</sup> It is so.'

    A quotation that begins with a number stays:

    >>> fix(unquote_notes, "as it is.[1] And so\n\n> 3 men came.\n\n> 1st, the land.")
    'as it is.[1] And so\n\n> 3 men came.\n\n> 1st, the land.'
    """
    due = 1
    for match in QUOTED.finditer(source.text):
        number = match["n"]
        if not (due <= int(number) < due + SKIPPED or number == "1"):
            continue
        before = max(0, match.start() - REACH), match.start()
        called = any(
            next(marks(source.text, *before, number, glued=glued), None) for glued in (False, True)
        )
        if called:
            why = f"the text has a mark {number}"
            yield Edit(*match.span(), f"<sup>{number}</sup> ", Confidence.SURE, why)
            due = int(number) + 1


def zones(text: str) -> list[Zone]:
    """Find every run of notes: those that a rule sets off, and those that nothing does."""
    ruled = ruled_zones(text)
    free = blocks_outside(text, [(zone.start, zone.end) for zone in ruled])
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
            rf"(?<![^\W\d_])(?!(?:{ABBREVIATIONS})[.,]?{number})[^\W\d_]{{2,}}[.,;:!?”’\"')\]*_]{{0,5}}"
            rf"(?P<n>{number})(?=[\s.,;:!?)”’\"'—–*_\]]|$)"
        )
    else:
        pattern = (
            rf"(?<=\S)(?P<n><sup>\[?{number}\]?</sup>|\\?\[\^?{number}\\?\](?![:(])|{raised}(?![{RAISED}])"
            rf"|\$\{{?\}}?\^\{{?{number}\}}?\$)|(?<=[^\W\d_][.,;:!?]) (?P<m>\[{number}\])"
        )
    return re.compile(pattern, re.IGNORECASE).finditer(text, start, end)
