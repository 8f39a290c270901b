"""Text that remembers where it stood in the witness."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in the witness: page as the witness names it (empty if unknown), and line from 1."""

    page: str
    line: int

    def __str__(self) -> str:
        return f"page {self.page}, line {self.line}" if self.page else f"line {self.line}"


LINE_END = re.compile(r"\n")
NOWHERE = Origin("", 0)
"""The place of what was made without a witness."""


class Places:
    """Page and line of the witness for an offset in it."""

    def __init__(self, witness: str, pages: Sequence[tuple[int, str]]) -> None:
        self._lines = [0, *(match.end() for match in LINE_END.finditer(witness))]
        self._pages = pages

    def line(self, raw: int) -> int:
        """Give the line, from 1."""
        return bisect_right(self._lines, raw)

    def start(self, line: int) -> int:
        """Give the offset at which a line begins."""
        return self._lines[max(0, min(line, len(self._lines)) - 1)]

    def origin(self, raw: int) -> Origin:
        """Give page and line."""
        index = bisect_right(self._pages, raw, key=lambda page: page[0]) - 1
        return Origin(self._pages[index][1] if index >= 0 else "", self.line(raw))


@dataclass(frozen=True, slots=True)
class Mark:
    """From this offset on, the text runs as the witness does from ``raw``.

    ``rule`` names the rule that wrote the stretch, or is empty where the witness speaks;
    ``before`` is what an emending rule found in its place.
    """

    offset: int
    raw: int
    rule: str = ""
    before: str | None = None

    def moved(self, by: int) -> Mark:
        """Give the same mark at another place of the text."""
        return Mark(self.offset + by, self.raw, self.rule, self.before)


@dataclass(frozen=True, slots=True)
class Source:
    """Text that remembers where each part of it came from; a form feed ends a page of it."""

    text: str
    marks: tuple[Mark, ...] = (Mark(0, 0),)
    lang: str = "en"
    """BCP 47; what rules that know languages go by."""

    def mark_at(self, offset: int) -> Mark:
        """Give the mark whose stretch holds this offset."""
        return self.marks[bisect_right(self.marks, offset, key=lambda mark: mark.offset) - 1]

    def raw(self, offset: int) -> int:
        """Give the offset in the witness that this offset comes from."""
        mark = self.mark_at(offset)
        return mark.raw if mark.rule else mark.raw + offset - mark.offset

    def slice(self, start: int, end: int) -> Source:
        """Cut a part out; it knows what the whole knew."""
        low = bisect_left(self.marks, start, key=lambda mark: mark.offset)
        high = bisect_left(self.marks, max(end, start + 1), key=lambda mark: mark.offset)
        inner = [mark.moved(-start) for mark in self.marks[low:high]]
        if not inner or inner[0].offset:
            opened = self.mark_at(start)
            before = None if opened.before is None else ""
            inner.insert(0, Mark(0, self.raw(start), opened.rule, before))
        return Source(self.text[start:end], tuple(inner), self.lang)

    def stretches(self) -> Iterator[tuple[str, Mark]]:
        """Run through the text mark by mark."""
        for index, mark in enumerate(self.marks):
            following = self.marks[index + 1 : index + 2]
            yield self.text[mark.offset : following[0].offset if following else None], mark


def concatenate(parts: Sequence[Source]) -> Source:
    """Put slices one behind the other into one Source."""
    marks: list[Mark] = []
    length = 0
    for part in parts:
        if part.text:
            marks += (mark.moved(length) for mark in part.marks)
            length += len(part.text)
    text = "".join(part.text for part in parts)
    return Source(text, tuple(marks) or (Mark(0, 0),), parts[0].lang if parts else "en")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text after cleanup: its streams, each running on by itself over the pages.

    ``notes`` is the apparatus, every note opened by ``<sup>label</sup>``; ``colophon`` is verbatim.
    ``pages`` gives, for the offset in the witness where each page begins, its name (or "").
    """

    body: Source
    notes: Source
    colophon: Source
    contents: tuple[int, int] | None
    """Where the contents page stands in the body."""
    pages: tuple[tuple[int, str], ...]
    dialect: str
    dialect_evidence: str
    lang: str
