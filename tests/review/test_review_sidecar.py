"""What the review writes, a person can go on writing."""

import pytest

from pipeline.config import Correction, Decision, parse_config
from pipeline.review.sidecar import add_correction, decide, describe, drop_correction, rekey

BY_A_PERSON = """# What I know of this text.
[metadata]  # from the title page
title = "The Wage System"

# seen in the print
[[accept]]
rule = "restore-years"
key = "in|19|,p.3"  # page 7
"""
KEYS = ["a|'|b", 'a|"|b', "a|\\|b", "a|\\n|b", "é|\u00ad|\x07", "a||b", "='''\"\"\"#[x]"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("before", ["", BY_A_PERSON])
def test_what_is_written_is_read_as_it_was_meant(before: str, key: str) -> None:
    written = decide(before, "curl-quotes", key, "refuse")
    found = parse_config(written.encode(), "a.toml").decisions[-1]
    assert (found.rule, found.key, found.accepted) == ("curl-quotes", key, False)
    assert decide(before, "curl-quotes", key, "refuse") == written


def test_all_that_a_person_wrote_stays() -> None:
    written = decide(BY_A_PERSON, "join-pages", "a||b", "accept")
    written = decide(written, "curl-quotes", "a|'|b", "refuse")
    written = add_correction(written, Correction("tbe", "the", "he said", "cat", 0))
    for line in BY_A_PERSON.splitlines():
        assert line in written.splitlines()
    assert written.count("\n\n[[") == 3  # each table stands by itself


def test_a_verdict_taken_back_leaves_no_trace() -> None:
    written = decide(BY_A_PERSON, "curl-quotes", "a|'|b", "refuse")
    assert decide(written, "curl-quotes", "a|'|b", "").strip() == BY_A_PERSON.strip()


def test_a_second_verdict_stands_for_the_first() -> None:
    written = decide(BY_A_PERSON, "restore-years", "in|19|,p.3", "refuse")
    decisions = parse_config(written.encode(), "a.toml").decisions
    assert [(item.rule, item.accepted) for item in decisions] == [("restore-years", False)]


def test_a_verdict_that_is_there_already_changes_nothing() -> None:
    assert decide(BY_A_PERSON, "restore-years", "in|19|,p.3", "accept") == BY_A_PERSON


def test_a_key_is_renewed_where_it_stands() -> None:
    written = rekey(BY_A_PERSON, "restore-years", "in|19|,p.3", "in|19|,p.4")
    assert written == BY_A_PERSON.replace("in|19|,p.3", "in|19|,p.4")


def test_a_correction_can_be_taken_out_again() -> None:
    once = add_correction(BY_A_PERSON, Correction("a\nb", "ab", "", "", 0))
    twice = add_correction(once, Correction("tbe", "the", "he", "", 0))
    left = parse_config(
        drop_correction(twice, Correction("a\nb", "ab", "", "", 0)).encode(), "a.toml"
    ).corrections
    assert [(item.before, item.after, item.left) for item in left] == [("tbe", "the", "he")]
    assert (
        parse_config(
            drop_correction(once, Correction("a\nb", "ab", "", "", 0)).encode(), "a.toml"
        ).corrections
        == ()
    )


MIXED = """[[accept]]
rule = "a"
key = "1"

[[refuse]]
rule = "b"
key = "2"

[[accept]]
rule = "c"
key = "3"
"""


def test_lists_that_a_person_mixed_are_kept_whole() -> None:
    written = decide(decide(MIXED, "d", "4", "accept"), "b", "2", "")
    assert {(item.rule, item.key) for item in parse_config(written.encode(), "a").decisions} == {
        ("a", "1"), ("c", "3"), ("d", "4"),
    }  # fmt: skip


def test_an_empty_list_is_begun() -> None:
    written = decide("accept = []\n[metadata]\ntitle = 'x'\n", "b", "2", "accept")
    assert [item.rule for item in parse_config(written.encode(), "a").decisions] == ["b"]


def test_a_list_written_in_one_line_is_gone_on_with() -> None:
    written = decide('accept = [{rule = "a", key = "1"}]\n', "b", "2", "accept")
    assert [(item.rule, item.key) for item in parse_config(written.encode(), "a").decisions] == [
        ("a", "1"), ("b", "2"),
    ]  # fmt: skip
    assert isinstance(parse_config(written.encode(), "a").decisions[0], Decision)


TOP_OF_BOTH = {("Ada Baker", ""), ("", "a.jpg")}


@pytest.mark.parametrize("above", ['editor = "Ada Baker"  # me\n', 'cover = "a.jpg"\n'])
def test_what_stands_above_all_tables_stays_there(above: str) -> None:
    text = above
    for written in (
        describe(text, {"title": "Bread"}),
        decide(describe(text, {"title": "Bread"}), "r", "k", "accept"),
        describe(decide(text, "r", "k", "accept"), {"title": "Bread"}),
    ):
        config = parse_config(written.encode(), "a.toml")
        assert written.startswith(text) and (config.editor, config.cover) in TOP_OF_BOTH
        assert config.metadata == {"title": "Bread"}
