"""The report of a text: for people as one page, for programs as JSON, both reproducible."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.clean import rules
from pipeline.decide import key
from pipeline.report import Confidence, Finding, Repair, Report
from pipeline.resources import template

ORDER = {Confidence.DOUBTFUL: 0, Confidence.LIKELY: 1, Confidence.SURE: 2}
AROUND = 40
SHOWN = 40
"""So many repairs of one sure rule the page shows; all are in the JSON."""


@dataclass(frozen=True, slots=True)
class Group:
    """The repairs of one rule, as the page shows them."""

    rule: str
    summary: str
    count: int
    likely: int
    shown: Sequence[Mapping[str, Any]]


def report_json(report: Report) -> bytes:
    """Write the report for programs: sorted, without times, clock or paths."""
    whole = {
        "name": report.name,
        "program": report.program,
        "source": report.source,
        "verdicts": [asdict(verdict) for verdict in report.verdicts],
        "outputs": report.outputs,
        "words": report.words,
        "repairs": [repair_facts(repair) for repair in report.repairs],
        "findings": [_finding_facts(finding) for finding in report.findings],
        "seen": [_finding_facts(finding) for finding in report.seen],
    }
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _finding_facts(finding: Finding) -> dict[str, str]:
    place = str(finding.origin or "")
    return {"code": finding.code, "message": finding.message, "place": place}


def repair_facts(repair: Repair) -> dict[str, Any]:
    """Give all there is to know of one repair, as JSON can hold it."""
    facts = asdict(repair)
    place = facts.pop("origin")
    del facts["raw"]  # page and line tell the place
    return {**facts, **place, "confidence": repair.confidence.value, "key": key(repair)}


def report_html(report: Report) -> bytes:
    """Write the report for people: proposals first, then what was made, rule by rule."""
    page = template("pipeline", "report.html").render(
        report=report,
        proposals=[_shown(repair) for repair in report.proposed],
        refused=[_shown(repair) for repair in report.refused],
        groups=list(_groups(report.applied)),
        made=len(report.applied),
        shown=SHOWN,
        sidecar=Path(str(report.source.get("file") or report.name)).with_suffix(".toml").name,
    )
    return page.encode()


def by_doubt(repairs: Sequence[Repair]) -> list[Repair]:
    """Put the repairs that most need a person first: proposed, then likely, then all others."""
    return sorted(
        repairs, key=lambda item: (not item.waits, item.applied, ORDER[item.confidence], item.raw)
    )


def _groups(repairs: Sequence[Repair]) -> Iterator[Group]:
    summaries = dict(rules())
    by_rule: dict[str, list[Repair]] = {}
    for repair in repairs:
        by_rule.setdefault(repair.rule, []).append(repair)
    for rule, made in by_rule.items():
        ordered = by_doubt(made)
        likely = sum(repair.waits for repair in made)
        summary = summaries.get(rule, "Put the reading that a person gave.")
        yield Group(
            rule, summary, len(made), likely,
            [_shown(repair) for repair in ordered[: max(SHOWN, likely)]],
        )  # fmt: skip


def _shown(repair: Repair) -> dict[str, Any]:
    return repair_facts(repair) | {
        "place": str(repair.origin),
        "before": visible(repair.before),
        "after": visible(repair.after),
        "left": flat(repair.left[-AROUND:], cut_left=len(repair.left) >= AROUND),
        "right": flat(repair.right[:AROUND], cut_right=len(repair.right) >= AROUND),
    }


def visible(text: str) -> str:
    r"""Show in a reading what a page would swallow: ends of lines and pages, tabs, lone spaces.

    >>> visible("com-\n\n\f"), visible(" ")
    ('com-¶¶‖', '␣')
    """
    shown = text.replace("\n", "¶").replace("\f", "‖").replace("\t", "→").replace("\u00a0", "␣")
    return shown.replace(" ", "␣") if not shown.strip() else shown


def flat(text: str, *, cut_left: bool = False, cut_right: bool = False) -> str:
    """Show the text around a reading on one line, without the part of a word that a cut left.

    >>> flat("ommunist party\\nauthority ", cut_left=True)
    'party authority '
    """
    words = text.split()
    whole = words[cut_left : len(words) - cut_right] if len(words) > 2 else words
    before = " " if text[:1].isspace() and not cut_left else ""
    return f"{before}{' '.join(whole)}{' ' if text[-1:].isspace() and not cut_right else ''}"
