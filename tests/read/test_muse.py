"""AmuseWiki's muse: directives, colophon, and what pandoc alone would get wrong."""

from pathlib import Path

import pytest
from document_words import blocks, divisions, note_text, references, text_lines
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import (
    Bibliography,
    Code,
    Document,
    Link,
    List,
    Metadata,
    Ornament,
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
from pipeline.read.muse import muse_metadata, split_directives
from pipeline.read.muse_body import prepare_body
from pipeline.read.structured import read_structured
from pipeline.report import Finding

DATA = Path(__file__).parent / "data"


def read(text: str, file: str = "text.muse") -> Document:
    return read_structured(text.encode(), ".muse", file)[0]


def codes(text: str) -> list[str]:
    return [
        finding.code
        for finding in read_structured(f"#title T\n\n{text}".encode(), ".muse", "t.muse")[1]
    ]


@pytest.fixture(scope="module")
def essay() -> tuple[Document, list[Finding]]:
    path = DATA / "law-and-authority.muse"
    return read_structured(path.read_bytes(), ".muse", path.name)


class TestDirectives:
    def test_a_value_goes_on_to_the_next_directive_or_empty_line(self) -> None:
        values, body, _ = split_directives("#title One\n#notes a\n b\nc\n\nText\n")
        assert values == {"title": "One", "notes": "a b c"}
        assert body == "Text\n"

    def test_directives_may_go_on_behind_an_empty_line(self) -> None:
        values, body, _ = split_directives("\n#title One\n\n#lang fr\n\nText")
        assert (values, body) == ({"title": "One", "lang": "fr"}, "Text")

    def test_a_directive_without_a_value_is_none(self) -> None:
        """Pandoc stops at it: ``unexpected '\\n'``."""
        assert split_directives("#title\n#author A\n\nText")[0] == {"author": "A"}
        assert read("#title\n#author A\n\nText").metadata.authors == ("A",)

    def test_two_authors_are_both_kept_and_any_other_repetition_is_reported(self) -> None:
        values, _, findings = split_directives("#author A\n#author B\n#title X\n#title Y\n\nText")
        assert values == {"author": "A; B", "title": "Y"}
        assert [(f.code, "X" in f.message) for f in findings] == [("directive-repeated", True)]

    def test_a_directive_that_no_edition_shows_is_reported(self) -> None:
        findings = split_directives("#teaser Words to lure\n\nText")[2]
        assert [f.code for f in findings] == ["directive-unused"]
        assert "Words to lure" in findings[0].message

    def test_a_text_without_directives_is_all_body(self) -> None:
        assert split_directives("Text #title no") == ({}, "Text #title no", [])

    @pytest.mark.parametrize(
        ("raw", "authors"),
        [
            ({"SORTauthors": "Emma Goldman; Alexander Berkman"}, ("A. B.",)),
            ({"SORTauthors": "Malatesta, Errico"}, ("A. B.",)),
            ({"SORTauthors": "B., A."}, ("A. B.",)),
            ({}, ("A. B.",)),
        ],
    )
    def test_names_for_sorting_never_replace_the_printed_ones(
        self, raw: dict[str, str], authors: tuple[str, ...]
    ) -> None:
        assert muse_metadata(raw, {"author": (Text("A. B."),)}).authors == authors

    def test_names_for_sorting_part_a_line_of_authors(self) -> None:
        printed = {"author": (Text("Emma Goldman and Alexander Berkman"),)}
        raw = {"SORTauthors": "Alexander Berkman; Emma Goldman"}
        assert muse_metadata(raw, printed).authors == ("Emma Goldman", "Alexander Berkman")

    def test_the_date_of_the_edition_is_empty_unless_given(self) -> None:
        assert read("#title T\n#date 1886\n\nText").metadata.published == ""
        assert read("#pubdate 2009-04-24T10:18:01\n\nText").metadata.published == "2009-04-24"

    @settings(max_examples=300, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["title", "notes", "source", "x"]), st.text())))
    def test_any_directives_are_parted_from_the_body_with_no_word_lost(
        self, pairs: list[tuple[str, str]]
    ) -> None:
        head = "\n".join(f"#{name} {value}" for name, value in pairs)
        values, body, findings = split_directives(f"{head}\n\nBODY")
        told = " ".join((*values, *values.values(), body, *(f.message for f in findings)))
        words = [word for _, value in pairs for word in value.split()]
        assert all(word in told or word.startswith("#") for word in words)

    @settings(max_examples=25, deadline=None)
    @given(st.text(alphabet="#*[]{}<>=~|:- \n1ab/\"'é\x00", max_size=120))
    def test_whatever_a_directive_holds_the_text_is_read(self, value: str) -> None:
        document = read(f"#title {value}\n\nThe text itself.\n")
        assert "itself" in " ".join((*text_lines(document), document.metadata.title))


class TestEssay:
    def test_metadata(self, essay: tuple[Document, list[Finding]]) -> None:
        assert essay[0].metadata == Metadata(
            title="Law and Authority",
            subtitle="An Anarchist Essay",
            authors=("Pyotr Kropotkin",),
            date="1886",
            lang="en",
            rights="Public domain",
            source_address=(
                "http://dwardmac.pitzer.edu/Anarchist_Archives/kropotkin/lawauthority.html"
            ),
            source_statement="Retrieved on February 15, 2009 from dwardmac.pitzer.edu",
            retrieved="2009-02-15",
            notes=(
                "First published in Le Révolté, translated for the International Publishing "
                "Company."
            ),
            keywords=("law", "the state", "classical"),
            published="2009-04-24",
        )

    def test_witness(self, essay: tuple[Document, list[Finding]]) -> None:
        witness = essay[0].witness
        assert (witness.name, witness.dialect, len(witness.sha256)) == (
            "", "muse", 64,
        )  # fmt: skip
        assert 200 < witness.words < 300

    def test_the_colophon_is_what_the_directives_say_in_the_order_of_the_last_page(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        page = {b.kind: [plain(line) for line in b.lines] for b in essay[0].colophon.blocks}
        assert list(page) == ["identification", "provenance", "statement"]
        assert page["identification"] == [
            "Pyotr Kropotkin", "Law and Authority", "An Anarchist Essay", "1886",
        ]  # fmt: skip
        assert page["provenance"][0].startswith("Retrieved on")
        assert page["provenance"][1].startswith("First published")
        assert page["statement"] == ["Public domain"]

    def test_the_address_in_the_colophon_is_a_link(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        line = essay[0].colophon.blocks[1].lines[0]
        assert [i.target for i in line if isinstance(i, Link)] == [
            "http://dwardmac.pitzer.edu/Anarchist_Archives/kropotkin/lawauthority.html"
        ]

    def test_divisions_nest_by_level_and_the_list_of_works_is_at_the_back(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        outline = [
            (d.kind, d.heading.level, plain(d.heading.content))
            for d in divisions(essay[0])
            if d.heading
        ]
        assert outline == [
            ("section", 1, "I."),
            ("section", 2, "The Origin"),
            ("section", 1, "II."),
            ("bibliography", 1, "References"),
        ]
        assert [d.kind for d in essay[0].back] == ["bibliography"]
        assert len(blocks(essay[0], Bibliography)[0].entries) == 2  # type: ignore[attr-defined]

    def test_notes_are_linked_in_order_and_keep_their_printed_labels(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        document = essay[0]
        assert references(document) == ["fn1", "fn2", "fn3", "fn4", "fn5", "fn5"]
        labels = [note.label for note in document.notes.values()]
        assert labels == ["1", "2", "{1}", "3", "1", "4"]

    def test_a_numbering_that_starts_again_gives_each_reference_its_own_note(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        document = read("a[1] b[2]\n\n[1] A.\n\n[2] B.\n\n* Two\n\nc[1]\n\n[1] C.\n")
        assert [note_text(document, key) for key in references(document)] == ["A.", "B.", "C."]
        assert [note.label for note in document.notes.values()] == ["1", "2", "1"]

    def test_a_note_holds_its_lines_and_paragraphs(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        note = essay[0].notes["fn2"]
        assert len(note.blocks) == 2
        assert "French law known under" in plain(note.blocks[0].content)  # type: ignore[union-attr]

    def test_a_note_that_nothing_calls_is_kept_and_reported(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        lost = [key for key in essay[0].notes if key not in references(essay[0])]
        assert [note_text(essay[0], key) for key in lost] == ["A note that nothing calls."]
        assert "note-without-reference" in [finding.code for finding in essay[1]]

    def test_blocks_are_what_they_were_meant_to_be(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        document = essay[0]
        first, second = blocks(document, Verse)
        assert [len(stanza) for stanza in first.stanzas] == [2, 1]  # type: ignore[attr-defined]
        assert [len(stanza) for stanza in second.stanzas] == [2]  # type: ignore[attr-defined]
        assert [plain(o.content) for o in blocks(document, Ornament)] == ["* * *"]  # type: ignore[attr-defined]
        assert len(blocks(document, Quote)) == 1
        ordered = [block.ordered for block in blocks(document, List)]  # type: ignore[attr-defined]
        assert ordered == [False, True, False]
        table = blocks(document, Table)[0]
        assert table.rows[0][0].header and not table.rows[1][0].header  # type: ignore[attr-defined]
        assert plain(table.caption) == "A table"  # type: ignore[attr-defined]
        assert blocks(document, Code) == [Code("code [1]  is\n kept")]
        speakers = [plain(s.speaker) for s in blocks(document, Speech)]  # type: ignore[attr-defined]
        assert speakers == ["Judge.", "Judge."]

    def test_a_line_at_the_right_margin_is_a_signature_where_it_closes(
        self, essay: tuple[Document, list[Finding]]
    ) -> None:
        lines = [
            [plain(line) for line in block.lines]  # type: ignore[attr-defined]
            for block in blocks(essay[0], Signature)
        ]
        assert lines == [["Dalloy"], ["P. Kropotkin", "London"]]


class TestWhatPandocGetsWrong:
    def test_three_asterisks_are_a_scene_break_and_no_heading(self) -> None:
        document = read("One.\n\n* * *\n\nTwo.\n\n      * * *\n\nThree.")
        assert len(blocks(document, Ornament)) == 2
        assert not [d for d in divisions(document) if d.heading]

    def test_five_asterisks_are_a_page_break_of_the_library_and_no_text(self) -> None:
        document = read("One.\n\n* * * * *\n\nTwo.")
        assert text_lines(document) == ["One.", "Two."]

    def test_a_heading_is_parted_from_the_line_before_it(self) -> None:
        assert text_lines(read("One\n* Head\n\nTwo\n")) == ["One", "Head", "Two"]

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("* A heading\nof two lines\n\nText.", ["A heading of two lines", "Text."]),
            ("* Head\n    indented\n\nText.", ["Head indented", "Text."]),
            ("* Head\n** Below\n#anchor\n\nText.", ["Head", "Below", "Text."]),
            ("* Head\n - item\n", ["Head", "item"]),
            ("* Head\n> verse\n", ["Head", "verse"]),
            ("* Head\n[1] Note.\n\nA[1].", ["Head", "A."]),
            ("* Head\n a | b\n", ["Head", "a", "b"]),
            ("* Head\n<quote>\nQ.\n</quote>", ["Head", "Q."]),
            (f"* Head\n{'A paragraph. ' * 20}", ["Head", ("A paragraph. " * 20).strip()]),
        ],
    )
    def test_a_heading_goes_on_in_the_next_line_as_in_amusewiki(
        self, text: str, lines: list[str]
    ) -> None:
        assert text_lines(read(text)) == lines

    def test_of_a_heading_in_two_forms_the_long_one_stands(self) -> None:
        text = "* Short | The long form\n\nText |x| here."
        assert text_lines(read(text))[0] == "The long form"
        assert codes(text) == ["heading-short-form"]

    def test_a_heading_right_under_the_directives_is_none_of_them(self) -> None:
        values, body, _ = split_directives("#title T\n\n#start\n* One\n\nText")
        assert (values, body) == ({"title": "T"}, "* One\n\nText")

    def test_an_unclosed_quotation_ends_with_its_division(self) -> None:
        document = read("<quote>\nInside.\n\n* Head\n\nOutside.")
        assert [plain(q.blocks[0].content) for q in blocks(document, Quote)] == ["Inside."]  # type: ignore[attr-defined]
        assert "tag-without-end" in codes("<quote>\nInside.\n\n* Head\n\nOutside.")

    def test_a_closing_tag_without_an_opening_one_is_dropped_and_reported(self) -> None:
        assert codes("One.\n\n</quote>\n\nTwo.") == ["tag-without-start"]

    def test_a_tag_on_the_line_of_its_text_is_understood(self) -> None:
        assert [plain(b.lines[0]) for b in blocks(read("A.\n\n<right>B</right>"), Signature)] == [
            "B"
        ]  # type: ignore[attr-defined]

    def test_what_is_set_verbatim_is_left_alone(self) -> None:
        code = "* * *\n[1] no note\n| a|b |\n<quote>x"
        text = f"A[1] <verbatim>[1]</verbatim> =x[1]=\n\n<example>\n{code}\n</example>\n\n[1] N."
        document = read(text)
        assert list(document.notes) == ["fn1"]
        assert blocks(document, Code) == [Code(code)]
        assert "[1]" in text_lines(document)[0]

    def test_a_number_in_brackets_without_a_note_stays_text(self) -> None:
        text = "In [1906] he wrote.[1] And [7].\n\n[1] N.\n"
        assert text_lines(read(text))[0] == "In [1906] he wrote. And [7]."
        assert codes(text) == ["reference-without-note"]

    def test_a_second_reference_leads_to_the_same_note(self) -> None:
        document = read("A[1] b[1].\n\n[1] N.")
        assert references(document) == ["fn1", "fn1"]

    def test_a_note_called_in_a_note_is_a_note(self) -> None:
        document = read("A[1].\n\n[1] N[2] and {1}.\n\n[2] Inner.\n\n{1} Second row.")
        assert [note_text(document, key) for key in document.notes] == [
            "N and .", "Inner.", "Second row.",
        ]  # fmt: skip
        assert [note.label for note in document.notes.values()] == ["1", "2", "{1}"]

    def test_a_bar_makes_a_table_only_in_an_indented_row(self) -> None:
        assert text_lines(read("A line | with a bar.")) == ["A line | with a bar."]
        assert len(blocks(read(" a | b\n c | d"), Table)) == 1

    def test_a_row_may_begin_with_what_looks_like_the_mark_of_an_item(self) -> None:
        table = blocks(read(" 1801. | £4 | 8,872\n 1818. | £7 | 11,978\n"), Table)[0]
        assert [plain(row[0].content) for row in table.rows] == ["1801.", "1818."]  # type: ignore[attr-defined]

    def test_the_row_that_aligns_the_columns_is_none(self) -> None:
        table = blocks(read("  left || right\n  :--- || ---:\n  a | b\n"), Table)[0]
        assert [plain(row[0].content) for row in table.rows] == ["left", "a"]  # type: ignore[attr-defined]

    def test_a_caption_without_a_table_is_kept(self) -> None:
        assert text_lines(read("One.\n\n |+ Alone +|\n\nTwo.")) == ["One.", "Alone", "Two."]

    def test_lines_at_the_right_margin_are_one_signature(self) -> None:
        margin = " " * 30
        document = read(f"One.\n\n{margin}Yours,\n{margin}A. B.\n{margin}London, 1900\n")
        lines = [[plain(line) for line in block.lines] for block in blocks(document, Signature)]  # type: ignore[attr-defined]
        assert lines == [["Yours,", "A. B.", "London, 1900"]]

    def test_marks_of_direction_are_no_text(self) -> None:
        assert text_lines(read("<<<\nOne.\n>>>\n\nTwo.")) == ["One.", "Two."]

    def test_dozens_of_lone_asterisks_take_no_time(self) -> None:
        document = read("*a " * 60 + "end\n")
        assert text_lines(document)[0].count("*") == 60

    def test_markdown_tables_have_no_empty_columns(self) -> None:
        table = blocks(read("|a|b|\n|---|---|\n| 1 | 2 |\n"), Table)
        rows = [[(plain(c.content), c.header) for c in row] for t in table for row in t.rows]  # type: ignore[attr-defined]
        assert rows == [[("a", True), ("b", True)], [("1", False), ("2", False)]]

    def test_a_change_of_language_is_kept(self) -> None:
        paragraph = blocks(read("#lang en\n\nHe said <[fr]>bon *jour*</[fr]> to all."), Paragraph)[
            0
        ]
        spans = [i for i in paragraph.content if isinstance(i, Span)]  # type: ignore[attr-defined]
        assert [(s.kind, s.lang, plain(s.content)) for s in spans] == [
            ("foreign", "fr", "bon jour")
        ]

    def test_a_block_in_another_language_is_marked_line_by_line(self) -> None:
        document = read("#lang en\n\n<[fr]>\nUn.\n\n - deux\n</[fr]>\n\nThree.")
        spans = [p.content[0] for p in blocks(document, Paragraph)]  # type: ignore[attr-defined]
        assert [getattr(span, "lang", "") for span in spans] == ["fr", "fr", ""]

    @pytest.mark.parametrize(
        "text",
        [
            "<[fr]>One\n\ntwo</[fr]>",
            "One <sc>\n\ntwo",
            "</sc> One two",
            "One <class> two",
            "One <verbatim>two",
            "One <code>\n\ntwo",
            "One </literal> two",
        ],
    )
    def test_a_tag_without_its_other_end_does_not_refuse_the_text(self, text: str) -> None:
        assert " ".join(text_lines(read(text))).split() == ["One", "two"]
        assert set(codes(text)) == {"tag-unpaired"}

    def test_a_bare_address_is_a_link(self) -> None:
        paragraph = blocks(read("See http://example.org/a, there."), Paragraph)[0]
        links = [i for i in paragraph.content if isinstance(i, Link)]  # type: ignore[attr-defined]
        assert [link.target for link in links] == ["http://example.org/a"]

    @settings(max_examples=300, deadline=None)
    @given(st.text(alphabet="*[]{}<>/=|>;- \n12ab", max_size=80))
    def test_the_body_is_mended_without_losing_a_letter(self, text: str) -> None:
        body = prepare_body(text)
        before = sorted(c for c in text if c in "ab")
        told = body.text + " ".join(finding.message for finding in body.findings)
        assert all(sorted(told).count(c) >= before.count(c) for c in "ab")


def test_html_in_muse_is_text_and_never_markup() -> None:
    document = read("<script>alert(1)</script> and <b onclick=x>bold</b>")
    assert text_lines(document)[0].startswith("<script>alert(1)</script>")
    raw = read_structured(
        b'#title T\n\n<literal style="html">\n<script>x</script>\n</literal>\n\nText', ".muse", "t"
    )
    assert text_lines(raw[0]) == ["Text"]
    assert [finding.code for finding in raw[1]] == ["raw-markup-dropped"]
