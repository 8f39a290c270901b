"""Headings: their marks, and which lines they are, by the contents page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.clean.dialect import is_wrapped
from pipeline.clean.edit import Edit
from pipeline.clean.layout import Block, blocks, contents
from pipeline.model import Source
from pipeline.report import Confidence

BOLD_HEADING = re.compile(r"^(#{1,6})[ \t]+(?P<text>\*\*[^\n]+\*\*)[ \t]*$", re.MULTILINE)
LINE = re.compile(r"[^\n\f]*[^\s\f][^\n\f]*")
ENDS = frozenset('.!?”’"')
ALIKE = 92
"""Two headings that agree this well (rapidfuzz ratio, 0 to 100) are one; damage costs less."""


def unbold_headings(source: Source) -> Iterator[Edit]:
    """Take the bold off a heading that is bold from end to end: it is the heading's own dress.

    >>> from pipeline.clean.edit import fix
    >>> fix(unbold_headings, "## **The Implications**")
    '## The Implications'
    >>> fix(unbold_headings, "## On **The State** today")
    '## On **The State** today'
    """
    for match in BOLD_HEADING.finditer(source.text):
        text = match["text"]
        bare = re.sub(r"\*\*(\s*)\*\*", r"\1", text)[2:-2]
        if "**" not in bare:
            yield Edit(*match.span("text"), bare.strip())


def mark_headings(source: Source) -> Iterator[Edit]:
    r"""Mark as a heading a line that the contents page announces and the extraction left plain.

    The line must stand alone in its block and the contents page must have it word for word, or
    nearly so, in its turn.

    >>> from pipeline.clean.edit import fix
    >>> text = "# Contents\n\nOne . . . 3\nTwo . . . 4\n\n## One\n\nText.\n\n**Two**\n\nText."
    >>> print(fix(mark_headings, text).partition("Text.")[2])
    <BLANKLINE>
    <BLANKLINE>
    ## Two
    <BLANKLINE>
    Text.

    A sentence that starts with a heading's words is none:

    >>> fix(mark_headings, "# Contents\n\nOne . . . 3\n\nOne day they came.")
    '# Contents\n\nOne . . . 3\n\nOne day they came.'
    """
    found = contents(source.text)
    if not found:
        return
    titles = [plain(entry.title) for entry in found[2]]
    level = _level(source.text, found[1])
    turn = 0
    for block in _candidates(source.text):
        if block.start < found[1] or "\n" in block.text or len(block.text) > 250:
            continue
        text = plain(block.text)
        at = next((i for i in range(turn, len(titles)) if same(text, titles[i])), None)
        if at is None:
            continue
        turn = at + 1
        if not block.text.startswith("#"):
            bare = block.text.strip("*_ ")
            evidence = f"the contents page has it on page {found[2][at].page}"
            confidence = Confidence.SURE if len(text) > 3 else Confidence.LIKELY
            after = "\n\n" if source.text[block.end : block.end + 2].strip() else ""
            before = "" if _alone(source.text, block.start) else "\n\n"
            marked = f"{before}{level} {bare}{after}"
            yield Edit(block.start, block.end, marked, confidence, evidence)


def _candidates(text: str) -> Iterator[Block]:
    """Run through the blocks, or the lines where the printed lines were kept."""
    if not is_wrapped(text):
        yield from blocks(text)
        return
    matches = list(LINE.finditer(text))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        before = text[max(0, start - 40) : start].rstrip()
        if not (_alone(text, start) or before[-1:] in ENDS):
            continue
        yield Block(start, match.end(), match[0].strip())
        if following and text.count("\n", match.end(), following.start()) == 1:
            both = f"{match[0].strip()} {following[0].strip()}"
            yield Block(start, following.end(), both)


def _alone(text: str, start: int) -> bool:
    return not text[max(0, start - 40) : start].rpartition("\n\n")[2].rpartition("\f")[2].strip()


def _level(text: str, start: int) -> str:
    marks = re.findall(r"^(#{1,6})[ \t]", text[start:], re.MULTILINE)
    return max(set(marks), key=lambda mark: (marks.count(mark), -len(mark))) if marks else "##"


def plain(text: str) -> str:
    """Strip a line to what can be compared: no marks, no tags, one space between words."""
    bare = re.sub(r"<[^>]{0,20}>|[#*_`\\]", "", text)
    return re.sub(r"\s+", " ", bare).strip(" .").casefold()


def same(one: str, two: str) -> bool:
    """Say whether two plain headings are the same but for damage."""
    if one == two:
        return True
    if min(len(one), len(two)) < 8:
        return False
    return fuzz.ratio(one, two) >= ALIKE and re.findall(r"\d+", one) == re.findall(r"\d+", two)
