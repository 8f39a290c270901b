"""Make the editions of many texts: each in a process of its own, with bounds of its own.

One text's failure, crash or endless loop costs that text alone. What is already there, made from
the same input by the same program, is not made again, so a run that was killed goes on where it
stopped.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from pipeline.batch.built import already_built
from pipeline.batch.catalogue import entries_of, write_catalogue
from pipeline.batch.inputs import named_apart
from pipeline.batch.overview import write_overview
from pipeline.batch.work import Job, Outcome, crashed, make_one
from pipeline.check.process import Checkers
from pipeline.outputs import name_of, sweep

__all__ = ["Job", "Outcome", "build_many", "write_pages"]

SECONDS, BYTES_A_SECOND = 300.0, 5_000
"""A text may take so long, and a second more for so many bytes."""

Tell = Callable[[str, Outcome | None], None]


@dataclass(slots=True)
class _Batch:
    """What the threads of a run share."""

    context: ForkServerContext
    checkers: Checkers
    tell: Tell
    stop: threading.Event
    running: set[Any]


def build_many(
    inputs: Sequence[Path], out: Path, *, editions: tuple[str, ...], jobs: int = 0,
    force: bool = False, tell: Tell = lambda name, outcome: None, also: Path | None = None,
) -> list[Outcome]:  # fmt: skip
    """Make the editions of every text.

    ``jobs`` texts at a time (as many as the machine has cores if 0); ``tell`` is called when a
    text begins (with None) and when it ends, from the thread that watches it. Gives one Outcome
    an input, in the order of the inputs; nothing is raised for a text. ``also`` is another
    extraction of the one text that is given.
    """
    todo = [Job(path, out, editions, also) for path in inputs]
    outcomes: dict[Path, Outcome] = dict(named_apart(todo))
    fresh: list[Job] = []
    for job in (job for job in todo if job.path not in outcomes):
        whole, found = (job, None) if force else already_built(job)
        if found is None:
            fresh.append(whole)
        else:
            outcomes[job.path] = found
    for outcome in outcomes.values():
        tell(outcome.path.name, outcome)
    if fresh:
        outcomes |= _run(fresh, jobs or os.cpu_count() or 1, tell)
    return [outcomes[path] for path in inputs]


def write_pages(out: Path, outcomes: Sequence[Outcome], passed: Sequence[str] = ()) -> None:
    """Write the catalogue and the overview of all that lies in a folder of editions.

    ``passed`` is what the overview tells as not read. Where no text ever was made, there are no
    pages. Raises OutputError, by which a run has lost nothing else.
    """
    entries = entries_of(out)
    if entries:
        write_catalogue(out, entries)
        write_overview(out, entries, outcomes, passed)


def _run(jobs: Sequence[Job], width: int, tell: Tell) -> dict[Path, Outcome]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.batch.preload"])
    with Checkers() as checkers:
        if {"epub", "tei"} & set(jobs[0].editions):
            checkers.warm()  # while the first texts are read and set
        batch = _Batch(context, checkers, tell, threading.Event(), set())
        with ThreadPoolExecutor(min(width, len(jobs))) as pool:
            waiting = [(job, pool.submit(_watch, job, batch)) for job in jobs]
            try:
                return {job.path: future.result() for job, future in waiting}
            except BaseException:
                batch.stop.set()
                for process in list(batch.running):
                    process.kill()
                checkers.close()
                pool.shutdown(cancel_futures=True)
                raise


def _watch(job: Job, batch: _Batch) -> Outcome:
    """Run one text in a process, answer for the checkers, and end it when its time is up."""
    if batch.stop.is_set():
        return crashed(job, "the run was stopped")
    batch.tell(job.path.name, None)
    ours, theirs = batch.context.Pipe()
    limit = SECONDS + _size(job.path) / BYTES_A_SECOND
    process = batch.context.Process(target=make_one, args=(job, theirs, limit), daemon=True)
    process.start()
    batch.running.add(process)
    theirs.close()
    outcome = _converse(job, ours, limit, batch.checkers)
    if outcome is None:
        process.join(1.0)
        outcome = crashed(job, f"its process ended with status {process.exitcode}")
    process.kill()
    process.join()
    batch.running.discard(process)
    ours.close()
    if outcome.status:
        sweep(job.out / name_of(job.path))
    if not batch.stop.is_set():  # what a person stopped has not failed
        batch.tell(job.path.name, outcome)
    return outcome


def _converse(job: Job, line: Connection, limit: float, checkers: Checkers) -> Outcome | None:
    """Relay what a text's process asks of the checkers until it gives its outcome, or dies."""
    end = time.monotonic() + limit
    while True:
        try:
            if not line.poll(max(0.0, end - time.monotonic())):
                return crashed(job, f"it took more than {limit:.0f} seconds and was ended")
            said = line.recv()
            if isinstance(said, Outcome):
                return said
            line.send(checkers.ask(said))
        except (EOFError, OSError):
            return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
