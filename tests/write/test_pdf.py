"""The printed book: both conformance claims, notes with their marks, the source inside."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import page
import pikepdf
import pydyf
import pypdfium2
import pytest
from lxml import etree

from pipeline.errors import ConfigError, MissingTool
from pipeline.model import Tei
from pipeline.write import pdf_engine
from pipeline.write.pdf import write_pdf
from pipeline.write.pdf_engine import engine
from pipeline.write.pdf_finish import BAD_END, written
from pipeline.write.pdf_page import balance, shorten
from pipeline.write.pdf_tags import Tree

T = "{http://www.tei-c.org/ns/1.0}"
WORD = re.compile(r"[^\W_]+")


def pages(data: bytes) -> list[str]:
    """The text of each page; words that a line end divides are whole."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def places(pdf: pikepdf.Pdf) -> dict[str, int]:
    """The page, from 1, of every id that a link can reach."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
    names = list(pdf.Root.Names.Dests.Names)
    return {
        str(name): numbers[target[0].objgen]
        for name, target in zip(names[::2], names[1::2], strict=True)
    }


def elements(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every element of the structure tree, with the tags above it, in the order of"""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield above, kid
            yield from elements(kid, (*above, str(kid.S)))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for _, element in elements(pdf.Root.StructTreeRoot)]


def outline(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    with pdf.open_outline() as tree:

        def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
            for item in items:
                yield depth, item.title
                yield from walk(item.children, depth + 1)

        return list(walk(tree.root, 0))


@pytest.fixture(scope="module")
def source() -> Path:
    return Path(__file__).parent.parent / "books/specimen.tei.xml"


@pytest.fixture(scope="module")
def tree(source: Path) -> Tei:
    return Tei(etree.parse(source))


@pytest.fixture(scope="module")
def styles(source: Path) -> Path:
    return source.parent.parent.parent / "styles"


@pytest.fixture(scope="module")
def data(tree: Tei, styles: Path) -> bytes:
    return write_pdf(tree, styles)


@pytest.fixture(scope="module")
def book(data: bytes) -> pikepdf.Pdf:
    return opened(data)


def changed(source: Path, before: str, after: str) -> Tei:
    text = source.read_text(encoding="utf-8")
    assert before in text
    return Tei(etree.ElementTree(etree.fromstring(text.replace(before, after).encode())))


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_file_is_pdf_a_3a_and_pdf_ua_1_at_once(data: bytes, profile: str) -> None:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.is_compliant, [(f.rule_id, f.message) for f in report.failures]


def test_the_metadata_claim_both_and_name_the_language(book: pikepdf.Pdf) -> None:
    xmp = book.Root.Metadata.read_bytes().decode()
    assert 'pdfaid:part="3"' in xmp and 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp and "pdfaExtension:schemas" in xmp
    assert xmp.count("</rdf:RDF>") == 1
    assert etree.fromstring(xmp.encode()) is not None
    assert "/Filter" not in book.Root.Metadata
    assert str(book.Root.Lang) == "en"
    assert bool(book.Root.ViewerPreferences.DisplayDocTitle)


def test_every_word_of_the_text_is_on_the_pages(tree: Tei, data: bytes) -> None:
    shown = etree.XSLT(etree.fromstring(SHOWN))(tree)
    missing = Counter(words(str(shown))) - Counter(words("\n".join(pages(data))))
    assert not missing


SHOWN = f"""<x:stylesheet version="1.0" xmlns:x="http://www.w3.org/1999/XSL/Transform"
    xmlns:t="{T[1:-1]}"><x:output method="text"/>
  <x:template match="t:teiHeader|t:sic|t:div[@type='contents']|t:graphic"/>
  <x:template match="t:note|t:lb|t:ref[@type='noteAnchor']">
    <x:text> </x:text><x:apply-templates/><x:text> </x:text></x:template>
</x:stylesheet>"""


def test_every_note_is_on_the_page_of_its_mark(book: pikepdf.Pdf) -> None:
    at = places(book)
    notes = [name for name in at if f"{name}.ref" in at]
    assert notes == ["fn1", "fn2", "fn3", "fn4", "fn5"]
    assert [at[name] for name in notes] == [at[f"{name}.ref"] for name in notes]


def test_no_note_is_sent_to_the_next_page_however_the_lines_fall(
    source: Path, styles: Path
) -> None:
    paragraphs = "".join(
        f"<p>{'Words of a paragraph. ' * (12 + number % 7 * 3)}"
        f'<note place="bottom" n="{number}" xml:id="n{number}">'
        f"<p>{'A note to it. ' * (1 + number % 5 * 4)}</p></note> And on.</p>"
        for number in range(80)
    )
    before = "<p>A division without a heading of its own.</p>"
    at = places(opened(write_pdf(changed(source, before, paragraphs), styles)))
    apart = [name for name in at if f"{name}.ref" in at and at[name] != at[f"{name}.ref"]]
    assert not apart


def test_a_note_is_tagged_as_a_note_and_follows_the_block_that_calls_it(book: pikepdf.Pdf) -> None:
    found = [e for _, e in elements(book.Root.StructTreeRoot) if str(e.S) == "/Note"]
    ids = [str(note.ID) for note in found]
    assert len(found) == 5 and len(set(ids)) == 5
    for note in found:
        siblings = list(note.P.K)
        place = next(i for i, kid in enumerate(siblings) if kid.objgen == note.objgen)
        assert str(siblings[place - 1].S) in {"/H2", "/P", "/Table", "/Note", "/Div"}


def test_mark_and_note_are_linked_both_ways_and_say_so(book: pikepdf.Pdf) -> None:
    links = {
        str(annotation.Dest): str(annotation.Contents)
        for sheet in book.pages for annotation in sheet.get("/Annots", [])
        if "/Dest" in annotation
    }  # fmt: skip
    assert links["fn2"] == "Notes 1"
    assert links["fn2.ref"] == "Back to the text"
    assert links["kropotkin1906"].startswith("Kropotkin, Peter 1906.")


def test_what_a_page_end_cuts_is_one_element(source: Path, styles: Path) -> None:
    before = "A division without a heading of its own."
    made = write_pdf(changed(source, before, "A paragraph of many pages. " * 400), styles)
    filled = sum("A paragraph of" in text for text in pages(made))
    book = opened(made)
    over = [
        len({kid.Pg.objgen for kid in element.K})
        for _, element in elements(book.Root.StructTreeRoot) if str(element.S) == "/P"
    ]  # fmt: skip
    assert max(over) == filled > 2


def test_a_page_that_a_heading_opens_has_no_running_head(data: bytes) -> None:
    """The head would say what stands right under it."""
    shown = pages(data)
    preface = next(page for page in shown if "Preface" in page and "Contents" not in page)
    part = next(page for page in shown if "Part One" in page and "Contents" not in page)
    assert preface.count("Preface") == 1
    assert part.count("Part One") == 1 and "A Specimen of Every Part of a" not in part
    assert "Part One" in shown[shown.index(part) + 1]


def test_running_heads_are_furniture_and_not_read_aloud(book: pikepdf.Pdf) -> None:
    content = book.pages[4].Contents.read_bytes()
    assert content.count(b"/Pagination") == 2
    owners = book.Root.StructTreeRoot.ParentTree.Nums[9]
    assert sum(1 for owner in owners if owner is None) == 2


def test_words_of_another_language_say_so(book: pikepdf.Pdf) -> None:
    langs = {str(e.Lang) for _, e in elements(book.Root.StructTreeRoot) if "/Lang" in e}
    assert langs == {"la", "fr"}


def test_list_table_and_contents_are_tagged_as_such(book: pikepdf.Pdf) -> None:
    kinds = set(tags(book))
    assert {"/TOC", "/TOCI", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD"} <= kinds
    scopes = {str(e.A.Scope) for _, e in elements(book.Root.StructTreeRoot) if str(e.S) == "/TH"}
    assert scopes == {"/Column"}


def test_the_outline_names_divisions_and_colophon_but_no_notes(book: pikepdf.Pdf) -> None:
    assert outline(book) == [
        (0, "Preface"), (0, "Part One"),
        (1, "I. Representative Government and Wages"), (2, "Labor Notes & Other Matters"),
        (1, "II. The Masque of Anarchy"),
        (0, "References"), (0, "Notes"), (0, "Colophon"),
    ]  # fmt: skip


def test_the_contents_list_gives_the_pages_of_this_edition(data: bytes, book: pikepdf.Pdf) -> None:
    contents = pages(data)[1]
    printed = re.search(r"Part One[ .]*(?P<page>\d+)", contents)
    assert printed and int(printed["page"]) == places(book)["part-one"]
    assert "A Part That Was Never Printed" not in contents


def test_the_colophon_is_the_last_page_and_whole(data: bytes) -> None:
    last = pages(data)[-1]
    assert last.split()[:3] == ["The", "Anarchist", "Library"]
    assert "Set by hand, and by no hand." in last
    assert last.rstrip().endswith("theanarchistlibrary.org")


def test_the_tei_travels_inside_as_the_source(book: pikepdf.Pdf, source: Path) -> None:
    (attached,) = book.Root.AF
    assert attached.AFRelationship == "/Source"
    assert str(attached.UF) == "specimen.tei.xml" and str(attached.Desc)
    stream = attached.EF.F
    assert stream.Subtype == "/application/tei+xml"
    assert str(stream.Params.ModDate) == "D:20090301000000Z"
    assert stream.read_bytes() == source.read_bytes()


def test_every_date_is_the_header_s(data: bytes, book: pikepdf.Pdf) -> None:
    assert str(book.docinfo.CreationDate) == str(book.docinfo.ModDate) == "D:20090301"


def test_pages_are_labelled_with_the_numbers_they_print(data: bytes, book: pikepdf.Pdf) -> None:
    assert book.Root.PageLabels.Nums[1].S == "/D"
    assert "4" in pages(data)[3].split()


def test_the_bytes_do_not_depend_on_folder_time_zone_language_or_hash_seed(
    data: bytes, source: Path, styles: Path, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from lxml import etree\n"
        "from pipeline.write.pdf import write_pdf\n"
        "sys.stdout.buffer.write(write_pdf(etree.parse(sys.argv[1]), Path(sys.argv[2])))"
    )
    elsewhere = os.environ | {
        "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(styles.parent),
    }  # fmt: skip
    made = subprocess.run(
        [sys.executable, "-c", program, str(source), str(styles)],
        cwd=tmp_path, env=elsewhere, capture_output=True, check=True,
    )  # fmt: skip
    assert made.stdout == data


def test_a_note_too_long_for_a_page_foot_stands_after_the_text(source: Path, styles: Path) -> None:
    long = "A sentence of a note that goes on and on. " * 70
    made = write_pdf(changed(source, "A note in a quotation.", long), styles)
    book = opened(made)
    at = places(book)
    assert at["fn3.ref"] < at["fn3"] <= at["references"]
    assert (0, "Notes") in outline(book)[:7]
    assert "\n".join(pages(made)).count("A sentence of a note") == 70
    assert page.validate_pdf_bytes(made, profile="ua1").is_compliant


def running_on(words: str, count: int) -> str:
    """Text whose lines all fall differently."""
    some = words.split()
    return " ".join(some[number * number % 83 % len(some)] for number in range(count))


def test_a_page_never_ends_in_half_a_word(source: Path, styles: Path) -> None:
    before = "A division without a heading of its own."
    text = running_on("internationalization is a characteristically respectable word", 4000)
    made = write_pdf(changed(source, before, text), styles)
    found = Counter(words("\n".join(pages(made))))
    assert found["internationalization"] == text.count("internationalization")
    assert found["characteristically"] == text.count("characteristically")


def test_no_line_before_emphasis_is_half_a_word(styles: Path) -> None:
    """Some of these widths fit the words before the emphasis, and not the space behind them."""
    sheet = "p { hyphens: auto; font: 10pt Gentium Plus; margin: 0 }"
    words = (
        "Mutations, we have just seen, were described as congenital variations. But <i>every</i>"
    )
    some = "".join(
        f'<p style="width: {300 + fifth / 5}pt">{words} variation of structure is.</p>'
        for fifth in range(300)
    )
    page = f"<html lang=en><style>{sheet}</style>{some}</html>"
    lines = "\n".join(pages(engine(styles / "fonts.conf").HTML(string=page).write_pdf()))
    opening = [line for line in lines.split("\n") if line.startswith("Muta")]
    assert len(opening) == 300
    assert min(map(len, opening)) > len("Mutations, we have just seen")


def undivided(data: bytes, word: str) -> int:
    """Count how often a word stands on one line."""
    document = pypdfium2.PdfDocument(data)
    return sum(page.get_textpage().get_text_range().count(word) for page in document)


def test_no_paragraph_ends_in_a_line_of_half_a_word(source: Path, styles: Path) -> None:
    """Paragraphs that grow by a letter each end at every place of the line."""
    before = "A division without a heading of its own."
    last = "the great question of characteristically."
    some = "</p><p>".join(f"{'a ' * 20}{'i' * count} {last}" for count in range(60))
    assert undivided(write_pdf(changed(source, before, some), styles), "characteristically.") == 60
    inside = some.replace("ically.", "ically so.")  # where it is not the last, a line divides it
    assert undivided(write_pdf(changed(source, before, inside), styles), "characteristically") < 60


def test_a_printed_hyphen_at_a_line_end_stays_a_hyphen(source: Path, styles: Path) -> None:
    before = "A division without a heading of its own."
    text = running_on("a self-made man and the well-known law of so-called mutual-aid", 900)
    set_text = "".join(pages(write_pdf(changed(source, before, text), styles)))
    assert "self-made" in set_text
    assert "self\u2010\r\nmade" in set_text and "self-\r\n" not in set_text


def test_a_character_no_font_has_is_refused_by_name(source: Path, styles: Path) -> None:
    strange = changed(source, "A division without a heading of its own.", "Here \U00013000.")
    with pytest.raises(MissingTool, match="\U00013000") as refused:
        write_pdf(strange, styles)
    assert "fonts.conf" in refused.value.cure


def test_nothing_is_fetched_from_anywhere(source: Path, tmp_path: Path, styles: Path) -> None:
    for name in ("print.css", "fonts.conf"):
        (tmp_path / name).write_text((styles / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(b"secret")
    sheet = tmp_path / "print.css"
    theft = f"body {{ background: url(file://{tmp_path}/secret.png) }}"
    sheet.write_text(sheet.read_text(encoding="utf-8") + theft, encoding="utf-8")
    made = write_pdf(Tei(etree.parse(source)), tmp_path)
    assert not [image for leaf in opened(made).pages for image in leaf.get_images()]


def test_the_fonts_cannot_change_while_a_process_runs(
    tree: Tei, data: bytes, styles: Path, tmp_path: Path
) -> None:
    for name in ("print.css", "fonts.conf"):
        (tmp_path / name).write_text((styles / name).read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "fonts.conf").open("a", encoding="utf-8") as other:
        other.write("<!-- another -->")
    with pytest.raises(ConfigError, match="fonts cannot change"):
        write_pdf(tree, tmp_path)


def test_styles_without_a_sheet_are_refused(tree: Tei, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"print\.css"):
        write_pdf(tree, tmp_path)


def test_a_machine_without_the_text_face_is_told_what_to_install(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    with pytest.raises(MissingTool, match="Gentium Plus") as refused:
        pdf_engine.engine(fonts)
    assert "apt-get install" in refused.value.cure and "fonts-sil-gentiumplus" in refused.value.cure


def test_a_heading_is_cut_between_words_for_the_running_head() -> None:
    assert shorten("Short") == "Short"
    assert shorten("Of the Division, and of Labour", 17) == "Of the Division…"


def test_a_title_of_two_lines_is_balanced() -> None:
    assert balance("Law", 28) == ""
    assert balance("A Specimen of Every Part of a Book", 28) == "max-width: 9.43em"


def test_no_stream_ends_in_a_byte_that_checkers_take_for_a_line_end() -> None:
    for number in range(2000):
        made = pydyf.PDF()
        made.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": made.pages.reference}))
        made.info["Title"] = pydyf.String(f"Volume {number}")
        first = BytesIO()
        made.write(first, b"1.7", True, True)
        if BAD_END in first.getvalue():
            cured = written(made, first.getvalue())
            assert BAD_END not in cured
            assert str(opened(cured).docinfo.Title) == f"Volume {number}"
            return
    pytest.fail("no case was met")


def test_a_paragraph_of_hundreds_of_pages_is_joined_at_once() -> None:
    """An extraction without line ends is one paragraph, and each of its lines is an element."""
    file = pydyf.PDF()
    first, second, *lines = (pydyf.Dictionary({"K": pydyf.Array()}) for _ in range(20_002))
    for element in (first, second, *lines):
        file.add_object(element)
    for line in lines:
        second["K"].append(line.reference)
        line["P"] = second.reference
    tree = Tree(None, (first, second, *lines), {e.reference: e for e in (first, second, *lines)})
    start = time.perf_counter()
    tree.adopt(second, first)
    assert time.perf_counter() - start < 5
    assert tree.kids(first) == lines and tree.kids(second) == []
    assert all(tree.parent(line) is first for line in lines)


def test_a_line_from_right_to_left_begins_at_the_margin(styles: Path) -> None:
    """Where emphasis follows a line's end, the space before it ends the line."""
    words = "והשלום בעולם יסוד החופש אשר לכל בני <i>משפחת</i> האדם ובזכויותיהם השוות " * 20
    sheet = "@page { size: 300pt } p { text-align: justify; direction: rtl; font: 12pt Ezra SIL }"
    page = f"<html dir=rtl><style>{sheet}</style><p>{words}</p></html>"
    document = engine(styles / "fonts.conf").HTML(string=page).render()
    edges = {
        round(box.children[0].position_x + box.children[0].width)
        for page in document.pages
        for box in page._page_box.descendants()
        if type(box).__name__ == "LineBox"
    }
    assert len(edges) == 1


def test_each_letter_of_arabic_with_its_vowels_can_be_found(styles: Path) -> None:
    """The first of these has its vowel before any other letter of its form."""
    words = "وَأَرْضٌ لِلنَّاسِ، إِنَّ أَهْلَهَا يُؤْمِنُونَ"
    page = f"<html dir=rtl><style>p {{ font: 12pt Amiri }}</style><p>{words}</p></html>"
    read = "".join(pages(engine(styles / "fonts.conf").HTML(string=page).write_pdf()))
    assert Counter(char for char in read if char.isalpha()) == Counter(
        char for char in words if char.isalpha()
    )
