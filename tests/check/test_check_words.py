"""Every word of the TEI is in every edition, and of the cleaned text in the TEI."""

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from pipeline.check.readings import TEI, read_tei, read_text, read_xhtml
from pipeline.check.words import follow_edition, follow_tree
from pipeline.errors import LostText
from pipeline.model import Cleaned, Source
from pipeline.resources import styles_folder
from pipeline.tei import validate
from pipeline.write import WRITERS


@pytest.fixture(scope="module")
def tree(root: Path) -> etree._ElementTree:
    return etree.parse(root / "tests/books/specimen.tei.xml")


@pytest.fixture(scope="module")
def made(tree: etree._ElementTree) -> dict[str, bytes]:
    tei = validate(tree)
    return {name: writer.write(tei, styles_folder()) for name, writer in WRITERS.items()}


@pytest.mark.parametrize("edition", WRITERS)
def test_an_edition_holds_every_word(
    edition: str, tree: etree._ElementTree, made: dict[str, bytes]
) -> None:
    counts = follow_edition(edition, made[edition], read_tei(tree), "specimen")
    assert counts["missing"] == 0 and counts["words"] > 600


@pytest.mark.parametrize("edition", WRITERS)
def test_a_word_that_an_edition_has_not_is_named_with_its_place(
    edition: str, tree: etree._ElementTree, made: dict[str, bytes]
) -> None:
    longer = deepcopy(tree)
    paragraph = longer.getroot().findall(f".//{TEI}body//{TEI}p")[-1]
    paragraph.text = f"{paragraph.text} antidisestablishmentarianism "
    with pytest.raises(LostText) as caught:
        follow_edition(edition, made[edition], read_tei(longer), "specimen.epub")
    assert "1 words" in str(caught.value) and "antidisestablishment" in str(caught.value)
    assert "page 5" in str(caught.value) and "specimen.epub" in str(caught.value)


def of(body: str) -> etree._ElementTree:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    return etree.ElementTree(etree.fromstring(text))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>a<choice><sic>wrong</sic><corr>right</corr></choice></p>", ["aright"]),
        ('<p>com<pb n="2" break="no"/>munication</p>', ["communication"]),
        ('<p>one<pb n="2"/>two</p>', ["one", "two"]),
        ('<div type="contents"><p>Chapter 1</p></div><p>text</p>', ["text"]),
        ('<p>as<ref type="noteAnchor" target="#fn5">4</ref> so</p>', ["as", "so"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>a<lb/>b<!-- c -->d</p>", ["a", "bd"]),
        ('<p>20<hi rendition="simple:superscript">th</hi></p>', ["20th"]),
        ("<p>a<graphic><desc>map</desc></graphic>b</p>", ["a", "map", "b"]),
    ],
)
def test_what_editions_show_of_a_tei(body: str, shown: list[str]) -> None:
    assert read_tei(of(body)).words == shown


def test_what_a_browser_shows() -> None:
    page = b"""<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>
    <body><p>a <b>bo</b>ld<br/>line</p><script>no</script>
    <img alt="a press" src="x"/></body></html>"""
    assert read_xhtml(page).words == ["a", "bold", "line", "a", "press"]


def cleaned(body: str, notes: str = "") -> Cleaned:
    return Cleaned(Source(body), Source(notes), Source(""), None, (), "x", "", "en")


def test_the_tree_holds_every_word_of_the_streams() -> None:
    body, notes = "## A *Head*\n\ntext<sup>1</sup> [here](http://a.org)", "<sup>1</sup> the note"
    tree = of(
        '<head>A Head</head><p>text<note n="1"><p>the note</p></note>'
        ' <ref target="http://a.org">here</ref></p>'
    )
    assert follow_tree(body, cleaned(body, notes), tree, "a.md") == 6


def test_a_word_that_is_not_in_the_tree_is_named_with_its_line() -> None:
    body = "one\n\ntwo three\n"
    with pytest.raises(LostText, match=r"a\.md:3: 1 words .*“three” \(line 3"):
        follow_tree(body, cleaned(body), of("<p>one two</p>"), "a.md")


MARKED = {
    "a raised number behind a word": ("and on<sup>1</sup>, until", "and on1, until"),
    "a link in a word": (
        "t[link](http://x)o it", 't<ref target="http://x">link</ref>o it',
    ),
    "an address in a word": (
        "t<http://a.b>his one", 't<ref target="http://a.b">http://a.b</ref>his one',
    ),
    "an entity in a word": ("sweate&lt;r came", "sweate&lt;r came"),
}  # fmt: skip


@pytest.mark.parametrize("case", MARKED)
def test_marks_in_a_word_lose_nothing(case: str) -> None:
    text, encoded = MARKED[case]
    follow_tree(text, cleaned(text), of(f"<p>{encoded}</p>"), "a.md")


@pytest.mark.parametrize("case", MARKED)
def test_a_word_beside_marks_that_is_gone_is_named(case: str) -> None:
    text, encoded = MARKED[case]
    last = text.split()[-1]
    tree = of(f"<p>{encoded.removesuffix(last)}</p>")
    with pytest.raises(LostText, match=rf"1 words .*“{last}”"):
        follow_tree(text, cleaned(text), tree, "a.md")


def test_the_text_of_a_link_that_is_gone_is_named() -> None:
    text = "go t[link](http://x)o it"
    tree = of('<p>go t<ref target="http://x"/>o it</p>')
    with pytest.raises(LostText, match="“link”"):
        follow_tree(text, cleaned(text), tree, "a.md")


def by(*names: str) -> etree._ElementTree:
    authors = "".join(f"<docAuthor>{name}</docAuthor>" for name in names)
    return of(f"<byline>{authors}</byline><p>Bread came</p>")


def test_the_words_between_the_names_of_a_byline_need_no_place() -> None:
    text = "by Ann Lee and Bob Day\n\nBread came"
    follow_tree(text, cleaned(text), by("Ann Lee", "Bob Day"), "a.md")


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("by Ann Lee\n\nBread and came", "and"),
        ("by Ann Lee and Bob Day\n\nBread and came", "and"),
        ("by Ann Lee\n\nBread by came", "by"),
        ("Ann Lee\n\nBread by came", "by"),
    ],
)
def test_such_a_word_elsewhere_is_named(text: str, lost: str) -> None:
    names = ("Ann Lee", "Bob Day") if "Bob" in text else ("Ann Lee",)
    with pytest.raises(LostText, match=f"1 words .*“{lost}”"):
        follow_tree(text, cleaned(text), by(*names), "a.md")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("aged worklink <http://x>ers.", ["aged", "worklinkers"]),
        ("go here <http://x> now", ["go", "here", "http", "x", "now"]),
        ("a <b>c", ["a", "b", "c"]),
    ],
)
def test_an_address_told_inside_a_word_does_not_part_it(text: str, read: list[str]) -> None:
    assert read_text(text.encode()).words == read


def test_a_word_that_lost_its_end_behind_an_address_is_named() -> None:
    tei = read_tei(of('<p>aged work<ref target="http://x">link</ref>ers.</p>'))
    assert follow_edition("text", b"aged worklink <http://x>ers.", tei, "a.txt")["missing"] == 0
    with pytest.raises(LostText, match="“worklinkers”"):
        follow_edition("text", b"aged worklink <http://x>", tei, "a.txt")
