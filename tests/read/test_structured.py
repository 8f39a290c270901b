"""HTML, Word, ODT, EPUB and human Markdown into a Document."""

import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pypandoc
import pytest
from document_words import blocks, divisions, note_text, references, text_lines

from pipeline.errors import InputError
from pipeline.model import (
    Bibliography,
    Code,
    Contents,
    Document,
    Figure,
    Image,
    List,
    Ornament,
    Paragraph,
    Quote,
    Signature,
    Span,
    Table,
    Text,
    Verse,
    plain,
)
from pipeline.read import pandoc
from pipeline.read.structured import STRUCTURED, read_structured
from pipeline.tei import encode, validate

DATA = Path(__file__).parent / "data"

ESSAY = """\
---
title: Words of a Rebel
author: [Pyotr Kropotkin, Élisée Reclus]
date: "1885"
lang: en
---

# Preface

For two years and a half *Kropotkin* has been in **prison**.[^one]

# The Situation

## Society

It is evident that we are advancing[^two] rapidly, in the 19^th^ century, towards “revolution”.

![The author](portrait.png)

> Order is servitude.
>
> - first
> - second

1. one
2. two

***

| Year | Event |
|------|-------|
| 1789 | Bread |
| 1871 | Commune |

# References

- Kropotkin, P. 1885. *Paroles d'un Révolté*. Paris.
- Reclus, É. 1880. *Évolution et révolution*. Genève.

[^one]: A note, *in full*.

    Its second paragraph.

[^two]: The second note.
"""


def png() -> bytes:
    """The smallest picture: one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The essay in every format, each as pandoc writes it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "portrait.png").write_bytes(png())
    (folder / "essay.md").write_text(ESSAY, encoding="utf-8")
    for kind in ("docx", "odt", "epub", "html"):
        pypandoc.convert_file(
            str(folder / "essay.md"),
            kind,
            outputfile=str(folder / f"essay.{kind}"),
            extra_args=["--standalone", f"--resource-path={folder}"],
        )
    return folder


def read(path: Path) -> Document:
    return read_structured(path.read_bytes(), path.suffix, path.name)[0]


def page(body: str, head: str = "<title>T</title>") -> Document:
    text = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    return read_structured(text.encode(), ".html", "page.html")[0]


EVERY = ("md", "html", "docx", "odt", "epub")


@pytest.mark.parametrize("kind", EVERY)
class TestEveryFormat:
    def test_the_title_page_becomes_metadata(self, made: Path, kind: str) -> None:
        known = read(made / f"essay.{kind}").metadata
        assert known.title == "Words of a Rebel"
        assert known.authors == ("Pyotr Kropotkin", "Élisée Reclus")
        assert (known.date, known.lang.split("-")[0], known.published) == ("1885", "en", "")

    def test_divisions_follow_the_headings_into_front_body_and_back(
        self, made: Path, kind: str
    ) -> None:
        document = read(made / f"essay.{kind}")
        assert [d.kind for d in document.front] == ["preface"]
        assert [d.kind for d in document.body] == ["section"]
        assert [d.kind for d in document.back] == ["bibliography"]
        outline = [
            (d.heading.level, plain(d.heading.content)) for d in divisions(document) if d.heading
        ]
        assert outline == [
            (1, "Preface"), (1, "The Situation"), (2, "Society"), (1, "References"),
        ]  # fmt: skip

    def test_notes_are_linked_in_order(self, made: Path, kind: str) -> None:
        document = read(made / f"essay.{kind}")
        assert references(document) == list(document.notes) == ["fn1", "fn2"]
        assert [note.label for note in document.notes.values()] == ["1", "2"]
        assert note_text(document, "fn1") == "A note, in full. Its second paragraph."
        assert note_text(document, "fn2") == "The second note."

    def test_type_nests(self, made: Path, kind: str) -> None:
        first = blocks(read(made / f"essay.{kind}"), Paragraph)[0]
        spans = [(i.kind, plain(i.content)) for i in first.content if isinstance(i, Span)]  # type: ignore[attr-defined]
        assert spans == [("italic", "Kropotkin"), ("bold", "prison")]

    def test_blocks_are_what_they_were(self, made: Path, kind: str) -> None:
        document = read(made / f"essay.{kind}")
        held = 1 if kind in {"docx", "odt"} else 2  # there a list cannot stand in a quotation
        assert [len(q.blocks) for q in blocks(document, Quote)] == [held]  # type: ignore[attr-defined]
        assert True in [block.ordered for block in blocks(document, List)]  # type: ignore[attr-defined]
        rows = [[plain(c.content) for c in row] for row in blocks(document, Table)[-1].rows]  # type: ignore[attr-defined]
        assert rows == [["Year", "Event"], ["1789", "Bread"], ["1871", "Commune"]]
        assert [len(b.entries) for b in blocks(document, Bibliography)] == [2]  # type: ignore[attr-defined]

    def test_no_word_of_the_text_is_lost(self, made: Path, kind: str) -> None:
        document = read(made / f"essay.{kind}")
        told = " ".join(text_lines(document))
        for words in ("advancing rapidly", "“revolution”", "Order is servitude", "second",
                      "Genève", "19th century"):  # fmt: skip
            assert words in told, words

    def test_it_makes_a_valid_tei(self, made: Path, kind: str) -> None:
        tree, _ = encode(read(made / f"essay.{kind}"))
        validate(tree)

    def test_reading_twice_gives_the_same(self, made: Path, kind: str) -> None:
        assert read(made / f"essay.{kind}") == read(made / f"essay.{kind}")


@pytest.mark.parametrize("kind", ["docx", "odt", "epub", "md"])
def test_a_picture_keeps_its_place(made: Path, kind: str) -> None:
    document = read(made / f"essay.{kind}")
    held = [figure.image for figure in blocks(document, Figure)]  # type: ignore[attr-defined]
    held += [i for p in blocks(document, Paragraph) for i in p.content if isinstance(i, Image)]  # type: ignore[attr-defined]
    assert len(held) == 1


class TestMarkdown:
    def read(self, text: str) -> Document:
        return read_structured(text.encode(), ".md", "text.md")[0]

    def test_a_dollar_is_money(self) -> None:
        assert text_lines(self.read("It cost $5 and then $6.")) == ["It cost $5 and then $6."]

    def test_straight_quotation_marks_become_those_of_the_language(self) -> None:
        text = '---\nlang: fr\n---\n\nIl dit "oui".\n'
        document, findings = read_structured(text.encode(), ".md", "t.md")
        assert text_lines(document) == ["Il dit «\u202foui\u202f»."]
        assert "quotation-marks-set" in [finding.code for finding in findings]

    def test_raw_tags_that_set_type_do_and_all_others_go(self) -> None:
        text = (
            "The 19<sup>th</sup> <b>c <i>d</i></b> <blink>x</blink> <i>open\n\n"
            "<script>alert(1)</script>\n"
        )
        document, findings = read_structured(text.encode(), ".md", "t.md")
        assert text_lines(document) == ["The 19th c d x open"]
        kinds = [i.kind for i in blocks(document, Paragraph)[0].content if isinstance(i, Span)]  # type: ignore[attr-defined]
        assert kinds == ["superscript", "bold"]
        assert "raw-markup-dropped" in [finding.code for finding in findings]

    def test_the_first_lone_heading_is_the_title(self) -> None:
        document = self.read("# The Title\n\nText.\n\n## One\n\nMore.\n")
        assert document.metadata.title == "The Title"
        assert [d.heading and plain(d.heading.content) for d in document.body] == [None, "One"]

    def test_two_headings_of_one_level_are_no_title(self) -> None:
        document = self.read("# One\n\nText.\n\n# Two\n\nMore.\n")
        assert document.metadata.title == ""

    def test_a_link_that_is_no_address_keeps_only_its_words(self) -> None:
        text = "[a](javascript:alert(1)) [b](http://example.org) [c](#there)"
        assert text_lines(self.read(text)) == ["a b c"]
        paragraph = blocks(self.read(text), Paragraph)[0]
        assert [i.target for i in paragraph.content if hasattr(i, "target")] == [  # type: ignore[attr-defined]
            "http://example.org", "#there",
        ]  # fmt: skip

    def test_verse_and_code(self) -> None:
        document = self.read("| A line\n| another\n\n    code  here\n")
        assert [len(v.stanzas[0]) for v in blocks(document, Verse)] == [2]  # type: ignore[attr-defined]
        assert blocks(document, Code) == [Code("code  here")]


class TestHtml:
    NOTES = (
        "<p>Text<a href='#fn1' class='footnote' id='back1'>[1]</a> on<sup><a href='#n2'>2</a></sup>"
        ".</p><p class='fnline'><a id='fn1' class='footnotebody' href='#back1'>[1]</a> The "
        "<i>first</i>.</p>"
        "<ol><li id='n2'>The second. <a href='#r2'>↩</a></li></ol>"
    )

    def test_notes_linked_there_and_back_are_notes(self) -> None:
        document = page(self.NOTES)
        assert text_lines(document) == ["Text on."]
        assert [note_text(document, key) for key in references(document)] == [
            "The first.", "The second.",
        ]  # fmt: skip

    def test_a_link_to_a_numbered_section_is_no_note(self) -> None:
        document = page("<p>See <a href='#s2'>2</a>.</p><h2 id='s2'>Two</h2><p>Text.</p><h2>3</h2>")
        assert document.notes == {}
        assert "See 2." in text_lines(document)

    def test_a_tag_that_is_none_stops_no_page(self) -> None:
        assert text_lines(page("<p>A.</p><o<p>B.")) == ["A.", "B."]

    def test_controls_stop_no_page(self) -> None:
        assert text_lines(page('<p lang="e\x01n">So\x01 it \x0cwas.<ruby>x<rt>\x02y</ruby>')) == [
            "So it was.x (y)"
        ]

    def test_a_script_does_not_cut_its_paragraph(self) -> None:
        assert text_lines(page("<p>One <script>alert('x')</script>two.</p>")) == ["One two."]

    def test_markup_that_acts_is_gone(self) -> None:
        document = page(
            "<p onclick='x()'>A<iframe src='http://x'>B</iframe><object>C</object>"
            "<style>p{}</style><img src='a.png' onerror='x()' alt='D'></p>"
        )
        assert "x()" not in repr(document) and "http://x" not in repr(document)

    def test_the_contents_of_a_page_are_no_text_of_it(self) -> None:
        document = page(
            "<nav id='toc'><ul><li><a href='#a'>One</a></li></ul></nav><h2>One</h2><p>T.</p>"
        )
        assert [type(b) for b in document.front[0].blocks] == [Contents]

    def test_a_line_at_the_right_closes_a_letter(self) -> None:
        document = page("<p>Dear all.</p><p style='text-align: right'>Yours,<br>E. G.</p>")
        lines = [[plain(line) for line in s.lines] for s in blocks(document, Signature)]  # type: ignore[attr-defined]
        assert lines == [["Yours,", "E. G."]]

    def test_a_phrase_in_another_language_says_so(self) -> None:
        paragraph = blocks(page("<p>The <i lang='fr'>mot</i>.</p>"), Paragraph)[0]
        spans = [(i.kind, i.lang) for i in paragraph.content if isinstance(i, Span)]  # type: ignore[attr-defined]
        assert spans == [("foreign", "fr")]

    def test_a_rule_is_a_scene_break(self) -> None:
        assert len(blocks(page("<p>A</p><hr><p>B</p>"), Ornament)) == 1

    def test_the_title_block_of_an_amusewiki_page_is_known_by_its_classes(self) -> None:
        document = page(
            "<h2 class='amw-text-author'>P. K.</h2><h1 class='amw-text-title'>Law</h1>"
            "<h3 class='amw-text-date'>1886</h3><h2>I</h2><p>T.</p><p class='author'>Not I.</p>"
        )
        known = document.metadata
        assert (known.title, known.authors, known.date) == ("Law", ("P. K.",), "1886")
        assert text_lines(document) == ["I", "T.", "Not I."]

    def test_the_heading_is_the_title_and_not_the_name_of_the_window(self) -> None:
        document = page("<h1>Law</h1><h2>I</h2><p>T.</p>", "<title>Law | The Library</title>")
        assert document.metadata.title == "Law"


def command_lines() -> list[str]:
    """List what runs on this machine, from the kernel: a bare Debian has no ``ps``."""
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # a process may end while it is asked
            lines.append(entry.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return lines


class TestHostile:
    @pytest.mark.parametrize("suffix", sorted(STRUCTURED))
    def test_an_empty_file_is_refused(self, suffix: str) -> None:
        with pytest.raises(InputError, match="empty"):
            read_structured(b"", suffix, f"text{suffix}")

    @pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
    @pytest.mark.parametrize("data", [b"no zip at all", b"PK\x03\x04 cut", bytes(1000)])
    def test_a_package_that_is_none_is_refused(self, suffix: str, data: bytes) -> None:
        with pytest.raises(InputError):
            read_structured(data, suffix, f"text{suffix}")

    @pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
    def test_a_package_of_something_else_is_refused(self, suffix: str) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr("a.txt", "text")
        with pytest.raises(InputError):
            read_structured(packed.getvalue(), suffix, f"text{suffix}")

    def test_a_package_cut_in_half_is_refused(self, made: Path) -> None:
        data = (made / "essay.docx").read_bytes()
        with pytest.raises(InputError):
            read_structured(data[: len(data) // 2], ".docx", "half.docx")

    def test_a_package_that_unpacks_to_gigabytes_is_refused(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", bytes(80 * 1024 * 1024))
        with pytest.raises(InputError, match="unpack"):
            read_structured(packed.getvalue(), ".docx", "bomb.docx")

    @pytest.mark.parametrize(
        ("suffix", "text"),
        [
            (".html", "<div>" * 5000 + "x"),
            (".md", ">" * 3000 + "x"),
            (".muse", "<quote>\n" * 600 + "x"),
        ],
    )
    def test_nesting_without_end_is_refused(self, suffix: str, text: str) -> None:
        with pytest.raises(InputError, match="deep"):
            read_structured(text.encode(), suffix, f"deep{suffix}")

    @pytest.mark.parametrize("suffix", [".html", ".md", ".muse"])
    @pytest.mark.parametrize(
        "data", [b"\x89PNG\r\n\x1a\n" + bytes(99), bytes(range(256)) * 9, b" \n"]
    )
    def test_what_is_no_text_is_refused(self, suffix: str, data: bytes) -> None:
        with pytest.raises(InputError):
            read_structured(data, suffix, f"text{suffix}")

    def test_pandoc_is_stopped_in_time_with_all_it_started(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pandoc, "SECONDS", 2)
        before = time.monotonic()
        with pytest.raises(InputError, match="2 seconds"):
            read_structured(b"[a" * 5000, ".md", "slow.md")
        assert time.monotonic() - before < 15
        assert not [line for line in command_lines() if "slow.md" in line]

    def test_nothing_outside_the_file_is_read(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("the secret words")
        for suffix, text in (
            (".html", f"<p>A</p><iframe src='{secret}'></iframe><img src='{secret}'>"),
            (".md", f"A ![x]({secret})\n\n```{{.include}}\n{secret}\n```\n"),
            (".muse", f'A\n\n<include file="{secret}">\n\n[[{secret}]]'),
        ):
            document = read_structured(text.encode(), suffix, f"t{suffix}")[0]
            assert "secret words" not in repr(document)

    def test_control_characters_are_dropped_and_counted(self) -> None:
        text = "A" + chr(1) + "B text that is long enough to be taken for text"
        document, findings = read_structured(text.encode(), ".md", "t.md")
        assert text_lines(document)[0].startswith("AB text")
        assert "control-characters-dropped" in [finding.code for finding in findings]


def test_the_child_needs_nothing_of_this_package() -> None:
    """It starts with ``-I``: no user site, no environment, no working folder."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", "import pypandoc"], capture_output=True, check=False
    )
    assert done.returncode == 0


def test_a_note_of_several_paragraphs_in_a_division_is_one() -> None:
    """As Word saves a page: the id that the mark leads to stands in the first paragraph."""
    document = page(
        '<p>A<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><div><hr><div id="ftn1">'
        '<p><a href="#_ftnref1" name="_ftn1">[1]</a> One.</p><p>And on.</p></div></div>'
    )
    assert note_text(document, "fn1") == "One. And on."
    assert text_lines(document) == ["A."]


def test_a_page_in_hundreds_of_bare_divisions_is_read() -> None:
    assert text_lines(page(f"{'<div>' * 200}<p>Words.</p>{'</div>' * 200}")) == ["Words."]


def test_a_reading_over_a_word_stands_behind_it_in_a_page() -> None:
    assert text_lines(page("<p><ruby>Han<rt>kan</rt></ruby></p>")) == ["Han (kan)"]


def test_italics_of_another_language_are_not_set_twice() -> None:
    """Italics within italics are upright."""
    paragraph = blocks(
        page('<p>He said <i lang="fr">oui</i> and <i lang="en">so</i>.</p>'), Paragraph
    )
    spans = [i for i in paragraph[0].content if isinstance(i, Span)]  # type: ignore[attr-defined]
    assert [(s.kind, plain(s.content)) for s in spans] == [("foreign", "oui"), ("italic", "so")]
    assert all(isinstance(s.content[0], Text) for s in spans)
