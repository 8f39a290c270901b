"""The pages of a folder of editions: catalogue, feed, and which texts need a person first."""

import json
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.built import read_report
from pipeline.batch.work import Outcome
from pipeline.dates import first_day
from pipeline.outputs import name_of, write
from pipeline.report import MEDIA_TYPES, Report
from pipeline.resources import template

NAMES = {"tei": "TEI", "epub": "EPUB", "pdf": "PDF", "text": "Text", "html": "HTML"}
PAGE, FEED = "index.html", "opds.xml"
KIND = "application/atom+xml;profile=opds-catalog;kind=acquisition"
KNOWN = ("identifier", "title", "language", "published", "rights", "authors", "library")
"""What an entry of the feed says of its text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in the catalogue."""

    folder: str
    report: Report

    @property
    def updated(self) -> str:
        """Give the date of the edition as Atom writes it: the header's, never the clock's."""
        return f"{first_day(str(self.report.source['published']))}T00:00:00Z"


def write_catalogue(out: Path, entries: Sequence[Entry]) -> None:
    """Write ``index.html`` of the texts that lie in a folder, and ``opds.xml``.

    The feed is an acquisition feed of OPDS 1.2, which reading apps and other catalogues take in. It
    lies beside the folders that it names, so its addresses hold wherever all of it is served.
    """
    by_title = sorted(
        entries, key=lambda entry: (str(entry.report.source.get("title", "")), entry.folder)
    )
    page = template("pipeline.batch", PAGE)
    shown = page.render(entries=by_title, names=NAMES, feed=FEED, kind=KIND)
    write(out / PAGE, shown.encode())
    # what a feed can tell of: texts made by a version that knew all that it says
    if offered := [e for e in by_title if all(fact in e.report.source for fact in KNOWN)]:
        write(out / FEED, _feed(offered).encode())


def _feed(entries: Sequence[Entry]) -> str:
    updated = max(entry.updated for entry in entries)
    library = Counter(str(entry.report.source["library"]) for entry in entries).most_common(1)[0][0]
    identifier = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{library}/{FEED}')}"
    return template("pipeline.batch", FEED).render(
        entries=entries, types=MEDIA_TYPES, file=FEED, kind=KIND, updated=updated,
        identifier=identifier, title=library or "Editions",
    )  # fmt: skip


def entries_of(out: Path) -> list[Entry]:
    """Read the reports that lie in a folder of editions, in the order of their folders."""
    return [entry for path in sorted(out.glob("*/report.json")) if (entry := _entry(path))]


def _entry(path: Path) -> Entry | None:
    try:
        return Entry(path.parent.name, read_report(json.loads(path.read_text("utf-8"))))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # of another version, or cut: the next run of that text mends it


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
