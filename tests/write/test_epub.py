"""The EPUB: what a reading system, a shop and a person who cannot see find in it."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.check.judges import check_epub
from pipeline.check.process import Checkers
from pipeline.errors import ConfigError
from pipeline.model import Tei
from pipeline.write import WRITERS
from pipeline.write.epub import write_epub
from pipeline.xml import TEI

OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
X = {"x": "http://www.w3.org/1999/xhtml", "epub": "http://www.idpf.org/2007/ops"}
EPUB_TYPE = f"{{{X['epub']}}}type"
BOOKS = ("specimen", "kropotkin-self-valorization")


def book(root: Path, name: str) -> Tei:
    return Tei(etree.parse(root / f"tests/books/{name}.tei.xml"))


def small(body: str, lang: str = "en", header: str = "", front: str = "") -> Tei:
    source = (
        f'<TEI xmlns="{TEI[1:-1]}" xml:id="t" xml:lang="{lang}"><teiHeader>{header}</teiHeader>'
        f'<text xml:lang="{lang}"><front>{front}</front><body>{body}</body><back/></text></TEI>'
    )
    return Tei(etree.ElementTree(etree.fromstring(source)))


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, bytes]:
    return opened(write_epub(book(root, "specimen"), root / "styles"))


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, etree._Element]:
    return {
        name.removeprefix("EPUB/"): etree.fromstring(data)
        for name, data in files.items() if name.endswith(".xhtml")
    }  # fmt: skip


@pytest.fixture(scope="module")
def package(files: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(files["EPUB/content.opf"])


@pytest.fixture(scope="module")
def checkers() -> Iterator[Checkers]:
    with Checkers() as running:
        yield running


def values(package: etree._Element, path: str) -> list[Any]:
    return list(package.xpath(path, namespaces=OPF))


def meta(package: etree._Element, key: str) -> list[Any]:
    return values(package, f"//opf:meta[@property='{key}']/text()")


# ---------------------------------------------------------------- the official verdict


@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_finds_nothing(root: Path, tmp_path: Path, checkers: Checkers, name: str) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(write_epub(book(root, name), root / "styles"))
    verdict = check_epub(path, checkers.ask)
    assert (verdict.valid, verdict.problems, verdict.detail) == (True, (), "0 errors, 0 warnings")


HOSTILE = (
    '<div type="text" xml:id="d"><p>&lt;script&gt; <ref target="http://[bad">a</ref>'
    '<ref target="http://a.org/a b|c">b</ref><ref target="javascript:x">c</ref>'
    '<note n="1" xml:id="n" place="bottom"><p>x</p></note></p>'
    '<p><list rend="bulleted"><item><p>in a paragraph</p></item></list></p>'
    '<p><ref target="http://a.org">a link<note n="2" xml:id="m" place="bottom"><p>y</p></note>'
    "</ref></p></div>"
)


@pytest.mark.parametrize(
    "tei",
    [
        small('<div type="text" xml:id="d"><p>No title, no author, no date.</p></div>'),
        small('<div type="text" xml:id="d"><p>שלום</p></div>', lang="he"),
        small('<div type="text" xml:id="d"><p>x</p></div>', lang="und"),
        small(HOSTILE),
        small(
            '<div type="text" xml:id="d"><p>x</p></div>',
            header='<fileDesc><titleStmt><title type="main">A &amp; &lt;B&gt; “C”</title>'
            '</titleStmt><publicationStmt><date when="1899"/></publicationStmt></fileDesc>',
        ),
    ],
    ids=["bare", "right to left", "unknown language", "hostile", "title with marks, year only"],
)
def test_epubcheck_finds_nothing_in_a_poor_text(
    root: Path, tmp_path: Path, checkers: Checkers, tei: Tei
) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(write_epub(tei, root / "styles"))
    verdict = check_epub(path, checkers.ask)
    assert (verdict.valid, verdict.problems) == (True, ())


# ---------------------------------------------------------------- the container


def test_the_type_comes_first_and_is_not_compressed(root: Path) -> None:
    data = write_epub(book(root, "specimen"), root / "styles")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, *rest = archive.infolist()
        assert archive.read("mimetype") == b"application/epub+zip"
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert [entry.filename for entry in rest] == sorted(entry.filename for entry in rest)
    assert {entry.date_time for entry in (first, *rest)} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_text_gives_the_same_bytes_anywhere(root: Path, tmp_path: Path) -> None:
    code = (
        "import hashlib; from lxml import etree; from pathlib import Path\n"
        "from pipeline.write import WRITERS\n"
        f"tei = etree.parse({str(root / 'tests/books/specimen.tei.xml')!r})\n"
        "for name in ('epub', 'html'):\n"
        f"    data = WRITERS[name].write(tei, Path({str(root / 'styles')!r}))\n"
        "    print(hashlib.sha256(data).hexdigest())\n"
    )
    made = set()
    for zone, lang, seed, home in (
        ("Asia/Tokyo", "tr_TR.UTF-8", "7", "a"), ("America/Lima", "C", "1234", "b"),
    ):  # fmt: skip
        (tmp_path / home).mkdir()
        settings = {"TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True,
            cwd=tmp_path / home, env={**os.environ, **settings, "PYTHONPATH": str(root)},
        )  # fmt: skip
        made.add(run.stdout)
    tei = book(root, "specimen")
    here = [WRITERS[name].write(tei, root / "styles") for name in ("epub", "html")]
    made.add("".join(hashlib.sha256(data).hexdigest() + "\n" for data in here))
    assert len(made) == 1


def test_the_tei_travels_with_the_book(root: Path, files: dict[str, bytes],
                                       package: etree._Element) -> None:  # fmt: skip
    filed = (root / "tests/books/specimen.tei.xml").read_bytes()
    assert files["EPUB/tei/specimen.tei.xml"] == filed
    assert values(package, "//opf:link[@rel='record']/@href") == ["tei/specimen.tei.xml"]


def test_a_missing_style_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"epub\.css"):
        write_epub(book(root, "specimen"), tmp_path)


# ---------------------------------------------------------------- the metadata


def test_the_metadata_is_the_headers(package: etree._Element) -> None:
    assert values(package, "//dc:identifier/text()") == [
        "urn:uuid:6f6f2f5a-8a33-5d53-9a6c-3f3a3f1f9a01"
    ]
    assert values(package, "//dc:title/text()")[0] == "A Specimen of Every Part of a Book"
    assert values(package, "//dc:creator/text()") == ["Peter Kropotkin", "Percy Bysshe Shelley"]
    assert meta(package, "file-as") == ["Kropotkin, Peter", "Shelley, Percy Bysshe"]
    assert values(package, "//dc:language/text()") == ["en"]
    assert values(package, "//dc:source/text()") == ["http://www.marxists.org"]
    assert "Anti-Copyright" in values(package, "//dc:rights/text()")[0]
    assert meta(package, "dcterms:modified") == ["2009-03-01T00:00:00Z"]
    assert values(package, "//dc:date/text()") == ["2009-03-01"]


def test_a_text_without_identifier_gets_one_that_stays(root: Path) -> None:
    tei = small('<div type="text" xml:id="d"><p>x</p></div>')
    twice = [opened(write_epub(tei, root / "styles"))["EPUB/content.opf"] for _ in range(2)]
    assert twice[0] == twice[1] and b"urn:uuid:" in twice[0]


def test_no_conformance_is_claimed(files: dict[str, bytes]) -> None:
    assert b"conformsTo" not in files["EPUB/content.opf"]
    assert b"certifiedBy" not in files["EPUB/content.opf"]


def test_the_accessibility_metadata_is_true_of_the_file(package: etree._Element) -> None:
    features = meta(package, "schema:accessibilityFeature")
    assert features == [
        "ARIA", "alternativeText", "displayTransformability", "pageBreakMarkers",
        "pageNavigation", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked",
    ]  # fmt: skip
    assert meta(package, "schema:accessMode") == ["textual"]
    assert meta(package, "schema:accessibilityHazard") == ["none"]
    assert meta(package, "pageBreakSource")[0].startswith("The Anarchist Library")


def test_a_text_without_pages_and_notes_claims_neither(root: Path) -> None:
    tei = small('<div type="text" xml:id="d"><p>x</p></div>')
    data = opened(write_epub(tei, root / "styles"))
    bare = etree.fromstring(data["EPUB/content.opf"])
    assert not {"pageBreakMarkers", "pageNavigation"} & set(
        meta(bare, "schema:accessibilityFeature")
    )
    assert meta(bare, "pageBreakSource") == []
    assert meta(bare, "schema:accessibilitySummary") == ["A publication in text."]
    assert b"page-list" not in data["EPUB/nav.xhtml"]


# ---------------------------------------------------------------- navigation and pages


def links(nav: etree._Element, kind: str) -> list[tuple[str, str]]:
    path = f"//x:nav[@epub:type='{kind}']//x:a"
    return [(str(a.text), str(a.get("href"))) for a in nav.xpath(path, namespaces=X)]


def test_the_contents_follow_the_headings(pages: dict[str, etree._Element]) -> None:
    assert [label for label, _ in links(pages["nav.xhtml"], "toc")] == [
        "Preface", "Part One", "I. Representative Government and Wages",
        "Labor Notes & Other Matters", "II. The Masque of Anarchy", "References", "Notes",
        "Colophon",
    ]  # fmt: skip


def test_the_page_list_links_every_page_once(pages: dict[str, etree._Element]) -> None:
    listed = links(pages["nav.xhtml"], "page-list")
    marks = [
        (str(node.get("data-n")), f"{name}#{node.get('id')}")
        for name in sorted(pages)
        for node in pages[name].iter("{*}span") if node.get("role") == "doc-pagebreak"
    ]  # fmt: skip
    assert listed == marks and [n for n, _ in listed] == list("234567")


def test_the_landmarks_say_where_the_parts_are(pages: dict[str, etree._Element]) -> None:
    path = "//x:nav[@epub:type='landmarks']//x:a/@epub:type"
    assert pages["nav.xhtml"].xpath(path, namespaces=X) == [
        "cover", "titlepage", "toc", "bodymatter", "bibliography", "colophon",
    ]  # fmt: skip


def test_the_colophon_is_the_last_page_and_the_contents_are_in_the_spine(
    package: etree._Element, pages: dict[str, etree._Element]
) -> None:
    spine = values(package, "//opf:itemref/@idref")
    hrefs = {n.get("id"): n.get("href") for n in values(package, "//opf:item")}
    files = [hrefs[key] for key in spine]
    assert files[:3] == ["cover.xhtml", "title.xhtml", "nav.xhtml"]
    last = pages[files[-1]]
    assert last.xpath("//x:section[@epub:type='colophon' and @role='doc-colophon']", namespaces=X)


def test_every_link_inside_the_book_leads_somewhere(pages: dict[str, etree._Element]) -> None:
    ids = {name: {node.get("id") for node in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.iter("{*}a"):
            file, _, key = str(link.get("href")).partition("#")
            if "://" not in file:
                assert not key or key in ids[file or name], link.get("href")


def test_no_id_stands_twice_in_a_page(pages: dict[str, etree._Element]) -> None:
    for page in pages.values():
        counts = Counter(node.get("id") for node in page.iter() if node.get("id"))
        assert max(counts.values(), default=1) == 1


# ---------------------------------------------------------------- notes and languages


@pytest.mark.parametrize("name", BOOKS)
def test_each_note_is_an_aside_in_the_file_of_its_mark(root: Path, name: str) -> None:
    data = opened(write_epub(book(root, name), root / "styles"))
    seen = 0
    for page in (etree.fromstring(v) for k, v in data.items() if k.endswith(".xhtml")):
        marks = [a for a in page.iter("{*}a") if a.get("id") and a.get(EPUB_TYPE) == "noteref"]
        asides = list(page.iter("{*}aside"))
        assert [f"#{aside.get('id')}" for aside in asides] == [a.get("href") for a in marks]
        for aside, mark in zip(asides, marks, strict=True):
            assert (aside.get(EPUB_TYPE), aside.get("role")) == ("footnote", "doc-footnote")
            (back,) = (a for a in aside.iter("{*}a") if a.get("role") == "doc-backlink")
            assert back.get("href") == f"#{mark.get('id')}" and back.get(EPUB_TYPE) is None
            assert aside.getparent().get(EPUB_TYPE) == "footnotes"
            seen += 1
    assert seen == {"specimen": 5, "kropotkin-self-valorization": 24}[name]


def test_the_package_names_the_language_of_its_words(package: etree._Element) -> None:
    assert package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert package.get("dir") is None


def test_every_page_names_its_language_twice(pages: dict[str, etree._Element]) -> None:
    key = "{http://www.w3.org/XML/1998/namespace}lang"
    for page in pages.values():
        assert page.get("lang") == page.get(key) == "en"
        for node in page.iter():
            assert node.get("lang") == node.get(key)


def test_a_text_from_right_to_left_turns_its_pages_so(root: Path) -> None:
    tei = small('<div type="text" xml:id="d"><p>שלום</p></div>', lang="he")
    data = opened(write_epub(tei, root / "styles"))
    package = etree.fromstring(data["EPUB/content.opf"])
    assert package.find("{*}spine").get("page-progression-direction") == "rtl"
    assert package.get("dir") == "rtl"
    assert etree.fromstring(data["EPUB/text001.xhtml"]).get("dir") == "rtl"


def test_the_cover_says_in_words_what_it_shows(pages: dict[str, etree._Element]) -> None:
    (image,) = pages["cover.xhtml"].iter("{*}img")
    assert "A Specimen of Every Part of a Book" in str(image.get("alt"))
    assert "Percy Bysshe Shelley" in str(image.get("alt"))


def test_nothing_comes_from_outside_and_nothing_runs(files: dict[str, bytes]) -> None:
    assert not {name for name in files if name.endswith((".js", ".ttf", ".otf", ".woff2"))}
    assert b"url(" not in files["EPUB/style.css"] and b"@import" not in files["EPUB/style.css"]
