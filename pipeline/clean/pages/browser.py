"""What a browser prints around a web page: the day, the title, the address, and ``3/14``."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.measure import LINE
from pipeline.model import Source
from pipeline.report import Confidence

COUNT = re.compile(
    r"[ \t]*(?P<lead>[^\n]{0,400}?)[ \t]*(?<![\d/])(?P<n>\d{1,4})"
    r"[ ]?(?:/|of|von|sur|de|di)[ ]?(?P<of>\d{1,4})"
    r"(?P<behind>[ \t]+\d[^\n]{0,30})?[ \t]*"
)
STAMP = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}),?[ ]"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f\u00a0]?[AP]M)?(?!\d)"
)
ADDRESS = re.compile(r"(?:https?://|www\.|file:///)\S+|[A-Za-z]:\\\S+")
MARKS = re.compile(r"^[#*_>\s]+|[#*_\s]+$")
SPACES = re.compile(r"\s+")
FEWEST = 2
SHARE = 0.7
"""So many of the pages must show their number; an extractor may lose some."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something: its span, and what it says without the dress."""

    start: int
    end: int
    bare: str


def drop_browser_lines(source: Source, witness: str = "") -> Iterator[Edit]:
    r"""Drop the lines that a browser prints at the head and the foot of a web page.

    The evidence: lines that end in ``1/9``, ``2/9`` up to ``9/9``, alone or behind an address, one
    for each page; and with them the same address, the same day and hour, and the same title on
    most pages. Where the extraction has no page breaks, one takes their place. ``witness`` is the
    text that has the evidence, where only a part of it is given.

    >>> head, foot = "5/3/24, 5:33 PM On Bread", "https://a.org/b"
    >>> page = f"{head}\n\nThe {{}} mill\n\n{foot} {{}}/3\n\n"
    >>> text = "".join(page.format(word, n) for n, word in enumerate(("old", "new", "great"), 1))
    >>> fix(drop_browser_lines, text)
    '\n\nThe old mill\n\n\x0c\n\n\n\nThe new mill\n\n\x0c\n\n\n\nThe great mill\n\n\n\n'

    Fractions that count no pages stay:

    >>> fix(drop_browser_lines, "In the town 1/3\n\nand in the land 2/3\n\nhad none.")
    'In the town 1/3\n\nand in the land 2/3\n\nhad none.'
    """
    lines = _lines(witness or source.text)
    found = _printed(lines)
    if not found:
        return
    if witness:
        told = {line.bare for line in lines if line.start in found}
        lines = _lines(source.text)
        found = {line.start for line in lines if line.bare in told}
    breaks = "\f" not in (witness or source.text)
    yield from _drop(source.text, lines, found, breaks=breaks)


def _lines(text: str) -> list[Line]:
    return [
        Line(m.start(), m.end(), SPACES.sub(" ", MARKS.sub("", m[0]))) for m in LINE.finditer(text)
        if len(m[0]) < 2 * LONGEST
    ]  # fmt: skip


def _printed(lines: Sequence[Line]) -> Set[int]:
    """Find where the lines begin that a browser printed; none without the count of the pages."""
    counts = _counts(lines)
    if not counts:
        return frozenset()
    least = max(FEWEST, len(counts) // 2)
    said = Counter(line.bare for line in lines)
    found = {lines[at].start for at in counts}
    stamps = _stamps(lines, least)
    found |= {lines[at].start for at in stamps}
    near = {i + step for i in (*counts, *stamps) for step in (-3, -2, -1, 1, 2, 3)}
    for at in sorted(near):
        line = lines[at] if 0 <= at < len(lines) else None
        # a title stands once more, over the text
        if line and said[line.bare] >= least and _is_furniture(lines, at, stamps):
            found.add(line.start)
    return found


def _counts(lines: Sequence[Line]) -> list[int]:
    """Find the lines that count the pages, one after the other, of one number of pages."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        match = COUNT.fullmatch(line.bare)
        if not match or not 0 < int(match["n"]) <= int(match["of"]):
            continue
        lead, behind = match["lead"].strip(), (match["behind"] or "").strip()
        if (not lead or ADDRESS.fullmatch(lead)) and (not behind or STAMP.fullmatch(behind)):
            rows.setdefault(int(match["of"]), []).append((int(match["n"]), at))
    for of, row in sorted(rows.items(), key=lambda item: -len(item[1])):
        numbers = [n for n, _ in row]
        rising = all(one < two for one, two in pairwise(numbers))
        if rising and len(row) >= max(FEWEST, SHARE * of):
            return [at for _, at in row]
    return []


def _stamps(lines: Sequence[Line], least: int) -> list[int]:
    """Find the lines that begin or end with a day and an hour that most pages have."""
    read: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        match = STAMP.search(line.bare)
        if match and (match.start() == 0 or match.end() == len(line.bare)):
            read.append((at, match[0]))
    counted = Counter(stamp for _, stamp in read)
    return [at for at, stamp in read if counted[stamp] >= least]


def _is_furniture(lines: Sequence[Line], at: int, stamps: Sequence[int]) -> bool:
    """Say whether a line that many pages have is an address, or the title below the hour."""
    if ADDRESS.fullmatch(lines[at].bare):
        return True
    above = at - 1
    while above > 0 and lines[above].bare.isdigit():  # the labels of notes
        above -= 1
    return any(above == stamp and STAMP.fullmatch(lines[stamp].bare) for stamp in stamps)


def _drop(text: str, lines: Sequence[Line], found: Set[int], *, breaks: bool) -> Iterator[Edit]:
    """Drop lines; a page ends where the first of a group stands that others lie behind."""
    why = "a browser prints it around each page"
    group = False
    first, last = (lines[0].start, lines[-1].start) if lines else (0, 0)
    ended = first in found
    for index, line in enumerate(lines):
        if line.start not in found:
            group = ended = False
            continue
        to_come = any(later.start not in found for later in lines[index:])
        here = breaks and not group and not ended and to_come and line.start != last
        group = True
        yield Edit(line.start, line.end, "\f" if here else "", Confidence.SURE, why)
