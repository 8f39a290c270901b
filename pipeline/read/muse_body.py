"""Bring the body of an AmuseWiki text into a form that pandoc's muse reader reads rightly.

Pandoc (3.9) reads ``* * *`` as a heading of asterisks, lets a later note ``[1]`` overwrite an
earlier one, forgets the labels of notes and the notes that nothing refers to, ignores ``<right>``
and the indents that mean it, glues a heading to the lines around it, leaves an unclosed ``<quote>``
in the text, and takes time exponential in the unpaired asterisks of a paragraph. Each is mended
here, line by line; lines set verbatim are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read.muse_lines import HEADING, mend_lines
from pipeline.read.muse_notes import body_of, keys_by_label, refer, take_notes, unreferenced
from pipeline.report import Finding

STARS_KEPT = 8
"""So many unpaired runs of asterisks in one paragraph cost pandoc no time worth naming."""

_RUN = re.compile(r"\*+")


@dataclass(slots=True)
class Body:
    """What pandoc is given, and what it would forget."""

    text: str
    labels: dict[str, str] = field(default_factory=dict)
    """Key of each note to the label it has in the witness: ``3``, or ``{3}`` of the second row."""
    findings: list[Finding] = field(default_factory=list)


def prepare_body(text: str) -> Body:
    """Rewrite the body of a muse text for pandoc, its notes gathered at the end."""
    findings: list[Finding] = []
    kept, notes = take_notes(list(mend_lines(text.split("\n"), findings)))
    keys = keys_by_label(notes)
    referred = _tame_stars(refer(kept, notes, keys, findings))
    inner = [_tame_stars(refer(note.text, notes, keys, findings)) for note in notes]
    bodies = [body_of(key, lines) for key, lines in enumerate(inner, 1)]
    text = "\n".join((*referred, "", *unreferenced(notes, findings)))
    labels = {str(key): note.label for key, note in enumerate(notes, 1)}
    return Body("\n\n".join((text, *bodies, "")), labels, findings)


def _tame_stars(lines: list[str]) -> list[str]:
    """Set aside the asterisks that nothing pairs, where a paragraph has too many for pandoc."""
    tamed: list[str] = []
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            paragraph.append(line)
        else:
            tamed += (*_tame("\n".join(paragraph)).split("\n"), line) if paragraph else (line,)
            paragraph = []
    return tamed[:-1]


def _tame(paragraph: str) -> str:
    if HEADING.match(paragraph) or "<verbatim>" in paragraph:
        return paragraph
    lonely = sorted(_unpaired(paragraph), key=lambda run: run.start())
    if len(lonely) <= STARS_KEPT:
        return paragraph
    parts: list[str] = []
    at = 0
    for run in lonely:
        parts += (paragraph[at : run.start()], f"<verbatim>{run[0]}</verbatim>")
        at = run.end()
    return "".join((*parts, paragraph[at:]))


def _unpaired(paragraph: str) -> Iterator[re.Match[str]]:
    waiting: dict[str, re.Match[str]] = {}
    for run in _RUN.finditer(paragraph):
        before = paragraph[run.start() - 1 : run.start()]
        after = paragraph[run.end() : run.end() + 1]
        closes = bool(before.strip()) and not after.isalnum()
        if closes and run[0] in waiting:
            del waiting[run[0]]
            continue
        if not after.strip() or run[0] in waiting:
            yield run
        else:
            waiting[run[0]] = run
    yield from waiting.values()
