"""Notes that go on at the foot of the next page: where the rest of them begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.clean.facts.seam import FINISHED, LONG, SMALL
from pipeline.clean.facts.words import count_words, known, zipf
from pipeline.clean.pages.furniture import Line, Page
from pipeline.letters import LOWER, UPPER

NOTE_TYPE = 1.06, 1.45
"""Notes are set smaller, so that their lines hold more: by this much of the body's measure."""
BRACKETS = {"[": "]", "(": ")"}
WIDER = 1.06
"""No justified line is wider than the others by more, as a share of them."""
NEARER = 0.4
"""What parts the lines of the body from wider ones is nearer to the body's: those are the most."""
FULL = 0.97
SHORT = 0.9
LINES_OF_A_REST, LAST_LINES = 2, 3
LONGEST = 8
"""A rest of a note that is found by its last lines alone has fewer lines."""
ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Dr|Mr|Mrs|Ms|St|Prof|vols?|pp?|eds?|nos?|cf|Cf|ch|transl?|Bd|S|t)\.$"
)
"""A stop behind one of these ends no sentence."""
STOPPED = re.compile(r"[.!?…][*_’”\"'»)\]]*(?:\d{1,3}|<sup>[^<]*</sup>)?$")
ADDRESS = re.compile(r"(?:^|[\s<(])(?:https?://|www\.)\S*[\w/>)]\s*$")
"""A note that ends in a web address often has no stop."""
GLUED = re.compile(rf"(?P<head>[^\W\d_]*[^\W\d_{UPPER}])(?=[{UPPER}][^\W\d_]+)")
FIRST_WORD = re.compile(rf"\s*(?P<word>[{LOWER}]+)")


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the rest of a note begins, and whether a cut word of the body is glued to it."""

    start: int
    glued: bool = False


class Ending(Enum):
    """How the last note of a page ends."""

    CLOSED = "its last line is short"
    FULL = "its last line is full, but ends a sentence"
    BROKEN_OFF = "its last line is full and ends no sentence"


def ending(text: str, page: Page) -> Ending:
    """Say how the page's last note ends, and so whether it goes on over the page."""
    last = next(reversed(_without_numbers(page)), "")
    if natural_width(last) <= FULL * measure_of(text):
        return Ending.CLOSED
    ended = ADDRESS.search(last) or (
        FINISHED.search(last) and not ABBREVIATED.search(last) and not last.endswith(";")
    )
    return Ending.FULL if ended else Ending.BROKEN_OFF


@dataclass(frozen=True, slots=True)
class LastNote:
    """How the last note of a page ends, and how wide its lines are, in the body's measure.

    ``bracket`` is one that it leaves open.
    """

    ending: Ending = Ending.CLOSED
    bracket: str = ""
    least: float = NOTE_TYPE[0]
    most: float = NOTE_TYPE[1]


def last_note(text: str, page: Page) -> LastNote:
    """Read the last note of a page: the widest of its last lines shows how wide notes are set."""
    shares = [_share(text, line) for line in _without_numbers(page)[-LAST_LINES:]]
    printed = (share / n for share in shares for n in (1, 2))
    full = max((one for one in printed if NOTE_TYPE[0] <= one <= NOTE_TYPE[1]), default=0.0)
    width = (1 + NEARER * (full - 1), full * WIDER) if full else NOTE_TYPE
    how = ending(text, page)
    if how is Ending.FULL and shares[-1] < (full / WIDER or NOTE_TYPE[0]):
        how = Ending.CLOSED
    return LastNote(how, _left_open(text[page.start : page.end]), *width)


def _without_numbers(page: Page) -> list[str]:
    """Give the lines of a page but those that are a number alone: the page's, or a note's."""
    return [line.text.rstrip() for line in page.lines if not line.text.strip().isdigit()]


def _share(text: str, line: str) -> float:
    return natural_width(line) / max(measure_of(text), 1)


def _left_open(text: str) -> str:
    """Give the bracket that a text opens and does not close, or nothing."""
    return next((one for one, two in BRACKETS.items() if text.rfind(one) > text.rfind(two)), "")


def rest_of_note(text: str, page: Page, first: int, before: LastNote, lang: str) -> Rest | None:
    """Find the rest of the note that stood last on the page before.

    It stands above the page's first label, at offset ``first``: the lines in the notes' smaller
    type; else a block of its own; else the line that ends a sentence behind one that ended too.
    Where the note ended a sentence, only lines in the smaller type show that it goes on.
    """
    above = [line for line in page.lines if line.start < first]
    if before.ending is Ending.CLOSED or not above:
        return None
    kept = _smaller_type(text, above, before)
    whole = len(above) == len(page.lines) > 1 and SMALL.match(above[0].text.lstrip())
    broken_off = before.ending is Ending.BROKEN_OFF
    if whole and broken_off and all(_in_type(text, line, before) for line in above[:-1]):
        return Rest(above[0].start)
    if before.ending is Ending.FULL:
        small = sum(_in_type(text, line, before) for line in above[kept:])
        return Rest(above[kept].start) if small >= LINES_OF_A_REST and kept else None
    if kept == len(above):
        kept = _last_block(text, above, first)
    if kept == len(above):
        kept = _stray_line(above)
    if kept == len(above):
        kept = _last_line(text, page, above, before.bracket)
    glued = _glued(text, page, above[-LONGEST:], lang)
    if glued:
        return Rest(glued, True)
    return Rest(above[kept].start) if kept < len(above) else None


def _smaller_type(text: str, above: Sequence[Line], before: LastNote) -> int:
    kept = len(above)
    small = [_in_type(text, line, before) for line in above]
    for index in range(len(above) - 1, 0, -1):
        near = index >= kept - 1 or (kept == len(above) and index == kept - 2)
        if small[index] and (near or _in_type(text, above[index], before, one=True)):
            kept = index
        elif index < kept - 1 and not small[index - 1]:
            break
    return kept


def _in_type(text: str, line: Line, note: LastNote, *, one: bool = False) -> bool:
    """Say whether a line is set as the note is; one whose hyphen was taken out holds two.

    Three lines of a quotation are as wide as two of a note, and so is ``one`` asked for.
    """
    share = _share(text, line.text)
    two = not one and note.least <= share / 2 <= note.most
    return two or note.least <= share <= NOTE_TYPE[1]


def _last_block(text: str, lines: Sequence[Line], end: int) -> int:
    """Give the index where the block that runs on into the notes begins, if it is short."""
    if text.count("\n", lines[-1].end, end) > 1 and end < len(text) and text[end] != "\f":
        return len(lines)
    for index in range(len(lines) - 1, max(0, len(lines) - LONGEST), -1):
        if text.count("\n", lines[index - 1].end, lines[index].start) > 1:
            return index
    return len(lines)


def _stray_line(above: Sequence[Line]) -> int:
    """Give the index of the last line that begins small, though the one before it ended a sentence.

    The body's sentence goes on in no such line; the note's may.
    """
    for index in range(len(above) - 1, max(0, len(above) - LONGEST), -1):
        before = above[index - 1].text.rstrip()
        ended = STOPPED.search(before) and not ABBREVIATED.search(before)
        if ended and len(before) > LONG and SMALL.match(above[index].text.lstrip()):
            return index
    return len(above)


def _last_line(text: str, page: Page, above: Sequence[Line], bracket: str) -> int:
    """Take the last line for the rest if it ends a sentence, and the body's line is the one before.

    The body's last line is short; or it ends no sentence, and the next page goes on with it: then
    a short last line is none of its own. One that closes the note's bracket is the note's.
    """
    if len(above) < 2 or not FINISHED.search(above[-1].text):
        return len(above)
    if _closes(bracket, above):
        return len(above) - 1
    before = above[-2].text
    short, last_short = (
        natural_width(line) < SHORT * measure_of(text) for line in (before, above[-1].text)
    )
    goes_on = FIRST_WORD.match(text, page.end) and not FINISHED.search(before)
    opens = not above[-1].text.lstrip(" ([‘“*_")[:1].islower()
    return len(above) - 1 if short or (goes_on and (opens or last_short)) else len(above)


def _closes(bracket: str, above: Sequence[Line]) -> bool:
    """Say whether the last line closes a bracket, and the lines before it opened none."""
    if not bracket:
        return False
    head, closed, _ = above[-1].text.partition(BRACKETS[bracket])
    before = " ".join(line.text for line in above[-LONGEST:-1])
    return bool(closed) and bracket not in head and _left_open(before) != bracket


def _glued(text: str, page: Page, lines: Sequence[Line], lang: str) -> int:
    """Find where a note was run into the word that the page cut: ``BorVariation``, ``dage``."""
    for line in lines:
        for match in GLUED.finditer(line.text):
            if cut_word(text, page, match["head"], lang):
                return line.start + match.end()
    return 0


def cut_word(text: str, page: Page, head: str, lang: str, *, labelled: bool = False) -> bool:
    """Say whether the first word of the next page makes this one whole.

    A beginning that is a word itself (``ap``, ``in``) is none that was cut, unless a note's label
    stands glued to it and what is left is the rarer word.
    """
    first = FIRST_WORD.match(text, page.end)
    if not first:
        return False
    rest = first["word"]
    whole = f"{head}{rest}".casefold()
    begun = not known(head, lang) or (labelled and zipf(whole, lang) > zipf(rest, lang))
    return count_words(text)[whole] > 0 or (known(whole, lang) and begun)
