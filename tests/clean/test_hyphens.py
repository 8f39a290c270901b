"""Hyphens at the ends of printed lines: the printer's go, the author's stay."""

from __future__ import annotations

from pipeline.clean.edit import fix
from pipeline.clean.hyphens import join_line_hyphens

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
