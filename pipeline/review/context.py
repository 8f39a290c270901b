"""Find the words around a correction by which it can be told from every other place."""

import re

from pipeline.config import Correction
from pipeline.decide import places_of
from pipeline.errors import ConfigError

REACH = 400
TRIES = ((2, False), (4, False), (8, False), (4, True), (8, True), (16, True))
"""So many words on each side, and whether they may stand on another line."""
WORD = re.compile(r"\w(?:[\w’'‐-]*\w)?")


def correction_at(witness: str, start: int, end: int, after: str) -> Correction:
    """Make the correction of one place, with as much around it as tells it from all others.

    A little always stands around it, since another extraction of the text may hold more of the
    kind. Raises ConfigError for a stretch without words, one that reads so already, and one that
    stands twice among the same words.
    """
    start, end = trimmed(witness, start, end)
    before, after = witness[start:end], after.strip()
    if start == end:
        raise ConfigError("a correction needs words to stand for")
    if before == after:
        raise ConfigError(f"the raw text reads “{before}” already")
    for words, across in TRIES:
        left = _near(witness[max(0, start - REACH) : start], across, -1, words)
        right = _near(witness[end : end + REACH], across, 1, words)
        correction = Correction(before, after, left, right, 0)
        if places_of(correction, witness) == [(start, end)]:
            return correction
    raise ConfigError(
        f"“{before}” stands more than once among the same words",
        cure="take more of the text around it into the correction",
    )


def _near(text: str, across: bool, side: int, words: int) -> str:
    """Give the nearest words on one side, with the space that parts them from the place."""
    if side < 0:
        line = text if across else text.rpartition("\n")[2]
        return " ".join(line.split()[-words:])
    line = text if across else text.partition("\n")[0]
    return " ".join(line.split()[:words])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Draw a stretch in to what of it is no white space."""
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return start + lead, max(start + lead, start + len(part.rstrip()))


def word_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the words that it touches, or else take the word before it on its line.

    >>> text = "the folknotes of, and"
    >>> text[slice(*word_at(text, 6, 7))], text[slice(*word_at(text, 17, 17))]
    ('folknotes', 'of,')
    """
    opened = text.rfind("\n", 0, start) + 1
    closed = text.find("\n", start)
    for match in WORD.finditer(text, opened, closed if closed >= 0 else len(text)):
        if match.start() <= start <= match.end():
            return min(start, match.start()), max(end, match.end())
    if start == end and (before := text[opened:start].split()):
        start = text.rindex(before[-1], opened, start)
        end = start + len(before[-1])
    return start, end
