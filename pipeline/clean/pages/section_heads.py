"""Running heads that are the title of the section, as the contents page has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dress import spaced
from pipeline.clean.facts.layout import CONTENTS_HEAD, Entry, contents
from pipeline.clean.pages.furniture import Line, pages
from pipeline.model import Source
from pipeline.report import Confidence

PARTS = "it parts a sentence, and the heading has its words"
LONGEST = 40
"""A page's last line is longer: a shorter one may have no stop because it is a title."""
MOST = 3
"""A heading has no more lines."""
LONG = 8
"""A shorter line at a page's foot may be a word of its last sentence."""
STANDS_BEFORE = "the heading of the section stands before it"


def drop_section_heads(source: Source) -> Iterator[Edit]:
    r"""Drop the section's title at the head or foot of a page, where it is the running head.

    The contents page names the section, and its heading stands before, or right below: a title
    at the head of a page is then not the heading. Nor is the word "Contents" behind the contents.

    >>> contents = "Contents\nOn Bread . . . 2\nOn Land . . . 3\n"
    >>> fix(drop_section_heads, contents + "\fOn Bread\na\n\fOn Bread\nb\n\fOn Land\n\nOn Land\nc")
    'Contents\nOn Bread . . . 2\nOn Land . . . 3\n\x0cOn Bread\na\n\x0c\nb\n\x0c\n\nOn Land\nc'

    So is one at the foot of a page:

    >>> fix(drop_section_heads, contents + "\fOn Bread\na\nOn Bread\n\fb\nOn Land\nc\nOn Bread")
    'Contents\nOn Bread . . . 2\nOn Land . . . 3\n\x0cOn Bread\na\n\n\x0cb\nOn Land\nc\n'

    The heading at the head of its page stays, and a title that two sections share:

    >>> contents = "Contents\nI . . . 2\nNotes . . . 3\nII . . . 4\nNotes . . . 5\n"
    >>> text = contents + "\fI\na\n\fNotes\nb\n\fII\nc\n\fNotes\nd"
    >>> fix(drop_section_heads, text) == text
    True
    """
    found = contents(source.text)
    listed = list(_listed(source.text, found)) if found else []
    yield from listed
    dropped = {edit.start for edit in listed}
    for line in _unlisted(source.text, found[1] if found else 0):
        if line.start not in dropped:
            yield Edit(line.start, line.end, "", Confidence.SURE, PARTS)


def _listed(text: str, found: tuple[int, int, tuple[Entry, ...]]) -> Iterator[Edit]:
    """Find the titles at the edges of pages that the contents page has."""
    counted = Counter(spaced(entry.title) for entry in found[2])
    stood: set[str] = set()
    for page in pages(text):
        lines = [line for line in page.lines if line.start >= found[1]]
        titles = [spaced(line.text) for line in lines]
        first = titles[0] if titles else ""
        heads = lines[:1] if lines and not lines[0].text.startswith("#") else []
        if heads and not text[page.start : heads[0].start].strip():
            again = first in stood or titles[1:2] == [first]
            if (first and counted[first] == 1 and again) or CONTENTS_HEAD.fullmatch(lines[0].text):
                yield Edit(lines[0].start, lines[0].end, "", Confidence.SURE, STANDS_BEFORE)
        stood |= counted.keys() & _lines_of(titles[:-1])
        if lines[1:] and counted[titles[-1]] == 1 and titles[-1] in stood and _is_foot(lines[-1]):
            yield Edit(lines[-1].start, lines[-1].end, "", Confidence.SURE, STANDS_BEFORE)
        stood |= counted.keys() & _lines_of(titles[-MOST:])


def _unlisted(text: str, start: int) -> Iterator[Line]:
    """Find lines at the heads of pages that part a sentence, and stand as lines again.

    They are headings of the lowest kind, which no contents page lists: the running head has the
    one that stands further up, or that comes on its page.
    """
    stood: set[str] = set()
    last = ""
    for page in pages(text):
        lines = [line for line in page.lines if line.start >= start]
        titles = [spaced(line.text) for line in lines]
        whole = _lines_of(titles[1:-1])
        if len(lines) > 1 and _is_foot(lines[0]) and not lines[0].text.startswith("#"):
            on = lines[1].text.lstrip()[:1]
            cut = on.islower() or (on.isalpha() and last[-1:].islower() and len(last) > LONGEST)
            if cut and titles[0] in whole | stood:
                yield lines[0]
        stood |= _lines_of(titles)
        last = lines[-1].text.rstrip() if lines else last


def _lines_of(titles: Sequence[str]) -> set[str]:
    """Give the lines of a page, and what two or three of them are together."""
    whole = range(1, MOST + 1)
    return {" ".join(titles[at : at + n]) for n in whole for at in range(len(titles) - n + 1)}


def _is_foot(line: Line) -> bool:
    """Say whether a page's last line, the title of a section, can be no end of a sentence."""
    words = line.text.strip()
    return len(words) >= LONG and not words[0].islower()
