"""The printed lines of a text, where an extractor kept them."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clean.measure import LINE, measure_of, natural_width


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without the spaces around it, and what tells of its place."""

    start: int
    end: int
    text: str
    indent: int
    """The spaces before it on its line."""
    share: float
    """Its natural width, as a share of the measure."""
    gap: str
    """What stands between it and the line before."""


def printed_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """List the lines of a text that hold something, from one offset to another."""
    measure = max(measure_of(text), 1)
    found: list[Line] = []
    position = start
    for match in LINE.finditer(text, start, len(text) if end is None else end):
        bare = match[0].strip()
        begin = match.start() + match[0].index(bare)
        share = natural_width(bare) / measure
        gap = text[position:begin]
        position = begin + len(bare)
        found.append(Line(begin, position, bare, begin - match.start(), share, gap))
    return found
