"""Make the editions of many texts, each with bounds of its own.

One text's failure, crash or endless loop costs that text alone. What is already there, made from
the same input by the same program, is not made again, so a run that was killed goes on where it
stopped.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.batch import cluster, processes
from pipeline.batch.built import already_built
from pipeline.batch.catalogue import entries_of, write_catalogue, write_overview
from pipeline.batch.inputs import named_apart
from pipeline.batch.processes import Tell
from pipeline.batch.work import Job, Outcome

__all__ = ["Job", "Outcome", "build_many", "write_pages"]


def build_many(
    inputs: Sequence[Path], out: Path, *, editions: tuple[str, ...], jobs: int = 0,
    force: bool = False, tell: Tell = lambda name, outcome: None, also: Path | None = None,
    workers: str = "",
) -> list[Outcome]:  # fmt: skip
    """Make the editions of every text.

    ``jobs`` texts at a time (as many as the machine has cores if 0); ``tell`` is called when a
    text begins (with None) and when it ends, from the thread that watches it. Gives one Outcome
    an input, in the order of the inputs; nothing is raised for a text. ``also`` is another
    extraction of the one text that is given. ``workers`` is the address of a Dask scheduler, whose
    workers make the texts in place of this machine.
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
        outcomes |= (
            cluster.run(fresh, workers, tell)
            if workers
            else processes.run(fresh, jobs or os.cpu_count() or 1, tell)
        )
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
