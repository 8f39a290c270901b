"""Every rule against its cases: text files that read like a specification.

A file is named after its rule and holds cases, each a line ``# title``, a line ``--- before``,
text, a line ``--- after``, text. A case with ``negative`` in its title must not change and needs
no ``--- after``. ``lang=fr`` in the title says the language. A rule that only proposes has ``---
proposed`` instead, a line ``before -> after`` for each proposal; its negative cases have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.clean import APPARATUS, BODY, COLOPHON, TURNED, WHOLE, WITH_EVIDENCE
from pipeline.clean.edit import Rule, apply, disjoint, name_of
from pipeline.model import Source
from pipeline.report import Confidence

CASES = Path(__file__).parent.parent / "cases" / "clean"
CASE = re.compile(
    r"^# (?P<title>[^\n]+)\n--- before\n(?P<before>.*?)(?:^--- after\n(?P<after>.*?))?"
    r"(?:^--- proposed\n(?P<proposed>.*?))?"
    r"(?=^# [^\n]+\n--- before\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
RULES: dict[str, Rule] = {
    name_of(rule): rule  # type: ignore[arg-type]
    for rule in (*TURNED, *WHOLE, *APPARATUS, *BODY, *COLOPHON, *WITH_EVIDENCE)
}


@dataclass(frozen=True)
class Case:
    rule: str
    title: str
    before: str
    after: str
    lang: str
    proposed: list[str] | None
    """What is only proposed; None where the rule also makes edits."""


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        only_proposes = "--- proposed\n" in text
        for match in CASE.finditer(text):
            title = match["title"].strip()
            lang = re.search(r"\blang=(\w+)", title)
            before = match["before"].rstrip("\n")
            unchanged = "negative" in title or only_proposes
            after = before if unchanged else (match["after"] or "").rstrip("\n")
            proposed = (match["proposed"] or "").splitlines() if only_proposes else None
            yield Case(path.stem, title, before, after, lang[1] if lang else "en", proposed)


ALL = list(cases())


def made(rule: Rule, text: str, lang: str) -> str:
    source = Source(text, lang=lang)
    edits = [e for e in disjoint(rule(source)) if e.confidence is not Confidence.DOUBTFUL]
    return apply(source, edits).text


@pytest.mark.parametrize("case", ALL, ids=[f"{c.rule}: {c.title}" for c in ALL])
def test_case(case: Case) -> None:
    assert made(RULES[case.rule], case.before, case.lang) == case.after


@pytest.mark.parametrize(
    "case",
    [case for case in ALL if case.proposed is not None],
    ids=lambda case: f"{case.rule}: {case.title}",
)
def test_what_is_proposed(case: Case) -> None:
    edits = disjoint(RULES[case.rule](Source(case.before, lang=case.lang)))
    assert {edit.confidence for edit in edits} <= {Confidence.DOUBTFUL}
    assert [f"{case.before[e.start : e.end]} -> {e.after}" for e in edits] == case.proposed


@pytest.mark.parametrize("case", ALL, ids=[f"{c.rule}: {c.title}" for c in ALL])
def test_a_second_pass_finds_nothing(case: Case) -> None:
    assert made(RULES[case.rule], case.after, case.lang) == case.after


def test_every_file_is_named_after_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} <= set(RULES)


def test_every_file_has_a_negative_case() -> None:
    for path in CASES.glob("*.txt"):
        assert any(c.rule == path.stem and "negative" in c.title for c in ALL), path.name
