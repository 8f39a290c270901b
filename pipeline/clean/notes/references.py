"""Note marks in the running text and labels in the apparatus, in one notation."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import STOP, marks
from pipeline.clean.facts.headed import outdented
from pipeline.clean.facts.layout import blocks
from pipeline.clean.facts.open_ends import PLACE
from pipeline.clean.notes.apparatus import SUPERSCRIPT_DIGITS, label_of, notation, usual_notation
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.report import Confidence

AFTER = rf"(?<=\w|[»“]|{STOP})"
CALLS = (
    re.compile(r"\$\^\{?(?P<label>\d{1,4})\}?\$|\$\{\}\^\{(?P<label2>\d{1,4})\}\$"),
    re.compile(r"\\\(\s*\^\{?(?P<label>\d{1,4})\}?\s*\\\)"),
    re.compile(rf"{AFTER}⁽?(?P<label>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,4}})⁾?"),
    re.compile(r"\[\^(?P<label>\d{1,4})\](?!:)"),
    re.compile(rf"{AFTER}\^(?:\{{(?P<label>\d{{1,4}})\}}|(?P<label2>\d{{1,4}})\^)"),
    re.compile(r"<sup>\s*\\?\[(?P<label>\d{1,4})\\?\]\s*</sup>"),
)
BRACKETED = re.compile(r"(?<=[^\n\f\\[({])\\?\[(?P<label>\d{1,4}|[A-Z]{1,2})\\?\](?!\()")
OPENING = re.compile(r"(?:\A|(?<=\n\n)|(?<=\f))<sup>(?P<n>\d{1,4})</sup>")
SENTENCE = rf"[ \n](?=[“‘«\"'\[(*_]*[{UPPER}])"
RUN_ON = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\f))<sup>(?P<n>\d{1,4})</sup>(?=[ ]\S)"
    r"|(?<=[.!?)\]”’\"])[ \n](?:"
    r"(?:<sup>(?P<raised>\d{1,4})</sup>|(?P<small>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))(?=[ ]\S)"
    rf"|\\?\[(?P<bracket>\d{{1,4}})\\?\]{SENTENCE}|(?P<bare>\d{{1,3}})\\?[.)]?{SENTENCE})"
)
"""A note's label at a block's head, or one behind the end of a sentence."""
RAISED = re.compile(r"(?<=\S)<sup>(?P<n>\d{1,4})</sup>")
NEAR = 4_000
"""A mark stands within so many characters before its note."""


def write_labels(source: Source) -> Iterator[Edit]:
    r"""Write every label of the apparatus in one way: ``<sup>1</sup>``.

    >>> fix(write_labels, "[1] See there.\n\n   [2] And here.\n\n³ Also.")
    '<sup>1</sup> See there.\n\n<sup>2</sup> And here.\n\n<sup>3</sup> Also.'

    A label already so written, and a block without one, stay:

    >>> fix(write_labels, "<sup>1</sup> See.\n\nand the rest")
    '<sup>1</sup> See.\n\nand the rest'
    """
    read = [(block, label_of(block.text)) for block in blocks(source.text)]
    usual = usual_notation([block.text[: label[1]] for block, label in read if label])
    expected = ""
    for block, found in read:
        if not found:
            continue
        label, length = found
        if label != expected and notation(block.text[:length]) != usual:
            continue
        expected = str(int(label) + 1) if label.isdigit() else ""
        space = "" if length == len(block.text) else " "
        start = outdented(source.text, block.start)
        yield Edit(start, block.start + length, f"<sup>{label}</sup>{space}")


def part_notes(source: Source) -> Iterator[Edit]:
    r"""Part two notes that were run into one block, where the next number opens a sentence.

    >>> fix(part_notes, "<sup>1</sup> See Marx. <sup>2</sup> And Bakunin.")
    '<sup>1</sup> See Marx.\n\n<sup>2</sup> And Bakunin.'

    >>> fix(part_notes, "<sup>1</sup> See Marx. 2. Ibid. [3] So.")
    '<sup>1</sup> See Marx.\n\n<sup>2</sup> Ibid.\n\n<sup>3</sup> So.'

    A number that no note is due, or that stands in a sentence, stays:

    >>> fix(part_notes, "<sup>1</sup> See 10<sup>2</sup> men. <sup>7</sup> x")
    '<sup>1</sup> See 10<sup>2</sup> men. <sup>7</sup> x'
    >>> fix(part_notes, "<sup>1</sup> See vol. 2. Paris.\\n\\n<sup>2</sup> Ibid.")
    '<sup>1</sup> See vol. 2. Paris.\\n\\n<sup>2</sup> Ibid.'
    """
    own = {match["n"] for match in OPENING.finditer(source.text)}
    due = ""
    for match in RUN_ON.finditer(source.text):
        small = (match["small"] or "").translate(SUPERSCRIPT_DIGITS)
        number = match["raised"] or small or match["bracket"] or match["bare"]
        if match["n"]:
            due = str(int(match["n"]) + 1)
        elif (
            number == due
            and number not in own
            and not PLACE.search(source.text[: match.start()][-12:])
        ):
            due = str(int(number) + 1)
            label = f"\n\n<sup>{number}</sup> "
            end = match.end() + (source.text[match.end()] == " ")
            yield Edit(match.start(), end, label, Confidence.LIKELY, "the number due next")


def write_calls(source: Source, labels: Mapping[str, int] = MappingProxyType({})) -> Iterator[Edit]:
    r"""Write every note mark of the running text in one way: ``<sup>1</sup>``.

    ``labels`` are those of the apparatus, and how many notes have each: a number in brackets is a
    mark only if a note has it that no raised one calls, so that a year that an editor supplied,
    ``[1906]``, stays, and so does the page of a book, ``[12]``, where raised marks call the notes.

    >>> fix(write_calls, "the State.¹ And $^{2}$ more [^3]")
    'the State.<sup>1</sup> And <sup>2</sup> more <sup>3</sup>'
    >>> fix(write_calls, "the State.¹⁾ And ⁽²⁾ more")
    'the State.<sup>1</sup> And ⁽²⁾ more'
    >>> from functools import partial
    >>> fix(partial(write_calls, labels={"4": 1}), "so.[4] In [1906] it")
    'so.<sup>4</sup> In [1906] it'
    >>> fix(partial(write_calls, labels={"4": 1}), "so.<sup>4</sup> In the book [4] it")
    'so.<sup>4</sup> In the book [4] it'
    >>> fix(write_calls, "10⁵ men and x^2")
    '10⁵ men and x^2'
    """
    raised = Counter(match["n"] for match in RAISED.finditer(source.text))
    for pattern in CALLS:
        for match in pattern.finditer(source.text):
            label = next(filter(None, match.groups()))
            plain = label.translate(SUPERSCRIPT_DIGITS)
            if source.text[match.start() - 1 : match.start()].isdigit() and plain not in labels:
                continue
            raised[plain] += 1
            yield Edit(match.start(), match.end(), f"<sup>{plain}</sup>")
    for match in BRACKETED.finditer(source.text):
        if raised[match["label"]] < labels.get(match["label"], 0):
            yield Edit(match.start(), match.end(), f"<sup>{match['label']}</sup>")


def raise_glued_calls(source: Source, bodies: Sequence[tuple[str, int]] = ()) -> Iterator[Edit]:
    r"""Raise a note's number that stands glued to a word: ``the State.1``.

    ``bodies`` are the notes of the apparatus: label, and place in the witness. Each is called
    before its place and behind the call of the note before it; a note that is called already
    needs nothing.

    >>> from functools import partial
    >>> rule = partial(raise_glued_calls, bodies=(("1", 99), ("2", 99)))
    >>> fix(rule, "in vol.1 of the State.1 And by men2 who")
    'in vol.1 of the State.<sup>1</sup> And by men<sup>2</sup> who'
    >>> fix(raise_glued_calls, "of the State.1 And")
    'of the State.1 And'
    """
    called = {match[1] for match in re.finditer(r"<sup>(\d{1,4})</sup>", source.text)}
    if not bodies:
        return
    if sum(label in called for label, _ in bodies) > len(bodies) // 2:
        yield from _lone(source, [label for label, _ in bodies])
        return
    position = 0
    for label, place in bodies:
        if not label.isdecimal():
            continue
        end = bisect_left(range(len(source.text)), place, key=source.raw)
        glued = next(marks(source.text, position, end, label, glued=True), None)
        apart = _apart(source.text, position, end, label, between_words=glued is None)
        call = min(filter(None, (glued, apart)), key=lambda found: found.start(), default=None)
        if call is None:
            continue
        position = call.end()
        evidence = "the apparatus has a note of that number next"
        yield Edit(*call.span("n"), f"<sup>{label}</sup>", Confidence.LIKELY, evidence)


def _apart(
    text: str, start: int, end: int, label: str, *, between_words: bool
) -> re.Match[str] | None:
    """Find the mark that a space parts from its word: behind a stop, or the one such number."""
    stopped = (
        rf"(?<=[.,;:!?”\"’')\]])(?<!\b[pn]\.)(?<!\b(?:pp|No|no)\.)(?P<n>[ ]{label})(?=[\s.,;:)”]|$)"
    )
    found = re.compile(stopped).search(text, start, end)
    if found or not between_words:
        return found
    alone = re.compile(rf"(?<=[^\W\d_])(?P<n>[ ]{label})(?=[ ][^\W\d_]|[ ][—–(])")
    every = list(alone.finditer(text, max(start, end - NEAR), end))
    return every[0] if len(every) == 1 else None


def _lone(source: Source, labels: Sequence[str]) -> Iterator[Edit]:
    """Raise the few numbers that the extractor left glued to a word: each between its neighbours.

    Its neighbours are the marks of the note before and of the note behind; between them the
    number stands glued to a word once.
    """
    raised = {m[1]: m for m in re.finditer(r"<sup>(\d{1,4})</sup>", source.text)}
    if len(set(labels)) < len(labels):
        return
    for before, label, behind in zip(["", *labels], labels, [*labels[1:], ""], strict=False):
        if label in raised or before not in (*raised, "") or behind not in (*raised, ""):
            continue
        end = raised[behind].start() if behind else len(source.text)
        span = raised[before].end() if before else 0, end
        found = list(marks(source.text, *span, label, glued=True))
        if len(found) == 1:
            why = f"it stands between the marks {before} and {behind}"
            yield Edit(*found[0].span("n"), f"<sup>{label}</sup>", Confidence.LIKELY, why)
