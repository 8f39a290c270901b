"""What counts as a word, and as the same word."""

import pytest

from pipeline.check.tokens import tokens, words


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
