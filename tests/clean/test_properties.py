"""What holds of every text: no word is lost, nothing is found twice, all can be undone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.clean import APPARATUS, BODY, TURNED, WHOLE, clean
from pipeline.clean.divisions import opening, title
from pipeline.clean.edit import Edit, Rule, apply, disjoint, name_of, splice, undo
from pipeline.clean.notes import references
from pipeline.model import Cleaned, Source
from pipeline.report import Confidence, Repair

ROOT = Path(__file__).parent.parent.parent
FIRST = (ROOT / "input/kropotkin-self-valorization.md").read_text(encoding="utf-8")
COLOPHON = "The Anarchist Library\nAnti-Copyright\nAuthor: P. K.\nTitle: Mutual Aid\nOne"
ON_EVIDENCE: tuple[Rule, ...] = (
    partial(references.write_calls, labels=frozenset({"1", "2", "3", "*", "†"})),
    partial(references.raise_glued_calls, bodies=(("1", 10**6), ("2", 10**6))),
    partial(title.part_title_page, colophon=COLOPHON),
    partial(opening.drop_library_name, colophon=COLOPHON),
    partial(opening.join_title_lines, colophon=COLOPHON),
)
RULES = {name_of(rule): rule for rule in (*TURNED, *WHOLE, *BODY, *APPARATUS, *ON_EVIDENCE)}

WORDS = st.sampled_from([
    "the", "of", "State", "anarchy", "com-", "munication", "communication", "whale-", "boat",
    "self-", "valorization", "counter-tendency", "elds", "dierent", "di ff erent", "ofﬁce",
    "o7er", "20<sup>th</sup>", "19", "Century", "1871.", "1906", "[1906]", "[1]", "men2", "said--",
    '"so"', "“so”", "'tis", "Marx's", "day's", ",", ".", ";", ") ,", "(", "*bread*", "*and",
    "roses*",
    "_em_", "**bold**", "<em>", "</em>", "<b>", "&amp;", "&nbsp;", "\u00ad", "a\u0301", "\u200b",
    "<sup>1</sup>", "<sup>2</sup>", "$^{3}$", "¹", "*", "†", "p.36", "e.g.", "…", ". . .", "–", "—",
    "\x00", "\ufffd", "\ue005eld", "<http://a.org/x>", "theanarchistlibrary.org", "Kropotkin 19",
])  # fmt: skip
LINE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=6).map("\n".join)
FURNITURE = st.sampled_from([
    "---", "* * *", "\f", "{1}------------------------------------------------", "12", "13", "14",
    "--- end of page=3 ---", "# Contents", "One . . . . 3\nTwo . . . . 4\nThree . . 9", "## One",
    "## **Two**", "# Mutual Aid", "Mutual Aid", "| One | 3 |\n|---|---|\n| Two | 4 |",
    "<sup>1</sup> See the book.", "<sup>2</sup> And (Kropotkin", "1 See the book.",
    "[1] See there.", "1. See.\n\n2. See also.",
    "- Kropotkin, Peter 1902. Mutual Aid", "- one\n- two", "> quoted",
    "line of verse  \nanother", "- Woodcock, G. 1950. X", "![](_page_3_Picture_1.jpeg)",
    "<span id=\"page-3-0\"></span>", "primary_language: en",
    "The Anarchist Library\nAnti-Copyright",
    "Retrieved on July 18, 2012 from\nhttp://a.org/b", "theanarchistlibrary.org", "I", "II", "",
    "---\ntitle: A Story\n---",
])  # fmt: skip
BLOCK = st.one_of(PARAGRAPH, LINE, FURNITURE)
TEXT = st.lists(BLOCK, min_size=1, max_size=14).map("\n\n".join)
FULL_LINES = st.lists(
    st.sampled_from([
        "as the men of the towns had done it all of them long before the State",
        "came.1 And whilst speaking of the abolition of the rule of capital they",
        "wish to maintain two institutions which are the very basis of this com-",
        "munication, the ruling class.", "12", "1 See the book of the men of the towns.", "\f13",
        "    As for government, it is known that all of them had long abolished it,", "Mutual Aid",
        "Mutual Aid\f", "",
    ]), min_size=12, max_size=60,
).map("\n".join)  # fmt: skip
ANY = st.one_of(TEXT, FULL_LINES)

FINDS_AGAIN = {
    "drop-running-heads": "behind a head that went another line may be the one that recurs",
    "unwrap-lines": "joined lines have another measure",
    "raise-glued-calls": "a mark that is raised no longer stands in the way of the next note's",
}
"""Rules whose second run may find more, and why; each still comes to rest."""


def words(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def sure(edits: Iterator[Edit]) -> list[Edit]:
    return [edit for edit in disjoint(edits) if edit.confidence is not Confidence.DOUBTFUL]


def once(rule: Rule, source: Source) -> Source:
    return splice(source, [(edit, name_of(rule)) for edit in sure(rule(source))])


def streams(cleaned: Cleaned) -> tuple[Source, Source, Source]:
    return cleaned.body, cleaned.notes, cleaned.colophon


# --- the chain ---


@settings(max_examples=80)
@given(ANY)
@example(FIRST)
def test_every_letter_is_in_a_stream_or_in_a_repair(witness: str) -> None:
    """Each alphanumeric character is copied, at its place, or stands in what a repair replaced."""
    cleaned, repairs, _ = clean(Source(witness), lang="en")
    copied: set[int] = set()
    for stream in streams(cleaned):
        for text, mark in stream.stretches():
            if not mark.rule:
                copied.update(range(mark.raw, mark.raw + len(text)))
    gone = words("".join(c for at, c in enumerate(witness) if at not in copied))
    replaced = words("".join(repair.before for repair in repairs if repair.applied))
    assert not gone - replaced


@settings(max_examples=80)
@given(ANY)
@example(FIRST)
def test_no_letter_stands_in_two_places(witness: str) -> None:
    cleaned, _, _ = clean(Source(witness), lang="en")
    copied: Counter[int] = Counter()
    for stream in streams(cleaned):
        for text, mark in stream.stretches():
            if not mark.rule:
                copied.update(range(mark.raw, mark.raw + len(text)))
    assert [at for at, times in copied.items() if times > 1] == []


@settings(max_examples=80)
@given(ANY)
@example(FIRST)
def test_what_no_rule_wrote_is_the_witness(witness: str) -> None:
    cleaned, _, _ = clean(Source(witness), lang="en")
    for stream in streams(cleaned):
        for text, mark in stream.stretches():
            if not mark.rule:
                assert text == witness[mark.raw : mark.raw + len(text)]


@given(ANY)
def test_what_is_reported_is_what_was_done(witness: str) -> None:
    """A stretch that a rule wrote is named after one that reported a repair."""
    cleaned, repairs, _ = clean(Source(witness), lang="en")
    made = {repair.rule for repair in repairs if repair.applied} | {"separate-notes", ""}
    wrote = {mark.rule for stream in streams(cleaned) for _, mark in stream.stretches()}
    assert wrote <= made


@given(ANY)
def test_the_same_text_is_cleaned_in_the_same_way(witness: str) -> None:
    one, two = clean(Source(witness), lang="en"), clean(Source(witness), lang="en")
    assert one == two


@given(ANY)
def test_a_repair_shows_what_stood_around_it(witness: str) -> None:
    _, repairs, _ = clean(Source(witness), lang="en")
    for repair in repairs:
        assert repair.before != repair.after
        assert 0 <= repair.raw <= len(witness)
        assert repair.origin.line == witness.count("\n", 0, repair.raw) + 1


# --- each rule ---


@pytest.mark.parametrize("name", sorted(RULES))
@settings(max_examples=15)
@given(ANY)
def test_undo_gives_the_text_back(name: str, text: str) -> None:
    edits = sure(RULES[name](Source(text)))
    before = [text[edit.start : edit.end] for edit in edits]
    assert undo(apply(Source(text), edits).text, edits, before) == text


@pytest.mark.parametrize("name", sorted(RULES))
@settings(max_examples=15)
@given(ANY)
def test_a_rules_edits_do_not_cross(name: str, text: str) -> None:
    """Before the engine drops what crosses: a rule that contradicts itself hides a mistake."""
    edits = sorted(RULES[name](Source(text)), key=lambda edit: (edit.start, edit.end))
    for one, two in pairwise(edits):
        assert one.end <= two.start, (one, two)
        assert one != two
    assert all(0 <= edit.start <= edit.end <= len(text) for edit in edits)


@pytest.mark.parametrize("name", sorted(RULES.keys() - FINDS_AGAIN.keys()))
@settings(max_examples=15)
@given(ANY)
def test_a_second_run_finds_nothing(name: str, text: str) -> None:
    first = once(RULES[name], Source(text))
    assert [e for e in sure(RULES[name](first)) if first.text[e.start : e.end] != e.after] == []


@pytest.mark.parametrize("name", sorted(FINDS_AGAIN.keys() & RULES.keys()))
@settings(max_examples=15)
@given(ANY)
def test_a_rule_that_finds_more_comes_to_rest(name: str, text: str) -> None:
    source = Source(text)
    for _ in range(12):
        following = once(RULES[name], source)
        if following.text == source.text:
            return
        source = following
    raise AssertionError(source.text)


@pytest.mark.parametrize("name", sorted(RULES))
def test_on_the_first_text_a_second_run_finds_nothing(name: str) -> None:
    first = once(RULES[name], Source(FIRST))
    assert once(RULES[name], first).text == first.text


# --- any input ---


@settings(max_examples=100)
@given(st.text(max_size=400))
@example("\f")
@example("\n\f\n")
@example("---")
@example("\x00")
@example("<sup>1</sup>")
@example("---\n\n<sup>1</sup>")
@example("# ")
@example("\ud7ff\U0010ffff")
def test_no_text_is_refused(text: str) -> None:
    clean(Source(text))


@pytest.mark.parametrize("at", range(500, len(FIRST), 2500))
def test_a_text_cut_off_anywhere_is_cleaned(at: int) -> None:
    assert_kept(FIRST[:at])


@pytest.mark.parametrize("seed", range(4))
def test_a_text_whose_lines_are_shuffled_is_cleaned(seed: int) -> None:
    lines = FIRST.split("\n")
    random.Random(seed).shuffle(lines)
    assert_kept("\n".join(lines))


def assert_kept(witness: str) -> None:
    cleaned, repairs, _ = clean(Source(witness), lang="en")
    kept = words("".join(stream.text for stream in streams(cleaned)))
    replaced = words("".join(repair.before for repair in repairs if repair.applied))
    assert not words(witness) - kept - replaced


@lru_cache(maxsize=1)
def repairs_of_first() -> tuple[Repair, ...]:
    return tuple(clean(Source(FIRST))[1])


def test_a_text_twice_as_long_has_its_repairs_twice() -> None:
    """The body of the text doubled: the count of repairs grows with it, and not faster."""
    begin, end = FIRST.index("## **Abstract**"), FIRST.index("## References")
    doubled = FIRST[:end] + FIRST[begin:end] + FIRST[end:]
    assert len(clean(Source(doubled))[1]) <= 2 * len(repairs_of_first())
