"""Bring the body of an AmuseWiki text into a form that pandoc's muse reader reads rightly.

Pandoc (3.9) reads ``* * *`` as a heading of asterisks, lets a later note ``[1]`` overwrite an
earlier one, forgets the labels of notes and the notes that nothing refers to, ignores ``<right>``
and the indents that mean it, glues a heading to the lines around it, leaves an unclosed ``<quote>``
in the text, and takes time exponential in the unpaired asterisks of a paragraph. Each is mended
here, line by line; lines set verbatim are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read.muse_lines import HEADING, TAG_LINE, mend_lines, with_verbatim
from pipeline.read.muse_notes import body_of, keys_by_label, refer, take_notes, unreferenced
from pipeline.report import Finding

STARS_KEPT = 8
"""So many unpaired runs of asterisks in one paragraph cost pandoc no time worth naming."""

_RUN = re.compile(r"\*+")
_TYPE = re.compile(
    r"<(?P<set>verbatim|code|literal)>.*?</(?P=set)>"
    r"|<(?P<close>/?)(?:\[(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\]"
    r"|(?P<name>sc|sf|class|verbatim|code|literal)(?: name=\"(?P<given>[\w-]*)\")?)>",
    re.DOTALL,
)
"""Tags that set type or name a language; pandoc refuses a text in which one of them is unpaired."""


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
    referred = _paragraphs(refer(kept, notes, keys, findings), findings)
    inner = [_paragraphs(refer(note.text, notes, keys, findings), findings) for note in notes]
    bodies = [body_of(key, lines) for key, lines in enumerate(inner, 1)]
    text = "\n".join((*referred, "", *unreferenced(notes, findings)))
    labels = {str(key): note.label for key, note in enumerate(notes, 1)}
    return Body("\n\n".join((text, *bodies, "")), labels, findings)


def _paragraphs(lines: list[str], findings: list[Finding]) -> list[str]:
    """Mend what only a whole paragraph tells: tags in pairs, asterisks that nothing pairs."""
    mended: list[str] = []
    paragraph: list[str] = []
    for line, verbatim in (*with_verbatim(lines), ("", False)):
        if line.strip() and not verbatim and not TAG_LINE.fullmatch(line):
            paragraph.append(line)
            continue
        whole = _tame(_type_tags("\n".join(paragraph), findings))
        mended += (*whole.split("\n"), line) if paragraph else (line,)
        paragraph = []
    return mended[:-1]


def _type_tags(paragraph: str, findings: list[Finding]) -> str:
    """Write tags that set type as pandoc's, and drop those that have no other end."""
    opened: list[re.Match[str]] = []
    written: dict[int, str] = {}
    for tag in _TYPE.finditer(paragraph):
        kind = tag["lang"] or tag["name"]
        if not kind:
            written[tag.start()] = tag[0]
        elif not tag["close"]:
            opened.append(tag)
        elif opened and kind == (opened[-1]["lang"] or opened[-1]["name"]):
            start = opened.pop()
            name = f"lang-{kind}" if start["lang"] else start["given"] or "smallcaps"
            known = kind != "sf"
            written[start.start()] = f'<class name="{name}">' if known else ""
            written[tag.start()] = "</class>" if known else ""
    for tag in _TYPE.finditer(paragraph):
        if tag.start() not in written:
            findings.append(Finding("tag-unpaired", f"{tag[0]} has no other end; it was dropped"))
    return _TYPE.sub(lambda tag: written.get(tag.start(), ""), paragraph)


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
