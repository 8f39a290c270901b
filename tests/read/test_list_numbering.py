"""How lists of other formats are numbered: letters, roman numbers, signs, first number."""

from pathlib import Path

import pypandoc
import pytest
from document_words import blocks

from pipeline.model import Document, List
from pipeline.read.foreign_tei import read_foreign_tei
from pipeline.read.structured import read_structured

OPENING = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><text><body><div>'
MARKDOWN = "Words before.\n\n(c) one\n(d) two\n\nWords between.\n\niv) four\nv) five\n"


def marks(document: Document) -> list[list[str]]:
    """Give the mark of each item of each list, as it will be printed; a dash for none."""
    found = [block for block in blocks(document, List) if isinstance(block, List)]
    return [
        [one.numbering.mark(n) if one.ordered else "-" for n, _ in enumerate(one.items, one.start)]
        for one in found
    ]


def tei(body: str) -> list[list[str]]:
    data = f"{OPENING}<p>Words.</p>{body}</div></body></text></TEI>".encode()
    return marks(read_foreign_tei(data, "text.xml")[0])


def muse(text: str) -> list[list[str]]:
    return marks(read_structured(f"Words.\n\n{text}".encode(), ".muse", "text.muse")[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a. one\n b. two\n", ["a.", "b."]),
        (" A. one\n B. two\n", ["A.", "B."]),
        (" i. one\n ii. two\n", ["i.", "ii."]),
        (" I. one\n II. two\n", ["I.", "II."]),
        (" c. three\n d. four\n", ["c.", "d."]),
        (" 3. three\n 4. four\n", ["3.", "4."]),
    ],
)
def test_the_lists_of_amusewiki(text: str, expected: list[str]) -> None:
    assert muse(text) == [expected]


@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
def test_signs_and_first_numbers_of_other_formats(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"lists.{kind}"
    pypandoc.convert_text(
        MARKDOWN, kind, format="markdown", outputfile=str(file), extra_args=["--standalone"]
    )
    found = marks(read_structured(file.read_bytes(), f".{kind}", file.name)[0])
    signed = [["(c)", "(d)"], ["iv)", "v)"]]
    assert found == (signed if kind != "html" else [["c.", "d."], ["iv.", "v."]])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<list><item n="a)">x</item><item n="b)">y</item></list>', ["a)", "b)"]),
        ('<list rend="lower-roman"><item>x</item><item>y</item></list>', ["i.", "ii."]),
        ("<list><label>(i)</label><item>x</item><label>(ii)</label><item>y</item></list>",
         ["(i)", "(ii)"]),
        ('<list type="ordered"><item n="5">x</item><item>y</item></list>', ["5.", "6."]),
        ('<list rend="numbered upper-alpha"><item n="C.">x</item></list>', ["C."]),
        ('<list rend="bulleted"><item n="1">x</item><item n="2">y</item></list>', ["-", "-"]),
        ('<list><item n="a)">x</item><item n="d)">y</item></list>', ["-", "-"]),
        ("<list><label>land</label><item>x</item></list>", ["-"]),
        ('<list><label><hi rend="i">a</hi></label><item>x</item><label>c</label><item/></list>',
         ["-", "-"]),
    ],
)  # fmt: skip
def test_the_lists_of_another_tei(body: str, expected: list[str]) -> None:
    assert tei(body) == [expected]
