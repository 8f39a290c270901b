"""The notes of a muse text: their bodies parted from the text, each with a key of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.read.muse_lines import HEADING, TAG_LINE, with_verbatim
from pipeline.report import Finding

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
