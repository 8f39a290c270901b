"""Blocks, and the short lines right over them: where headings may be. Facts, no edits."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import Block, blocks, contents
from pipeline.clean.facts.measure import LINE, begin_of, measure_of, natural_width
from pipeline.clean.facts.open_ends import OPEN
from pipeline.clean.facts.seam import FINISHED
from pipeline.letters import UPPER
from pipeline.phrases import SMALL_WORDS

OPENS = re.compile(rf"{OPEN}[{UPPER}]")
STOPPED = re.compile(r"[.,;:!?…–—-]$")
COUNT = re.compile(r"(?:\d{1,3}|[IVXL]{1,7})[.)]$")
COUNTS = re.compile(r"(?:[A-Z]|[IVXL]{1,7}|§ ?\d{1,2})(?:[.)]|[ ]?[—–]|$)")
"""What opens a heading that counts; a figure opens a list's item as often."""
STRUCTURE = re.compile(r"[>|]|[-+•][ \t]|```|!\[|<sup>|\(?\d{1,3}[.)]|\[\d")
HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+\S")
GLUED = re.compile(r"[ \t]*\n[ \t]*(?=\S)")
SHORT = 0.72
"""A line below this share of the measure is no line of a paragraph but its last."""
PROSE = 120
"""A block of fewer characters is no paragraph under a heading."""
SENTENCE = 60
"""One of so many may be, if its sentence ends: the first question of an interview."""
MOST = 3
"""So many headings may stand one over the other."""
FIRST = re.compile(r"(?P<line>\S[^\n]*)")
YEAR = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


@lru_cache(maxsize=4)
def headed_blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks; a short line right over a paragraph's first is one of its own.

    Page breaks are none. Only where the printed lines were kept can a line stand so.
    """
    found = (block for block in blocks(text) if not block.is_page_break)
    if not is_wrapped(text):
        return tuple(found)
    widest = SHORT * measure_of(text)
    return tuple(part for block in found for part in _parts(text, block, widest))


def behind_contents(text: str) -> tuple[list[Block], list[int]]:
    """Give the blocks behind the contents page, and the levels of the headings among them.

    Where there is no contents page, the first block is the title's, which has no level.
    """
    listed = contents(text)
    found = [block for block in headed_blocks(text) if not listed or block.start >= listed[1]]
    headings = (HEADING.match(block.text) for block in found[0 if listed else 1 :])
    return found, [len(heading["marks"]) for heading in headings if heading]


def outdented(text: str, start: int) -> int:
    """Give where the line begins that an indent opens: a heading's marks stand nowhere else."""
    while start and text[start - 1] in " \t":
        start -= 1
    return start


def parted(text: str, end: int) -> tuple[int, str]:
    """Give where a heading's line ends, and what parts it from a paragraph it is glued to."""
    glued = GLUED.match(text, end)
    return (glued.end(), "\n\n") if glued else (end, "")


def _parts(text: str, block: Block, widest: float) -> Iterator[Block]:
    lines = list(LINE.finditer(text, block.start, block.end))
    if 1 < len(lines) <= MOST and all(natural_width(line[0].strip()) < widest for line in lines):
        yield Block(block.start, block.end, _words(lines))
        return
    start, first = block.start, 0
    for index, (one, two) in enumerate(pairwise(lines[: MOST + 1])):
        bare, under = one[0].strip(), two[0].strip()
        if natural_width(bare) >= widest:
            break
        if _goes_on(bare, under) and natural_width(under) < widest:
            continue
        over = not STOPPED.search(bare) or COUNT.match(bare)
        if not over or block.end - two.start() < PROSE or not OPENS.match(under):
            break
        yield Block(start, one.end(), _words(lines[first : index + 1]))
        start = begin_of(two)
        first = index + 1
    for at, end in _counted(text, lines[first:], widest):
        if at > start:
            yield Block(start, at, text[start:at].rstrip())
        yield Block(at, end, text[at:end])
        start = LINE.search(text, end).start()  # type: ignore[union-attr]
    yield Block(start, block.end, text[start : block.end])


def _counted(text: str, lines: Sequence[re.Match[str]], widest: float) -> Iterator[tuple[int, int]]:
    """Find the short lines within a block that count, or give each word a capital.

    Each stands between a sentence's end and a sentence.

    Where an extractor keeps no blank line, a page is one block.
    """
    for above, one, under in zip(lines, lines[1:], lines[2:], strict=False):
        bare = one[0].strip()
        if (
            (COUNTS.match(bare) or _in_capitals(bare))
            and not STOPPED.search(bare) and natural_width(bare) < widest
            and FINISHED.search(above[0].rstrip()) and OPENS.match(under[0].strip())
            and natural_width(under[0].strip()) > widest
        ):  # fmt: skip
            yield begin_of(one), one.end()


def _in_capitals(line: str) -> bool:
    words = line.split()
    return OPENS.match(line) is not None and all(
        word[0].isupper() or word.casefold() in SMALL_WORDS for word in words
    )


def _words(lines: Sequence[re.Match[str]]) -> str:
    return " ".join(line[0].strip() for line in lines)


def _goes_on(one: str, two: str) -> bool:
    """Say whether a heading's line goes on in the next: a small word ends it, or opens that."""
    last = one.rpartition(" ")[2].casefold()
    return " " in one and (last in SMALL_WORDS or two[:1].islower())


def may_head(found: Sequence[Block], index: int, heads: frozenset[int] = frozenset()) -> bool:
    """Say whether a block may be a heading by what is around it.

    A sentence ended before it, or a heading or the year of a title page stands there; and behind
    it a paragraph begins, or another heading. ``heads`` are the starts of blocks that may be some.
    """
    before = found[index - 1].text if index else ""
    dated = len(before) < PROSE and YEAR.search(before)
    led = not index or found[index - 1].start in heads or bool(dated)
    led = led or bool(FINISHED.search(before) or HEADING.match(before))
    return led and index + 1 < len(found) and _opens(found[index + 1], heads)


def _opens(block: Block, heads: frozenset[int]) -> bool:
    if HEADING.match(block.text) or block.start in heads:
        return True
    enough = len(block.text) >= PROSE
    enough = enough or (len(block.text) >= SENTENCE and bool(FINISHED.search(block.text)))
    return enough and not STRUCTURE.match(block.text) and bool(OPENS.match(block.text))


def stand_between(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether lines all stand where a paragraph or a heading ended, and another begins.

    What a page carries at its edge stands in the middle of a sentence sooner or later.
    """
    return all(_ended(text[max(0, at - 400) : at]) and _begins(text, end) for at, end in spans)


def _ended(above: str) -> bool:
    last = [line for line in above.split("\n") if line.strip()][-1:]
    return bool(last) and bool(FINISHED.search(last[0]) or HEADING.match(last[0]))


def _begins(text: str, end: int) -> bool:
    behind = FIRST.search(text, end)
    return behind is None or bool(OPENS.match(behind["line"]) or HEADING.match(behind["line"]))
