"""A word of a person's file that the TEI has not is found, however the file was read."""

import io
import zipfile

import pytest
from lxml import etree

from pipeline.check.originals import not_in_tei


def tei(body: str) -> etree._ElementTree:
    return etree.ElementTree(
        etree.fromstring(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
            "<teiHeader><title>On Bread</title></teiHeader>"
            f"<text><body>{body}</body></text></TEI>"
        )
    )


def package(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return held.getvalue()


WORD = "<w:document xmlns:w='w'><w:p><w:t>One </w:t><w:delText>gone</w:delText></w:p><w:p><w:t>{}</w:t></w:p></w:document>"  # noqa: E501
FILES = {
    ".html": lambda word: f"<title>x</title>One<p>{word}<sup>1</sup><script>no</script>".encode(),
    ".muse": lambda word: f"#title Bread\n#pubdate 2009-04-24\n\nOne {word}[1]\n\n; no\n".encode(),
    ".docx": lambda word: package(word__document_xml=WORD.format(word)),
    ".epub": lambda word: package(a_xhtml=f"<p>One {word}</p>", nav_xhtml="<p>no</p>"),
    ".xml": lambda word: etree.tostring(tei(f"<p>One {word}</p><fw>head</fw>")),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_whose_words_are_all_there_gives_no_finding(suffix: str) -> None:
    held = tei('<p>One two<note n="1"><p/></note></p>')
    assert not_in_tei(FILES[suffix]("two"), suffix, held) == []


@pytest.mark.parametrize("suffix", FILES)
def test_a_word_that_was_dropped_is_found(suffix: str) -> None:
    (finding,) = not_in_tei(FILES[suffix]("three"), suffix, tei("<p>One two</p>"))
    assert finding.code == "word-not-in-tei" and "“three" in finding.message


def test_many_words_make_no_endless_report() -> None:
    found = not_in_tei(("<p>" + "gone " * 500).encode(), ".html", tei("<p>One</p>"))
    assert len(found) == 21 and "480 more words" in found[-1].message
