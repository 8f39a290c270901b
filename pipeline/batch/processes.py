"""Make texts in this machine's processes: one for each, with bounds of its own."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from pipeline.batch.work import Job, Outcome, crashed, make_one
from pipeline.check.process import Checkers
from pipeline.outputs import name_of, sweep

SECONDS, BYTES_A_SECOND = 300.0, 5_000
"""A text may take so long, and a second more for so many bytes."""

Tell = Callable[[str, Outcome | None], None]
"""Hear of a text that begins (with None), and of its outcome."""


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.batch.preload"])
    return context


@dataclass(slots=True)
class Press:
    """What the threads of a run share."""

    checkers: Checkers
    tell: Tell
    context: ForkServerContext = field(default_factory=_context)
    stop: threading.Event = field(default_factory=threading.Event)
    running: set[Any] = field(default_factory=set)


def run(jobs: Sequence[Job], width: int, tell: Tell) -> dict[Path, Outcome]:
    """Make ``width`` texts at a time; Ctrl-C ends those that are under way."""
    with Checkers() as checkers:
        if {"epub", "tei"} & set(jobs[0].editions):
            checkers.warm()  # while the first texts are read and set
        press = Press(checkers, tell)
        with ThreadPoolExecutor(min(width, len(jobs))) as pool:
            waiting = [(job, pool.submit(watch, job, press)) for job in jobs]
            try:
                return {job.path: future.result() for job, future in waiting}
            except BaseException:
                press.stop.set()
                for process in list(press.running):
                    process.kill()
                checkers.close()
                pool.shutdown(cancel_futures=True)
                raise


def watch(job: Job, press: Press) -> Outcome:
    """Run one text in a process, answer for the checkers, and end it when its time is up."""
    if press.stop.is_set():
        return crashed(job, "the run was stopped")
    press.tell(job.path.name, None)
    ours, theirs = press.context.Pipe()
    limit = SECONDS + _size(job.path) / BYTES_A_SECOND
    process = press.context.Process(target=make_one, args=(job, theirs, limit), daemon=True)
    process.start()
    press.running.add(process)
    theirs.close()
    outcome = _converse(job, ours, limit, press.checkers)
    if outcome is None:
        process.join(1.0)
        outcome = crashed(job, f"its process ended with status {process.exitcode}")
    process.kill()
    process.join()
    press.running.discard(process)
    ours.close()
    if outcome.status:
        sweep(job.out / name_of(job.path))
    if not press.stop.is_set():  # what a person stopped has not failed
        press.tell(job.path.name, outcome)
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
