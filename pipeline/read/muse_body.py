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


_NOTE = re.compile(r"(?P<open>[\[{])(?P<number>\d{1,4})(?P<end>[\]}])(?P<gap> +)(?P<text>\S.*)")
_TOKEN = re.compile(
    r"<verbatim>.*?</verbatim>|<code>.*?</code>|(?<![\w=])=[^=\n]+=(?!\w)"
    r"|\[\[[^\]\n]*\](?:\[[^\]\n]*\])?\]"
    r"|(?P<ref>\[(?P<first>\d{1,4})\]|\{(?P<second>\d{1,4})\})"
)

Keys = dict[str, list[int]]


@dataclass(slots=True)
class MuseNote:
    """A note as it stands in the source: its label, its lines, and whether anything calls it."""

    label: str
    text: list[str]
    used: bool = False


def take_notes(lines: list[str]) -> tuple[list[str], list[MuseNote]]:
    """Part the bodies of the notes from the text; a body goes on in indented lines."""
    kept: list[str] = []
    notes: list[MuseNote] = []
    current: MuseNote | None = None
    for line, verbatim in with_verbatim(lines):
        match = None if verbatim else _NOTE.fullmatch(line)
        if match and (match["open"] == "[") == (match["end"] == "]"):
            bare = match["number"] if match["open"] == "[" else f"{{{match['number']}}}"
            current = MuseNote(bare, [match["text"]])
            notes.append(current)
            kept.append("")
        elif current and _goes_on(line, current.text):
            current.text.append(line)
        else:
            current = None
            kept.append(line)
    return kept, notes


def _goes_on(line: str, body: list[str]) -> bool:
    """A line goes on with a note when indented, empty, or glued to the line before."""
    glued = bool(body[-1].strip()) and not TAG_LINE.fullmatch(line)
    return not line.strip() or line.startswith("  ") or (glued and not HEADING.fullmatch(line))


def body_of(key: int, lines: list[str]) -> str:
    """Write a note as pandoc wants it: its key in a span first, its other lines indented alike."""
    mark = f"[{key}] "
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.startswith("  ")]
    cut = min(indents, default=0)
    rest = [line[cut:] if line[:cut].isspace() else line.lstrip() for line in lines[1:]]
    indented = "\n".join(" " * len(mark) + line if line else "" for line in rest).rstrip()
    return f'{mark}<class name="hp-note-{key}"></class>{lines[0]}\n{indented}'


def keys_by_label(notes: list[MuseNote]) -> Keys:
    """Give, for each label, the keys of the notes that bear it, in their order."""
    by_label: Keys = {}
    for key, note in enumerate(notes, 1):
        by_label.setdefault(note.label, []).append(key)
    return by_label


def refer(
    lines: list[str], notes: list[MuseNote], by_label: Keys, findings: list[Finding]
) -> list[str]:
    """Give every reference the key of its note, and set aside what only looks like one.

    Where a number comes more than once, the first body that was not used yet answers: so a
    numbering that starts again with every chapter is understood.
    """

    def key_of(match: re.Match[str]) -> str:
        if not match["ref"]:
            return match[0]
        label = match["first"] or f"{{{match['second']}}}"
        keys = by_label.get(label, [])
        if not keys:
            if len(label) < 4 and notes:
                findings.append(Finding("reference-without-note", f"no note answers {match[0]}"))
            return f"<verbatim>{match[0]}</verbatim>"
        key = next((key for key in keys if not notes[key - 1].used), keys[-1])
        notes[key - 1].used = True
        return f"[{key}]"

    return [
        line if verbatim else _TOKEN.sub(key_of, line) for line, verbatim in with_verbatim(lines)
    ]


def unreferenced(notes: list[MuseNote], findings: list[Finding]) -> Iterator[str]:
    """Call the notes that nothing calls once, in a division that pandoc passes on by its class."""
    lost = [(key, note) for key, note in enumerate(notes, 1) if not note.used]
    if lost:
        yield '\n<div class="hp-unreferenced">\n'
        for key, note in lost:
            findings.append(
                Finding("note-without-reference", f"nothing refers to note {note.label}")
            )
            yield f"[{key}]\n"
        yield "</div>\n"
