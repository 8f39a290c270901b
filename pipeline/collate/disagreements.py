"""What is left of the differences of two witnesses: each with its place in both."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.clean.edit import Edit, Verdicts, key_of, proposal
from pipeline.collate.align import Part
from pipeline.collate.breaks import seams
from pipeline.collate.readings import LONGEST
from pipeline.collate.settling import RULE, settled
from pipeline.collate.witness import Other, around, pairs
from pipeline.collate.words import Stream
from pipeline.model import Source
from pipeline.report import Confidence, Finding, Repair

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
