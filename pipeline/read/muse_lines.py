"""Mend the lines of a muse text: tags on lines of their own, headings, breaks, right margins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.report import Finding

BLOCK_TAGS = ("biblio", "play", "comment", "verse", "center", "right", "example", "quote")
VERBATIM = frozenset({"example", "comment", "literal"})
FENCES = {"{{{": "}}}"}
EXAMPLE = {"{{{": "<example>", "}}}": "</example>"}

TAG_LINE = re.compile(
    rf"[ ]*<(?P<close>/?)(?P<name>{'|'.join(BLOCK_TAGS)}|literal)(?: [^<>]*)?>[ ]*"
)
HEADING = re.compile(r"\*{1,5} +[^\s*].*|\*{1,5} +\*(?![\s*]).*|\*{1,5} +\*\*?[^\s*].*")
_TAG_START = re.compile(rf"<(?:{'|'.join(BLOCK_TAGS)})>(?=.*\S)")
_TAG_END = re.compile(rf"</(?:{'|'.join(BLOCK_TAGS)})>[ ]*$")
_STARS = re.compile(r"[ ]*(?P<stars>\*(?:[ ]*\*)+)[ ]*")
_RIGHT = re.compile(r" {20,}(?P<text>\S.*)")
_PIPED = re.compile(r"[ ]*\|(?P<cells>[^+].*?)\|?[ ]*")
_RULE = re.compile(r"[ ]*\|(?=[^|]*-)[-+:| ]+")
_LANG = re.compile(r"<\[(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\]>")
_END_LANG = re.compile(r"</\[[A-Za-z-]{2,8}\]>")
_RUBY = re.compile(r"<ruby>(?P<base>[^<|]*)\|(?P<gloss>[^<]*)</ruby>")
_PIPE = re.compile(r"\s*\|\s*")


def with_verbatim(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Tell of each line whether it is set verbatim; the tags around are not."""
    ends = ""
    for line in lines:
        bare = line.strip()
        if ends:
            yield line, bare != ends
            ends = "" if bare == ends else ends
        else:
            yield line, False
            tag = TAG_LINE.fullmatch(line)
            opens = tag and not tag["close"] and tag["name"] in VERBATIM
            ends = f"</{tag['name']}>" if tag and opens else FENCES.get(bare, "")


def _alone(lines: Iterable[str]) -> Iterator[str]:
    """Set every tag of a block on a line of its own, and ``{{{`` as ``<example>``."""
    for line, verbatim in with_verbatim(lines):
        if verbatim:
            yield line
            continue
        if line.strip() in EXAMPLE:
            yield EXAMPLE[line.strip()]
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


def mend_lines(lines: list[str], findings: list[Finding]) -> Iterator[str]:
    """Mend what is wrong line by line; every tag that opens a block is closed in its place."""
    opened: list[str] = []
    verbatim = False
    for line in _alone(_plain_tables(lines)):
        tag = TAG_LINE.fullmatch(line)
        if verbatim:
            verbatim = not (tag and tag["close"] and tag["name"] == opened[-1])
            yield from _close(opened) if not verbatim else (line,)
        elif tag:
            yield from _block_tag(tag, opened, findings)
            verbatim = bool(opened) and opened[-1] in VERBATIM
        elif HEADING.fullmatch(line):
            yield from _close_all(opened, findings)
            yield from ("", _type_tags(line), "")
        else:
            yield from _plain_line(line, opened)
    yield from _close_all(opened, findings)


def _plain_tables(lines: list[str]) -> Iterator[str]:
    """Write the tables of Markdown as muse: no outer bars, ``||`` in the row above the rule."""
    following = [*lines[1:], ""]
    for at, (line, verbatim) in enumerate(with_verbatim(lines)):
        row = None if verbatim else _PIPED.fullmatch(line)
        if row and "|" in row["cells"].strip("|") and not _RULE.fullmatch(line):
            bar = " || " if _RULE.fullmatch(following[at]) else " | "
            yield " " + _PIPE.sub(bar, row["cells"].strip())
        elif verbatim or not _RULE.fullmatch(line):
            yield line


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
    elif stars and stars["stars"].split() == ["*"] * 5:
        yield ""  # AmuseWiki's page break: a matter of its own PDF
    elif stars:
        yield from ("", f"<verbatim>{stars['stars']}</verbatim>", "")
    elif right and not opened:
        yield from ("", '<div class="right">', _type_tags(right["text"]), "</div>", "")
    else:
        yield _type_tags(line)


def _type_tags(line: str) -> str:
    line = _LANG.sub(r'<class name="lang-\g<lang>">', line)
    line = _END_LANG.sub("</class>", line)
    line = _RUBY.sub(r"\g<base> (\g<gloss>)", line)
    line = line.replace("<sc>", '<class name="smallcaps">').replace("</sc>", "</class>")
    return line.replace("<sf>", "").replace("</sf>", "")
