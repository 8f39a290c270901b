"""Mend the lines of a muse text: tags on lines of their own, headings, breaks, right margins.

What a line means is what AmuseWiki (Text::Amuse) shows for it: a heading goes on in the next
line, a bar makes a table only in an indented row, ``Short | Long`` is a heading in two forms.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.report import Finding

BLOCK_TAGS = ("biblio", "play", "comment", "verse", "center", "right", "example", "quote")
VERBATIM = frozenset({"example", "comment", "literal"})
MARGIN = "margin"
"""Lines indented as far as the right margin, taken as one block."""
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
_RULE = re.compile(r"[ ]*\|(?=[^|]*-)[-+:| ]+|[ ]+:?-{2,}:?(?:[ ]*\|+[ ]*:?-{2,}:?)+[ ]*")
_LANG_LINE = re.compile(r"[ ]*<(?P<close>/?)\[(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)\]>[ ]*")
_DIRECTION = re.compile(r"[ ]*(?:<<<|>>>)[ ]*")
_RUBY = re.compile(r"<ruby>(?P<base>[^<|]*)\|(?P<gloss>[^<]*)</ruby>")
_PIPE = re.compile(r"\s*\|\s*")
_CODE = re.compile(r"<code>|<verbatim>|=[^=\s]")
_BAR = re.compile(r"(?<= )\|+(?= )")
_NUMBERED_ROW = re.compile(r"(?P<space> +)(?P<mark>(?:\d+|[A-Za-z]{1,5})\.|-)(?P<row> +\|.*)")
_STARTS = re.compile(r"[#>;|*]|[\[{]\d|\{\{\{| +(?:-|\w{1,6}\.) | .*(?: \||::)")
"""What a line begins with that goes on with no heading."""
LONGEST_HEADING = 160


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
    for line in _whole_headings(_alone(_plain_tables(lines))):
        tag = TAG_LINE.fullmatch(line)
        lang = None if verbatim else _LANG_LINE.fullmatch(line)
        right = None if verbatim or opened not in ([], [MARGIN]) else _RIGHT.fullmatch(line)
        if opened == [MARGIN] and not right:
            yield from _close(opened)
        if verbatim:
            verbatim = not (tag and tag["close"] and tag["name"] == opened[-1])
            yield from _close(opened) if not verbatim else (line,)
        elif tag:
            yield from _block_tag(tag["name"], tag["close"], opened, findings)
            verbatim = bool(opened) and opened[-1] in VERBATIM
        elif lang:
            yield from _block_tag(f"[{lang['lang']}]", lang["close"], opened, findings)
        elif HEADING.fullmatch(line):
            yield from _close_all(opened, findings)
            yield from ("", _long_form(line, findings), "")
        elif right:
            yield from () if opened else _block_tag(MARGIN, "", opened, findings)
            yield f"{right['text']}<br>"
        else:
            yield from _plain_line(line, opened)
    yield from _close_all([name for name in opened if name != MARGIN], findings)


def _whole_headings(lines: Iterable[str]) -> Iterator[str]:
    """Put a heading that goes on in the lines below it on one line, as AmuseWiki does."""
    heading = ""
    for line, verbatim in with_verbatim(lines):
        tagged = verbatim or TAG_LINE.fullmatch(line) or _LANG_LINE.fullmatch(line)
        short = 0 < len(line.strip()) <= LONGEST_HEADING - len(heading)
        if heading and short and not tagged and not _STARTS.match(line):
            heading = f"{heading} {line.strip()}"
            continue
        if heading:
            yield heading
        heading = line if not verbatim and HEADING.fullmatch(line) else ""
        if not heading:
            yield line
    if heading:
        yield heading


def _long_form(heading: str, findings: list[Finding]) -> str:
    """Give the form of a heading that AmuseWiki shows; its contents page has the short one."""
    short, _, long = heading.partition(" | ")
    if not long.strip():
        return heading
    stars, _, words = short.partition(" ")
    message = f"of a heading in two forms only the long one is shown; this is the other: {words}"
    findings.append(Finding("heading-short-form", message))
    return f"{stars} {long.strip()}"


def _plain_tables(lines: list[str]) -> Iterator[str]:
    """Write the tables of Markdown as muse: no outer bars, ``||`` in the row above the rule."""
    following = [*lines[1:], ""]
    for at, (line, verbatim) in enumerate(with_verbatim(lines)):
        row = None if verbatim else _PIPED.fullmatch(line)
        numbered = None if verbatim else _NUMBERED_ROW.fullmatch(line)
        if row and "|" in row["cells"].strip("|") and not _RULE.fullmatch(line):
            bar = " || " if _RULE.fullmatch(following[at]) else " | "
            yield " " + _PIPE.sub(bar, row["cells"].strip())
        elif numbered:
            yield f"{numbered['space']}<verbatim>{numbered['mark']}</verbatim>{numbered['row']}"
        elif verbatim or line.startswith(" ") or HEADING.fullmatch(line) or _CODE.search(line):
            if verbatim or not _RULE.fullmatch(line):
                yield line
        elif not _RULE.fullmatch(line):
            yield _BAR.sub(r"<verbatim>\g<0></verbatim>", line)


def _block_tag(name: str, closes: str, opened: list[str], findings: list[Finding]) -> Iterator[str]:
    if not closes:
        opened.append(name)
        yield from ("", f'<div class="{_class(name)}">' if _class(name) else f"<{name}>")
    elif opened and opened[-1] == name:
        yield from _close(opened)
    else:
        findings.append(Finding("tag-without-start", f"</{name}> closes nothing; it was dropped"))


def _close(opened: list[str]) -> Iterator[str]:
    name = opened.pop()
    yield from ("</div>" if _class(name) else f"</{name}>", "")


def _class(name: str) -> str:
    """Name the division of pandoc's that stands for a block; empty where pandoc knows the block."""
    return "right" if name in {"right", MARGIN} else f"lang-{name[1:-1]}" if name[0] == "[" else ""


def _close_all(opened: list[str], findings: list[Finding]) -> Iterator[str]:
    while opened:
        name = opened[-1]
        findings.append(Finding("tag-without-end", f"<{name}> never ends; it was closed"))
        yield from _close(opened)


def _plain_line(line: str, opened: list[str]) -> Iterator[str]:
    stars = _STARS.fullmatch(line)
    if "verse" in opened:
        yield line
    elif (stars and stars["stars"].split() == ["*"] * 5) or _DIRECTION.fullmatch(line):
        yield ""  # AmuseWiki's page break is a matter of its own PDF; scripts know their direction
    elif stars:
        yield from ("", f"<verbatim>{stars['stars']}</verbatim>", "")
    else:
        yield _RUBY.sub(r"\g<base> (\g<gloss>)", line)
