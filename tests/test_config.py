"""What people decide about a text, and what is wrong with how they wrote it."""

import re
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.config import Config, Correction, Decision, parse_config, read_config
from pipeline.decide import apply_corrections, apply_readings, hold_to_text, key, verdicts_of
from pipeline.errors import ConfigError
from pipeline.model import Cleaned, Origin, Source

WHOLE = b"""
[metadata]
title = "The Wage System"
authors = ["Peter Kropotkin"]
published = 2024-05-01

[[accept]]
rule = "restore-years"
key = "Avakumovic|19|,p.317)"

[[refuse]]
rule = "join-pages"
key = "a|b|c"

[[correct]]
left = "he said "
before = "tbe"
after = "the"
"""


def test_a_sidecar_is_read() -> None:
    config = parse_config(WHOLE, "a.toml")
    assert config.metadata == {
        "title": "The Wage System", "authors": ("Peter Kropotkin",), "published": "2024-05-01",
    }  # fmt: skip
    assert config.decisions == (
        Decision("restore-years", "Avakumovic|19|,p.317)", True, 8),
        Decision("join-pages", "a|b|c", False, 12),
    )
    assert config.corrections == (Correction("tbe", "the", "he said ", "", 17),)


def test_no_sidecar_decides_nothing(tmp_path: Path) -> None:
    assert read_config(tmp_path / "none.toml") == Config()


def test_the_example_that_people_copy_is_read(root: Path) -> None:
    page = (root / "input/README.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    config = parse_config(example.encode(), "README.md")
    assert config.metadata and config.decisions


@pytest.mark.parametrize(
    ("given", "where", "told"),
    [
        ("[metadata]\ntitel = 'x'", "a.toml:2", "did you mean “title”"),
        ("[metdata]\ntitle = 'x'", "a.toml:1", "did you mean “metadata”"),
        ("title = 'x'", "a.toml:1", "put “title” under [metadata]"),
        ("\neditor = 3", "a.toml:2", "write editor ="),
        ("[metadata]\neditor = 'A'", "a.toml:2", "put “editor” above all tables"),
        ("[[accept]]\nrule = 'x'\nky = 'y'", "a.toml:3", "did you mean “key”"),
        ("[[accept]]\nrule = 'x'\nkey = 'y'\n[[accept]]\nkey = 3", "a.toml:4", "text for “rule”"),
        ("[[accept]]\nrule = 'x'", "a.toml:1", "needs a text for “key”"),
        ("[accept]\nrule = 'x'\nkey = 'y'", "a.toml:1", "write [[accept]]"),
        ("[metadata]\n\nauthors = 'A'", "a.toml:3", 'write authors = ["…"]'),
        ("[metadata]\npublished = 'May'", "a.toml:2", "no date"),
        ("[metadata]\nlang = 'English'", "a.toml:2", "names no language"),
        ("[metadata]\ntitle = 3", "a.toml:2", "no text"),
        ("[metadata]\nidentifier = '978-1'", "a.toml:2", 'write identifier = "urn:isbn:'),
        ("[metadata]\nlicence = 'CC BY'", "a.toml:2", "write licence ="),
        ("cover = '../a.jpg'", "a.toml:1", "a file beside the text"),
        ("cover = 3", "a.toml:1", "a file beside the text"),
        ("[metadata]\ncover = 'a.jpg'", "a.toml:2", "put “cover” above all tables"),
        ("[metadata]\nzzz = 'x'", "a.toml:2", "cure: there are: authors"),
        ("[metadata\n", "a.toml", "line 1"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_cure(given: str, where: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(given.encode(), "a.toml")
    assert caught.value.where == where and told in str(caught.value)
    assert caught.value.exit_status == 8


def test_a_year_may_be_written_as_a_number() -> None:
    assert parse_config(b"[metadata]\ndate = 1886", "a.toml").metadata["date"] == "1886"


def corrected(text: str, *corrections: Correction) -> tuple[str, int]:
    config = Config("a.toml", "", {}, (), corrections)
    source, repairs = apply_corrections(Source(text), config)
    return source.text, len(repairs)


def test_a_correction_goes_through_the_engine_and_is_told() -> None:
    mended = Correction("tbe", "the", "he said", "cat", 1)
    assert corrected("tbe dog; he said\ntbe cat", mended) == ("tbe dog; he said\nthe cat", 1)


@pytest.mark.parametrize("text", ["the cat", "tbe and tbe"], ids=["nowhere", "twice"])
def test_a_correction_that_fits_no_place_or_two_is_an_error(text: str) -> None:
    with pytest.raises(ConfigError, match=r"a\.toml:7: the correction of “tbe” fits [02] places"):
        corrected(text, Correction("tbe", "the", "", "", 7))


TEXT = 'He said "no" to it, and "yes" to her.\n'


def test_a_refused_repair_is_not_made() -> None:
    _, repairs, _ = clean(Source(TEXT))
    first = next(repair for repair in repairs if repair.rule == "curl-quotes")
    config = Config(decisions=(Decision(first.rule, key(first), False, 1),))
    cleaned, again, _ = clean(Source(TEXT), verdicts_of(config))
    assert 'said "no' in cleaned.body.text and "“yes”" in cleaned.body.text
    hold_to_text(config, again)


def test_a_decision_that_no_longer_matches_names_the_nearest() -> None:
    _, repairs, _ = clean(Source(TEXT))
    first = next(repair for repair in repairs if repair.rule == "curl-quotes")
    stale = Config("a.toml", decisions=(Decision(first.rule, f"x{key(first)}", True, 4),))
    with pytest.raises(ConfigError, match=r"a\.toml:4: .* no longer matches") as caught:
        hold_to_text(stale, repairs)
    assert key(first) in caught.value.cure


READING = "# One\n\nA man of the the town. He went on.\n\nThen he slept."


def read(*corrections: Correction, text: str = READING) -> tuple[str, list[bool]]:
    cleaned = Cleaned(Source(text), Source(""), Source(""), None, (), "", "", "en")
    config = Config("a.toml", "", {}, (), corrections)
    made, repairs = apply_readings(cleaned, config, lambda raw: Origin("", raw))
    emended = [mark.before is not None for mark in made.body.marks if mark.rule == "correct"]
    assert all(repair.rule == "correct" and repair.applied for repair in repairs)
    return made.body.text, emended


def test_a_correction_of_the_reading_text_can_be_of_its_breaks() -> None:
    part = Correction(" ", "\n\n## Two\n\n", "town.", "He went", 3, "body")
    join = Correction("\n\n", " ", "went on.", "Then", 7, "body")
    assert read(part, join) == (
        "# One\n\nA man of the the town.\n\n## Two\n\nHe went on. Then he slept.", [False, False],
    )  # fmt: skip


def test_a_reader_sees_both_readings_of_words_but_not_of_notation() -> None:
    assert read(Correction("the the", "the", "of ", " town", 3, "body"))[1] == [True]
    assert read(Correction("on", "on<sup>1</sup>", "went ", ".", 3, "body"))[1] == [False]


@pytest.mark.parametrize(
    ("corrections", "told"),
    [
        ([Correction("the", "a", "", "", 5, "body")], "a.toml:5: .*fits 2 places"),
        ([Correction("he", "she", "when ", "", 5, "body")], "a.toml:5: .*fits 0 places"),
        ([Correction("", "x", "", "", 5, "body")], "a.toml:5: .*fits 0 places"),
        (
            [
                Correction("man of the", "woman of a", "A ", "", 4, "body"),
                Correction("the the", "the", "", "", 9, "body"),
            ],
            "a.toml:9: .*crosses another",
        ),
    ],
    ids=["many", "nowhere", "of nothing", "crossing"],
)
def test_a_correction_of_the_reading_text_that_cannot_be_is_an_error(
    corrections: list[Correction], told: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        read(*corrections)
    assert re.search(told, f"{caught.value.where}: {caught.value}")


def test_an_empty_text_can_be_begun() -> None:
    first = Correction("", "<sup>1</sup> A note.", "", "", 2, "body")
    assert read(first, text="") == ("<sup>1</sup> A note.", [False])


def test_the_text_that_a_correction_is_of_is_read_and_held_to_those_there_are() -> None:
    good = parse_config(b"[[correct]]\nin = 'notes'\nbefore = ''\nafter = 'x'", "a.toml")
    assert good.corrections == (Correction("", "x", "", "", 3, "notes"),)
    with pytest.raises(ConfigError, match="no text “cellar”") as caught:
        parse_config(b"[[correct]]\nin = 'cellar'\nbefore = ''\nafter = 'x'", "a.toml")
    assert caught.value.where == "a.toml:2" and "body" in caught.value.cure


def test_the_editor_stands_above_the_tables_and_may_be_left_out() -> None:
    assert parse_config(b"editor = ' Ada Baker '\n[metadata]\n", "a.toml").editor == "Ada Baker"
    assert parse_config(b"[metadata]\n", "a.toml").editor == ""
