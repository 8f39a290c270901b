"""Turn a passage that a person wrote anew into corrections, each as small as a reader would say it.

What a person sees is the reading text with all corrections made; what a correction is keyed by is
the text that the rules left. So each correction stands by itself, and one can be taken back without
the others.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.config import Correction
from pipeline.decide import Placed, places_of
from pipeline.errors import ConfigError

TOKEN = re.compile(r"\s*\n\s*|\f|[^\S\n\f]+|\w+|[^\w\s]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
WORDS = re.compile(r"\S+")
REACH = 600
AROUND = (3, 6, 12, 24, 48)
"""So many words on each side tell a place from all others."""
NEAR = 3
"""Two changes with fewer tokens between them are one."""
PAGE, SHOWN_PAGE = "\f", "‖"
Hunk = tuple[int, int, str]
"""Start, end and the new reading."""


def shown(text: str) -> str:
    """Show the end of a page as a person can see it. Raises ConfigError where it cannot be."""
    if SHOWN_PAGE in text:
        raise ConfigError(f"this holds a {SHOWN_PAGE} of its own: correct it in the raw text")
    return text.replace(PAGE, SHOWN_PAGE)


def meant(text: str, was: str) -> str:
    """Read what a person wrote.

    Raises ConfigError where the end of a page went or came, and for what no edition can hold.
    """
    if found := CONTROL.search(text):
        raise ConfigError(f"this holds a control (U+{ord(found[0]):04X}): take it out")
    read = text.replace("\r\n", "\n").replace(SHOWN_PAGE, PAGE)
    if read.count(PAGE) != was.count(PAGE):
        raise ConfigError(f"each {SHOWN_PAGE} is the end of a page, and has to stay")
    return read


def before_corrections(placed: Sequence[Placed], start: int, end: int) -> tuple[int, int, int, int]:
    """Widen a stretch to whole corrections, and say where it stood before they were made.

    Gives the stretch as it is shown, widened, and the stretch of the text that the rules left.
    """
    shift = before = 0
    low, high = start, end
    for item in placed:
        grown = len(item.correction.after) - (item.end - item.start)
        opens = item.start + shift
        closes = opens + len(item.correction.after)
        if opens > end:
            break
        shift += grown
        if closes < start:
            before += grown
        else:
            low, high = min(low, opens), max(high, closes)
    return low, high, low - before, high - shift


def hunks(was: str, now: str) -> Iterator[Hunk]:
    """Find what changed, word by word; a word that came or went is told with its neighbour."""
    old, new = TOKEN.findall(was), TOKEN.findall(now)
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    found = [
        [op.src_start, op.src_end, op.dest_start, op.dest_end]
        for op in Levenshtein.opcodes(old, new)
        if op.tag != "equal"
    ]
    for first, second in reversed(list(pairwise(found))):
        between = old[first[1] : second[0]]
        if len(between) < NEAR and not any("\n" in token for token in between):
            first[1], first[3] = second[1], second[3]
            found.remove(second)
    for hunk in found:
        one, two, three, four = _with_neighbour(old, new, hunk)
        if two > one and four > three and old[two - 1] == new[four - 1] == " ":
            two, four = two - 1, four - 1  # the space behind a word that came is no part of it
        yield starts[one], starts[two], "".join(new[three:four])


def _with_neighbour(
    old: Sequence[str], new: Sequence[str], hunk: Sequence[int]
) -> tuple[int, int, int, int]:
    """Take the word before, or else the one behind, into what only came or only went."""
    one, two, three, four = hunk
    gone, come = "".join(old[one:two]), "".join(new[three:four])
    if (gone.strip() and come.strip()) or "\n" in gone + come:
        return one, two, three, four
    for back in (1, 2):
        word = old[one - back] if one >= back else ""
        if word and not word.isspace() and not any("\n" in part for part in old[one - back : one]):
            return one - back, two, three - back, four
        if not word or "\n" in word:
            break
    for on in (1, 2):
        word = old[two + on - 1] if two + on <= len(old) else ""
        if word and not word.isspace():
            return one, two + on, three, four + on
        if not word or "\n" in word:
            break
    return one, two, three, four


def reading_at(text: str, start: int, end: int, after: str, stream: str) -> Correction:
    """Make the correction of one place of a stream, with as much around it as tells it apart.

    Raises ConfigError for a place that stands twice among the same words.
    """
    before = text[start:end]
    for words in AROUND:
        left = _last(text[max(0, start - REACH) : start], words)
        right = _first(text[end : end + REACH], words)
        made = Correction(before, after, left, right, 0, stream)
        if places_of(made, text) == [(start, end)]:
            return made
    raise ConfigError("this stands more than once among the same words: take more of it")


def _last(text: str, words: int) -> str:
    found = [match.start() for match in WORDS.finditer(text)]
    return text[found[-words] :] if len(found) >= words else text.lstrip()


def _first(text: str, words: int) -> str:
    found = [match.end() for match in WORDS.finditer(text)]
    return text[: found[words - 1]] if len(found) >= words else text.rstrip()


def stretch_like(correction: Correction, text: str) -> tuple[int, int] | None:
    """Find the place of a text that is most like the one that a correction was made for."""
    left, right = correction.left[-80:], correction.right[:80]
    wanted = left + correction.before + right
    if not wanted.strip() or not text:
        return None
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=60)
    if found is None:
        return None
    there = text[found.dest_start : found.dest_end]
    low, high = len(left), len(left) + len(correction.before)
    opens = closes = None
    for op in Levenshtein.opcodes(wanted, there):
        if opens is None and op.src_end >= low:
            opens = op.dest_start + min(max(0, low - op.src_start), op.dest_end - op.dest_start)
        if op.src_end >= high:
            closes = op.dest_start + min(max(0, high - op.src_start), op.dest_end - op.dest_start)
            break
    base = found.dest_start
    start = base + (opens or 0)
    end = max(start, base + (len(there) if closes is None else closes))
    return _whole(correction, text, start, end)


def _whole(correction: Correction, text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the end of the words that it cuts, where the correction cut none."""
    before = correction.before
    if before[:1].isalnum() and not correction.left[-1:].isalnum():
        while 0 < start < len(text) and text[start - 1 : start + 1].isalnum():
            start -= 1
    if before[-1:].isalnum() and not correction.right[:1].isalnum():
        while 0 < end < len(text) and text[end - 1 : end + 1].isalnum():
            end += 1
    return start, end


NEAR_BY = 400
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
        left = _near(witness[max(0, start - NEAR_BY) : start], across, -1, words)
        right = _near(witness[end : end + NEAR_BY], across, 1, words)
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
