"""What is left of the differences of two witnesses, and what the other's reading would come to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.clean.edit import Edit, Verdicts, key_of, proposal
from pipeline.collate.align import Part
from pipeline.collate.breaks import seams
from pipeline.collate.readings import INLINE, LONGEST, with_page
from pipeline.collate.witness import Other, around, pairs
from pipeline.collate.words import Stream, plain
from pipeline.model import Source
from pipeline.report import Confidence, Finding, Repair

RULE = "settle-disagreements"
BLANK = re.compile(r"\s+")
Stretch = tuple[int, int, int, int]
"""First and last word here, first and last word there."""


def settle_disagreements(source: Source, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Take the other witness's reading where no rule would, because a person said so.

    What the two disagree on is only told. A person who has looked at the page accepts the other's
    reading, or refuses it; then it is told no more.
    """
    yield from edits


def settled(own: Stream, other: Other, found: Stretch, what: str) -> Edit | None:
    """Give the edit by which the text would read as the other witness does, if one would do.

    None would where note marks or the notation of the text are concerned: a person has to write
    that.
    """
    a, a_end, b, b_end = found
    if max(a_end - a, b_end - b) >= LONGEST or not own.words or not other.stream.words:
        return None
    why = f"{what}; {other.at(b)}"
    if "paragraph" in what:
        return _break(own, a + 1, why)
    if what.startswith("other punctuation"):
        return _punctuation(own, a + 1, other.stream, b + 1, why)
    if what.startswith("another note mark"):
        return None
    return _wording(own, other.stream, found, why)


def _wording(own: Stream, theirs: Stream, found: Stretch, why: str) -> Edit | None:
    a, a_end, b, b_end = found
    text = theirs.source.text
    if b == b_end:
        return _without(own, a, a_end, why)
    if a == a_end:
        if a >= len(own.words) or own.gap(a).broken or b_end >= len(theirs.words):
            return None
        wanted = plain(text[theirs.words[b].start : theirs.words[b_end].start])
        start = own.words[a].start
        return _edit(own, start, start, f"{wanted} ", why)
    start, end = own.stretch(a, a_end)
    wanted = plain(text[slice(*theirs.stretch(b, b_end))])
    return _edit(own, start, end, with_page(own.source.text[start:end], wanted), why)


def _without(own: Stream, a: int, a_end: int, why: str) -> Edit | None:
    if a_end >= len(own.words) or own.gap(a_end).broken:
        return None
    return _edit(own, own.words[a].start, own.words[a_end].start, "", why)


def _punctuation(own: Stream, i: int, theirs: Stream, j: int, why: str) -> Edit | None:
    mine, wanted = own.gap(i), theirs.gap(j).text
    if INLINE & set(wanted):
        return None
    return _edit(own, mine.start, mine.end, wanted, why)


def _break(own: Stream, i: int, why: str) -> Edit | None:
    gap = own.gap(i)
    blanks = list(BLANK.finditer(gap.text))
    if len(blanks) != 1 or INLINE - {"\n"} & set(gap.text):
        return None
    start, end = gap.start + blanks[0].start(), gap.start + blanks[0].end()
    after = " " if gap.broken else "\n\n"
    return Edit(start, end, after, Confidence.DOUBTFUL, why)


def _edit(own: Stream, start: int, end: int, after: str, why: str) -> Edit | None:
    """Make the edit, unless a page ends there or the notation of the text would go with it."""
    before = own.source.text[start:end]
    if before == after or INLINE - {"\n"} & set(before) or "\n\n" in before:
        return None
    return Edit(start, end, after, Confidence.DOUBTFUL, why, emends=True)


DISAGREE = "witnesses-disagree"
Span = tuple[int, int]
Told = tuple[Finding, Edit | None]
"""A disagreement, and the edit, if one would do, by which the text would read as the other."""


def disagreements(
    source: Source, other: Other, proposed: Sequence[Span], *, verbatim: bool = False
) -> Iterator[Told]:
    """List the differences for which no repair is proposed, in the order of the text.

    ``proposed`` are the stretches of this stream at which one is. In a stream that is kept
    ``verbatim`` only other words matter.
    """
    own, parts = other.collated(source)
    words = own.words
    found = {*_words(parts)}
    if not verbatim:
        found |= {*_gaps(own, parts, other), *_seams(own, parts, other)}
    for a, a_end, b, b_end, what in sorted(found):
        start = words[a].start if a < len(words) else len(source.text)
        end = words[a_end - 1].end if a_end > a else start
        start = min(start, own.gap(a).start) if a_end == a else start
        if any(low <= end and start <= high for low, high in proposed):
            continue
        mine, theirs = around(own, a, a_end), around(other.stream, b, b_end)
        message = f"{what}: here “{mine}”; {other.at(b)}: “{theirs}”"
        place = other.own_place(source.raw(start)) if words else None
        edit = None if verbatim else settled(own, other, (a, a_end, b, b_end), what)
        rule = RULE if edit else DISAGREE  # where no edit would do, a person says that ours stays
        shown = edit or Edit(start, end, source.text[start:end], Confidence.DOUBTFUL, message)
        asked = proposal(rule, source, shown, place) if place else None
        yield Finding(DISAGREE, message, place, asked), edit if asked else None


def decided(
    told: Sequence[Told], verdicts: Verdicts
) -> tuple[list[Edit], list[Repair], list[Finding]]:
    """Part the disagreements into those that a person decided on, and those still to be told.

    Those decided on are edits to make or not, and, where none would do, what is left as it is.
    """
    edits: list[Edit] = []
    kept: list[Repair] = []
    findings: list[Finding] = []
    for finding, edit in told:
        asked = finding.repair
        if not asked or (asked.rule, key_of(asked.left, asked.before, asked.right)) not in verdicts:
            findings.append(finding)
        elif edit:
            edits.append(edit)
        else:
            kept.append(replace(asked, decided=True))
    return edits, kept, findings


Found = tuple[int, int, int, int, str]


def _words(parts: Sequence[Part]) -> Iterator[Found]:
    for part in parts:
        if part.equal:
            continue
        mine, theirs = part.a_end - part.a, part.b_end - part.b
        what = "another reading"
        if not mine:
            what = f"{theirs} words that only the other has" if theirs > 1 else "a word more there"
        elif not theirs:
            what = f"{mine} words that the other has not" if mine > 1 else "a word more here"
        a_end = part.a_end if mine <= LONGEST else part.a + LONGEST
        yield part.a, a_end, part.b, min(part.b_end, part.b + LONGEST), what


def _gaps(own: Stream, parts: tuple[Part, ...], other: Other) -> Iterator[Found]:
    for i, j in pairs(parts):
        mine, theirs = own.gap(i), other.stream.gap(j)
        if mine.broken != theirs.broken:
            continue
        if mine.punctuation != theirs.punctuation and not mine.broken:
            yield i - 1, i + 1, j - 1, j + 1, "other punctuation"
        if [call.label for call in mine.calls] != [call.label for call in theirs.calls]:
            yield i - 1, i + 1, j - 1, j + 1, "another note mark"


def _seams(own: Stream, parts: tuple[Part, ...], other: Other) -> Iterator[Found]:
    for i, j in seams(own, parts, other):
        ends = "ends" if own.gap(i).broken else "goes on"
        yield i - 1, i + 1, j - 1, j + 1, f"the paragraph {ends} here, but not there"
