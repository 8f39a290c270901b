"""Lists whose items stand in printed lines: numbered, lettered, or with a sign."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import LEADER, contents
from pipeline.clean.facts.printed import Line, printed_lines
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.letters import space_between
from pipeline.model import Numbering, Source, counts_up
from pipeline.report import Confidence

ITEM = re.compile(
    r"(?P<label>\d{1,2}[.)]|\(\d{1,2}\)|(?:[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})[.)]|"
    r"\((?:[a-z]|[ivx]{2,5}|[A-Z]|[IVX]{2,5})\)|[•▪◦‣])[ \t]+(?=[^\W_]|[“‘\"'«„(*_\[])"
)
SIGN = re.compile(r"[•▪◦‣]")
STRUCTURE = re.compile(r"#{1,6}[ \t]|\||```|<sup>|>|!\[")
COMMA = re.compile(r"[,;]$|[;,][ ](?:and|or|und|oder|et|ou|y|o|e)$")
FEWEST = 3
"""Fewer items are a list only behind a colon."""
MOST_LINES = 14
"""An item has no more printed lines than this: longer ones are numbered paragraphs."""
FULL = 0.93
"""A line below this share of the measure had room for another word."""
WIDER = 0.95
"""An item's full lines differ in width by less, as a share."""
HEADING = 0.8
"""A line below this share, over a sentence that begins, may be a heading."""


def mark_lists(source: Source) -> Iterator[Edit]:
    r"""Set off a list in printed lines from the text, and its items from each other.

    Lines that open with labels which count up by one, each behind a line that ended, are items;
    the lines under each go on with it, up to one that had room for more. Two items are enough
    where the line before them ends in a colon. A bullet opens an item behind any line.

    >>> prose = "whilst speaking of the abolition of the rule of capital they wish to\n" * 9
    >>> items = "these:\n1. The abolition of the wage system, which is nothing but a form of\n"
    >>> items += "the old slavery.\n2. The abolition of property.\n3. The Commune.\n"
    >>> print(fix(mark_lists, prose + items + prose)[len(prose):-len(prose) - 2])
    these:
    <BLANKLINE>
    1. The abolition of the wage system, which is nothing but a form of the old slavery.
    <BLANKLINE>
    2. The abolition of property.
    <BLANKLINE>
    3. The Commune.

    A line that a date or a sum happens to open is none, nor are numbers that do not count:

    >>> lines = "it was in the month of May, on the day that they all remember, the\n"
    >>> lines += "1. of the month.\n" + lines.replace("they", "we") + "7. of the month.\n"
    >>> fix(mark_lists, prose + lines + prose) == prose + lines + prose
    True
    """
    text = source.text
    if not is_wrapped(text):
        return
    span = contents(text)
    lines = printed_lines(text, span[1] if span else 0)
    at = 0
    while at < len(lines):
        starts = _items(lines, at, text)
        if starts:
            end = _end(lines, starts)
            yield from _mark(lines, starts, end, text)
            at = end
        at += 1 if not starts else 0


def _may_end(line: Line) -> bool:
    """Say whether an item may end with a line: its sentence did, or there was room for more."""
    return bool(FINISHED.search(line.text) or COMMA.search(line.text)) or line.share < FULL


def _goes_on(one: Line, two: Line) -> bool:
    """Say whether an item goes on in a line: no clause ends before it, and it begins small."""
    ended = FINISHED.search(one.text) or COMMA.search(one.text)
    return not ended and bool(SMALL.match(two.text))


def _label(line: Line) -> str:
    """Give the label that opens a line, as printed."""
    match = ITEM.match(line.text)
    return match["label"] if match and not LEADER.match(line.text) else ""


def _numbering(label: str) -> Numbering | None:
    """Say how a list is numbered that begins with a label; a sign numbers nothing."""
    if SIGN.fullmatch(label):
        return Numbering(form=label)
    if label.strip("().") in ("i", "I"):  # alone it may be the ninth letter, which begins no list
        return Numbering(label.strip("()."), label.replace(label.strip("()."), "{}"))
    read = counts_up([label]) if label else None
    return read[0] if read and read[1] == 1 else None


def _items(lines: Sequence[Line], at: int, text: str) -> list[int]:
    """Give the lines that open the items of a list that begins here; none if there is none."""
    numbering = _numbering(_label(lines[at]))
    before = lines[at - 1] if at else None
    signed = bool(SIGN.fullmatch(_label(lines[at])))
    if numbering is None or (before and not signed and not _may_end(before)):
        return []
    letter = _label(lines[at]).strip("().")
    if letter.isalpha() and f"<sup>{letter}</sup>" in text:  # a row of notes
        return []
    starts = [at]
    for here in range(at + 1, len(lines)):
        line = lines[here]
        if here - starts[-1] > MOST_LINES or STRUCTURE.match(line.text):
            break
        if _label(line) == numbering.mark(len(starts) + 1):
            if not signed and not _may_end(lines[here - 1]):
                return []
            starts.append(here)
        elif _parted(lines[here - 1], line) and _may_end(lines[here - 1]):
            break
    announced = before is not None and before.text.endswith(":")
    if numbering.numeral in "AI" and numbering.form == "{}.":
        return starts if len(starts) >= FEWEST and _sentences(lines, starts) else []
    return starts if len(starts) >= (FEWEST - 1 if announced else FEWEST) else []


def _parted(one: Line, two: Line) -> bool:
    """Say whether a blank line parts an item from what follows it."""
    blank = two.gap.count("\n") > 1 and "\f" not in two.gap
    return blank and not _goes_on(one, two)


def _sentences(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Say whether labels that may be initials or numbers of headings open sentences."""
    for at, end in pairwise([*starts, _end(lines, starts)]):
        opened, last = lines[at], lines[end - 1]
        if not (FINISHED.search(last.text) or COMMA.search(last.text)) or opened.text.isupper():
            return False
        if end > at + 1 and opened.share < HEADING and not _goes_on(opened, lines[at + 1]):
            return False
    return True


def _end(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """Give the line behind the last item: it ends where a line had room for more.

    Items are set in: what is full shows in the lines of theirs that another follows.
    """
    inner = [lines[here].share for one, two in pairwise(starts) for here in range(one, two - 1)]
    own = min(median(inner), 1.0) if len(inner) > 1 else 1.0
    here = starts[-1]
    while here + 1 < len(lines) and here - starts[-1] < MOST_LINES:
        line, behind = lines[here], lines[here + 1]
        wider = own < WIDER * behind.share and bool(FINISHED.search(line.text))
        ends = (line.share < FULL * own or wider) and not _goes_on(line, behind)
        if ends or _parted(line, behind) or STRUCTURE.match(behind.text):
            break
        here += 1
    return here + 1


def _nested(lines: Sequence[Line], starts: Sequence[int], end: int, text: str) -> Iterator[int]:
    """Give the lines that open the items of lists within items."""
    for one, two in pairwise([*starts, end]):
        at = one + 1
        while at < two:
            inner = _items(lines[:two], at, text)
            yield from inner
            at = inner[-1] + 1 if inner else at + 1


def _mark(lines: Sequence[Line], starts: Sequence[int], end: int, text: str) -> Iterator[Edit]:
    why = "labels that count up, each behind a line that ended"
    if SIGN.fullmatch(_label(lines[starts[0]])):
        why = "signs of a list, each behind a line that ended"
    begins = set(starts) | set(_nested(lines, starts, end, text))
    for here in range(starts[0], end):
        line = lines[here]
        before = lines[here - 1] if here else None
        if before is None or "\f" in line.gap:
            yield Edit(line.start - line.indent, line.start, "", Confidence.LIKELY, why)
        elif here in begins:
            yield Edit(before.end, line.start, "\n\n", Confidence.LIKELY, why)
        elif before.text.endswith("-"):
            yield Edit(before.end, line.start, "\n", Confidence.SURE, "an item goes on")
        else:
            space = space_between(
                f"{before.text}\n{line.text}", len(before.text), len(before.text) + 1
            )
            yield Edit(before.end, line.start, space, Confidence.SURE, "an item goes on")
    if end < len(lines) and lines[end].gap.count("\n") == 1 and "\f" not in lines[end].gap:
        yield Edit(lines[end - 1].end, lines[end - 1].end, "\n", Confidence.LIKELY, why)
