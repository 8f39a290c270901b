"""Every word of the witness is in the cleaned text or in a repair."""

from dataclasses import replace

import pytest

from pipeline.check.conservation import account
from pipeline.check.words import follow_witness
from pipeline.clean import clean
from pipeline.errors import LostText
from pipeline.model import Mark, Origin, Source
from pipeline.report import Confidence, Repair

WITNESS = "one two three four five six"


def repair(raw: int, before: str, after: str, rule: str = "mend", applied: bool = True) -> Repair:
    return Repair(rule, Origin("", 1), raw, before, after, Confidence.SURE, applied)


def test_an_untouched_text_is_kept_whole() -> None:
    result = account(WITNESS, [Source(WITNESS)], Source(""), [])
    assert (result.words, result.kept, result.lost) == (6, 6, [])


def test_a_word_that_no_repair_took_out_is_lost() -> None:
    left = Source("one two four five six", (Mark(0, 0), Mark(8, 14)))
    result = account(WITNESS, [left], Source(""), [])
    assert [token.form for token in result.lost] == ["three"]


def test_a_proposal_takes_nothing_out() -> None:
    left = Source("one two four five six", (Mark(0, 0), Mark(8, 14)))
    told = [repair(8, "three ", "", applied=False)]
    assert len(account(WITNESS, [left], Source(""), told).lost) == 1


def test_a_dropped_word_is_entered_under_its_rule() -> None:
    left = Source("one two four five six", (Mark(0, 0), Mark(8, 14)))
    result = account(WITNESS, [left], Source(""), [repair(8, "three ", "", "drop-heads")])
    assert result.dropped == {"drop-heads": 1} and not result.lost


def test_a_changed_word_is_entered_under_its_rule() -> None:
    left = Source("one two THIRD four five six", (Mark(0, 0), Mark(8, 8, "mend"), Mark(13, 13)))
    result = account(WITNESS, [left], Source(""), [repair(8, "three", "THIRD")])
    assert result.changed == {"mend": 1} and not result.lost


def test_a_repair_explains_no_more_words_than_it_took_out() -> None:
    left = Source("one two six", (Mark(0, 0), Mark(8, 24)))
    result = account(WITNESS, [left], Source(""), [repair(8, "three ", "")])
    assert [token.form for token in result.lost] == ["four", "five"]


def test_a_word_that_was_mended_before_it_went_is_followed() -> None:
    witness = "| a denition | 3 |"
    told = [repair(6, "", "fi", "mend"), repair(0, "| a definition | 3 |", "a . . . 3", "read")]
    left = Source("a . . . 3", (Mark(0, 0, "read"),))
    assert account(witness, [left], Source(""), told).lost == []
    assert len(account(witness, [left], Source(""), told[1:]).lost) == 1


def test_a_word_whose_number_was_raised_before_it_went_is_followed() -> None:
    witness = "Roads5 310"
    told = [
        repair(5, "5", "<sup>5</sup>", "raise"),
        repair(0, "Roads<sup>5</sup> 310", "| Roads<sup>5</sup> | 310 |", "read"),
    ]
    left = Source("| Roads<sup>5</sup> | 310 |", (Mark(0, 0, "read"),))
    assert account(witness, [left], Source(""), told).lost == []
    assert len(account(witness, [left], Source(""), told[:1]).lost) == 2


def test_words_in_the_notes_are_moved() -> None:
    body, notes = Source("one two three ", (Mark(0, 0),)), Source("four five six", (Mark(0, 14),))
    result = account(WITNESS, [body], notes, [])
    assert (result.kept, result.moved, result.lost) == (3, 3, [])


def test_a_stretch_that_claims_to_be_copied_and_is_not_keeps_nothing() -> None:
    result = account(WITNESS, [Source("one two drei four five six")], Source(""), [])
    assert len(result.lost) == 6


@pytest.mark.parametrize("hidden", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200f"])
@pytest.mark.parametrize("place", ["st{}ops", "stops{}"])
def test_a_word_is_kept_when_only_what_shows_nothing_left_it(hidden: str, place: str) -> None:
    witness = f"it {place.format(hidden)} here"
    cleaned, repairs, _ = clean(Source(witness))
    result = account(witness, [cleaned.body], cleaned.notes, repairs)
    assert (result.kept, result.lost) == (3, [])


@pytest.mark.parametrize("taken", ["ops", "\u00adops", "\u0301"])
def test_a_part_of_a_word_that_shows_and_is_gone_is_lost(taken: str) -> None:
    witness = "it st\u00adops cafe\u0301 here"
    at = witness.index(taken)
    rest = witness[at + len(taken) :]
    left = Source(witness[:at] + rest, (Mark(0, 0), Mark(at, at + len(taken))))
    assert len(account(witness, [left], Source(""), []).lost) == 1


TEXT = "# A Title\n\nA Person\n\nThe first para-\ngraph of the text.\n\nAnother, with “quotes”.\n"


def test_the_whole_of_cleanup_loses_nothing() -> None:
    source = Source(TEXT)
    cleaned, repairs, _ = clean(source)
    follow_witness(TEXT, cleaned, repairs, "text.md")


@pytest.mark.parametrize("word", ["Person", "first", "text", "quotes"])
def test_a_word_cut_from_the_cleaned_text_is_named_with_its_line(word: str) -> None:
    cleaned, repairs, _ = clean(Source(TEXT))
    at = cleaned.body.text.index(word)
    ends = cleaned.body.slice(0, at), cleaned.body.slice(at + len(word), len(cleaned.body.text))
    text = ends[0].text + ends[1].text
    moved = (replace(mark, offset=mark.offset + at) for mark in ends[1].marks)
    cut = replace(cleaned, body=Source(text, (*ends[0].marks, *moved)))
    line = TEXT[: TEXT.index(word)].count("\n") + 1
    with pytest.raises(LostText, match=rf"text\.md:{line}: 1 words .*“{word.lower()}”"):
        follow_witness(TEXT, cut, repairs, "text.md")


def test_accents_that_stand_one_behind_the_other_lose_no_word() -> None:
    """A name on a Mac, and what is copied from it, has each accent apart from its letter."""
    witness = "une ide\u0301e cre\u0301e\u0301e"
    cleaned, repairs, _ = clean(Source(witness))
    assert cleaned.body.text.strip() == "une idée créée"
    assert follow_witness(witness, cleaned, repairs, "a.md").lost == []
