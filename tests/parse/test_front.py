"""What the title page takes in, and what it must leave to the text: every word is somewhere.

Each case once stopped a run with LostText; ``to_tei`` raises it for a word that is nowhere.
"""

from pathlib import Path

import pytest

from pipeline import to_tei
from pipeline.check.readings import read_tei
from pipeline.write.book import read_book

BUILT = {
    "a quotation opens the text": (">Quoted words.\n\nA paragraph.", "quoted words"),
    "verse of two stanzas opens it": ("k  \n1890\n\nl  \n1890", "k 1890 l 1890"),
    "a heading is no name": ("g\n\n# and", "and"),
    "a byline with by": ("# A Title\n\nby Ann Lee\n\nThe text of it.", "ann lee"),
    "a byline with and": ("# A Title\n\nAnn Lee and Bob Day\n\nThe text.", "ann lee bob day"),
    "the title is a link": ("# [A Title](http://x.org/q)\n\nAnn Lee\n\nText.", "http x org q"),
    "the author is a link": ("# A Title\n\n[Ann Lee](http://x.org/q)\n\nText.", "http x org q"),
    "a link in the first line": ("Some [text](http://x.org/a_b)last of it.", "http x org"),
    "a note's mark in the title": (
        "# A Titl<sup>1</sup>e\n\nAnn Lee\n\nText.\n\n<sup>1</sup> The note.", "a title",
    ),
    "a link to nowhere": ("A Title.\n\nThe text [x](http://) is.", "x http"),
    "a link that only looks so": ("A Title.\n\nThe text [x](http://?q) is.", "x http q"),
    "a link inside a word": ("A Title.\n\nIt t[link](http://x)o the end.", "tlinko the end"),
    "an address inside a word": ("A Title.\n\nIt t<http://a.b/c>his end.", "chis end"),
    "a link inside a link's address": (
        "A Title.\n\nIt is [w](http://ab***ibr[link](http://x)ary.org) here.", "ibrlinkary org",
    ),
    "an entity inside a word": ("A Title.\n\nThe sweate&lt;r came.", "sweate r came"),
    "what only looks like an entity": ("A Title.\n\nIt is &notit; here.", "notit here"),
    "a raised number behind a word": ("A Title.\n\nOn and on<sup>1</sup>, it.", "on1 it"),
    "a soft hyphen at a word's end": ("A Title.\n\nOn and on\u00ad, it st\u200bops.", "stops"),
    "a stroke through a part of a word": ("t>hat ~~o tha~~t", "that"),
}  # fmt: skip


@pytest.mark.parametrize("case", BUILT)
def test_no_word_stops_a_run(case: str, tmp_path: Path) -> None:
    text, shown = BUILT[case]
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert f" {shown} " in f" {' '.join(read_tei(to_tei(path)).words)} "


def test_a_page_that_holds_nothing_before_the_first_heading_makes_no_division(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# A Title\n\nAnn Lee\n\n\f\n\n# Contents\n\nOne . . . 3\nTwo . . . 4\n\n\f\n\n\f\n\n"
        "## One\n\nSo it was.\n\n\f\n\n## Two\n\nAnd so it is.\n"
    )
    body = to_tei(path).getroot().find(".//{*}body")
    assert body is not None
    assert [division.find("{*}head") is None for division in body] == [False, False]


TITLE_PAGES = {
    "a subtitle over by and a name": (
        "# Bread\n\n## Essays on Salt\n\nby Ann Lee\n\ntranslated by Bob Day\n\n1906\n\n",
        ("Bread", "Essays on Salt", "Ann Lee", "1906"),
    ),
    "who edited it is no author": (
        "# Bread\n\nEdited by Bob Day\n\nLondon, 1906\n\n## The Old\n\n",
        ("Bread", "", "", "London, 1906"),
    ),
    "a heading behind the editor is none either": (
        "# Bread\n\nEdited by Bob Day\n\n## The Old\n\n",
        ("Bread", "", "", ""),
    ),
    "a sentence that begins with By is no byline": (
        "# Bread\n\nBy all means, they said.\n\n",
        ("Bread", "", "", ""),
    ),
    "the half of a sentence that a page cut is no name": (
        "# Bread\n\nDarwin carefully observed Nature and studied its life, and he felt\n\n",
        ("Bread", "", "", ""),
    ),
    "a group is a name": (
        "# Bread\n\nFriends of the striking bakers\n\n1906\n\n",
        ("Bread", "", "Friends of the striking bakers", "1906"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLE_PAGES)
def test_a_title_page_names_who_wrote_the_work(case: str, tmp_path: Path) -> None:
    text, told = TITLE_PAGES[case]
    path = tmp_path / "a.md"
    path.write_text(f"{text}{'The towns had done it long before the State came. ' * 9}\n")
    page = to_tei(path).getroot().find(".//{*}titlePage")
    assert page is not None
    fields = (
        page.findtext(".//{*}titlePart[@type='main']"),
        page.findtext(".//{*}titlePart[@type='sub']", ""),
        page.findtext(".//{*}docAuthor", ""),
        page.findtext(".//{*}docDate", ""),
    )
    assert fields == told


OPENED = (
    "It was the best of times for the bakers of our town, and for the millers, though none of "
    "them knew it then, and few would have said so."
)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        pytest.param(OPENED, "bread", id="a long sentence opens the text"),
        pytest.param("On Bread.", "On Bread.", id="a short line with a stop is the title"),
        pytest.param(f"# {OPENED}", OPENED, id="a heading is the title, however long"),
    ],
)
def test_a_text_that_opens_with_a_sentence_has_no_title(
    first: str, title: str, tmp_path: Path
) -> None:
    """On the title page it would be missing from the text; the file's name stands there."""
    path = tmp_path / "bread.md"
    path.write_text(f"{first}\n\nAnd here the text goes on for some more lines of its own.\n")
    tree = to_tei(path)
    assert read_book(tree).title == title
    in_body = OPENED in " ".join(str(tree.getroot().xpath("string(.//*[name()='body'])")).split())
    assert in_body == (title == "bread")


def test_two_lines_over_the_author_are_title_and_subtitle(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    prose = "The towns had done it long before the State came. " * 9
    last = "The Anarchist Library\nAnti-Copyright\n\nAnn Lee\nBread\nA Study\n1906\n\nx.org\n"
    path.write_text(f"Bread\n\nA Study\n\nAnn Lee\n\n1906\n\n{prose}\n\n{last}")
    header = to_tei(path).getroot().find(".//{*}titleStmt")
    assert header is not None
    assert header.findtext("{*}title") == "Bread"
    assert ["".join(node.itertext()) for node in header.iterfind("{*}author")] == ["Ann Lee"]
