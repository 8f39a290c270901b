"""Mottoes: which quotations at the head of a division are, and which stay quotations."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Epigraph, LineBreak, Paragraph, Quote, Span, Text, Verse, plain
from pipeline.tei.mottoes import with_mottoes

TEXT = Paragraph((Text("The State began in the old times."),))


def p(text: str) -> Paragraph:
    """Make a paragraph; ``/`` stands for a line break, ``*`` round all of it for italics."""
    if text.startswith("*"):
        return Paragraph((Span("italic", (Text(text.strip("*")),)),))
    one, slash, two = text.partition("/")
    return Paragraph((Text(one), LineBreak(), Text(two)) if slash else (Text(one),))


def quote(*texts: str) -> Quote:
    return Quote(tuple(p(text) for text in texts))


def mottoes(*blocks: Block, more: bool = False) -> list[str]:
    """Give the sources of the mottoes that are found."""
    return [
        plain(block.blocks[-1].lines[0])  # type: ignore[union-attr]
        for block in with_mottoes(blocks, more=more)
        if isinstance(block, Epigraph)
    ]


@pytest.mark.parametrize(
    ("blocks", "sources"),
    [
        ((quote("I dance."), p("— Emma Goldman")), ["— Emma Goldman"]),
        ((quote("I dance.", "— Emma Goldman"),), ["— Emma Goldman"]),
        ((quote("I dance./– Emma Goldman"),), ["– Emma Goldman"]),
        ((quote("It is so."), p("— slogan on a wall")), ["— slogan on a wall"]),
        ((quote("I dance."), p("*Emma Goldman, Living My Life*")),
         ["Emma Goldman, Living My Life"]),
        ((quote("I dance."), p("Emma Goldman, “My Life” (1931)")),
         ["Emma Goldman, “My Life” (1931)"]),
        ((p("“I dance.”"), p("—Voltairine de Cleyre, 1912")), ["—Voltairine de Cleyre, 1912"]),
        ((p("I dance to be free."), p("— Emma Goldman")), ["— Emma Goldman"]),
        ((quote("One.", "— A. Berkman", "Two.", "— Rosa von Praunheim"),),
         ["— A. Berkman", "— Rosa von Praunheim"]),
        ((quote("One."), p("— A. Berkman"), quote("Two."), p("— L. Michel")),
         ["— A. Berkman", "— L. Michel"]),
    ],
    ids=[
        "under", "in it", "a line of it", "no name", "in italics", "work and year", "in marks",
        "a paragraph", "two in one", "two",
    ],
)  # fmt: skip
def test_a_quotation_over_its_source_is_a_motto(
    blocks: tuple[Block, ...], sources: list[str]
) -> None:
    assert mottoes(*blocks, TEXT) == sources


@pytest.mark.parametrize(
    "blocks",
    [
        (quote("I dance."), TEXT),
        (TEXT, quote("I dance."), p("— Emma Goldman"), TEXT),
        (TEXT, TEXT, TEXT, p("— Emma Goldman"), p("— Who?"), TEXT),
        (TEXT, p("— Good day, he said."), TEXT),
        (TEXT, p("— Emma Goldman!"), TEXT),
        (quote("I dance."), p("The Present State"), TEXT),
        (quote("I dance."), p("— but this was long ago."), TEXT),
        (quote("I dance."), p("— Emma Goldman")),
        (*(quote("I dance."), p("— Emma Goldman")) * 5, TEXT),
        (p("Long " * 200), p("— Emma Goldman"), TEXT),
    ],
    ids=[
        "no source", "in the middle", "dialogue", "an answer", "a call", "a line", "a sentence",
        "nothing behind", "a collection", "a long paragraph",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_motto_stays(blocks: tuple[Block, ...]) -> None:
    assert with_mottoes(blocks) == blocks


def test_a_part_may_hold_a_motto_and_chapters_alone() -> None:
    assert mottoes(quote("I dance."), p("— Emma Goldman"), more=True) == ["— Emma Goldman"]


def test_verse_keeps_the_line_of_its_source() -> None:
    verse = Verse((((Text("Rise like lions"),), (Text("after slumber"),), (Text("— Shelley"),)),))
    assert with_mottoes((verse, TEXT)) == (Epigraph((verse,)), TEXT)
    unsigned = Verse((((Text("Rise like lions"),), (Text("— so he sang"),)),))
    assert with_mottoes((unsigned, TEXT)) == (unsigned, TEXT)


def test_an_empty_quotation_over_a_source_is_no_motto() -> None:
    assert mottoes(Quote(()), p("— Emma Goldman"), TEXT) == []
