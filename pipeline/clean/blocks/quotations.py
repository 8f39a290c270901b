"""Block quotations, by the narrower measure that the page gives them."""

import re
import statistics
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import LEADER, contents
from pipeline.clean.facts.printed import FULLEST, INDENT, OPENS, Line, mode_of, printed_lines
from pipeline.clean.facts.seam import CITED, FINISHED, SMALL, ends_sentence
from pipeline.clean.paragraphs.lines import LABEL, STRUCTURE
from pipeline.clean.paragraphs.quoted import opens_again
from pipeline.model import Source
from pipeline.report import Confidence

FULL, LAST, OUTSIDE = "full", "last", "outside"
BAND = 0.70, 0.895
"""The measure of a block quotation, as a share of the text's."""
SPREAD = 0.065
"""The widths of justified lines differ from the block's by no more, as a share of the measure."""
CALLED = re.compile(r"[.!?…”\"’»)]\d{1,3}$")
"""The call of a note behind a sentence, which some extractors write as a plain figure."""
FULL_LINE = 0.94
ITEM_LINE = 0.97
"""An item is set in on one side alone, so that its lines are wider than a quotation's."""
JUSTIFIED = 0.8
"""So many of a justified text's long lines are full; of a ragged one's about half."""
RAGGED = 0.015
"""So many lines in mid-sentence are narrow between two full ones in a ragged text alone."""
CERTAIN = 4
"""So many narrow lines are a block, even where the line before ended no sentence."""
FEWEST = 3
"""Fewer narrow lines may be chance, unless they are indented."""
SET_IN = 3
"""Spaces by which a quotation stands further in than the text."""


def mark_quotations(source: Source) -> Iterator[Edit]:
    r"""Mark as block quotations the lines that are set narrower than the text.

    A book sets a long quotation in from both margins. Extractors lose the sign and keep the
    lines: three or more in a row that are all narrower by the same measure, or two that are
    indented alike as well.

    >>> full = "as the men of the towns had done it all of them long before the Sta\n"
    >>> part = "there can be no doubt that the species may become greatl\n"
    >>> fix(mark_quotations, full * 9 + "wrote:\n" + part * 3 + "changed.\n" + full * 9).count("> ")
    1

    Lines that each open with a capital are verse, and lines of many widths no block:

    >>> verse = part.capitalize() * 3
    >>> fix(mark_quotations, full * 9 + "wrote:\n" + verse + "Changed.\n" + full * 9).count("> ")
    0
    """
    if not is_wrapped(source.text):
        return
    found = contents(source.text)
    lines = printed_lines(source.text, found[1] if found else 0)
    if not _justified(lines):
        return
    text = source.text
    at = 0
    while at < len(lines):
        start, end = _block(text, lines, at)
        if start < end:
            yield from _mark(text, lines, start, end)
        at = max(end, at + 1)


def _narrow(line: Line) -> bool:
    """Say whether a line may be a full line of a narrower block."""
    return BAND[0] <= line.share <= BAND[1] and not line.quoted


def _closed(line: Line) -> bool:
    """Say whether a line ends a sentence, or the citation or the call of a note behind one."""
    return any(mark.search(line.text) for mark in (FINISHED, CITED, CALLED))


def _place(line: Line, measure: float) -> str:
    """Say what a line is in a block of this measure: a full line, a last one, or neither.

    Extractors that close up a broken word write two lines or more as one.
    """
    printed = max(round(line.share / measure), 1)
    if abs(line.share - printed * measure) <= SPREAD * printed:
        return FULL
    if line.share < measure:
        return LAST
    return LAST if line.several and _closed(line) else OUTSIDE


def _justified(lines: Sequence[Line]) -> bool:
    """Say whether most long lines are full, and hardly one between two of them is narrow."""
    long = [line.share for line in lines if BAND[1] < line.share < FULLEST]
    between = [
        _narrow(line) for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if BAND[1] < min(above.share, below.share) and line.joined and below.joined
        and max(above.share, below.share) < FULLEST and not FINISHED.search(line.text)
    ]  # fmt: skip
    ragged = sum(between) > max(1, RAGGED * len(between))
    return not ragged and sum(share > FULL_LINE for share in long) > JUSTIFIED * len(long)


def _block(text: str, lines: Sequence[Line], at: int) -> tuple[int, int]:
    """Give the narrower block whose full lines begin here, as indices; an empty one if none do."""
    line = lines[at]
    none = at, at
    if not _narrow(line) or STRUCTURE.match(line.text) or line.text.startswith("<sup>"):
        return none
    if _ends_paragraph_before(lines, at) or line.text.endswith(":") or _in_item(lines, at):
        return none
    indented = mode_of(text) == "indent"
    measure = _measure(lines, at)
    end = at
    while end < len(lines) and _goes_on(text, lines, at, end, measure):
        end += 1
    start = _first(lines, at, measure) if end > at else None
    block = lines[at if start is None else start : end]
    full = sum(round(one.share / measure) for one in block if _place(one, measure) == FULL)
    if start is None or full < (FEWEST - 1 if indented else FEWEST):
        return none
    if all(OPENS.match(one.text) for one in block):
        return none
    if full < CERTAIN and not _stands_apart(lines, start):
        return none
    closed = _closed(block[-1]) or indented or end == len(lines)
    return (start, end) if closed or lines[end].share > BAND[1] else none


def _first(lines: Sequence[Line], at: int, measure: float) -> int | None:
    """Give the line of a block where its first sentence starts; None if that is outside of it.

    Extractors that close up a broken word write the first lines of a block as one long line,
    which is as wide as two or three of the block's and not of the text's.
    """
    while at and not ends_sentence(lines[at - 1].text, lines[at].text):
        before = lines[at - 1]
        if _of_the_block(lines[at - 2] if at > 1 else None, before, lines[at]):
            at -= 1
            continue
        if not lines[at].joined and not before.several:
            return at
        if before.share < FULL_LINE:
            return at
        if _place(before, measure) != FULL:
            return None if SMALL.match(lines[at].text) else at
        at -= 1
    return at


def _of_the_block(above: Line | None, before: Line, line: Line) -> bool:
    """Say whether the line before is the block's, though its width or a gap hides it.

    It stands in as far; or its sentence goes on from a line that is no full one of the text's,
    nor the last one under such a line. Some extractors take the first line for a paragraph.
    """
    if abs(before.indent - line.indent) > INDENT:
        return False
    if line.joined and before.indent >= SET_IN:
        return True
    near = line.joined or "\f" in line.gap or not before.joined
    last = above and above.share >= FULL_LINE and not FINISHED.search(above.text)
    return bool(
        near and not last and BAND[0] <= before.share < FULL_LINE and SMALL.match(line.text)
    )


def _measure(lines: Sequence[Line], at: int) -> float:
    narrow = [line.share for line in lines[at : at + 3 * FEWEST] if _narrow(line)]
    return statistics.median(narrow) if narrow else lines[at].share


def _ends_paragraph_before(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line is the short end of a paragraph in the text's own measure."""
    before = lines[at - 1] if at else None
    return bool(
        before and before.share > BAND[1] and FINISHED.search(lines[at].text)
        and not FINISHED.search(before.text) and lines[at].indent == before.indent
    )  # fmt: skip


def _in_item(lines: Sequence[Line], at: int) -> bool:
    """Say whether the narrow lines that end here are those of an item, which is set in too."""
    while at and (lines[at].joined or "\f" in lines[at].gap) and lines[at - 1].last < ITEM_LINE:
        at -= 1
        if STRUCTURE.match(lines[at].text) or LABEL.match(lines[at].text):
            return True
    return False


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    if not at:
        return True
    line, before = lines[at], lines[at - 1]
    return (
        not line.joined or before.share < 0.92
        or bool(FINISHED.search(before.text)) or line.indent - before.indent >= SET_IN
    )  # fmt: skip


def _goes_on(text: str, lines: Sequence[Line], at: int, here: int, measure: float) -> bool:
    line = lines[here]
    place = _place(line, measure)
    if LEADER.match(line.text) or STRUCTURE.match(line.text):
        return False
    if place == OUTSIDE and not _carried(text, lines, at, here, measure):
        return False
    if mode_of(text) == "indent" and not _set_in(lines, at, here):
        return False
    if here == at:
        return True
    before = lines[here - 1]
    gap = line.gap
    cut = _place(before, measure) == FULL and not FINISHED.search(before.text)
    if gap.count("\n") > 1 and "\f" not in gap and not cut:
        return False
    if _place(before, measure) != LAST or _runs_on(before, line):
        return True
    return (
        place == FULL and bool(FINISHED.search(before.text)) and bool(OPENS.match(line.text))
        and here + 1 < len(lines) and _place(lines[here + 1], measure) == FULL
    )  # fmt: skip


def _carried(text: str, lines: Sequence[Line], at: int, here: int, measure: float) -> bool:
    """Say whether a line is too wide for the block and yet in it, by the sentence it carries on.

    A broken word that an extractor closed up can make it as wide as any. Its sentence comes from
    the line before; and it ends there, or the line's indent or the line behind it is the block's.
    """
    line, before = lines[here], lines[max(here - 1, at)]
    if here == at or line.several or _closed(before) or not line.joined:
        return False
    if mode_of(text) == "indent":
        return _set_in(lines, at, here)
    if _closed(line):
        return here - at >= FEWEST and _place(before, measure) == FULL
    behind = lines[here + 1] if here + 1 < len(lines) else None
    return bool(
        behind and _place(behind, measure) == FULL
        and _runs_on(before, line) and _runs_on(line, behind)
    )  # fmt: skip


def _runs_on(before: Line, line: Line) -> bool:
    """Say whether a sentence goes on in the next line, however wide the line is set.

    Points and brackets that stretch or shrink a line make its natural width deceive.
    """
    return line.joined and not FINISHED.search(before.text) and bool(SMALL.match(line.text))


def _set_in(lines: Sequence[Line], at: int, here: int) -> bool:
    usual = lines[min(at + 1, len(lines) - 1)].indent
    return lines[here].indent >= SET_IN and abs(lines[here].indent - usual) <= INDENT


def _mark(text: str, lines: Sequence[Line], at: int, end: int) -> Iterator[Edit]:
    why = "the lines are narrower than the text's"
    measure = _measure(lines, at)
    for here in range(at, end):
        line = lines[here]
        before = lines[here - 1] if here else None
        gap = line.gap if before else ""
        opens = here == at or opens_again(lines, here) or (
            _place(lines[here - 1], measure) == LAST and not _runs_on(lines[here - 1], line)
        )  # fmt: skip
        if before and "\f" not in gap and opens:
            yield Edit(before.end, line.start, "\n\n> ", Confidence.LIKELY, why)
        elif opens or "\f" in gap:
            yield Edit(line.start - line.indent, line.start, "> ", Confidence.LIKELY, why)
        elif line.indent or gap.count("\n") > 1:
            yield Edit(lines[here - 1].end, line.start, "\n")
    if end < len(lines) and text.count("\n", lines[end - 1].end, lines[end].start) == 1:
        yield Edit(lines[end - 1].end, lines[end - 1].end, "\n", Confidence.LIKELY, why)
