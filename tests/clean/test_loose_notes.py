"""Notes that nothing sets off: labels without a mark, bare numbers, and their rests."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.clean.notes.loose import zones
from pipeline.model import Source

WORK = "the men of the towns had done it all of them before the State came to be"
ENDED = "".join(
    f"So {WORK}.<sup>{n}</sup> And so.\n\n<sup>{n}</sup> See there.\n\n" for n in (1, 2, 3)
)
CALLED = f"{ENDED}So {WORK}.<sup>4</sup> And {WORK}"
TITLE = "# On Bread and Roses\n\n"
BRACKETED = "".join(
    f"So {WORK}.[{n}] And {WORK} of the\n\n{n}. See the book.\n\nwide land.\n\n" for n in (1, 2, 3)
)
STREAMS = {
    "a raised number that counts on needs no mark": (
        f"So {WORK}.<sup>1</sup> And.\n\n<sup>1</sup> See there.\n\n<sup>2</sup> And here.\n\nSo.",
        ["!And here"], ["And here"],
    ),
    "a raised number that does not count on stays": (
        f"So {WORK}.<sup>1</sup> And.\n\n<sup>1</sup> See.\n\n<sup>10</sup>B is so.",
        ["B is so"], ["!B is so"],
    ),
    "the rest of a note on a page without a note of its own is found": (
        f"{CALLED} with absol-\n\n<sup>4</sup> See the book of the man and his\n\n"
        f"utism as {WORK} and of the wide\n\nbrother, in two volumes.\n\nland, as {WORK}.",
        ["wide \x0cland"], ["his \x0cbrother, in two volumes."],
    ),
    "a note has its second paragraph where the sentence goes on behind it": (
        f"{CALLED} of the wide\n\n<sup>4</sup> See the book of the man.\n\n"
        f"His brother wrote another.\n\nland, as {WORK}.",
        ["wide \x0cland"], ["See the book of the man.\n\nHis brother wrote another."],
    ),
    "what goes on behind paragraphs is the rest of a note that was cut": (
        f"{CALLED} by my friend,\n\n<sup>4</sup> See the book of the man and his\n\n"
        f"E. C., who {WORK}.\n\nUntil lately {WORK}.\n\nbrother, in two volumes.\n\nAnd {WORK}.",
        ["Until lately"], [],
    ),
    "a paragraph behind a note is the body's where its sentence had ended": (
        f"{CALLED}.\n\n<sup>4</sup> See the book of the man.\n\nHis brother wrote another.\n\n"
        f"And, as {WORK}.",
        ["His brother wrote another."], ["!His brother"],
    ),
    "a quotation in a sentence is no rest of a note": (
        f"{CALLED} of\n\n<sup>4</sup> See the book of the man and his\n\n"
        f"land as {WORK} and said\n\n“The land is ours.”\n\nas {WORK}.",
        ["The land is ours"], ["!The land is ours"],
    ),
    "bare numbers are labels where the marks are raised": (
        f"So {WORK}.¹ And {WORK}.² And so.\n\n1. See there.\n\n2. See here.\n\nAnd {WORK}.",
        ["State came to be.<sup>2</sup> And so."],
        ["<sup>1</sup> See there.\n\n<sup>2</sup> See here."],
    ),
    "the items of a list are no notes": (
        f"So {WORK}.¹ And these:\n\n1. bread\n\n2. land\n\n3. work\n\nAnd {WORK}.",
        ["bread"], ["!bread", "!land", "!work", "!<sup>"],
    ),
    "a title in mid-sentence is a running head": (
        f"{TITLE}So {WORK} and the\n\nOn Bread and Roses\n\nland of all.", ["the \x0cland"], [],
    ),
    "a title between two sentences stays": (
        f"{TITLE}So {WORK}.\n\nOn Bread and Roses\n\nThe land of all.",
        ["# On Bread and Roses", "\n\nOn Bread and Roses\n\n"], [],
    ),
    "a named note has all that its bracket has": (
        f"So {WORK}.[A] And so.\n\n[Footnote A: See the book.\n\nHe wrote [sic] another.]\n\n"
        f"It went, as {WORK}.\n",
        ["!Footnote", "!another", "It went"],
        ["!Footnote", "<sup>A</sup> See the book.\n\nHe wrote [sic] another."],
    ),
    "a bracket that names a note without a mark stays in the body": (
        f"So {WORK}. And so.\n\n[Footnote A: See the book.]\n\nIt went.\n",
        ["[Footnote A: See the book.]"], ["!See", "!<sup>"],
    ),
    "a lettered note may have a second paragraph": (
        f"So {WORK}.<sup>A</sup> And.<sup>B</sup>\n\n---\n\n<sup>A</sup> See there.\n\n"
        "And there.\n\n<sup>B</sup> And here.\n",
        [], ["See there.\n\nAnd there."],
    ),
}  # fmt: skip
"""What the body and the notes have, and, behind a ``!``, what they have not."""
ZONES = {
    "the body goes on behind notes whose next page lost its rule": (
        "It was so<sup>1</sup> and\n\n---\n\n{0}\n\nand so it went on, as all of them knew."
        "<sup>2</sup> They left.\n\n{1}",
        ["<sup>1</sup> See p. 4.", "<sup>2</sup> Ibid."],
    ),
    "a note keeps the second paragraph that calls no other": (
        "It was so<sup>1</sup> and<sup>2</sup> so.\n\n---\n\n{0}",
        ["<sup>1</sup> See p. 4.\n\nHe says more of it there.\n\n<sup>2</sup> Ibid."],
    ),
    "at a page's end a note keeps the paragraph behind it": (
        "It was so,<sup>1</sup> and their number was\n\n{0}\n\n\f\n\n18,000. They left.",
        ["<sup>1</sup> See p. 4.\n\nHe says more of it there."],
    ),
    "negative: a paragraph behind a note where the body had ended its own": (
        f"It was so.<sup>1</sup>\n\n{{0}}\n\n{WORK}.\n\n\f\n\nThey left.",
        ["<sup>1</sup> See p. 4."],
    ),
    "a note keeps its paragraph where the body goes on small behind a colon": (
        "It was so,<sup>1</sup> and this is it:\n\n{0}\n\nthere were towns.",
        [f"<sup>1</sup> In May 1890\n\nThus {WORK}."],
    ),
    "negative: a paragraph that a colon announces over the notes": (
        f"It was so:<sup>1</sup>\n\n{{0}}\n\nThus {WORK}.\n\n\f\n\nThey left.",
        ["<sup>1</sup> See p. 4."],
    ),
    "negative: notes in mid-page between which the body goes on": (
        f"It was so<sup>1</sup> and<sup>2</sup> so.\n\n{{0}}\n\nThus {WORK}.\n\n{{1}}",
        ["<sup>1</sup> See p. 4.", "<sup>2</sup> Ibid."],
    ),
}  # fmt: skip
"""A text, and the notes that stand in it."""


def streams(text: str) -> tuple[str, str]:
    cleaned, _, _ = clean(Source(text), lang="en")
    return cleaned.body.text, cleaned.notes.text


@pytest.mark.parametrize("case", STREAMS)
def test_notes_are_parted_from_the_body(case: str) -> None:
    text, *told = STREAMS[case]
    for stream, wanted in zip(streams(text), told, strict=True):
        for words in wanted:
            assert (words.removeprefix("!") in stream) is not words.startswith("!")


@pytest.mark.parametrize("case", ZONES)
def test_notes_end_where_they_end(case: str) -> None:
    form, notes = ZONES[case]
    text = form.format(*notes)
    assert [text[zone.notes : zone.end] for zone in zones(text)] == notes


def test_bare_numbers_are_labels_where_the_marks_lost_their_raising() -> None:
    text = "\n\n".join(
        f"So {WORK}.{n} And {WORK}. {n + 1} As it was.\n\n{n} See there.\n\n{n + 1} See here."
        for n in (1, 3, 5)
    )
    body, notes = streams(text)
    assert notes.count("<sup>") == 6
    assert body.count("<sup>") == 6


def test_notes_that_repeat_their_words_are_no_running_heads() -> None:
    text = "\n\n".join(
        f"So {WORK}.{n} And so it was.\n\n{n} Op. Cit., p. {n}{n}." for n in range(1, 8)
    )
    _, notes = streams(text)
    assert notes.count("Op. Cit.") == 7


def test_marks_in_brackets_call_notes_whose_labels_are_bare() -> None:
    body, notes = streams(f"{BRACKETED}So {WORK}.")
    assert notes.count("See the book.") == 3
    assert "the \x0cwide land." in body


def test_a_number_in_brackets_that_cites_a_work_calls_no_note() -> None:
    works = "".join(f"{n}. Lee, Ann. Bread. London: Freedom Press, 1906.\n\n" for n in (1, 2, 3))
    cited = "".join(f"So {WORK} [{n}], and so it is.\n\n" for n in (1, 2, 1, 3))
    body, notes = streams(f"# Bread\n\n{cited}## References\n\n{works}")
    assert "Freedom Press" not in notes
    assert body.count("Freedom Press") == 3


RULED = "".join(
    f"So {WORK}.<sup>{n}</sup> And so.\n\n---\n\n<sup>{n}</sup> See there.\n\n"
    for n in range(5, 10)
)


def test_an_item_is_no_note_where_the_labels_behind_rules_are_raised() -> None:
    item = f"So the peace1 {WORK}.\n\n1. Bread and roses for all.\n\nSo {WORK}.\n\n"
    body, notes = streams(f"{RULED}{item}{RULED}")
    assert "1. Bread" in body
    assert "Bread" not in notes


def test_verses_behind_a_page_s_notes_are_the_body_s() -> None:
    body, notes = streams(
        f"So {WORK},\n\n---\n\n<sup>1</sup> See there.\n\n"
        f"In the kettle went  \nBread and roses—\n\nand so {WORK}."
    )
    assert "In the kettle" in body
    assert "kettle" not in notes


def test_a_number_that_counts_things_is_no_mark_where_one_stands_glued() -> None:
    body, _ = streams(
        f"So {WORK}.1 And of the 2 towns in the land,2 so {WORK}.\n\n> 1 See there.\n\n> 2 And so "
        f"{WORK} when they\n\nSo {WORK}.\n\n{WORK.capitalize()}."
    )
    assert "of the 2 towns in the land,<sup>2</sup>" in body
