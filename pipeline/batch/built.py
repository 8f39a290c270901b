"""Tell what is already there, made from the same input by the same program."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import program
from pipeline.batch.work import Job, Outcome
from pipeline.config import read_config
from pipeline.cover import read_cover
from pipeline.errors import ConfigError
from pipeline.model import Origin
from pipeline.outputs import name_of
from pipeline.report import Confidence, Finding, Repair, Report, Verdict


def already_built(job: Job) -> tuple[Job, Outcome | None]:
    """Give the outcome of an earlier run if all that this one would do is there, and checked.

    Else give the job, with the editions of that run added if they are of the same state of the
    text, so that asking for one more edition does not cost the others.
    """
    folder = job.out / name_of(job.path)
    try:
        report = read_report(json.loads((folder / "report.json").read_text("utf-8")))
        if _digest(job.path) != report.source["sha256"] or not _same_program(job, report):
            return replace(
                job, stale=tuple(sorted(report.outputs.keys() - set(job.editions)))
            ), None
        there = all(
            _digest(folder / str(facts["file"])) == facts["sha256"]
            for facts in report.outputs.values()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return job, None  # missing, or not what this version writes: make it again
    judged = {verdict.edition for verdict in report.verdicts if verdict.valid}
    if there and set(job.editions) <= judged & report.outputs.keys():
        return job, Outcome(job.path, 0, report, fresh=False)
    return replace(job, editions=tuple({*job.editions, *report.outputs})), None


def _same_program(job: Job, report: Report) -> bool:
    sidecar = job.path.with_suffix(".toml")
    decisions = _digest(sidecar) if sidecar.exists() else ""
    also = _digest(job.also) if job.also else None
    return (
        report.program.get("digest") == program.digest()
        and report.program.get("decisions") == decisions
        and report.program.get("also") == also
        and report.program.get("cover") == _cover(job.path, sidecar)
    )


def _cover(text: Path, sidecar: Path) -> str | None:
    try:
        data = read_cover(text, read_config(sidecar))
    except ConfigError:
        return ""  # the run tells what is wrong with it
    return hashlib.sha256(data).hexdigest() if data else None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_report(held: dict[str, Any]) -> Report:
    """Make a Report of what ``report.json`` holds; raises KeyError where a fact is missing."""
    return Report(
        held["name"],
        source=held["source"],
        program=held["program"],
        repairs=[_repair(item) for item in held["repairs"]],
        findings=[Finding(item["code"], item["message"]) for item in held["findings"]],
        words=held["words"],
        verdicts=[
            Verdict(**{**item, "problems": tuple(item["problems"])}) for item in held["verdicts"]
        ],
        outputs=held["outputs"],
    )


def _repair(item: dict[str, Any]) -> Repair:
    return Repair(
        item["rule"], Origin(item["page"], item["line"]), 0, item["before"], item["after"],
        Confidence(item["confidence"]), item["applied"], item["evidence"], item["left"],
        item["right"], item["decided"],
    )  # fmt: skip
