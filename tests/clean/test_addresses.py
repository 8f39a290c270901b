"""What is an address of the net, and none of the text's words."""

from __future__ import annotations

import re

import pytest

from pipeline.clean.facts.words import DOMAIN


@pytest.mark.parametrize(
    "text",
    [
        "theanarchistlibrary.org",
        "see www.theanarchistlibrary.org",
        "...example.org",
        "x.noblogs.org",
    ],
)
def test_a_name_of_the_net_is_an_address(text: str) -> None:
    assert re.search(DOMAIN, text)


@pytest.mark.parametrize("text", ["the org", "an.organ", "e.g. the orgy", ".org", "A.B.C."])
def test_other_words_with_stops_are_none(text: str) -> None:
    assert not re.search(DOMAIN, text)
