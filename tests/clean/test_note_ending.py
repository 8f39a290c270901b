"""How the last note of a page ends: only one that is broken off goes on over the page."""

from __future__ import annotations

import pytest

from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.clean.notes.continued import Ending, LastNote, ending, last_note, rest_of_note
from pipeline.clean.pages.furniture import pages

LINE = "as the men of the towns had done it all of them long before the State came\n"


@pytest.mark.parametrize(
    ("last", "how"),
    [
        ("as the men of the towns had done it all of them long before the State and", "BROKEN_OFF"),
        ("as the men of the towns had done it: see his life at www.example.org/lives", "FULL"),
        ("as the men of the towns had done it all of them before the State came in.", "FULL"),
        ("See his life at www.example.org", "CLOSED"),
        ("as the men of the towns had done it all of them before the State came in;", "BROKEN_OFF"),
    ],
    ids=["mid-sentence", "a web address", "a stop", "a short line", "a semicolon"],
)
def test_a_note_that_ends_in_an_address_is_not_broken_off(last: str, how: str) -> None:
    text = f"{LINE * 9}1 {last}\n"
    assert ending(text, pages(text)[0]) is Ending[how]


SMALL = "as all of the men of the towns had done it all of them before the State was there\n"
TWO = f"{SMALL.strip()} {SMALL}"


def rest(page: str, how: Ending, bracket: str = "") -> str:
    """Give the lines that go on with the note which stood last on the page before."""
    text = f"{LINE * 20}\f{page}\n"
    second = pages(text)[1]
    found = rest_of_note(text, second, second.end, LastNote(how, bracket), "en")
    return text[found.start : second.end] if found else ""


def test_the_rest_of_a_note_may_have_lines_that_hold_two_printed_ones() -> None:
    assert rest(LINE * 3 + TWO + SMALL + "and no more.", Ending.BROKEN_OFF).startswith(TWO)


def test_negative_one_wide_line_is_no_rest_of_a_note_that_ended() -> None:
    assert rest(LINE * 3 + SMALL + LINE * 2, Ending.FULL) == ""


def test_negative_nor_are_two_lines_of_the_body_in_one() -> None:
    assert rest(LINE * 3 + f"{LINE.strip()} {LINE}" * 2, Ending.FULL) == ""


CUT = "as the men of the towns had done it all of them long before, beginning with\n"


def test_a_line_that_closes_the_notes_bracket_is_the_notes() -> None:
    assert rest(LINE * 3 + CUT + "N.Y., 1920.] Trans.", Ending.BROKEN_OFF, "[").startswith("N.Y.")


@pytest.mark.parametrize(
    ("page", "bracket"),
    [
        (LINE * 3 + CUT + "N.Y., 1920.] Trans.", ""),
        (LINE * 3 + CUT.replace("long", "[see") + "N.Y., 1920.] Trans.", "["),
        (LINE * 3 + CUT + "the [N.Y.] Trans.", "["),
    ],
    ids=["none is open", "the body opened it", "it is opened there"],
)
def test_negative_a_bracket_of_the_body_shows_no_note(page: str, bracket: str) -> None:
    assert rest(page, Ending.BROKEN_OFF, bracket) == ""


def test_the_widest_of_the_last_lines_shows_the_type_and_a_narrower_one_the_notes_end() -> None:
    text = f"{LINE * 20}1 {SMALL}{SMALL.replace(' was there', '')[:-1]}.\n"
    note = last_note(text, pages(text)[0])
    assert note.least < natural_width(SMALL) / measure_of(text) < note.most
    assert natural_width(LINE) / measure_of(text) < note.least
    assert note.ending is Ending.CLOSED


def test_the_bracket_that_a_note_leaves_open_is_told() -> None:
    text = f"{LINE * 9}1 [See (there) {LINE}"
    assert last_note(text, pages(text)[0]).bracket == "["
    text = f"{LINE * 9}1 [See there] {LINE}"
    assert last_note(text, pages(text)[0]).bracket == ""
