"""Two extractions of one of the library's older PDFs, from raw text to document."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.model import NOWHERE, Document, Paragraph, Source, Witness, plain
from pipeline.parse import parse

FIRST = (
    "Anarchism, the no-government system of socialism, has a double origin in the economic and the "
    "political {fi}elds which characterize the century, and all the in{fi}nitely varied needs."
)
SECOND = "As regards socialism, most of the anarchists arrive at its ultimate conclusion,"
SECOND_RUN = (
    "that is, at a complete negation of the wage-system and at communism, and this entirely "
    "di{ff}ers from the method followed by the utopists, who were satis{fi}ed with the State and "
    "its o{ffi}cers, and whose e{ff}orts were never su{ffi}cient to change it in the long run."
)
LAST = "The views taken in the above as to the bene{fi}cial combination of e{ff}orts are known."
MARKER = f"""---
title: Petr Kropotkin  Anarchist Communism  Its Basis And Principles A4
---
# **Anarchist Communism: Its Basis and Principles**

## Contents

| Ι | | • | • | <br>• | • | 3 |
|---|---|---|---|-------|---|---|
| TI | Γ | | | <br>_ | _ | ç |

#### **I**

{FIRST}

{SECOND} {SECOND_RUN}

#### **II**

{LAST}

### The Anarchist Library

## October 17, 2009

## ![](_page_19_Picture_2.jpeg)

Anti-Copyright. http://theanarchistlibrary.org Author: Pëtr Kropotkin Title: Anarchist Communism: Its Basis and Principles Publication date: 1927
"""  # noqa: E501
PDFTOTEXT = f"""---
title: "Petr Kropotkin Anarchist Communism Its Basis and Principles A4"
date: 2025
---

# Petr Kropotkin Anarchist Communism Its Basis and Principles A4

## Pëtr Kropotkin

Anarchist Communism: Its
## Basis and Principles

           The Anarchist Library
Contents I . . . . . . . . . . . . 3
II . . . . . . . . . . . . . . . . 9
I {FIRST}
{f"    {SECOND}{chr(10)}{SECOND_RUN}{chr(10)}" * 5}II {LAST}

## The Anarchist Library
## October 17, 2009

## Anti-Copyright.
                            http://theanarchistlibrary.org
                               Author: Pëtr Kropotkin
                     Title: Anarchist Communism: Its Basis and
## Principles
                               Publication date: 1927
"""
NOTHING = {"fi": "", "ff": "", "ffi": ""}
PRIVATE = {"fi": "\ue005", "ff": "\ue004", "ffi": "\ue007"}
SOUND = {"fi": "fi", "ff": "ff", "ffi": "ffi"}


def lose(text: str, ligatures: dict[str, str]) -> str:
    for name, sign in ligatures.items():
        text = text.replace(f"{{{name}}}", sign)
    return text


def document(raw: str) -> Document:
    cleaned, _, _ = clean(Source(raw), lang="en")
    witness = Witness("x", "x.md", "0" * 64, len(raw.split()), cleaned.dialect)
    return parse(cleaned, witness, lambda raw: NOWHERE)[0]


READINGS = pytest.mark.parametrize(
    ("raw", "times"),
    [(lose(MARKER, NOTHING), 1), (lose(PDFTOTEXT, PRIVATE), 5)],
    ids=["Marker", "pdftotext"],
)


@READINGS
def test_title_page_and_colophon(raw: str, times: int) -> None:
    metadata = document(raw).metadata
    assert metadata.title == "Anarchist Communism: Its Basis and Principles"
    assert metadata.authors == ("Pëtr Kropotkin",)
    assert (metadata.date, metadata.published) == ("1927", "2009-10-17")
    assert (metadata.library, metadata.rights) == ("The Anarchist Library", "Anti-Copyright")


@READINGS
def test_headings_and_paragraphs(raw: str, times: int) -> None:
    one, two = document(raw).body
    assert one.heading and plain(one.heading.content) == "I"
    assert two.heading and plain(two.heading.content) == "II"
    paragraphs = [plain(b.content) for b in one.blocks if isinstance(b, Paragraph)]
    wanted = [lose(FIRST, SOUND), *[lose(f"{SECOND} {SECOND_RUN}", SOUND)] * times]
    assert [" ".join(text.split()) for text in paragraphs] == wanted
    assert len(two.blocks) == 1


def test_a_picture_is_no_word_of_the_colophon() -> None:
    cleaned, _, _ = clean(Source(lose(MARKER, NOTHING)), lang="en")
    assert "jpeg" not in cleaned.colophon.text
