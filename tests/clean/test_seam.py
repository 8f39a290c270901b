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
