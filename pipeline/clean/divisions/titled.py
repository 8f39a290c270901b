"""Headings that nothing marks but the capitals of their words, each alone over a paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, pairwise, takewhile

from pipeline.clean.divisions.series import APART, FEWEST, PLACED
from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.dress import undressed
from pipeline.clean.facts.headed import (
    HEADING,
    OPENS,
    PROSE,
    YEAR,
    behind_contents,
    may_head,
    outdented,
    parted,
)
from pipeline.clean.facts.layout import Block
from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.clean.facts.open_ends import OPEN
from pipeline.clean.facts.seam import CLOSE, PARTICLES
from pipeline.clean.notes.apparatus import RULE
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.phrases import SMALL_WORDS, any_of
from pipeline.report import Confidence

TITLE = re.compile(
    rf"{OPEN}[{UPPER}][^\s.|<>#]*(?:[ ](?:[—–-][ ])?(?:{OPEN}[{UPPER}\d][^\s.|<>#]*|"
    rf"(?:{any_of(SMALL_WORDS)})[,:;]?|&))*(?<![,:;])"
)
SEVERAL = re.compile(rf"[{UPPER}][^\s]*[ ].*[{UPPER}]")
ENDED = re.compile(rf"[.!?…。！？؟]{CLOSE}*(?:<sup>[^<]*</sup>)*{CLOSE}*$")
"""A sentence's end; what a colon announces is no heading."""
QUOTED = re.compile(r"[>“‘«„\"'*_]*[“‘«„\"'>].*[”’»“\"'][*_]*$|!\[", re.DOTALL)
OVER = re.compile(r"[^\s][ \t]*\n\Z")
"""A line that stands right over the heading."""
GAP = 40
LONGEST = 90
WITHIN = 600
"""So near below a heading stands the name of whom an epigraph quotes."""
OWN = 0.8
"""Such a share of the lines of this dress must be able to be headings."""
LINES, NARROW = 3, 0.93
"""So many lines below this share of the measure are no paragraph's, but a quotation's."""
ALONE = 0.5
"""A larger share must stand under no other heading, or they are names of authors."""


def mark_titled_headings(source: Source) -> Iterator[Edit]:
    r"""Mark as headings the lines that give each word a capital and stand alone over paragraphs.

    Three at least stand so, behind a sentence that ended, with text between them; nearly all
    lines of this dress do, and none comes again. Names under a heading, under an epigraph or at
    the end of a letter are no headings, nor is a line of which no paragraph follows.

    >>> text = "The towns had done it long before the State came. " * 9
    >>> heads = ["Of Bread and Roses", "The Land", "A War of All"]
    >>> book = "# T\n\n1906\n\n" + "".join(f"{head}\n\n{text}\n\n" for head in heads)
    >>> [line for line in fix(mark_titled_headings, book).split("\n") if line.startswith("##")]
    ['## Of Bread and Roses', '## The Land', '## A War of All']

    Who speaks is no heading:

    >>> spoken = book.replace("Of Bread and Roses", "The Land")
    >>> fix(mark_titled_headings, spoken) == spoken
    True
    """
    found, levels = behind_contents(source.text)
    prose = next((at for at, block in enumerate(found) if len(block.text) > PROSE), len(found))
    lines = [at for at in range(max(0, prose - 2), len(found)) if is_titled(found[at].text)]
    named = _stands_named(source.text, found, prose)
    own = [
        at for at in lines if (named and at == prose - 1) or _is_head(source.text, found, at, prose)
    ]
    if not _are_heads(found, own, [at for at in lines if at >= prose or at in own]):
        return
    level = "#" * min(max(levels, default=1) + 1, 6)
    why = "each word has a capital, alone over a paragraph, as in others"
    for block in (found[at] for at in own):
        end, gap = parted(source.text, block.end)
        start = outdented(source.text, block.start)
        lead = "\n" if OVER.search(source.text, max(0, start - GAP), start) else ""
        heading = f"{lead}{level} {undressed(block.text)}{gap}"
        yield Edit(start, end, heading, Confidence.LIKELY, why)


def is_titled(text: str) -> bool:
    """Say whether a short line gives each of its words a capital, as titles do."""
    words = undressed(text)
    return len(text) <= LONGEST and bool(TITLE.fullmatch(words)) and not PLACED.search(words)


def _are_heads(found: Sequence[Block], own: Sequence[int], lines: Sequence[int]) -> bool:
    """Say whether lines are a text's headings by how many they are and how they lie."""
    words = [found[at].text.casefold() for at in own]
    several = sum(bool(SEVERAL.search(found[at].text)) for at in own)
    if len(own) < FEWEST or len(own) < OWN * len(lines) or several < FEWEST - 1:
        return False
    if len(set(words)) < len(words):
        return False
    beneath = sum(at > 0 and bool(HEADING.match(found[at - 1].text)) for at in own)
    if beneath > ALONE * len(own):
        return False
    return all(found[b].start - found[a].end >= APART for a, b in pairwise(own))


def _stands_named(text: str, found: Sequence[Block], prose: int) -> bool:
    """Say whether the line right over the text can be no author's: two lines name the work and him.

    It has a small word that no name has.
    """
    if not 0 < prose < len(found) or not OPENS.match(found[prose].text):
        return False
    above = [line for line in text[: found[prose - 1].start].split("\n") if line.strip(" \t\f")]
    small = {word.casefold() for word in found[prose - 1].text.split()} & set(SMALL_WORDS)
    return len(above) >= FEWEST - 1 and bool(small - PARTICLES)


def _is_head(text: str, found: Sequence[Block], at: int, prose: int) -> bool:
    """Say whether a line may be a heading by what is around it: a paragraph below, none cut."""
    above = _above(text, found, at)
    before = found[above].text if at else ""
    marked = bool(HEADING.match(before))
    if at < prose:
        return marked or bool(YEAR.search(before))
    led = marked or (bool(ENDED.search(before)) and not QUOTED.match(before))
    heads = frozenset((found[at - 1].start,) if above < at - 1 else ())
    may = led and may_head(found, at, heads) and not _attributes(found, at)
    return may and not _under_narrow_lines(text, found[at].start)


def _under_narrow_lines(text: str, at: int) -> bool:
    """Say whether printed lines above a line are a quotation's: then it names who wrote it."""
    measure = measure_of(text) if is_wrapped(text) else 0
    above = [line for line in text[:at].rstrip().split("\n")[-LINES:] if line.strip()]
    narrow = [natural_width(line.strip()) < NARROW * measure for line in above]
    return len(narrow) == LINES and all(narrow)


def _above(text: str, found: Sequence[Block], at: int) -> int:
    """Give the block of the body before a line: at a page's head, that above the notes' rule."""
    index = at - 1
    while index > 0 and "\f" not in text[found[index - 1].end : found[index].start]:
        if RULE.fullmatch(found[index].text):
            break
        index -= 1
    foot = at and "\f" in text[found[at - 1].end : found[at].start]
    return index - 1 if foot and index > 0 and RULE.fullmatch(found[index].text) else at - 1


def _attributes(found: Sequence[Block], at: int) -> bool:
    """Say whether a line stands under what stands under a heading: an epigraph, and its author."""
    upwards = (found[index] for index in range(at - 1, 0, -1))
    near = takewhile(lambda block: found[at].start - block.end < WITHIN, upwards)
    apart = dropwhile(lambda block: HEADING.match(block.text), near)
    return any(HEADING.match(block.text) for block in apart)
