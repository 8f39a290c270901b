"""Running heads: the lines that pages repeat at their head or foot, with or without a number."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import calls
from pipeline.clean.facts.dress import letters, spaced
from pipeline.clean.facts.headed import stand_between
from pipeline.clean.facts.layout import CONTENTS_HEAD, contents
from pipeline.clean.facts.measure import LINE
from pipeline.clean.pages.furniture import FEWEST, Line, Page, pages
from pipeline.clean.pages.numbered_heads import ALONE
from pipeline.clean.pages.stray_heads import LONG, bare, stray_heads
from pipeline.model import Source
from pipeline.report import Confidence

NUMBERED_HEAD = re.compile(
    r"[ \t]*(?:(?P<before>\d{1,4})[ \t]+\S[^\n\f]{0,100}?|"
    r"\S[^\n\f]{0,100}?[ \t]+(?P<behind>\d{1,4}))[ \t]*"
)
NUMBER = re.compile(r"\d{1,4}")
WORD = re.compile(r"[^\W\d_]")
NUMERAL = re.compile(r"[ivxlc]+\.?")
"""The heading of a section that the next chapter has again."""
EMPHASIS = re.compile(r"[_*]+[^_*]")
SIDES = 0, -1
"""A page's number is the first or the last of its head."""
NOTES, PRINTED = 40, 20_000
"""No page has more of them at its foot, and none holds more characters."""
DEPTH = 3
"""A running head has no more lines than this."""
ONE_HEAD_IN, ONE_FOOT_IN = 10, 3
"""A chapter's head is on one page of so many; a foot is the book's, and notes may end alike."""


def drop_running_heads(source: Source) -> Iterator[Edit]:
    r"""Drop the line that pages repeat at their head or foot.

    A running head is on many pages, in the same place, the same but for its number; one that
    stands below another (the title below the author) is found when that is gone. The contents
    page's own heading, from which such a head is often taken, stays, and so does a title on its
    title page.

    >>> fix(drop_running_heads, "T\n\fMutual Aid\na\n\fMutual Aid\nb\n\fMutual Aid\nc\n")
    'T\n\x0c\na\n\x0c\nb\n\x0c\nc\n'
    >>> fix(drop_running_heads, "T\n\fP. K.\n\nAid\n\na\n" + 2 * "\fP. K.\n\nAid\n\nb\n")
    'T\n\x0c\n\n\n\na\n\x0c\n\n\n\nb\n\x0c\n\n\n\nb\n'

    Headings at the heads of their pages, which count chapters and no pages, stay:

    >>> text = "T\n\fCHAPTER 1\na\n\fb\n\fCHAPTER 2\nc\n\fCHAPTER 3\nd\n"
    >>> fix(drop_running_heads, text) == text
    True
    """
    yield from stray_heads(source.text)
    if "\f" not in source.text:
        return
    all_pages = [_without_notes(source.text, page) for page in pages(source.text)]
    dropped: dict[int, Edit] = {}
    for edge in (0, -1):
        on = [page for page in all_pages[1:] if len(page.lines) > (0 if edge == 0 else 1)]
        for _ in range(DEPTH):
            lines = {page.start: last for page in on if (last := _edge(page, edge, dropped))}
            least = len(all_pages) // (ONE_HEAD_IN if edge == 0 else ONE_FOOT_IN)
            heads = _not_counting(lines, [page.start for page in all_pages])
            edits = list(_recurring(source.text, heads, max(FEWEST, least)))
            dropped |= {edit.start: edit for edit in edits}
            on = [page for page in on if page.start in lines and lines[page.start].start in dropped]
    yield from dropped.values()
    yield from _strays(source.text, dropped)


def _edge(page: Page, edge: int, dropped: dict[int, Edit]) -> Line | None:
    """Give the first or the last line of a page that was not dropped."""
    left = [line for line in page.lines if line.start not in dropped]
    return left[edge] if left else None


def _strays(text: str, dropped: dict[int, Edit]) -> Iterator[Edit]:
    """Find the same heads, emphasis and all, where an extractor lost the page break over them."""
    heads = Counter(text[e.start : e.end].strip() for e in dropped.values())
    for match in ALONE.finditer(text):
        line = match["line"].strip()
        if heads[line] >= FEWEST and EMPHASIS.match(line) and match.start("line") not in dropped:
            why = f"{heads[line]} pages have it as their head"
            yield Edit(*match.span("line"), "", Confidence.SURE, why)


def _without_notes(text: str, page: Page) -> Page:
    """Leave out the notes at a page's foot: lines whose number stands as a mark above them."""
    first = len(page.lines)
    for line in reversed(page.lines[-NOTES:]):
        match = NUMBERED_HEAD.fullmatch(line.text)
        number = match["before"] if match else None
        start = max(page.start, line.start - PRINTED)
        if not number or not any(calls(text, start, line.start, int(number))):
            break
        first -= 1
    return replace(page, lines=page.lines[:first])


def _not_counting(lines: Mapping[int, Line], starts: Sequence[int]) -> list[Line]:
    """Leave out lines whose numbers count something else than pages: sections, chapters.

    ``lines`` are by the start of their page, ``starts`` those of all pages. The number of a
    running head is the page's, or it stands on several pages.
    """
    index_of = {start: index for index, start in enumerate(starts)}
    told = [
        (bare(line.text), NUMBER.findall(line.text), index_of[start], line)
        for start, line in lines.items()
    ]
    repeated = Counter((words, *numbers) for words, numbers, _, _ in told)
    distances = Counter(
        (words, side, int(numbers[side]) - index)
        for words, numbers, index, _ in told if numbers for side in SIDES
    )  # fmt: skip
    return [
        line for words, numbers, index, line in told
        if not numbers or repeated[words, *numbers] > 1
        or any(distances[words, side, int(numbers[side]) - index] >= FEWEST for side in SIDES)
    ]  # fmt: skip


def _recurring(text: str, lines: Sequence[Line], least: int) -> Iterator[Edit]:
    counted = Counter(bare(line.text) for line in lines)
    found = contents(text)
    seen: set[str] = set()
    sections = _sections(text, lines)
    for line in lines:
        words = bare(line.text)
        if line in sections:
            continue
        if not words or counted[words] < least or len(words) > 90 or NUMERAL.fullmatch(words):
            continue
        if found and line.start <= found[0] < line.end:
            continue
        if line.start == lines[0].start and CONTENTS_HEAD.fullmatch(line.text):
            continue
        first = words not in seen
        seen.add(words)
        if first and _is_announced(text, line):
            continue
        evidence = f"{counted[words]} pages have it"
        yield Edit(line.start, line.end, "", Confidence.SURE, evidence)


def _sections(text: str, lines: Sequence[Line]) -> list[Line]:
    """Give the heads that are a number and a sign, each behind a sentence and over another.

    They count sections of a page each; what pages carry cuts a sentence sooner or later.
    """
    signs = [line for line in lines if NUMBER.search(line.text) and not WORD.search(line.text)]
    behind = [(line.start, line.end) for line in signs[1:]]  # the first is under the title page
    return signs if stand_between(text, behind) else []


def _is_announced(text: str, line: Line) -> bool:
    """Say whether a line is a heading: the contents page has it, and the text not before it.

    Author and title stand on the title page, and their running heads on the contents page too.
    """
    head = CONTENTS_HEAD.search(text, 0, line.start)
    title = letters(line.text)
    if not head or not title or CONTENTS_HEAD.fullmatch(line.text):
        return False
    if set(spaced(line.text).split()) <= set(spaced(text[: head.start()]).split()):
        return False
    found = contents(text)
    if found and any(letters(entry.title) == title for entry in found[2]):
        return True
    if found and title not in letters(text[head.end() : _behind(text, found[1])]):
        return False
    before = LINE.findall(text, head.end(), line.start)
    if sum(1 for other in before if letters(other) == title) == 1:
        return True
    return len(title) >= LONG and letters(text[head.end() : line.start]).count(title) == 1


def _behind(text: str, end: int) -> int:
    """Give where the second page behind a place begins: a contents page may not be read whole."""
    page = text.find("\f", end)
    second = text.find("\f", page + 1) if page >= 0 else -1
    return second if second >= 0 else len(text)
