"""Blocks, marks inside them, and notes: what a cleaned text is understood as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import parse
from pipeline.clean import clean
from pipeline.model import (
    Blocks,
    Cleaned,
    Document,
    Figure,
    Heading,
    Inlines,
    LineBreak,
    Link,
    List,
    Mark,
    NoteRef,
    Numbering,
    Origin,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Source,
    Span,
    Table,
    Text,
    Verse,
    Witness,
    plain,
)
from pipeline.parse.blocks import DEEPEST, Parser, parse_blocks
from pipeline.parse.inline import Context, parse_inline
from pipeline.parse.notes import Body, Call, link, unlinked

ROOT = Path(__file__).parent.parent.parent
FIRST = (ROOT / "input/kropotkin-self-valorization.md").read_text(encoding="utf-8")
CONTEXT = Context({}, lambda raw: "")
PARSER = Parser(CONTEXT)
WITNESS = Witness("case", "case.md", "0" * 64, 0, "plain")


def blocks(text: str) -> Blocks:
    return parse_blocks(Source(text), PARSER)


def inlines(text: str, **calls: str) -> Inlines:
    return parse_inline(Source(text), Context({int(k[1:]): v for k, v in calls.items()}, str))


def document(text: str, notes: str = "") -> Document:
    cleaned = Cleaned(Source(text), Source(notes), Source(""), None, (), "plain", "", "en")
    return parse.parse(cleaned, WITNESS, lambda raw: Origin("", raw))[0]


# --- blocks ---


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("One.\n\nTwo.", [Paragraph, Paragraph]),
        ("# One\nText under it.", [Heading, Paragraph]),
        ("* * *", [Ornament]),
        ("                   ***", [Ornament]),
        ("---", [Ornament]),
        ("- one\n- two", [List]),
        ("1. one\n2. two", [List]),
        ("> so he said\n> and left", [Quote]),
        ("O wind  \nof the west  \nthou", [Verse]),
        ("| a | b |\n|---|---|\n| c | d |", [Table]),
        ("![a cat](images/cat.png)", [Figure]),
        # what only looks so
        ("![a cat](https://example.org/cat.png)", [Paragraph]),
        ("#5 is a number", [Paragraph]),
        ("1917. The year\nof it", [Paragraph]),
        ("2. one\n7. two", [Paragraph]),
        ("-one", [Paragraph]),
        ("| one bar", [Paragraph]),
        ("> ", [Paragraph]),
        ("", []),
        ("\f", []),
    ],
)
def test_a_chunk_is_the_block_it_looks_like(text: str, kinds: list[type]) -> None:
    assert [type(block) for block in blocks(text)] == kinds


def test_a_list_cut_by_a_page_is_one() -> None:
    (found,) = blocks("- one\n- two\n\n\f\n\n- three")
    assert isinstance(found, List)
    assert len(found.items) == 3


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "> - "])
def test_a_row_of_marks_is_no_nest_of_lists_without_end(mark: str) -> None:
    depth = 0
    (found,) = blocks(mark * 2_000 + "bread")
    while not isinstance(found, Paragraph):
        assert isinstance(found, List | Quote)
        (found,) = found.items[0].blocks if isinstance(found, List) else found.blocks
        depth += 1
    assert depth == DEEPEST
    assert plain(found.content).endswith("bread")


def test_lists_in_lists_stay_so() -> None:
    (outer,) = blocks("> - land\n> - bread")
    assert isinstance(outer, Quote) and isinstance(outer.blocks[0], List)


@pytest.mark.parametrize("text", ["(1) land,\n(2) bread", "1) land,\n\n2) bread"])
def test_numbers_in_brackets_stay_words_of_their_paragraphs(text: str) -> None:
    one, two = blocks(text)
    assert isinstance(one, Paragraph) and isinstance(two, Paragraph)
    assert plain(one.content).endswith(") land,") and plain(two.content).endswith("2) bread")


@pytest.mark.parametrize("text", ["so:\n(a) land,\n(b) bread", "so:\n\na) land,\n\nb) bread"])
def test_letters_in_brackets_stay_words_of_their_paragraphs(text: str) -> None:
    assert [type(block) for block in blocks(text)] == [Paragraph] * 3


@pytest.mark.parametrize(
    ("text", "numbering", "count"),
    [
        ("a. land\n\nb. bread\n\nc. work", Numbering("a"), 3),
        ("i. land\nii. bread\niii. work\niv. rest", Numbering("i"), 4),
        ("- a. land\n- b. bread\n- c. work", Numbering("a"), 3),
        ("A. We want land.\n\nB. We want bread.\n\n\f\n\nC. We want work.", Numbering("A"), 3),
        ("I. We want land.\n\nII. We want bread.\n\nIII. We want work.", Numbering("I"), 3),
        ("h. land\n\ni. bread\n\nj. work", None, 0),
        ("a. land\n\nb. bread", None, 0),
        ("A. Smith\n\nB. Jones\n\nC. Brown", None, 0),
        ("I. Introduction\n\nII. The Means\n\nIII. The End", None, 0),
        ("a. land\n\nand more\n\nb. bread\n\nc. work", None, 0),
    ],
)
def test_letters_and_roman_numbers_open_items_where_they_count_up(
    text: str, numbering: Numbering | None, count: int
) -> None:
    lists = [block for block in blocks(text) if isinstance(block, List)]
    assert [(one.numbering, len(one.items)) for one in lists] == [(numbering, count)] * bool(count)


def test_two_letters_open_items_behind_a_colon() -> None:
    lead, found = blocks("We want:\n\na. land;\n\nb. bread.")
    assert isinstance(lead, Paragraph) and isinstance(found, List)
    assert plain(found.items[1].blocks[0].content) == "bread."  # type: ignore[union-attr]


def test_a_list_between_two_items_belongs_to_the_first() -> None:
    (found,) = blocks("1. We want:\n\na. land;\n\nb. bread.\n\n2. We have none.")
    assert isinstance(found, List)
    assert [[type(block) for block in item.blocks] for item in found.items] == [
        [Paragraph, List], [Paragraph],
    ]  # fmt: skip


def test_a_number_in_brackets_that_a_line_happens_to_open_parts_nothing() -> None:
    (one,) = blocks("in the year\n12) of the war and\n19) of the peace")
    assert isinstance(one, Paragraph)


def test_a_numbered_list_that_does_not_count_on_is_another() -> None:
    assert len(blocks("1. one\n2. two\n\n1. one")) == 2


def test_a_quotation_in_two_chunks_is_one() -> None:
    (found,) = blocks("> one\n\n> two")
    assert isinstance(found, Quote)
    assert len(found.blocks) == 2


def test_a_page_that_begins_with_a_heading_has_its_break_in_it() -> None:
    one, two = blocks("one.\n\n\f\n\n## Two")
    assert one == Paragraph((Text("one."),))
    assert isinstance(two, Heading)
    assert isinstance(two.content[0], PageBreak)


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_has_the_level_of_its_marks(level: int) -> None:
    (heading,) = blocks("#" * level + " One ##")
    assert heading == Heading(level, (Text("One"),))


# --- marks inside a block ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*so*", (Span("italic", (Text("so"),)),)),
        ("_so_", (Span("italic", (Text("so"),)),)),
        ("**so**", (Span("bold", (Text("so"),)),)),
        ("20<sup>th</sup>", (Text("20"), Span("superscript", (Text("th"),)))),
        ("H<sub>2</sub>O", (Text("H"), Span("subscript", (Text("2"),)), Text("O"))),
        ("[so](http://a.org)", (Link("http://a.org", (Text("so"),)),)),
        ("<http://a.org/b>", (Link("http://a.org/b", (Text("http://a.org/b"),)),)),
        (r"\*so\*", (Text("*so*"),)),
        ("a &amp; b &lt;c&gt;", (Text("a & b <c>"),)),
        ("one  \ntwo", (Text("one"), LineBreak(), Text("two"))),
        ("one\ntwo", (Text("one two"),)),
        # no marks
        ("2 * 3 * 4", (Text("2 * 3 * 4"),)),
        ("*alone", (Text("*alone"),)),
        ("snake_case_name", (Text("snake_case_name"),)),
        ("a < b > c", (Text("a < b > c"),)),
        ("[so](javascript:alert(1))", (Text("[so](javascript:alert(1))"),)),
        ("<script>x</script>", (Text("<script>x</script>"),)),
    ],
)
def test_a_mark_is_what_it_looks_like(text: str, expected: Inlines) -> None:
    assert inlines(text) == expected


def test_emphasis_holds_emphasis() -> None:
    (outer,) = inlines("*the **whole** of it*")
    assert isinstance(outer, Span)
    assert [type(node) for node in outer.content] == [Text, Span, Text]


def test_a_call_is_linked_by_its_place() -> None:
    assert inlines("so<sup>1</sup>", _2="fn1") == (Text("so"), NoteRef("fn1"))


def test_a_page_that_cuts_a_word_is_inside_it() -> None:
    assert [n.inside_word for n in inlines("com\fmunion and \fso") if isinstance(n, PageBreak)] == [
        True, False,
    ]  # fmt: skip


def test_a_link_does_not_take_in_the_stop_behind_it() -> None:
    link_, stop = inlines("http://a.org/b.")
    assert isinstance(link_, Link)
    assert (link_.target, stop) == ("http://a.org/b", Text("."))


# --- notes ---


def body(label: str, raw: int) -> Body:
    return Body(label, raw, Source("x"))


def test_a_note_takes_the_nearest_free_call_before_it() -> None:
    """Numbering starts again on the second page."""
    calls = [Call("1", 10, False), Call("1", 110, False), Call("2", 120, False)]
    bodies = [body("1", 50), body("1", 150), body("2", 160)]
    assert link(calls, bodies) == {10: 0, 110: 1, 120: 2}


def test_notes_gathered_at_the_end_have_the_order_of_their_calls() -> None:
    """Each of two chapters counts from one, and the notes of both stand behind the last."""
    calls = [Call(label, raw, False) for label, raw in (("1", 10), ("2", 20), ("1", 60), ("2", 70))]
    bodies = [body("1", 100), body("2", 110), body("1", 120), body("2", 130)]
    assert link(calls, bodies) == {10: 0, 20: 1, 60: 2, 70: 3}


def test_a_note_keeps_its_call_where_a_mark_parts_it_from_the_next() -> None:
    """The first page lost the note of its first mark; the second page lost its mark."""
    calls = [Call("1", 10, False), Call("1", 40, False), Call("2", 110, False)]
    assert link(calls, [body("1", 50), body("1", 150)]) == {40: 0, 10: 1}


def test_gathered_notes_keep_their_chapter_where_a_call_was_lost() -> None:
    """The second of three chapters lost its second mark; no note of another chapter takes it."""
    labels = [str(number) for _ in range(3) for number in (1, 2, 3)]
    calls = [Call(label, 10 * at, False) for at, label in enumerate(labels) if at != 4]
    bodies = [body(label, 1000 + at) for at, label in enumerate(labels)]
    assert link(calls, bodies) == {10 * at: at for at in range(9) if at != 4}


def test_a_gathered_note_is_left_alone_where_it_may_be_called_at_two_places() -> None:
    """Each chapter has one note, and one of the marks was lost: nothing tells which."""
    calls = [Call("1", 10 * at, False) for at in range(8)]
    assert link(calls, [body("1", 1000 + at) for at in range(9)]) == {}


def test_a_note_takes_no_call_behind_it() -> None:
    assert link([Call("1", 90, False)], [body("1", 50)]) == {}


def test_a_call_is_not_taken_twice() -> None:
    assert link([Call("1", 10, False)], [body("1", 50), body("1", 60)]) == {10: 0}


def test_a_note_that_nothing_calls_is_told() -> None:
    (finding,) = unlinked([body("7", 50)], {}, lambda raw: Origin("3", raw))
    assert finding.code == "note-without-reference"
    assert (finding.origin, "7" in finding.message) == (Origin("3", 50), True)


def test_notes_are_named_in_the_order_of_their_calls() -> None:
    """Their bodies stand in another, behind both calls in the witness."""
    body_ = Source("So<sup>2</sup> and<sup>1</sup> more.")
    notes = Source("<sup>1</sup> A.\n\n<sup>2</sup> B.", (Mark(0, 900),))
    cleaned = Cleaned(body_, notes, Source(""), None, (), "plain", "", "en")
    made, findings = parse.parse(cleaned, WITNESS, lambda raw: Origin("", raw))
    assert {key: note.label for key, note in made.notes.items()} == {"fn1": "2", "fn2": "1"}
    assert findings == []


# --- any text ---

PIECES = st.sampled_from([
    "one two", "*", "**", "_", "<sup>1</sup>", "<sup>th</sup>", "\f", "\n\n", "\n", "  \n", "# ",
    "> ", "- ", "1. ", "| a | b |", "---", "[x](http://a.org)", "http://a.org/b", "&amp;", "\\*",
    "![a](b.png)", "![a](http://a.org/b.png)",
    "```\ncode\n```", "* * *", "<em>", "~~", "com\fmunion", "“so”",
    "é", "\u0301",
])  # fmt: skip
TEXT = st.lists(PIECES, max_size=40).map("".join)


def texts(node: object) -> Iterator[str]:
    """Every string that a Document shows, wherever it stands."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for child in node:
            yield from texts(child)
    elif isinstance(node, PageBreak | Origin | NoteRef):
        return
    elif is_dataclass(node):
        for each in fields(node):
            yield from texts(getattr(node, each.name))


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


@settings(max_examples=200)
@given(TEXT)
@example("\f")
@example("*" * 50)
@example("[" * 50)
@example("<sup>" * 20)
def test_no_letter_of_a_stream_is_missing_in_its_blocks(text: str) -> None:
    kept = letters("".join(texts(blocks(text))))
    markup = letters(text.replace("<sup>", "").replace("</sup>", "").replace("&amp;", ""))
    numbers = Counter({digit: 10**6 for digit in "0123456789"})  # what numbers a list's items
    assert not markup - kept - numbers


@settings(max_examples=100)
@given(st.text(max_size=300))
def test_no_text_is_refused(text: str) -> None:
    document(text, text)


@settings(max_examples=100)
@given(TEXT, TEXT)
def test_every_note_is_in_the_document_once(text: str, notes: str) -> None:
    made = document(text, notes)
    assert set(made.notes) == {f"fn{n + 1}" for n in range(len(made.notes))}


@pytest.mark.parametrize("at", range(700, len(FIRST), 5000))
def test_a_text_cut_off_anywhere_is_parsed(at: int) -> None:
    cleaned, _, _ = clean(Source(FIRST[:at]), lang="en")
    made, _ = parse.parse(cleaned, WITNESS, lambda raw: Origin("", raw))
    assert made.body


def test_plain_leaves_out_what_is_no_word() -> None:
    assert plain(inlines("the *whole* of<sup>1</sup> it", _14="fn1")) == "the whole of it"


def test_a_number_that_counts_nothing_opens_a_paragraph() -> None:
    day, *_ = blocks("3. On the third day it rose.\n\nAnd so on.")
    assert isinstance(day, Paragraph)
    assert plain(day.content) == "3. On the third day it rose."


def test_numbers_that_count_are_a_list_also_behind_other_text() -> None:
    made = blocks("2. Land.\n\n3. Bread.")
    assert [type(block) for block in made] == [List]


def test_bars_without_an_end_are_verse_in_stanzas() -> None:
    (verse,) = blocks("| O, let them cry,\n| They that never strove\n\n| Shall go\n| Blind.")
    assert isinstance(verse, Verse)
    assert [[plain(line) for line in stanza] for stanza in verse.stanzas] == [
        ["O, let them cry,", "They that never strove"], ["Shall go", "Blind."],
    ]  # fmt: skip


def test_bars_with_an_end_are_a_table() -> None:
    (table,) = blocks("| a |\n|---|\n| b |")
    assert isinstance(table, Table)


@pytest.mark.parametrize(
    "line",
    ["* * *", "\\* \\* \\*", "***", "*", "* *", "o O o", "-o0o-", "◆ ◆ ◆", "§ § §", "❧", "~"],
)
def test_signs_alone_on_a_line_part_scenes(line: str) -> None:
    _, ornament, _ = blocks(f"He left.\n\n{line}\n\nShe stayed.")
    assert isinstance(ornament, Ornament)


@pytest.mark.parametrize("line", ["* one", "O", "o", "§ 1", "- 0 -", "oo", "—", ". . ."])
def test_other_short_lines_part_none(line: str) -> None:
    assert not any(isinstance(b, Ornament) for b in blocks(f"He left.\n\n{line}\n\nShe stayed."))
