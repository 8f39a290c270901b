"""Hyphens at the ends of printed lines: the printer's go, the author's stay."""

from __future__ import annotations

import pytest

from pipeline.clean.edit import fix
from pipeline.clean.spelling.completions import drops_hyphens, is_cut_word
from pipeline.clean.spelling.hyphens import join_cut_words, join_line_hyphens, restore_hyphens
from pipeline.clean.spelling.settle import settle_hyphen
from pipeline.model import Source

LINE = "as the men of the towns had done it all of them long before the State came\n"
LONG = LINE * 130


def test_a_page_that_breaks_no_word_keeps_the_hyphens_that_end_its_lines() -> None:
    text = fix(join_line_hyphens, f"{LONG}and they said that they would always co-\noperate so")
    assert "would always co-operate so" in text


def test_they_stay_where_the_text_closes_the_word_up_elsewhere() -> None:
    text = fix(join_line_hyphens, f"{LONG}to cooperate and to be shown how to co-\noperate so")
    assert "how to co-operate so" in text


def test_a_page_that_breaks_words_loses_the_hyphens() -> None:
    broken = "and in the same town they had done the exam-\nple that others were to\n"
    text = fix(join_line_hyphens, f"{LONG}{broken}and they said they would co-\noperate so")
    assert "would cooperate so" in text


def test_too_few_lines_show_nothing() -> None:
    text = fix(join_line_hyphens, f"{LINE * 30}and they said that they would co-\noperate so")
    assert "would cooperate so" in text


def test_many_hyphens_are_a_printers_though_their_parts_are_words() -> None:
    some = "and they said to the others that they would always co-\noperate so\n"
    assert "always cooperate so" in fix(join_line_hyphens, LONG + some * 8)


@pytest.mark.parametrize(
    ("head", "tail"), [("ro", "dents"), ("environ", "ment"), ("un", "til"), ("doubt", "ing")]
)
def test_two_parts_are_one_word_that_is_far_likelier(head: str, tail: str) -> None:
    assert is_cut_word(head, tail, "en", f"most {head}\n{tail} and birds")


@pytest.mark.parametrize(("head", "tail"), [("per", "cent"), ("land", "owners"), ("every", "one")])
def test_negative_two_words_that_are_written_as_one_too_stay_two(head: str, tail: str) -> None:
    assert not is_cut_word(head, tail, "en", f"of {head}\n{tail} there")


def test_the_text_s_own_word_lets_less_suffice_where_a_part_is_nowhere_else() -> None:
    own = "they perform it; to perform it, the form is"
    assert is_cut_word("per", "form", "en", f"{own}; to per\nform it")
    assert not is_cut_word("per", "form", "en", f"{own}; so much per week, to per\nform it")
    assert not is_cut_word("per", "form", "en", "to per\nform it")


def test_other_hyphens_that_were_dropped_let_it_suffice_too() -> None:
    text = "they perform it; to perform it, the form is; so much per week, to per\nform it"
    assert is_cut_word("per", "form", "en", text, dropped=True)


def test_negative_a_pair_that_stands_side_by_side_elsewhere_is_two_words() -> None:
    text = "he can perform, they perform, ten per form, to per\nform it"
    assert not is_cut_word("per", "form", "en", text, dropped=True)


def test_negative_an_old_spelling_is_no_cut_word() -> None:
    text = "anything, or anything that any man has, a thing; be any\nthing but chaos"
    assert not is_cut_word("any", "thing", "en", text)


def test_without_a_word_list_a_part_that_stands_nowhere_else_tells() -> None:
    assert is_cut_word("labo", "ristoj", "eo", "la laboristoj, de laboristoj, la labo\nristoj")
    assert not is_cut_word("de", "nove", "eo", "de, nove, denove, denove, de\nnove", dropped=True)


@pytest.mark.parametrize(
    ("head", "tail"),
    [("im", "possible"), ("apprentice", "ship"), ("improvi", "dent"), ("al", "most")],
)
def test_in_a_reading_without_hyphens_less_will_do(head: str, tail: str) -> None:
    text = f"it is {head}\n{tail} to them"
    assert is_cut_word(head, tail, "en", text, dropped=True)
    assert not is_cut_word(head, tail, "en", text)


@pytest.mark.parametrize(
    ("head", "tail"), [("per", "cent"), ("every", "one"), ("text", "books"), ("for", "ever")]
)
def test_negative_even_there_two_words_stay_two(head: str, tail: str) -> None:
    assert not is_cut_word(head, tail, "en", f"of {head}\n{tail} there", dropped=True)


def test_a_reading_without_hyphens_is_one_whose_printed_lines_end_in_none() -> None:
    assert drops_hyphens(LONG)
    assert not drops_hyphens(LONG + "as the men of the towns had done it all of them be-\nfore")
    assert not drops_hyphens("one paragraph to a line\n\nand another\n")


@pytest.mark.parametrize(
    ("head", "tail"),
    [("twenty", "five"), ("Ninety", "third"), ("one", "tenth"), ("whole", "is"), ("police", "a")],
)
def test_a_number_and_a_dash_keep_their_hyphen(head: str, tail: str) -> None:
    assert not settle_hyphen("and so it was", head, tail, "en")[0]


@pytest.mark.parametrize(("head", "tail"), [("seven", "teen"), ("bas", "is"), ("Galt", "on")])
def test_negative_an_ending_is_no_number_and_no_word_of_its_own(head: str, tail: str) -> None:
    assert settle_hyphen("and so it was", head, tail, "en")[0]


def test_french_writes_its_numbers_so_too_and_german_has_none() -> None:
    assert not settle_hyphen("et", "vingt", "deux", "fr")[0]
    assert not list(restore_hyphens(Source("twentyfive", lang="de")))


def test_two_words_that_the_text_uses_by_themselves_keep_their_hyphen() -> None:
    own = "an atomistic and narrow man, narrow and atomistic, the narrow, the atomistic"
    assert not settle_hyphen(own, "narrow", "atomistic", "en")[0]
    assert settle_hyphen("and so it was", "narrow", "atomistic", "en")[0]


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("large", "scale", False),
        ("decision", "making", False),
        ("self", "determination", False),
        ("pro", "capitalists", False),
        ("narrow", "egoistic", False),
        ("self", "ishness", True),
        ("con", "federally", True),
        ("land", "holding", True),
        ("fellow", "ship", True),
        ("un", "owned", True),
        ("water", "wards", True),
    ],
)
def test_an_english_compound_that_no_list_has_keeps_its_hyphen(
    head: str, tail: str, whole: bool
) -> None:
    """As 1.8 million words of English write it; an affix closes up."""
    assert settle_hyphen("and so it was", head, tail, "en")[0] is whole


def test_a_text_that_closes_up_its_compounds_is_heeded_before_the_list() -> None:
    own = "the workshop and the workman, a workhouse, workmen and workpeople"
    assert settle_hyphen(own, "work", "woman", "en")[0]


def test_what_stands_behind_an_apostrophe_is_the_beginning_of_no_word() -> None:
    assert (
        fix(join_cut_words, "the great re\nformer of the town") == "the great reformer of the town"
    )
    kept = "what they’re\nformer slaves of"
    assert fix(join_cut_words, kept) == kept


def test_negative_what_was_measured_in_english_says_nothing_of_german() -> None:
    assert not is_cut_word("soll", "test", "de", "das soll\ntest es", dropped=True)
