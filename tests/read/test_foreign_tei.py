"""TEI of other projects into a Document: three dialects, and single conventions."""

from pathlib import Path

import pytest
from document_words import WORD, all_words, blocks, divisions, note_text, references, text_lines
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import InputError
from pipeline.model import (
    Bibliography,
    Document,
    Emendation,
    Epigraph,
    Figure,
    Heading,
    Image,
    Link,
    List,
    Metadata,
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
    plain,
)
from pipeline.read.foreign_tei import read_foreign_tei
from pipeline.read.structured import read_structured
from pipeline.tei import encode, serialise, validate
from pipeline.xml import set_of

DATA = Path(__file__).parent / "data"
HEAD = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"


def dialect(name: str) -> tuple[Document, list[str]]:
    document, findings = read_foreign_tei((DATA / f"{name}.xml").read_bytes(), f"{name}.xml")
    return document, [finding.code for finding in findings]


def tei(text: str, head: str = HEAD, lang: str = "en") -> bytes:
    opening = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{lang}">'
    return f"{opening}{head}<text>{text}</text></TEI>".encode()


def read(body: str, lang: str = "en") -> Document:
    return read_foreign_tei(tei(f"<body>{body}</body>", lang=lang), "text.xml")[0]


def codes(body: str) -> list[str]:
    found = read_foreign_tei(tei(f"<body>{body}</body>"), "text.xml")[1]
    return [finding.code for finding in found]


def first(body: str, lang: str = "en") -> Paragraph:
    found = blocks(read(body, lang), Paragraph)[0]
    assert isinstance(found, Paragraph)
    return found


class TestDta:
    def test_metadata(self) -> None:
        known = dialect("dta")[0].metadata
        assert (known.title, known.authors, known.date, known.lang) == (
            "Grundlegung zur Metaphysik der Sitten", ("Immanuel Kant",), "1785", "de",
        )  # fmt: skip
        assert known.library == "Deutsches Textarchiv"
        assert known.identifier == "urn:nbn:de:kobv:b4-0000-0"
        assert known.published == ""

    def test_the_title_page_keeps_what_the_metadata_lacks(self) -> None:
        lines = [plain(b.content) for b in dialect("dta")[0].front[0].blocks]  # type: ignore[union-attr]
        assert lines == ["von Immanuel Kant", "Riga, bey Johann Friedrich Hartknoch 1785."]

    def test_words_are_rejoined_over_lines_and_pages_and_a_list_is_not(self) -> None:
        preface = dialect("dta")[0].front[1].blocks[0]
        assert isinstance(preface, Paragraph)
        assert "drey Wiſſenſchaften ab" in plain(preface.content)
        assert "nichts zu verbeſſern" in plain(preface.content)
        assert "Vor- und Nachtheilige hinzuzuthun" in plain(preface.content)
        assert PageBreak("IV", inside_word=True) in preface.content

    def test_running_heads_go_with_a_finding(self) -> None:
        document, found = dialect("dta")
        assert "dropped-fw" in found
        assert text_lines(document).count("Vorrede.") == 1

    def test_renditions_are_types(self) -> None:
        preface = dialect("dta")[0].front[1].blocks[0]
        spans = [(i.kind, plain(i.content)) for i in preface.content if isinstance(i, Span)]  # type: ignore[union-attr]
        assert spans == [("italic", "Phyſik"), ("italic", "Ethik")]

    def test_a_note_over_two_pages_is_one(self) -> None:
        document = dialect("dta")[0]
        assert references(document) == ["fn1", "fn3"]
        assert note_text(document, "fn3") == "Erſter Theil der Anmerkung, und ihr Ende."
        assert [note.label for note in document.notes.values()] == ["*", "2", "1"]

    def test_a_note_in_a_note_is_a_note(self) -> None:
        document = dialect("dta")[0]
        assert note_text(document, "fn2") == "So."

    def test_an_error_of_print_keeps_both_readings(self) -> None:
        signature = next(b for b in dialect("dta")[0].front[1].blocks if isinstance(b, Signature))
        found = [i for line in signature.lines for i in line if isinstance(i, Emendation)]
        assert [(e.before, plain(e.after)) for e in found] == [("Jnnius", "Junius")]

    def test_pages_are_named_as_printed(self) -> None:
        assert dialect("dta")[0].witness.pages == ("1", "III", "IV", "1")

    def test_verse_lists_and_tables(self) -> None:
        document = dialect("dta")[0]
        assert [[len(s) for s in v.stanzas] for v in blocks(document, Verse)] == [[2, 1]]  # type: ignore[attr-defined]
        assert [len(b.items) for b in blocks(document, List)] == [2]  # type: ignore[attr-defined]
        row = blocks(document, Table)[0].rows[0]  # type: ignore[attr-defined]
        assert [(c.header, c.columns) for c in row] == [(True, 1), (False, 2)]

    def test_what_cannot_be_read_is_said(self) -> None:
        assert {"gap", "unknown-zzz"} <= set(dialect("dta")[1])


class TestEltec:
    def test_metadata(self) -> None:
        known = dialect("eltec")[0].metadata
        assert (known.title, known.authors, known.date, known.lang) == (
            "Germinal", ("Émile Zola",), "1885", "fr",
        )  # fmt: skip
        assert known.source_address == "https://www.gutenberg.org/ebooks/5711"

    def test_divisions_keep_what_they_are(self) -> None:
        document = dialect("eltec")[0]
        assert [d.kind for d in document.body] == ["part"]
        assert [d.kind for d in document.body[0].divisions] == ["chapter"]

    def test_gathered_notes_move_to_their_marks(self) -> None:
        document, found = dialect("eltec")
        assert references(document) == ["fn1", "fn2"]
        assert note_text(document, "fn1") == "Route départementale."
        assert document.back == ()
        assert "note-without-reference" in found
        assert note_text(document, "fn3") == "Orpheline."

    def test_quotation_marks_are_kept_or_supplied_but_never_doubled(self) -> None:
        told = " ".join(text_lines(dialect("eltec")[0]))
        assert "«\u202fBonjour\u202f», dit-il" in told
        assert "« On me nomme Bonnemort »" in told
        assert "««" not in told.replace(" ", "").replace("\u202f", "")

    def test_foreign_words_titles_and_scene_breaks(self) -> None:
        document = dialect("eltec")[0]
        spans = {
            (i.kind, i.lang, plain(i.content))
            for p in blocks(document, Paragraph)
            for i in p.content  # type: ignore[attr-defined]
            if isinstance(i, Span)
        }
        assert {("foreign", "la", "in petto"), ("title", "", "La Terre")} <= spans
        assert len(blocks(document, Ornament)) == 1


class TestHurlus:
    def test_metadata(self) -> None:
        known = dialect("hurlus")[0].metadata
        assert (known.title, known.authors, known.date) == (
            "Du principe fédératif", ("Pierre-Joseph Proudhon",), "1863",
        )  # fmt: skip
        assert known.source_address == "https://gallica.bnf.fr/ark:/12148/bpt6k5421400m"

    def test_numbered_divisions_lose_their_numbers_and_keep_their_depth(self) -> None:
        outline = [
            (d.kind, d.heading.level, plain(d.heading.content))
            for d in divisions(dialect("hurlus")[0])
            if d.heading
        ]
        assert outline == [
            ("part", 1, "Première partie Du principe de fédération"),
            ("chapter", 2, "Chapitre premier. Dualisme politique"),
        ]

    def test_blocks(self) -> None:
        document = dialect("hurlus")[0]
        assert [plain(b.blocks[0].content) for b in blocks(document, Epigraph)] == [  # type: ignore[attr-defined]
            "Qui dit liberté dit fédération."
        ]
        assert [plain(b.speaker) for b in blocks(document, Speech)] == ["Le maître"]  # type: ignore[attr-defined]
        assert [len(b.items) for b in blocks(document, List)] == [2]  # type: ignore[attr-defined]
        assert [[plain(x) for x in b.lines] for b in blocks(document, Signature)] == [  # type: ignore[attr-defined]
            ["P.-J. Proudhon"]
        ]

    def test_notes_in_place(self) -> None:
        document = dialect("hurlus")[0]
        assert references(document) == ["fn1"]
        assert note_text(document, "fn1") == "La théorie est nouvelle : v. le chap. vii."


@pytest.mark.parametrize("name", ["dta", "eltec", "hurlus"])
class TestEveryDialect:
    def test_it_makes_a_valid_tei(self, name: str) -> None:
        tree, _ = encode(dialect(name)[0])
        validate(tree)

    def test_no_word_is_lost(self, name: str) -> None:
        root = etree.parse(DATA / f"{name}.xml").getroot()
        text = root.find("{*}text")
        for gone in ("fw", "sic", "formula"):
            for element in list(text.iter(f"{{*}}{gone}")):
                element.text = ""
        document = dialect(name)[0]
        told = "".join((*all_words(document), *(n.label for n in document.notes.values())))
        words = WORD.findall(" ".join(text.itertext()))
        assert [word for word in words if word not in told and word != "Notes"] == []


class TestConventions:
    def test_tokens_give_up_their_marks_and_keep_their_spaces(self) -> None:
        body = (
            "<p><s><w>Hello</w><pc>,</pc> <w>free</w> <w>world</w>\n<pc>!</pc></s> "
            "<s><w>Two</w><w>words</w></s></p>"
        )
        assert plain(first(body).content) == "Hello, free world! Two words"

    @pytest.mark.parametrize(
        ("attribute", "kind"),
        [
            ('rend="italic"', "italic"), ('rend="it"', "italic"), ('rendition="#i"', "italic"),
            ('rendition="simple:bold"', "bold"), ('rend="sc"', "smallcaps"),
            ('rend="superscript"', "superscript"), ('style="font-style: italic"', "italic"),
            ('rendition="#g"', "italic"), ("", "italic"),
        ],
    )  # fmt: skip
    def test_every_way_of_naming_a_type_is_one(self, attribute: str, kind: str) -> None:
        (span,) = first(f"<p><hi {attribute}>x</hi></p>").content
        assert isinstance(span, Span) and span.kind == kind

    def test_two_types_nest(self) -> None:
        (span,) = first('<p><hi rendition="#b #i">x</hi></p>').content
        assert isinstance(span, Span)
        assert (span.kind, plain(span.content)) == ("italic", "x") or span.kind == "bold"
        assert isinstance(span.content[0], Span)

    def test_what_was_printed_stands_before_what_is_regular(self) -> None:
        body = (
            "<p><choice><orig>vpon</orig><reg>upon</reg></choice> "
            "<choice><abbr>Mr</abbr><expan>Mister</expan></choice></p>"
        )
        assert plain(first(body).content) == "vpon Mr"
        assert codes(body) == ["orig-kept", "abbr-kept"]

    def test_a_hyphen_that_the_text_writes_elsewhere_stays(self) -> None:
        body = "<p>the whale-<lb/>boat, a whale-boat; an exam-<lb/>ple</p>"
        assert plain(first(body).content) == "the whale-boat, a whale-boat; an example"

    def test_a_line_break_in_prose_is_a_space(self) -> None:
        assert plain(first("<p>one<lb/>two <lb/> three</p>").content) == "one two three"

    def test_a_note_that_points_to_its_anchor_moves_there(self) -> None:
        body = '<p>Text<anchor xml:id="a1"/> on.</p><note target="#a1" place="foot">Moved.</note>'
        document = read(body)
        assert references(document) == ["fn1"]
        assert text_lines(document) == ["Text on."]

    def test_two_references_lead_to_one_note(self) -> None:
        body = (
            '<p>A<ref target="#n">1</ref> b<ref target="#n">1</ref>.</p>'
            '<div type="notes"><note xml:id="n">N.</note></div>'
        )
        assert references(read(body)) == ["fn1", "fn1"]

    def test_a_note_without_a_number_gets_the_next(self) -> None:
        labels = [n.label for n in read("<p>A<note>x</note>b<note>y</note></p>").notes.values()]
        assert labels == ["1", "2"]

    def test_a_page_break_between_divisions_begins_the_next_text(self) -> None:
        document = read("<div><p>A</p></div><pb n='2'/><div><head>H</head><p>B</p></div>")
        heading = document.body[1].heading
        assert isinstance(heading, Heading)
        assert heading.content[0] == PageBreak("2")

    def test_text_behind_a_division_keeps_its_place(self) -> None:
        body = "<div><head>A</head><p>1</p><div><head>B</head><p>2</p></div><p>3</p></div>"
        assert text_lines(read(body)) == ["A", "1", "B", "2", "3"]

    def test_a_paragraph_that_holds_blocks_is_cut_around_them(self) -> None:
        body = "<p>One<list><item>a</item></list>two <quote><l>v</l><l>w</l></quote> three.</p>"
        kinds = [type(b) for b in read(body).body[0].blocks]
        assert kinds == [Paragraph, List, Paragraph, Quote, Paragraph]

    def test_a_figure_in_a_line_stays_in_it_and_one_with_a_caption_does_not(self) -> None:
        content = first("<p>a <figure><graphic url='x/y.png'/></figure> b</p>").content
        assert any(isinstance(i, Image) for i in content)
        figure = blocks(read("<figure><graphic url='a/b.png'/><head>C</head></figure>"), Figure)[0]
        assert (figure.image.name, plain(figure.caption)) == ("b.png", "C")  # type: ignore[attr-defined]

    def test_a_reference_list(self) -> None:
        body = "<listBibl><bibl>Bakunin 1873.</bibl><bibl><author>Marx</author>.</bibl></listBibl>"
        entries = [plain(e) for b in blocks(read(body), Bibliography) for e in b.entries]  # type: ignore[attr-defined]
        assert entries == ["Bakunin 1873.", "Marx."]

    def test_an_address_is_a_link_and_a_script_is_not(self) -> None:
        content = first(
            "<p><ref target='http://a.org'>a</ref> <ref target='javascript:x'>b</ref></p>"
        ).content
        assert [i.target for i in content if isinstance(i, Link)] == ["http://a.org"]
        assert plain(content) == "a b"

    def test_a_group_of_texts_is_a_work_in_parts(self) -> None:
        one = "<text><body><div><head>One</head><p>1</p></div></body></text>"
        two = "<text><front><div><p>0</p></div></front><body><p>2</p></body></text>"
        document = read_foreign_tei(tei(f"<group>{one}{two}</group>"), "g.xml")[0]
        assert [d.kind for d in document.body] == ["part", "part"]
        assert text_lines(document) == ["One", "1", "0", "2"]

    def test_a_header_that_says_nothing_is_no_failure(self) -> None:
        data = tei("<body><p>The words of the text.</p></body>", head="")
        document = read_foreign_tei(data, "bare.xml")[0]
        assert document.metadata == Metadata(lang="en")

    def test_a_text_without_namespace_is_read(self) -> None:
        data = b"<TEI.2><teiHeader/><text lang='en'><body><p>Old words.</p></body></text></TEI.2>"
        assert text_lines(read_foreign_tei(data, "p4.xml")[0]) == ["Old words."]


LAUGHS = """<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&b;</p></body></text></TEI>"""
OUTSIDE = """<!DOCTYPE TEI [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&secret;</p></body></text></TEI>"""


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "well-formed"),
            (b"no xml", "well-formed"),
            (b"<TEI><text></TEI>", "well-formed"),
            (tei("<body/>"), "no words"),
            (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/></TEI>", "no words"),
            (LAUGHS.encode(), "entities"),
            (OUTSIDE.encode(), "entities"),
            (tei(f"<body>{'<div>' * 150}<p>x</p>{'</div>' * 150}</body>"), "deep"),
            (tei(f"<body>{'<div>' * 9000}<p>x</p>{'</div>' * 9000}</body>"), "deep|depth"),
        ],
        ids=["empty", "text", "cut", "bare", "header", "laughs", "outside", "deep", "pit"],
    )  # fmt: skip
    def test_it_is_refused_with_its_reason(self, data: bytes, why: str) -> None:
        with pytest.raises(InputError, match=f"(?i){why}"):
            read_foreign_tei(data, "text.xml")


NAMES = st.sampled_from(
    sorted(
        set_of(
            "p div lg l hi note ref list item quote q figure head pb lb sp speaker table row cell "
            "choice closer signed bibl listBibl epigraph cit milestone fw x label seg argument"
        )
    )
)
WORDS = st.sampled_from(["alpha", "beta ", " gamma-", "delta\n", ""])
TREES = st.recursive(
    st.builds(lambda n, w: f"<{n}>{w}</{n}>", NAMES, WORDS),
    lambda inner: st.builds(
        lambda n, w, parts: f"<{n}>{w}" + w.join(parts) + f"</{n}>",
        NAMES,
        WORDS,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_any_tree_is_read_and_no_word_of_it_is_lost(tree: str) -> None:
    data = tei(f"<body>{tree}<p>omega</p></body>")
    document = read_foreign_tei(data, "any.xml")[0]
    root = etree.fromstring(data)
    for gone in ("fw", "choice", "figDesc"):
        for element in list(root.iter(f"{{*}}{gone}")):
            parent = element.getparent()
            for inner in element.iter():
                inner.text, inner.tail = "", inner.tail if inner is element else ""
            assert parent is not None
    wanted = "".join("".join(root.find("{*}text").itertext()).split()).replace("-", "")
    told = "".join(all_words(document)) + repr(document)
    for word in ("alpha", "beta", "gamma", "delta", "omega"):
        assert (word in wanted) <= (word in told), (word, tree)


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_any_tree_makes_a_valid_tei(tree: str) -> None:
    document = read_foreign_tei(tei(f"<body>{tree}<p>omega</p></body>"), "any.xml")[0]
    validate(encode(document)[0])


def test_our_own_tei_comes_back_with_every_word() -> None:
    """A library may hand in what it was once given."""
    path = DATA / "law-and-authority.muse"
    document, _ = read_structured(path.read_bytes(), ".muse", path.name)
    written = serialise(validate(encode(document)[0]))
    again, _ = read_foreign_tei(written, "again.xml")
    assert sorted(all_words(again)) == sorted(all_words(document))
    assert [b.kind for b in again.colophon.blocks] == [b.kind for b in document.colophon.blocks]


def test_of_several_readings_one_stands() -> None:
    """Run together they would be a word that no witness has."""
    body = "<div><p>He <app><lem>so</lem><rdg wit='#b'>also</rdg></app> said.</p></div>"
    assert text_lines(read(body)) == ["He so said."]
    assert codes(body) == ["readings-left-out"]
    bare = "<div><p>He <app><rdg>so</rdg><rdg>also</rdg></app> said.</p></div>"
    assert text_lines(read(bare)) == ["He so said."]


THEIRS = """<teiHeader><fileDesc>
<titleStmt><title>T</title><respStmt><resp>transcribed by</resp><name>H. Huber</name></respStmt>
</titleStmt><editionStmt><edition>2nd ed.</edition></editionStmt>
<publicationStmt><publisher>Archive</publisher><idno type="DOI">10.1/a</idno><availability>
<licence target="https://creativecommons.org/licenses/by/4.0/">CC BY</licence></availability>
</publicationStmt><sourceDesc><bibl>A book, Bern 1887</bibl></sourceDesc></fileDesc></teiHeader>"""


def test_what_others_did_and_their_terms_are_kept() -> None:
    found = read_foreign_tei(tei("<body><p>a</p></body>", THEIRS), "text.xml")[0].metadata
    assert found.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert found.notes == "A book, Bern 1887. transcribed by H. Huber. 2nd ed. DOI 10.1/a"
    assert found.source_statement == ""  # a printed book was retrieved from nowhere


class TestCorpusAndParts:
    def test_every_text_of_a_corpus_is_read_under_its_title(self) -> None:
        head = (
            "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt></fileDesc></teiHeader>"
        )
        one = "<TEI>{}<text><body><p>{}</p></body></text></TEI>"
        parts = "".join(one.format(head.format(name), words) for name, words in (
            ("Bread", "First."), ("Wine", "Second.")))  # fmt: skip
        corpus = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{head.format("All")}{parts}'
        document = read_foreign_tei(f"{corpus}</teiCorpus>".encode(), "c.xml")[0]
        assert text_lines(document) == ["Bread", "First.", "Wine", "Second."]

    def test_a_text_within_a_text_keeps_its_blocks_apart(self) -> None:
        inner = (
            "<floatingText><body><div><head>Inner</head><p>Words.</p></div></body></floatingText>"
        )
        assert text_lines(read(f"<p>Before <floatingText>{inner}</floatingText> after.</p>")) == [
            "Before", "Inner", "Words.", "after.",
        ]  # fmt: skip

    def test_groups_of_a_cast_stand_in_their_place(self) -> None:
        cast = (
            "<castList><castItem><role>A</role></castItem><castGroup><head>Guards</head>"
            "<castItem><role>B</role></castItem></castGroup><castItem><role>C</role></castItem>"
            "</castList>"
        )
        assert text_lines(read(cast)) == ["A", "Guards", "B", "C"]

    def test_the_parts_of_a_described_work_stand_apart(self) -> None:
        work = (
            "<biblStruct><analytic><title>Paper</title><author><persName><forename>A</forename>"
            "<surname>B</surname></persName></author></analytic><monogr><title>J</title></monogr>"
            "</biblStruct>"
        )
        assert text_lines(read(f"<listBibl>{work}</listBibl>")) == ["Paper, A B, J"]

    def test_a_figure_without_a_picture_is_its_words(self) -> None:
        assert text_lines(read("<figure><head>Fig. 1</head><figDesc>Said.</figDesc></figure>")) == [
            "Fig. 1", "Said.",
        ]  # fmt: skip

    def test_of_grouped_readings_one_stands(self) -> None:
        assert text_lines(read("<p><app><rdgGrp><rdg>a</rdg><rdg>b</rdg></rdgGrp></app></p>")) == [
            "a"
        ]

    @pytest.mark.parametrize(
        ("inside", "cure"),
        [
            ("<facsimile><surface/></facsimile>", "transcribe"),
            ("<sourceDoc><line>x</line></sourceDoc>", "make a text"),
            ('<text><body><p>x</p><i:include href="two.xml"/></body></text>', "xinclude"),
        ],
    )
    def test_what_is_no_whole_text_is_refused_with_a_cure(self, inside: str, cure: str) -> None:
        spaces = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:i="http://www.w3.org/2001/XInclude"'
        with pytest.raises(InputError) as told:
            read_foreign_tei(f"<TEI {spaces}>{inside}</TEI>".encode(), "t.xml")
        assert cure in told.value.cure

    @pytest.mark.parametrize(
        ("body", "spoken"),
        [
            ('<p xml:lang="fr">Le pain.</p>', ("fr", "Le pain.")),
            ('<quote xml:lang="de"><p>Das Brot.</p></quote>', ("de", "Das Brot.")),
            ('<div xml:lang="it"><p>Il pane.</p></div>', ("it", "Il pane.")),
            ('<p><foreign xml:lang="fr" rend="italic">pain</foreign></p>', ("fr", "pain")),
            ('<p><hi rend="italic"><foreign xml:lang="fr">pain</foreign></hi></p>', ("fr", "pain")),
            ('<p><foreign xml:lang="la"><hi rend="i">panis</hi></foreign></p>', ("la", "panis")),
        ],
    )
    def test_words_of_another_language_are_marked_once(
        self, body: str, spoken: tuple[str, str]
    ) -> None:
        (span,) = first(body).content
        assert isinstance(span, Span)
        assert (span.kind, span.lang, plain(span.content)) == ("foreign", *spoken)
        assert not any(isinstance(inner, Span) for inner in span.content)

    @pytest.mark.parametrize("body", ['<p xml:lang="en-US">Bread.</p>', "<p>Bread.</p>"])
    def test_negative_the_texts_own_language_is_no_other(self, body: str) -> None:
        assert first(body, "en-GB").content == (Text("Bread."),)

    def test_a_note_on_a_foreign_quotation_speaks_the_texts_language(self) -> None:
        document = read('<p xml:lang="fr">Le pain<note>So it is.</note>.</p>')
        (note,) = document.notes.values()
        assert note.blocks == (Paragraph((Text("So it is."),)),)
