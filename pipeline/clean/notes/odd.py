"""Notes whose labels are set as something else: a quotation, an item, a heading, in brackets."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import REACH, marks
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import blocks
from pipeline.clean.notes.apparatus import SKIPPED
from pipeline.clean.pages.counting import SMALL_BEHIND
from pipeline.model import Source, longest_row
from pipeline.report import Confidence

NUMBER = r"(?P<{0}>\d{{1,3}})(?!st\b|nd\b|rd\b|th\b|[\d,.]\d)"
SET = re.compile(
    rf"^(?:[>-] ?{NUMBER.format('quoted')}[.)]?[ \t]*"
    r"|(?:[>-]|\#{1,6})[ ]<sup>(?P<raised>\d{1,3})</sup>[ \t]*"
    r"|\#{1,6}[ ](?P<heading>\d{1,3})\.?[ ](?=[^\n]{20,}\.[*_”\"]*$)"
    r"|\*\*(?P<bold>\d{1,3})(?:\\?\.)?\*\*[ \t]+)(?=\S)",
    re.MULTILINE,
)
PLAIN = re.compile(r"^(?:<sup>\[?|\\?\[\^?)(?P<n>\d{1,3})(?:\]?</sup>|\\?\])", re.MULTILINE)
ROUND = re.compile(r"^(?P<gap>[ \t]*)\\?(?P<open>\()?(?P<n>\d{1,3})\\?\)[ \t]*(?=\S)", re.MULTILINE)
ROUND_MARK = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?”\"’'»*_)\]])(?:[ ]?(?P<open>\()|(?P<glued>))(?P<n>\d{1,3})\)"
    r"(?=[\s.,;:!?”\"’'»)*_—–-]|$)"
)
BRACKETS = re.compile(r"(?P<gap>\s*)(?P<mark>\\?\[(?P<n>\d{1,3})\\?\](?!\())")
BROKEN = re.compile(r"[\w.,;:!?…”\"’'»)]\n[ \t]*\\?\[")
SENTENCE = re.compile(r"[.!?]|\n\n")
OPENED = re.compile(r"\([^()\n]{0,200}$")
PAIRS = 200_000
"""No more pairs of a label and a mark are weighed."""
FEWEST = 3
CALLED = 0.6
"""So many of the labels must have a mark before them, all in one order."""


def close_up_marks(source: Source) -> Iterator[Edit]:
    r"""Put a mark in brackets that opens a printed line behind the word it belongs to.

    It counts on from the mark before, which is no line's first; its sentence goes on, or its note
    stands further on.

    >>> fix(close_up_marks, "as it is,[1] for all,\n[2] and so.\n\n[1] See.\n\n[2] Ibid.")
    'as it is,[1] for all,[2]\n and so.\n\n[1] See.\n\n[2] Ibid.'

    The label of a note stays:

    >>> text = "as it is,[1] for all,[2]\nand\n[1] See.\n[2] Ibid.\n\n[1] So,\n[2] and so."
    >>> fix(close_up_marks, text) == text
    True
    """
    text, last, glued = source.text, 0, True
    opening = {m["n"]: m.start() for m in BRACKETS.finditer(text) if m["gap"]}
    for mark in BRACKETS.finditer(text):
        due = glued and int(mark["n"]) == last + 1 and BROKEN.match(text, mark.start("gap") - 1)
        glued, last = not mark["gap"], int(mark["n"])
        if due and (opening[mark["n"]] > mark.start() or SMALL_BEHIND.match(text, mark.end())):
            glued = True
            moved = mark["mark"] + mark["gap"] * (not text.startswith("\n", mark.end()))
            yield Edit(*mark.span(), moved, Confidence.SURE, "it counts on from the one before")


def unquote_notes(source: Source) -> Iterator[Edit]:
    r"""Write as a note what an extractor set as a quotation, an item, a heading, or in bold.

    Newer ones write ``> 3 See there.`` for a note at a page's foot. Its number stands as a mark
    before it, and counts on from the note before.

    >>> fix(unquote_notes, "as it is.[1] And[2] so\n\n> 1 See there.\n\n- 2It is so.")
    'as it is.[1] And[2] so\n\n<sup>1</sup> See there.\n\n<sup>2</sup> It is so.'
    >>> fix(unquote_notes, "as it is.[1] And[2]\n\n#### 1 See what he says there.\n\n**2.** Ibid.")
    'as it is.[1] And[2]\n\n<sup>1</sup> See what he says there.\n\n<sup>2</sup> Ibid.'

    A quotation that begins with a number stays, and so does a heading, and every number that
    another block has as a note's:

    >>> fix(unquote_notes, "as it is.[1] \n\n> 3 men came.\n\n> 1st, the land.\n\n## 1. The Land")
    'as it is.[1] \n\n> 3 men came.\n\n> 1st, the land.\n\n## 1. The Land'
    >>> fix(unquote_notes, "as it is.[1] And so\n\n**1.** The land.\n\n[1] See there.")
    'as it is.[1] And so\n\n**1.** The land.\n\n[1] See there.'
    """
    due = 1
    searched: dict[str, int] = {}
    calls: dict[str, int] = {}
    plain = {match["n"] for match in PLAIN.finditer(source.text)}
    for match in SET.finditer(source.text):
        number = next(filter(None, match.groups()))
        if number in plain or not (due <= int(number) < due + SKIPPED or number == "1"):
            continue
        since = match.start() - REACH
        if calls.get(number, -1) < since or number not in calls:
            before = max(searched.get(number, 0), since), match.start()
            found = (
                next(marks(source.text, *before, number, glued=glued), None)
                for glued in (False, True)
            )
            searched[number] = match.start()
            calls[number] = next((call.start() for call in found if call), -REACH)
        if calls[number] >= max(since, 0):
            why = f"the text has a mark {number}"
            yield Edit(*match.span(), f"<sup>{number}</sup> ", Confidence.SURE, why)
            due = int(number) + 1


def raise_round_marks(source: Source) -> Iterator[Edit]:
    r"""Raise the numbers in round brackets that call notes: ``(4)`` and ``4)``.

    Blocks that open with the number so written are notes if most of their numbers stand behind
    words before them, in the same order.

    >>> text = "the State.(1) And men (2) so. Land (3) too.\n\n(1) See.\n\n(2) Here.\n\n(3) Ibid."
    >>> fix(raise_round_marks, text).partition("\n\n")[0]
    'the State.<sup>1</sup> And men<sup>2</sup> so. Land<sup>3</sup> too.'
    >>> fix(raise_round_marks, text).partition("\n\n")[2]
    '<sup>1</sup> See.\n\n<sup>2</sup> Here.\n\n<sup>3</sup> Ibid.'

    Numbers that count the clauses of one sentence are no marks:

    >>> text = "There came (1) bakers, (2) smiths, (3) men.\n\n(1) Bread.\n\n(2) Land.\n\n(3) All."
    >>> fix(raise_round_marks, text) == text
    True
    """
    text = source.text
    heads = {block.start for block in blocks(text)}
    wrapped = is_wrapped(text)
    for opened in (True, False):
        labels = [m for m in ROUND.finditer(text) if bool(m["open"]) is opened]
        labels = [m for m in labels if wrapped or m.end("gap") in heads]
        row = _row(text, labels, opened=opened) if len(labels) >= FEWEST else {}
        if len(row) < max(FEWEST, CALLED * len(labels)):
            continue
        for index, label in enumerate(labels):
            written = f"<sup>{label['n']}</sup>"
            if mark := row.get(index):
                why = "the notes have it in this order"
                yield Edit(*mark.span(), written, Confidence.SURE, why)
            if mark or (index - 1 in row and index + 1 in row):
                why = "the text has its mark"
                yield Edit(label.end("gap"), label.end(), f"{written} ", Confidence.SURE, why)


def _row(text: str, labels: list[re.Match[str]], *, opened: bool) -> dict[int, re.Match[str]]:
    """Pair labels with marks of their numbers before them, the marks in the labels' order."""
    heads = {label.start("n") for label in labels}
    marks: dict[str, list[re.Match[str]]] = {}
    last: re.Match[str] | None = None
    for mark in ROUND_MARK.finditer(text):
        if bool(mark["open"]) is not opened or mark.start("n") in heads:
            continue
        if not opened and OPENED.search(text, max(0, mark.start() - 200), mark.start()):
            continue
        if last and _counts_clauses(text, last, mark):
            marks[last["n"]] = [one for one in marks.get(last["n"], ()) if one is not last]
        else:
            marks.setdefault(mark["n"], []).append(mark)
        last = mark
    if sum(len(marks.get(label["n"], ())) for label in labels) > PAIRS:
        return {}
    by_place = {mark.start(): mark for found in marks.values() for mark in found}
    choices = [
        [m.start() for m in marks.get(label["n"], ()) if 0 < label.start() - m.start() < REACH]
        for label in labels
    ]
    return {index: by_place[place] for index, place in longest_row(choices)}


def _counts_clauses(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Say whether two numbers that count on stand in one sentence, each apart from its word."""
    apart = text[one.start()] == " " and text[two.start()] == " "
    counts = int(two["n"]) == int(one["n"]) + 1
    return apart and counts and not SENTENCE.search(text, one.end(), two.start())
