"""Characters that stand for a ligature, and bullets that stand for the signs of a scene break."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.spelling.completions import CORE, GREEDY, LIGATURES, Lexicon, lexicon_of
from pipeline.model import Source
from pipeline.report import Confidence

STAND_INS = "\ufffd¤¢…‡†®¯ÞßŽžˇ˝÷×˛˙Ł¥§¶¿"
STAND_IN = re.compile(
    rf"[\ue000-\uf8ff\x01-\x08\x0b\x0e-\x1f\x80-\x9f{STAND_INS}]"
    r"|(?<=[a-z ])\x0c(?=[a-z])"
    r"|(?<=[A-Za-z])[0-9?](?=[a-z])|(?<=[a-z])[0-9](?![\w<\]])"
    r"|(?<![\w.,'’])[0-9](?!(?:st|nd|rd|th|s)\b)(?=[a-z]{2})|(?<![\w.,'’])[04-9](?=nd\b)"
)
OF_FONTS = {"\ue0e0": "f"}
"""Private characters whose font is known: Linux Libertine ends "ff" so before a closing mark."""
NEVER_TEXT = re.compile("[\ue000-\uf8ff\x01-\x0b\x0d-\x1f\x80-\x9f\ufffd]")
LETTERS_BEFORE = re.compile(r"[^\W\d_]*\Z")
LETTERS_BEHIND = re.compile(r"(?P<gap> ?)(?P<letters>[^\W\d_]*)")


def restore_stand_ins(source: Source) -> Iterator[Edit]:
    r"""Write the ligature that a private character, a control or a wrong letter stands for.

    What it stands for is learned from the whole text: the ligature that makes words of most
    tokens it occurs in. One that makes none is left alone.

    >>> fix(restore_stand_ins, "the \ue005eld, in\ue005nite, a\ue004airs, di\ue004erent, o\ue004!")
    'the field, infinite, affairs, different, off!'
    >>> fix(restore_stand_ins, "o7er, su7er, di7erent")
    'offer, suffer, different'
    >>> fix(restore_stand_ins, "scienti\ufffdc e\ufffdorts")
    'scientific efforts'
    >>> fix(restore_stand_ins, "Pobiedonostsef\ue0e0’s")
    'Pobiedonostseff’s'

    Characters that are text stay:

    >>> fix(restore_stand_ins, "R2D2, H2O and b4n… so…and, Straße, 5th, was§it")
    'R2D2, H2O and b4n… so…and, Straße, 5th, was§it'
    """
    places = [match.start() for match in STAND_IN.finditer(source.text)]
    if not places:
        return
    lexicon = lexicon_of(source.text, source.lang)
    if not lexicon.listed:
        return
    by_sign: dict[str, list[int]] = {}
    for at in places:
        by_sign.setdefault(source.text[at], []).append(at)
    for sign, offsets in by_sign.items():
        if sign in OF_FONTS:
            yield from _of_font(sign, offsets)
            continue
        yield from _signed(source.text, sign, offsets, lexicon)


def _of_font(sign: str, offsets: list[int]) -> Iterator[Edit]:
    for at in offsets:
        why = f"a font's U+{ord(sign):04X} is “{OF_FONTS[sign]}”"
        yield Edit(at, at + 1, OF_FONTS[sign], Confidence.LIKELY, why)


def _signed(text: str, sign: str, offsets: list[int], lexicon: Lexicon) -> Iterator[Edit]:
    contexts = [_context(text, at) for at in offsets]
    learned = _learn(sign, contexts, lexicon)
    never = bool(NEVER_TEXT.match(sign))
    for at, (left, gap, right) in zip(offsets, contexts, strict=True):
        if not left and not right:
            continue
        own = _reading(left, gap, right, (learned,) if learned else CORE, lexicon)
        if not learned and not never:
            continue
        if own and not (
            sign.isdigit() and not right and lexicon.rank(left.lower()) >= 3.4 and len(left) > 1
        ):
            ligature, closes = own
            confidence = Confidence.SURE if learned else Confidence.LIKELY
        elif learned and never and not (gap and not left):
            ligature, closes, confidence = learned, False, Confidence.LIKELY
        else:
            continue
        why = f"U+{ord(sign):04X} stands for “{ligature}”"
        yield Edit(at, at + 1 + (len(gap) if closes else 0), ligature, confidence, why)


def _context(text: str, at: int) -> tuple[str, str, str]:
    before = LETTERS_BEFORE.search(text[max(0, at - 20) : at])
    behind = LETTERS_BEHIND.match(text[at + 1 : at + 22])
    assert before and behind
    return before[0], behind["gap"], behind["letters"]


def _reading(
    left: str, gap: str, right: str, ligatures: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, bool] | None:
    """Give the ligature that makes a word, and whether the gap behind it must go."""
    tries: list[tuple[float, str, bool]] = []
    for ligature in ligatures:
        if ligature == "Th" and left:
            continue
        short, joined = (left + ligature).lower(), (left + ligature + right).lower()
        if not gap or not left:
            tries.append((lexicon.zipf(joined), ligature, bool(gap)))
        else:
            tries.append((lexicon.zipf(short), ligature, False))
            tries.append((lexicon.zipf(joined), ligature, True))
    best = max(tries, key=lambda each: each[0], default=(0.0, "", False))
    known = best[0] >= (1.5 if len(ligatures) == 1 else 2.5)
    return (best[1], best[2]) if known and not GREEDY.fullmatch(left or right) else None


def _learn(sign: str, contexts: list[tuple[str, str, str]], lexicon: Lexicon) -> str:
    """Give the ligature that a sign stands for in the whole text, or an empty string.

    It makes words of most tokens, and hardly any token is better read with another.
    """
    distinct = sorted(
        {(a, gap, "" if gap and len(a) > 2 else b) for a, gap, b in contexts if a or b}
    )
    votes: Counter[str] = Counter()
    best_of: Counter[str] = Counter()
    against = 0
    for left, gap, right in distinct:
        if _is_text(sign, left, right, lexicon):
            against += 1
            continue
        read = _reading(left, gap, right, LIGATURES, lexicon)
        if read:
            best_of[read[0]] += 1
            votes.update(n for n in LIGATURES if _reading(left, gap, right, (n,), lexicon))
    if not votes:
        return ""
    best, count = min(votes.items(), key=lambda vote: (-vote[1], -best_of[vote[0]], vote[0]))
    never = bool(NEVER_TEXT.match(sign))
    if count < (2 if never else 3) or count <= 2 * against:
        return ""
    if count < 0.9 * best_of.total() or best_of[best] < 0.6 * best_of.total():
        return ""
    return best if count >= (0.4 if never else 0.6) * (len(distinct) - against) else ""


def _is_text(sign: str, left: str, right: str, lexicon: Lexicon) -> bool:
    """Say whether what stands on both sides of a sign is words, so that the sign is text."""
    if NEVER_TEXT.match(sign) or (sign.isdigit() and right):
        return False
    return all(
        lexicon.rank(part.lower()) >= 3.4
        for part in (left, right)
        if len(part) > 1 or not sign.isdigit()
        if part
    )


BULLETS = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\n[ \t]\n)|(?<=\f))(?P<signs>[ \t]*-(?:[ \t]+(?:[-*]|\\\*)){1,2})[ \t]*"
    r"(?=\n[ \t]*(?:\n|\f)|\n?\f|\n?\Z)"
)
APART = 4
"""Bullets alone lie so many spaces apart at least: ``- - -`` is Markdown's way to write a rule."""


def restore_scene_breaks(source: Source) -> Iterator[Edit]:
    r"""Write the asterisks of a scene break that were read as bullets of a list.

    A bullet begins a line, and words follow it. A line of its own that has signs alone, the first
    of them a bullet, or all of them and far apart, is no list.

    >>> fix(restore_scene_breaks, "He left.\n\n       - * *\n\nShe stayed.")
    'He left.\n\n* * *\n\nShe stayed.'
    >>> fix(restore_scene_breaks, "He left.\n\n      -      -      \n\nShe stayed.")
    'He left.\n\n* * *\n\nShe stayed.'

    A list stays, and so does a rule:

    >>> fix(restore_scene_breaks, "He left.\n\n- - -\n\n- one\n- two")
    'He left.\n\n- - -\n\n- one\n- two'
    """
    for match in BULLETS.finditer(source.text):
        signs = match["signs"]
        if "*" in signs:
            yield Edit(*match.span(), "* * *", Confidence.SURE, "signs alone, the first a bullet")
        elif re.search(rf"-[ \t]{{{APART},}}-", signs):
            yield Edit(*match.span(), "* * *", Confidence.LIKELY, "bullets alone, far apart")
