"""Which words of one rendering of a text another does not have.

Words are compared as bags, since editions put notes, contents and heads in places of their own.
What the bags leave over is held against the ways in which one word comes to be written as two,
and two as one; only what none of them explains is missing. All of it is linear in the words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
TURNED = re.compile(rf"{RIGHT_TO_LEFT.pattern}|\d")
"""What a reader turns round: such letters, and numbers among them."""
MARKED = re.compile(r"(?P<word>[^\d]+)\d{1,4}")
"""A word and the note mark that a page sets close behind it."""
WITHIN = re.compile(r"(?P<head>[^\d]*)(?P<mark>\d{1,4})(?P<tail>[^\d]+)")
"""A word in which a page sets a mark."""
WINDOW = 4
WIDER = 8
"""A word in which marks and a link stand is parted into so many."""


def missing(
    want: Sequence[str],
    have: Sequence[str],
    *,
    optional: Iterable[str] = (),
    cut: Iterable[str] = (),
) -> list[int]:
    """Give the places in ``want`` of the words that ``have`` does not hold as often.

    ``optional`` words may be missing; ``cut`` are first halves of words that a hyphen divides,
    whose second halves may stand on another page.

    >>> missing("the cat sat on the mat".split(), "on the mat sat a cat".split())
    [0]
    >>> missing(["communication"], ["com", "3", "munication"], cut=["com"])
    []
    >>> missing(["drop", "cap"], ["d", "rop", "cap1"])
    []
    >>> missing(["p", "lace", "came"], ["p", "1lace", "came"])  # a mark in a word
    []
    >>> missing(["2", "3", "see", "23"], ["23", "see"], optional=["23"])  # 2³, and the mark 23
    []
    """
    lost = Counter(want) - Counter(have) - Counter(optional)
    if lost:
        spare = Counter(have) - (Counter(want) - Counter(optional))
        _joined(lost, spare, want)  # first: a raised number is a word of its own, or a note's mark
        _marked(lost, spare)
        _turned(lost, spare, want, have)
        _halved(lost, spare, have)
        _divided(lost, spare, Counter(cut))
    return sorted(_places(+lost, want, have)) if +lost else []


def _use(lost: Counter[str], spare: Counter[str], word: str, parts: Sequence[str]) -> None:
    """Explain one lost word by parts that are over."""
    lost[word] -= 1
    for part in parts:
        spare[part] -= 1


def _marked(lost: Counter[str], spare: Counter[str]) -> None:
    """Explain words that have a note's mark close behind, and raised numbers beside such a mark."""
    for form in [form for form in spare if form.isdecimal()]:
        for part in (p for at in range(1, len(form)) for p in (form[:at], form[at:])):
            if spare[form] > 0 and lost[part] > 0:
                _use(lost, spare, part, [form])
    for form in list(spare):
        match = MARKED.fullmatch(form)
        while match and spare[form] > 0 and lost[match["word"]] > 0:
            _use(lost, spare, match["word"], [form])
        match = WITHIN.fullmatch(form)
        while match and spare[form] > 0 and lost[match["tail"]] > 0 and not lost[match["mark"]]:
            lost[match["head"]] -= min(1, lost[match["head"]])
            _use(lost, spare, match["tail"], [form])


def _turned(
    lost: Counter[str], spare: Counter[str], want: Sequence[str], have: Sequence[str]
) -> None:
    """Explain words by the same letters in another order, where a text runs from right to left.

    A PDF holds glyphs in the order of the page: its reader turns a ligature, and a number with
    letters, the wrong way round, and parts a word at a vowel's mark.
    """
    if not any(map(RIGHT_TO_LEFT.match, want)):
        return
    groups = [*((word,) for word in lost), *(pair for pair in pairwise(want) if lost[pair[0]])]
    groups += [pair for pair in pairwise(want) if lost[pair[1]]]
    wanted = [group for group in groups if TURNED.search("".join(group))]
    offers = [*((form,) for form in spare), *pairwise(have)]
    forms: dict[str, list[tuple[str, ...]]] = {}
    for offer in offers:
        forms.setdefault("".join(sorted("".join(offer))), []).append(offer)
    for group in wanted:
        for offer in forms.get("".join(sorted("".join(group))), ()):
            while max(lost[word] for word in group) > 0 and not Counter(offer) - spare:
                lost.subtract(group)
                spare.subtract(offer)


def _halved(lost: Counter[str], spare: Counter[str], have: Sequence[str]) -> None:
    for index, first in enumerate(have):
        if spare.get(first, 0) <= 0:
            continue
        for end in range(index + 2, min(index + WINDOW, len(have)) + 1):
            parts = have[index:end]
            word = "".join(parts)
            if lost[word] > 0 and not Counter(parts) - spare:
                _use(lost, spare, word, parts)


def _divided(lost: Counter[str], spare: Counter[str], cut: Counter[str]) -> None:
    if not cut:
        return
    for word in list(lost):
        while lost[word] > 0 and (parts := _division(word, spare, cut)):
            _use(lost, spare, word, parts)


def _division(word: str, spare: Counter[str], cut: Counter[str]) -> tuple[str, ...]:
    for end in range(1, len(word)):
        first, rest = word[:end], word[end:]
        if cut[first] > 0 and spare[first] > 0:
            if spare[rest] > 0:
                return first, rest
            for form in (f"{rest}{digit}" for digit in range(1, 10)):
                if spare[form] > 0:
                    return first, form
    return ()


def _joined(lost: Counter[str], spare: Counter[str], want: Sequence[str]) -> None:
    """Explain words that are written as one; first those of which every part is lost."""
    places = [index for index, word in enumerate(want) if lost.get(word, 0) > 0]
    near = sorted({max(place - back, 0) for place in places for back in range(WIDER)})
    windows = [
        want[index:end]
        for index in near
        for end in range(index + 2, min(index + WIDER, len(want)) + 1)
        if any(lost[part] > 0 for part in want[index:end])
    ]
    for choose in (_all_lost, _any_lost, _those_lost):
        for parts in windows:
            joined = choose(parts, lost)
            word = "".join(joined)
            if joined and spare[word] > 0:
                spare[word] -= 1
                for part in joined:
                    lost[part] -= 1


def _all_lost(parts: Sequence[str], lost: Counter[str]) -> Sequence[str]:
    return () if Counter(parts) - +lost else parts


def _any_lost(parts: Sequence[str], lost: Counter[str]) -> Sequence[str]:
    return parts if any(lost[part] > 0 for part in parts) else ()


def _those_lost(parts: Sequence[str], lost: Counter[str]) -> Sequence[str]:
    """Leave out what is found: a note's mark that stood in the word."""
    gone = [part for part in parts if lost[part] > 0]
    return gone if len(gone) > 1 and not Counter(gone) - +lost else ()


def _places(lost: Counter[str], want: Sequence[str], have: Sequence[str]) -> Iterator[int]:
    """Find where the lost words stand: first where their neighbours too are not met together."""
    known = Counter(_with_neighbours(have))
    later: list[int] = []
    for index, around in enumerate(_with_neighbours(want)):
        if lost[want[index]] <= 0:
            continue
        if known[around] > 0:
            known[around] -= 1
            later.append(index)
        else:
            lost[want[index]] -= 1
            yield index
    for index in later:
        if lost[want[index]] > 0:
            lost[want[index]] -= 1
            yield index


def _with_neighbours(forms: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(["", *forms], forms, [*forms[1:], ""], strict=False)
