"""A passage that a person wrote anew becomes corrections as small as a reader would say them."""

import pytest

from pipeline.config import Correction
from pipeline.decide import Placed, places_of
from pipeline.errors import ConfigError
from pipeline.review.passage import (
    before_corrections,
    hunks,
    meant,
    reading_at,
    shown,
    stretch_like,
)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("the elds are wide", "the fields are wide", [("elds", "fields")]),
        ("multiply them render them", "multiply them and render them", [("them", "them and")]),
        ("It is is done.", "It is done.", [("is is", "is")]),
        ("render worse", "and render worse", [("render", "and render")]),
        ("One. Two.", "One.\n\nTwo.", [(" ", "\n\n")]),
        ("One\n\ntwo", "One two", [("\n\n", " ")]),
        ("The end.", "The end.\n\n## More\n\nIt goes on.", [("", "\n\n## More\n\nIt goes on.")]),
        ("II", "## II", [("II", "## II")]),
        ("said so", "said so<sup>3</sup>", [("so", "so<sup>3</sup>")]),
        ("a b c d e f g h", "x b c d e f g y", [("a", "x"), ("h", "y")]),
        ("Gone.", "", [("Gone.", "")]),
    ],
    ids=[
        "a word", "a word came", "a word went", "a first word", "a break came", "a break went",
        "a paragraph came", "a heading", "a call", "two words far apart", "all went",
    ],
)  # fmt: skip
def test_what_changed_is_told_word_by_word(was: str, now: str, told: list[tuple[str, str]]) -> None:
    found = list(hunks(was, now))
    assert [(was[start:end], after) for start, end, after in found] == told
    made = was
    for start, end, after in reversed(found):
        made = made[:start] + after + made[end:]
    assert made == now


def test_a_page_ends_where_it_ended() -> None:
    assert shown("one\ftwo") == "one‖two" and meant("uno‖two", "one\ftwo") == "uno\ftwo"
    with pytest.raises(ConfigError, match="has to stay"):
        meant("one two", "one\ftwo")
    with pytest.raises(ConfigError, match="has to stay"):
        meant("one‖two‖", "one\ftwo")
    with pytest.raises(ConfigError, match="U\\+0000"):
        meant("one\0", "one")
    with pytest.raises(ConfigError, match="of its own"):
        shown("a ‖ b")


def test_a_stretch_is_found_in_the_text_that_the_rules_left() -> None:
    first = Placed(2, 4, Correction("xx", "yyyy", "", "", 0, "body"))
    last = Placed(10, 12, Correction("zz", "", "", "", 0, "body"))
    assert before_corrections([first, last], 8, 9) == (8, 9, 6, 7)
    assert before_corrections([first, last], 3, 8) == (2, 8, 2, 6), "widened to a whole correction"
    assert before_corrections([first, last], 13, 15) == (13, 15, 13, 15)


def test_a_place_is_told_from_all_that_look_like_it() -> None:
    text = "He said it to her there. She said it to him there. They said it to him here."
    at = text.index("it", text.index("They"))
    made = reading_at(text, at, at + 2, "that", "body")
    assert places_of(made, text) == [(at, at + 2)]
    with pytest.raises(ConfigError, match="more than once"):
        reading_at("la " * 200, 300, 302, "lo", "body")


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("jumps over the lasy dog and runs", "lasy"),
        ("He saw it jump over the la-zi dog, and ran", "la-zi"),
        ("jumpps  oover the lazies dog", "lazies"),
        ("Nothing of the kind is here, as 1234 567 shows.", None),
        ("", None),
    ],
)
def test_the_nearest_place_is_found_or_none(text: str, stretch: str | None) -> None:
    wanted = Correction("lazi", "lazy", "jumps over the ", " dog and runs", 0, "body")
    found = stretch_like(wanted, text)
    assert (text[slice(*found)] if found else None) == stretch
