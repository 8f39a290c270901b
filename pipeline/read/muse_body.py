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

from pipeline.report import Finding

BLOCK_TAGS = ("biblio", "play", "comment", "verse", "center", "right", "example", "quote")
VERBATIM = frozenset({"example", "comment", "literal"})
FENCES = {"{{{": "<example>", "}}}": "</example>"}
STARS_KEPT = 8
"""So many unpaired runs of asterisks in one paragraph cost pandoc no time worth naming."""

_TAG_LINE = re.compile(
    rf"[ ]*<(?P<close>/?)(?P<name>{'|'.join(BLOCK_TAGS)}|literal)(?: [^<>]*)?>[ ]*"
)
_TAG_START = re.compile(rf"<(?:{'|'.join(BLOCK_TAGS)})>(?=.*\S)")
_TAG_END = re.compile(rf"</(?:{'|'.join(BLOCK_TAGS)})>[ ]*$")
_HEADING = re.compile(r"\*{1,5} +[^\s*].*|\*{1,5} +\*(?![\s*]).*|\*{1,5} +\*\*?[^\s*].*")
_STARS = re.compile(r"[ ]*(?P<stars>\*(?:[ ]*\*)+)[ ]*")
_RIGHT = re.compile(r" {20,}(?P<text>\S.*)")
_NOTE = re.compile(r"(?P<open>[\[{])(?P<number>\d{1,4})(?P<end>[\]}])(?P<gap> +)(?P<text>\S.*)")
_PIPED = re.compile(r"[ ]*\|(?P<cells>[^+].*?)\|?[ ]*")
_RULE = re.compile(r"[ ]*\|(?=[^|]*-)[-+:| ]+")
_TOKEN = re.compile(
    r"<verbatim>.*?</verbatim>|<code>.*?</code>|(?<![\w=])=[^=\n]+=(?!\w)"
    r"|\[\[[^\]\n]*\](?:\[[^\]\n]*\])?\]"
    r"|(?P<ref>\[(?P<first>\d{1,4})\]|\{(?P<second>\d{1,4})\})"
)
_RUN = re.compile(r"\*+")
_LANG = re.compile(r"<\[(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\]>")
_END_LANG = re.compile(r"</\[[A-Za-z-]{2,8}\]>")
_RUBY = re.compile(r"<ruby>(?P<base>[^<|]*)\|(?P<gloss>[^<]*)</ruby>")


@dataclass(slots=True)
class Body:
    """What pandoc is given, and what it would forget."""

    text: str
    labels: dict[str, str] = field(default_factory=dict)
    """Key of each note to the label it has in the witness: ``3``, or ``{3}`` of the second row."""
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Note:
    label: str
    line: int
    text: list[str]
    used: bool = False


def prepare_body(text: str) -> Body:
    """Rewrite the body of a muse text for pandoc, its notes gathered at the end."""
    findings: list[Finding] = []
    lines = list(_mend_lines(list(_alone(text.split("\n"))), findings))
    kept, notes = _take_notes(lines)
    referred = _refer(kept, notes, findings)
    inner = [_refer(note.text, notes, findings) for note in notes]
    bodies = [_body(key, mended) for key, mended in enumerate(inner, 1)]
    text = "\n".join((*_tame_stars(referred), "", *_unreferenced(notes, findings)))
    labels = {str(key): note.label for key, note in enumerate(notes, 1)}
    return Body("\n\n".join((text, *bodies, "")), labels, findings)


# ------------------------------------------------------------------ lines


def _alone(lines: list[str]) -> Iterator[str]:
    """Set every tag of a block on a line of its own, and ``{{{`` as ``<example>``."""
    for line in lines:
        if line.strip() in FENCES:
            yield FENCES[line.strip()]
            continue
        start = _TAG_START.match(line)
        if start:
            yield start[0]
            line = line[start.end() :]
        end = _TAG_END.search(line)
        if end and line[: end.start()].strip():
            yield from (line[: end.start()], end[0])
        elif line or not start:
            yield line


def _mend_lines(lines: list[str], findings: list[Finding]) -> Iterator[str]:
    """Mend what is wrong line by line; every tag that opens a block is closed in its place."""
    opened: list[str] = []
    verbatim = False
    for line in lines:
        tag = _TAG_LINE.fullmatch(line)
        if verbatim:
            verbatim = not (tag and tag["close"] and tag["name"] == opened[-1])
            yield from _close(opened) if not verbatim else (line,)
        elif tag:
            yield from _block_tag(tag, opened, findings)
            verbatim = bool(opened) and opened[-1] in VERBATIM
        elif _HEADING.fullmatch(line):
            yield from _close_all(opened, findings)
            yield from ("", _type_tags(line), "")
        else:
            yield from _plain_line(line, opened)
    yield from _close_all(opened, findings)


def _block_tag(tag: re.Match[str], opened: list[str], findings: list[Finding]) -> Iterator[str]:
    name = tag["name"]
    if not tag["close"]:
        opened.append(name)
        yield from ("", '<div class="right">' if name == "right" else f"<{name}>")
    elif opened and opened[-1] == name:
        yield from _close(opened)
    else:
        findings.append(Finding("tag-without-start", f"</{name}> closes nothing; it was dropped"))


def _close(opened: list[str]) -> Iterator[str]:
    name = opened.pop()
    yield from ("</div>" if name == "right" else f"</{name}>", "")


def _close_all(opened: list[str], findings: list[Finding]) -> Iterator[str]:
    while opened:
        name = opened[-1]
        findings.append(Finding("tag-without-end", f"<{name}> never ends; it was closed"))
        yield from _close(opened)


def _plain_line(line: str, opened: list[str]) -> Iterator[str]:
    stars = _STARS.fullmatch(line)
    right = _RIGHT.fullmatch(line)
    if "verse" in opened:
        yield _type_tags(line)
    elif stars and len(_RUN.findall(line)) == 5 and "*" * 2 not in line:
        yield ""  # AmuseWiki's page break: a matter of its own PDF
    elif stars:
        yield from ("", f"<verbatim>{stars['stars']}</verbatim>", "")
    elif right and not opened:
        yield from ("", '<div class="right">', _type_tags(right["text"]), "</div>", "")
    elif _RULE.fullmatch(line):
        return
    elif piped := _PIPED.fullmatch(line):
        yield f" {piped['cells'].strip()}" if "|" in piped["cells"] else line
    else:
        yield _type_tags(line)


def _type_tags(line: str) -> str:
    line = _LANG.sub(r'<class name="lang-\g<lang>">', line)
    line = _END_LANG.sub("</class>", line)
    line = _RUBY.sub(r"\g<base> (\g<gloss>)", line)
    line = line.replace("<sc>", '<class name="smallcaps">').replace("</sc>", "</class>")
    return line.replace("<sf>", "").replace("</sf>", "")


# ------------------------------------------------------------------ notes


def _take_notes(lines: list[str]) -> tuple[list[str], list[_Note]]:
    """Part the bodies of the notes from the text; a body goes on in indented lines."""
    kept: list[str] = []
    notes: list[_Note] = []
    current: _Note | None = None
    verbatim = False
    for number, line in enumerate(lines):
        tag = _TAG_LINE.fullmatch(line)
        if tag and tag["name"] in VERBATIM:
            verbatim = not tag["close"]
        match = None if verbatim else _NOTE.fullmatch(line)
        if match and (match["open"] == "[") == (match["end"] == "]"):
            bare = match["number"] if match["open"] == "[" else f"{{{match['number']}}}"
            current = _Note(bare, number, [match["text"]])
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
    glued = bool(body[-1].strip()) and not _TAG_LINE.fullmatch(line)
    return not line.strip() or line.startswith("  ") or (glued and not _HEADING.fullmatch(line))


def _body(key: int, lines: list[str]) -> str:
    """Write a note as pandoc wants it: its key in a span first, its lines indented alike."""
    mark = f"[{key}] "
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.startswith("  ")]
    cut = min(indents, default=0)
    rest = [line[cut:] if line[:cut].isspace() else line.lstrip() for line in lines[1:]]
    tamed = _tame_stars([lines[0], *rest])
    pad = " " * len(mark)
    indented = "\n".join(pad + line if line else "" for line in tamed).rstrip()
    return f'{mark}<class name="hp-note-{key}"></class>\n\n{indented}'


def _refer(lines: list[str], notes: list[_Note], findings: list[Finding]) -> list[str]:
    """Give every reference the key of its note, and set aside what only looks like one.

    Where a number comes more than once, the first body that was not used yet answers: so a
    numbering that starts again with every chapter is understood.
    """
    by_label: dict[str, list[int]] = {}
    for key, note in enumerate(notes, 1):
        by_label.setdefault(note.label, []).append(key)

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

    verbatim = False
    referred: list[str] = []
    for line in lines:
        tag = _TAG_LINE.fullmatch(line)
        if tag and tag["name"] in VERBATIM:
            verbatim = not tag["close"]
        referred.append(line if verbatim else _TOKEN.sub(key_of, line))
    return referred


def _unreferenced(notes: list[_Note], findings: list[Finding]) -> Iterator[str]:
    lost = [(key, note) for key, note in enumerate(notes, 1) if not note.used]
    if lost:
        yield '\n<div class="hp-unreferenced">\n'
        for key, note in lost:
            findings.append(
                Finding("note-without-reference", f"nothing refers to note {note.label}")
            )
            yield f"[{key}]\n"
        yield "</div>\n"


# ------------------------------------------------------------------ asterisks


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
    if _HEADING.match(paragraph) or "<verbatim>" in paragraph:
        return paragraph
    lonely = list(_unpaired(paragraph))
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
