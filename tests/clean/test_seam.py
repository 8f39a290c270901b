"""Where a sentence goes on in the next block, and where it only seems to."""

from __future__ import annotations

import pytest

from pipeline.clean.facts.seam import goes_on
from pipeline.report import Confidence

LONG = "They had all of them learned to work together on the land"


@pytest.mark.parametrize(
    ("before", "after", "sure"),
    [
        (f"{LONG} and went", "home in the evening.", Confidence.SURE),
        (f"{LONG}. The", "State was far away then.", Confidence.LIKELY),
        (f"{LONG} of the", "State, which was far away.", Confidence.LIKELY),
        (f"{LONG} of John Doe, Jane Roe", "jane@example.org", Confidence.DOUBTFUL),
        (f"{LONG} and wrote it with Go", "Bread and Roses are for all.", None),
    ],
    ids=["a small letter", "an article", "a preposition", "an address alone", "a name"],
)
def test_a_sentence_goes_on_where_its_words_say_so(
    before: str, after: str, sure: Confidence | None
) -> None:
    verdict = goes_on(before, after, f"{before}\n\n{after}", "en")
    assert (verdict and verdict[0]) == sure


PARAGRAPH = f"{LONG}. " * 4
SMALL = "So many communist groups. " * 12


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "sure"),
    [
        (f"{PARAGRAPH}Looking at the", "Communist Manifesto we find it.", "In Rome, Communist men.",
         Confidence.LIKELY),
        (f"{PARAGRAPH}Looking at the", "Communist groups had gone.", "", Confidence.DOUBTFUL),
        (f"{LONG} and at the", "Communist Manifesto, line by line.", "In Rome, Communist men.",
         Confidence.DOUBTFUL),
        (f"{PARAGRAPH}Looking at the", "Many groups had gone by then.", "In Rome, Many men.",
         Confidence.DOUBTFUL),
        (f"{LONG} in a crisis which", "I saw in 1877 in the hills.", "They, i.e. all. So i.e. we.",
         Confidence.LIKELY),
        (f"{LONG}. They remained a", "Roman people all the same.", "", Confidence.LIKELY),
    ],
    ids=[
        "a name that is often small", "a word that never has a capital in mid-sentence",
        "a line that may be one of verse", "one of the commonest words, in a title", "the word I",
        "an article of one letter",
    ],
)  # fmt: skip
def test_a_capital_behind_an_unfinished_sentence_is_a_name_or_a_new_sentence(
    before: str, after: str, elsewhere: str, sure: Confidence
) -> None:
    text = f"{SMALL} {elsewhere}\n\n{before}\n\n{after}"
    verdict = goes_on(before, after, text, "en")
    assert verdict and verdict[0] == sure


@pytest.mark.parametrize(
    ("last", "after", "sure"),
    [
        ("Looking at the", "Communist groups had gone.", Confidence.LIKELY),
        ("It was not in the least", "*Natur-Philosophie* of the Germans.", Confidence.LIKELY),
        ("Looking at the", "Many groups had gone by then.", Confidence.DOUBTFUL),
        ("Looking at “the groups”", "Communist groups had gone.", None),
    ],
    ids=["a word often small", "a title", "one of the commonest words", "a mark that closes"],
)
def test_a_long_paragraph_without_a_stop_goes_on_over_the_end_of_a_page(
    last: str, after: str, sure: Confidence | None
) -> None:
    before = f"{PARAGRAPH}{last}"
    text = f"{SMALL}\n\n{before}\n\n{after}"
    verdict = goes_on(before, after, text, "en", page_ends=True)
    assert (verdict and verdict[0]) == sure


def test_the_argument_over_a_chapter_ends_without_a_stop() -> None:
    argument = "State of the people before 1789 — Riots of the poor — Hatred of feudalism in France"
    text = f"In all France, the French of France. {argument}"
    assert goes_on(argument, "France, on entering that period, had seen it.", text, "en") is None
    assert goes_on(f"{LONG} — in France — and in", "France, as they had.", text, "en")


@pytest.mark.parametrize(
    ("before", "after", "page_ends", "sure"),
    [
        (f"{LONG},<sup>3</sup>", "Louise Michel and Reclus too.", True, Confidence.LIKELY),
        (f"“{LONG}?”", "asked the judge of the town.", True, Confidence.LIKELY),
        (f"“{LONG}?”", "asked the judge of the town.", False, None),
        (f"“{LONG}?”", "The judge of the town said so.", True, None),
        (f"{LONG}:", "only the State kept it from them.", True, Confidence.LIKELY),
        (f"{LONG}.", "only the State kept it from them.", True, None),
        (f"{LONG} (said Jane. They had it all.", "Nobody knew why.) So it was.", False,
         Confidence.LIKELY),
        (f"{LONG} (said Jane.", "2) Bread. And (3) roses.", True, None),
        (f"{LONG} as Reclus has it", "(1830–1905). So it was there.", True, Confidence.LIKELY),
        (f"{LONG},", "’t Was in den zomer van het jaar.", False, Confidence.LIKELY),
        (f"{LONG}", "’t Was in den zomer van het jaar.", False, None),
    ],
)  # fmt: skip
def test_marks_and_brackets_tell_of_a_cut(
    before: str, after: str, page_ends: bool, sure: Confidence | None
) -> None:
    verdict = goes_on(before, after, f"{before}\n\n{after}", "en", page_ends=page_ends)
    assert (verdict and verdict[0]) == sure
