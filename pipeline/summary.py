"""What a run tells while it goes on and at its end, and the exit status of the worst."""

import difflib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from click import style
from rich import progress
from rich.console import Console

from pipeline import collate
from pipeline.batch.catalogue import OVERVIEW, needs_of
from pipeline.batch.work import Outcome
from pipeline.clean import rules
from pipeline.decide import BY_HAND, key
from pipeline.errors import ConfigError, MissingTool
from pipeline.model import Cleaned
from pipeline.report import NOT_MADE, Finding, Repair, Verdict
from pipeline.report_page import by_doubt, flat, visible

STRICT = 1
"""The exit status of a text that is whole but not without findings, under ``--strict``."""
NAMES = {"tei": "TEI", "epub": "EPUB", "pdf": "PDF", "text": "text", "html": "HTML"}
FIRST = 10
"""So many texts that need a person are named at the end of a run."""


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


def judgement(verdict: Verdict) -> str:
    """Tell of a verdict with who gave it, and each problem on a line of its own."""
    detail = f"{verdict.checker}; {verdict.detail}" if verdict.detail else verdict.checker
    return "\n  ".join((f"{word(verdict)} ({detail})", *verdict.problems))


def counted(count: int, one: str) -> str:
    """Write a count with its noun.

    >>> counted(1, "repair"), counted(2, "repair")
    ('1 repair', '2 repairs')
    """
    return f"{count} {one}{'s' * (count != 1)}"


def line(outcome: Outcome) -> str:
    """Tell of one text on one line, as a log holds it."""
    report = outcome.report
    if report is None:
        return f"{outcome.path.name}: FAILED (status {outcome.status})"
    verdicts = ", ".join(f"{NAMES[item.edition]} {word(item)}" for item in report.verdicts)
    spent = f"{outcome.seconds:.1f} s" if outcome.fresh else "already there"
    made = f"{counted(len(report.applied), 'repair')}, {len(report.proposed)} proposed"
    found = counted(len(report.findings), "finding")
    gone = ", ".join(NAMES.get(edition, edition) for edition in outcome.gone)
    gone = f"; taken away, being of an earlier state: {gone}" if gone else ""
    return f"{report.name}: {made}, {found}; {verdicts}; {spent}{gone}"


def ending(outcomes: Sequence[Outcome], out: Path) -> Iterator[str]:
    """Tell at the end of a run what came of it, and which texts need a person first."""
    failed = [str(outcome.path) for outcome in outcomes if outcome.report is None]
    made = counted(len(outcomes) - len(failed), "text")
    waiting = [need for need in needs_of(outcomes) if need.waits]
    wait = f", {len(waiting)} waiting for a person" if waiting else ""
    yield f"{made} made, {len(failed) or 'none'} failed{wait}"
    if failed and len(outcomes) > 1:
        yield f"failed: {', '.join(failed)}"
    for need in waiting[:FIRST]:
        open_ = ", ".join(
            f"{count} {what}" for count, what in (
                (need.unchecked, "not checked"), (need.proposed, "proposed"),
                (need.findings, "findings" if need.findings > 1 else "finding"),
            ) if count
        )  # fmt: skip
        yield f"  {out / need.folder / OVERVIEW}: {open_}"
    if len(waiting) > FIRST:
        yield f"  … and {len(waiting) - FIRST} more"
    if len(outcomes) > max(1, len(failed)):
        yield f"{out / OVERVIEW}: all of them, those first that need a person most"


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


def known_rule(name: str) -> None:
    """Raise ConfigError for a rule that there is not, with the one most like it."""
    names = [rule for rule, _ in (*rules(), *collate.rules())]
    if name not in ("", BY_HAND, *names):
        near = difflib.get_close_matches(name, names, 1)
        cure = f"did you mean “{near[0]}”?" if near else "“handpress rules” prints them all"
        raise ConfigError(f"there is no rule “{name}”", cure=cure)


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
    refused = sum(repair.decided and not repair.applied for repair in repairs)
    told = f", {refused} refused" if refused else ""
    yield f"{counted(made, 'repair')} made, {len(repairs) - made - refused} proposed{told}"


def explained(repair: Repair) -> str:
    """Tell of one repair: what and where, why, among which words, and the key it goes by."""
    state = "made" if repair.applied else "refused" if repair.decided else "proposed"
    why = f": {repair.evidence}" if repair.evidence else ""
    before = style(f"[-{visible(repair.before)}-]", fg="red") if repair.before else ""
    after = style(f"{{+{visible(repair.after)}+}}", fg="green") if repair.after else ""
    return (
        f"{repair.origin}: {repair.rule}, {repair.confidence.value}, {state}{why}\n"
        f"    …{flat(repair.left)}{before}{after}{flat(repair.right)}…\n"
        f"    key: {key(repair)}"
    )


class Progress:
    """Tell how a run goes on: a live line on a terminal, a plain line a text in a log."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True)
        self._live = progress.Progress(
            progress.SpinnerColumn(), progress.MofNCompleteColumn(), progress.BarColumn(24),
            progress.TimeRemainingColumn(), progress.TextColumn("{task.description}", markup=False),
            console=self._console, transient=True, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._total = self._left = total
        self._done = 0
        self._all = self._live.add_task("", total=total)
        self._running: dict[str, None] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Callable[[str, Outcome | None], None]:
        self._live.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def _tell(self, name: str, outcome: Outcome | None) -> None:
        with self._lock:
            self._running.pop(name, None)
            if outcome is None:
                self._running[name] = None
            else:
                self._done += 1
                self._left -= not outcome.fresh  # what costs nothing tells nothing of the rest
                told = outcome.message if outcome.report is None else line(outcome)
                count = f"[{self._done}/{self._total}] " if self._total > 1 else ""
                for text in filter(None, (count + told, outcome.trace)):
                    self._console.print(text, markup=False, highlight=False, soft_wrap=True)
            self._live.update(
                self._all, total=self._left, completed=self._done - self._total + self._left,
                description=", ".join(self._running),
            )  # fmt: skip
