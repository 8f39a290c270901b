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

MOST = 3
"""A heading has no more lines."""
LONG = 8
"""A shorter line at a page's foot may be a word of its last sentence."""


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
    for line in _at_edges(source.text, found) if found else ():
        why = "the heading of the section stands before it"
        yield Edit(line.start, line.end, "", Confidence.SURE, why)


def _at_edges(text: str, found: tuple[int, int, tuple[Entry, ...]]) -> Iterator[Line]:
    """Find the titles at the edges of pages that the contents page has, and the text before."""
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
                yield lines[0]
        stood |= counted.keys() & _lines_of(titles[:-1])
        if lines[1:] and counted[titles[-1]] == 1 and titles[-1] in stood and _is_foot(lines[-1]):
            yield lines[-1]
        stood |= counted.keys() & _lines_of(titles[-MOST:])


def _lines_of(titles: Sequence[str]) -> set[str]:
    """Give the lines of a page, and what two or three of them are together."""
    whole = range(1, MOST + 1)
    return {" ".join(titles[at : at + n]) for n in whole for at in range(len(titles) - n + 1)}


def _is_foot(line: Line) -> bool:
    """Say whether a page's last line, the title of a section, can be no end of a sentence."""
    words = line.text.strip()
    return len(words) >= LONG and not words[0].islower()
