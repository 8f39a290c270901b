"""What each part of a Document becomes."""

from __future__ import annotations

import pytest
from tei_making import codes, division, document, encoded, line, note, p, xml

from pipeline.model import (
    Bibliography,
    Block,
    Cell,
    Code,
    Colophon,
    ColophonBlock,
    Contents,
    ContentsEntry,
    Editing,
    Emendation,
    Epigraph,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    List,
    Numbering,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Span,
    Speech,
    Table,
    Text,
    Verse,
)
from pipeline.tei import encode, serialise

INLINES: dict[str, tuple[Inline, str]] = {
    "italics": (Span("italic", line("x")), '<hi rendition="simple:italic">x</hi>'),
    "small capitals": (Span("smallcaps", line("x")), '<hi rendition="simple:smallcaps">x</hi>'),
    "struck out": (Span("strike", line("x")), '<hi rendition="simple:strikethrough">x</hi>'),
    "a title": (Span("title", line("x")), '<title level="m">x</title>'),
    "another language": (Span("foreign", line("x"), "fr"), '<foreign xml:lang="fr">x</foreign>'),
    "a language with no name": (
        Span("foreign", line("x"), "no such!"),
        '<hi rendition="simple:italic">x</hi>',
    ),
    "a link": (Link("http://a.org/b c", line("x")), '<ref target="http://a.org/b%20c">x</ref>'),
    "a link that runs a script": (Link("javascript:alert(1)", line("x")), "x"),
    "a line break": (LineBreak(), "<lb/>"),
    "a page inside a word": (PageBreak("5", True), '<pb n="5" break="no" xml:id="pb5"/>'),
    "a page without a name": (PageBreak(""), "<pb/>"),
    "a sure emendation": (
        Emendation("goverment", line("government"), "sure"),
        '<choice><sic>goverment</sic><corr type="extraction" resp="#pipeline" cert="high">'
        "government</corr></choice>",
    ),
    "a stray tag taken out": (
        Emendation("<em>", (), "likely"),
        '<choice><sic>&lt;em&gt;</sic><corr type="extraction" resp="#pipeline" cert="medium"/>'
        "</choice>",
    ),
    "a word put in": (
        Emendation("", line("is"), "sure"),
        '<supplied reason="lost" resp="#pipeline" cert="high">is</supplied>',
    ),
    "a correction that a person answers for": (
        Emendation("goverment", line("government"), "sure", decided=True),
        '<choice><sic>goverment</sic><corr type="extraction" resp="#editor" cert="high">'
        "government</corr></choice>",
    ),
    "words that a person took from another extraction": (
        Emendation("", line("is"), "sure", decided=True),
        '<supplied reason="lost" resp="#editor" cert="high">is</supplied>',
    ),
    "a picture in the line": (
        Image("../Fig 1.PNG", "a bird"),
        '<graphic url="images/fig-1.png"><desc>a bird</desc></graphic>',
    ),
}


@pytest.mark.parametrize("inline, made", INLINES.values(), ids=list(INLINES))
def test_inlines(inline: Inline, made: str) -> None:
    root, _ = encoded(Paragraph((Text("a "), inline, Text(" z"))), editing=Editing(corrected=1))
    assert xml(root, "p") == f"<p>a {made} z</p>"


SIGNATURE = Signature((line("P. K."), line("Geneva, 1879")))
BLOCKS: dict[str, tuple[Block, str]] = {
    "a scene break": (Ornament(line("~~~")), '<ab type="ornament">~~~</ab>'),
    "a quotation": (Quote((p("q"),)), "<quote><p>q</p></quote>"),
    "a motto in the middle": (Epigraph((p("m"),)), '<quote type="epigraph"><p>m</p></quote>'),
    "a heading in a quotation": (
        Quote((Heading(2, line("h")), p("q"))),
        '<quote><ab type="heading">h</ab><p>q</p></quote>',
    ),
    "a signature in a quotation": (
        Quote((p("q"), SIGNATURE)),
        '<quote><p>q</p><ab type="signature">P. K.<lb/>Geneva, 1879</ab></quote>',
    ),
    "bullets": (
        List((Item((p("a"),)), Item((p("b"), p("c"))))),
        '<list rend="bulleted"><item><p>a</p></item><item><p>b</p><p>c</p></item></list>',
    ),
    "numbers that begin at 4": (
        List((Item((p("a"),)), Item((p("b"),))), ordered=True, start=4),
        '<list rend="numbered"><item n="4"><p>a</p></item><item n="5"><p>b</p></item></list>',
    ),
    "letters in brackets": (
        List((Item((p("a"),)), Item((p("b"),))), True, 3, numbering=Numbering("a", "({})")),
        '<list rend="numbered lower-alpha"><item n="(c)"><p>a</p></item>'
        '<item n="(d)"><p>b</p></item></list>',
    ),
    "roman numerals": (
        List((Item((p("a"),)),), ordered=True, start=4, numbering=Numbering("I")),
        '<list rend="numbered upper-roman"><item n="IV."><p>a</p></item></list>',
    ),
    "terms": (
        List((Item((p("a town"),), line("Commune")), Item((p("a village"),)))),
        '<list type="gloss"><label>Commune</label><item><p>a town</p></item>'
        "<label/><item><p>a village</p></item></list>",
    ),
    "one stanza": (Verse(((line("a"), line("b")),)), "<lg><l>a</l><l>b</l></lg>"),
    "a poem": (
        Verse(((line("a"),), (line("b"),))),
        '<lg type="poem"><lg type="stanza"><l>a</l></lg><lg type="stanza"><l>b</l></lg></lg>',
    ),
    "a table": (
        Table(((Cell(line("h"), header=True, columns=2),), (Cell(line("a")), Cell(line("b"))))),
        '<table><row><cell role="label" cols="2">h</cell></row>'
        "<row><cell>a</cell><cell>b</cell></row></table>",
    ),
    "a figure": (
        Figure(Image("p.jpg", "a press"), line("A press")),
        '<figure><graphic url="images/p.jpg"/><head>A press</head>'
        "<figDesc>a press</figDesc></figure>",
    ),
    "code": (Code("a <b>\n  c"), '<ab type="code" xml:space="preserve">a &lt;b&gt;<lb/>  c</ab>'),
    "a speech": (
        Speech(line("Anarchy"), (p("I am God"), Verse(((line("v"),),)))),
        "<sp><speaker>Anarchy</speaker><p>I am God</p><lg><l>v</l></lg></sp>",
    ),
    "a table in a speech": (
        Speech((), (Table(((Cell(line("c")),),)),)),
        "<sp><quote><table><row><cell>c</cell></row></table></quote></sp>",
    ),
}


@pytest.mark.parametrize("block, made", BLOCKS.values(), ids=list(BLOCKS))
def test_blocks(block: Block, made: str) -> None:
    root, _ = encoded(p("before"), block, p("after"))
    assert xml(root, "div").startswith(
        f'<div type="text" xml:id="text"><p>before</p>{made}<p>after</p>'
    )


@pytest.mark.parametrize(
    "block",
    [
        Quote(()),
        List(()),
        Verse(()),
        Verse(((),)),
        Table(()),
        Table(((),)),
        Bibliography(()),
        p(" "),
    ],
    ids=lambda block: type(block).__name__,
)
def test_an_empty_block_leaves_nothing(block: Block) -> None:
    root, _ = encoded(p("a"), block)
    assert xml(root, "div") == '<div type="text" xml:id="text"><p>a</p></div>'


class TestNotes:
    def test_a_note_stands_at_its_mark(self) -> None:
        root, findings = encoded(p("word.[fn1] More"), notes=[note("fn1", "see *x*")])
        assert xml(root, "p") == (
            '<p>word.<note place="bottom" n="1" xml:id="fn1"><p>see <hi rendition="simple:italic">'
            "x</hi></p></note> More</p>"
        )
        assert not findings

    def test_a_second_mark_points_to_the_note(self) -> None:
        root, _ = encoded(p("a[fn1]"), p("b[fn1]"), notes=[note("fn1", "n", "*")])
        assert xml(root, "div/p[2]") == '<p>b<ref type="noteAnchor" target="#fn1">*</ref></p>'

    def test_a_note_called_in_a_note_follows_it(self) -> None:
        notes = [note("fn1", "one[fn2]"), note("fn2", "two")]
        root, findings = encoded(p("a[fn1] z"), notes=notes)
        assert xml(root, "p") == (
            '<p>a<note place="bottom" n="1" xml:id="fn1"><p>one'
            '<ref type="noteAnchor" target="#fn2">2</ref></p></note>'
            '<note place="bottom" n="2" xml:id="fn2"><p>two</p></note> z</p>'
        )
        assert not findings

    def test_a_note_that_an_earlier_note_calls_stands_at_its_own_mark(self) -> None:
        notes = [note("fn1", "see[fn2]"), note("fn2", "two")]
        root, findings = encoded(p("a[fn1] b[fn2] c[fn2]"), notes=notes)
        assert xml(root, "p") == (
            '<p>a<note place="bottom" n="1" xml:id="fn1"><p>see'
            '<ref type="noteAnchor" target="#fn2">2</ref></p></note> b'
            '<note place="bottom" n="2" xml:id="fn2"><p>two</p></note> c'
            '<ref type="noteAnchor" target="#fn2">2</ref></p>'
        )
        assert not findings

    def test_notes_that_call_each_other_stand_once(self) -> None:
        notes = [note("fn1", "one[fn2]"), note("fn2", "two[fn1]")]
        root, _ = encoded(p("a[fn1]"), notes=notes)
        assert len(root.findall(".//{*}text//{*}note")) == 2

    def test_a_note_that_nothing_calls_goes_to_the_end_and_is_reported(self) -> None:
        root, findings = encoded(p("a"), notes=[note("fn1", "lost one", "7")])
        assert xml(root, "back") == (
            '<back><div type="notes" xml:id="notes"><note place="bottom" n="7" xml:id="fn1">'
            "<p>lost one</p></note></div></back>"
        )
        assert codes(findings) == ["note-without-reference"]
        assert "7: “lost one”" in findings[0].message

    def test_a_mark_without_a_note_is_reported(self) -> None:
        root, findings = encoded(p("a[fn9] z"))
        assert xml(root, "p") == "<p>a z</p>"
        assert codes(findings) == ["reference-without-note"]

    def test_a_page_break_in_a_note_points_to_that_of_the_text(self) -> None:
        root, _ = encoded(p("a[fn1] b {5}c"), notes=[note("fn1", "goes {5}on")])
        assert '<pb type="inNote" n="5" corresp="#pb5"/>on' in xml(root, "note")

    def test_a_page_break_that_ends_a_note_divides_nothing_of_it(self) -> None:
        root, _ = encoded(p("a[fn1] b {5}c"), notes=[note("fn1", "whole{5}")])
        assert "pb" not in xml(root, "note")

    def test_a_page_break_without_a_name_that_ends_a_note_goes(self) -> None:
        root, _ = encoded(p("a[fn1]"), notes=[note("fn1", "whole{}")])
        assert "pb" not in xml(root, "note")

    def test_a_page_known_only_from_a_note_stays(self) -> None:
        root, _ = encoded(p("a[fn1]"), notes=[note("fn1", "whole{5}")])
        assert '<pb type="inNote" n="5"/>' in xml(root, "note")


class TestDivisions:
    def test_ids_come_from_the_headings_and_are_unique(self) -> None:
        root, _ = encoded(division("I. L’État", p("a")), division("I. L’État", p("b")))
        ids = [d.get("{http://www.w3.org/XML/1998/namespace}id") for d in root.iter("{*}div")]
        assert ids == ["i-l-etat", "i-l-etat-2"]

    def test_a_heading_without_latin_letters_is_named_by_its_kind(self) -> None:
        root, _ = encoded(division("Хлеб", p("a"), kind="chapter"))
        assert xml(root, "div").startswith('<div type="chapter" xml:id="chapter">')

    def test_a_page_that_begins_with_a_heading_begins_before_it(self) -> None:
        root, _ = encoded(division("{3}Abstract", p("a")))
        assert '<pb n="3" xml:id="pb3"/><head>Abstract</head>' in xml(root, "div")

    def test_a_motto_stands_at_the_head_and_a_signature_at_the_foot(self) -> None:
        root, _ = encoded(division("A", Epigraph((p("m"),)), p("a"), SIGNATURE))
        assert xml(root, "div") == (
            '<div type="section" xml:id="a"><head>A</head><epigraph><p>m</p></epigraph><p>a</p>'
            "<closer><signed>P. K.</signed><dateline>Geneva, 1879</dateline></closer></div>"
        )

    def test_a_signature_before_more_text_is_a_block(self) -> None:
        root, _ = encoded(division("A", p("a"), SIGNATURE, p("P.S.")))
        assert '<ab type="signature">P. K.<lb/>Geneva, 1879</ab><p>P.S.</p>' in xml(root, "div")

    @pytest.mark.parametrize("blocks", [(SIGNATURE,), (p("{4}"), SIGNATURE)])
    def test_a_signature_alone_is_a_block(self, blocks: tuple[Block, ...]) -> None:
        root, _ = encoded(division("A", *blocks))
        assert '<ab type="signature">' in xml(root, "div")

    def test_headings_among_the_blocks_open_divisions(self) -> None:
        root, _ = encoded(
            division("A", p("a"), Heading(2, line("B")), p("b"), Heading(2, line("C")), p("c"))
        )
        assert xml(root, "div") == (
            '<div type="section" xml:id="a"><head>A</head><p>a</p>'
            '<div type="section" xml:id="b"><head>B</head><p>b</p></div>'
            '<div type="section" xml:id="c"><head>C</head><p>c</p></div></div>'
        )

    def test_a_heading_right_below_a_heading_belongs_to_it(self) -> None:
        root, _ = encoded(division("A", Heading(2, line("below")), p("a")))
        assert '<head>A</head><head type="sub">below</head><p>a</p>' in xml(root, "div")

    def test_without_any_text_the_body_says_that_it_is_missing(self) -> None:
        root, findings = encoded()
        assert xml(root, "body") == (
            '<body><div type="text" xml:id="text"><p><gap reason="missing"/></p></div></body>'
        )
        assert codes(findings) == ["no-text"]


class TestContents:
    def entries(self, *rows: tuple[str, str]) -> tuple[object, ...]:
        made = Contents(tuple(ContentsEntry(line(words), page) for words, page in rows))
        return (division("Contents", made, kind="contents"),)

    def test_entries_are_linked_to_divisions_and_pages(self) -> None:
        front = self.entries(("The End", "9"))
        root, findings = encoded(division("{9}The End[fn1]", p("a")), front=front,
                                 notes=[note("fn1", "on the end")])  # fmt: skip
        assert xml(root, "item") == (
            '<item><ref target="#the-end">The End</ref> <ref target="#pb9">9</ref></item>'
        )
        assert not findings

    def test_an_entry_nearly_alike_is_linked(self) -> None:
        front = self.entries(("The Crisis of Marxlsm", "7"))
        root, _ = encoded(division("The Crisis of Marxism", p("a")), front=front)
        assert xml(root, "item").startswith('<item><ref target="#the-crisis-of-marxism">')

    def test_ten_chapters_of_one_name_keep_apart(self) -> None:
        front = self.entries(*[("Conclusion", str(n)) for n in range(10)])
        root, _ = encoded(*[division("Conclusion", p("a")) for _ in range(10)], front=front)
        targets = [ref.get("target") for ref in root.iter("{*}ref")]
        assert len(set(targets)) == 10

    def test_an_entry_for_nothing_stays_as_words_and_is_reported(self) -> None:
        root, findings = encoded(p("a"), front=self.entries(("Never Printed", "99")))
        assert xml(root, "item") == "<item>Never Printed 99</item>"
        assert codes(findings) == ["contents-entry-without-division"]


def test_the_colophon_is_kept_line_for_line() -> None:
    block = ColophonBlock("libraryMark", (line("The Anarchist Library"), line("Anti-Copyright")))
    root, _ = encoded(p("a"), colophon=Colophon((block,)))
    assert xml(root, "back") == (
        '<back><div type="colophon" xml:id="colophon"><ab type="libraryMark">'
        "The Anarchist Library<lb/>Anti-Copyright</ab></div></back>"
    )


def test_what_xml_cannot_hold_becomes_the_replacement_character() -> None:
    root, _ = encoded(p("a\x00b\x0bc\ufffe"))
    assert xml(root, "p") == "<p>a\ufffdb c\ufffd</p>"


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(division("A", p("a[fn1] {2}b")), notes=[note("fn1", "n")])
    assert serialise(encode(made)[0]) == serialise(encode(made)[0])


def test_each_block_stands_on_a_line_of_its_own() -> None:
    tree, _ = encode(document(p("a[fn1] z"), p("b"), notes=[note("fn1", "n")]))
    written = serialise(tree).decode()
    assert (
        '        <p>a<note place="bottom" n="1" xml:id="fn1">\n          <p>n</p>\n'
        "        </note> z</p>\n        <p>b</p>\n"
    ) in written
    assert written.endswith("</TEI>\n")
