"""One text in a process of its own."""

import os
import resource
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.report import Report

MEMORY = 4 << 30
"""Bytes of data that a text may take; a book of a megabyte takes a tenth of it."""
BUG = 1
"""The exit status of what is no failure of the text but one of Handpress."""


@dataclass(frozen=True, slots=True)
class Job:
    """A text to make the editions of."""

    path: Path
    out: Path
    editions: tuple[str, ...]
    also: Path | None = None
    """Another extraction of the text, to hold it against."""
    stale: tuple[str, ...] = ()
    """Editions of an earlier state that lie there and are not asked for: they will go."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a text: a report, or the failure with its exit status.

    ``message`` names what went wrong, the place and the cure; ``trace`` is there when the fault is
    one of Handpress. ``fresh`` is false where the editions were there already; ``gone`` names those
    of an earlier state that were taken away, since this run did not make them anew.
    """

    path: Path
    status: int = 0
    report: Report | None = None
    message: str = ""
    trace: str = ""
    seconds: float = 0.0
    fresh: bool = True
    gone: tuple[str, ...] = ()


def crashed(job: Job, why: str) -> Outcome:
    """Give the outcome of a text whose process did not live to give one."""
    return Outcome(job.path, BUG, message=f"{job.path}: {why}")


def make_one(job: Job, line: Connection, limit: float) -> None:
    """Make the editions of one text, and send its outcome.

    What the text asks of the checkers goes over the same line. Whatever a text raises is caught
    here, and only here, so that it stays its own.
    """
    _bound(limit)

    def ask(request: Mapping[str, str]) -> Mapping[str, Any]:
        line.send(dict(request))
        answer: Mapping[str, Any] = line.recv()
        return answer

    start = time.perf_counter()
    try:
        from pipeline.run import build_text

        report = build_text(job.path, job.out, job.editions, ask, job.also)
        outcome = Outcome(job.path, 0, report, gone=job.stale)
    except PipelineError as error:
        error.where = error.where or str(job.path)
        outcome = Outcome(job.path, error.exit_status, message=str(error))
    except MemoryError:
        size = f"{MEMORY >> 30} GiB"
        outcome = crashed(job, f"it needs more than {size} of memory")
    except Exception as error:
        told = f"{job.path}: a fault of Handpress: {type(error).__name__}: {error}"
        outcome = Outcome(job.path, BUG, message=told, trace=traceback.format_exc())
    seconds = time.perf_counter() - start
    with suppress(BrokenPipeError):  # the run was killed, and nobody asks any more
        line.send(replace(outcome, seconds=seconds))
    line.close()


def _bound(limit: float) -> None:
    """Bound memory and processor time, and keep what libraries print off standard output.

    Memory is counted by what is written to, since pandoc reserves far more than it uses.
    """
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    seconds = int(limit) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
