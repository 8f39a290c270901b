"""Running heads that carry the page's number, where the extraction kept no page breaks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import calls, marks
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.dress import letters
from pipeline.clean.facts.headed import stand_between
from pipeline.clean.facts.layout import HEADING_LINE
from pipeline.clean.notes.bare import LOST, NEAR
from pipeline.clean.pages.counting import rows_of
from pipeline.clean.pages.furniture import FEWEST, Line
from pipeline.model import Source
from pipeline.report import Confidence

NUMBER = re.compile(r"\d{1,4}")
ALONE = re.compile(r"(?:\A|(?<=\n\n))[ \t]*(?P<line>\S[^\n\f]{0,120})(?=\n[ \t]*\n|\n?\Z)")
PRINTED = re.compile(r"^[ \t]*(?P<line>\d[^\n\f]{0,120}|\S[^\n\f]{0,120}\d)[ \t]*$", re.MULTILINE)
HEAD = re.compile(r"(?:(?P<before>\d{1,4})[ ]+)?(?P<words>\S.{0,100}?)(?:[ ]+(?P<behind>\d{1,4}))?")
CITES = re.compile(r"\d|\.[*_ \t]*$")
"""A note has a stop, or a page; a running head has its own number alone."""
PAGE = 4_000
"""Characters of a page, on which the heading may stand whose words are the page's running head."""
NOTES = 0.75
"""If marks call more of the heads they are notes; a page may chance to have the number of one."""
GAP = 3
"""So far the numbers of two heads in a row lie apart: a page that opens a chapter has none."""


@dataclass(frozen=True, slots=True)
class Head:
    """A line that may be a running head: its number and its words."""

    line: Line
    number: int
    words: str


def drop_numbered_heads(source: Source) -> Iterator[Edit]:
    r"""Put a page break for each running head that carries the page's number.

    Where the extraction kept no page breaks, such heads are blocks of one line that begin or end
    in a number and count up. At least three must have words that others of them repeat, or that a
    heading has, above or on the page; numbers that stand alone count with them, for heads may
    change sides.

    >>> text = "T\n\n2 _On Bread_\n\na\n\n3\n\nb\n\n4 _On Bread_\n\nc\n\n_The End_ 5\n\nd\n\n"
    >>> fix(drop_numbered_heads, text + "6 _On Bread_\n\ne\n\n_The End_ 7\n\nf")
    'T\n\n\x0c\n\na\n\n\x0c\n\nb\n\n\x0c\n\nc\n\n\x0c\n\nd\n\n\x0c\n\ne\n\n\x0c\n\nf'

    Where the printed lines were kept, no blank line need part a head from its page:

    >>> page = "\nThe peasants sowed the land they had, and it was\nnot the land of" * 12
    >>> heads = f"T{page}\n2 On Bread{page}\n3 On Bread{page}\n4 On Bread{page}"
    >>> fix(drop_numbered_heads, heads).count("\f")
    3

    Headings that count, and repeat no words, stay, and so do notes whose number the text calls:

    >>> text = "1 On Bread\n\na\n\n2 On Land\n\nb\n\n3 On War\n\nc"
    >>> fix(drop_numbered_heads, text) == text
    True

    Heads with the number on one side that all stand between two paragraphs are headings, as the
    days of a diary are:

    >>> text = "So.\n\n3 May 1876\n\nAnd.\n\n4 May 1876\n\nBut.\n\n7 May 1876\n\nOh."
    >>> fix(drop_numbered_heads, text) == text
    True
    """
    if "\f" in source.text:
        return
    chain = _chain(_heads(source.text))
    if _stand_together(source.text, chain):
        return
    if sum(_is_called(source.text, head) for head in chain) > NOTES * len(chain):
        return
    if _on_one_side(chain) and stand_between(
        source.text, [(head.line.start, head.line.end) for head in chain[1:]]
    ):
        return
    titles = Counter(letters(heading["text"]) for heading in HEADING_LINE.finditer(source.text))
    titles.update(_above(source.text, head) + head.words for head in chain if head.words)
    for head in chain:
        above = _above(source.text, head)
        begin = source.text.rfind("\n", 0, max(0, head.line.start - 1)) + 1
        whole = above and head.words and titles[above + head.words] > 1
        start = begin if whole else head.line.start
        yield Edit(start, head.line.end, "\f", Confidence.SURE, "it counts page by page")


def _above(text: str, head: Head) -> str:
    """Give the letters of the line right above: a head of two lines comes again, or is a title."""
    return letters(text[text.rfind("\n", 0, max(0, head.line.start - 1)) + 1 : head.line.start])


def _stand_together(text: str, chain: Sequence[Head]) -> bool:
    """Say whether nothing stands between most of the heads: a page has text, notes in a row none.

    Notes at a book's end count up too, and "Ibid." is in many of them.
    """
    pairs = [text[one.line.end : two.line.start].strip() for one, two in pairwise(chain)]
    return sum(not between for between in pairs) * 2 > len(pairs)


def _on_one_side(chain: Sequence[Head]) -> bool:
    """Say whether all heads have words, and the number on the same side of them."""
    first = {head.line.text.lstrip(" \t*_")[:1].isdigit() for head in chain}
    return len(first) == 1 and all(head.words for head in chain)


def _heads(text: str) -> list[Head]:
    """Find the lines that are a number, or words with one that are a head's.

    Each is a block, or, where the printed lines were kept, may stand right between two pages.
    """
    found: list[Head] = []
    for line in _lines(text):
        bare = re.sub(r"[*_\\]+|[ \t]+", " ", line.text)
        bare = re.sub(r" +", " ", bare).strip()
        if NUMBER.fullmatch(bare):
            found.append(Head(line, int(bare), ""))
            continue
        head = HEAD.fullmatch(bare)
        number = head["before"] or head["behind"] if head else None
        if head and number and not bare.startswith(("#", "|")):
            found.append(Head(line, int(number), letters(head["words"])))
    counted = Counter(head.words for head in found)
    headings = reversed([*HEADING_LINE.finditer(text)])
    titles = {letters(heading["text"]): heading.start() for heading in headings}
    return [
        head
        for head in found
        if not head.words
        or (counted[head.words] > 1 and not _is_note(text, head))
        or titles.get(head.words, inf) < head.line.start + PAGE
    ]


def _lines(text: str) -> Iterator[Line]:
    for match in PRINTED.finditer(text) if is_wrapped(text) else ALONE.finditer(text):
        yield Line(match.start("line"), match.end("line"), match["line"])


def _is_note(text: str, head: Head) -> bool:
    """Say whether a head is a note that is called: ``Op. cit., p. 3.`` comes again and again."""
    before = max(0, head.line.start - NEAR), head.line.start
    own = NUMBER.sub("", head.line.text, count=1)
    return bool(CITES.search(own)) and any(calls(text, *before, head.number))


def _is_called(text: str, head: Head) -> bool:
    """Say whether the number stands as a mark close before: the head is a note then."""
    before = max(0, head.line.start - NEAR), head.line.start
    return any(
        next(marks(text, *before, str(head.number), glued=glued), None) for glued in (True, False)
    ) or any(head.number == int(m[1] or m[2]) for m in LOST.finditer(text, *before))


def _chain(heads: Sequence[Head]) -> list[Head]:
    """Give the longest run that counts up; of two as long the one further on."""
    at = {head.line.start: head for head in heads}
    rows = rows_of([(start, head.number) for start, head in at.items()], lambda gap: True, GAP)
    row = max(rows, key=lambda row: (len(row), row[-1][0]), default=[])
    chain = [at[start] for start, _ in row]
    return chain if sum(bool(head.words) for head in chain) >= FEWEST else []
