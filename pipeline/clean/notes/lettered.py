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
    rf"|\((?P<round>\d)\)|(?P<letter>[a-z])(?![ \t]*[a-z]{{0,2}}[.)]))(?P<gap>[ \t]*)"
    rf"(?:(?P<alone>$)|(?P<opens>(?={OPENING}))|(?=\S)(?(letter)(?<=[ \t])))",
    re.MULTILINE,
)
BEHIND = r"(?=[\s.,;:!?)”’\"'»\]—–]|$)"
MARK = re.compile(
    rf"(?:(?<=[\w.,;:!?”\"’'»)\]])(?:(?P<round>[ ]?\(\d\))|(?P<sign>{SIGN})(?![*∗⁎†‡§¶‖]))"
    rf"|(?:(?<=[^\W\d_][.,;:!?”’)\]])|(?<=[)\]”][.,;])|(?<=[.,!?][”’)]))(?P<letter>[a-z])"
    rf"|(?<![^\W_])(?P<word>[^\W\d_]{{2,}}?)(?P<glued>[a-z])(?![^\W_])){BEHIND}"
)
NUMBERED = re.compile(
    r"^[ \t]{0,14}(?:<sup>|\[)?1(?:</sup>|\])?[.)]?(?:[ \t]+\S|[A-Z“]|$)", re.MULTILINE
)
CALLED = re.compile(r"(?<=[^\W\d_]|[.,;!?”])(?:\[1\]|1)(?=[\s,;)])|<sup>1</sup>")
SERIES = {"letter": " abcdefghijklmnopqrstuvwxyz", "round": " 123456789"}
STAR = str.maketrans("∗⁎", "**")
REACH = 8_000
"""A note stands at the foot of its page: so many characters behind its mark at most."""
FEWEST = 3
ONE_A_PAGE = 0.7
"""Such a share of the feet stand on pages of their own, or the notes stand behind paragraphs."""
LINES = 3
"""So many lines of a page at least stand above its notes."""


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Foot:
    """The labels at one page's foot, each with the mark above them that calls it."""

    since: int
    notes: list[tuple[re.Match[str], Span]]

    def numbered(self, kind: str) -> Iterator[tuple[re.Match[str], Span, int]]:
        """Number the notes by their marks: an extractor may have set a label further down."""
        for number, (label, mark) in enumerate(sorted(self.notes, key=lambda note: note[1]), 1):
            due = SERIES[kind].find(label[kind]) if kind in SERIES else number
            if due == number:
                yield label, mark, number


def count_lettered_notes(source: Source) -> Iterator[Edit]:
    r"""Number the notes that letters or signs call anew on every page.

    Among paragraphs of which the first line was kept, so are numbers in round brackets.

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
    for kind in ("letter", "sign") if wrapped else ("letter", "sign", "round"):
        feet = _feet(text, source.lang, kind, wrapped=wrapped)
        found = [note for foot in feet for note in foot.numbered(kind)]
        for label, mark, number in found if len(found) >= FEWEST else ():
            why = "a note at the page's foot has it"
            yield Edit(*mark, f"<sup>{number}</sup>", Confidence.SURE, why)
            why = "the page has its mark"
            alone = label["alone"] is not None
            end = label.end("gap") if alone else label.end()
            after = f"{label['indent']}{number}{'' if alone else ' '}"
            yield Edit(label.start(), end, after, Confidence.SURE, why)


def _feet(text: str, lang: str, kind: str, *, wrapped: bool) -> list[Foot]:
    marks = _marks(text, lang, kind)
    found: list[Foot] = []
    for label in LABEL.finditer(text):
        name = (label[kind] or "").translate(STAR)
        places: Sequence[Span] = marks.get(name, ())
        page = text.rfind("\f", 0, label.start()) + 1 if wrapped else 0
        if foot := found[-1] if found and found[-1].notes[0][0].start() >= page else None:
            taken = {mark for _, mark in foot.notes}
            free = [place for place in places if place not in taken]
            since = foot.since if wrapped else max(foot.since, foot.notes[0][1][0])
            if mark := _called(free, since, foot.notes[0][0].start()):
                foot.notes.append((label, mark))
                continue
        since = max(page, label.start() - REACH, foot.notes[-1][0].end() if foot else 0)
        first = label["opens"] is not None or label["alone"] is not None
        begins = kind == "sign" or (first and name == SERIES[kind][1])
        if not wrapped:  # the last mark: no page's end shows which are this page's
            near = bisect_left(places, (label.start(), 0)) - 1
            places = places[max(near, 0) : near + 1]
        mark = _called(places, since, label.start()) if begins else None
        if mark and _stands_low(text, since, label):
            found.append(Foot(since, [(label, mark)]))
    feet = {text.count("\f", 0, foot.notes[0][0].start()) for foot in found}
    return found if not wrapped or len(feet) > ONE_A_PAGE * len(found) else []


def _stands_low(text: str, since: int, label: re.Match[str]) -> bool:
    return text.count("\n", since, label.start()) >= LINES or label.start() - since > REACH // 20


def _called(places: Sequence[Span], since: int, end: int) -> Span | None:
    """Find the first mark between two places."""
    at = bisect_left(places, (since, 0))
    return places[at] if at < len(places) and places[at][1] < end else None


def _marks(text: str, lang: str, kind: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    words = count_words(text)
    for match in MARK.finditer(text):
        if match[kind]:
            name = match[kind].strip(" ()").translate(STAR)
            found.setdefault(name, []).append(match.span(kind))
        elif match["word"] and kind == "letter":
            word, whole = match["word"], f"{match['word']}{match['glued']}".casefold()
            if known(word, lang) and not known(whole, lang) and words[whole] < FEWEST:
                found.setdefault(match["glued"], []).append(match.span("glued"))
    return found
