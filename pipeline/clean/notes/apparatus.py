"""The apparatus: which blocks are notes, and the two streams of body and notes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.clean.facts.calls import marks
from pipeline.clean.facts.layout import Block, blocks
from pipeline.clean.facts.seam import FINISHED, SMALL, needs_more
from pipeline.model import Source, concatenate

SIGNS = "*†‡§¶‖"
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RULE = re.compile(r"(?:-{3,}|_{3,}|—{3,}|─{3,})")
LABEL = re.compile(
    rf"""(?:
      <sup>\s*\[?(?P<sup>\d{{1,4}}|[a-z]|[A-Z]{{1,2}}|[{SIGNS}]{{1,4}})\]?\s*</sup>
    | \[\^?(?P<bracket>\d{{1,4}}|[A-Z]{{1,2}}|[{SIGNS}]{{1,4}})\]:?
    | \\?\[(?P<escaped>\d{{1,4}}|[A-Z]{{1,2}})\\?\]
    | \((?P<round>\d{{1,3}})\)(?=\s)
    | \(?\$\^?\{{?\^?\{{?(?P<math>\d{{1,4}})\}}?\}}?\$
    | ⁽?(?P<unicode>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}})⁾?
    | (?P<bare>\d{{1,3}})(?:\\?[.)](?=\s)|(?=\s+\S))
    )[ \t]*""",
    re.VERBOSE,
)
SKIPPED = 3
"""So many numbers on from the one due a label may be: some are lost or misplaced."""
PARAGRAPHS = 4
"""A note has fewer paragraphs than this behind its first."""
FULL_PAGE = 1200
"""Fewer characters fill no page."""
HEADING = re.compile(r"#{1,6}\s")
APART = re.compile(r"[>#|!<“‘\"'«„-]|\d+[.)]")
"""What opens a quotation, an item, a table: not the rest of a note."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The notes at the foot of one page: offsets, and where its first note block begins."""

    start: int
    notes: int
    end: int


def label_of(text: str) -> tuple[str, int] | None:
    """Read the label a note block opens with, and the offset behind it."""
    match = LABEL.match(text)
    if not match:
        return None
    label = next(value for value in match.groupdict().values() if value)
    return label.translate(SUPERSCRIPT_DIGITS), match.end()


def count_label(label: str) -> int:
    """Count a label: 3 is the third, C too, and AC the one that is three behind Z."""
    if label.isdigit():
        return int(label)
    return sum((ord(letter) - 64) * 26**turn for turn, letter in enumerate(reversed(label.upper())))


def notation(opening: str) -> str:
    """Give the form of a label without its number: ``<1>1</1>``, ``[1]``, ``1.``"""
    return re.sub(rf"(?<![<\w/])[^\W_]+|[{SIGNS}]+", "1", opening.strip())


def usual_notation(openings: Sequence[str]) -> str:
    """Give the notation that most labels have; of two as frequent, the raised one."""
    kinds = Counter(notation(opening) for opening in openings)
    return max(kinds, key=lambda kind: (kinds[kind], "<" in kind), default="")


def ruled_zones(text: str) -> list[Zone]:
    """Find the notes that a rule (``---``) sets off at a page's foot.

    Behind a rule stand, in this order: the rest of a note from the page before, numbered notes,
    and the next page's body. A rule with no numbered block before the next rule or heading is a
    page's foot only if the last note before it was left unfinished; else it is a scene break.
    """
    found: list[Zone] = []
    all_blocks = blocks(text)
    rules = list(_rules(all_blocks))
    raised = any(block.text.startswith("<sup>") for block in all_blocks)
    usual = usual_notation(
        [opening for _, index in rules if (opening := _first_opening(all_blocks, index))]
    )
    run = partial(_run_of_notes, raised_elsewhere=raised, usual=usual)
    before, unfinished, behind, body = "", False, 0, -1
    for top, index in rules:
        after = all_blocks[index + 1].text if index + 1 < len(all_blocks) else ""
        if loose := [b for b in all_blocks[behind:index] if b.text.startswith("<sup>")]:
            before = loose[-1].text
            unfinished = not FINISHED.search(before)
        body = top - 1 if top > behind else body
        behind = index
        goes_on = unfinished or needs_more(before, after)
        last = _zone_after(text, all_blocks, index, body, goes_on, run)
        if last == index:
            continue
        found.append(Zone(all_blocks[top].start, all_blocks[index + 1].start, all_blocks[last].end))
        behind = last + 1
        before = all_blocks[last].text
        unfinished = not FINISHED.search(before)
    return found


def _rules(all_blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Give each rule, the first and the last block of it: some extractors write one twice."""
    top = None
    for index, block in enumerate(all_blocks):
        if not RULE.fullmatch(block.text):
            continue
        top = index if top is None else top
        behind = all_blocks[index + 1].text if index + 1 < len(all_blocks) else ""
        if not RULE.fullmatch(behind):
            yield top, index
            top = None


def _zone_after(
    text: str,
    all_blocks: Sequence[Block],
    rule: int,
    body: int,
    unfinished: bool,
    run: Callable[[Sequence[Block]], list[int]],
) -> int:
    """Give the last block of the notes behind a rule, or the rule itself if there are none."""
    limit = rule + 1
    while limit < len(all_blocks) and not (
        RULE.fullmatch(all_blocks[limit].text)
        or HEADING.match(all_blocks[limit].text)
        or all_blocks[limit].is_page_break
    ):
        limit += 1
    labelled = run(all_blocks[rule + 1 : limit])
    page_ends = limit < len(all_blocks) and all_blocks[limit].is_page_break
    if labelled and page_ends:
        return limit - 1
    last = rule
    if labelled:
        last = rule + 1 + labelled[-1]
    elif unfinished and limit > rule + 1:
        last = rule + 1
    return last_paragraph(text, all_blocks[: limit + page_ends], body, last)


def _first_opening(all_blocks: Sequence[Block], rule: int) -> str:
    """Give the label that stands right behind a rule, or behind the rest of another note."""
    for block in all_blocks[rule + 1 : rule + 3]:
        if label := label_of(block.text):
            return block.text[: label[1]]
    return ""


def _run_of_notes(candidates: Sequence[Block], raised_elsewhere: bool, usual: str) -> list[int]:
    """Give the indices of the labelled blocks of one notation that count upwards.

    Counting starts again at one where a chapter ended on the page, with nothing between. Raised
    labels, or those of the text's ``usual`` form, are the notes' even if more others stand behind
    them: a numbered list of the next page's body has those. A text that raises them elsewhere has
    others only right behind the rule. A page whose own rule was lost goes on behind the last note
    before it.
    """
    labels = [(index, block.text, label_of(block.text)) for index, block in enumerate(candidates)]
    labelled = [(index, text, label) for index, text, label in labels if label]
    openings = [text[: label[1]] for _, text, label in labelled]
    raised = [opening for opening in openings if opening.startswith("<sup>")]
    if raised or usual not in map(notation, openings):
        usual = usual_notation(raised or openings)
    if raised_elsewhere and not raised and labelled and labelled[0][0] > 1:
        return []
    run: list[int] = []
    expected: int | None = None
    for index, text, (label, length) in labelled:
        if notation(text[:length]) != usual:
            continue
        if label.isdigit():
            anew = label == "1" and run and index == run[-1] + 1
            if expected is not None and not (0 <= int(label) - expected < SKIPPED or anew):
                continue
            expected = int(label) + 1
        if run and _resumes(candidates[run[-1] + 1 : index], label):
            break
        run.append(index)
    return run


def _resumes(between: Sequence[Block], label: str) -> bool:
    """Say whether the body goes on between two notes: it calls the second, or is too long."""
    called = (next(marks(b.text, 0, len(b.text), label, glued=False), None) for b in between)
    return len(between) > PARAGRAPHS or any(called)


def last_paragraph(text: str, found: Sequence[Block], body: int, note: int) -> int:
    """Give the last block of a note that has several paragraphs, none but the first labelled.

    The body's sentence, cut before the notes, goes on behind paragraphs that end theirs, or the
    page ends there. The last of them may break off with its page, if the next one is not full.
    """
    if body < 0 or HEADING.match(found[body].text) or FINISHED.search(found[body].text):
        return note
    broken = False
    for index in range(note + 1, min(len(found), note + 1 + PARAGRAPHS)):
        here = found[index]
        if SMALL.match(here.text) or "\f" in text[found[index - 1].end : here.end]:
            return index - 1
        if broken or HEADING.match(here.text) or APART.match(here.text):
            break
        broken = not FINISHED.search(here.text)
        if broken and here.end - found[note].end > FULL_PAGE:
            break
    return note


def separate(source: Source, zones: Sequence[Zone]) -> tuple[Source, Source]:
    """Part a text into the stream of the body and the stream of the notes.

    Both run on over the pages; in the notes a form feed stands where a page's foot ends.
    """
    body: list[Source] = []
    notes: list[Source] = []
    position = 0
    for zone in zones:
        body.append(source.slice(position, zone.start))
        notes.append(source.slice(zone.notes, zone.end))
        notes.append(_page_end(source, zone.end))
        position = zone.end
    if position < len(source.text) or not body:
        body.append(source.slice(position, len(source.text)))
    return concatenate(body), concatenate(notes) if notes else Source("", lang=source.lang)


def _page_end(source: Source, offset: int) -> Source:
    from pipeline.model import Mark

    return Source("\n\n\f\n\n", (Mark(0, source.raw(offset), "separate-notes"),), source.lang)


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note of the apparatus as a slice of the notes stream: label and body."""

    label: str
    start: int
    body: int
    end: int


def notes_in(text: str) -> Iterator[NoteText]:
    """Run through the notes of a notes stream in canonical form (``<sup>label</sup> body``)."""
    heads = [m for m in CANONICAL.finditer(text)]
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(text)
        yield NoteText(head["label"], head.start(), head.end(), end)


CANONICAL = re.compile(r"(?:^|(?<=\n\n)|(?<=\f))<sup>(?P<label>[^<\n]{1,6})</sup>[ \t]*")
