"""What became of each word of the witness on its way through cleanup.

A cleaned text says of each of its stretches where in the witness it was copied from. What no
stretch covers was taken out, and each word of that must be in the ``before`` of a repair that was
made; one that is not got lost, whatever the rules believe they did.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.check.tokens import IGNORED, Token, letters, tokens
from pipeline.model import Source
from pipeline.report import Repair

Span = tuple[int, int]
CALL = re.compile(r"<sup>[^<>]{1,6}</sup>")
"""A note's mark, which is no word of the text."""


@dataclass(slots=True)
class Account:
    """Where the words of the witness went; ``lost`` are those that nothing explains."""

    words: int = 0
    kept: int = 0
    moved: int = 0
    """Kept, in the stream of the notes."""
    changed: Counter[str] = field(default_factory=Counter)
    """Rule to the words that now read otherwise."""
    dropped: Counter[str] = field(default_factory=Counter)
    """Rule to the words that are no more."""
    added: Counter[str] = field(default_factory=Counter)
    """Rule to the words that it put where the witness has none."""
    lost: list[Token] = field(default_factory=list)


def account(
    witness: str, streams: Sequence[Source], notes: Source, repairs: Sequence[Repair]
) -> Account:
    """Follow each word of the witness into the streams, or into the repair that took it out."""
    covered = sorted(span for stream in streams for span in _copied(stream, witness))
    moved = sorted(_copied(notes, witness))
    whole, apart = _merge(sorted([*covered, *moved])), _merge(moved)
    explained = _Explanations([repair for repair in repairs if repair.applied])
    result = Account(added=_added(repairs))
    starts, apart_starts = [start for start, _ in whole], [start for start, _ in apart]
    for token in tokens(witness, tags=True):
        result.words += 1
        copied = _inside(token, whole, starts)
        gaps = [] if copied else _gaps(token, whole, starts)
        seen = [(start, end) for start, end in gaps if witness[start:end].translate(IGNORED)]
        if seen:
            _enter(result, token, explained.take(token, witness, seen))
        elif _inside(token, apart, apart_starts):
            result.moved += 1
        else:
            result.kept += 1
    return result


def _added(repairs: Sequence[Repair]) -> Counter[str]:
    """Count the words that were put where there was none; words that are parted are not more."""
    added: Counter[str] = Counter()
    for repair in repairs:
        if repair.applied and not letters(repair.before) and not _inside_a_word(repair):
            added[repair.rule] += sum(1 for _ in tokens(CALL.sub("", repair.after), tags=True))
    return +added


def _inside_a_word(repair: Repair) -> bool:
    """Say whether what was put in is a part of the word before or behind it."""
    before, after = repair.left[-1:] or " ", repair.right[:1] or " "
    return (before + repair.after[:1]).isalnum() or (repair.after[-1:] + after).isalnum()


def _enter(result: Account, token: Token, repair: Repair | None) -> None:
    if repair is None:
        result.lost.append(token)
        return
    written = {word.form for word in tokens(repair.after, tags=True)}
    if token.form in written:
        result.kept += 1
    elif written:
        result.changed[repair.rule] += 1
    else:
        result.dropped[repair.rule] += 1


def _copied(stream: Source, witness: str) -> Iterator[Span]:
    """Give the parts of the witness that stand in a stream letter for letter."""
    for text, mark in stream.stretches():
        if not mark.rule and text and witness.startswith(text, mark.raw):
            yield mark.raw, mark.raw + len(text)


def _merge(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _inside(token: Token, spans: Sequence[Span], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, token.start) - 1
    return index >= 0 and token.end <= spans[index][1]


def _gaps(token: Token, spans: Sequence[Span], starts: Sequence[int]) -> list[Span]:
    """Give the parts of a word that no span covers, each with the whole gap it lies in."""
    gaps: list[Span] = []
    index = bisect_right(starts, token.start) - 1
    position = max(token.start, spans[index][1]) if index >= 0 else token.start
    while position < token.end:
        index += 1
        end = spans[index][0] if index < len(spans) else token.end
        gaps.append((position, min(end, token.end)))
        position = spans[index][1] if index < len(spans) else token.end
    return gaps


class _Explanations:
    """What the repairs say they took out, used up word by word in the order of the witness."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self._repairs = sorted(repairs, key=lambda repair: repair.raw)
        self._raws = [repair.raw for repair in self._repairs]
        self._longest = max((len(repair.before) for repair in repairs), default=0)
        self._budget: dict[str, list[int]] = defaultdict(list)
        self._met = 0

    def take(self, token: Token, witness: str, gaps: Sequence[Span]) -> Repair | None:
        """Give the repair that took a word out, or a part of it."""
        last = gaps[-1][1]
        self._meet(last)
        forms = [letters(witness[start:end]) for start, end in gaps]
        amended = self._amended(token, witness)
        for form in (token.form, letters(amended), *forms):
            if self._budget.get(form):
                return self._repairs[self._budget[form].pop()]
        parts = [part.form for part in tokens(amended, tags=True)]
        if parts and all(map(self._budget.get, parts)):
            taken = [self._budget[part].pop() for part in dict.fromkeys(parts)]
            return self._repairs[taken[0]]
        rows = [self._in_a_row(gap, witness) for gap in gaps]
        if all(rows):
            return self._repairs[rows[-1][-1]]
        # a repair may have taken out a stretch that splits words elsewhere than the witness does
        for index in range(bisect_right(self._raws, last) - 1, -1, -1):
            repair = self._repairs[index]
            if repair.raw + 2 * self._longest + 40 < token.start:
                break
            near = repair.raw + 2 * len(repair.before) + 40 >= token.start
            if near and any(form and form in letters(repair.before) for form in forms):
                return repair
        return None

    def _in_a_row(self, gap: Span, witness: str) -> list[int]:
        """List the repairs that one behind the other took out a gap, as of accent upon accent."""
        at, row = gap[0], []
        for index in range(bisect_left(self._raws, at), bisect_left(self._raws, gap[1])):
            repair = self._repairs[index]
            if repair.before and repair.raw == at and witness.startswith(repair.before, at):
                at += len(repair.before)
                row.append(index)
        return row if at >= gap[1] else []

    def _amended(self, token: Token, witness: str) -> str:
        """Give the word as repairs inside it left it to those that took out the whole.

        A raised number is one word with the tag round it, and two to whoever leaves tags out.
        """
        text = witness[token.start : token.end]
        inside = slice(bisect_left(self._raws, token.start), bisect_right(self._raws, token.end))
        for repair in reversed(self._repairs[inside]):
            at = repair.raw - token.start
            if text.startswith(repair.before, at) and at + len(repair.before) <= len(text):
                text = text[:at] + repair.after + text[at + len(repair.before) :]
        return text

    def _meet(self, end: int) -> None:
        while self._met < len(self._repairs) and self._raws[self._met] <= end:
            for token in tokens(self._repairs[self._met].before, tags=True):
                self._budget[token.form].append(self._met)
            self._met += 1
