"""Notes at the foot of pages whose printed lines were kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.calls import first_call
from pipeline.clean.continued import Ending, cut_word, ending, rest_of_note
from pipeline.clean.dialect import is_wrapped
from pipeline.clean.edit import Edit
from pipeline.clean.furniture import Line, Page, pages
from pipeline.clean.measure import measure_of, natural_width
from pipeline.clean.seam import FINISHED
from pipeline.model import Source
from pipeline.report import Confidence

REACH = 3
"""So many numbers from the one due are looked for: a label can be lost or misplaced."""

SHORT = 0.9
"""No full line is so short, as a share of the measure."""
ORDINAL = re.compile(r"(?:st|nd|rd|th|s|d|er|e|o|a)\b")
LINE_BEFORE_CAPITAL = re.compile(r"[^\n\f]*\S[^\n\f]*\n(?=[A-ZÀ-Þ‘“\"'(\[])")
BLANK = re.compile(r"[ \t\n]*")
SET_OFF = re.compile(r"\n---\s*$")


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
    before = Ending.CLOSED
    for page in pages(text):
        counts_on, anew = (_labels(text, page, start, lang) for start in (due, 1))
        labels = anew if len(anew) > len(counts_on) else counts_on
        first = labels[0].start if labels else page.end
        rest = rest_of_note(text, page, first, before, lang)
        if not labels and rest is None:
            continue
        if labels:
            due = max(label.number for label in labels) + 1
        start = first if rest is None else rest.start
        glued, behind = bool(rest and rest.glued), before is Ending.BROKEN_OFF and rest is None
        found.append(Foot(start, tuple(labels), page, glued, behind))
        before = ending(text, page)
    return found


def _labels(text: str, page: Page, due: int, lang: str) -> list[Label]:
    """Find the labels of a page's foot, from the next number due on.

    An item of a list may bear the number that is due: of two lines that do, the one that more
    labels follow opens the foot.
    """
    best: list[Label] = []
    lines = page.lines
    while found := _chain(text, page, lines, due, lang):
        if len(found) > len(best):
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


def _chain(text: str, page: Page, lines: Sequence[Line], due: int, lang: str) -> list[Label]:
    found: list[Label] = []
    for line in lines:
        for number in range(due, due + REACH):
            label = _label_of(text, page, line, number, lang)
            if label is None:
                continue
            end = found[0].start if found else label.start if label.glued else line.start
            if not first_call(text, page.start, end, number):
                continue
            if not found and not _only_notes_below(page, line):
                continue
            found.append(label)
            due = number + 1
            break
    return found


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


def _label_of(text: str, page: Page, line: Line, number: int, lang: str) -> Label | None:
    return _label(line, number) or _glued_label(text, page, line, number, lang)


def _label(line: Line, number: int) -> Label | None:
    match = re.match(
        rf"[ \t]*(?:<sup>|\[)?{number}(?:</sup>|\])?(?![\d,]|\.\d)[.)]?"
        r"(?P<gap>[ \t]*)(?=$|[^\s\d])",
        line.text,
    )
    if not match:
        glued = re.search(rf"(?<=[a-z]){number}[ \t]*$", line.text)
        return glued and Label(line.start + glued.start(), line.end, number, True)
    rest = line.text[match.end() :]
    if rest and not match["gap"] and ORDINAL.match(rest):
        return None
    return Label(line.start, line.start + match.end(), number)


def _glued_label(text: str, page: Page, line: Line, number: int, lang: str) -> Label | None:
    """Read a label that was run into the word which the page cut: ``agri6 According``."""
    glued = re.search(rf"(?P<head>[^\W\d_]*[a-z]){number}[ \t]?(?=[^\s\d,.;:)])", line.text)
    if not glued or not cut_word(text, page, glued["head"], lang):
        return None
    return Label(line.start + glued.end("head"), line.start + glued.end(), number, True)


def _only_notes_below(page: Page, line: Line) -> bool:
    """Say whether a label may open the page's foot: it stands in the page's lower part."""
    index = page.lines.index(line)
    return index >= 1 and index >= len(page.lines) // 8


def rule_off_notes(source: Source) -> Iterator[Edit]:
    r"""Set the notes at a page's foot off with a rule, and write each label ``<sup>1</sup>``.

    >>> from pipeline.clean.edit import fix
    >>> body = "as the men of the towns had done it all of them long before the State\n" * 9
    >>> text = f"{body}came.1 And\n1 See the book.\n\n\fgo on"
    >>> fix(rule_off_notes, text).partition("And")[2]
    '\n\n\n---\n\n<sup>1</sup> See the book.\n\n\x0cgo on'

    A numbered line that no mark calls stays:

    >>> text = f"{body}came. And\n1 See the book.\n\n\fgo on"
    >>> fix(rule_off_notes, text) == text
    True
    """
    if not is_wrapped(source.text):
        return
    for foot in feet(source.text, source.lang):
        first = foot.labels[0].start if foot.labels else foot.start
        above = source.text[foot.page.start : first]
        written = CANONICAL.match(source.text, first) and "\n---\n" in above
        if written or SET_OFF.search(source.text, foot.page.start, foot.start):
            continue
        rule = f"{'-' if foot.glued else ''}\n\n---\n\n"
        if not foot.labels or foot.labels[0].start > foot.start:
            yield Edit(foot.start, foot.start, rule, Confidence.SURE, "the notes begin here")
            rule = "\n\n"
        end = len(source.text[: foot.page.end].rstrip("\f \t\n"))
        labels = foot.labels
        if foot.behind and _first_note_ends(source.text, labels[0].end, labels[1:2]):
            yield from _behind_the_rest(source.text, labels[0], rule)
            labels, rule = labels[1:], "\n\n"
        yield from _write_labels(source.text, labels, rule, end)


def _behind_the_rest(text: str, label: Label, rule: str) -> Iterator[Edit]:
    """Move the page's first label behind the rest of the note that went on from the page before."""
    why = "the note of the page before goes on here"
    split = _first_note_ends(text, label.end)
    yield Edit(label.start, _text_behind(text, label.end), rule, Confidence.LIKELY, why)
    yield Edit(split, split, f"\n\n<sup>{label.number}</sup> ", Confidence.LIKELY, why)


def _write_labels(text: str, labels: Sequence[Label], rule: str, end: int) -> Iterator[Edit]:
    for index, label in enumerate(labels):
        before = labels[index - 1] if index else None
        following = labels[index + 1] if index + 1 < len(labels) else None
        behind = _text_behind(text, label.end)
        mark = f"{'-' if label.glued else ''}{rule}<sup>{label.number}</sup> "
        evidence = f"the page has a mark {label.number}"
        rule = "\n\n"
        if before and _text_behind(text, before.end) >= label.start:
            yield from _moved(text, label, behind, label.end)
        elif before and behind >= (following.start if following else end):
            yield from _moved(text, label, behind, _home(labels, label, before).end)
        elif following and behind >= following.start:
            behind = _text_behind(text, following.end)
            yield Edit(label.start, following.start, mark, Confidence.SURE, evidence)
        else:
            yield Edit(label.start, behind, mark, Confidence.SURE, evidence)


def _home(labels: Sequence[Label], label: Label, before: Label) -> Label:
    """Give the label of the note before, by number, behind which a stray label's note stands."""
    return next((one for one in labels if one.number == label.number - 1), before)


def _moved(text: str, label: Label, behind: int, note: int) -> Iterator[Edit]:
    """Move a label that stands away from its note: behind the first note that ``note`` opens."""
    split = _first_note_ends(text, note)
    why = "the labels of two notes stand together, or one behind its note"
    mark = f"\n\n<sup>{label.number}</sup> "
    if not split:
        yield Edit(label.start, behind, mark, Confidence.LIKELY, why)
        return
    yield Edit(label.start, behind, "", Confidence.LIKELY, why)
    yield Edit(split, split, mark, Confidence.LIKELY, why)


def _text_behind(text: str, offset: int) -> int:
    match = BLANK.match(text, offset)
    return match.end() if match else offset


def _first_note_ends(text: str, offset: int, following: Sequence[Label] = ()) -> int:
    """Find where the first of two notes ends: at the first line that is short or done."""
    start = _text_behind(text, offset)
    page_end = text.find("\f", offset)
    limit = following[0].start if following else page_end if page_end >= 0 else len(text)
    ends = list(LINE_BEFORE_CAPITAL.finditer(text[start:limit]))
    full = max((natural_width(line) for line in text[start:limit].split("\n")), default=0)
    narrow = SHORT * min(full, measure_of(text))
    found = next(
        (e for e in ends if FINISHED.search(e[0].rstrip()) or natural_width(e[0]) < narrow), None
    )
    return start + found.end() if found else 0


CANONICAL = re.compile(r"^<sup>(?P<n>\d{1,4})</sup> ", re.MULTILINE)


def raise_calls(source: Source) -> Iterator[Edit]:
    r"""Raise the note marks that stand in the line: ``State.1`` and ``State. [1]``.

    A number is a mark only if a note at the foot of its page has it and no number before it was
    taken for a later note.

    >>> from pipeline.clean.edit import fix
    >>> body = "as the men of the towns had done it all of them long before the State\n" * 9
    >>> text = f"{body}in 1.2 of 1871.1 And\n\n---\n\n<sup>1</sup> See the book.\n\n\fgo on"
    >>> "1871.<sup>1</sup> And" in fix(raise_calls, text)
    True
    >>> "in 1.2 of" in fix(raise_calls, text)
    True
    """
    if not is_wrapped(source.text):
        return
    text = source.text
    for page in pages(text):
        rule = text.find("\n---\n", page.start, page.end)
        if rule < 0:
            continue
        position = page.start
        for label in CANONICAL.finditer(text, rule, page.end):
            call = first_call(text, position, rule, int(label["n"]))
            if call is None:
                continue
            position = call.end()
            if not call[0].startswith("<sup>"):
                yield Edit(
                    call.start(), call.end(), f"<sup>{label['n']}</sup>", Confidence.SURE,
                    "the page's foot has the note",
                )  # fmt: skip
