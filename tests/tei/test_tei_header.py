"""What the header says, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tei_making import WITNESS, codes, encoded, p, xml

from pipeline.model import Metadata

CLEAVER = Metadata(
    title="Kropotkin, Self-valorization",
    authors=("Harry Cleaver",),
    date="February 24, 1993.",
    library="The Anarchist Library",
    library_address="http://theanarchistlibrary.org",
    rights="Anti-Copyright",
    source_address="http://libcom.org/library/kropotkin",
    source_statement="Retrieved on July 18, 2012 from http://libcom.org/library/kropotkin",
    retrieved="2012-07-18",
)


def header(path: str, **fields: object) -> str:
    root, _ = encoded(p("a"), metadata=replace(CLEAVER, **fields))  # type: ignore[arg-type]
    return xml(root.find("{*}teiHeader").getparent(), path)  # type: ignore[union-attr]


class TestTheTitle:
    def test_is_the_first_and_nothing_else(self) -> None:
        assert header("titleStmt/title") == (
            '<title type="main">Kropotkin, Self-valorization</title>'
        )

    def test_of_a_text_without_one_is_its_name_and_is_reported(self) -> None:
        root, findings = encoded(p("a"), metadata=Metadata())
        assert "a-text" in xml(root, "titleStmt/title")
        assert codes(findings) == ["no-title"]
        assert root.find(".//{*}titlePage") is None


class TestTheAuthor:
    def test_reads_as_printed_and_is_sorted_in_the_source(self) -> None:
        assert header("titleStmt/author") == (
            "<author><persName><forename>Harry</forename> <surname>Cleaver</surname>"
            "</persName></author>"
        )
        assert header("monogr/author") == (
            '<author><persName type="sort">Cleaver, Harry</persName></author>'
        )

    @pytest.mark.parametrize(
        "name", ["CrimethInc.", "Anonymous", "The Invisible Committee", "Anarchist Federation"]
    )
    def test_that_may_be_no_person_is_only_words(self, name: str) -> None:
        assert header("titleStmt/author", authors=(name,)) == f"<author>{name}</author>"

    def test_of_a_translation_is_not_its_translator(self) -> None:
        made = header("titleStmt/editor", translators=("Emma Goldman",))
        assert made.startswith('<editor role="translator"><persName><forename>Emma')


class TestTheDate:
    @pytest.mark.parametrize(
        "fields, date",
        [
            ({"published": "2026-01-02"}, '<date when="2026-01-02"/>'),
            ({}, '<date when="2012-07-18" type="ofSource"/>'),
            ({"retrieved": ""}, '<date when="1993-02-24" type="ofSource"/>'),
            ({"retrieved": "", "date": "long ago"}, "<date>not stated</date>"),
        ],
    )
    def test_of_publication_needs_no_clock(self, fields: dict[str, str], date: str) -> None:
        assert header("publicationStmt/date", **fields) == date

    def test_of_the_work_is_kept_as_printed(self) -> None:
        assert header("creation/date") == '<date when="1993-02-24">February 24, 1993.</date>'


class TestRights:
    def test_are_quoted_in_the_words_of_the_library(self) -> None:
        made = header("availability/licence")
        assert "<quote>Anti-Copyright</quote> (The Anarchist Library)" in made
        assert 'target="http://rightsstatements.org/vocab/CNE/1.0/"' in made

    def test_that_nobody_states_are_not_invented(self) -> None:
        assert "The source states none" in header("availability/licence", rights="")

    @pytest.mark.parametrize(
        ("stated", "status"),
        [
            ({}, "free"),
            ({"rights": "This work is in the public domain."}, "free"),
            ({"rights": "This work is not yet in the public domain."}, "unknown"),
            ({"rights": "Not for sale, copyleft."}, "free"),
            ({"rights": ""}, "unknown"),
            ({"rights": "© 1995. All rights reserved."}, "unknown"),
            ({"rights": "", "licence": "https://creativecommons.org/licenses/by/4.0/"}, "free"),
        ],
        ids=["Anti-Copyright", "free", "denied", "freed", "nothing", "reserved", "a licence"],
    )
    def test_are_free_only_where_somebody_says_so(
        self, stated: dict[str, str], status: str
    ) -> None:
        assert f'<availability status="{status}">' in header("availability", **stated)

    def test_under_a_licence_are_not_called_unevaluated(self) -> None:
        terms = "https://creativecommons.org/licenses/by/4.0/"
        made = header("availability", rights="CC BY 4.0", licence=terms)
        assert f'<licence n="work" target="{terms}">' in made
        assert "<quote>CC BY 4.0</quote> (The Anarchist Library).</p>" in made
        assert "not been evaluated" not in made and "CC0" in made

    def test_in_the_encoding_of_others_are_theirs(self) -> None:
        """Nobody gives away what another project encoded."""
        theirs = replace(WITNESS, dialect="tei", raw=False)
        root, _ = encoded(p("a"), metadata=CLEAVER, witness=theirs)
        made = xml(root, "publicationStmt/availability")
        assert "CC0" not in made and "an encoding by others" in made


def test_a_change_bears_no_date_of_the_source() -> None:
    """The program was not there in 1886."""
    assert header("revisionDesc/change").startswith('<change who="#pipeline">')
    made = header("revisionDesc/change", published="2026-01-02")
    assert made.startswith('<change when="2026-01-02" who="#pipeline">')


def test_whoever_publishes_the_edition_is_named_as_its_publisher() -> None:
    assert header("publicationStmt/publisher") == "<publisher>Handpress</publisher>"
    made = header("publicationStmt/publisher", publisher="Black Cat Press")
    assert made == "<publisher>Black Cat Press</publisher>"
    assert "<name>Handpress</name>" in header("titleStmt", publisher="Black Cat Press")


def test_a_persons_file_is_not_called_an_extraction() -> None:
    root, _ = encoded(p("a"), metadata=CLEAVER, witness=replace(WITNESS, raw=False))
    told = "".join(root.find("{*}teiHeader").itertext())  # type: ignore[union-attr]
    assert "extracted text" not in told and "no rule corrected it" in told


def test_the_identifier_is_the_same_in_every_run_and_another_for_another_text() -> None:
    urn = header("publicationStmt/idno")
    assert urn == header("publicationStmt/idno", title="Another reading of the title")
    root, _ = encoded(p("a"), metadata=CLEAVER, witness=replace(WITNESS, name="another"))
    assert xml(root, "publicationStmt/idno") != urn


class TestTheSource:
    def test_is_the_library_and_behind_it_where_that_took_the_text(self) -> None:
        made = header("relatedItem")
        assert '<relatedItem type="retrievedFrom">' in made
        assert "<distributor>libcom.org</distributor>" in made
        assert '<date type="retrieved" when="2012-07-18">Retrieved on July 18, 2012' in made

    PROSE = (
        "Presented to the Conference on Kropotkin organized by the Russian Academy of Science."
        " The conference was held in Moscow on December 8 – 14, 1992. Published in Anarchist"
        " Studies, edited by Thomas V. Cahill, Lancaster University, February 24, 1993."
    )

    def test_is_a_journal_and_a_conference_where_the_prose_says_so(self) -> None:
        made = header("biblStruct", notes=self.PROSE)
        assert '<title level="j">Anarchist Studies</title><editor><persName type="sort">' in made
        assert '<date from="1992-12-08" to="1992-12-14">December 8 – 14, 1992</date>' in made
        assert f'<note type="statement">{self.PROSE}</note>' in made

    @pytest.mark.parametrize(
        "prose",
        [
            "Published in several languages.",
            "Published in Freedom and elsewhere; date unknown",
            "Presented to the public with the author’s consent.",
            "First Published: Freedom Pamphlets No. 1., New Edition. 1920.",
        ],
    )
    def test_is_only_quoted_where_the_prose_can_mean_several_things(self, prose: str) -> None:
        made = header("sourceDesc", notes=prose)
        assert "publishedAs" not in made
        assert "presentedAs" not in made
        assert prose in made


def test_every_rule_that_changed_something_is_declared_with_its_count() -> None:
    root, _ = encoded(
        p("a"), rules={"quotes": 61, "joins": 1, "unused": 0},
        rule_summaries={"quotes": "Turn quotation marks: ``\"a\"``."},
    )  # fmt: skip
    assert xml(root, "correction/p[2]") == (
        '<p>Repairs made, by rule: <list><item>Turn quotation marks: "a" (61 times)</item>'
        "<item>joins (once)</item></list></p>"
    )
    assert "62 repairs" in xml(root, "revisionDesc/change")


def test_every_language_of_the_text_is_declared() -> None:
    root, _ = encoded(p("a"), metadata=replace(CLEAVER, lang="fr"))
    assert xml(root, "langUsage") == '<langUsage><language ident="fr"/></langUsage>'
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
