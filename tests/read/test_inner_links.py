"""A link within a text leads to the same place in the editions, whatever format it came in."""

import io
import re
import zipfile
from pathlib import Path

import pypandoc
import pytest
from lxml import etree

from pipeline.run import build_text, to_tei

NS = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
HTML = """<html lang="en"><head><title>Bread</title></head><body>
<h1 id="fields">The Fields</h1>
<p>Of the baker see <a href="#bakery">the second chapter</a>, and <a href="#mill">the mill</a>.</p>
<h1 id="bakery">The Bakery</h1>
<p>The bakers got up at night.</p>
<p id="mill">The mill stood by the river, behind <a href="#fields">the fields</a>.</p>
</body></html>"""
MARKDOWN = """---
title: Bread
---

# The Fields {#fields}

Of the baker see [the second chapter](#bakery), and [the mill](#mill).

# The Bakery {#bakery}

The bakers got up at night.

[]{#mill}The mill stood by the river, behind [the fields](#fields).
"""
MUSE = """#title Bread

Bread is older than the plough.

#fields

* The Fields

Of the baker see [[#bakery][the second chapter]], and [[#mill][the mill]].

#bakery

* The Bakery

The bakers got up at night.

#mill
The mill stood by the river, behind [[#fields][the fields]].
"""
FOREIGN = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>Bread</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><div xml:id="f"><head>The Fields</head>
<p>Of the baker see <ref target="#b">the second chapter</ref>, and <ref
 target="#mill">the mill</ref>.</p>
</div><div xml:id="b"><head>The Bakery</head><p>The bakers got up at night.</p>
<p xml:id="mill">The mill stood by the river, behind <ref target="#f">the fields</ref>.</p></div>
</body></text></TEI>"""
LED = {
    "the second chapter": "The Bakery", "the mill": "The mill stood", "the fields": "The Fields",
}  # fmt: skip


def made(suffix: str, path: Path) -> Path:
    texts = {".html": HTML, ".md": MARKDOWN, ".muse": MUSE, ".xml": FOREIGN}
    file = path / f"bread{suffix}"
    if suffix in texts:
        file.write_text(texts[suffix], "utf-8")
    else:
        pypandoc.convert_text(MARKDOWN, suffix[1:], "markdown", outputfile=str(file))
    return file


def led(tree: etree._ElementTree) -> dict[str, str]:
    """Give the words of each link, and those where it leads."""
    places = {node.get(ID): " ".join("".join(node.itertext()).split()) for node in tree.iter()}
    return {
        "".join(ref.itertext()): places[str(ref.get("target"))[1:]]
        for ref in tree.iterfind(".//t:text//t:ref", NS)
    }


@pytest.mark.parametrize("suffix", [".html", ".md", ".muse", ".xml", ".docx", ".odt", ".epub"])
def test_a_link_leads_to_its_block(suffix: str, tmp_path: Path) -> None:
    found = led(to_tei(made(suffix, tmp_path)))
    assert found.keys() == LED.keys()
    for words, place in LED.items():
        assert found[words].startswith(place), words


def test_a_link_leads_from_one_file_of_the_epub_into_another(tmp_path: Path) -> None:
    build_text(made(".html", tmp_path), tmp_path / "out", ("epub",))
    book = zipfile.ZipFile(io.BytesIO((tmp_path / "out" / "bread" / "bread.epub").read_bytes()))
    pages = {name: book.read(name).decode() for name in book.namelist() if name.endswith("xhtml")}
    (first,) = (page for page in pages.values() if "Of the baker see" in page)
    file, place = re.findall(r'href="([^"#]+)#([^"]+)"', first)[0]
    (there,) = (page for name, page in pages.items() if name.endswith(file))
    assert f'id="{place}"' in there and "The Bakery" in there


@pytest.mark.parametrize("suffix", [".html", ".xml"])
def test_negative_a_link_that_leads_nowhere_keeps_its_words_and_is_told(
    suffix: str, tmp_path: Path
) -> None:
    file = made(suffix, tmp_path)
    file.write_text(re.sub(r' (?:xml:)?id="mill"', "", file.read_text("utf-8")), "utf-8")
    report = build_text(file, tmp_path / "out", ("tei",))
    tree = etree.parse(tmp_path / "out" / "bread" / "bread.tei.xml")
    assert led(tree).keys() == LED.keys() - {"the mill"}
    assert "and the mill." in " ".join("".join(tree.getroot().itertext()).split())
    assert [item.message for item in report.findings if item.code == "inner-link-dropped"] == [
        "1 links to a place in the text itself lead nowhere; their words stay"
    ]


@pytest.mark.parametrize(
    "hollow", ['<p><a id="mill"></a></p><p>', '<p><a name="mill"></a>', '<div id="mill"><p>']
)
def test_a_place_without_words_of_its_own_is_the_block_behind_it(
    hollow: str, tmp_path: Path
) -> None:
    file = made(".html", tmp_path)
    file.write_text(HTML.replace('<p id="mill">', hollow), "utf-8")
    tree = to_tei(file)
    assert led(tree)["the mill"].startswith("The mill stood")
    assert not [p for p in tree.iterfind(".//t:p", NS) if not "".join(p.itertext()).strip()]
