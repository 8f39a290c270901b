"""Notes among paragraphs of which an extractor kept the first line, with its indent, alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import REACH, first_call
from pipeline.clean.facts.first_lines import LONG, keeps_first_lines
from pipeline.clean.facts.layout import contents
from pipeline.clean.facts.measure import LINE
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import SKIPPED
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.report import Confidence

INDENT = re.compile(r"[ \t]*")
LABEL = re.compile(rf"[ \t]{{1,12}}(?P<n>\d{{1,3}})[.)]?[ \t]*(?=[“‘«\"'(\[*_…]*[{UPPER}…])")
RAISED = "<sup>"
Line = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Note:
    """A label that a mark before it calls; ``at`` is its line, ``end`` the first line behind it."""

    label: re.Match[str]
    call: re.Match[str]
    at: int
    end: int


def part_indented_notes(source: Source) -> Iterator[Edit]:
    r"""Part the notes of a page's foot from paragraphs of which only the first line was kept.

    A note's label is indented as a paragraph is; it counts on, and the text before has its mark,
    which is raised. Lines that are indented further are the note's. Where no note has any, its rest
    was run on as that of a paragraph, and stands over the text that goes on.

    >>> one = "    As regards the first of them, it is known to all\nthat it was so.\n"
    >>> foot = "And so it was,1 in the\n   1 See the Revolt of that\n     year.\nold towns.\n"
    >>> fix(part_indented_notes, one * 5 + foot).partition("was,")[2]
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
    notes = _notes(source.text, lines)
    end = cut = 0
    for note in notes:
        if not note.call[0].startswith(RAISED):
            why, mark = "a note below has the number", f"{RAISED}{note.label['n']}</sup>"
            yield Edit(*note.call.span(), mark, Confidence.SURE, why)
        if cut:
            yield from _rest(lines[end : note.at], _indent(lines[cut]))
        yield from _set_apart(lines, note)
        end = note.end
        unfinished = not FINISHED.search(lines[end - 1][0])
        cut = end - 1 if unfinished and end - 1 > note.at else 0


def _notes(text: str, lines: Sequence[Line]) -> list[_Note]:
    called = list(_called(text, lines))
    behind = [lines[at + 1] for at, *_ in called if at + 1 < len(lines)]
    deeper = sum(
        _indent(two) > _indent(lines[one[0]]) for one, two in zip(called, behind, strict=False)
    )
    hanging = deeper * SKIPPED > len(called)
    return [_Note(label, call, at, _end(lines, at, hanging)) for at, label, call in called]


def _called(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, Line, re.Match[str]]]:
    """Find the lines that open with a label whose turn it is, and the mark that calls each."""
    due, since = 1, 0
    for at, line in enumerate(lines):
        label = LABEL.match(line[0])
        number = int(label["n"]) if label else 0
        if not label or not (due <= number < due + SKIPPED or number == 1):
            continue
        start = max(since if number >= due else 0, line.start() - REACH)
        call = first_call(text, start, line.start(), number)
        if call:
            due, since = number + 1, call.end()
            yield at, label, call


def _end(lines: Sequence[Line], at: int, hanging: bool) -> int:
    """Find the first line behind a note: what is indented further is its own, or was run on."""
    end = at + 1
    if hanging:
        while end < len(lines) and _indent(lines[end]) > _indent(lines[at]):
            if FINISHED.search(lines[end - 1][0]) and _opens(lines[end : end + 2]):
                break
            end += 1
        return end
    cut = not FINISHED.search(lines[at][0])
    runs_on = [_indent(line) for line in lines[end : end + 2]] == [0, 0]
    return end + (cut and runs_on)


def _opens(lines: Sequence[Line]) -> bool:
    """Say whether a line is the first of a paragraph: it is full, and the next is run on."""
    first = lines[0][0]
    full = len(first.strip()) > LONG and not SMALL.match(first.strip())
    return full and len(lines) > 1 and _indent(lines[1]) == 0


def _set_apart(lines: Sequence[Line], note: _Note) -> Iterator[Edit]:
    above, first = lines[note.at - 1], lines[note.at]
    mark = f"\n\n{RAISED}{note.label['n']}</sup> "
    why = "the text has its mark"
    yield Edit(above.end(), first.start() + note.label.end(), mark, Confidence.SURE, why)
    yield from _run_on(lines[note.at : note.end])
    if note.end < len(lines):
        yield from _part(lines[note.end])


def _rest(between: Sequence[Line], indent: int) -> Iterator[Edit]:
    """Part the rest of a note that its page cut: lines indented as it was, over the next label."""
    own = list(takewhile(lambda line: _indent(line) == indent, reversed(between)))[::-1]
    if own and len(own) < len(between):
        yield from _part(own[0])
        yield from _run_on(own)


def _part(line: Line) -> Iterator[Edit]:
    yield Edit(line.start(), line.start(), "\n", Confidence.SURE, "the note ends, or goes on, here")


def _run_on(lines: Sequence[Line]) -> Iterator[Edit]:
    for one, two in pairwise(lines):
        gap = "\n" if one[0].endswith("-") else " "
        start = two.start() + _indent(two)
        yield Edit(one.end(), start, gap, Confidence.SURE, "a line of the note")


def _indent(line: Line) -> int:
    found = INDENT.match(line[0])
    return found.end() if found else 0
