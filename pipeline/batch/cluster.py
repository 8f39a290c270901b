"""Make texts on the workers of a Dask cluster, which see the same folders as this machine.

On its worker a text has the same process and the same bounds as here. Dask hands out the texts,
and hands one out again if its worker is lost.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import program
from pipeline.batch.processes import Press, Tell, watch
from pipeline.batch.work import Job, Outcome, crashed
from pipeline.check.process import Checkers
from pipeline.errors import MissingTool
from pipeline.outputs import name_of
from pipeline.resources import pip

if TYPE_CHECKING:
    from distributed import Future

PATIENCE = 20
"""Seconds for the scheduler to answer."""
DAEMON = "DASK_DISTRIBUTED__WORKER__DAEMON=False"


def run(jobs: Sequence[Job], address: str, tell: Tell) -> dict[Path, Outcome]:
    """Have each text made by a worker of the cluster whose scheduler listens at ``address``.

    Raises MissingTool where Dask is not installed, or nobody answers.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise MissingTool(
            "Dask is not installed", cure=pip("'handpress[cluster]', or distributed==2026.8.0")
        ) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise MissingTool(
            f"no Dask scheduler answers at {address}: {error}",
            cure=f"start one (dask scheduler), and workers for it ({DAEMON} dask worker {address})",
        ) from None
    outcomes = {}
    with client:
        digest = program.digest()
        sent = {client.submit(make_there, _whole(job), digest, pure=False): job for job in jobs}
        for future in as_completed(sent):
            job = sent[future]
            outcome = outcomes[job.path] = _outcome(future, job)
            tell(job.path.name, outcome)
    return outcomes


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    """Hold what a worker says to what lies in the folder of editions as this machine sees it."""
    if lost := future.exception():
        return crashed(job, f"the cluster gave it up: {lost}")
    outcome: Outcome = future.result()
    if outcome.status == 0 and not (job.out / name_of(job.path) / "report.json").exists():
        return crashed(job, f"its worker does not share the folder {job.out} with this machine")
    return replace(outcome, path=job.path)


def make_there(job: Job, digest: str) -> Outcome:
    """Make a text on this worker, if its Handpress is the one with this digest.

    Else the same input would not give the same bytes.
    """
    if multiprocessing.current_process().daemon:
        return crashed(job, f"the worker may start no process; start it with {DAEMON}")
    if program.digest() != digest:
        return crashed(job, "the worker has another Handpress; install the same on all machines")
    return watch(job, _press())


@cache
def _press() -> Press:
    """Give this worker's checkers to all the texts that it makes: their JVM starts slowly."""
    return Press(Checkers(), lambda name, outcome: None)


def _whole(job: Job) -> Job:
    """Name the files from the root, since a worker stands in another folder."""
    also = job.also.resolve() if job.also else None
    return replace(job, path=job.path.resolve(), out=job.out.resolve(), also=also)
