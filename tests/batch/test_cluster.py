"""Texts made by the workers of a cluster: the same editions, and the same care for each."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import dask
import pytest
from distributed import LocalCluster

from pipeline import program
from pipeline.batch import Outcome, build_many
from pipeline.batch.cluster import DAEMON, make_there
from pipeline.batch.work import Job
from pipeline.errors import MissingTool

GOOD = "# On Bread\n\nA Baker\n\n## One\n\nThe first paragraph.\n\n## Two\n\nThe second one.\n"
QUICK = ("text",)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Give the address of a scheduler with two workers on this machine."""
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield str(cluster.scheduler_address)


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    held = {"good.md": GOOD, "bad.md": "", "other.md": GOOD.replace("Bread", "Salt")}
    for name, content in held.items():
        (tmp_path / name).write_text(content)
    return [tmp_path / name for name in held]


def test_a_cluster_makes_what_this_machine_makes(
    scheduler: str, texts: list[Path], tmp_path: Path
) -> None:
    told: list[tuple[str, int]] = []

    def tell(name: str, outcome: Outcome | None) -> None:
        told.append((name, cast(Outcome, outcome).status))

    there = build_many(texts, tmp_path / "there", editions=QUICK, workers=scheduler, tell=tell)
    here = build_many(texts, tmp_path / "here", editions=QUICK)
    assert [outcome.path for outcome in there] == texts
    assert [outcome.status for outcome in there] == [0, 3, 0]
    assert sorted(told) == [("bad.md", 3), ("good.md", 0), ("other.md", 0)]
    for name in ("good", "other"):
        made = {path.name: path.read_bytes() for path in (tmp_path / "here" / name).iterdir()}
        assert made == {
            path.name: path.read_bytes() for path in (tmp_path / "there" / name).iterdir()
        }
    assert "the file is empty" in there[1].message and here[1].status == 3


def test_a_worker_with_another_program_makes_nothing(texts: list[Path], tmp_path: Path) -> None:
    outcome = make_there(Job(texts[0], tmp_path / "dist", QUICK), "another digest")
    assert outcome.status == 1 and "another Handpress" in outcome.message
    assert not (tmp_path / "dist").exists()


def test_a_worker_that_may_start_no_process_says_how_to_start_it(
    texts: list[Path], tmp_path: Path
) -> None:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def work() -> None:
        theirs.send(make_there(Job(texts[0], tmp_path / "dist", QUICK), program.digest()))

    context.Process(target=work, daemon=True).start()
    assert ours.poll(60)
    assert DAEMON in ours.recv().message


def test_a_scheduler_that_does_not_answer_is_named(
    texts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.batch.cluster.PATIENCE", 1)
    with pytest.raises(MissingTool, match=r"(?s)tcp://127\.0\.0\.1:9.*dask scheduler"):
        build_many(texts, tmp_path / "dist", editions=QUICK, workers="tcp://127.0.0.1:9")
