"""The notes at a page's foot, set off and labelled as the rest of the chain reads them."""

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import BEHIND, STOP, call_above, first_call
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.clean.facts.seam import FINISHED
from pipeline.clean.notes.foot import NUMBER, Label, feet, text_behind
from pipeline.clean.notes.labels import homes_of
from pipeline.clean.pages.furniture import Page, pages
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.report import Confidence

SHORT = 0.9
"""No full line is so short, as a share of the measure."""
LINE_BEFORE_CAPITAL = re.compile(rf"[^\n\f]*\S[^\n\f]*\n(?=\d{{4}}\b|[{UPPER}‘“\"'(\[])")
CANONICAL = re.compile(r"^<sup>(?P<n>\d{1,4})</sup> ", re.MULTILINE)
SET_OFF = re.compile(r"\n---\s*$")
TOGETHER = re.compile(
    rf"(?<=[^\W\d]|{STOP})(?<!\d[.,:])(?:[ ]?\[(?P<inner>\d{{2,8}})\]|(?P<n>\d{{2,8}})(?={BEHIND}))"
)


def part_calls(source: Source) -> Iterator[Edit]:
    r"""Part the marks of notes called at one place, which run together: ``State.12``.

    The page's foot has both notes, and neither is called elsewhere on the page.

    >>> body = "as the men of the towns had done it all of them long before the State\n" * 9
    >>> text = f"{body}came.12 And\n1 See the book.\n2 And this.\n\n\fgo on"
    >>> fix(part_calls, text).partition("came.")[2][:31]
    '<sup>1</sup><sup>2</sup> And\n1 '

    The mark of the twelfth note stays:

    >>> text = text.replace("2 And", "12 And")
    >>> fix(part_calls, text) == text
    True
    """
    if not is_wrapped(source.text):
        return
    for page in pages(source.text):
        labels = {int(m["n"]) for line in page.lines if (m := NUMBER.match(line.text))}
        for match in TOGETHER.finditer(source.text, page.start, page.end):
            group = "n" if match["n"] else "inner"
            numbers = _parted(source.text, page, match[group], labels)
            why = f"the page's foot has notes {numbers}"
            at, written = match.start(), "<sup>"
            for number in numbers:  # the figures stay, for a call is known by its place
                end = match.start(group) if number == numbers[0] else at
                yield Edit(at, end, written, Confidence.LIKELY, why)
                at, written = end + len(str(number)), "</sup><sup>"
            if numbers:
                yield Edit(at, match.end(), "</sup>", Confidence.LIKELY, why)


def _parted(text: str, page: Page, digits: str, labels: set[int]) -> list[int]:
    """Part figures into the numbers of notes that follow each other and are not called yet."""
    if int(digits) in labels:
        return []
    for width in range(1, len(digits) // 2 + 1):
        numbers = [int(digits[:width])]
        while len(written := "".join(map(str, numbers))) < len(digits):
            numbers.append(numbers[-1] + 1)
        if written == digits and labels.issuperset(numbers):
            called = any(first_call(text, page.start, page.end, number) for number in numbers)
            return [] if called else numbers
    return []


def rule_off_notes(source: Source) -> Iterator[Edit]:
    r"""Set the notes at a page's foot off with a rule, and write each label ``<sup>1</sup>``.

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
    yield Edit(label.start, text_behind(text, label.end), rule, Confidence.LIKELY, why)
    yield Edit(split, split, f"\n\n<sup>{label.number}</sup> ", Confidence.LIKELY, why)


def _write_labels(text: str, labels: Sequence[Label], rule: str, end: int) -> Iterator[Edit]:
    homes = homes_of(text, [(label.start, label.end) for label in labels], end)
    for index, label in enumerate(labels):
        before = labels[index - 1] if index else None
        following = labels[index + 1] if index + 1 < len(labels) else None
        behind = text_behind(text, label.end)
        mark = f"{'-' if label.glued else ''}{rule}<sup>{label.number}</sup> "
        evidence = f"the page has a mark {label.number}"
        rule = "\n\n"
        if label.start in homes:
            why = "the labels of notes stand together, and each note begins behind a line that ends"
            yield Edit(label.start, behind, "", Confidence.LIKELY, why)
            yield Edit(homes[label.start], homes[label.start], mark, Confidence.LIKELY, why)
        elif before and text_behind(text, before.end) >= label.start:
            yield from _moved(text, label, behind, label.end)
        elif before and behind >= (following.start if following else end):
            yield from _moved(text, label, behind, _home(labels, label, before).end)
        elif following and behind >= following.start:
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


def _first_note_ends(text: str, offset: int, following: Sequence[Label] = ()) -> int:
    """Find where the first of two notes ends: at the first line that is short or done."""
    start = text_behind(text, offset)
    page_end = text.find("\f", offset)
    limit = following[0].start if following else page_end if page_end >= 0 else len(text)
    ends = list(LINE_BEFORE_CAPITAL.finditer(text[start:limit]))
    full = max((natural_width(line) for line in text[start:limit].split("\n")), default=0)
    narrow = SHORT * min(full, measure_of(text))
    found = next(
        (e for e in ends if FINISHED.search(e[0].rstrip()) or natural_width(e[0]) < narrow), None
    )
    return start + found.end() if found else 0


def raise_calls(source: Source) -> Iterator[Edit]:
    r"""Raise the note marks that stand in the line: ``State.1`` and ``State. [1]``.

    A number is a mark only if a note at the foot of its page has it and no number before it was
    taken for a later note.

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
            call = call_above(text, position, rule, int(label["n"]))
            if call is None:
                continue
            position = call.end()
            if not call[0].startswith("<sup>"):
                yield Edit(
                    call.start(), call.end(), f"<sup>{label['n']}</sup>", Confidence.SURE,
                    "the page's foot has the note",
                )  # fmt: skip
