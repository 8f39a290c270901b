"""The plain text a reader gets, from the tree an editor sees."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.letters import width_of
from pipeline.model import Tei
from pipeline.write.text import write_text
from pipeline.write.text_blocks import BLOCKS
from pipeline.write.text_inline import INLINES, settle
from pipeline.write.text_wrap import Cell, draw, wrap
from pipeline.write.xhtml import XHTML_TABLE

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
STRUCTURE = {"TEI", "text", "front", "body", "back"}


def tei(body: str, front: str = "", back: str = "", lang: str = "en") -> Tei:
    source = (
        f'<TEI {NS} xml:id="t" xml:lang="{lang}"><teiHeader/><text xml:lang="{lang}">'
        f"<front>{front}</front><body>{body}</body><back>{back}</back></text></TEI>"
    )
    return Tei(etree.ElementTree(etree.fromstring(source)))


def written(body: str, front: str = "", back: str = "", lang: str = "en") -> str:
    return write_text(tei(body, front, back, lang), Path()).decode()


def paragraph(content: str) -> str:
    text = written(f'<div type="text" xml:id="d"><p>{content}</p></div>')
    return text.split("Language: en", 1)[1].strip("\n")


def test_the_specimen_reads_as_agreed(root: Path, golden: Callable[[Path, str], None]) -> None:
    tree = etree.parse(root / "tests/books/specimen.tei.xml")
    made = write_text(Tei(tree), root / "styles").decode()
    golden(root / "tests/write/specimen.txt", made)


def test_every_element_that_the_other_editions_show_has_a_handler_and_no_other() -> None:
    assert set(XHTML_TABLE) == set(BLOCKS) | set(INLINES) | STRUCTURE


def test_a_file_is_composed_utf8_and_ends_in_one_newline() -> None:
    made = write_text(tei('<div type="text" xml:id="d"><p>e\u0301t\u00e9</p></div>'), Path())
    assert "été\n".encode() in made
    assert made.endswith(b"\n") and not made.endswith(b"\n\n")
    assert not made.startswith(b"\xef\xbb\xbf") and b"\r" not in made


@pytest.mark.parametrize(
    ("tagged", "plain"),
    [
        ('<hi rendition="simple:italic">so</hi>', "_so_"),
        ('<hi rendition="simple:bold">so</hi>', "=so="),
        ('<title level="m">Bread</title> and <title level="a">Law</title>', "_Bread_ and Law"),
        ('<foreign xml:lang="la">sic</foreign>,', "_sic_,"),
        ('20<hi rendition="simple:superscript">th</hi>', "20th"),
        ('M<hi rendition="simple:superscript">lle</hi> X', "Mlle X"),
        ('x<hi rendition="simple:superscript">2</hi>', "x²"),
        ('H<hi rendition="simple:subscript">2</hi>O', "H₂O"),
        ('e<hi rendition="simple:superscript">a/b</hi>', "e^{a/b}"),
        ('un<hi rendition="simple:italic">real</hi>', "unreal"),
        ('<hi rendition="simple:italic">so </hi>it', "_so_ it"),
        (
            "goverment".join(("<choice><sic>", "</sic><corr>government</corr></choice>")),
            "government",
        ),
        ('com<pb n="13" break="no"/>munication', "communication"),
        ("<gap/>", "[…]"),
        ('<ref target="http://a.org/">http://a.org</ref>', "http://a.org"),
        ('<ref target="http://a.org/b">here</ref>', "here <http://a.org/b>"),
        ("snake_case = so", "snake_case = so"),
    ],
)
def test_what_stands_in_the_line(tagged: str, plain: str) -> None:
    assert paragraph(tagged).split("\n\n", 1)[-1].strip() == plain


def test_an_emphasis_that_never_ends_is_not_a_reason_to_stop() -> None:
    assert settle("a \x01b\x05 \x01c\x05") == "a _b_ _c_"


def note(number: str, text: str, name: str) -> str:
    return f'<note place="bottom" n="{number}" xml:id="{name}"><p>{text}</p></note>'


def test_notes_keep_their_printed_numbers_when_no_two_are_the_same() -> None:
    made = written(f'<div type="text" xml:id="d"><p>One{note("7", "Seven.", "fn1")}.</p></div>')
    assert "One[7]." in made and "[7]  Seven." in made


def test_notes_are_numbered_through_when_the_printed_numbers_begin_again() -> None:
    made = written(
        f'<div type="chapter" xml:id="a"><p>A{note("1", "First.", "fn1")}</p></div>'
        f'<div type="chapter" xml:id="b"><p>B{note("1", "Second.", "fn2")}</p></div>'
    )
    assert "A[1]" in made and "B[2]" in made
    assert made.index("[1]  First.") < made.index("[2]  Second.")


def test_notes_stand_before_the_references_and_the_colophon_is_last() -> None:
    back = (
        '<div type="bibliography" xml:id="r"><head>References</head><listBibl>'
        '<bibl xml:id="x">Bey 1991</bibl></listBibl></div>'
        '<div type="colophon" xml:id="c"><ab type="libraryMark">The Library<lb/>Anti-Copyright</ab>'
        f'<ab type="provenance">{"Retrieved " * 12}<ref target="http://a.org/b">a.org</ref></ab></div>'
    )
    made = written(
        f'<div type="text" xml:id="d"><p>A{note("1", "First.", "fn1")}</p></div>', back=back
    )
    assert made.index("Notes\n=====") < made.index("References\n==========")
    assert made.rstrip().endswith("a.org"), "the colophon is as printed: no address is added"
    assert "The Library\nAnti-Copyright\n" in made
    assert "Retrieved " * 12 + "a.org" in made, "its lines are not broken"


def test_the_words_of_the_edition_are_in_the_language_of_the_text() -> None:
    made = written(f'<div type="text" xml:id="d"><p>A{note("1", "B.", "fn1")}</p></div>', lang="de")
    assert "Anmerkungen\n===========" in made and "Sprache: de" in made


def test_the_printed_contents_page_is_not_shown() -> None:
    front = '<div type="contents" xml:id="c"><head>Contents</head><p>Abstract 3</p></div>'
    assert "Abstract" not in written('<div type="text" xml:id="d"><p>A</p></div>', front=front)


def test_a_list_hangs_and_keeps_its_printed_numbers() -> None:
    made = written(
        '<div type="text" xml:id="d"><list rend="numbered"><item n="3"><p>three</p></item>'
        f'<item n="iv)"><p>{"word " * 20}</p></item></list></div>'
    )
    assert "3. three\niv) word" in made
    assert "\n    word" in made


def test_letters_stand_before_their_items_as_printed() -> None:
    made = written(
        '<div type="text" xml:id="d"><list rend="numbered lower-alpha">'
        '<item n="(a)"><p>one</p></item><item n="(b)"><p>two</p></item></list></div>'
    )
    assert "(a) one\n(b) two" in made


def test_a_title_page_without_a_title_gets_the_one_of_the_header() -> None:
    front = "<titlePage><byline><docAuthor>Ann Berg</docAuthor></byline></titlePage>"
    assert written("", front).startswith("Untitled\n========\n\nAnn Berg\n")


def test_a_tab_in_code_is_as_wide_as_a_terminal_shows_it() -> None:
    code = '<ab type="code" xml:space="preserve">a\tb<lb/>\tc&#13;d</ab>'
    assert "    a       b\n            c\n    d\n" in written(f'<div type="text">{code}</div>')


def test_verse_is_indented_and_a_long_line_hangs() -> None:
    made = written(
        f'<div type="text" xml:id="d"><lg><l>Rise</l><l>{"like lions " * 8}</l></lg></div>'
    )
    assert "\n    Rise\n    like lions" in made and "\n        l" in made


HEADING = [Cell("Work", label=True), Cell("Hours", label=True)]


def test_a_table_has_aligned_columns() -> None:
    made = draw([HEADING, [Cell("Field"), Cell("50")], [Cell("Mill"), Cell("7")]], 72)
    assert made == ["Work   Hours", "-----  -----", "Field  50", "Mill   7"]


def test_a_cell_over_two_rows_pushes_the_next_row_aside() -> None:
    made = draw([[Cell("a", down=2), Cell("b")], [Cell("c")]], 72)
    assert made == ["a  b", "   c"]


def test_a_table_wider_than_the_line_becomes_records() -> None:
    made = draw([HEADING, [Cell("Field"), Cell("50")]], 8)
    assert made == ["Work:", "    Field", "Hours:", "    50"]


def test_no_line_is_wider_than_the_page_and_no_word_is_broken() -> None:
    text = "self-valorization — the “law of mutual aid” 19th-century " * 9
    lines = wrap(text.strip(), 72)
    assert max(map(width_of, lines)) <= 72
    assert " ".join(lines) == text.strip()
    assert not any(line.startswith(("—", "valorization")) for line in lines)


def test_a_script_without_spaces_breaks_between_characters_but_not_before_a_stop() -> None:
    lines = wrap("面包与自由。" * 12, 24)
    assert max(map(width_of, lines)) <= 24
    assert "".join(lines) == "面包与自由。" * 12
    assert not any(line.startswith("。") for line in lines)


def test_the_time_is_linear_in_the_emphases_of_a_paragraph() -> None:
    text = paragraph("<hi rendition='simple:italic'>a</hi> " * 20_000)
    assert text.count("_a_") == 20_000
