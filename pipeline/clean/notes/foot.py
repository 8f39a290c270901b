"""Notes at the foot of pages whose printed lines were kept."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.facts.calls import OPENS as SENTENCE
from pipeline.clean.facts.calls import call_above, calls, first_call
from pipeline.clean.facts.open_ends import PLACE
from pipeline.clean.facts.seam import FINISHED
from pipeline.clean.notes.continued import Ending, LastNote, cut_word, last_note, rest_of_note
from pipeline.clean.pages.furniture import Line, Page, pages
from pipeline.letters import LOWER, figures

REACH = 3
"""So many numbers from the one due are looked for: a label can be lost or misplaced."""
NUMBER = re.compile(r"[ \t]*(?:<sup>|\[)?(?P<n>\d{1,4})")
RUN_IN = re.compile(
    rf"(?:(?<=[.!?…)\]”’\"])\s+|[ ]{{3,}})(?P<n>\d{{1,3}})[ \t]+(?={SENTENCE}|\d{{4}} [{LOWER}])"
)
"""A label within a line: behind a sentence, or a gap."""
ORDINAL = re.compile(r"(?:st|nd|rd|th|s|d|er|e|o|a)\b")
OPENS = re.compile(rf"[^{LOWER}(\[\s]")
"""What opens a note; behind a number in a sentence stands ``(its theory) and 7``."""
BLANK = re.compile(r"[ \t\n]*")
YEAR = (
    r"(?:(?:1[5-9]|20)\d\d(?:[ ][^\W\d]|[,;:]?[ ][^\W_])|[1-3]?\d[ ](?:Jan|Feb|Mar|Apr|May |June? |"
    r"July? |Aug|Sept?|Oct|Nov|Dec))"
)
"""A year or a day that opens a note may be run into its label: ``121848 was``, ``717 May``."""
SIGNED = re.compile(r"^---\n\s*<sup>[*†‡§¶‖]{1,5}</sup> ", re.MULTILINE)
"""A note that a sign calls, set off before."""


@dataclass(frozen=True, slots=True)
class Label:
    """A note's label: its span, its number, and whether a cut word stands glued before it."""

    start: int
    end: int
    number: int
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """The notes at one page's foot: where they begin, and each label's span and number."""

    start: int
    labels: tuple[Label, ...]
    page: Page
    glued: bool = False
    """Whether the body's last word, cut by the page, stands glued to the notes."""
    behind: bool = False
    """Whether the rest of a note from the page before stands behind the first label."""


def feet(text: str, lang: str) -> list[Foot]:
    """Find the notes at the foot of each page.

    A line that opens with the next number due begins a note if the same number stands as a mark
    in the page above it. From the first such line on, the page is notes; lines above it set in
    the notes' smaller type are the rest of a note from the page before.
    """
    found: list[Foot] = []
    due = 1
    before = LastNote()
    for page in (part for whole in pages(text) for part in _parted(text, whole)):
        counts_on, anew = (_labels(text, page, start, lang) for start in (due, 1))
        labels = anew if len(anew) > len(counts_on) else counts_on
        labels = _with_run_in(text, page, labels)
        signed = SIGNED.search(text, page.start, page.end)
        first = min(labels[0].start if labels else page.end, signed.start() if signed else page.end)
        rest = rest_of_note(text, page, first, before, lang)
        if labels and text_behind(text, labels[0].end) >= page.end - 1:
            labels = []  # a number with nothing behind it is a page's
        if not labels and rest is None:
            before = last_note(text, page) if signed else before
            continue
        if labels:
            due = max(label.number for label in labels) + 1
        start = first if rest is None else rest.start
        behind = before.ending is Ending.BROKEN_OFF and rest is None
        found.append(Foot(start, tuple(labels), page, bool(rest and rest.glued), behind))
        before = last_note(text, page)
    return found


def _parted(text: str, page: Page) -> Iterator[Page]:
    """Part a page at a marked heading right behind a note that is called above: one ended there."""
    start, first = page.start, 0
    for at, (one, two) in enumerate(pairwise(page.lines), 1):
        number = NUMBER.match(one.text) if two.text.startswith("#") else None
        if number and first_call(text, start, one.start, int(number["n"])):
            yield Page(start, two.start, page.lines[first:at])
            start, first = two.start, at
    yield Page(start, page.end, page.lines[first:])


def _labels(text: str, page: Page, due: int, lang: str) -> list[Label]:
    """Find the labels of a page's foot, from the next number due on.

    An item of a list may bear the number that is due: of two lines that do, the one that more
    labels follow opens the foot.
    """
    best: list[Label] = []
    lines = page.lines
    while found := _chain(text, page, lines, due, lang):
        if len(found) > len(best) or (len(found) == len(best) and _other(text, found, best)):
            best = found
        opened = found[0]
        lines = tuple(line for line in lines if line.start > opened.start)
        if not any(
            _label_of(text, page, line, number, lang)
            for line in lines
            for number in range(due, opened.number + 1)
        ):
            break
    return _with_strays(text, page, best)


def _with_run_in(text: str, page: Page, found: Sequence[Label]) -> list[Label]:
    """Add the labels within lines: the notes of a page may be set as one paragraph."""
    whole: list[Label] = []
    numbers = {label.number for label in found}
    for label, end in zip(found, [*(one.start for one in found[1:]), page.end], strict=False):
        whole.append(label)
        for match in RUN_IN.finditer(text, label.end, end):
            number = int(match["n"])
            if number != whole[-1].number + 1 or number in numbers:
                continue
            called = next(calls(text, page.start, found[0].start, number), None)
            if called and not PLACE.search(text[match.start() - 12 : match.start()]):
                whole.append(Label(match.start(), match.end(), number))
    return whole


def _other(text: str, found: Sequence[Label], best: Sequence[Label]) -> bool:
    """Say whether one of two rows of labels alike has a stop behind its numbers: a list's.

    So has one whose number stands before a small letter or a bracket, where the other's does not.
    """
    opens = [bool(OPENS.match(text, text_behind(text, row[0].end))) for row in (found, best)]
    if opens[0] != opens[1]:
        return opens[0]
    stops = [
        sum(label.end > 1 and "." in text[label.start : label.end] for label in row)
        for row in (found, best)
    ]
    return stops[0] == 0 and stops[1] == len(best)


def _chain(text: str, page: Page, lines: Sequence[Line], due: int, lang: str) -> list[Label]:
    found: list[Label] = []
    for line in lines:
        for number in range(due, due + REACH):
            label = _label_of(text, page, line, number, lang)
            if label is None:
                continue
            end = found[0].start if found else label.start if label.glued else line.start
            call = call_above(text, page.start, end, number)
            if call is None or _in_a_sentence(text, call, label):
                continue
            bare = line.text.strip().isdigit()
            if not found and not bare and not _only_notes_below(page, line):
                continue
            if found and _in_a_note(page, line, label, figures(number, text)):
                continue
            found.append(label)
            due = number + 1
            break
    return found


def _in_a_note(page: Page, line: Line, label: Label, figure: str) -> bool:
    """Say whether a number opens a line within a note: a line below it ends one, and opens with it.

    ``2 vols.`` under a line that ended no sentence is none, if another line opens with 2.
    """
    index = _index(page, line)
    return not FINISHED.search(page.lines[index - 1].text) and any(
        _label(one, label.number, figure) and FINISHED.search(before.text)
        for before, one in pairwise(page.lines[index:])
    )


def _with_strays(text: str, page: Page, found: list[Label]) -> list[Label]:
    """Add the labels that were skipped and stand alone further down: their places were swapped."""
    numbers = {label.number for label in found}
    if not found or len(numbers) == found[-1].number - found[0].number + 1:
        return found
    for line in page.lines:
        bare = line.text.strip()
        if not bare.isdigit() or line.start < found[0].end:
            continue
        number = int(bare)
        if found[0].number < number < found[-1].number and number not in numbers:
            found = [*found, Label(line.start, line.end, number)]
            numbers.add(number)
    return sorted(found, key=lambda label: label.start)


def _in_a_sentence(text: str, call: re.Match[str], label: Label) -> bool:
    """Say whether both are numbers of sentences: ``the top 1 percent`` and ``1 percent rose``."""
    behind = text_behind(text, label.end)
    between_words = call[0][:1] == " " and "[" not in call[0] and text[call.start() - 1].isalpha()
    return between_words and text[behind : behind + 1].islower()


def _label_of(text: str, page: Page, line: Line, number: int, lang: str) -> Label | None:
    label = _label(line, number, figures(number, text))
    return label or _glued_label(text, page, line, number, lang)


def _label(line: Line, number: int, figure: str) -> Label | None:
    if not re.search(figure, line.text):  # most lines have no figure at all
        return None
    match = re.match(
        rf"[ \t]*(?:<sup>|\[)?{figure}(?:</sup>|\]|(?![\d,\]<%‰°]|\.\d)|(?={YEAR}))[.)]?"
        rf"(?P<gap>[ \t]*)(?=$|[^\s\d]|(?<=[\s\]>])\d{{1,4}}[,.]?[ ][^\W\d]|{YEAR})",
        line.text,
    )
    if not match:
        glued = re.search(rf"(?<=[{LOWER}]){number}[ \t]*$", line.text)
        return glued and Label(line.start + glued.start(), line.end, number, True)
    rest = line.text[match.end() :]
    if rest and not match["gap"] and ORDINAL.match(rest):
        return None
    return Label(line.start, line.start + match.end(), number)


def _glued_label(text: str, page: Page, line: Line, number: int, lang: str) -> Label | None:
    """Read a label that was run into the word which the page cut: ``agri6 According``."""
    if str(number) not in line.text:
        return None
    glued = re.search(rf"(?P<head>[^\W\d_]*[{LOWER}]){number}[ \t]?(?=[^\s\d,.;:)])", line.text)
    if not glued or not cut_word(text, page, glued["head"], lang, labelled=True):
        return None
    return Label(line.start + glued.end("head"), line.start + glued.end(), number, True)


def _only_notes_below(page: Page, line: Line) -> bool:
    """Say whether a label may open the page's foot: it stands in the page's lower part."""
    index = _index(page, line)
    return index >= 1 and index >= len(page.lines) // 8


def _index(page: Page, line: Line) -> int:
    return bisect_left(page.lines, line.start, key=lambda one: one.start)


def text_behind(text: str, offset: int) -> int:
    """Give where the next character stands that is no space."""
    match = BLANK.match(text, offset)
    return match.end() if match else offset
