"""Word and ODT: what pandoc loses is put where it finds it, and styles say what a line is."""

import io
import zipfile

import pytest
from document_words import blocks, note_text, text_lines

from pipeline.errors import InputError
from pipeline.model import Contents, Document, Epigraph, Quote, Signature, Verse, plain
from pipeline.read.structured import read_structured
from pipeline.report import Finding

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELATIONS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
PARTS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>"""
STYLES = ("Poem", "Epigraph", "Quote", "toc 1", "TOC Heading", "heading 1", "Title")


def line(words: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style.replace(" ", "")}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{run(words)}</w:p>"


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def docx(body: str, note: str = "") -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        "</w:style>"
        for name in STYLES
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/_rels/document.xml.rels", PARTS)
        package.writestr(
            "word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        )
        package.writestr("word/styles.xml", f"<w:styles {SPACES}>{styles}</w:styles>")
        package.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {SPACES}><w:footnote w:id="1">{note}</w:footnote></w:footnotes>',
        )
    return made.getvalue()


def read(body: str, note: str = "") -> tuple[Document, list[Finding]]:
    return read_structured(docx(body, note), ".docx", "text.docx")


BOX = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    "box",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_a_text_box_stands_once_behind_its_paragraph(box: str) -> None:
    body = f"<w:p>{run('Before ')}<w:r>{box}</w:r>{run('and after.')}</w:p>"
    assert text_lines(read(body)[0]) == ["Before and after.", "In the box."]


def test_a_reading_set_over_a_word_stands_behind_it() -> None:
    ruby = f"<w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('Han')}</w:rubyBase></w:ruby>"
    assert text_lines(read(f"<w:p><w:r>{ruby}</w:r></w:p>")[0]) == ["Han (kan)"]


def test_tracked_changes_and_comments_are_told() -> None:
    document, findings = read(
        f"<w:p>{run('Kept ')}<w:ins w:id='1' w:author='A'>{run('new.')}</w:ins>"
        "<w:del w:id='2' w:author='A'><w:r><w:delText>old.</w:delText></w:r></w:del>"
        "<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    )
    assert text_lines(document) == ["Kept new."]
    assert [f.code for f in findings if f.code.startswith("office-")] == [
        "office-ins", "office-del", "office-commentReference",
    ]  # fmt: skip


def test_styles_say_what_a_line_is() -> None:
    document = read(
        line("A motto.", "Epigraph") + line("One", "Poem") + line("two", "Poem")
        + line("Quoted.", "Quote") + line("and on.", "Quote") + line("Text.")
        + line("A. B.", more='<w:jc w:val="right"/>')
    )[0]  # fmt: skip
    assert len(blocks(document, Epigraph)) == 1
    assert [[plain(x) for x in s] for v in blocks(document, Verse) for s in v.stanzas] == [  # type: ignore[attr-defined]
        ["One", "two"]
    ]
    assert [len(quote.blocks) for quote in blocks(document, Quote)] == [2]  # type: ignore[attr-defined]
    assert [plain(s.lines[0]) for s in blocks(document, Signature)] == ["A. B."]  # type: ignore[attr-defined]


def test_a_long_paragraph_at_the_right_margin_is_no_signature() -> None:
    assert not blocks(read(line("word " * 60, more='<w:jc w:val="right"/>'))[0], Signature)


def test_the_contents_page_is_one_with_its_pages() -> None:
    document = read(
        line("Contents", "TOC Heading") + line("Bread 3", "toc 1") + line("Wine 19", "toc 1")
        + line("Bread", "heading 1") + line("Text.") + line("Wine", "heading 1") + line("Text.")
    )[0]  # fmt: skip
    listed = document.front[0]
    assert (listed.kind, plain(listed.heading.content) if listed.heading else "") == (
        "contents", "Contents",
    )  # fmt: skip
    entries = [(plain(e.content), e.page) for c in blocks(document, Contents) for e in c.entries]  # type: ignore[attr-defined]
    assert entries == [("Bread", "3"), ("Wine", "19")]


def test_a_soft_hyphen_is_no_letter() -> None:
    assert text_lines(read(line("revo\u00adlution"))[0]) == ["revolution"]


def test_a_note_keeps_its_paragraphs() -> None:
    body = f"<w:p>{run('Text')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    document = read(body, line("First.") + line("Second."))[0]
    assert len(document.notes["fn1"].blocks) == 2
    assert note_text(document, "fn1") == "First. Second."


def test_a_broken_part_is_refused_and_no_crash() -> None:
    with pytest.raises(InputError):
        read("<w:p>")


NAMES = "urn:oasis:names:tc:opendocument:xmlns"
SPACES_OF_ODT = " ".join(
    f'xmlns:{short}="{NAMES}:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
        ("table", "table"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
AUTOMATIC = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Poem"/>
</office:automatic-styles>"""


def odt(body: str) -> Document:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES_OF_ODT}>{AUTOMATIC}<office:body><office:text>"
            f"{body}</office:text></office:body></office:document-content>",
        )
        package.writestr("styles.xml", f"<office:document-styles {SPACES_OF_ODT}/>")
    return read_structured(made.getvalue(), ".odt", "text.odt")[0]


class TestOdt:
    def test_a_text_box_stands_behind_its_paragraph(self) -> None:
        box = "<draw:frame><draw:text-box><text:p>In it.</text:p></draw:text-box></draw:frame>"
        document = odt(f"<text:p>Before {box}and after.</text:p>")
        assert text_lines(document) == ["Before and after.", "In it."]

    def test_a_reading_and_a_numbered_paragraph_are_kept(self) -> None:
        ruby = (
            "<text:ruby><text:ruby-base>Han</text:ruby-base>"
            "<text:ruby-text>kan</text:ruby-text></text:ruby>"
        )
        body = f"<text:p>{ruby} x</text:p><text:numbered-paragraph><text:p>One.</text:p>"
        document = odt(f"{body}</text:numbered-paragraph>")
        assert text_lines(document) == ["Han (kan) x", "One."]

    def test_styles_say_what_a_line_is(self) -> None:
        document = odt(
            '<text:p text:style-name="Epigraph">A motto.</text:p>'
            '<text:p text:style-name="P2">One</text:p><text:p text:style-name="Poem">two</text:p>'
            '<text:p>Text.</text:p><text:p text:style-name="P1">A. B.</text:p>'
        )
        assert len(blocks(document, Epigraph)) == 1
        assert [[plain(x) for x in s] for v in blocks(document, Verse) for s in v.stanzas] == [  # type: ignore[attr-defined]
            ["One", "two"]
        ]
        assert [plain(s.lines[0]) for s in blocks(document, Signature)] == ["A. B."]  # type: ignore[attr-defined]

    def test_the_contents_page_is_kept_as_such(self) -> None:
        listed = "".join(
            f"<text:p>{name}<text:tab/>{page}</text:p>"
            for name, page in (("Bread", 3), ("Wine", 9))
        )
        document = odt(
            "<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p>"
            f"</text:index-title>{listed}</text:index-body></text:table-of-content>"
            '<text:h text:outline-level="1">Bread</text:h><text:p>Text.</text:p>'
        )
        entries = [
            (plain(e.content), e.page) for c in blocks(document, Contents) for e in c.entries
        ]  # type: ignore[attr-defined]
        assert entries == [("Bread", "3"), ("Wine", "9")]
