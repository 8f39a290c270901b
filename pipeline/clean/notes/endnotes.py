"""Notes gathered at a text's end, under a heading or under none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import calls
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.dress import closed_up
from pipeline.clean.facts.measure import LINE, measure_of, natural_width
from pipeline.clean.facts.seam import FINISHED
from pipeline.clean.notes.apparatus import HEADING
from pipeline.clean.notes.foot import text_behind
from pipeline.clean.notes.labels import Label, homes_of, read_labels, row_of_labels
from pipeline.clean.notes.loose import NOTES_HEAD
from pipeline.model import Source, longest_row
from pipeline.report import Confidence

FIRST = re.compile(
    r"(?:^|(?<=\f))[ \t]{0,24}(?:(?:(?P<bracket>\\?\[1\\?\])[.:]?|1\\?[.)])[ \t]+(?=\S)|1[ \t]*$)",
    re.MULTILINE,
)
HEADING_AHEAD = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
GAP = re.compile(r"\n[ \t]*\n\s*|\f")
SURELY = 4
"""So many notes in a row are surely the notes; the last may have a second paragraph."""
FEWEST = 2
RULED = re.compile(r"\n[ \t]*(?:-{3,}|_{3,}|—{3,}|─{3,})[ \t]*\n\s*\Z")
"""A rule that stands over the notes already."""
MOST = 20
"""So many lists at most, from the last, are held to the text."""
SHORT = 0.9
"""A line that ends a note has less than this share of the measure."""
LINES = 60
"""No note has more lines."""
LONGEST = 4000
"""A note has no more characters than this."""
WITHIN_NOTES = 0.25
"""So many labels at most have a mark among the notes by chance."""
ALONE = 0.8
"""So many labels of notes without a heading must have one mark each."""
FEW = 8
"""Of more heads, each can only have the notes of the text behind the head before it."""
PAIRS = 200_000
"""No more pairs of a note and a mark are weighed."""
CALLED = 0.6
"""So many of the labels must have a mark in the text; the others may have lost theirs."""


@dataclass(frozen=True, slots=True)
class Section:
    """The notes under one head: their labels, their marks, and where the last one ends."""

    head: re.Match[str]
    labels: Sequence[Label]
    marks: dict[int, re.Match[str]]
    end: int


def set_off_endnotes(source: Source) -> Iterator[Edit]:
    r"""Set the notes at the end of a text off with a rule, and raise the marks that call them.

    Under a line that says "Notes" stand lines that open with 1, 2, 3 in their order, and most of
    the numbers stand in the text above it as marks, in the same order.

    >>> body = "as the men of the towns had done it all of them long before the State\n" * 9
    >>> text = f"{body}came.1 And so\nit went.2\nNotes\n1 See the book.\n2 See there.\n"
    >>> fix(set_off_endnotes, text).partition("it went")[2]
    '.<sup>2</sup>\n\n---\n\n<sup>1</sup> See the book.\n\n<sup>2</sup> See there.\n'

    Without such a line, they are notes if each number has one mark in the text, in brackets or
    raised, and nothing but notes follows:

    >>> text = f"{body}came.[1] And so\nit went.[2]\n\n1. See the book.\n2. See there.\n"
    >>> fix(set_off_endnotes, text).partition("it went")[2]
    '.<sup>2</sup>\n\n\n---\n\n<sup>1</sup> See the book.\n\n<sup>2</sup> See there.\n'

    Numbered lines that no mark calls are a list:

    >>> text = f"{body}came. And so\nit went.\nNotes\n1 See the book.\n2 See there.\n"
    >>> fix(set_off_endnotes, text) == text
    True
    """
    text = source.text
    heads = _heads(text)
    if not heads:
        yield from _unheaded(text)
    elif is_wrapped(text):
        begin = following = 0
        for head, limit in zip(heads, [*(m.start() for m in heads[1:]), len(text)], strict=True):
            section = _section(text, begin, head, limit, following)
            if section:
                yield from _set_off(text, section)
                begin, following = section.end, section.labels[-1].number + 1
            elif len(heads) > FEW:
                begin = head.end()


def _unheaded(text: str) -> Iterator[Edit]:
    """Set off notes that no heading announces: a run of labels at the end, each with its mark."""
    firsts = list(FIRST.finditer(text, len(text) // 4))[-MOST:]
    lines = LINE.finditer(text, firsts[0].start()) if firsts else ()
    found = [label for line in lines for label in read_labels(line, line.start())]
    for first in reversed(firsts):
        below = [label for label in found if label.start >= first.start()]
        labels = row_of_labels(text, below, 0, anew=True)
        if not labels or labels[0].start != first.start():
            continue
        ends = [*(label.start for label in labels[1:]), len(text.rstrip())]
        if any(b - a.end > LONGEST for a, b in zip(labels, ends, strict=True)):
            continue
        if HEADING_AHEAD.search(text, first.end()) or _followed(text, labels):
            continue
        if _called_within(text, labels):
            continue
        marks = _marks_of_all(text, first.start(), labels)
        if not marks or (len(labels) < FEWEST and not first["bracket"]):
            continue
        for index, mark in marks.items():
            if not mark[0].startswith("<sup>"):
                why = "the notes at the end have it"
                yield Edit(*mark.span(), f"<sup>{labels[index].name}</sup>", Confidence.SURE, why)
        if not RULED.search(text, max(0, first.start() - 40), first.start()):
            why = "the notes begin here"
            yield Edit(first.start(), first.start(), "\n---\n\n", Confidence.SURE, why)
        yield from _write(text, labels, len(text.rstrip()))
        return


def _marks_of_all(text: str, end: int, labels: Sequence[Label]) -> dict[int, re.Match[str]]:
    """Give the marks of nearly all labels: one each, raised or in brackets; else in their order."""
    found = [list(_plain_calls(text, end, label.name)) for label in labels]
    marks = {index: calls[0] for index, calls in enumerate(found) if len(calls) == 1}
    rising = all(one.start() < two.start() for one, two in pairwise(marks.values()))
    if not marks or not rising:
        names = {label.name for label in labels}
        lines = LINE.finditer(text, 0, end)
        above = {one.name for line in lines for one in read_labels(line, 0)}  # notes of its pages
        once = len(names) == len(labels) >= SURELY and 2 * len(names & above) <= len(names)
        marks = _marks(text, 0, end, labels) if once and not any(found) else {}
    return marks if len(marks) >= max(1, ALONE * len(labels)) else {}


def _called_within(text: str, labels: Sequence[Label]) -> bool:
    """Say whether text among the notes calls those behind it: they stand at the feet of pages."""
    start = labels[0].end
    within = [next(calls(text, start, label.start, label.number), None) for label in labels[1:]]
    return sum(map(bool, within)) > len(labels) * WITHIN_NOTES


def _followed(text: str, labels: Sequence[Label]) -> bool:
    """Say whether more stands behind the last note than a second paragraph of it."""
    last = len(GAP.findall(text[text_behind(text, labels[-1].end) :].rstrip()))
    return last > (0 if len(labels) < SURELY else 1)


def _plain_calls(text: str, end: int, name: str) -> Iterator[re.Match[str]]:
    """Run through the marks of a number that are raised or in brackets."""
    pattern = rf"(?<=\S)(?:[ \n]?\\?\[{{1,2}}{name}\\?\]{{1,2}}(?![(:])|<sup>{name}</sup>)"
    return re.compile(pattern).finditer(text, 0, end)


def _heads(text: str) -> list[re.Match[str]]:
    """Find the lines that say "Notes": one alone must stand in the second half of the text."""
    lines = ((line, line[0].strip("#*_ :\t")) for line in LINE.finditer(text))
    heads = [
        m for m, said in lines if NOTES_HEAD.fullmatch(said.rstrip(".") if said.isupper() else said)
    ]
    return heads if len(heads) > 1 or (heads and heads[0].start() >= len(text) // 2) else []


def _section(
    text: str, begin: int, head: re.Match[str], limit: int, following: int
) -> Section | None:
    """Read the notes under a head; only the last ones may count from one again, by chapter."""
    last = limit == len(text)
    limit = _end(text, head.end(), limit)
    above = {closed_up(line[0]) for line in LINE.finditer(text, 0, head.start())} if last else set()
    above = {line for line in above if len(line) > 1}
    candidates: list[Label] = []
    titled = 0
    for line in LINE.finditer(text, head.end(), limit):
        if last and not FINISHED.search(line[0]) and closed_up(line[0]) in above:
            titled = titled or line.start()
            continue
        candidates += read_labels(line, titled or line.start())
        titled = 0
    labels = row_of_labels(text, candidates, following, anew=last)
    marks = _marks(text, begin, head.start(), labels)
    if not last and marks:
        labels = labels[: max(marks) + 1]  # a number behind may be the body's
    bracketed = bool(labels) and text[labels[0].start :].lstrip()[:1] in "[\\"
    if len(marks) < max(1 if bracketed else FEWEST, CALLED * len(labels)):
        return None
    end = limit if last else _last_note_ends(text, labels, limit)
    return Section(head, labels, marks, end) if end else None


def _last_note_ends(text: str, labels: Sequence[Label], limit: int) -> int:
    """Find where the last note of a chapter ends, behind which the text goes on; 0 if nowhere.

    It is the first line that ends a sentence and that a gap follows, or that is short.
    """
    above = LINE.finditer(text, labels[0].start, labels[-1].start)
    full = max((natural_width(line[0]) for line in above), default=0) or measure_of(text)
    for line in islice(LINE.finditer(text, labels[-1].end, limit), LINES):
        gap = GAP.match(text, line.end()) or line.end() >= limit
        ended = FINISHED.search(line[0]) or line.end() >= limit
        if ended and (gap or natural_width(line[0]) < SHORT * min(full, measure_of(text))):
            return line.end()
    return 0


def _end(text: str, start: int, limit: int) -> int:
    """Find where the notes under a head end: at the next heading, or with the text."""
    lines = LINE.finditer(text, start, limit)
    heading = next((m.start() for m in lines if HEADING.match(m[0])), limit)
    return start + len(text[start:heading].rstrip())


def _marks(text: str, begin: int, end: int, labels: Sequence[Label]) -> dict[int, re.Match[str]]:
    """Find the marks that stand in the labels' order: the longest row of places that rise."""
    names = {label.name for label in labels}
    found = {name: list(calls(text, begin, end, name)) for name in names}
    raised = {name: [m for m in own if m[0].strip()[:1] in "<["] for name, own in found.items()}
    if sum(bool(raised[label.name]) for label in labels) >= CALLED * len(labels):
        found = raised  # then a bare number is none
    by_place = {mark.start(): mark for own in found.values() for mark in own}
    if sum(len(found[label.name]) for label in labels) > PAIRS:
        return {}
    row = longest_row([[m.start() for m in found[label.name]] for label in labels])
    return {index: by_place[place] for index, place in row}


def _set_off(text: str, section: Section) -> Iterator[Edit]:
    for index, mark in section.marks.items():
        written = f"<sup>{section.labels[index].name}</sup>"
        if mark[0] != written:
            yield Edit(*mark.span(), written, Confidence.SURE, "the notes have it")
    yield Edit(*section.head.span(), "\n---\n", Confidence.SURE, "the notes begin here")
    yield from _write(text, section.labels, section.end)
    if section.end < len(text.rstrip()) and not GAP.match(text, section.end):
        yield Edit(section.end, section.end, "\n", Confidence.SURE, "the notes end here")


def _write(text: str, labels: Sequence[Label], end: int) -> Iterator[Edit]:
    """Write each label, drop the titles of chapters, set the notes off anew behind a page break."""
    feeds = {feed.end() for feed in re.finditer(r"\f\s*", text[:end]) if feed.end() < end}
    homes = homes_of(text, [(label.start, label.end) for label in labels], end)
    for index, label in enumerate(labels):
        rule = "\n---\n\n" if label.head in feeds and index else "\n" if index else ""
        rule += "\n" * (text[label.start] == " " and index > 0)
        stop = text_behind(text, label.end)
        if label.start in homes:
            why = "the labels of notes stand together, and each note begins behind a short line"
            home = homes[label.start]
            yield Edit(label.start, stop, "", Confidence.LIKELY, why)
            yield Edit(home, home, f"\n<sup>{label.name}</sup> ", Confidence.LIKELY, why)
            continue
        if label.head < label.start:
            why = "it heads the notes of a chapter, and each note stands where it is called"
            yield Edit(label.head, label.start, "", Confidence.SURE, why)
        written = f"{rule}<sup>{label.name}</sup> "
        yield Edit(label.start, stop, written, Confidence.SURE, "the text has its mark")
    starts = {label.head for label in labels}
    for feed in sorted(feeds - starts):
        if feed > labels[0].end:
            yield Edit(feed, feed, "\n---\n\n", Confidence.SURE, "the notes go on")
