"""The words of a file that a person wrote, read without the reader that made a Document of it.

A second, simpler way to the words: what the first one dropped, this one still has. It knows
nothing of what the words are for, so what it misses in a TEI is a finding and no failure.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from pipeline.check.compare import MARKED, missing
from pipeline.check.readings import Reading, read_tei, read_tree
from pipeline.check.tokens import tokens
from pipeline.report import Finding
from pipeline.xml import TEI, Element, distrustful, parsed_html

SHOWN = 20
MUSE_MARKUP = re.compile(
    r"^#(?:(?:pubdate|ATTACH|cover|no|center|sku|LISTtitle)[^\n]*|\w[\w-]*[ \t]*)"
    r"|^;(?:[ ][^\n]*)?$|^<comment>$.*?^</comment>$"
    r"|\[\[#?[^\]\n]*\](?=\[)|\[\[(?:#|[\w.-]+\.\w{3,4}[ \]])[^\]\n]*\]?\]|</?\[[a-zA-Z-]{2,8}\]>",
    re.MULTILINE | re.DOTALL,
)
"""What no edition of a muse text shows: layout, comments, where links lead, pictures, languages."""
OFFICE_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml")
PAGE = re.compile(r"\.x?html?$", re.IGNORECASE)
DELETED = frozenset((
    "delText", "instrText", "tracked-changes", "moveFrom", "Fallback", "annotation",
    "note-citation",
))  # fmt: skip
BLOCKS = frozenset(
    {"p", "tab", "br", "tr", "tc", "h", "line-break", "s", "table-cell", "list-item"}
)
LARGEST = 64 * 1024 * 1024


def not_in_tei(data: bytes, suffix: str, tree: etree._ElementTree) -> list[Finding]:
    """Name the words of the file that the TEI, its header included, does not hold."""
    read = ORIGINALS.get(suffix)
    if read is None:
        return []
    original = read(data)
    header = [token.form for token in tokens(" ".join(_header(tree)))] * 2  # title page and cover
    held = read_tei(tree, all_words=True)
    wanted = _without_marks(original.words, frozenset(held.words))
    marks = [str(number) for number in range(1, 2 + sum(1 for _ in tree.iter(f"{TEI}note")))]
    lost = missing(wanted, held.words, optional=[*held.optional, *header, *marks, *marks])
    told = [f"a word of the file is not in the TEI: {original.at(index)}" for index in lost]
    more = len(told) - SHOWN
    if more > 0:
        told[SHOWN:] = [f"and {more} more words of the file are not in the TEI"]
    return [Finding("word-not-in-tei", message) for message in told]


def _without_marks(words: Sequence[str], known: frozenset[str]) -> list[str]:
    """Take the number of a note off the word that it stands behind."""
    return [
        match["word"] if word not in known and (match := MARKED.fullmatch(word)) else word
        for word in words
    ]


def _header(tree: etree._ElementTree) -> Iterator[str]:
    header = tree.getroot().find(f"{TEI}teiHeader")
    for node in header.iter(etree.Element) if header is not None else ():
        yield node.text or ""
        yield node.tail or ""
        yield from (str(value) for value in node.attrib.values())


def _read_html(data: bytes) -> Reading:
    root = parsed_html(data)
    return Reading([]) if root is None else read_tree(root)


def _read_muse(data: bytes) -> Reading:
    text = MUSE_MARKUP.sub("", data.decode("utf-8", "replace").replace("\r", "\n"))
    found = list(tokens(text, tags=True))
    return Reading(
        [token.form for token in found], text=text, offsets=[token.start for token in found]
    )


def _read_tei(data: bytes) -> Reading:
    root = _parse(data)
    etree.strip_elements(root, f"{TEI}fw", with_tail=False)
    return read_tei(etree.ElementTree(root))


def _read_epub(data: bytes) -> Reading:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if PAGE.search(name) and "nav." not in name]
        return Reading.of([_read_html(_entry(archive, name)) for name in names])


def _read_office(data: bytes) -> Reading:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        parts = [_parse(_entry(archive, name)) for name in OFFICE_PARTS if name in names]
    return Reading.of([read_tree(part, BLOCKS, DELETED) for part in parts])


def _entry(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(LARGEST)


def _parse(data: bytes) -> Element:
    return etree.fromstring(data, distrustful(recover=True))


ORIGINALS: Mapping[str, Callable[[bytes], Reading]] = MappingProxyType({
    ".html": _read_html, ".htm": _read_html, ".xhtml": _read_html, ".muse": _read_muse,
    ".epub": _read_epub, ".docx": _read_office, ".odt": _read_office, ".xml": _read_tei,
})  # fmt: skip
"""Suffix to the way to the words; other formats come from an extractor and are followed closely."""
