"""Signatures: the author's name, a place and a date under the last paragraph."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Division, Paragraph, Signature, Text
from pipeline.parse.joining import is_name, sign

AUTHOR = ("Pëtr Kropotkin",)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph((Text(text),)) for text in texts)


def signed(*texts: str) -> list[str]:
    """Give the lines of the signature that a division with these paragraphs gets."""
    (division,) = sign((Division("text", None, paragraphs(*texts)),), AUTHOR)
    last = division.blocks[-1]
    return [line[0].text for line in last.lines] if isinstance(last, Signature) else []  # type: ignore[union-attr]


def test_the_name_of_the_author_under_the_last_paragraph_is_a_signature() -> None:
    assert signed("And so it was.", "P. Kropotkin") == ["P. Kropotkin"]


def test_place_and_date_stand_with_the_name() -> None:
    lines = ["P. Kropotkin.", "London, October 1914."]
    assert signed("And so it was.", *lines) == lines


def test_place_and_date_alone_close_a_text() -> None:
    assert signed("And so it was.", "Brighton, 3 May 1912") == ["Brighton, 3 May 1912"]


@pytest.mark.parametrize(
    "texts",
    [
        ("And so it was.", "Kropotkin was right"),
        ("And so it was.", "Emma Goldman"),
        ("so said", "P. Kropotkin"),
        ("P. Kropotkin",),
        ("And so it was.", "That was in May 1912."),
        ("And so it was.", "P. Kropotkin said so, and everybody who heard him believed it."),
    ],
    ids=["a sentence", "another name", "behind an open sentence", "alone", "prose", "long"],
)
def test_what_only_looks_like_a_signature_stays_a_paragraph(texts: tuple[str, ...]) -> None:
    assert signed(*texts) == []


def test_a_date_that_closes_a_chapter_is_none_without_the_name() -> None:
    chapters = tuple(
        Division("section", None, paragraphs("And so it was.", "London, October 1914."))
        for _ in range(2)
    )
    first, second = sign(chapters, AUTHOR)
    assert isinstance(first.blocks[-1], Paragraph)
    assert isinstance(second.blocks[-1], Signature)


def test_a_name_of_one_word_is_no_evidence() -> None:
    assert not is_name("Bakunin", "Bakunin")


def prefaced(kind: str, *texts: str) -> bool:
    """Say whether a part in the middle of a book, with these paragraphs, ends in a signature."""
    parts = Division(kind, None, paragraphs(*texts)), Division("text", None, paragraphs("One."))
    return isinstance(sign(parts, AUTHOR)[0].blocks[-1], Signature)


def test_another_may_sign_a_preface_and_a_date_may_close_it() -> None:
    assert prefaced("preface", "And so it was.", "Emma Goldman", "New York, May 1912")
    assert prefaced("introduction", "And so it was.", "G. D. H. Cole")
    assert prefaced("preface", "And so it was.", "London, October 1914.")


def test_a_line_that_ends_a_chapter_or_says_more_is_no_name() -> None:
    assert not prefaced("section", "And so it was.", "Emma Goldman")
    assert not prefaced("preface", "And so it was.", "Emma said so")
    assert not prefaced("preface", "And so it was", "Emma Goldman")
    assert not prefaced("preface", "And so it was.", "Freedom")
    assert not prefaced("preface", "And so it was.", "Chapter One")
