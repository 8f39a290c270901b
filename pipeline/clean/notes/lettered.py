"""Notes that letters or signs call, page by page, among printed lines: they get numbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.first_lines import keeps_first_lines
from pipeline.clean.facts.words import count_words, known
from pipeline.clean.notes.signs import EMPHASIS
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.report import Confidence

SIGN = r"[*∗⁎]{1,5}|[†‡§¶‖]{1,3}"
OPENING = rf"[“‘«\"'(\[_]*[{UPPER}\d\[…]"
LABEL = re.compile(
    rf"^(?P<indent>[ \t]{{0,14}})(?:(?P<sign>{SIGN})(?![*∗⁎†‡§¶‖ \t.]*[*∗⁎†‡§¶‖.])"
    rf"|(?P<letter>[a-z])(?![ \t]*[a-z]{{0,2}}[.)]))(?P<gap>[ \t]*)"
    rf"(?:(?P<alone>$)|(?P<opens>(?={OPENING}))|(?=\S)(?(letter)(?<=[ \t])))",
    re.MULTILINE,
)
BEHIND = r"(?=[\s.,;:!?)”’\"'»\]—–]|$)"
MARK = re.compile(
    rf"(?:(?<=[\w.,;:!?”\"’'»)\]])(?P<sign>{SIGN})(?![*∗⁎†‡§¶‖])"
    rf"|(?:(?<=[^\W\d_][.,;:!?”’)\]])|(?<=[)\]”][.,;]))(?P<letter>[a-z])"
    rf"|(?<![^\W_])(?P<word>[^\W\d_]{{2,}}?)(?P<glued>[a-z])(?![^\W_])){BEHIND}"
)
NUMBERED = re.compile(
    r"^[ \t]{0,14}(?:<sup>|\[)?1(?:</sup>|\])?[.)]?(?:[ \t]+\S|[A-Z“]|$)", re.MULTILINE
)
CALLED = re.compile(r"(?<=[^\W\d_]|[.,;!?”])(?:\[1\]|1)(?=[\s,;)])|<sup>1</sup>")
STAR = str.maketrans("∗⁎", "**")
REACH = 8_000
"""A note stands at the foot of its page: so many characters behind its mark at most."""
FEWEST = 3
LINES = 3
"""So many lines of a page at least stand above its notes."""


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Foot:
    """The labels at one page's foot, each with the mark above them that calls it."""

    since: int
    notes: list[tuple[re.Match[str], Span]]

    def numbered(self, *, lettered: bool) -> Iterator[tuple[re.Match[str], Span, int]]:
        """Number the notes by their marks: an extractor may have set a label further down."""
        for number, (label, mark) in enumerate(sorted(self.notes, key=lambda note: note[1]), 1):
            if not lettered or ord(label["letter"]) - ord("a") + 1 == number:
                yield label, mark, number


def count_lettered_notes(source: Source) -> Iterator[Edit]:
    r"""Number the notes that letters or signs call anew on every page.

    A printed line that opens with one is a note if a word above it on its page has the same
    behind it; the letters count from *a*, and the marks stand in the labels' order. So the notes
    are read as those that are numbered by page.

    >>> body = "as the men of the towns had done it all of them long before the State\n" * 4
    >>> text = "".join(f"{body}came,a and theyb so\na See it.\nb Ibid.\n\f" for _ in "12")
    >>> fix(count_lettered_notes, text)[-61:]
    'came,<sup>1</sup> and they<sup>2</sup> so\n1 See it.\n2 Ibid.\n\x0c'

    A line that opens with an article stays, and so do signs beside notes that are numbered:

    >>> text = body + "came, and\na State was\nb\n"
    >>> fix(count_lettered_notes, text) == text
    True
    """
    text = EMPHASIS.sub(lambda match: "\0" * len(match[0]), source.text)
    wrapped = is_wrapped(source.text)
    if not wrapped and not keeps_first_lines(source.text):
        return
    if NUMBERED.search(text) and CALLED.search(text):
        return
    for lettered in (True, False):
        feet = _feet(text, source.lang, lettered=lettered, wrapped=wrapped)
        found = [note for foot in feet for note in foot.numbered(lettered=lettered)]
        for label, mark, number in found if len(found) >= FEWEST else ():
            why = "a note at the page's foot has it"
            yield Edit(*mark, f"<sup>{number}</sup>", Confidence.SURE, why)
            why = "the page has its mark"
            alone = label["alone"] is not None
            end = label.end("gap") if alone else label.end()
            after = f"{label['indent']}{number}{'' if alone else ' '}"
            yield Edit(label.start(), end, after, Confidence.SURE, why)


def _feet(text: str, lang: str, *, lettered: bool, wrapped: bool) -> list[Foot]:
    marks = _marks(text, lang, lettered=lettered)
    found: list[Foot] = []
    for label in LABEL.finditer(text):
        name = label["letter"] if lettered else (label["sign"] or "").translate(STAR)
        places = marks.get(name or "", ())
        page = text.rfind("\f", 0, label.start()) + 1 if wrapped else 0
        if foot := found[-1] if found and found[-1].notes[0][0].start() >= page else None:
            taken = {mark for _, mark in foot.notes}
            free = [place for place in places if place not in taken]
            if mark := _called(free, foot.since, foot.notes[0][0].start()):
                foot.notes.append((label, mark))
                continue
        since = max(page, label.start() - REACH, foot.notes[-1][0].end() if foot else 0)
        first = label["opens"] is not None or label["alone"] is not None
        mark = _called(places, since, label.start()) if first or not lettered else None
        if mark and (not lettered or name == "a") and _stands_low(text, since, label):
            found.append(Foot(since, [(label, mark)]))
    return found


def _stands_low(text: str, since: int, label: re.Match[str]) -> bool:
    return text.count("\n", since, label.start()) >= LINES or label.start() - since > REACH // 20


def _called(places: Sequence[Span], since: int, end: int) -> Span | None:
    """Find the first mark between two places."""
    at = bisect_left(places, (since, 0))
    return places[at] if at < len(places) and places[at][1] < end else None


def _marks(text: str, lang: str, *, lettered: bool) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    words = count_words(text)
    for match in MARK.finditer(text):
        if not lettered:
            if match["sign"]:
                found.setdefault(match["sign"].translate(STAR), []).append(match.span("sign"))
        elif match["letter"]:
            found.setdefault(match["letter"], []).append(match.span("letter"))
        elif match["word"]:
            word, whole = match["word"], f"{match['word']}{match['glued']}".casefold()
            if known(word, lang) and not known(whole, lang) and words[whole] < FEWEST:
                found.setdefault(match["glued"], []).append(match.span("glued"))
    return found
