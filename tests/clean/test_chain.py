"""The chain of rules as a whole: what is in it, in which order, and what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.clean import APPARATUS, BODY, COLOPHON, TURNED, WHOLE, WITH_EVIDENCE, clean, rules
from pipeline.clean.edit import name_of, summary_of
from pipeline.model import Source

ROOT = Path(__file__).parent.parent.parent
EVERY = (*TURNED, *WHOLE, *BODY, *APPARATUS, *COLOPHON, *WITH_EVIDENCE)


def before(one: str, two: str, chain: tuple[object, ...]) -> bool:
    names = [name_of(rule) for rule in chain]  # type: ignore[arg-type]
    return names.index(one) < names.index(two)


def cleaned_text(text: str, lang: str = "en") -> str:
    return clean(Source(text), lang=lang)[0].body.text


def test_every_rule_is_listed_once_with_its_sentence() -> None:
    listed = [name for name, _ in rules()]
    assert sorted(listed) == sorted({name_of(rule) for rule in EVERY})  # type: ignore[arg-type]
    assert len(listed) == len(set(listed))
    assert all(summary.endswith((".", ":")) or summary for _, summary in rules())


@pytest.mark.parametrize("rule", sorted({r.__module__ + "." + r.__name__ for r in EVERY}))
def test_a_rule_has_an_example_that_changes_and_one_that_stays(rule: str) -> None:
    """Two examples at least: what it does, and what it leaves alone."""
    function = next(r for r in EVERY if r.__module__ + "." + r.__name__ == rule)
    assert summary_of(function)  # type: ignore[arg-type]
    assert (function.__doc__ or "").count(">>> ") >= 2


@pytest.mark.parametrize("name", [name for name, _ in rules()])
def test_the_page_of_measured_rules_lists_the_rule_with_its_sentence(name: str) -> None:
    """If this fails the page is old: ``python -m bench rules`` writes it anew."""
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert f"| `{name}` | {dict(rules())[name]} |" in page


def test_the_page_of_measured_rules_has_no_rule_that_is_gone() -> None:
    page = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE) == [name for name, _ in rules()]


@pytest.mark.parametrize(
    ("one", "two", "chain"),
    [
        ("drop-controls", "expand-ligatures", WHOLE),
        ("drop-front-matter", "rule-off-notes", WHOLE),
        ("drop-page-numbers", "drop-running-heads", WHOLE),
        ("read-contents-table", "mark-headings", WHOLE),
        ("mark-headings", "end-pages", WHOLE),
        ("unwrap-lines", "join-pages", BODY),
        ("join-pages", "join-emphasis", BODY),
        ("close-up-punctuation", "curl-quotes", BODY),
        ("write-labels", "join-notes", APPARATUS),
    ],
)
def test_a_rule_stands_before_the_one_that_builds_on_it(
    one: str, two: str, chain: tuple[object, ...]
) -> None:
    assert before(one, two, chain)


def test_the_colophon_takes_no_part() -> None:
    last = 'The Anarchist Library\nAnti-Copyright\n\nX. "Y" , com-\nmunication\n\nhttp://a.org'
    cleaned, _, _ = clean(Source(f"# A\n\nOne.\n\nTwo.\n\nThree.\n\n{last}"))
    assert cleaned.colophon.text == last


def test_a_person_can_refuse_and_accept_by_context() -> None:
    text = 'Of the 20<sup>th</sup> Century and the 19 Century he says "no" to it.'
    _, repairs, _ = clean(Source(text))
    from pipeline.clean.edit import key_of

    decided = {
        (r.rule, key_of(r.left, r.before, r.right)): not r.applied for r in repairs
    }  # fmt: skip
    assert {r.rule for r in repairs} == {"raise-ordinals", "curl-quotes"}
    cleaned, _, _ = clean(Source(text), decided)
    assert cleaned.body.text == (
        'Of the 20<sup>th</sup> Century and the 19<sup>th</sup> Century he says "no" to it.'
    )


def test_what_one_rule_makes_the_next_can_read() -> None:
    """Emphasis that a page cut is one only after the paragraph is."""
    text = "It is the *whole of the*\n\n\f\n\n*social life* of men."
    assert "*whole of the \fsocial life* of men" in cleaned_text(text)


def test_an_empty_text_is_an_empty_text() -> None:
    cleaned, repairs, findings = clean(Source(""))
    assert (cleaned.body.text, cleaned.notes.text, cleaned.colophon.text) == ("", "", "")
    assert not repairs and not findings
