"""The library's last page, in the template of today and in the older one."""

from __future__ import annotations

import pytest

from pipeline.model import NOWHERE, Source
from pipeline.parse.blocks import Parser
from pipeline.parse.colophon import Reading, parse_colophon
from pipeline.parse.inline import Context, plain_text

PARSER = Parser(Context({}, lambda raw: ""), lambda raw: NOWHERE)

OLDER = """### The Anarchist Library

## October 17, 2009

Anti-Copyright.
   http://theanarchistlibrary.org
   Author: Pëtr Kropotkin
   Title: Anarchist Communism: Its Basis and
## Principles
   Publication date: 1927

## Retrieved on June 24, 2009 from
http://dwardmac.pitzer.edu/kropotkin/anarchistcommunism.html
"""
RUN_TOGETHER = (
    "### The Anarchist Library\n\n## October 17, 2009\n\n"
    "Anti-Copyright. http://theanarchistlibrary.org Author: Pëtr Kropotkin "
    "Title: Anarchist Communism: Its Basis and Principles Publication date: 1927 "
    "Retrieved on June 24, 2009 from "
    "http://dwardmac.pitzer.edu/kropotkin/anarchistcommunism.html"
)
TODAY = """The Anarchist Library
Anti-Copyright

Harry Cleaver
The Crisis
February 24, 1993.

Retrieved on July 18, 2012 from
<http://libcom.org/library/crisis>
This paper was written for a conference.

theanarchistlibrary.org
"""


def read(text: str, title: str) -> Reading:
    return parse_colophon(Source(text), title, PARSER)[1]


@pytest.mark.parametrize("text", [OLDER, RUN_TOGETHER], ids=["lines", "one paragraph"])
def test_the_older_template(text: str) -> None:
    reading = read(text, "Anarchist Communism: Its Basis and Principles")
    assert reading.library == "The Anarchist Library"
    assert reading.address == "http://theanarchistlibrary.org"
    assert reading.rights == "Anti-Copyright"
    assert reading.authors == "Pëtr Kropotkin"
    assert reading.title == "Anarchist Communism: Its Basis and Principles"
    assert reading.date == "1927"
    assert reading.retrieved == "2009-06-24"
    assert reading.published == "2009-10-17"
    assert reading.source_address.endswith("anarchistcommunism.html")
    assert reading.notes == ""


def test_todays_template() -> None:
    reading = read(TODAY, "The Crisis")
    assert (reading.authors, reading.title, reading.date) == (
        "Harry Cleaver", "The Crisis", "February 24, 1993.",
    )  # fmt: skip
    assert reading.retrieved == "2012-07-18"
    assert reading.notes == "This paper was written for a conference."
    assert reading.published == ""


@pytest.mark.parametrize("text", [OLDER, RUN_TOGETHER, TODAY])
def test_every_word_is_kept_as_printed(text: str) -> None:
    colophon, _ = parse_colophon(Source(text), "The Crisis", PARSER)
    kept = " ".join(plain_text(line) for block in colophon.blocks for line in block.lines)
    assert kept.split() == text.replace("#", "").replace("<", "").replace(">", "").split()
