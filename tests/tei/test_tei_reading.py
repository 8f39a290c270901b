"""TEI from anywhere is parsed, and trusted in nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pipeline.errors import InputError
from pipeline.tei import read_tei, serialise

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
LAUGHS = (
    '<!DOCTYPE TEI [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"]>\n<TEI {NAMESPACE}>&i;</TEI>"
)
REFUSED = {
    "an entity bomb": (LAUGHS, "amplification"),
    "an entity bomb in an attribute": (LAUGHS.replace(">&i;<", ' n="&i;"><'), "entit"),
    "an entity that reads a file": (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/hostname">]><TEI {NAMESPACE}>&x;</TEI>',
        "entities",
    ),
    "an entity that is not declared": (f"<TEI {NAMESPACE}>&nbsp;</TEI>", "Entity 'nbsp'"),
    "half a file": (f"<TEI {NAMESPACE}>\n<text>", "not well-formed"),
    "nothing": ("", "not well-formed"),
    "a web page": ("<html/>", "not TEI"),
    "a file that is no XML": ("# Heading", "not well-formed"),
    "an encoding that does not exist": ('<?xml version="1.0" encoding="x-none"?><TEI/>', "not"),
}


@pytest.mark.parametrize("written, said", REFUSED.values(), ids=list(REFUSED))
def test_refused(written: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_tei(written.encode(), "book.xml")
    assert said in str(caught.value)
    assert "book.xml" in caught.value.where


def test_the_line_is_named() -> None:
    with pytest.raises(InputError) as caught:
        read_tei(f"<TEI {NAMESPACE}>\n<text>\n</TEI>".encode(), "book.xml")
    assert caught.value.where == "book.xml:3"


def test_a_dtd_elsewhere_is_not_read(tmp_path: Path) -> None:
    dtd = tmp_path / "tei.dtd"
    dtd.write_text('<!ENTITY x "stolen"><!ATTLIST TEI n CDATA "stolen">')
    written = f'<!DOCTYPE TEI SYSTEM "{dtd.as_uri()}"><TEI {NAMESPACE}/>'
    assert "stolen" not in etree.tostring(read_tei(written.encode()), encoding="unicode")
    missing = written.replace("tei.dtd", "none.dtd")
    assert read_tei(missing.encode()).getroot().tag.endswith("TEI")


def test_comments_and_instructions_go_but_not_the_words_behind_them() -> None:
    tree = read_tei(f"<TEI {NAMESPACE}>a<!-- no -->b<?no?>c<hi/>d<!-- no -->e</TEI>".encode())
    assert b">abc<hi/>de</TEI>" in serialise(tree)


def test_writing_what_was_written_gives_the_same_bytes() -> None:
    written = serialise(read_tei(f"<TEI {NAMESPACE}><text><body/></text></TEI>".encode()))
    assert serialise(read_tei(written)) == written
