"""The HTML page: whole in itself, safe, and readable with and without its style."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from pipeline.check.own import check_html
from pipeline.errors import ConfigError
from pipeline.model import Tei
from pipeline.write.html import MAIN, write_html
from pipeline.xml import TEI

X = {"x": "http://www.w3.org/1999/xhtml"}


def made(root: Path, name: str) -> bytes:
    return write_html(Tei(etree.parse(root / f"tests/books/{name}.tei.xml")), root / "styles")


def small(body: str, title: str = "T", lang: str = "en") -> Tei:
    source = (
        f'<TEI xmlns="{TEI[1:-1]}" xml:id="t" xml:lang="{lang}"><teiHeader><fileDesc><titleStmt>'
        f'<title type="main">{title}</title></titleStmt></fileDesc></teiHeader>'
        f"<text><front/><body>{body}</body><back/></text></TEI>"
    )
    return Tei(etree.ElementTree(etree.fromstring(source)))


@pytest.fixture(scope="module")
def page(root: Path) -> etree._Element:
    return etree.fromstring(made(root, "specimen"))


def found(page: etree._Element, path: str) -> list[etree._Element]:
    return list(page.xpath(path, namespaces=X))


@pytest.mark.parametrize("name", ["specimen", "kropotkin-self-valorization"])
def test_the_page_is_whole_in_itself(root: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(made(root, name))

    def ask(request: object) -> dict[str, str]:
        raise AssertionError("our own check asks nobody")

    verdict = check_html(path, ask)
    assert (verdict.valid, verdict.problems) == (True, ())


def test_the_page_asks_for_nothing_and_runs_nothing(root: Path, page: etree._Element) -> None:
    data = made(root, "specimen").decode()
    assert not found(page, "//x:link | //x:img | //x:iframe | //*[@src] | //*[@onclick]")
    assert [node.get("type") for node in found(page, "//x:script")] == ["application/ld+json"]
    assert not re.search(r"@import|url\(", data)
    (policy,) = found(page, "//x:meta[@http-equiv='Content-Security-Policy']")
    assert str(policy.get("content")).startswith("default-src 'none'")


def test_a_browser_finds_every_element_closed(root: Path) -> None:
    data = made(root, "specimen").decode()
    closed = {m[1] for m in re.finditer(r"<([a-z0-9]+)(?:\s[^<>]*)?/>", data)}
    assert closed <= {"br", "meta"}


def test_hostile_words_stay_words(root: Path) -> None:
    tei = small(
        '<div type="text" xml:id="d"><head>&lt;script&gt;alert(1)&lt;/script&gt;</head>'
        '<p>&lt;img src=x onerror=alert(1)&gt; <ref target="javascript:alert(1)">x</ref></p></div>',
        title="&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &lt;/style&gt;",
    )
    data = write_html(tei, root / "styles")
    page = etree.fromstring(data)
    assert data.lower().count(b"<script") == 1 and data.lower().count(b"</style") == 1
    assert b"<img" not in data and b"javascript:" not in data
    (script,) = found(page, "//x:script")
    assert json.loads(str(script.text))["name"].startswith("</script><script>alert(1)")


def test_a_note_follows_the_block_that_holds_its_mark(page: etree._Element) -> None:
    notes = found(page, "//x:main//x:aside")
    assert [node.get("id") for node in notes] == ["fn1", "fn2", "fn3", "fn4", "fn5"]
    for note in notes:
        before = note.getprevious()
        assert before is not None
        assert found(before, f".//x:a[@href='#{note.get('id')}']")


def test_a_note_stands_in_no_paragraph_and_no_list(page: etree._Element) -> None:
    for note in found(page, "//x:aside"):
        parent = note.getparent()
        assert parent is not None and str(parent.tag).endswith("}section")


def test_the_numbers_of_the_pages_are_no_words_of_the_text(page: etree._Element) -> None:
    marks = found(page, "//x:span[@role='doc-pagebreak']")
    assert [node.get("data-n") for node in marks] == list("234567")
    assert all(not node.text and node.get("aria-label") for node in marks)


def test_the_first_link_skips_to_the_text(page: etree._Element) -> None:
    first = found(page, "//x:body//x:a")[0]
    assert first.get("href") == f"#{MAIN}" and found(page, f"//x:main[@id='{MAIN}']")


def test_a_heading_may_be_called_what_the_page_calls_its_own_parts(tmp_path: Path) -> None:
    named = ("contents", "main", "toc", "notes-at-the-end")
    body = "".join(f'<div xml:id="{i}"><head>{i}</head><p>a</p></div>' for i in named)
    path = tmp_path / "a.html"
    path.write_bytes(write_html(small(body), Path("styles")))
    assert check_html(path, lambda _: {}).valid is True


def test_the_contents_lead_to_the_divisions(page: etree._Element) -> None:
    links = found(page, "//x:nav//x:a")
    assert [str(a.get("href")) for a in links][-1] == "#colophon"
    ids = {str(node.get("id")) for node in page.iter() if node.get("id")}
    assert {str(a.get("href"))[1:] for a in links} <= ids


def test_the_headings_go_down_by_one_level_at_a_time(page: etree._Element) -> None:
    levels = [int(str(n.tag)[-1]) for n in page.iter() if re.fullmatch(r".*\}h\d", str(n.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_reference_managers_and_search_engines_find_the_facts(page: etree._Element) -> None:
    tags = {str(n.get("name")): str(n.get("content")) for n in found(page, "//x:meta[@name]")}
    assert tags["citation_title"] == tags["DC.title"] == "A Specimen of Every Part of a Book"
    assert tags["citation_publication_date"] == "1920" and tags["DC.language"] == "en"
    authors = [n.get("content") for n in found(page, "//x:meta[@name='citation_author']")]
    assert authors == ["Kropotkin, Peter", "Shelley, Percy Bysshe"]
    (script,) = found(page, "//x:script")
    assert json.loads(str(script.text))["isBasedOn"][0] == "http://www.marxists.org"


def test_the_print_typeface_comes_first_and_the_dark_is_kept(root: Path) -> None:
    css = (root / "styles/screen.css").read_text("utf-8")
    assert re.search(r'font-family: "Gentium Plus", "Gentium Book Plus"', css)
    assert "prefers-color-scheme: dark" in css and "@media print" in css


@pytest.mark.parametrize("css", ["</STYLE><script>", "a { } ]]> b { }"])
def test_a_style_that_would_break_out_of_the_page_is_refused(tmp_path: Path, css: str) -> None:
    (tmp_path / "screen.css").write_text(css)
    with pytest.raises(ConfigError, match="holds"):
        write_html(small('<div type="text" xml:id="d"><p>x</p></div>'), tmp_path)


def test_a_missing_style_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"screen\.css"):
        write_html(small('<div type="text" xml:id="d"><p>x</p></div>'), tmp_path)
