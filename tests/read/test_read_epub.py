"""EPUBs of others: one page of all documents, with notes, pages and verse as the makers say."""

import io
import zipfile

import pytest
from document_words import blocks, note_text, references, text_lines

from pipeline.errors import InputError
from pipeline.model import Document, Epigraph, Figure, PageBreak, Paragraph, Verse, plain
from pipeline.read.structured import read_structured
from pipeline.report import Finding

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<body>{}</body></html>"
)
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"""
CIPHER = """<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>
<e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>"""


def epub(*bodies: str, spine: bool = True, cipher: str = "", opf: bool = True) -> bytes:
    made = io.BytesIO()
    names = [f"c{at}.xhtml" for at in range(len(bodies))]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in names) if spine else ""
    head = "<dc:title>T</dc:title><dc:creator>Anna Writer</dc:creator><dc:date>1899</dc:date>"
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("META-INF/container.xml", CONTAINER)
        if cipher:
            package.writestr("META-INF/encryption.xml", CIPHER.format(cipher))
        if opf:
            package.writestr(
                "OEBPS/book.opf",
                '<package xmlns="http://www.idpf.org/2007/opf" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{head}</metadata>'
                f"<manifest>{items}</manifest><spine>{order}</spine></package>",
            )
        for name, body in zip(names, bodies, strict=True):
            package.writestr(f"OEBPS/{name}", PAGE.format(body))
    return made.getvalue()


def read(*bodies: str, spine: bool = True) -> tuple[Document, list[Finding]]:
    return read_structured(epub(*bodies, spine=spine), ".epub", "book.epub")


class TestNotes:
    def test_endnotes_in_another_document_stand_at_their_marks(self) -> None:
        document = read(
            '<h2>One</h2><p>A.<a href="c1.xhtml#note-1" epub:type="noteref" role="doc-noteref" '
            'id="r1">1</a> B.<a href="c1.xhtml#note-2" id="r2">2</a></p>',
            '<section role="doc-endnotes"><h2>Endnotes</h2><ol><li id="note-1"><p>First. '
            '<a href="c0.xhtml#r1" role="doc-backlink">↩︎</a></p></li><li id="note-2"><p>Second.'
            '</p><p>And on. <a href="c0.xhtml#r2">↩︎</a></p></li></ol></section>',
        )[0]
        assert [note_text(document, key) for key in references(document)] == [
            "First.", "Second. And on.",
        ]  # fmt: skip
        assert text_lines(document) == ["One", "A. B."]

    def test_an_aside_is_the_note_of_its_own_chapter(self) -> None:
        chapter = '<h2>{0}</h2><p>A<a href="#fn1">1</a>.</p><aside id="fn1"><p>Of {0}.</p></aside>'
        document = read(chapter.format("One"), chapter.format("Two"))[0]
        assert [note_text(document, key) for key in references(document)] == ["Of One.", "Of Two."]

    def test_an_id_on_the_paragraph_of_a_note_is_found(self) -> None:
        document = read(
            '<p>A <a id="m9" href="c1.xhtml#p9"><sup><span>[1]</span></sup></a>.</p>',
            '<p id="p9"><a href="c0.xhtml#m9">[1]</a> Body.</p>',
        )[0]
        assert [note_text(document, key) for key in references(document)] == ["Body."]

    def test_a_link_to_a_chapter_is_no_note(self) -> None:
        document = read('<p>See <a href="c1.xhtml#two">chapter 2</a>.</p>', '<h2 id="two">Two</h2>')
        assert not document[0].notes
        assert text_lines(document[0]) == ["See chapter 2.", "Two"]


class TestWhatTheMakersSay:
    def test_pages_of_the_print_are_pages(self) -> None:
        document = read(
            '<p>A<span class="pagenum" id="Page_12">[Pg 12]</span> b.</p>'
            '<div epub:type="pagebreak" title="13"/><p>C.</p><p>In <span class="x">[14]</span></p>'
        )[0]
        assert document.witness.pages == ("12", "13")
        last = blocks(document, Paragraph)[1]
        assert last.content[0] == PageBreak("13")  # type: ignore[attr-defined]

    def test_verse_and_mottoes_of_standard_ebooks(self) -> None:
        document = read(
            '<header><h2>I</h2><p epub:type="epigraph">Motto.</p></header><p>Text.</p>'
            '<blockquote epub:type="z3998:verse"><p><span>a</span><br/><span>b</span></p>'
            "<p><span>c</span></p></blockquote>"
        )[0]
        assert len(blocks(document, Epigraph)) == 1
        assert [[len(s) for s in v.stanzas] for v in blocks(document, Verse)] == [[2, 1]]  # type: ignore[attr-defined]

    def test_stanzas_of_gutenberg_and_of_amusewiki(self) -> None:
        document = read(
            '<div class="poetry"><div class="stanza"><div class="verse">a</div>'
            '<div class="verse">b</div></div><div class="stanza"><div class="verse">c</div></div>'
            '</div><p>x</p><div class="verse">d<br/>e<br/><br/>f</div>'
        )[0]
        assert [[len(s) for s in v.stanzas] for v in blocks(document, Verse)] == [[2, 1], [2, 1]]  # type: ignore[attr-defined]

    def test_the_caption_of_a_picture_of_amusewiki(self) -> None:
        document = read(
            '<p>x</p><div class="image"><img src="a.png" alt="a.png"/>'
            '<div class="caption">Said.</div></div>'
        )[0]
        figure = blocks(document, Figure)[0]
        assert (plain(figure.caption), figure.image.alt) == ("Said.", "")  # type: ignore[attr-defined]

    def test_a_heading_of_two_lines_is_one(self) -> None:
        assert text_lines(read("<hgroup><h2>I</h2><p>The Start</p></hgroup><p>x</p>")[0]) == [
            "I The Start", "x",
        ]  # fmt: skip

    def test_the_title_page_is_made_anew(self) -> None:
        title = "<section epub:type='titlepage'><h1>T</h1><p>By <b>Anna Writer</b>.</p></section>"
        document = read(title, "<h2>One</h2><p>x</p>")[0]
        assert text_lines(document) == ["One", "x"]
        assert document.metadata.date == "1899"


class TestRefused:
    def test_what_is_encrypted_is_named(self) -> None:
        with pytest.raises(InputError, match=r"encrypted: OEBPS/c0\.xhtml") as told:
            read_structured(epub("<p>x</p>", cipher="OEBPS/c0.xhtml"), ".epub", "b.epub")
        assert "copy protection" in told.value.cure

    def test_a_hidden_font_refuses_nothing(self) -> None:
        data = epub("<p>x</p>", cipher="OEBPS/font.otf")
        assert text_lines(read_structured(data, ".epub", "b.epub")[0]) == ["x"]

    def test_a_package_without_a_package_document(self) -> None:
        with pytest.raises(InputError, match="package document"):
            read_structured(epub("<p>x</p>", opf=False), ".epub", "b.epub")

    def test_a_page_that_is_no_xml_is_read_as_browsers_read_it(self) -> None:
        body = (
            '<section epub:type="epigraph"><p>A.</p></section><p>B.<br>C.&nbsp;<svg:svg/></p><p>D.'
        )
        document = read(body)[0]
        assert text_lines(document) == ["A.", "B. C.\xa0", "D."]
        assert len(blocks(document, Epigraph)) == 1

    def test_without_a_spine_the_documents_stand_as_listed(self) -> None:
        document, findings = read("<p>x</p>", "<p>y</p>", spine=False)
        assert text_lines(document) == ["x", "y"]
        assert "epub-without-spine" in [finding.code for finding in findings]
