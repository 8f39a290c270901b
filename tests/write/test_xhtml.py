"""What TEI elements become in the editions that are XHTML."""

from pathlib import Path

import pytest
from lxml import etree

from pipeline.model import Tei
from pipeline.write.book import read_book
from pipeline.write.labels import labels
from pipeline.write.markup import h, serialise
from pipeline.write.notes import note_body, notes_in
from pipeline.write.render import Renderer
from pipeline.write.xhtml import XHTML_TABLE, dropped, front_page
from pipeline.xml import TEI, address, words_shown

RNG = "{http://relaxng.org/ns/structure/1.0}"
XMLNS = ' xmlns="http://www.w3.org/1999/xhtml"'
NEVER_SHOWN = {"teiHeader", "sic"}


def tree(content: str) -> etree._Element:
    return etree.fromstring(f'<body xmlns="{TEI[1:-1]}">{content}</body>')


def renderer(*unknown: str) -> Renderer:
    return Renderer(XHTML_TABLE, lambda key: None if key in unknown else f"#{key}", labels("en"))


def shown(content: str, *unknown: str) -> str:
    page = h("body", {}, renderer(*unknown).render(tree(content)))
    made = serialise(page, html=True).decode().split("\n", 1)[1]
    return made.removeprefix(f"<body{XMLNS}>").removesuffix("</body>\n")


def elements_of_the_text(schema: Path) -> set[str]:
    grammar = etree.parse(schema)
    defines: dict[str, list[etree._Element]] = {}
    for define in grammar.iter(f"{RNG}define"):
        defines.setdefault(str(define.get("name")), []).append(define)
    found: set[str] = set()
    waiting = [node for node in grammar.iter(f"{RNG}element") if node.get("name") == "text"]
    followed: set[str] = set()
    while waiting:
        for node in waiting.pop().iter(f"{RNG}element", f"{RNG}ref"):
            name = str(node.get("name"))
            if node.tag == f"{RNG}element":
                found.add(name)
            elif name not in followed:
                followed.add(name)
                waiting += defines[name]
    return found


def test_the_table_knows_every_element_of_the_schema_and_no_other(root: Path) -> None:
    in_text = elements_of_the_text(root / "pipeline/tei/edition.rng")
    assert set(XHTML_TABLE) == in_text | {"TEI", "teiHeader"}


def test_only_the_metadata_and_the_rejected_reading_are_never_shown() -> None:
    assert {name for name, handler in XHTML_TABLE.items() if handler is dropped} == NEVER_SHOWN


def test_an_unknown_element_raises_and_is_not_dropped() -> None:
    with pytest.raises(KeyError, match="surprise"):
        shown("<p>a <surprise>b</surprise></p>")


def test_the_printed_contents_page_is_not_shown() -> None:
    assert shown('<div type="contents"><head>Contents</head><p>I 3</p></div>') == ""


@pytest.mark.parametrize(
    ("tagged", "made"),
    [
        ('<hi rendition="simple:italic">so</hi>', "<i>so</i>"),
        ('<hi rendition="simple:superscript">th</hi>', "<sup>th</sup>"),
        ('<hi rendition="simple:smallcaps">So</hi>', '<span class="smallcaps">So</span>'),
        ('<hi rendition="simple:bold simple:italic">so</hi>', "<b><i>so</i></b>"),
        ('<title level="m">Bread</title>', "<cite>Bread</cite>"),
        ('<title level="a">Law</title>', "<span>Law</span>"),
        ('<foreign xml:lang="fr">oui</foreign>!', '<i class="foreign" lang="fr">oui</i>!'),
        ('<foreign xml:lang="fr">oui</foreign>', '<span lang="fr">oui</span>'),
        ("<choice><sic>goverment</sic><corr>government</corr></choice>", "government"),
        ("a<choice><sic>&lt;em&gt;</sic><corr/></choice>b", "ab"),
        ("<supplied>is</supplied>", '<span class="supplied">is</span>'),
        ('<gap reason="illegible"/>', '<span class="gap">[…]</span>'),
        ("one<lb/>two", "one<br/>two"),
        ('<graphic url="a.png"><desc>a map</desc></graphic>',
         '<span class="picture">[a map]</span>'),
        ('<ref target="http://a.org/?b=c&amp;d">x</ref>',
         '<a href="http://a.org/?b=c&amp;d">x</a>'),
        ('<ref type="bibl" target="#k1906">K</ref>',
         '<a href="#k1906" role="doc-biblioref">K</a>'),
        ('<ref type="bibl" target="#a #b" subtype="ambiguous">K</ref>',
         '<a href="#a" role="doc-biblioref">K</a>'),
        ('<ref type="bibl">Engels 1847</ref>', "<span>Engels 1847</span>"),
        ("<!-- a --><?b c?>words", "words"),
    ],
)  # fmt: skip
def test_what_stands_in_the_line(tagged: str, made: str) -> None:
    assert shown(f"<p>{tagged}</p>") == f"<p>{made}</p>"


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("javascript:alert(1)", ""),
        (" JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//evil.example/x", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("http://%5B::1", ""),
        ("http://a.org:port/", ""),
        ("http://user name@a.org/", ""),
        ("http://a.org/a b", "http://a.org/a%20b"),
        ("http://a.org/100%", "http://a.org/100%25"),
        ("http://a.org/%C3%A9", "http://a.org/%C3%A9"),
        ('http://a.org/"><script>', "http://a.org/%22%3E%3Cscript%3E"),
        ("https://a.org/wiki/A_(b)?c=d#e", "https://a.org/wiki/A_(b)?c=d#e"),
        ("mailto:a@b.org", "mailto:a@b.org"),
    ],
)
def test_only_addresses_that_are_safe_to_follow_become_links(target: str, href: str) -> None:
    assert address(target) == href


def test_a_link_to_something_that_is_not_shown_keeps_its_words() -> None:
    assert shown('<p><ref target="#contents">the list</ref></p>', "contents") == (
        "<p><span>the list</span></p>"
    )


def test_every_title_page_has_the_heading_that_a_screen_reader_looks_for(root: Path) -> None:
    book = read_book(Tei(etree.parse(root / "tests/books/specimen.tei.xml")))
    page = tree("<titlePage><byline><docAuthor>Ann</docAuthor></byline></titlePage>")[0]
    for node in (page, None):
        (made,) = front_page(node, book, renderer())
        assert isinstance(made, etree._Element) and made[0].tag.endswith("}h1")
        assert made[0].text == book.title


def test_a_note_becomes_its_mark_and_the_note_leads_back() -> None:
    source = '<p>end.<note n="1" xml:id="fn1" place="bottom"><p>Body</p><p>more</p></note> Next</p>'
    assert shown(source) == (
        '<p>end.<a href="#fn1" id="fn1.ref" class="noteref" role="doc-noteref">'
        "<sup>\u200a1</sup></a> Next</p>"
    )
    (note,) = notes_in(tree(source))
    body = note_body(note, renderer())
    assert body.get("id") == "fn1" and body.get("role") == "doc-footnote"
    assert "".join(body[0].itertext()) == "1 Body"
    assert body[0][0].get("href") == "#fn1.ref" and body[0][0].get("role") == "doc-backlink"
    assert "".join(body[1].itertext()) == "more"


def test_the_mark_of_a_note_does_not_become_part_of_a_word() -> None:
    made = shown('<p>word<note n="1" xml:id="a"><p>x</p></note>next</p>')
    text = "".join(etree.fromstring(f"<x>{made}</x>").itertext())
    assert text.split() == ["word", "1", "next"]


def test_an_ordinal_stays_one_word() -> None:
    made = shown('<p>19<hi rendition="simple:superscript">th</hi></p>')
    assert "".join(etree.fromstring(made).itertext()) == "19th"


def test_a_note_that_nothing_refers_to_is_no_hidden_aside() -> None:
    made = shown('<div type="notes"><note n="7" xml:id="fn7"><p>Alone</p></note></div>')
    assert '<div id="fn7" class="footnote"><p><span class="label">7</span> Alone</p></div>' in made


def test_a_page_break_has_no_text_and_a_name_for_those_who_listen() -> None:
    assert shown('<p>a <pb n="5" xml:id="pb5"/>b</p>') == (
        '<p>a <span id="pb5" class="pb" role="doc-pagebreak" aria-label="5. " data-n="5">'
        "</span>b</p>"
    )


def test_a_page_break_inside_a_word_comes_after_the_word() -> None:
    made = shown('<p>com<pb n="13" xml:id="pb13" break="no"/>munication nets</p>')
    assert made.startswith('<p>communication<span id="pb13"') and made.endswith("</span> nets</p>")


def test_a_page_break_inside_a_note_is_not_counted_again() -> None:
    assert shown('<p>a <pb type="inNote" n="5" corresp="#pb5"/>b</p>') == "<p>a b</p>"


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ('<listBibl><pb n="6" xml:id="x"/><bibl>A</bibl></listBibl>', "ul/li[1]/span"),
        ('<listBibl><bibl/><pb n="6" xml:id="x"/><bibl>B</bibl></listBibl>', "ul/li[2]/span"),
        ('<listBibl><bibl/><bibl>B</bibl><pb n="6" xml:id="x"/></listBibl>', "ul/li[2]/span"),
        ('<table><pb n="6" xml:id="x"/><row><cell>a</cell></row></table>', "table/tr/td/span"),
        ('<list rend="bulleted"><item><p>a</p></item><pb n="6" xml:id="x"/></list>', "ul/li/span"),
    ],
)  # fmt: skip
def test_a_page_break_between_items_goes_into_an_item(source: str, path: str) -> None:
    page = etree.fromstring(f"<x>{shown(source)}</x>")
    assert [node.get("id") for node in page.findall(path)] == ["x"]


def test_headings_follow_the_depth_of_their_divisions() -> None:
    deep = "".join(f'<div type="section" xml:id="d{n}"><head>{n}</head>' for n in range(7))
    page = etree.fromstring(f"<x>{shown(deep + '</div>' * 7)}</x>")
    heads = [node.tag for node in page.iter() if len(str(node.tag)) == 2]
    assert heads == ["h2", "h3", "h4", "h5", "h6", "h6", "h6"]


def test_a_numbered_list_keeps_the_printed_numbers() -> None:
    made = shown(
        '<list rend="numbered"><item n="3"><p>c</p></item><item n="iv)"><p>d</p></item></list>'
    )
    assert '<li value="3">' in made and '<li class="printed" data-n="iv)">' in made


@pytest.mark.parametrize(
    ("rend", "marks", "opened", "items"),
    [
        ("numbered lower-alpha", ("a.", "b."), '<ol type="a" class="lower-alpha">', (
            '<li value="1">', '<li value="2">')),
        ("numbered lower-roman", ("(iv)", "(v)"), '<ol type="i" class="lower-roman">', (
            '<li class="printed" value="4" data-n="(iv)">',
            '<li class="printed" value="5" data-n="(v)">')),
        ("numbered", ("1)", "2)"), "<ol>", (
            '<li class="printed" value="1" data-n="1)">',
            '<li class="printed" value="2" data-n="2)">')),
    ],
)  # fmt: skip
def test_a_list_prints_its_marks_once_and_as_the_witness_has_them(
    rend: str, marks: tuple[str, str], opened: str, items: tuple[str, str]
) -> None:
    one, two = marks
    made = shown(
        f'<list rend="{rend}"><item n="{one}"><p>c</p></item><item n="{two}"><p>d</p></item></list>'
    )
    assert opened in made and all(item in made for item in items)


def test_a_table_names_its_headings_and_spans() -> None:
    made = shown(
        '<table><head>H</head><row><cell role="label" cols="2">a</cell></row>'
        '<row><cell role="label">b</cell><cell rows="2">c</cell></row>'
        "<row><cell>d</cell></row></table>"
    )
    assert made == (
        '<table><caption>H</caption><tr><th colspan="2" scope="col">a</th></tr>'
        '<tr><th scope="row">b</th><td rowspan="2">c</td></tr><tr><td>d</td></tr></table>'
    )


@pytest.mark.parametrize(
    ("rows", "set_as"),
    [
        (["1 1", "1"], ["1 1", "1 1"]),
        (["1", "1 1"], ["1 1", "1 1"]),
        (["1 1x9"], ["1 1"]),
        (["1 1x2", "3"], ["1 1x2", "1"]),
    ],
    ids=["a short last row", "a short first row", "over the end", "one over another"],
)
def test_all_rows_of_a_table_are_of_one_width(rows: list[str], set_as: list[str]) -> None:
    """An extractor cuts rows, and PDF/UA asks that none be short."""

    def cell(span: str) -> str:
        across, _, down = span.partition("x")
        return f'<cell cols="{across}" rows="{down or 1}">w</cell>'

    def span(cell: etree._Element) -> str:
        down = cell.get("rowspan")
        return cell.get("colspan", "1") + (f"x{down}" if down else "")

    content = "".join(f"<row>{''.join(map(cell, row.split()))}</row>" for row in rows)
    made = etree.fromstring(shown(f"<table>{content}</table>"))
    assert [" ".join(map(span, row)) for row in made] == set_as


def test_code_keeps_its_lines_and_spaces() -> None:
    source = '<ab type="code" xml:space="preserve">10 A<lb/>  20 B</ab>'
    assert shown(source) == '<pre class="code">10 A\n  20 B</pre>'


def test_hostile_words_stay_words() -> None:
    made = shown("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>")
    assert made == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>"


def test_a_page_reads_the_same_as_html_and_as_xml() -> None:
    page = h("p", {}, [h("span", {"id": "a"}), h("br", {}), "x"])
    assert f'<p{XMLNS}><span id="a"></span><br/>x</p>'.encode() in serialise(page, html=True)


def test_the_name_of_a_division_leaves_its_notes_and_slips_out() -> None:
    head = tree(
        "<head>On<lb/>the <choice><sic>Wgae</sic><corr>Wage</corr></choice>"
        '<note n="1"><p>x</p></note> System</head>'
    )[0]
    assert words_shown(head) == "On the Wage System"


def test_a_language_without_labels_gets_english() -> None:
    assert labels("eu").contents == "Contents"
    assert labels("pt-BR").contents == "Índice"
    assert labels("he").rtl and not labels("en").rtl
