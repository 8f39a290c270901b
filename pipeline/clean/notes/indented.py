"""Notes among paragraphs of which an extractor kept the first line, with its indent, alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.first_lines import keeps_first_lines
from pipeline.clean.facts.layout import contents
from pipeline.clean.facts.measure import LINE
from pipeline.clean.notes.feet import Line, Note, find_notes, indent_of
from pipeline.model import Source
from pipeline.report import Confidence

RAISED = "<sup>"


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
    notes = list(find_notes(source.text, lines))
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
        yield from _part(lines[note.end])


def _part(line: Line) -> Iterator[Edit]:
    yield Edit(line.start(), line.start(), "\n", Confidence.SURE, "the note ends, or goes on, here")


def _run_on(start: int, lines: Sequence[Line]) -> Iterator[Edit]:
    for one, two in pairwise(lines):
        if two.start() > start:
            gap = "\n" if one[0].endswith("-") else " "
            behind = two.start() + indent_of(two)
            yield Edit(one.end(), behind, gap, Confidence.SURE, "a line of the note")
