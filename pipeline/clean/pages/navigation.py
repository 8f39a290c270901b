"""What a web page has around its text: ways to other pages."""

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.measure import LINE
from pipeline.model import Source
from pipeline.phrases import NAVIGATION, any_of
from pipeline.report import Confidence

BREAK = re.compile(r"\s*(?:\||·|•|»|«|›|‹|::)\s*|\s/\s|\s{3,}")
CLEAR = re.compile(
    rf"(?:{any_of(NAVIGATION)})"
    r"|\(?(?:go )?(?:back|return) to (?:the )?\w[^.!?]{0,60}"
    r"|(?:[\w.’' -]{1,40} )?(?:internet )?archive(?: home)?(?: page)?"
    r"|retrieved from \W{0,3}https?://\S+"
    r"|jump to[: ] ?(?:navigation|search|content)(?:[, ]*(?:jump to )?(?:navigation|search))*",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"(?:contents|table of contents|index|next|previous|prev|home|top|up|search|print|share"
    r"|next (?:page|chapter|section|part)|previous (?:page|chapter|section|part))",
    re.IGNORECASE,
)
DRESS = "#*_>[]()\\← →↑<- \t"
HEAD, TAIL = 12, 14
"""So many lines at a page's head and foot may be ways to other pages."""
LONGEST = 200
LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,400}\)")


def drop_navigation(source: Source) -> Iterator[Edit]:
    r"""Drop the ways to other pages that a web page has over and under its text.

    They are lines of their own among the first or the last of the text, and say nothing but where
    they lead: back to an archive, to the top of the page. Words that may be anyone's ("Next") go
    with such a line beside them.

    >>> text = "It was so.\n\nTop of the page\n\nContents | Next\nMarxists Internet Archive"
    >>> fix(drop_navigation, text)
    'It was so.\n\n\n\n\n'

    The same words in a sentence, or alone, stay:

    >>> fix(drop_navigation, "Back to the land they went.\n\nNext\n\nthey came")
    'Back to the land they went.\n\nNext\n\nthey came'
    """
    lines = list(LINE.finditer(source.text))
    if len(lines) <= HEAD:
        head: list[re.Match[str]] = []
    else:
        head = [line for line in lines[:HEAD] if _is_clear(line[0])]
    tail = lines[-TAIL:] if len(lines) > 1 else []
    why = "a way to other pages"
    for line in (*head, *_ways_out(tail)):
        yield Edit(line.start(), line.end(), "", Confidence.LIKELY, why)


def _ways_out(tail: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Give the lines at the end that lead to other pages, from the first that surely does."""
    found: list[re.Match[str]] = []
    for at, line in enumerate(tail):
        beside = tail[max(0, at - 1) : at + 2]
        ways = [one for one in beside if _is_clear(one[0])]
        if _is_clear(line[0]) or (ways and _is_vague(line[0])):
            found.append(line)
    yield from (line for line in found if line.start() > tail[0].start())


def _items(line: str) -> list[str]:
    bare = re.sub(r"[*_\\\[\]]", "", LINK.sub(r"\1", line).strip(DRESS))
    return [item.strip(DRESS) for item in BREAK.split(bare) if item.strip(DRESS)]


def _is_clear(line: str) -> bool:
    """Say whether a line is ways to other pages, at least one of them beyond doubt."""
    items = _items(line) if len(line) < LONGEST else []
    clear = [bool(CLEAR.fullmatch(item)) for item in items]
    return any(clear) and all(c or VAGUE.fullmatch(i) for c, i in zip(clear, items, strict=True))


def _is_vague(line: str) -> bool:
    items = _items(line) if len(line) < LONGEST else []
    return bool(items) and all(VAGUE.fullmatch(item) or CLEAR.fullmatch(item) for item in items)
