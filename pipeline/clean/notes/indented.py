"""Notes among paragraphs of which an extractor kept the first line, with its indent, alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import REACH, first_call
from pipeline.clean.facts.first_lines import keeps_first_lines
from pipeline.clean.facts.layout import contents
from pipeline.clean.facts.measure import LINE
from pipeline.clean.facts.seam import FINISHED
from pipeline.clean.notes.apparatus import SKIPPED
from pipeline.clean.notes.feet import (
    ALONE,
    FAR,
    LABEL,
    Body,
    Feet,
    Label,
    Line,
    Note,
    first_width,
    hanging_end,
    hangs,
    indent_of,
    labels_in,
    opens,
    page_ends,
    plain_call,
)
from pipeline.clean.notes.unlabelled import without_labels
from pipeline.model import Source
from pipeline.report import Confidence

RAISED = "<sup>"
CALL = re.compile(r"(?:\d{1,3}|<sup>[^<]*</sup>)[ \t]*$")
WRITTEN = re.compile(r"<sup>(?P<n>\d{1,3})</sup> ")
"""A label that stands apart already."""


def part_indented_notes(source: Source) -> Iterator[Edit]:
    r"""Part the notes of a page's foot from paragraphs of which only the first line was kept.

    A note's label is indented as a paragraph is, stands on a line of its own, or was run on with
    the page's last line; it counts on, and the text before has its mark, which is raised. Lines
    that are indented further are the note's. Where no note has any, its rest was run on as that of
    a paragraph, and stands over the text that goes on.

    >>> one = "    As regards the first of them, it is known to all\nthat it was so.\n"
    >>> foot = "And so it was,1 in the\n   1 See the Revolt of that\n     year.\nold towns.\n"
    >>> fix(part_indented_notes, one * 5 + foot).partition("was,")[2]
    '<sup>1</sup> in the\n\n<sup>1</sup> See the Revolt of that year.\n\nold towns.\n'

    Lines whose numbers went with those of the pages are notes where they part a sentence:

    >>> fix(part_indented_notes, one * 5 + foot.replace("   1 ", "   ")).partition("was,")[2]
    '<sup>1</sup> in the\n\n<sup>1</sup> See the Revolt of that year.\n\nold towns.\n'

    A number that nothing calls opens an item, or a section:

    >>> text = one * 5 + foot.replace(",1", ",")
    >>> fix(part_indented_notes, text) == text
    True
    """
    if not keeps_first_lines(source.text):
        return
    found = contents(source.text)
    lines = list(LINE.finditer(source.text, found[1] if found else 0))
    titles = tuple(entry.title for entry in found[2] if len(entry.title) > 1) if found else ()
    notes = list(find_notes(source.text, lines, titles))
    for note, following in zip(notes, [*notes[1:], None], strict=False):
        if note.call and not note.call[0].startswith(RAISED):
            why, mark = "a note below has the number", f"{RAISED}{note.number}</sup>"
            yield Edit(*note.call.span(), mark, Confidence.SURE, why)
        yield from _set_apart(lines, note, following)


def _set_apart(lines: Sequence[Line], note: Note, following: Note | None) -> Iterator[Edit]:
    mark = f"\n\n{RAISED}{note.number}</sup> " if note.number else "\n\n"
    sure = Confidence.LIKELY if note.lost else Confidence.SURE
    why = "the text calls a note, whose label was lost" if note.lost else "the text has its mark"
    yield Edit(note.start, note.text, mark, sure, why)
    yield from _run_on(note.text, lines[note.at : note.end])
    behind = lines[note.end].start() if note.at < note.end < len(lines) else 0
    if behind and not (following and following.start <= behind):
        why = "the note ends, or goes on, here"
        yield Edit(behind, behind, "\n", Confidence.SURE, why)


def _run_on(start: int, lines: Sequence[Line]) -> Iterator[Edit]:
    for one, two in pairwise(lines):
        if two.start() > start:
            gap = "\n" if one[0].endswith("-") else " "
            behind = two.start() + indent_of(two)
            yield Edit(one.end(), behind, gap, Confidence.SURE, "a line of the note")


def find_notes(text: str, lines: Sequence[Line], titles: tuple[str, ...]) -> Iterator[Note]:
    """Find the notes whose turn it is and that the text calls, with their labels or without.

    ``titles`` are the headings that the contents page names: their numbers label no notes, and
    what follows one that was run on is a paragraph.
    """
    labels = labels_in(lines, titles)
    foot = Feet(lines, labels, page_ends(text, lines), hangs(lines, [one.at for one in labels]))
    measure = first_width(lines)
    due, since, below, at, cut, first, tried = 1, 0, 0, 0, False, FAR, 0
    while at < len(lines):
        if written := WRITTEN.match(lines[at][0]):
            due, since, cut = int(written["n"]) + 1, lines[at].start(), False
        notes = list(_labelled(text, foot, at, due, since, below))
        headed = not at or lines[at - 1][0].rstrip().endswith(titles)
        if not notes and 0 < indent_of(lines[at]) <= FAR and not headed:
            here = lines[at].start()
            marks = foot.pending(text, since, here, due) or foot.pending(text, below, here, 1)
            notes = list(without_labels(foot, at, marks, cut, Body(measure, first, tried)))
            if not notes and at + 1 < len(lines) and opens(lines[at : at + 2]):
                first = indent_of(lines[at])
            elif not notes:
                tried = lines[at].end()
        yield from notes
        if notes:
            last = lines[notes[-1].end - 1]
            cut, below = not FINISHED.search(last[0]), last.end()
        if notes and notes[-1].call:
            due, since = notes[-1].number + 1, notes[-1].call.end()
        at = max(at + 1, notes[-1].end if notes else 0)


def _labelled(text: str, foot: Feet, at: int, due: int, since: int, below: int) -> Iterator[Note]:
    """Find the notes whose labels stand in a line, each with the mark before it that calls it.

    Numbers may begin anew behind the notes of the page before (``below``). A label that was run on
    with words before it is no evidence but for a plain mark.
    """
    line = foot.lines[at]
    found: list[tuple[Label, re.Match[str]]] = []
    for label in foot.of_line(at):
        if not (due <= label.number < due + SKIPPED or label.number == 1):
            continue
        lowest = since if label.number >= due else below
        reach = max(lowest, line.start() - REACH), label.start, label.number
        unsure = label.start > line.start() or text[label.behind].islower()
        call = plain_call(text, *reach) or (None if unsure else first_call(text, *reach))
        if call:
            due, since = label.number + 1, call.end()
            found.append((label, call))
    for turn, (label, call) in enumerate(found):
        end = at if turn < len(found) - 1 else _end(foot, label)
        yield Note(label.number, call, label.start, label.behind, at, end)


def _end(foot: Feet, label: Label) -> int:
    """Find the first line behind a note: what is indented further is its own, or was run on."""
    lines, at = foot.lines, label.at
    if at + 1 < len(lines) and label.behind > lines[at + 1].start():
        at += 1
    if foot.hanging:
        return hanging_end(foot, at + 1, indent_of(lines[at]))
    behind = [indent_of(line) for line in lines[at + 1 : at + 3]]
    if behind[:1] != [0]:
        return at + 1
    between = label.number + 1 in [one.number for one in foot.of_line(at + 2)]
    cut = not FINISHED.search(lines[at][0])
    return at + 1 + (between or (cut and (behind[1:] == [0] or _body_ended(lines, at))))


def _body_ended(lines: Sequence[Line], at: int) -> bool:
    """Say whether the body above a page's notes ended a sentence: what follows is a note's rest."""
    while at > 1 and (_is_first(lines, at) or _is_rest(lines, at)):
        at -= 1
    return bool(FINISHED.search(CALL.sub("", lines[at][0])))


def _is_first(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line has a note's label, or stands behind one that is a line of its own."""
    return bool(
        LABEL.match(lines[at][0]) or ALONE.match(lines[at][0]) or ALONE.match(lines[at - 1][0])
    )


def _is_rest(lines: Sequence[Line], at: int) -> bool:
    ended = FINISHED.search(lines[at - 1][0])
    return not ended and not indent_of(lines[at]) and _is_first(lines, at - 1)
