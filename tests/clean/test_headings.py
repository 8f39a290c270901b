"""Headings among printed lines, where nothing but the contents page tells them."""

from pipeline.clean.divisions.headings import mark_headings
from pipeline.clean.edit import fix
from pipeline.clean.facts.calls import first_call

LINE = "as the men of the towns had done it all of them long before the State of our days\n"
PAGE = LINE * 9 + "and so they did.\n"
CONTENTS = "Contents\nPart One: The Riots and the Spirit . . . 3\nI . . . 3\nII . . . 9\n\n"


def marked(body: str) -> list[str]:
    return [line for line in fix(mark_headings, CONTENTS + body).split("\n") if line[:1] == "#"]


def test_one_right_under_a_heading_of_two_lines() -> None:
    body = f"Part One: The Riots and\nthe Spirit\nI\n{PAGE}II\n{PAGE}"
    assert marked(body) == ["## Part One: The Riots and the Spirit", "## I", "## II"]


def test_one_under_a_line_that_a_raised_mark_ends() -> None:
    assert marked(f"{PAGE.rstrip()}<sup>2</sup>\nII\n{PAGE}") == ["## II"]


def test_negative_one_under_a_line_whose_mark_stands_in_mid_sentence() -> None:
    assert marked(f"{LINE.rstrip()}<sup>2</sup>\nII\n{PAGE}") == []


def test_negative_a_line_of_prose_that_is_one_of_its_words() -> None:
    assert marked(f"{PAGE}the Spirit\nI\n{PAGE}") == []


def test_the_number_of_a_bold_heading_calls_no_note() -> None:
    text = "# **1. The Idea**\n\nIn all the wars of the last century.1 They"
    found = first_call(text, 0, len(text), 1)
    assert found and text[: found.start()].endswith("century.")


def test_a_bracketed_number_in_emphasis_calls_one() -> None:
    text = "as if it had been\n_reproduced by seed._ _[25]_\n\nBut"
    assert first_call(text, 0, len(text), 25)
