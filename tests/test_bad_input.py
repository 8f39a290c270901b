"""Bad input gets the editions it still can have, or a typed error; never a half-written file.

What is refused goes through the command line, as a person meets it: the exit status is the one
of the failure, and the message names the file, the line where there is one, and the cure.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.check import Ask, Checkers
from pipeline.run import build_text

QUICK = "text"


@dataclass(frozen=True)
class Ending:
    status: int
    told: str
    left: list[str]


def handpress(path: Path, out: Path, only: str = QUICK) -> Ending:
    command = [sys.executable, "-m", "pipeline", "build", str(path), "-o", str(out), "--only", only]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    left = sorted(str(file.relative_to(out)) for file in out.rglob("*")) if out.is_dir() else []
    return Ending(done.returncode, done.stderr, left)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dist"


@pytest.fixture
def first(root: Path) -> str:
    return (root / "input/kropotkin-self-valorization.md").read_text(encoding="utf-8")


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "a.md: the file is empty", "cure:"),
    "blank": (b" \n\n\t\n", "a.md: holds no words", "cure:"),
    "a PDF": (b"%PDF-1.7\n\x00\x01\x02", "a.md: this is a PDF", "extract its text"),
    "binary": (bytes(range(256)) * 40, "a.md", "cure:"),
    "half UTF-16": ("text ".encode("utf-16-le") * 40 + b"\xff", "a.md", "cure:"),
    "a broken UTF-8": (b"Ein Text\nmit \xc3\xa4\n\x81\x8d\xff", "a.md:3: not utf-8", "iconv"),
    "punctuation": (b"--- ... !!!\n" * 20, "a.md: holds no words", "cure:"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_by_name(case: str, tmp_path: Path, out: Path) -> None:
    data, told, cure = REFUSED[case]
    path = tmp_path / "a.md"
    path.write_bytes(data)
    ending = handpress(path, out)
    assert ending.status == 3, ending.told
    assert told in ending.told and cure in ending.told and "Traceback" not in ending.told
    assert ending.left == []


def test_200_megabytes_are_refused(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    ending = handpress(path, out)
    assert ending.status == 3 and "large.md: too large" in ending.told and "split" in ending.told
    assert ending.left == []


def test_a_path_that_does_not_exist(tmp_path: Path, out: Path) -> None:
    ending = handpress(tmp_path / "none.md", out)
    assert ending.status == 3 and "none.md: cannot be read" in ending.told
    assert "check the path" in ending.told and ending.left == []


LAUGHS = zip("abcdefgh", "bcdefghi", strict=True)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE TEI [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in LAUGHS)
    + ']><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&i;</p></body></text></TEI>'
)  # fmt: skip
EXTERNAL = (
    '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&x;</p></body></text></TEI>'
)


@pytest.mark.parametrize("bomb", [BOMB, EXTERNAL], ids=["a billion laughs", "a file of others"])
def test_a_tei_with_entities_is_refused(bomb: str, tmp_path: Path, out: Path) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(bomb)
    ending = handpress(path, out)
    assert ending.status == 3 and "bomb.xml" in ending.told and "entities" in ending.told
    assert "root:" not in ending.told and ending.left == []


def test_xml_that_is_cut_off(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "cut.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader>\n')
    ending = handpress(path, out)
    assert ending.status == 3 and "cut.xml:" in ending.told and ending.left == []


@pytest.mark.parametrize("suffix", [".epub", ".docx", ".odt"])
def test_a_package_that_is_none(suffix: str, tmp_path: Path, out: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"not a zip")
    ending = handpress(path, out)
    assert ending.status == 3 and path.name in ending.told and ending.left == []
    assert "cure:" in ending.told


def test_no_right_to_write(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n\nText.\n")
    ending = handpress(path, Path("/proc/nowhere"))
    assert ending.status == 10 and "cannot be written" in ending.told and "-o" in ending.told


def test_an_output_folder_that_is_a_file(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n\nText.\n")
    out.write_text("mine")
    assert handpress(path, out).status == 10
    assert out.read_text() == "mine"


# ------------------------------------------------- what still becomes a book

MADE: dict[str, Callable[[str], str | bytes]] = {
    "one line": lambda text: "All that there is.",
    "one line without end": lambda text: "word " * 5_000,
    "no title": lambda text: text[text.index("## **Abstract**") :],
    "only a colophon": lambda text: text[text.rindex("The Anarchist Library") :],
    "cut in half in the middle of a note": lambda text: text[: text.index("Avakumovic") + 4],
    "notes without references": lambda text: "A text.\n\n---\n\n<sup>1</sup> A note.\n\nMore.\n",
    "a note without a label": lambda text: "# A\n\nThe text.\n\n---\n\n5\n\n9\nof the rest\n",
    "accents apart": lambda text: "Elle a e\u0301te\u0301 cre\u0301e\u0301e, oﬃﬁ.\n",
    "dashes in a row": lambda text: "— " * 200 + "so.\n\n" + "a" * 71 + " — so.\n",
    "a control in the colophon": lambda text: text[text.rindex("The Anarchist") :] + "\n\x85www.\n",
    "entries of no heading": lambda text: "0.5 .   9\n0.6 .   2\n",
    "references without notes": lambda text: "A text.<sup>1</sup> And more.<sup>2</sup>\n",
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "Windows-1252": lambda text: "Caf\xe9 \x97 and \x93so\x94 on.\n".encode("latin-1"),
    "UTF-16 with its mark": lambda text: "\ufeffA text.\n".encode("utf-16"),
    "NUL and U+FFFD": lambda text: "A t\x00ext with \ufffd in it.\n\nAnd more.\n",
    "a script": lambda text: "Text.\n\n<script>alert(1)</script>\n\n<img src=x onerror=f()>\n",
    "markup without end": lambda text: "<div><b><i>*_[![<sup>text\n" * 200,
    "characters XML forbids": lambda text: "A\x01\x02 text \ud7ff \ufffe\uffff with them.\n",
    "a fence that never closes": lambda text: "```\ncode\n\n# Head\n\ntext\n",
    "a numbered reference list": lambda text: (
        f"{text[:4000]}\n\n## References\n\n1. Reclus 1890. *La Terre*.\n2. Marx. *Capital*.\n"
    ),
    "a picture with a title in a folder": lambda text: (
        f"{text[:4000]}\n\n![Figure 1. The mill](book_artifacts/image_01.png)\n\nSo it was.\n"
    ),
    "a note that the title and the author call": lambda text: (
        "# A Book<sup>1</sup>\n\nP. Reclus<sup>1</sup>\n\n## I\n\n"
        "The text of it.\n\n---\n\n<sup>1</sup> See there.\n"
    ),
    "marks in words, and a second one": lambda text: (
        "# A Book\n\nP. Day\n\n## I\n\nIn the val<sup>1</sup>ley they came; the pe<sup>1</sup>ople "
        "stayed there for long.\n\n---\n\n<sup>1</sup> See there.\n"
    ),
    "code in a fence that opens twice": lambda text: f"{text[:900]}\n\n```\n\n```py\nx(1)\n```\n",
    "lines that come again": lambda text: "the 2 nd edition,\nthe 23 rd of May\n" * 12,
    "only headings": lambda text: "# A\n\n# B\n\n## C\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with Checkers() as checkers:
        yield checkers.ask


@pytest.mark.parametrize("case", MADE)
def test_what_can_be_a_book_becomes_one(
    case: str, first: str, tmp_path: Path, out: Path, ask: Ask
) -> None:
    content = MADE[case](first)
    path = tmp_path / "a.md"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = build_text(path, out, ("tei", "epub", "text", "html"), ask)
    assert [verdict.valid for verdict in report.verdicts] == [True] * 4
    assert [folder.name for folder in out.iterdir()] == ["a"]


def test_a_script_runs_in_no_edition(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(str(MADE["a script"]("")))
    ending = handpress(path, out, "html")
    assert ending.status == 0, ending.told
    page = (out / "a/a.html").read_text()
    assert "<script>" not in page.casefold() and "<img" not in page.casefold()
    assert "<script>alert" not in (out / "a/report.html").read_text()
