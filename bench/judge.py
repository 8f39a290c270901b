"""Whether an edit is right: the truth decides, at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bench.streams import CALL, DRESS, Match, words_of
from pipeline.report import Repair

MARK = re.compile(r"<sup>(?:\d|[^\w\s]|[a-z]</)")
QUOTES = frozenset("“”‘’„‚«»")
PAGE_RULES = frozenset({"end-pages", "write-page-breaks"})
"""They say only where a page ends, which no truth tells."""
NOTE_RULES = frozenset({"rule-off-notes", "write-labels"})
APPARATUS_RULES = frozenset({"join-notes", "part-notes"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """True, false, or nothing where the truth does not reach; and why."""

    right: bool | None
    why: str = ""


UNTOLD = Verdict(None, "the truth does not reach here")


@dataclass(frozen=True, slots=True)
class Judge:
    """Judge the repairs of one text."""

    body: Match
    notes: Match
    begin: int
    """The place of the witness where the reading text begins: behind the contents page."""
    colophon: int | None

    def __call__(self, repair: Repair) -> Verdict:
        """Judge one repair, made or proposed."""
        if repair.raw < self.begin or repair.rule in PAGE_RULES:
            return UNTOLD
        if self.colophon is not None and repair.raw >= self.colophon:
            return UNTOLD
        if repair.rule in NOTE_RULES:
            return _label(self.notes, repair)
        near = self.body.distance(repair.raw) <= self.notes.distance(repair.raw)
        match = self.body if near and repair.rule not in APPARATUS_RULES else self.notes
        at = match.at(repair.raw)
        if not match.first <= at <= match.last:
            return UNTOLD
        if not repair.applied:
            return _proposal(match, repair, at)
        if repair.before in ("'", '"') and len(repair.after) == 1:
            return _quote(match, at)
        if MARK.search(repair.after) and "<sup>" not in repair.before:
            return _call(match, at)
        return _words(match, repair, at)


def _label(notes: Match, repair: Repair) -> Verdict:
    at = notes.at(repair.raw)
    if at >= len(notes.made.words):
        return UNTOLD
    if "<sup>" in repair.after:
        found = notes.aligned(at, 1)
        # an initial that the truth lost with its label counts for nothing
        begins = found is not None and not notes.truth.starts.keys().isdisjoint(
            range(found[1] - (found[0] - at), found[1] + 1)
        )
        return Verdict(begins and at in notes.made.starts, "no note of the truth begins here")
    return Verdict(notes.aligned(at, 1) is not None, "the words behind are no note's")


def _call(match: Match, at: int) -> Verdict:
    """A mark may stand before or behind the punctuation beside it."""
    near = range(max(0, at - 2), min(at + 3, len(match.made.words)))
    right = any(i in match.image for i in near if match.made.words[i].form == CALL)
    return Verdict(right, "the truth has no mark here")


def _quote(match: Match, at: int) -> Verdict:
    made = match.made.words[at]
    if at not in match.image:
        return Verdict(False, "the truth has no mark here")
    printed = match.truth.words[match.image[at]].printed
    if printed not in QUOTES or made.printed not in QUOTES:
        return Verdict(None, "the truth has a straight mark")
    return Verdict(made.printed == printed, f"the truth has {printed}")


def _words(match: Match, repair: Repair, at: int) -> Verdict:
    """Hold the words an edit touched against the truth, then the seam at its place."""
    touched = _touched(match, repair, at)
    images = [match.image.get(index) for index in touched]
    if None in images:
        lost = match.made.words[touched[images.index(None)]].form
        return Verdict(False, f"the truth has no “{lost}” here")
    if touched and images != list(range(images[0] or 0, (images[0] or 0) + len(images))):
        return Verdict(False, "the truth has words between")
    return _seam(match, repair, at)


def _touched(match: Match, repair: Repair, at: int) -> list[int]:
    """List the words that an edit wrote, and the one that it changed in the middle or at an end."""
    made = match.made.words
    wrote = sum(1 for word in words_of(repair.after.replace("<sup>", " ")) if word.form.isalnum())
    touched = list(range(at, min(at + wrote, len(made)))) if wrote else []
    inner = repair.before.strip() or repair.after.strip()
    if wrote and _forms(repair.before) == _forms(repair.after):
        return []
    if at and inner and made[at - 1].raw < repair.raw <= made[at - 1].raw_end and (
        made[at - 1].raw_end > repair.raw or not repair.after[:1].isspace()
    ):  # fmt: skip
        touched.insert(0, at - 1)
    return touched


def _forms(text: str) -> list[str]:
    return [word.form for word in words_of(DRESS.sub("", text)) if word.form.isalnum()]


def _cut_itself(match: Match, start: int) -> bool:
    """Say whether the truth begins a block with a small letter behind a word, as no book does."""
    if not 0 < start < len(match.truth.words):
        return False
    before, first = match.truth.words[start - 1].printed, match.truth.words[start].printed
    return before[-1].isalnum() and first[0].islower()


def _seam(match: Match, repair: Repair, at: int) -> Verdict:
    left, right = match.aligned(at - 1, -1), match.aligned(at, 1)
    if at == match.first and right:
        left = (at - 1, right[1] - 1)  # the title page before it is no part of the truth
    if at == len(match.made.words) and left:
        right = (at, len(match.truth.words))
    if left is None or right is None:
        return Verdict(False, "the truth has none of the words beside it")
    dropped = [word.form for word in words_of(repair.before) if word.form.isalnum()]
    if dropped and not repair.after.strip():
        between = [word.form for word in match.truth.words[left[1] + 1 : right[1]]]
        return Verdict(not set(dropped) & set(between), "the truth has what was taken out")
    if right[1] - left[1] != right[0] - left[0]:
        lost = match.truth.words[left[1] + 1 : right[1]]
        if right[0] - left[0] == 1 and not any(word.form.isalnum() for word in lost):
            left = (left[0], right[1] - 1)  # a sign that the witness lost parts no words
    if right[1] - left[1] != right[0] - left[0]:
        return Verdict(False, "the words beside it are no neighbours in the truth")
    if not {"\n", "\f", "#", ">"} & {*repair.before, *repair.after}:
        return Verdict(True)
    begins, truly = at in match.made.starts, left[1] + (at - left[0]) in match.truth.starts
    if truly and not begins and _cut_itself(match, left[1] + (at - left[0])):
        return Verdict(None, "the truth is cut in mid-sentence here")
    if begins != truly:
        return Verdict(False, "the truth goes on here" if begins else "the truth begins a block")
    kind = match.truth.starts.get(left[1] + (at - left[0]), "")
    if begins and "#" in repair.after:
        return Verdict(kind == "head", "the truth has no heading here")
    if begins and repair.after.lstrip().startswith(">"):
        return Verdict(kind == "quote", "the truth has no quotation here")
    return Verdict(True)


def _proposal(match: Match, repair: Repair, at: int) -> Verdict:
    """Hold what would stand there against the words between the nearest that agree."""
    left, right = match.aligned(at - 2, -1, 12), match.aligned(at + 2, 1, 12)
    if left is None or right is None:
        return UNTOLD
    words = match.made.words[left[0] + 1 : right[0]]
    truth = [word.form for word in match.truth.words[left[1] + 1 : right[1]]]
    printed = repair.left.replace("\f", "") + repair.after + repair.right.replace("\f", "")
    would = [word.form for word in words_of(printed.replace("<sup>", "").replace("</sup>", ""))]
    inside = any(would[i : i + len(truth)] == truth for i in range(len(would)))
    told = " ".join(word.form for word in words)
    return Verdict(bool(truth) and inside, f"the text has “{told}”, the truth “{' '.join(truth)}”")
