"""Notes that stand in the text with nothing to set them off."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.clean.facts.calls import RAISED, REACH, marks
from pipeline.clean.facts.layout import Block, blocks, blocks_outside
from pipeline.clean.facts.seam import CUT_WORD, FINISHED, LONG, SMALL
from pipeline.clean.notes.apparatus import HEADING, Zone, label_of
from pipeline.clean.notes.bare import bare_notes
from pipeline.clean.notes.named_notes import named_zones
from pipeline.clean.notes.ruled import (
    APART,
    OPENING_MARK,
    STOPPED,
    last_paragraph,
    ruled_zones,
)
from pipeline.phrases import NOTES, any_of

NOTES_HEAD = re.compile(rf"(?:{any_of(NOTES)})", re.IGNORECASE)
ENDS_NOTE = re.compile(rf"{FINISHED.pattern}|\d[*_)\]]*$")
"""A note may end in a year, or a page, without a stop."""
ENDED = 0.7
"""Where so large a share of the notes end with a stop, one without it goes on."""
ITEM = re.compile(r"\d{1,3}[.)]\s*")
RAISED_ZONES = 4
"""So many pages whose notes have raised labels show how the text sets them."""
PAGE = 24
"""No page has more blocks."""


def zones(text: str) -> list[Zone]:
    """Find every run of notes: those that a rule sets off, and those that nothing does."""
    named = named_zones(text)
    ruled = [zone for zone in ruled_zones(text) if not _overlaps(zone, named)]
    ruled = sorted([*named, *ruled], key=lambda zone: zone.start)
    free = blocks_outside(text, [(zone.start, zone.end) for zone in ruled])
    return sorted([*ruled, *loose_zones(text, free, ruled)], key=lambda zone: zone.start)


def _overlaps(zone: Zone, others: Sequence[Zone]) -> bool:
    """Say whether a run of notes has a part in common with one of others, which stand in order."""
    at = bisect_left(others, zone.end, key=lambda other: other.start) - 1
    return at >= 0 and others[at].end > zone.start


def loose_zones(text: str, free: Sequence[Block], ruled: Sequence[Zone] = ()) -> list[Zone]:
    """Find blocks that open with a label that a mark before them calls.

    A label in brackets or raised is a note's if the same number stands as a mark before it; a
    bare number only under a heading that says "Notes", or if the mark stands glued to a word.
    A mark that a ruled note of that number answers calls no other block, and where the labels
    behind rules are raised, a bare one is an item's.
    A raised number that counts on from the note before needs no mark: it may have been lost. Where
    the note before was left unfinished and the body's sentence goes on behind the notes, the
    block before them is its rest.
    """
    free = [block for block in free if not block.is_page_break]
    plain = bare_notes(text, free)
    runs: list[list[int]] = []
    headed = False
    before = ""
    taken: dict[str, int] = {}
    answered = _answered(text, ruled)
    raised = _are_raised(text, ruled)
    for index, block in enumerate(free):
        read = label_of(block.text)
        if HEADING.match(block.text):
            headed = bool(NOTES_HEAD.fullmatch(block.text.strip("#*_ :")))
        if not read or HEADING.match(block.text):
            continue
        label = block.text[: read[1]]
        item = raised and not headed and ITEM.fullmatch(label)
        counts = read[0].isdigit()
        since = 0 if headed else max(block.start - REACH, taken.get(read[0], 0))
        called = _called(text, since, block.start, read[0], label, headed) and (
            headed or not _answers(text, answered.get(read[0], []), block, label, read[0])
        )
        follows = "<sup>" in label and before and counts and int(read[0]) == int(before) + 1
        if item or not (called or (counts and index in plain) or follows):
            continue
        before = read[0] if counts else before
        taken[read[0]] = block.start
        _add(runs, index, anew="\f" in text[free[index - 1].end : block.start])
    return list(_as_zones(text, free, runs))


def _are_raised(text: str, ruled: Sequence[Zone]) -> bool:
    """Say whether the text raises the labels of notes: most pages with a rule show it."""
    raised = sum(text.startswith("<sup>", zone.notes) for zone in ruled)
    return raised >= RAISED_ZONES and raised * 2 > len(ruled)


def _add(runs: list[list[int]], index: int, *, anew: bool) -> None:
    """Add a block to the run before it, or begin another run with it."""
    if runs and runs[-1][-1] == index - 1 and not anew:
        runs[-1].append(index)
    else:
        runs.append([index])


def _answered(text: str, ruled: Sequence[Zone]) -> dict[str, list[int]]:
    """Give for each label where notes of that label stand behind a rule."""
    found: dict[str, list[int]] = {}
    for zone in ruled:
        for block in blocks(text[zone.notes : zone.end]):
            if read := label_of(block.text):
                found.setdefault(read[0], []).append(zone.notes + block.start)
    return found


def _answers(text: str, notes: Sequence[int], block: Block, label: str, number: str) -> bool:
    """Say whether the mark before a block is that of a ruled note, before it or behind it."""
    behind = bisect_left(notes, block.start)
    since = notes[behind - 1] if behind else block.start - REACH
    if not _called(text, max(since, 0), block.start, number, label, headed=False):
        return True
    if behind == len(notes) or notes[behind] - block.end > REACH:
        return False
    return not _called(text, block.end, notes[behind], number, label, headed=False)


def _raised(label: str) -> bool:
    return label.startswith("<sup>") or label[:1] in RAISED


def _called(text: str, since: int, start: int, number: str, label: str, headed: bool) -> bool:
    """Say whether a mark before a block calls its number, and no block of that number before."""
    bare = label.strip(" .)").isdecimal()
    call = next(marks(text, since, start, number, glued=bare), None)
    if call is None and (headed if bare else _raised(label)):
        call = next(marks(text, since, start, number, glued=not bare), None)
    return call is not None


def _as_zones(text: str, free: Sequence[Block], runs: Sequence[Sequence[int]]) -> Iterator[Zone]:
    last = -1
    unfinished = False
    stopped = sum(bool(FINISHED.search(free[index].text)) for run in runs for index in run)
    usual = stopped >= ENDED * sum(map(len, runs))
    for run, following in itertools.zip_longest(runs, runs[1:]):
        first = run[0]
        if (
            unfinished
            and first - 2 > last
            and (_spans(free, first - 2, run[-1] + 1) or (usual and _stray(free, first - 1)))
        ):
            first -= 1
        limit = following[0] if following else len(free)
        last = run[-1]
        if ENDS_NOTE.search(free[last].text):  # else what goes on is its rest
            last = last_paragraph(text, free[:limit], first - 1, last)
        yield Zone(free[first].start, free[first].start, free[last].end)
        unfinished = not FINISHED.search(free[last].text)
        rest = _rest(free, last, limit)
        if unfinished and usual and rest:
            yield Zone(free[rest].start, free[rest].start, free[rest].end)
            last = rest
            unfinished = not FINISHED.search(free[rest].text)


def _rest(free: Sequence[Block], note: int, limit: int) -> int:
    """Find the rest of a note on a page that has no note of its own; 0 if there is none.

    It is a block that ends its sentence, though the body's goes on from the block before it to
    the block behind it; or one that begins in mid-sentence where the body's sentence has ended.
    """
    for index in range(note + 2, min(limit - 1, note + PAGE)):
        text = free[index].text
        cut = CUT_WORD.search(free[index - 1].text)
        if not FINISHED.search(text) or (APART.match(text) and not cut):
            continue
        if _stray(free, index) or _spans(free, index - 1, index + 1):
            return index
    return 0


def _stray(free: Sequence[Block], index: int) -> bool:
    """Say whether a block begins in mid-sentence, though the one before it ended its sentence."""
    before = free[index - 1].text
    speech = OPENING_MARK.match(before)
    prose = len(before) > LONG and (speech or not (HEADING.match(before) or APART.match(before)))
    return prose and bool(SMALL.match(free[index].text) and STOPPED.search(before))


def _spans(free: Sequence[Block], before: int, behind: int) -> bool:
    """Say whether a sentence of the body goes on from one block to another over the notes."""
    if behind >= len(free) or HEADING.match(free[before].text):
        return False
    return not FINISHED.search(free[before].text) and bool(SMALL.match(free[behind].text))
