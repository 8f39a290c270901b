"""What counts as a word, and as the same word."""

import pytest

from pipeline.check.tokens import shown, tokens, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kropotkin’s thought", ["kropotkin", "s", "thought"]),
        ("the oﬃce, ﬁnally", ["the", "office", "finally"]),
        ("com\u00admunication", ["communication"]),
        ("e\u0301clair éclair", ["éclair", "éclair"]),
        ("革命だ", ["革", "命", "だ"]),
        ("שָׁלוֹם", ["שלום"]),
        ("_so_ and *so*", ["so", "and", "so"]),
        ("— … “”", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_tag_is_no_word_and_its_content_is() -> None:
    text = '<span id="page-1-2">one</span> <!-- note --> a < b'
    assert [token.form for token in tokens(text, tags=True)] == ["one", "a", "b"]


def test_a_token_knows_its_place() -> None:
    text = "an oﬃce"
    assert [text[token.start : token.end] for token in tokens(text)] == ["an", "oﬃce"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("t<http://a.b/c>his", ["t", "http", "a", "b", "c", "his"]),
        ("<mailto:a@b.c>", ["mailto", "a", "b", "c"]),
        ("<html>", []),
    ],
)
def test_an_address_between_angles_is_words_and_no_tag(text: str, found: list[str]) -> None:
    assert [token.form for token in tokens(text, tags=True)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sweate&lt;r and &#60;b&gt;", ["sweate", "r", "and", "b"]),
        ("caf&eacute;s", ["cafés"]),
        ("com&shy;mon", ["common"]),
        ("&notit; &foo;", ["notit", "foo"]),  # no entities: they are shown as they stand
        ("h[link](http://x)aving", ["h", "link", "aving", "http", "x"]),
        ("a [b](ftp://c) d", ["a", "b", "d", "ftp", "c"]),  # shown, if it is taken for no link
        ("one (two) three", ["one", "two", "three"]),
    ],
)
def test_what_is_seen_of_text_with_marks(text: str, found: list[str]) -> None:
    assert [token.form for token in shown(text)] == found


def test_an_entity_moves_no_word_behind_it() -> None:
    text = "caf&eacute; &lt; word"
    assert [text[token.start : token.end] for token in shown(text)][-1] == "word"
