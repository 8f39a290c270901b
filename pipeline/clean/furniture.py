"""What the printer put on every page that is no text: page numbers and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.edit import Edit
from pipeline.clean.layout import CONTENTS_HEAD, contents
from pipeline.model import Source
from pipeline.report import Confidence

LINE = re.compile(r"[^\n\f]*[^\s\f][^\n\f]*")
SEPARATOR = re.compile(
    r"^(?:\{\d{1,4}\}-{20,}|--- end of page=\d+ ---|-----File: \S+-----|<!-- page ?break -->)"
    r"[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)  # fmt: skip
NUMBER = re.compile(
    r"[\s—–\-\[(|*_#]*(?:(?:page|p\.|seite|página|стр\.)\s*)?(?P<n>\d{1,4})[\s—–\-\])|*_.]*",
    re.IGNORECASE,
)
NUMBERED_HEAD = re.compile(
    r"[ \t]*(?:(?P<before>\d{1,4})[ \t]+\S[^\n\f]{0,100}?|"
    r"\S[^\n\f]{0,100}?[ \t]+(?P<behind>\d{1,4}))[ \t]*"
)
ALONE = re.compile(r"(?:\A|\n[ \t]*\n)[ \t]*(\d{1,4})[ \t]*(?=\n[ \t]*\n|\Z)")
FEWEST = 3
"""Fewer pages than this prove no recurrence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, with its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The lines between two form feeds."""

    start: int
    end: int
    lines: tuple[Line, ...]


def pages(text: str) -> list[Page]:
    """Cut a text at its form feeds."""
    found: list[Page] = []
    start = 0
    for match in re.finditer(r"[^\f]*(?:\f|\Z)", text):
        end = match.end()
        if start >= len(text):
            break
        lines = tuple(Line(m.start(), m.end(), m[0]) for m in LINE.finditer(text, start, end))
        found.append(Page(start, end, lines))
        start = end
    return found


def write_page_breaks(source: Source) -> Iterator[Edit]:
    r"""Write every extractor's page separator as a form feed.

    >>> from pipeline.clean.edit import fix
    >>> fix(write_page_breaks, "one\n\n{1}------------------------------------------------\n\ntwo")
    'one\n\n\x0c\n\ntwo'

    A rule is no separator:

    >>> fix(write_page_breaks, "one\n\n-----\n\ntwo")
    'one\n\n-----\n\ntwo'
    """
    for match in SEPARATOR.finditer(source.text):
        yield Edit(match.start(), match.end(), "\f", Confidence.SURE, "a page separator")


def drop_page_numbers(source: Source) -> Iterator[Edit]:
    r"""Take the printed page numbers out of the text; the page breaks keep them.

    A number alone on a page's first or last line is a page number when it counts up with the
    pages. Where the extraction has no page breaks, a number alone in its block is one when many
    such count up one by one; a form feed takes its place.

    >>> from pipeline.clean.edit import fix
    >>> fix(drop_page_numbers, "a\n\n3\n\fb\n\n4\n\fc\n\n5\n")
    'a\n\n\n\x0cb\n\n\n\x0cc\n\n\n'

    A number that does not count with the pages stays:

    >>> fix(drop_page_numbers, "a\n\n1871\n\fb\n\nx\n\fc\n\ny\n")
    'a\n\n1871\n\x0cb\n\nx\n\x0cc\n\ny\n'
    """
    if "\f" in source.text:
        for line in numbers_by_page(source.text):
            yield Edit(line.start, line.end, "", Confidence.SURE, "it counts with the pages")
    else:
        for line in _numbers_in_blocks(source.text):
            yield Edit(line.start, line.end, "\f", Confidence.SURE, "it counts page by page")


def numbers_by_page(text: str) -> list[Line]:
    """Find the page numbers at the edges of pages: those at one distance from the count."""
    candidates: list[tuple[int, Line]] = []
    for index, page in enumerate(pages(text)):
        for line in {line.start: line for line in (*page.lines[:2], *page.lines[-2:])}.values():
            match = NUMBER.fullmatch(line.text)
            if match:
                candidates.append((int(match["n"]) - index, line))
    if len(candidates) < FEWEST:
        return []
    distance, count = Counter(d for d, _ in candidates).most_common(1)[0]
    if count < FEWEST:
        return []
    return [line for d, line in candidates if d == distance]


def _numbers_in_blocks(text: str) -> list[Line]:
    alone = [Line(m.start(1), m.end(1), m[1]) for m in ALONE.finditer(text)]
    best: list[Line] = []
    run: list[Line] = []
    for line in alone:
        if run and int(line.text) == int(run[-1].text) + 1:
            run.append(line)
        elif not run or int(line.text) <= 3 or len(run) < 2:
            run = [line]
        if len(run) > len(best):
            best = list(run)
    return best if len(best) >= FEWEST else []


def drop_running_heads(source: Source) -> Iterator[Edit]:
    r"""Drop the line that pages repeat at their head or foot.

    A running head is on many pages, in the same place, the same but for its number. The contents
    page's own heading, from which such a head is often taken, stays, and so does a title on its
    title page.

    >>> from pipeline.clean.edit import fix
    >>> fix(drop_running_heads, "T\n\fMutual Aid\na\n\fMutual Aid\nb\n\fMutual Aid\nc\n")
    'T\n\x0c\na\n\x0c\nb\n\x0c\nc\n'

    A line that only two pages share stays:

    >>> fix(drop_running_heads, "T\n\fO no\na\n\fO no\nb\n\fx\nc\n\fy\nd\n")
    'T\n\x0cO no\na\n\x0cO no\nb\n\x0cx\nc\n\x0cy\nd\n'
    """
    if "\f" not in source.text:
        return
    all_pages = pages(source.text)
    numbered = _numbered_heads(all_pages)
    for line in numbered:
        yield Edit(line.start, line.end, "", Confidence.SURE, "its number counts with the pages")
    taken = {line.start for line in numbered}
    heads = [page.lines[0] for page in all_pages[1:] if page.lines]
    feet = [page.lines[-1] for page in all_pages[1:] if len(page.lines) > 1]
    for edge in (heads, feet):
        lines = [line for line in edge if line.start not in taken]
        yield from _recurring(source.text, lines, len(all_pages))
        taken |= {line.start for line in lines}


def _numbered_heads(all_pages: Sequence[Page]) -> list[Line]:
    """Find the heads and feet that carry the page's number, before or behind their words."""
    candidates: list[tuple[int, Line]] = []
    for index, page in enumerate(all_pages):
        for line in {line.start: line for line in (*page.lines[:1], *page.lines[-1:])}.values():
            match = NUMBERED_HEAD.fullmatch(line.text)
            if match:
                candidates.append((int(match["before"] or match["behind"]) - index, line))
    if len(candidates) < FEWEST:
        return []
    distance, count = Counter(d for d, _ in candidates).most_common(1)[0]
    return [line for d, line in candidates if d == distance] if count >= FEWEST else []


def _recurring(text: str, lines: Sequence[Line], count: int) -> Iterator[Edit]:
    counted = Counter(_bare(line.text) for line in lines)
    found = contents(text)
    for line in lines:
        bare = _bare(line.text)
        often = counted[bare] >= max(FEWEST, count // 10)
        if not bare or not often or len(bare) > 90:
            continue
        if found and line.start <= found[0] < line.end:
            continue
        if not found and CONTENTS_HEAD.fullmatch(line.text) and line.start == lines[0].start:
            continue
        evidence = f"{counted[bare]} of {count} pages have it"
        yield Edit(line.start, line.end, "", Confidence.SURE, evidence)


def _bare(text: str) -> str:
    return re.sub(r"[\d#*_|\s]+", " ", text).strip().casefold()
