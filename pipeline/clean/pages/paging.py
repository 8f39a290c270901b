"""The names of the witness's pages, from the contents page."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipeline.clean.divisions.headings import plain, same
from pipeline.clean.facts.layout import HEADING_LINE, contents
from pipeline.model import Source
from pipeline.report import Finding

WORD = re.compile(r"\S")
Pages = tuple[tuple[int, str], ...]


def name_pages(
    body: Source, colophon: int | None, printed: Pages = ()
) -> tuple[Pages, list[Finding]]:
    """Name the pages that the form feeds of the body end.

    The contents page says on which page a heading stands; counting breaks from there gives the
    others, as long as the count agrees with the next heading's page. ``colophon`` is the offset in
    the witness where the library's last page begins. A stretch in which the count disagrees is
    left unnamed and found: a page end there was not seen. ``printed`` are the pages that a text
    names itself, by the marks of a printed book: then those are the names.
    """
    breaks = [m.start() for m in re.finditer("\f", body.text)]
    if printed:
        return tuple(_told(body, at, printed) for at in breaks), []
    starts = [body.raw(_behind(body.text, at)) for at in breaks]
    if colophon is not None and not body.text.rstrip(" \n\t").endswith("\f"):
        breaks.append(len(body.text))
        starts.append(colophon)
    anchors = _anchors(body.text, breaks)
    names, findings = _number(len(breaks), anchors)
    return tuple(zip(starts, names, strict=True)), findings


def _told(body: Source, at: int, printed: Pages) -> tuple[int, str]:
    """Give the page whose mark stood where a break is, or none where another rule saw it."""
    start = body.raw(_behind(body.text, at))
    index = bisect_right(printed, start, key=lambda page: page[0]) - 1
    written = body.mark_at(at).rule == "write-print-pages"
    return start, printed[index][1] if written and index >= 0 else ""


def _behind(text: str, at: int) -> int:
    """Give where the next character stands that is no space, or the text's last one."""
    word = WORD.search(text, at)
    return word.start() if word else max(at, len(text) - 1)


def _anchors(text: str, breaks: Sequence[int]) -> list[tuple[int, int, str]]:
    """Pair headings with the contents page: (breaks before it, its page, its text)."""
    found = contents(text)
    if not found:
        return []
    anchors: list[tuple[int, int, str]] = []
    entries = list(found[2])
    for match in HEADING_LINE.finditer(text, found[1]):
        here = plain(match["text"])
        at = next((i for i, e in enumerate(entries) if same(here, plain(e.title))), None)
        if at is None:
            continue
        if entries[at].page.isdigit():
            before = bisect_left(breaks, match.start())
            anchors.append((before, int(entries[at].page), match["text"]))
        del entries[: at + 1]
    return anchors


def _number(count: int, anchors: Sequence[tuple[int, int, str]]) -> tuple[list[str], list[Finding]]:
    names = [""] * count
    findings: list[Finding] = []
    if not anchors:
        return names, findings
    first, last = anchors[0], anchors[-1]
    _fill(names, 0, first[0], first[1])
    for one, two in itertools.pairwise(anchors):
        if two[0] - one[0] == two[1] - one[1]:
            _fill(names, one[0], two[0], two[1])
        else:
            seen, told = two[0] - one[0], two[1] - one[1]
            message = f"{seen} page ends seen before “{two[2]}”, the contents page tells {told}"
            findings.append(Finding("page-count-disagrees", message))
            if two[0] > one[0]:
                names[two[0] - 1] = ""
    for index in range(last[0], count):
        names[index] = str(last[1] + index - last[0] + 1)
    return names, findings


def _fill(names: list[str], low: int, high: int, page: int) -> None:
    """Name the pages that begin with breaks ``low`` to ``high``, the last being ``page``."""
    for index in range(high - 1, low - 1, -1):
        number = page - (high - 1 - index)
        if number > 0:
            names[index] = str(number)
