"""The library's last page, in the template of today and in the older one."""

from __future__ import annotations

import pytest

from pipeline.model import Source, plain
from pipeline.parse.blocks import Parser
from pipeline.parse.colophon import Reading, parse_colophon
from pipeline.parse.inline import Context

PARSER = Parser(Context({}, lambda raw: ""))

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
    kept = " ".join(plain(line) for block in colophon.blocks for line in block.lines)
    assert kept.split() == text.replace("#", "").replace("<", "").replace(">", "").split()


WITHOUT_BLANK_LINES = """The Anarchist Library
Anti-Copyright
Pëtr Kropotkin
The Industrial Village
1884
Nineteenth Century, 1888, pp. 513-530.
theanarchistlibrary.org
"""
BLANK_LINES_TOO_MANY = """The Anarchist Library

Anti-Copyright

Pëtr Kropotkin
The Industrial Village

1884

Nineteenth Century, 1888, pp. 513-530.

theanarchistlibrary.org
"""
DATED_WITH_ITS_SOURCE = """The Anarchist Library

Anti-Copyright

Pëtr Kropotkin
The Industrial Village

1884
Nineteenth Century, 1888, pp. 513-530.

theanarchistlibrary.org
"""
ON_ONE_LINE = """The Anarchist Library Anti-Copyright

Pëtr Kropotkin The Industrial Village 1884

Nineteenth Century, 1888, pp. 513-530.

theanarchistlibrary.org
"""


@pytest.mark.parametrize(
    "text",
    [WITHOUT_BLANK_LINES, BLANK_LINES_TOO_MANY, DATED_WITH_ITS_SOURCE, ON_ONE_LINE],
    ids=["no blank lines", "too many", "one before the date", "author, title, date on a line"],
)
def test_the_template_is_read_however_its_lines_fell(text: str) -> None:
    reading = read(text, "The Industrial Village")
    assert (reading.authors, reading.title, reading.date, reading.subtitle) == (
        "Pëtr Kropotkin", "The Industrial Village", "1884", "",
    )  # fmt: skip
    assert reading.rights == "Anti-Copyright"
    assert reading.notes == "Nineteenth Century, 1888, pp. 513-530."


def test_a_line_that_says_more_than_author_title_and_date_is_not_parted() -> None:
    text = "The Anarchist Library\n\nReview of The Industrial Village of today\n\nx.org\n"
    assert read(text, "The Industrial Village").authors == ""


def test_where_it_was_retrieved_is_no_part_of_the_title_though_no_blank_line_is_left() -> None:
    text = "The Library\nAnti-Copyright\n\nAnn Lee\nBread\nA Study\nRetrieved in 2009\n\nx.org\n"
    reading = read(text, "Bread")
    assert (reading.authors, reading.title, reading.subtitle) == ("Ann Lee", "Bread", "A Study")
    assert reading.source_statement == "Retrieved in 2009"


def test_a_statement_that_ends_its_line_in_a_small_word_goes_on() -> None:
    text = "The Library\nAnti-Copyright\n\nAnn Lee\nBread\n\nRetrieved in 2009 from\n"
    text += "dwardmac.pitzer.edu, proofread,\nlater.\nA note.\n\nx.org\n"
    reading = read(text, "Bread")
    said = "Retrieved in 2009 from dwardmac.pitzer.edu, proofread, later."
    assert (reading.source_statement, reading.notes) == (said, "A note.")
    assert reading.source_address == "dwardmac.pitzer.edu"


def test_negative_a_statement_that_ends_with_its_line_takes_no_note() -> None:
    text = "The Library\nAnti-Copyright\n\nAnn Lee\nBread\n\nRetrieved in 2009.\nA note.\n\nx.org\n"
    reading = read(text, "Bread")
    assert (reading.source_statement, reading.notes) == ("Retrieved in 2009.", "A note.")
