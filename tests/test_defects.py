"""Every defect that docs/defects.md names, tried: what comes out of a small text that has it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline import parse
from pipeline.clean import clean
from pipeline.model import Origin, Source, Witness
from pipeline.report import Finding, Repair

ROOT = Path(__file__).parent.parent
WITNESS = Witness("case", "case.md", "0" * 64, 0, "plain")
SECTION = re.compile(r"^=> (?P<what>body|notes|proposes|finds)(?: (?P<rest>.*))?$", re.MULTILINE)
ROW = re.compile(r"^\| `(?P<code>[a-z-]+)` \| [^|]+ \| (?P<outcome>[a-z ]+) \|", re.MULTILINE)
LANGUAGES = {
    "dialogue-dash": "fr", "joiner": "fa", "lost-joiner": "fa", "parted-letters": "ar",
    "stretched-word": "ar",
}  # fmt: skip


@dataclass(slots=True)
class Case:
    """A text with a defect and what comes of it; ``␌`` stands for a form feed."""

    code: str
    before: str
    body: str = ""
    notes: str = ""
    told: list[str] = field(default_factory=list)
    """What is proposed or found."""


def read_cases() -> list[Case]:
    found = []
    for path in sorted((ROOT / "tests/defects").glob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("␌", "\f")
        for block in re.split(r"^@@ ", text, flags=re.MULTILINE)[1:]:
            code, _, rest = block.partition("\n")
            found.append(read_case(code, rest))
    return found


def read_case(code: str, text: str) -> Case:
    heads = list(SECTION.finditer(text))
    case = Case(code, text[: heads[0].start()].strip("\n"))
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
        content = text[head.end() : end].strip(" \n")
        if head["what"] in ("body", "notes"):
            setattr(case, head["what"], content)
        else:
            case.told.append(f"{head['what']} {head['rest']}")
    return case


def told(repairs: list[Repair], findings: list[Finding]) -> list[str]:
    proposed = [
        f"proposes {r.rule}: {r.left[-12:]}[{r.before}|{r.after}]{r.right[:12]}".replace("\n", "⏎")
        for r in repairs
        if not r.applied
    ]
    return proposed + [f"finds {finding.code}" for finding in findings]


CASES = read_cases()
OUTCOMES = {
    row["code"]: row["outcome"]
    for row in ROW.finditer((ROOT / "docs/defects.md").read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_defect_comes_out_as_the_page_says(case: Case) -> None:
    cleaned, repairs, found = clean(Source(case.before), lang=LANGUAGES.get(case.code, "en"))
    _, findings = parse.parse(cleaned, WITNESS, lambda raw: Origin("", raw))
    assert cleaned.body.text.strip("\n ") == case.body
    assert cleaned.notes.text.strip("\n \f") == case.notes
    assert told(repairs, [*found, *findings]) == case.told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_the_outcome_on_the_page_is_the_one_that_comes_out(case: Case) -> None:
    marks = "\f\n "
    same = "".join(c for c in case.before if c not in marks) == "".join(
        c for c in case.body + case.notes if c not in marks
    )
    match OUTCOMES[case.code]:
        case "proposed":
            assert any(line.startswith("proposes ") for line in case.told)
        case "finding":
            assert any(line.startswith("finds ") for line in case.told)
        case "repaired":
            assert case.body != case.before
        case "kept":
            assert same or case.notes
        case outcome:
            assert outcome == "not handled"
            assert not case.told


def test_the_page_and_the_cases_name_the_same_defects() -> None:
    assert [case.code for case in CASES if case.code not in OUTCOMES] == []
    assert sorted(OUTCOMES) == sorted(case.code for case in CASES)
