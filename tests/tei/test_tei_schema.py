"""What the schema and the Schematron accept, refuse and report."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from lxml import etree

from pipeline.errors import InvalidTei
from pipeline.tei import findings, read_tei, serialise, validate

HERE = Path(__file__).parent
SPECIMEN = (HERE.parent / "books" / "specimen.tei.xml").read_text(encoding="utf-8")
SCHEMA = HERE.parent.parent / "pipeline" / "tei"
RNG = "{http://relaxng.org/ns/structure/1.0}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
TEI = "{http://www.tei-c.org/ns/1.0}"


def changed(old: str, new: str) -> bytes:
    assert old in SPECIMEN, f"the specimen holds no {old}"
    return SPECIMEN.replace(old, new, 1).encode()


def test_the_specimen_is_valid_and_written_as_every_file_is() -> None:
    tei = validate(read_tei(SPECIMEN.encode()))
    assert serialise(tei).decode() == SPECIMEN
    assert findings(tei) == []


def test_the_specimen_shows_every_element_of_the_schema() -> None:
    known = {str(n.get("name")) for n in etree.parse(SCHEMA / "edition.rng").iter(RNG + "element")}
    shown = {str(n.tag).removeprefix(TEI) for n in etree.fromstring(SPECIMEN.encode()).iter("{*}*")}
    only_in_headers = {"analytic", "orgName"}
    assert known - shown == only_in_headers
    assert shown <= known


REFUSED = {
    "an element the profile does not know": (
        '<ab type="ornament">* * *</ab>', "<said>so</said>", "no element",
    ),
    "a rend that no simplePrint knows": ('rendition="simple:bold"', 'rend="bold"', "no rend on hi"),
    "a rendition of our own": ('rendition="simple:bold"', 'rendition="simple:fat"', "line"),
    "a kind of division that archives do not know": (
        'type="preface"', 'type="foreword"', "type is “foreword” on div, not one of abstract",
    ),
    "a division without an id": (' xml:id="preface"', "", "line"),
    "numbered divisions": (
        '<div type="section" xml:id="section">\n'
        "        <p>A division without a heading of its own.</p>\n      </div>",
        '<div1 type="section" xml:id="section"><p>x</p></div1>',
        "no element",
    ),
    "text that stands loose in a division": ("<p>A division without", "loose<p>A division", "line"),
    "a paragraph in a paragraph": ("A division without a", "A <p>division</p> without a", "line"),
    "a head behind the text": ("<p>A division without", "<p>x</p><head>y</head><p>A", "line"),
    "a list that says neither kind": ('<list rend="bulleted">', "<list>", "line"),
    "an id given twice": ('xml:id="fn3"', 'xml:id="fn2"', "“fn2” is given 2 times"),
    "a script for an address": (
        'target="http://theanarchistlibrary.org/library"', 'target="javascript:x()"', "line",
    ),
    "a picture from elsewhere": ("images/press.png", "http://a.org/press.png", "line"),
    "a picture outside the edition": ("images/press.png", "../press.png", "line"),
    "a link to nothing": ('target="#preface"', 'target="#nowhere"', '"#nowhere" does not exist'),
    "a citation of nothing": ('target="#kropotkin1892"', 'target="#x1"', "no entry"),
    "a citation of what is no entry": ('target="#kropotkin1892"', 'target="#preface"', "no entry"),
    "an ambiguous citation of one": (" #kropotkin1902b", "", "line"),
    "an ambiguous citation of nothing": ("#kropotkin1902b", "#x1", "not all entries"),
    "an anchor of no note": ('type="noteAnchor" target="#fn2"',
                             'type="noteAnchor" target="#preface"', "no note has that id"),
    "a page in a note that is nowhere": ('corresp="#pb4"', 'corresp="#pb9"', "no page break"),
    "a correction without what it corrects": (
        "<choice><sic>goverment</sic>", "<choice>", "line",
    ),
    "a bare correction": (
        '<choice><sic>goverment</sic><corr type="misprint" resp="#pipeline" cert="medium">'
        "government</corr></choice>",
        '<corr type="misprint" resp="#pipeline" cert="medium">government</corr>',
        "corr belongs in choice",
    ),
    "a correction by nobody": (
        'type="misprint" resp="#pipeline"', 'type="misprint" resp="#me"', "by \"#me\"",
    ),
    "a correction that does not say how sure it is": (' cert="medium"', "", "how sure"),
    "a correction without a maker": ('type="misprint" resp="#pipeline"', 'type="misprint"', "who"),
    "two colophons": (
        '<div type="colophon" xml:id="colophon">',
        '<div type="colophon" xml:id="c2"><ab type="statement">x</ab></div>'
        '<div type="colophon" xml:id="colophon">',
        "more than one colophon",
    ),
    "a colophon in the body": ('type="section" xml:id="section"',
                               'type="colophon" xml:id="section"', "line"),
    "a note in a note": (
        "A note in a quotation.",
        'A <note place="bottom" xml:id="x"><p>n</p></note>', "note stands inside a note",
    ),
    "a note in the contents, which no edition shows": (
        'target="#preface">Preface', 'target="#preface">Preface'
        '<note place="bottom" xml:id="x"><p>n</p></note>', "printed contents",
    ),
    "a page break in a note that is not marked so": (
        '<pb type="inNote" n="4" corresp="#pb4"/>', '<pb n="44" xml:id="pb44"/>', "type inNote",
    ),
    "a page with an id but no name": ('<pb n="5" xml:id="pb5"/>', '<pb xml:id="pb5"/>', "no page"),
    "a reference in a reference": (
        ">the library</ref>", '><ref target="#preface">the library</ref></ref>', "inside a ref",
    ),
    "a language that the header does not declare": (
        '<foreign xml:lang="la">', '<foreign xml:lang="it">', '"it" is not declared',
    ),
    "foreign words of no language": ('<foreign xml:lang="la">', "<foreign>", "line"),
    "a date that is none": ('<docDate when="1920">', '<docDate when="1920-13">', "line"),
    "a header without a title": (
        '<title type="main">A Specimen of Every Part of a Book</title>', "", "line",
    ),
    "a note lost in a rejected reading": (
        "<sic>goverment</sic>",
        '<sic>gov<note place="bottom" xml:id="x"><p>n</p></note></sic>', "would lose",
    ),
}  # fmt: skip


@pytest.mark.parametrize("old, new, said", REFUSED.values(), ids=list(REFUSED))
def test_refused(old: str, new: str, said: str) -> None:
    # an id given twice is not readable, so that tree is made behind the parser's back
    parser = etree.XMLParser(collect_ids=False)
    with pytest.raises(InvalidTei) as caught:
        validate(etree.fromstring(changed(old, new), parser).getroottree())
    assert said in caught.value.message


def test_every_problem_is_listed_with_its_line() -> None:
    data = changed('target="#preface"', 'target="#a"').replace(b'"#part-one"', b'"#b"', 1)
    with pytest.raises(InvalidTei) as caught:
        validate(read_tei(data))
    lines = [n for n, line in enumerate(data.decode().split("\n"), 1) if '"#a"' in line]
    assert caught.value.message.splitlines() == [
        "the TEI is not valid (2 problems):",
        f'  line {lines[0]}: The target "#a" does not exist.',
        f'  line {lines[0] + 1}: The target "#b" does not exist.',
    ]


FOUND = {
    "replacement-character": ("once at least", "once \ufffd least"),
    "soft-hyphen": ("strange", "stra\u00adnge"),
    "ligature": ("Field", "\ufb01eld"),
    "markup-like-text": ("A single stanza", "A &lt;b&gt; stanza"),
    "empty-block": ("<p>A single stanza stands alone:</p>", "<p/>"),
    "page-out-of-order": ('n="5" xml:id="pb5"', 'n="8" xml:id="pb5"'),
    "note-out-of-order": ('n="3" xml:id="fn4"', 'n="13" xml:id="fn4"'),
}


@pytest.mark.parametrize("code", FOUND)
def test_reported_though_valid(code: str) -> None:
    found = findings(validate(read_tei(changed(*FOUND[code]))))
    assert code in {finding.code for finding in found}


def test_notes_may_begin_again_with_each_chapter() -> None:
    assert findings(validate(read_tei(changed('n="4" xml:id="fn5"', 'n="1" xml:id="fn5"')))) == []


def test_a_scene_break_of_stars_is_no_markup() -> None:
    assert findings(validate(read_tei(changed(">* * *</ab>", ">***</ab>")))) == []


class TestTheDocumentation:
    ODD = etree.parse(SCHEMA / "edition.odd")

    def test_names_every_element_of_the_schema(self) -> None:
        grammar = etree.parse(SCHEMA / "edition.rng")
        known = {str(node.get("name")) for node in grammar.iter(RNG + "element")}
        named = " ".join(str(n.get("include") or "") for n in self.ODD.iter(TEI + "moduleRef"))
        assert set(named.split()) == known

    def test_names_every_constraint_of_the_schematron(self) -> None:
        rules = etree.parse(SCHEMA / "edition.sch")
        known = {str(node.get("id")) for node in rules.iter(SCH + "assert", SCH + "report")}
        assert {str(n.get("ident")) for n in self.ODD.iter(TEI + "constraintSpec")} == known

    def test_gives_the_values_that_the_schema_gives(self) -> None:
        grammar = etree.parse(SCHEMA / "edition.rng")
        for attribute in self.ODD.iter(TEI + "attDef"):
            values = {str(item.get("ident")) for item in attribute.iter(TEI + "valItem")}
            known = {str(value.text) for value in grammar.iter(RNG + "value")}
            assert values <= known, attribute.get("ident")


def test_the_time_is_linear() -> None:
    """Ten thousand paragraphs in one division, as a text without headings has them."""

    def took(count: int) -> float:
        many = "<p>a <hi rendition='simple:bold'>b</hi></p>\n" * count
        tree = read_tei(changed("<p>A single stanza stands alone:</p>", many))
        start = process_time()
        findings(validate(tree))
        return process_time() - start

    took(10)
    assert took(8000) < 14 * took(2000) + 0.2
