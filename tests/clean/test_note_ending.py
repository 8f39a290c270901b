"""How the last note of a page ends: only one that is broken off goes on over the page."""

from __future__ import annotations

import pytest

from pipeline.clean.notes.continued import Ending, ending
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
