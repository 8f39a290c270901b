"""How the last note of a page ends: only one that is broken off goes on over the page."""

from __future__ import annotations

import pytest

from pipeline.clean.notes.continued import Ending, ending, rest_of_note
from pipeline.clean.pages.furniture import pages

LINE = "as the men of the towns had done it all of them long before the State came\n"


@pytest.mark.parametrize(
    ("last", "how"),
    [
        ("as the men of the towns had done it all of them long before the State and", "BROKEN_OFF"),
        ("as the men of the towns had done it: see his life at www.example.org/lives", "FULL"),
        ("as the men of the towns had done it all of them before the State came in.", "FULL"),
        ("See his life at www.example.org", "CLOSED"),
    ],
    ids=["mid-sentence", "a web address", "a stop", "a short line"],
)
def test_a_note_that_ends_in_an_address_is_not_broken_off(last: str, how: str) -> None:
    text = f"{LINE * 9}1 {last}\n"
    assert ending(text, pages(text)[0]) is Ending[how]


SMALL = "as all of the men of the towns had done it all of them before the State was there\n"
TWO = f"{SMALL.strip()} {SMALL}"


def rest(page: str, how: Ending) -> str:
    """Give the lines that go on with the note which stood last on the page before."""
    text = f"{LINE * 20}\f{page}\n"
    second = pages(text)[1]
    found = rest_of_note(text, second, second.end, how, "en")
    return text[found.start : second.end] if found else ""


def test_the_rest_of_a_note_may_have_lines_that_hold_two_printed_ones() -> None:
    assert rest(LINE * 3 + TWO + SMALL + "and no more.", Ending.BROKEN_OFF).startswith(TWO)


def test_negative_one_wide_line_is_no_rest_of_a_note_that_ended() -> None:
    assert rest(LINE * 3 + SMALL + LINE * 2, Ending.FULL) == ""


def test_negative_nor_are_two_lines_of_the_body_in_one() -> None:
    assert rest(LINE * 3 + f"{LINE.strip()} {LINE}" * 2, Ending.FULL) == ""
