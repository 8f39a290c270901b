"""What is missing in one rendering of a text, and what only looks so."""

import pytest

from pipeline.check.compare import missing

TEXT = "each word of a text is in an edition, and where a lost one stood is known".split()  # noqa: SIM905


def test_nothing_is_missing_from_the_same_words_in_another_order() -> None:
    assert missing(TEXT, TEXT[::-1]) == []


@pytest.mark.parametrize("index", range(len(TEXT)))
def test_a_lost_word_is_found_where_it_stood(index: int) -> None:
    assert missing(TEXT, TEXT[:index] + TEXT[index + 1 :]) == [index]


def test_all_words_are_missing_where_there_are_none() -> None:
    assert missing(["so", "it", "was"], []) == [0, 1, 2]


def test_a_word_that_stands_once_too_seldom_is_missing() -> None:
    assert missing(["no", "no", "no"], ["no", "no"]) == [1]


@pytest.mark.parametrize(
    ("want", "have"),
    [
        (["communication"], ["com", "munication"]),
        (["drop", "cap"], ["d", "rop", "cap"]),
        (["20th"], ["20", "th"]),
        (["word"], ["word12"]),
        (["k", "ropotkin"], ["kropotkin"]),
    ],
    ids=["a line's end", "a drop cap", "a superscript", "a note mark", "emphasis inside a word"],
)
def test_one_word_written_as_two_is_not_missing(want: list[str], have: list[str]) -> None:
    assert missing(want, have) == []


def test_halves_on_two_pages_are_a_word_only_if_a_hyphen_cut_them() -> None:
    have = ["com", "1", "a", "note", "munication"]
    assert missing(["communication"], have, cut=["com"]) == []
    assert missing(["communication"], have) == [0]


def test_a_spare_part_is_used_once() -> None:
    assert len(missing(["into", "into"], ["in", "to"])) == 1


def test_optional_words_may_be_missing_as_often_as_they_are_optional() -> None:
    assert missing(["a", "b", "b"], ["a"], optional=["b"]) == [1]


@pytest.mark.parametrize(
    ("want", "have"),
    [
        (["and", "on", "1", "until"], ["and", "on1", "until"]),
        (["titl", "1", "e"], ["title", "1"]),
        (["t", "hat", "o", "tha", "t"], ["t", "hat", "o", "that"]),
    ],
    ids=["a raised number", "a note's mark inside a word", "of two ways to join the one all lost"],
)
def test_words_written_as_one_are_not_missing(want: list[str], have: list[str]) -> None:
    assert missing(want, have) == []


@pytest.mark.parametrize(
    ("want", "have"),
    [
        (["titl", "1", "e"], ["titl", "1"]),
        (["on", "1", "until"], ["on", "until"]),
        (["t", "o", "t"], ["to"]),
    ],
)
def test_a_part_that_is_in_no_word_is_missing(want: list[str], have: list[str]) -> None:
    assert len(missing(want, have)) == 1


@pytest.mark.parametrize(
    ("want", "have"),
    [
        (["کتاب", "i386"], ["کتاب", "386i"]),
        (["کتاب", "a", "2"], ["کتاب", "2a"]),
        (["لكن"], ["نكل"]),
    ],
    ids=["a number with letters", "a section's label", "a ligature"],
)
def test_words_that_a_pdf_turns_round_are_not_missing(want: list[str], have: list[str]) -> None:
    assert missing(want, have) == []


@pytest.mark.parametrize(
    ("want", "have"),
    [
        (["book", "i386"], ["book", "386i"]),
        (["کتاب", "i386"], ["کتاب", "385i"]),
        (["لكن", "لكن"], ["نكل"]),
    ],
    ids=["no text that runs from right to left", "another number", "once of two times"],
)
def test_letters_in_another_order_are_else_another_word(want: list[str], have: list[str]) -> None:
    assert len(missing(want, have)) == 1
