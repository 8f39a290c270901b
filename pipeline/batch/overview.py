"""The overview of a folder of editions: which texts need a person first, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.catalogue import Entry
from pipeline.batch.work import Outcome
from pipeline.outputs import name_of, write
from pipeline.report import Report
from pipeline.resources import template

OVERVIEW = "report.html"


@dataclass(frozen=True, slots=True)
class Need:
    """How much of a text waits for a person."""

    folder: str
    title: str
    unchecked: int
    proposed: int
    findings: int
    likely: int
    """Repairs that were made and should be looked through."""
    codes: str = ""

    @property
    def waits(self) -> bool:
        """Tell whether a text is not done with before a person has seen it."""
        return bool(self.unchecked or self.proposed or self.findings)

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Sort those first that need a person most."""
        return (-self.unchecked, -self.proposed - self.findings, -self.likely, self.folder)


def need_of(folder: str, report: Report) -> Need:
    """Count what of a text waits for a person."""
    codes = Counter(finding.code for finding in report.findings).most_common()
    return Need(
        folder,
        str(report.source.get("title", "")) or folder,
        sum(verdict.valid is None for verdict in report.verdicts),
        len(report.proposed),
        len(report.findings),
        len(report.likely),
        ", ".join(code if count == 1 else f"{code} ({count})" for code, count in codes),
    )


def needs_of(outcomes: Sequence[Outcome]) -> list[Need]:
    """Put the texts of a run that were made in the order in which they need a person."""
    reports = [outcome.report for outcome in outcomes if outcome.report is not None]
    return sorted((need_of(report.name, report) for report in reports), key=lambda need: need.rank)


def write_overview(
    out: Path, entries: Sequence[Entry], outcomes: Sequence[Outcome], passed: Sequence[str]
) -> None:
    """Write ``report.html`` for all that lies in a folder, and for what failed in this run.

    A text that failed may lie there still, in an earlier state: that is told with its failure.
    """
    failed = [outcome for outcome in outcomes if outcome.report is None]
    made = {outcome.report.name for outcome in outcomes if outcome.report is not None}
    stale = {name_of(outcome.path) for outcome in failed} - made
    shown = [need_of(entry.folder, entry.report) for entry in entries if entry.folder not in stale]
    needs = sorted(shown, key=lambda need: need.rank)
    page = template("pipeline.batch", "overview.html").render(
        needs=[need for need in needs if need.waits],
        done=[need for need in needs if not need.waits],
        failed=[
            (outcome, name_of(outcome.path) in stale & {entry.folder for entry in entries})
            for outcome in failed
        ],
        passed=passed,
    )
    write(out / OVERVIEW, page.encode())
