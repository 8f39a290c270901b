"""The pages of a witness, their breaks and their printed numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import first_call
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.first_lines import keeps_first_lines
from pipeline.clean.facts.headed import stand_between
from pipeline.clean.facts.measure import LINE
from pipeline.clean.pages.counting import DIGITS, SMALL_BEHIND, numbers_in_lines, rows_of
from pipeline.letters import LOWER
from pipeline.model import Source
from pipeline.report import Confidence

NUMBER = re.compile(
    r"[\s—–\-\[(|*_#]*(?:(?:page|p\.|seite|página|стр\.)\s*)?(?P<n>\d{1,4})[\s—–\-\])|*_.]*",
    re.IGNORECASE,
)
ALONE = re.compile(r"(?:\A|\n[ \t]*\n)[ \t]*(\d{1,4})[ \t]*(?=\n[ \t]*\n|\s*\Z)")
CENTRED = re.compile(r"^[ \t]{9,}(\d{1,4})[ \t]*$", re.MULTILINE)
HEADED = re.compile(
    r"[ \t]*(?:(?P<before>\d{1,4})[ \t]+)?(?P<words>[^\W\d].*?)"
    r"(?(before)|[ \t]+(?P<behind>\d{1,4}))[ \t]*"
)
ABOVE = re.compile(r"\n[ \t]*\n\Z")
GAP = 400
"""A blank line has no more characters than this."""
OFFSETS = range(3)
"""So little a printed number differs from the count of pages, where few are left."""
TURNED = 1.5
"""So many pages, the blank ones among them, for each number: every other may open a chapter."""
FEWEST = 3
"""Fewer pages than this prove no recurrence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, with its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The lines between two form feeds."""

    start: int
    end: int
    lines: tuple[Line, ...]


def pages(text: str) -> list[Page]:
    """Cut a text at its form feeds."""
    found: list[Page] = []
    start = 0
    for match in re.finditer(r"[^\f]*(?:\f|\Z)", text):
        end = match.end()
        if start >= len(text):
            break
        lines = tuple(Line(m.start(), m.end(), m[0]) for m in LINE.finditer(text, start, end))
        found.append(Page(start, end, lines))
        start = end
    return found


def drop_page_numbers(source: Source) -> Iterator[Edit]:
    r"""Take the printed page numbers out of the text; the page breaks keep them.

    A number alone on a page's first or last line is a page number when it counts up with the
    pages. Where the extraction has no page breaks, a number alone in its block is one when many
    such count up one by one; a form feed takes its place.

    >>> fix(drop_page_numbers, "a\n\n3\n\fb\n\n4\n\fc\n\n5\n")
    'a\n\n\n\x0cb\n\n\n\x0cc\n\n\n'

    Numbers from one that all stand between two paragraphs are the sections' own:

    >>> text = "".join(f"\n\n{n}\n\nThe State came late." for n in (1, 2, 3, 4))
    >>> fix(drop_page_numbers, text) == text
    True
    """
    why = "it counts with the pages"
    if "\f" in source.text:
        distance, lines = numbers_by_page(source.text)
        for line in lines:
            yield Edit(line.start, line.end, "", Confidence.SURE, why)
        for at, end in _in_cut_words(source.text, distance, lines):
            yield Edit(at, end, "-", Confidence.LIKELY, f"{why}, in a word that the page cut")
    else:
        for line in _numbers_in_blocks(source.text) or _in_lines(source.text):
            yield Edit(line.start, line.end, "\f", Confidence.SURE, "it counts page by page")


def numbers_by_page(text: str) -> tuple[int, list[Line]]:
    """Find the page numbers at the edges of pages: those at one distance from the count.

    Gives the distance too, and no lines where there is none. A number with a line between it and
    the edge that a mark above calls may be a note's: it proves no distance.
    """
    candidates: list[tuple[int, Line]] = []
    proofs: Counter[int] = Counter()
    for index, page in enumerate(pages(text)):
        for line in {line.start: line for line in (*page.lines[:2], *page.lines[-2:])}.values():
            match = NUMBER.fullmatch(line.text)
            if match:
                number = int(match["n"])
                candidates.append((number - index, line))
                at_edge = line in (page.lines[0], page.lines[-1])
                proofs[number - index] += at_edge or not first_call(
                    text, page.start, line.start, number
                )
    proofs.update(_told_by_heads(text))
    distance, count = next(iter(proofs.most_common(1)), (0, 0))
    if count < FEWEST and is_wrapped(text):
        return 0, _of_few_pages(text)
    if count < FEWEST:
        return 0, [line for d, line in candidates if abs(d) in OFFSETS]
    found = _outermost(text, [line for d, line in candidates if d == distance])
    return distance, found + _inside(text, distance, {line.start for line in found})


def _outermost(text: str, found: Sequence[Line]) -> list[Line]:
    """Leave out the label of a note that has its page's number, where that stands at the edge."""
    starts = {line.start for line in found}
    labels: set[int] = set()
    for page in pages(text):
        own = [line for line in page.lines if line.start in starts]
        inner = [line for line in own if line not in (page.lines[0], page.lines[-1])]
        labels |= {line.start for line in inner} if len(inner) < len(own) else set()
    return [line for line in found if line.start not in labels]


def _told_by_heads(text: str) -> Iterator[int]:
    """Give the distances that running heads tell: words that come again, and a number."""
    read = [
        (int(head["before"] or head["behind"]) - index, head["words"].strip())
        for index, page in enumerate(pages(text))
        for line in (*page.lines[:1], *page.lines[-1:])
        if (head := HEADED.fullmatch(line.text))
    ]
    counted = Counter(words for _, words in read)
    return (distance for distance, words in read if counted[words] > 1)


def _of_few_pages(text: str) -> list[Line]:
    """Find the page numbers of a text of few pages: each behind the first has one.

    It is the page's own number or a neighbour's, alone on the last line with a blank line above.
    The last page may be the library's, without a number.
    """
    behind = pages(text)[1:]
    feet = [page.lines[-1] for page in behind if page.lines]
    if feet and not DIGITS.fullmatch(feet[-1].text):
        del feet[-1], behind[-1]
    alone = [
        foot
        for foot in feet
        if DIGITS.fullmatch(foot.text) and ABOVE.search(text, max(0, foot.start - GAP), foot.start)
    ]
    told = {int(foot.text) - index for index, foot in enumerate(alone, 1)}
    return alone if len(alone) == len(behind) and len(told) == 1 and told <= {0, 1, 2} else []


def _in_cut_words(
    text: str, distance: int, known: Sequence[Line]
) -> Iterator[tuple[int, int]]:  # fmt: skip
    """Find page numbers in words that a page cut: ``revel9``, and ``ing`` on the next page."""
    dropped = {line.start for line in known}
    for index, page in enumerate(pages(text) if known else ()):
        lines = [line for line in page.lines if line.text.strip()]
        last = lines[-1] if lines else None
        glued = re.search(rf"(?<=[{LOWER}]){index + distance}[ \t]*$", last.text) if last else None
        goes_on = re.compile(rf"\s*[{LOWER}]").match(text, page.end)
        if last and glued and goes_on and not any(line.start in dropped for line in lines):
            yield last.start + glued.start(), last.start + glued.end()


def _inside(text: str, distance: int, known: set[int]) -> list[Line]:
    """Find the numbers of pages whose feet were read before them: alone between blank lines."""
    found: list[Line] = []
    for index, page in enumerate(pages(text)):
        if any(line.start in known for line in page.lines):
            continue
        for before, line, behind in zip(page.lines, page.lines[1:], page.lines[2:], strict=False):
            gaps = (before.end, line.start), (line.end, behind.start)
            alone = all(text.count("\n", *gap) > 1 for gap in gaps)
            if alone and line.text.strip() == str(index + distance):
                found.append(line)
                break
    return found


def _numbers_in_blocks(text: str) -> list[Line]:
    form = CENTRED if keeps_first_lines(text) else ALONE
    alone = [Line(m.start(1), m.end(1), m[1]) for m in form.finditer(text)]
    best = _counting(alone)
    if _of_sections(text, best):
        return []
    return best if len(best) >= FEWEST or _cut_sentences(text, best) else []


def _counting(alone: Sequence[Line]) -> list[Line]:
    """Give the longest row that counts up by one, or here and there by two: a page is blank."""
    at = {line.start: line for line in alone}
    rows = rows_of([(line.start, int(line.text)) for line in alone], lambda gap: True)
    row = max(rows, key=len, default=[])
    best = [at[start] for start, _ in row]
    told = int(best[-1].text) - int(best[0].text) if best else 0
    return best if told < TURNED * len(best) else []


def _of_sections(text: str, run: Sequence[Line]) -> bool:
    """Say whether numbers are the sections' own: from one, each where a paragraph begins."""
    places = [(line.start, line.end) for line in run[1:]]
    return len(run) >= FEWEST and int(run[0].text) == 1 and stand_between(text, places)


def _cut_sentences(text: str, few: Sequence[Line]) -> bool:
    """Say whether few numbers are pages: the first, a low one, cuts a sentence in two.

    Each does, or has a stop before it; nothing but pages breaks off before a number of its own.
    """
    if not few or int(few[0].text) >= FEWEST:
        return False
    before = [text[: line.start].rstrip() for line in few]
    cuts = [
        above[-1:].islower() and SMALL_BEHIND.match(text, line.end) is not None
        for above, line in zip(before, few, strict=True)
    ]
    return cuts[0] and all(
        c or not above[-1:].isalnum() for c, above in zip(cuts, before, strict=True)
    )


def _in_lines(text: str) -> list[Line]:
    return [Line(start, end, text[start:end]) for start, end in numbers_in_lines(text)]
