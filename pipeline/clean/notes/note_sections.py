"""Notes under a heading that says so, with the headings of the chapters whose notes they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dress import closed_up
from pipeline.clean.facts.layout import Block, blocks, colophon_start
from pipeline.clean.notes.apparatus import SKIPPED, count_label
from pipeline.clean.notes.endnotes import CALLED
from pipeline.clean.notes.loose import NOTES_HEAD
from pipeline.clean.notes.ruled import PARAGRAPHS
from pipeline.model import Source, longest_row
from pipeline.phrases import NOTES, any_of
from pipeline.report import Confidence

LABEL = re.compile(
    r"(?:<sup>\[?(?P<sup>\d{1,3}|[A-Z]{1,2})\]?</sup>|\\?\[\^?(?P<bracket>\d{1,3}|[A-Z]{1,2})\\?\]:?"
    r"|(?P<bare>\d{1,3})(?:\\?[.)](?=\s)|(?=[ ]+\S)))[ \t]*(?=\S)"
)
MARKS = tuple(
    re.compile(rf"(?<=[^\s<>]){form}")
    for form in (
        r"<sup>\[?(?P<n>\d{1,3}|[A-Z]{1,2})\]?</sup>",
        r"[ ]?\\?\[\^?(?P<n>\d{1,3}|[A-Z]{1,2})\\?\](?![(:])",
    )
)
"""The notations of marks: a text writes its own in one of them."""
HEADING = re.compile(r"#{1,6}[ \t]")
TO_CHAPTER = re.compile(
    rf"(?:{any_of(NOTES)})\s+(?:to|for|on|zu|zum|du|de|del|al|a)\b.{{1,80}}", re.IGNORECASE
)
PAGE = re.compile(r"\f(?=\n)")
BEHIND = re.compile(r"[ \t]*\n*")
FEWEST = 3
"""Fewer notes than this prove no notation."""
TITLE = 160
"""The heading of a chapter has no more characters."""


@dataclass(frozen=True, slots=True)
class Section:
    """The notes under one heading: its block, theirs with their labels, and the chapters' heads."""

    head: Block
    notes: tuple[tuple[Block, re.Match[str]], ...]
    titles: tuple[Block, ...]
    end: int


def set_off_chapter_notes(source: Source) -> Iterator[Edit]:
    r"""Set notes under their own heading off with a rule, and take the chapters' headings out.

    Under a heading that says "Notes" stand blocks that count from one, anew under each heading
    that a chapter of the text has; most of the numbers stand above as marks in that order, all in
    one notation.

    >>> text = "## Bread\n\nSo[1] and[2] so.\n\n## Land\n\nIt went.[1]\n\n"
    >>> notes = "## Notes\n\n### Bread\n\n1. See Marx.\n\n2. Here.\n\n### Land\n\n1. Ibid.\n"
    >>> fix(set_off_chapter_notes, text + notes).partition("It went")[2]
    '.<sup>1</sup>\n\n---\n\n<sup>1</sup> See Marx.\n\n<sup>2</sup> Here.\n\n<sup>1</sup> Ibid.\n'

    A numbered list that nothing calls stays, and so does one whose marks count otherwise:

    >>> plain = re.sub(r"\[\d\]", "", text) + notes
    >>> fix(set_off_chapter_notes, plain) == plain
    True
    """
    text = source.text
    sections = list(_sections(text))
    begins = [0, *(section.end for section in sections)]
    read = [
        [_row(form, text, begin, section) for begin, section in zip(begins, sections, strict=False)]
        for form in MARKS
    ]
    rows = max(read, key=lambda rows: sum(map(len, rows)))
    labels = sum(len(section.notes) for section in sections)
    if sum(map(len, rows)) < max(FEWEST, CALLED * labels):
        return
    for section, row in zip(sections, rows, strict=True):
        if row and len(row) >= CALLED * len(section.notes):
            yield from _set_off(text, section, row)


def _set_off(text: str, section: Section, row: Sequence[re.Match[str]]) -> Iterator[Edit]:
    for mark in row:
        if mark[0] != (written := f"<sup>{mark['n']}</sup>"):
            yield Edit(*mark.span(), written, Confidence.SURE, "the notes have it in this order")
    yield Edit(section.head.start, section.head.end, "---", Confidence.SURE, "the notes begin here")
    why = "it heads the notes of a chapter, and each note stands where it is called"
    for title in section.titles:
        behind = BEHIND.match(text, title.end)
        end = behind.end() if behind else title.end
        yield Edit(title.start, end, "", Confidence.SURE, why)
    for feed in PAGE.finditer(text, section.head.end, section.notes[-1][0].end):
        yield Edit(feed.end(), feed.end(), "\n\n---", Confidence.SURE, "the notes go on")
    for block, match in section.notes:
        if match[0] != (label := f"<sup>{_label(match)}</sup> "):
            start = block.start
            yield Edit(start, start + match.end(), label, Confidence.SURE, "the text has its mark")


def _row(form: re.Pattern[str], text: str, begin: int, section: Section) -> list[re.Match[str]]:
    """Give the longest row of marks of one notation that has the order of the notes' numbers."""
    places: dict[str, list[re.Match[str]]] = {}
    for mark in form.finditer(text, begin, section.head.start):
        places.setdefault(mark["n"], []).append(mark)
    by_place = {mark.start(): mark for marks in places.values() for mark in marks}
    choices = [[m.start() for m in places.get(_label(label), ())] for _, label in section.notes]
    return [by_place[place] for _, place in longest_row(choices)]


def _sections(text: str) -> Iterator[Section]:
    """Find the headings that say "Notes", each with the notes under it."""
    found = [b for b in blocks(text[: colophon_start(text)]) if not b.is_page_break]
    heads = [i for i, b in enumerate(found) if NOTES_HEAD.fullmatch(b.text.strip("#*_ :.\t"))]
    if not heads:
        return
    titles: dict[str, int] = {}
    for block in found:
        titles.setdefault(_named(block), block.start)
    due = 1
    for at, following in pairwise([*heads, len(found)]):
        section = _section(found[at:following], titles, due)
        if section:
            due = count_label(_label(section.notes[-1][1])) + 1
            yield section


def _section(found: Sequence[Block], titles: Mapping[str, int], following: int) -> Section | None:
    """Read the notes under a heading; they count from one, or on from those of the last one.

    Where a block holds several, they are read by their printed lines (``set_off_endnotes``).
    """
    notes: list[tuple[Block, re.Match[str]]] = []
    heads: list[Block] = []
    due, since, end = 1, 0, found[0].end
    for block in found[1:]:
        match = LABEL.match(block.text)
        number = count_label(_label(match)) if match else 0
        name = closed_up(block.text) if len(block.text) <= TITLE else ""
        above = bool(name) and titles.get(name, block.start) < found[0].start
        if above or TO_CHAPTER.fullmatch(block.text.strip("#*_ ")):
            heads.append(block)
            due = 1
        elif match and (due <= number < due + SKIPPED or (not notes and number == following)):
            if _counts_on(block.text, number):
                return None
            notes.append((block, match))
            due, since, end = number + 1, 0, block.end
        elif HEADING.match(block.text) or not notes or (since := since + 1) >= PARAGRAPHS:
            break
    kept = tuple(head for head in heads if head.start < end)
    return Section(found[0], tuple(notes), kept, end) if notes else None


def _counts_on(note: str, number: int) -> bool:
    """Say whether a line within a note's block opens with the next number."""
    labels = (LABEL.match(line.strip()) for line in note.split("\n")[1:])
    return any(match and count_label(_label(match)) == number + 1 for match in labels)


def _named(block: Block) -> str:
    """Give what a block says as a heading, without its marks; nothing if it can be none.

    A line that opens as a note does is a heading only if it is marked: each chapter has an Ibid.
    """
    marked = block.text.startswith(("#", "**"))
    may_head = len(block.text) <= TITLE and (marked or not LABEL.match(block.text))
    return closed_up(block.text) if may_head else ""


def _label(match: re.Match[str]) -> str:
    return next(value for value in match.groupdict().values() if value)
