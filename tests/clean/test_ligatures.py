"""Ligatures: what a text that lost them gets back, and that a sound one is left alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from bench.places import TRUTHS
from pipeline.clean import clean
from pipeline.clean.edit import Press, disjoint
from pipeline.clean.notation.stand_ins import restore_stand_ins
from pipeline.clean.spelling.ligatures import restore_ligatures
from pipeline.clean.spelling.spaced import close_up_ligatures
from pipeline.model import Source
from pipeline.report import Confidence

RULES = (restore_stand_ins, close_up_ligatures, restore_ligatures)
LIGATURE = re.compile("ffi|ffl|ff|fi|fl")
PRIVATE = {"ff": "\ue004", "fi": "\ue005", "fl": "\ue006", "ffi": "\ue007", "ffl": "\ue008"}
LOSSES: dict[str, Callable[[str], str]] = {
    "as nothing": lambda ligature: "",
    "as a space": lambda ligature: " ",
    "as private characters": lambda ligature: PRIVATE[ligature],
    "as the replacement character": lambda ligature: "\ufffd",
    "spaced out": lambda ligature: f" {ligature} ",
    "only fi, as nothing": lambda ligature: "" if ligature == "fi" else ligature,
}
"""Ways in which extractors lose ligatures."""
WORDS = re.compile(r"[^\W\d_]+")

OWN = """
The first office of the State was to define the difference between fields that were held in common
and fields that were not. The officers found it difficult: their efforts suffered from the
influence of official affairs, and the conflict was never satisfied. Finally a sufficient number of
scientific men offered to reflect upon it; they were efficient and indifferent to profit, and the
significance of their findings was affirmed by five different offices. Nothing infinitely
beneficial came of it. The fishermen took off their coats, lit a fire, and stayed in the flowery
fields; a flock of geese flew off to find another river. It was the fifth time that the magnificent
edifice fell, and the staff confessed that the reflection had been superficial.
"""


def mended(text: str) -> str:
    return Press(lambda raw: None).run(RULES, Source(text)).text


def lost(text: str, loss: str) -> str:
    return LIGATURE.sub(lambda match: LOSSES[loss](match[0]), text)


@pytest.mark.parametrize("loss", LOSSES)
def test_a_text_gets_its_ligatures_back(loss: str) -> None:
    wanted, given = OWN.split(), mended(lost(OWN, loss)).split()
    wrong = [(a, b) for a, b in zip(wanted, given, strict=False) if a != b]
    assert Levenshtein.distance(wanted, given) <= 2, wrong[:5]


def test_a_sound_text_stays_as_it_is() -> None:
    assert mended(OWN) == OWN


def test_a_sound_text_with_odd_names_stays_as_it_is() -> None:
    text = OWN + "Eld, Rst and Nally of the ofce met Dierent; nd, ofcer, elds.\n"
    assert mended(text) == text


def test_the_edit_of_a_lost_ligature_says_why() -> None:
    edits = disjoint(restore_ligatures(Source(lost(OWN, "as nothing"))))
    assert all(edit.evidence for edit in edits)
    assert all(not edit.end - edit.start and edit.after for edit in edits)


def truths() -> list[Path]:
    return sorted((TRUTHS / "texts" / "sim").glob("*.md"))


needs_truths = pytest.mark.skipif(not truths(), reason="the truth sets are not beside the checkout")


@needs_truths
def test_sound_books_stay_as_they_are() -> None:
    for path in truths():
        text = path.read_text(encoding="utf-8")
        for rule in RULES:
            assert not disjoint(rule(Source(text))), f"{rule.__name__} in {path.name}"


@needs_truths
@pytest.mark.parametrize(
    ("loss", "least"),
    [("as nothing", 0.92), ("as private characters", 0.99), ("only fi, as nothing", 0.95)],
)
def test_books_get_their_ligatures_back(loss: str, least: float) -> None:
    """Recall: what is not restored is names and words that the list does not have."""
    before = after = 0
    for path in truths():
        text = path.read_text(encoding="utf-8")
        if len(text) > 100_000:
            continue
        wanted, damaged = WORDS.findall(text), lost(text, loss)
        before += Levenshtein.distance(wanted, WORDS.findall(damaged))
        after += Levenshtein.distance(wanted, WORDS.findall(mended(damaged)))
    assert 1 - after / before >= least


@needs_truths
def test_hardly_any_repair_makes_a_wrong_word() -> None:
    """Precision: a repaired word that the book does not have at that place is a wrong repair."""
    made = wrong = 0
    for path in truths():
        text = path.read_text(encoding="utf-8")
        if len(text) > 100_000:
            continue
        damaged = lost(text, "as nothing")
        given = mended(damaged)
        wanted, old, new = WORDS.findall(text), WORDS.findall(damaged), WORDS.findall(given)
        assert len(wanted) >= len(old) == len(new)
        made += sum(a != b for a, b in zip(old, new, strict=True))
        ours = Levenshtein.editops(wanted, new)
        wrong += sum(
            1 for op in ours if op.tag == "replace" and old[op.dest_pos] != new[op.dest_pos]
        )
    assert wrong / made < 0.01


def test_negative_a_word_that_may_have_been_two_others_is_only_asked_about() -> None:
    text = OWN
    for ligature in ("ffi", "ffl", "ff", "fi", "fl"):
        text = text.replace(ligature, "")
    edits = list(restore_ligatures(Source(f"{text} to rearm his faith", lang="en")))
    assert edits[-1].confidence is Confidence.DOUBTFUL


def test_a_row_of_letters_that_is_no_word_is_read_and_left() -> None:
    """Whoever asks what each place in it can have lost never comes to an end."""
    cleaned, _, _ = clean(Source("x" * 200_000), lang="en")
    assert cleaned.body.text == "x" * 200_000
