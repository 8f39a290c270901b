"""An edition of ours, read again as a person's file, has its notes, pages and colophon."""

from pathlib import Path

import pytest
from lxml import etree

from pipeline.run import build_text, to_tei

NS = {
    "t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace",
}  # fmt: skip
NAME = "kropotkin-self-valorization"


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    build_text(root / "input" / f"{NAME}.md", out, ("tei", "epub", "html"))
    return out / NAME


def words(node: etree._Element | None) -> list[str]:
    return [] if node is None else "".join(f"{part} " for part in node.itertext()).split()


@pytest.mark.parametrize("suffix", [".epub", ".html"])
def test_an_edition_is_read_back(suffix: str, made: Path) -> None:
    first = etree.parse(made / f"{NAME}.tei.xml")
    again = to_tei(made / f"{NAME}{suffix}")
    for path in (".//t:text//t:note", ".//t:bibl[@xml:id]", ".//t:ref[@type='bibl']"):
        assert len(again.findall(path, NS)) == len(first.findall(path, NS)), path
    pages = [node.get("n") for node in first.iterfind(".//t:pb[@xml:id]", NS)]
    assert [node.get("n") for node in again.iterfind(".//t:pb[@xml:id]", NS)] == pages
    colophon = ".//t:div[@type='colophon']"
    assert words(again.find(colophon, NS)) == words(first.find(colophon, NS))
