"""Pages: where they end, and what their names are."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.labels import is_next
from pipeline.clean.facts.layout import Block, blocks_outside, contents
from pipeline.clean.facts.seam import CUT_WORD, PARAGRAPH, SMALL, goes_on, lacks_a_word
from pipeline.clean.notes.apparatus import HEADING, RULE, Zone
from pipeline.clean.notes.loose import zones as note_zones
from pipeline.letters import LOWER, UPPER
from pipeline.model import Source
from pipeline.report import Confidence

LIST_ITEM = re.compile(r"(?:[-*+•·]|\d{1,3}[.)])\s+\S")
QUOTE = re.compile(r">\s?")
LONG_ITEM = 100
"""A shorter item may end without a stop."""
VERSE_LINE = 80
"""No line of verse has more characters."""
OPEN_END = re.compile(r"\w-?[*_]*$")
STOP_WITHIN = re.compile(rf"[{LOWER}][.!?][”\"’')]* [“\"‘'(]?[{UPPER}]")
MARKED = re.compile(r"\s*?\f")
CUT = re.compile(r"[^\W\d_][,*_’”\"']*$")
WIDE_GAP = re.compile(r"\n[^\S\n]*\n[^\S\n]*\n[^\S\n]*\n+")


def end_pages(source: Source) -> Iterator[Edit]:
    r"""Mark with a form feed where a page of the witness ends, when the extraction has no marks.

    Some extractors left the marks, or the numbers, of some pages: then notes part a sentence where
    there is none. A page ends behind the notes at its foot, where a gap of three blank lines was
    left, where a list in which no other item stands apart has a gap, where a paragraph, a long item
    or a long quotation is cut in mid-sentence, and behind the contents page.

    >>> fix(end_pages, "in the period of the\n\nyears from 1905\n\nNext.")
    'in the period of the\n\n\x0c\n\nyears from 1905\n\nNext.'

    A sentence that ended is no evidence:

    >>> fix(end_pages, "He left.\n\nthe end")
    'He left.\n\nthe end'
    """
    zones = note_zones(source.text)
    if "\f" in source.text and not any(_parts_a_page(source.text, zone) for zone in zones):
        return
    seen: set[int] = set()
    for offset, confidence, evidence in _ends(source, zones):
        if offset not in seen and not MARKED.match(source.text, offset):
            seen.add(offset)
            yield Edit(offset, offset, "\n\n\f", confidence, evidence)


def _parts_a_page(text: str, zone: Zone) -> bool:
    """Say whether notes part a sentence of the body with no mark of a page's end beside them."""
    line = text[max(0, zone.start - PARAGRAPH) : zone.start].rstrip(" \t\n").rpartition("\n")[2]
    behind = text[zone.end : zone.end + PARAGRAPH].lstrip(" \t\n")
    return bool(CUT.search(line) and not HEADING.match(line) and SMALL.match(behind))


def _ends(source: Source, zones: Sequence[Zone]) -> Iterator[tuple[int, Confidence, str]]:
    text = source.text
    found = contents(text)
    start = found[1] if found else 0
    if found:
        yield len(text[:start].rstrip()), Confidence.SURE, "the contents page ends"
    for zone in zones:
        yield zone.end, Confidence.SURE, "the notes at the foot of the page end"
    outside = blocks_outside(text, [(zone.start, zone.end) for zone in zones])
    body = [block for block in outside if block.start >= start]
    starts = [zone.start for zone in zones]
    for one, two in itertools.pairwise(body):
        if bisect_left(starts, one.end) < bisect_left(starts, two.start):
            continue
        marked = one.is_page_break or two.is_page_break
        evidence = "" if marked else _cut_between(source, one, two)
        if evidence:
            yield one.end, Confidence.LIKELY, evidence


def _cut_between(source: Source, one: Block, two: Block) -> str:
    if WIDE_GAP.fullmatch(source.text, one.end, two.start):
        return "a gap of three blank lines"
    if _quoted_over(source, one, two):
        return "a quotation cut in mid-sentence"
    if _apart(one) or _apart(two):
        return ""
    items = (LIST_ITEM.match(one.text), LIST_ITEM.match(two.text))
    if all(items) and "\n" in one.text and "\n" in two.text:
        return "a gap in a list that has no other"
    if items[1] or is_next(one.text, two.text):
        return ""
    verdict = goes_on(one.text, two.text, source.text, source.lang)
    if items[0]:
        return _item_over(one.text.rpartition("\n")[2], verdict, source.lang)
    if verdict and verdict[0] is not Confidence.DOUBTFUL:
        return "a paragraph cut in mid-sentence"
    return ""


def _item_over(last: str, verdict: tuple[Confidence, str] | None, lang: str) -> str:
    """Say that an item is cut: a long one that breaks off, or a word that needs another ends it.

    Items may end in a comma: one that holds a whole sentence does not.
    """
    broken = OPEN_END.search(last) or (last.endswith(",") and STOP_WITHIN.search(last))
    if not verdict or not broken:
        return ""
    long = len(last) > LONG_ITEM or CUT_WORD.search(last) or lacks_a_word(last, lang)
    sure = verdict[0] is Confidence.SURE and long
    likely = verdict[0] is Confidence.LIKELY and len(last) > PARAGRAPH
    return "an item cut in mid-sentence" if sure or likely else ""


def _quoted_over(source: Source, one: Block, two: Block) -> bool:
    """Say whether a quotation's sentence surely goes on: a line of verse is a short one.

    The rest may have lost its mark, if nothing says that the author goes on behind the quotation:
    no mark that closes it, nor a comma.
    """
    before, after = QUOTE.match(one.text), QUOTE.match(two.text)
    short = len(one.text) < VERSE_LINE and not CUT_WORD.search(one.text)
    if not before or short or "\n" in one.text:
        return False
    if not after and (_apart(two) or not OPEN_END.search(one.text)):
        return False
    texts = one.text[before.end() :], two.text[after.end() if after else 0 :]
    verdict = goes_on(*texts, source.text, source.lang)
    return bool(verdict and verdict[0] is Confidence.SURE)


def _apart(block: Block) -> bool:
    text = block.text
    return bool(
        HEADING.match(text) or RULE.fullmatch(text) or text.startswith(("|", "!", "<", "```"))
        or QUOTE.match(text) or text.endswith("  ") or "  \n" in text
    )  # fmt: skip
