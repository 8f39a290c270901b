"""The title page: the library's name and cut titles, by the colophon."""

from __future__ import annotations

from functools import partial

from pipeline.clean.divisions.opening import drop_library_name, join_title_lines
from pipeline.clean.edit import fix

OLDER = """The Anarchist Library
October 17, 2009

Anti-Copyright.
http://theanarchistlibrary.org
Author: Pëtr Kropotkin
Title: Anarchist Communism: Its Basis and
## Principles
Publication date: 1927"""
TODAY = (
    "The Anarchist Library\nAnti-Copyright\n\nPëtr Kropotkin\nThe State\nIts Historic Role\n1897"
)


def test_a_title_in_pieces_is_one_line() -> None:
    page = "## Pëtr Kropotkin\n\nAnarchist Communism: Its\n## Basis and Principles\n\nText."
    made = fix(partial(join_title_lines, colophon=OLDER), page)
    assert made == "## Pëtr Kropotkin\n\nAnarchist Communism: Its Basis and Principles\n\nText."


def test_a_title_in_pieces_is_one_line_where_the_colophon_was_run_together() -> None:
    run = " ".join(OLDER.replace("## ", "").split("\n"))
    page = "Anarchist Communism: Its\n## Basis and Principles\nText."
    made = fix(partial(join_title_lines, colophon=run), page)
    assert made.startswith("Anarchist Communism: Its Basis and Principles\n\n")


def test_author_and_title_stay_two_lines() -> None:
    page = "Pëtr Kropotkin\nThe State\nIts Historic Role\n1897\n\nText."
    assert fix(partial(join_title_lines, colophon=TODAY), page) == page


def test_the_librarys_name_leaves_the_title_page() -> None:
    page = "# The State\n\nThe Anarchist Library\n\nText."
    made = fix(partial(drop_library_name, colophon=OLDER), page)
    assert made == "# The State\n\n\n\nText."


def test_the_librarys_name_in_the_text_stays() -> None:
    page = (
        "# The State\n\nText of the Anarchist Library.\n\n"
        + "Words. " * 400
        + "\n\nThe Anarchist Library\n"
    )
    assert fix(partial(drop_library_name, colophon=OLDER), page) == page
