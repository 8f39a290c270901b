"""Notes that an extractor set as items of a list, in a text whose marks lost their raising."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.layout import Block
from pipeline.clean.notes.bare import chain_of
from pipeline.model import Source
from pipeline.report import Confidence

NOTE = re.compile(
    r"(?:^(?P<dress>- ?)|(?<=\n\n))"
    r"(?P<n>\d{1,3})(?!st\b|nd\b|rd\b|th\b|[\d,.]\d)[.)]?[ \t]*(?=\S)",
    re.MULTILINE,
)
RAISED = re.compile(r"^<sup>\d|(?<=\S)<sup>\d", re.MULTILINE)
GAP = 100
"""A blank line above a note has no more characters."""
BLANK = re.compile(r"\n[ \t]*\n[ \t]*\Z")


def undash_notes(source: Source) -> Iterator[Edit]:
    r"""Take off the dash that an extractor put before a note, where no mark is raised.

    It writes ``- 3 See there.`` for a note, and its mark as ``the State. 3``. The numbers count
    on from one, and so do the marks, each before its note.

    >>> page = "So it was in the land. {0} They\n\n- {0} See.\n\nwent.\n\n"
    >>> text = "".join(page.format(n) for n in (1, 2, 3, 4))
    >>> fix(undash_notes, text).count("- ")
    0

    Items of a list, which nothing calls, stay:

    >>> fix(undash_notes, "It was bread.\n\n- 1 loaf\n- 2 rolls\n- 3 cakes\n- 4 pies").count("- ")
    4
    """
    text = source.text
    notes = list(NOTE.finditer(text))
    if not any(note["dress"] for note in notes) or RAISED.search(text):
        return
    lines = [Block(note.start(), note.end(), note[0]) for note in notes]
    numbers = {index: str(int(note["n"])) for index, note in enumerate(notes)}
    for index in sorted(chain_of(text, numbers, lines)):
        note = notes[index]
        if note["dress"]:
            above = text[max(0, note.start() - GAP) : note.start()]
            written = f"{'' if BLANK.search(above) else chr(10)}{note['n']} "
            yield Edit(*note.span(), written, Confidence.LIKELY, "it counts with the marks")
