"""Align two texts word by word.

Runs of words that occur once in each of the two texts are anchors (as in Cohen's patience diff);
what stands between two anchors is aligned by the fewest words inserted, dropped and exchanged
(Levenshtein). So the time grows with the length of the texts, not with its square.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from pipeline.model import longest_row

RUN = 4
"""So many words in a row make an anchor."""
LARGEST = 4_000_000_000
"""Where two stretches without an anchor are larger, word by word, they have nothing in common."""
TOGETHER = 3
"""So many equal words in a row are no chance."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of both texts, from one word up to another: equal or not."""

    equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


def align(a: Sequence[str], b: Sequence[str]) -> tuple[Part, ...]:
    """Part two texts into stretches that are equal and stretches that differ, taking turns.

    >>> [(p.equal, p.a, p.a_end, p.b, p.b_end) for p in align("a b c d".split(), "a x c d".split())]
    [(True, 0, 1, 0, 1), (False, 1, 2, 1, 2), (True, 2, 4, 2, 4)]
    """
    equal: list[tuple[int, int, int]] = []
    at_a = at_b = 0
    for i, j in [*_anchors(a, b), (len(a), len(b))]:
        over = at_a - i
        if over > 0 or at_b > j:  # it lies in the anchor before: on its diagonal, or not at all
            if at_b - j == over and over < RUN:
                equal.append((at_a, at_b, RUN - over))
                at_a, at_b = i + RUN, j + RUN
            continue
        equal += _between(a, b, (at_a, i, at_b, j))
        size = RUN if i < len(a) and j < len(b) else 0
        equal.append((i, j, size))
        at_a, at_b = i + size, j + size
    return _joined(_parts(a, b, _without_chance(_merged(equal), len(a), len(b))))


def together(parts: Sequence[Part]) -> int:
    """Count the words that stand equal in both texts, several in a row."""
    sizes = [part.a_end - part.a for part in parts if part.equal]
    least = min(TOGETHER, parts[-1].a_end, parts[-1].b_end) if parts else 0
    return sum(size for size in sizes if size >= least)


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Find the runs that occur once in each text, in the longest order that both have."""
    first, second = _once(a), _once(b)
    pairs = sorted((place, second[run]) for run, place in first.items() if run in second)
    return [pairs[index] for index, _ in longest_row([(place,) for _, place in pairs])]


def _once(forms: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for index in range(len(forms) - RUN + 1):
        run = tuple(forms[index : index + RUN])
        found[run] = -1 if run in found else index
    return {run: index for run, index in found.items() if index >= 0}


def _between(
    a: Sequence[str], b: Sequence[str], window: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int]]:
    start, end, other, other_end = window
    if start == end or other == other_end or (end - start) * (other_end - other) > LARGEST:
        return
    for op in Levenshtein.opcodes(a[start:end], b[other:other_end]):
        if op.tag == "equal":
            yield start + op.src_start, other + op.dest_start, op.src_end - op.src_start


def _merged(equal: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    merged: list[tuple[int, int, int]] = []
    for i, j, size in equal:
        if merged and (merged[-1][0] + merged[-1][2], merged[-1][1] + merged[-1][2]) == (i, j):
            merged[-1] = (*merged[-1][:2], merged[-1][2] + size)
        elif size:
            merged.append((i, j, size))
    return merged


def _without_chance(
    equal: Sequence[tuple[int, int, int]], a: int, b: int
) -> list[tuple[int, int, int]]:
    """Drop a word or two that agree by chance amid many that do not."""
    kept: list[tuple[int, int, int]] = []
    for index, (i, j, size) in enumerate(equal):
        before = kept[-1] if kept else (0, 0, 0)
        after = equal[index + 1] if index + 1 < len(equal) else (a, b, 0)
        ahead = max(i - before[0] - before[2], j - before[1] - before[2])
        behind = max(after[0] - i - size, after[1] - j - size)
        if size < TOGETHER and min(ahead, behind) > 2 * size:
            continue
        kept.append((i, j, size))
    return kept


def _parts(
    a: Sequence[str], b: Sequence[str], equal: Sequence[tuple[int, int, int]]
) -> Iterator[Part]:
    at_a = at_b = 0
    for i, j, size in [*equal, (len(a), len(b), 0)]:
        if i > at_a or j > at_b:
            head, tail = _ends(a[at_a:i], b[at_b:j])
            if head:
                yield Part(True, at_a, at_a + head, at_b, at_b + head)
            if i - tail > at_a + head or j - tail > at_b + head:
                yield Part(False, at_a + head, i - tail, at_b + head, j - tail)
            if tail:
                yield Part(True, i - tail, i, j - tail, j)
        if size:
            yield Part(True, i, i + size, j, j + size)
        at_a, at_b = i + size, j + size


def _joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Put neighbours that are both equal together."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].equal and part.equal:
            part = replace(joined.pop(), a_end=part.a_end, b_end=part.b_end)
        joined.append(part)
    return tuple(joined)


def _ends(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """Count the words at the head and at the end that two stretches share after all."""
    most = min(len(a), len(b))
    head = next((n for n in range(most) if a[n] != b[n]), most)
    tail = next((n for n in range(most - head) if a[-1 - n] != b[-1 - n]), most - head)
    return head, tail
