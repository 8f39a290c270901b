"""Which chunks are items of a list, by numbers and letters that count; and which scene breaks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Inlines, Numbering, Source, Text, counts_up

LETTERED = re.compile(
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
NUMBERED = re.compile(r"^[ \t\f]{0,4}(?P<n>\d{1,3})\.[ \t]+(?=\S)", re.MULTILINE)
BRACKETED = re.compile(
    r"^[ \t]{0,4}(?:\((?P<n>\d{1,3})\)|(?P<half>\d{1,3})\))[ \t]+(?=\S)", re.MULTILINE
)


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
    head = LETTERED.match(chunks[at])
    read = counts_up([head["mark"]]) if head else None
    if head is None or read is None or read[1] != 1 or not deepest:
        return {}
    numbering, found = read[0], {at: Lettered(1, read[0], head.end())}
    inner: dict[int, Lettered] = {}
    here = at + 1
    while here < len(chunks):
        head = LETTERED.match(chunks[here])
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


def parted(chunk: Source) -> Iterator[Source]:
    r"""Cut a chunk before each line that opens with a number in brackets, where these count up.

    So are lines that letters or roman numbers open. A number in brackets is part of the words and
    stays with them: in the library's own sources, it is.

    >>> [part.text for part in parted(Source("these:\n(1) land,\nand\n(2) bread"))]
    ['these:\n', '(1) land,\nand\n', '(2) bread']
    >>> [part.text for part in parted(Source("of\n12) men\nand\n19) more"))]
    ['of\n12) men\nand\n19) more']
    """
    heads = list(BRACKETED.finditer(chunk.text))
    numbers = [int(head["n"] or head["half"]) for head in heads]
    counted = len(heads) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    places = [head.start() for head in heads] if counted else lettered_lines(chunk.text)
    starts = [place for place in places if place]
    for start, end in pairwise([0, *starts, len(chunk.text)]):
        yield chunk.slice(start, end)


def opening_numbers(text: str) -> frozenset[int]:
    """Give the numbers that open lines of a text."""
    return frozenset(int(match["n"]) for match in NUMBERED.finditer(text))


def is_lone(chunk: str, numbers: frozenset[int]) -> bool:
    """Say whether the number that opens a chunk counts nothing: it has none before or behind it.

    A list begins with one, and counts. A date or a reference that happens to open a paragraph
    does not, and as an item it would lose the way its number is printed.

    >>> is_lone("3. On the third day", frozenset({3})), is_lone("3. Land", frozenset({2, 3}))
    (True, False)
    """
    match = NUMBERED.match(chunk)
    if not match:
        return False
    number = int(match["n"])
    return number != 1 and not {number - 1, number + 1} & numbers


ORNAMENT = re.compile(
    r"[ \t]*(?P<sign>(?:\\?[*•·~⁂❦☙❧✻✽◆◇※§#+=_—–-][ \t]*){3,9}|(?:\\?[*•~][ \t]*){2}"
    r"|\\?[*⁂❦☙❧✻✽◆◇※~]|[-—–~]{0,3}[ ]?(?:o[ ]?[O0][ ]?o|oo[O0]oo)[ ]?[-—–~]{0,3})[ \t]*$"
)


def signs_in(line: str) -> Inlines | None:
    """Give the signs of a scene break, none of a rule, and None of any other line.

    It has three signs or more, two stars, or one that is nothing but an ornament.

    >>> signs_in("***"), signs_in("---"), signs_in("* one")
    ((Text(text='***'),), (), None)
    """
    match = ORNAMENT.match(line)
    if not match:
        return None
    signs = match["sign"].replace("\\", "").split()
    return () if set("".join(signs)) <= set("-—–_") else (Text(" ".join(signs)),)
