"""Items that a letter or a roman number opens, known by the run that they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Numbering, counts_up

OPENING = re.compile(
    r"[ \t]*(?:[-*+•][ \t]+)?(?P<mark>(?:[a-z]|[ivxl]{2,6}|[A-Z]|[IVXL]{2,6})\.)[ \t]+(?=\S)"
)
"""``(a)`` and ``a)`` stay words of their paragraphs, as ``(1)`` and ``1)`` do."""
LINE = re.compile(
    r"^[ \t]*(?:[-*+•][ \t]+)?(?P<mark>(?:[a-z]|[ivxl]{2,6})[.)]|\((?:[a-z]|[ivxl]{2,6})\))"
    r"[ \t]+(?=\S)",
    re.MULTILINE,
)
ENDED = re.compile(r"[.!?…:;,][*_’”\"'»)\]\s]*(?:<sup>[^<]*</sup>)*[*_’”\"'»)\]\s]*$")
FEWEST = 3
"""Fewer items are a list only behind a colon."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """The mark of an item: what it counts, how it is printed, where it ends in its chunk."""

    number: int
    numbering: Numbering
    end: int


def lettered(chunks: Sequence[str]) -> Mapping[int, Lettered]:
    """Tell which chunks are lettered items: three that count up from the first, close together.

    Two are enough behind a colon. Capitals may be initials, and ``I.`` the number of a heading,
    so each of theirs must end as a clause does. A page's end parts no run.

    >>> sorted(lettered(["so:", "a. land", "b. bread"])), sorted(lettered(["so.", "a. x", "b. y"]))
    ([1, 2], [])
    >>> sorted(lettered(["I. Land.", "II. Bread.", "III. Work."]))
    [0, 1, 2]
    >>> sorted(lettered(["A. Smith", "B. Jones", "C. Brown"]))
    []
    """
    found: dict[int, Lettered] = {}
    at = 0
    while at < len(chunks):
        run = _run(chunks, at)
        for here in run:
            found |= {here: run[here]} if here not in found else {}
        at = max(run) + 1 if run else at + 1
    return found


def _run(chunks: Sequence[str], at: int, deepest: int = 3) -> dict[int, Lettered]:
    """Read the run that begins at a chunk, and the runs within it."""
    head = OPENING.match(chunks[at])
    read = counts_up([head["mark"]]) if head else None
    if head is None or read is None or read[1] != 1 or not deepest:
        return {}
    numbering, found = read[0], {at: Lettered(1, read[0], head.end())}
    inner: dict[int, Lettered] = {}
    here = at + 1
    while here < len(chunks):
        head = OPENING.match(chunks[here])
        if head and head["mark"] == numbering.mark(len(found) + 1):
            found[here] = Lettered(len(found) + 1, numbering, head.end())
        elif head and (within := _run(chunks, here, deepest - 1)):
            inner |= within
            here = max(within)
        elif chunks[here].strip():
            break
        here += 1
    if not _is_list(chunks, sorted(found), numbering):
        return {}
    return found | {one: mark for one, mark in inner.items() if one < max(found)}


def _is_list(chunks: Sequence[str], run: Sequence[int], numbering: Numbering) -> bool:
    """Say whether a run is long enough, and of clauses where it must be."""
    lead = next((chunk for chunk in reversed(chunks[: run[0]]) if chunk.strip()), "")
    strong = numbering.numeral in "ai"
    fewest = FEWEST - 1 if strong and lead.rstrip().endswith(":") else FEWEST
    return len(run) >= fewest and (strong or all(ENDED.search(chunks[one]) for one in run))


def lettered_lines(text: str) -> list[int]:
    """Give where the lettered lines of a chunk begin, if they are items that count up.

    >>> lettered_lines("so:\\n(a) land\\n(b) bread"), lettered_lines("of\\na. Land\\nb. Bread")
    ([4, 13], [])
    """
    heads = list(LINE.finditer(text))
    read = counts_up([head["mark"] for head in heads]) if heads else None
    if read is None or read[1] != 1 or read[0].numeral not in "ai":
        return []
    announced = text[: heads[0].start()].rstrip().endswith(":")
    enough = len(heads) >= (FEWEST - 1 if announced else FEWEST)
    return [head.start() for head in heads] if enough else []
