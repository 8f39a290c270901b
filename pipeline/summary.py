"""What a run tells at its end: a row a text, and the exit status of the worst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from click import style
from rich.markup import escape
from rich.table import Table

from pipeline.batch.work import Outcome
from pipeline.decide import key
from pipeline.errors import MissingTool
from pipeline.model import Cleaned
from pipeline.report import NOT_MADE, Finding, Repair, Report, Verdict
from pipeline.report_page import by_doubt, flat, visible

STRICT = 1
"""The exit status of a text that is whole but not without findings, under ``--strict``."""
NAMES = {"tei": "TEI", "epub": "EPUB", "pdf": "PDF", "text": "text", "html": "HTML"}
STYLES = {
    "valid": "green",
    "INVALID": "bold red",
    "not checked": "yellow",
    NOT_MADE: "yellow",
    "–": "dim",
}


def status_of(outcome: Outcome, *, strict: bool) -> int:
    """Give the exit status of one text.

    An edition that nobody checked breaks a promise, whether or not it is good: the status is then
    that of a missing tool. With ``strict``, so does what waits for a person.
    """
    if outcome.status or outcome.report is None:
        return outcome.status
    if any(verdict.valid is None for verdict in outcome.report.verdicts):
        return MissingTool.exit_status
    return STRICT if strict and (outcome.report.findings or outcome.report.proposed) else 0


def word(verdict: Verdict | None) -> str:
    """Say a verdict in a word; “valid” is said of nothing that was not checked."""
    if verdict is None:
        return "–"
    if verdict.valid is None:
        return NOT_MADE if verdict.detail.startswith(NOT_MADE) else "not checked"
    return "valid" if verdict.valid else "INVALID"


def counted(count: int, one: str, more: str = "") -> str:
    """Write a count with its noun.

    >>> counted(1, "repair"), counted(2, "repair"), counted(0, "entry", "entries")
    ('1 repair', '2 repairs', '0 entries')
    """
    return f"{count} {one if count == 1 else more or one + 's'}"


def line(outcome: Outcome) -> str:
    """Tell of one text on one line, as a log holds it."""
    report = outcome.report
    if report is None:
        return f"{outcome.path.name}: FAILED (status {outcome.status})"
    verdicts = ", ".join(f"{NAMES[item.edition]} {word(item)}" for item in report.verdicts)
    spent = f"{outcome.seconds:.1f} s" if outcome.fresh else "already there"
    made = f"{counted(len(report.applied), 'repair')}, {len(report.proposed)} proposed"
    found = counted(len(report.findings), "finding")
    return f"{report.name}: {made}, {found}; {verdicts}; {spent}"


def table(outcomes: Sequence[Outcome]) -> Table:
    """Draw the summary of a run for a terminal."""
    drawn = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    drawn.add_column("text", overflow="ellipsis", no_wrap=True, min_width=18)
    for column in ("made", "proposed", "findings"):
        drawn.add_column(column, justify="right")
    for column in NAMES.values():
        drawn.add_column(column)
    drawn.add_column("seconds", justify="right")
    for outcome in outcomes:
        drawn.add_row(*_row(outcome))
    return drawn


def _row(outcome: Outcome) -> list[str]:
    report = outcome.report
    if report is None:
        failed = f"[bold red]failed ({outcome.status})[/]"
        return [escape(outcome.path.name), failed, *["–"] * (2 + len(NAMES)), ""]
    spent = f"{outcome.seconds:.1f}" if outcome.fresh else "there"
    counts = (len(report.applied), len(report.proposed), len(report.findings))
    return [escape(report.name), *map(str, counts), *_verdicts(report), spent]


def _verdicts(report: Report) -> list[str]:
    by_edition = {verdict.edition: verdict for verdict in report.verdicts}
    words = [word(by_edition.get(edition)) for edition in NAMES]
    return [f"[{STYLES[text]}]{text}[/]" for text in words]


def unchecked(outcomes: Sequence[Outcome]) -> list[str]:
    """Say of each edition that was not checked, or not made, why."""
    reports = [outcome.report for outcome in outcomes if outcome.report]
    told = [
        f"{report.name}, {NAMES[verdict.edition]} {verdict.detail}"
        for report in reports
        for verdict in report.verdicts
        if verdict.valid is None
    ]
    return list(dict.fromkeys(told))


def running_text(cleaned: Cleaned) -> str:
    """Give the cleaned streams one behind the other: body, notes, colophon."""
    streams = (cleaned.body, cleaned.notes, cleaned.colophon)
    texts = (stream.text.replace("\f", "").strip("\n") for stream in streams)
    return "\n\n".join(text for text in texts if text)


def explanation(
    file: str, rule: str, cleaned: Cleaned, repairs: Sequence[Repair], findings: Sequence[Finding]
) -> Iterator[str]:
    """Tell of the repairs of a text, those that most need a person first, and of its findings."""
    yield f"dialect: {cleaned.dialect} ({cleaned.dialect_evidence}); language: {cleaned.lang}"
    for repair in by_doubt(repairs):
        if rule in ("", repair.rule):
            yield explained(repair)
    for finding in findings:
        yield f"{finding.origin or file}: {finding.message} [{finding.code}]"
    made = sum(repair.applied for repair in repairs)
    yield f"{counted(made, 'repair')} made, {len(repairs) - made} proposed"


def explained(repair: Repair) -> str:
    """Tell of one repair: what and where, why, among which words, and the key it goes by."""
    state = "made" if repair.applied else "proposed"
    why = f": {repair.evidence}" if repair.evidence else ""
    before = style(f"[-{visible(repair.before)}-]", fg="red") if repair.before else ""
    after = style(f"{{+{visible(repair.after)}+}}", fg="green") if repair.after else ""
    return (
        f"{repair.origin}: {repair.rule}, {repair.confidence.value}, {state}{why}\n"
        f"    …{flat(repair.left)}{before}{after}{flat(repair.right)}…\n"
        f"    key: {key(repair)}"
    )
