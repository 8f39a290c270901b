"""The pages of a printed book, named by marks that a transcriber set into the lines."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.model import Cleaned, Source

SENTENCE = "The men of the towns had done it all of them long before the State came. "


def sentences(count: int) -> str:
    return "".join(SENTENCE.replace("men", f"men of {n}") for n in range(1871, 1871 + count))


def cleaned(text: str) -> Cleaned:
    return clean(Source(text), lang="en")[0]


def pages(text: str) -> dict[str, str]:
    """Give the first letters of each page that has a name."""
    found = cleaned(text)
    body = found.body
    starts = {at: name for at, name in found.pages if name}
    return {
        starts[body.raw(at + 1)]: body.text[at + 1 : at + 9]
        for at, sign in enumerate(body.text)
        if sign == "\f" and body.raw(at + 1) in starts
    }


@pytest.mark.parametrize("form", ["[Pg {}]", "[p. {}]"])
def test_each_mark_begins_a_page_of_its_name(form: str) -> None:
    text = "# A Book\n\n" + "\n\n".join(
        f"{sentences(15)}And then {form.format(n)} page{n} began." for n in range(7, 15)
    )
    assert pages(text) == {str(n): f"page{n} began."[:8] for n in range(7, 15)}
    assert form.format(9) not in cleaned(text).body.text


def test_a_word_that_a_mark_parts_is_whole_and_the_page_begins_in_it() -> None:
    marks = "\n\n".join(f"{SENTENCE}One to[Pg {n}]gether." for n in (3, 4, 5))
    assert cleaned(marks).body.text.count("to\fgether") == 3


def test_a_page_that_begins_a_paragraph_or_a_heading_begins_before_it() -> None:
    marks = "\n\n".join(f"{SENTENCE}\n\n[Pg {n}]\n\n## Chapter {n}\n\nText." for n in (3, 4, 5))
    assert cleaned(f"# A\n\n{marks}").body.text.count("\n\n\f## Chapter") == 3


def test_a_witness_with_pages_of_its_own_keeps_those() -> None:
    marks = "\f".join(f"{SENTENCE}One to[Pg {n}]gether.\n\n" for n in (3, 4, 5))
    assert cleaned(marks).body.text.count("\f") == 2
    assert "together" in cleaned(marks).body.text
