"""What holds of any two texts: nothing is lost, agreement makes nothing, what differs is told."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pipeline.also import Cleanup, Other, hold_against
from pipeline.check.words import follow_witness
from pipeline.clean import clean
from pipeline.collate import rules
from pipeline.collate.align import align
from pipeline.collate.words import letters
from pipeline.errors import OtherText
from pipeline.model import Source

ROOT = Path(__file__).parent.parent.parent
FIRST = (ROOT / "input/kropotkin-self-valorization.md").read_text(encoding="utf-8")
PROSE = [line for line in FIRST.split("\n") if len(line.split()) > 12 and "|" not in line]
OURS = {name for name, _ in rules()}
WORDS = st.lists(st.sampled_from(list("abcdef")), max_size=60)
LINE = st.sampled_from([
    "The men of the towns had done it long before the State came, and well.",
    "Bread, and roses too.", "It was of no use<sup>1</sup> to anyone.", "## The Towns", "---",
    "<sup>1</sup> See the book.", "<sup>2</sup> And (Kropotkin", "com-", "munication", "\f", "12",
    "elds of di ff erent kinds; the _whole_ of it", "* * *", "> quoted", "- one\n- two", "men2 who",
    "Ｔhe ﬁrst — “so”", "The Anarchist Library\nAnti-Copyright", "自由な社会", "\ue0e0]", "",
])  # fmt: skip
TEXT = st.lists(LINE, min_size=1, max_size=14).map("\n\n".join)


def collated(here: str, there: str) -> Cleanup:
    cleanup = clean(Source(here), {}, "en")
    other = Other(Path("there.md"), there.encode())
    return hold_against("here.md", here, Source(here), {}, cleanup, other)


def ours(cleanup: Cleanup) -> list[str]:
    return [repair.rule for repair in cleanup[1] if repair.rule in OURS]


@given(WORDS, WORDS)
def test_an_alignment_covers_both_texts_and_takes_turns(a: list[str], b: list[str]) -> None:
    parts = align(a, b)
    assert [word for part in parts for word in a[part.a : part.a_end]] == a
    assert [word for part in parts for word in b[part.b : part.b_end]] == b
    assert all(a[p.a : p.a_end] == b[p.b : p.b_end] for p in parts if p.equal)
    assert all(not (one.equal and two.equal) for one, two in pairwise(parts))


def test_an_alignment_of_a_long_text_finds_what_was_dropped() -> None:
    words = [f"w{random.Random(7 * n).randrange(900)}" for n in range(30_000)]
    parts = align(words, [*words[:9_000], *words[9_012:]])
    assert [(p.a_end - p.a, p.b_end - p.b) for p in parts if not p.equal] == [(12, 0)]


@settings(max_examples=60)
@given(TEXT)
@example("The Anarchist Library\nAnti-Copyright")
@example("Of no use<sup>1</sup> to anyone." + "\n\n<sup>1</sup> See the book." * 3)
def test_a_text_held_against_itself_stays_as_it_is(text: str) -> None:
    alone = clean(Source(text), {}, "en")
    if not letters(text):
        return
    together = collated(text, text + "\n")
    assert together[0] == alone[0]
    assert ours(together) == []


@settings(max_examples=60)
@given(TEXT, TEXT)
def test_no_word_is_lost_to_another_text(here: str, there: str) -> None:
    """Whatever the other has, every word of this one is in it still, or in a repair."""
    try:
        cleaned, repairs, _ = collated(f"{PROSE[0]}\n\n{here}", f"{there}\n\n{PROSE[0]}\n")
    except OtherText:
        return
    follow_witness(f"{PROSE[0]}\n\n{here}", cleaned, repairs, "here.md")


@pytest.mark.parametrize("seed", range(5))
def test_a_line_that_one_of_them_lost_is_told(seed: int) -> None:
    line = random.Random(seed).choice(PROSE)
    words = line.split()
    start = random.Random(seed).randrange(len(words) - 8)
    lost = " ".join(words[start : start + 8])
    shorter = FIRST.replace(line, " ".join([*words[:start], *words[start + 8 :]]), 1)
    for here, there in ((shorter, FIRST), (FIRST, shorter)):
        _, repairs, findings = collated(here, there)
        told = [f"{item.before} {item.after}" for item in repairs if item.rule in OURS]
        told += [item.message for item in findings]
        assert any(letters(lost)[3:-3] in letters(item) for item in told), lost


@pytest.mark.parametrize("seed", range(5))
def test_a_line_that_was_written_twice_is_taken_out(seed: int) -> None:
    line = random.Random(seed).choice(PROSE)
    sentence = line[: len(line) // 2].rpartition(" ")[0] + " "
    twice = FIRST.replace(line, sentence + line, 1)
    alone = clean(Source(FIRST), {}, "en")[0]
    cleaned, repairs, _ = collated(twice, FIRST)
    assert letters(cleaned.body.text) == letters(alone.body.text)
    assert letters(cleaned.notes.text) == letters(alone.notes.text)
    assert [item.rule for item in repairs if item.rule in OURS and item.applied] == [
        "drop-repeated-words"
    ]
    follow_witness(twice, cleaned, repairs, "here.md")


def worsened(text: str, seed: int) -> str:
    """Misread letters, lost spaces, lost lines and lost note marks, a few in a thousand words."""
    chance = random.Random(seed)
    made = []
    for paragraph in text.split("\n\n"):
        words = paragraph.split(" ")
        for at in range(len(words) - 1, -1, -1) if len(words) > 20 else ():
            kind, word = chance.random(), words[at]
            if kind < 0.004 and len(word) > 4:
                place = chance.randrange(1, len(word) - 1)
                words[at] = word[:place] + chance.choice("cenoiatls") + word[place + 1 :]
            elif kind < 0.006:
                words[at] = word.replace("m", "rn").replace("h", "b")
            elif kind < 0.007:
                del words[at : at + 9]
            elif "<sup>" in word and kind < 0.2 and not paragraph.startswith("<sup>"):
                words[at] = word.partition("<sup>")[0]
            elif kind > 0.999:
                words[at] += words.pop(at + 1) if at + 1 < len(words) else ""
        made.append(" ".join(words))
    return "\n\n".join(made)


@pytest.mark.parametrize("seed", range(3))
def test_a_worse_extraction_makes_none_worse(seed: int) -> None:
    cleanup = collated(FIRST, worsened(FIRST, seed))
    assert [item for item in cleanup[1] if item.rule in OURS and item.applied] == []
    assert cleanup[0] == clean(Source(FIRST), {}, "en")[0]


@pytest.mark.parametrize("seed", range(3))
def test_a_better_extraction_mends_most_of_a_worse_one(seed: int) -> None:
    worse = worsened(FIRST, seed)
    right = clean(Source(FIRST), {}, "en")[0].body.text.split()
    alone, together = clean(Source(worse), {}, "en")[0], collated(worse, FIRST)[0]
    before = differences(alone.body.text.split(), right)
    after = differences(together.body.text.split(), right)
    assert 0 < after < 0.6 * before  # lost lines are only proposed


def differences(one: list[str], two: list[str]) -> int:
    return sum(op.tag != "equal" for op in Levenshtein.opcodes(one, two))
