"""Where a paragraph ends, when two witnesses do not agree on it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import HEADING
from pipeline.collate.align import Part
from pipeline.collate.witness import Other, pairs
from pipeline.collate.words import Gap, Stream
from pipeline.model import Source
from pipeline.report import Confidence

LONG = 60
"""A block of fewer characters may be a heading, a signature or a line of the title page."""
INDENTED = re.compile(r"\n[ \t]{2,12}(?=\S|\Z)")
BLANK = re.compile(r"\n[ \t]*\n")
MARKED = re.compile(r"(?P<quote>>[ \t]?)|#{1,6}[ \t]|[-*+•·|][ \t]|\d{1,3}[.)][ \t]|!\[|```")
SEEN, SHOWN, GUESSED, AGAINST = 3, 2, 1, 0
"""How well a witness shows that a paragraph ends or goes on: it is one line; lines and blanks show
it; nothing does (a page ends, or the line is full); the sentence speaks against it."""
MOST = 0.8
"""An extractor that shows indents shows them at so many of the paragraphs."""
SHORT, NEAR = 0.75, 500
"""A line below this share of the longest near it ends a paragraph."""


def settle_paragraphs(source: Source, other: Other) -> Iterator[Edit]:
    """Part or join paragraphs as the other witness has them, where it shows it better.

    Lines that stand in one line of the extraction go on; a blank line or an indent ends a
    paragraph; where a page ends, or where the extractor left neither, there is only a guess, which
    gives way to whoever shows it. Two witnesses that show it equally well are left to a person.
    """
    own, parts = other.collated(source)
    indented = (not other.notes and indents(stream) for stream in (own, other.stream))
    mine_indented, theirs_indented = indented
    for i, j in seams(own, parts, other):
        quoted = _quoted(own.gap(i)) or _quoted(other.stream.gap(j))
        mine = strength(own, i, indented=mine_indented, quoted=quoted)
        theirs = strength(other.stream, j, indented=theirs_indented, quoted=quoted)
        if other.notes and not own.gap(i).broken and theirs < SEEN:
            theirs = SHOWN if _labelled(other.stream, j) else GUESSED
        if mine < theirs and other.trusted and not _quoted(own.gap(i)):
            edit = _edit(own, i, j, other, theirs)
            if edit:
                yield edit


def seams(own: Stream, parts: Sequence[Part], other: Other) -> Iterator[tuple[int, int]]:
    """Find the gaps between the same two words at which only one of the two begins a paragraph."""
    for i, j in _both(parts):
        if own.gap(i).broken != other.stream.gap(j).broken and _is_prose(own, i):
            yield i, j


def _both(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Run through the gaps that stand in both, also those beside a word that differs."""
    yield from pairs(parts)
    for one, two in pairwise(parts):
        if one.equal and two.a_end - two.a == two.b_end - two.b == 1:
            yield one.a_end, one.b_end
        if two.equal and one.a_end - one.a == one.b_end - one.b == 1:
            yield two.a, two.b


def _is_prose(own: Stream, i: int) -> bool:
    """Say whether paragraphs stand on both sides: no heading, no item, no line of a title page."""
    gap, text = own.gap(i), own.source.text
    before = text[text.rfind("\n\n", 0, gap.start) + 1 : gap.start].lstrip()
    end = text.find("\n\n", gap.end)
    after = text[gap.end : end if end >= 0 else len(text)]
    opening = gap.text.rpartition("\n\n")[2] + after[:1]
    marked = MARKED.match(opening.lstrip("\f \n"))
    if HEADING.match(before) or (marked and not marked["quote"] and gap.broken):
        return False
    if before.startswith(("|", "```", "- ")) or "  \n" in text[gap.start - 200 : gap.end]:
        return False
    return len(before) + (0 if gap.broken else len(after)) > LONG


def strength(stream: Stream, i: int, *, indented: bool, quoted: bool) -> int:
    """Say how well a witness shows that a paragraph ends before this word, or goes on."""
    gap = stream.gap(i)
    raw = stream.behind(gap)
    before, after = stream.source.text[max(0, gap.start - 300) : gap.start], stream.words[i].form
    before += gap.text.partition("\n")[0]
    paged = "\f" in gap.text or "\f" in raw or len(raw) > len(gap.text) + 40
    if not gap.broken:
        if "\n" not in raw and not paged:
            return SEEN
        if SMALL.match(after) and not FINISHED.search(before) and not quoted:
            return SEEN
        blank = BLANK.search(raw) and not paged
        return SHOWN if indented and not blank else GUESSED
    if not quoted and (not FINISHED.search(before) or SMALL.match(after) or after.isdigit()):
        return AGAINST
    if indented and INDENTED.search(raw):
        return SHOWN
    if paged or not (BLANK.search(raw) or INDENTED.search(raw) or _is_short(stream, gap.start)):
        return GUESSED
    return SHOWN


def _labelled(stream: Stream, i: int) -> bool:
    """Say whether a note begins here: what else parts the lines of a note may be their hanging."""
    gap = stream.gap(i)
    return bool(gap.calls or BLANK.search(stream.behind(gap)))


def _is_short(stream: Stream, end: int) -> bool:
    """Say whether the line that ends here is shorter than any full line."""
    raw = stream.source.raw(end - 1)
    *before, last = stream.witness[max(0, raw - NEAR) : raw].split("\n")
    return bool(before) and len(last.strip()) < SHORT * max(len(line.strip()) for line in before)


def _quoted(gap: Gap) -> bool:
    """Say whether a quotation that is set off begins here."""
    return gap.broken and gap.text.rstrip(" ").endswith(">")


def indents(stream: Stream) -> bool:
    """Say whether the lines of a witness show by an indent where each paragraph begins."""
    shown = blank = total = 0
    for i in range(1, len(stream.words)):
        gap = stream.gap(i)
        if gap.broken and "\f" not in gap.text and "#" not in gap.text:
            raw = stream.behind(gap)
            total += 1
            blank += bool(BLANK.search(raw))
            shown += bool(INDENTED.search(raw) and not BLANK.search(raw))
    return total > 2 and shown > MOST * (total - blank) and 2 * blank < total


def _edit(own: Stream, i: int, j: int, other: Other, how: int) -> Edit | None:
    mine, theirs = own.gap(i), other.stream.gap(j)
    shown = "the same line" if how == SEEN else "its lines"
    why = f"{other.at(j)}, shows it by {shown}"
    page = "\f" if "\f" in mine.text else ""
    if not mine.broken:
        return _parted(mine, theirs, page, other, why)
    tail = mine.text.partition("\n\n")[0].rstrip()
    opening = mine.text.rpartition("\n")[2].replace("\f", "").lstrip().removeprefix(">").lstrip()
    at = mine.start + len(tail)
    return Edit(at, mine.end - len(opening), f" {page}", Confidence.LIKELY, f"no break: {why}")


def _parted(mine: Gap, theirs: Gap, page: str, other: Other, why: str) -> Edit | None:
    at = next((n for n, char in enumerate(mine.text) if char in " \n\f"), None)
    if at is None:
        return None
    end = at + len(mine.text[at:]) - len(mine.text[at:].lstrip(" \n\f"))
    marked = MARKED.match(theirs.text.rpartition("\n\n")[2].lstrip("\f \n"))
    sign = "> " if _quoted(theirs) else ""
    if marked and not sign:
        return None
    label = "".join(f"<sup>{call.label}</sup> " for call in theirs.calls) if other.notes else ""
    between = f"\n\n{page}\n\n" if page else "\n\n"
    after = f"{between}{sign}{label}"
    return Edit(mine.start + at, mine.start + end, after, Confidence.LIKELY, f"a break: {why}")
