"""The notes that a rule sets off at a page's foot, and how far the last of them goes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pipeline.clean.facts.calls import marks
from pipeline.clean.facts.layout import Block, blocks
from pipeline.clean.facts.open_ends import needs_more
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import (
    HEADING,
    RULE,
    SKIPPED,
    Zone,
    label_of,
    notation,
    usual_notation,
)

STOPPED = re.compile(r"[.!?…][*_’”\"'»)\]]*(?:<sup>[^<]*</sup>)*[*_’”\"'»)\]]*$")
PARAGRAPHS = 4
"""A note has fewer paragraphs than this behind its first."""
FULL_PAGE = 1200
"""Fewer characters fill no page."""
APART = re.compile(r"[>#|!<“‘\"'«„-]|\d+[.)]")
"""What opens a quotation, an item, a table: not the rest of a note."""
SIGN = re.compile(r"[>-]|\d+[.)]")
OPENING_MARK = re.compile(r"[“‘\"'«„]")
VERSES = "  \n"
ANNOUNCES = re.compile(r":[*_]*\s*[—–-]?$")


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
        since = all_blocks[behind].start
        behind = index
        goes_on = unfinished or needs_more(before, after)
        last = _zone_after(text, all_blocks, index, body, goes_on, since, run)
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
    since: int,
    run: Callable[..., list[int]],
) -> int:
    """Give the last block of the notes behind a rule, or the rule itself if there are none."""
    limit = rule + 1
    while limit < len(all_blocks) and not (
        RULE.fullmatch(all_blocks[limit].text)
        or HEADING.match(all_blocks[limit].text)
        or all_blocks[limit].is_page_break
    ):
        limit += 1
    labelled = run(all_blocks[rule + 1 : limit], above=text[since : all_blocks[rule].start])
    page_ends = limit < len(all_blocks) and all_blocks[limit].is_page_break
    if labelled and page_ends:
        return limit - 1
    last = rule
    if labelled:
        last = rule + 1 + labelled[-1]
    elif unfinished and limit > rule + 1:
        last = rule + 1
        while last + 1 < limit and _goes_on(all_blocks[last].text, all_blocks[last + 1].text):
            last += 1
    return last_paragraph(text, all_blocks[: limit + page_ends], body, last)


def _goes_on(one: str, two: str) -> bool:
    return not FINISHED.search(one) and bool(SMALL.match(two))


def _first_opening(all_blocks: Sequence[Block], rule: int) -> str:
    """Give the label that stands right behind a rule, or behind the rest of another note."""
    for block in all_blocks[rule + 1 : rule + 3]:
        if label := label_of(block.text):
            return block.text[: label[1]]
    return ""


def _run_of_notes(
    candidates: Sequence[Block], raised_elsewhere: bool, usual: str, above: str
) -> list[int]:
    """Give the indices of the labelled blocks of one notation that count upwards.

    Counting starts again at one where a chapter ended on the page, with nothing between. Raised
    labels, or those of the text's ``usual`` form, are the notes' even if more others stand behind
    them: a numbered list of the next page's body has those. A text that raises them elsewhere has
    others only where the body ``above`` has their marks. A page whose own rule was lost goes on
    behind the last note before it.
    """
    labels = [(index, block.text, label_of(block.text)) for index, block in enumerate(candidates)]
    labelled = [(index, text, label) for index, text, label in labels if label]
    openings = [text[: label[1]] for _, text, label in labelled]
    raised = [opening for opening in openings if opening.startswith("<sup>")]
    if raised or usual not in map(notation, openings):
        usual = usual_notation(raised or openings)
    if raised_elsewhere and not raised:
        labelled = [one for one in labelled if _is_called(above, one[2][0])]
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


def _is_called(above: str, label: str) -> bool:
    """Say whether the body above a rule has the mark of a label."""
    found = (marks(above, 0, len(above), label, glued=glued) for glued in (False, True))
    return any(next(one, None) for one in found)


def _resumes(between: Sequence[Block], label: str) -> bool:
    """Say whether the body goes on between two notes: it calls the second, or is too long."""
    called = (next(marks(b.text, 0, len(b.text), label, glued=False), None) for b in between)
    return len(between) > PARAGRAPHS or any(called)


def last_paragraph(text: str, found: Sequence[Block], body: int, note: int) -> int:
    """Give the last block of a note that has several paragraphs, none but the first labelled.

    What a colon at its end announces is the note's. The body's sentence, cut before the notes,
    goes on behind paragraphs that end theirs, or the page ends there. The last of them may break
    off with its page, if the next one is not full.
    """
    note = _last_announced(found, note)
    if body < 0 or HEADING.match(found[body].text) or STOPPED.search(found[body].text):
        return note
    ended = bool(FINISHED.search(found[body].text))  # a colon: what it announces may begin small
    broken = False
    for index in range(note + 1, min(len(found), note + 1 + PARAGRAPHS)):
        here = found[index]
        words = here.text.removeprefix(">").lstrip() if found[body].text[0] == ">" else here.text
        page = "\f" in text[found[index - 1].end : here.end]
        if SMALL.match(words) or (page and not ended):
            return index - 1
        if page:
            break
        if broken or HEADING.match(here.text) or _opens_apart(here.text, found[body].text):
            break
        broken = not FINISHED.search(here.text)
        if broken and here.end - found[note].end > FULL_PAGE:
            break
    return note


def _opens_apart(text: str, body: str) -> bool:
    """Say whether a block is no paragraph of a note's; a comma or a colon has speech behind it."""
    if VERSES in text:
        return True
    speech = OPENING_MARK.match(text) and body.rstrip("*_ ")[-1:].isalpha()
    return bool(APART.match(text) and not speech)


def _last_announced(found: Sequence[Block], note: int) -> int:
    """Give the last of the quotations, verses and items that a colon announces, or the note."""
    if not ANNOUNCES.search(found[note].text):
        return note
    kinds = [_set_apart(block.text) for block in found[note + 1 : note + 1 + PARAGRAPHS]]
    alike = itertools.takewhile(lambda kind: kind and kind == kinds[0], kinds)
    return note + (1 if kinds and kinds[0] == "quoted" else len(list(alike)))


def _set_apart(text: str) -> str:
    """Name what a block is if it may be quoted: in marks, behind a sign, in lines of verse."""
    if VERSES in text:
        return "verse"
    if SIGN.match(text):
        return text[:1] if text[:1] in ">-" else "1."
    return "quoted" if OPENING_MARK.match(text) and not SMALL.match(text) else ""
