"""Make a file of Word or LibreOffice plain before pandoc reads it.

Pandoc (3.9) loses the words around a text box, or in one, those with a reading set over them
(ruby), the contents page and the numbered paragraphs of an ODT, its styles, lines at the right
margin, and bookmarks. Each is mended in the parts of the package that hold text; every other part
stays.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lxml import etree

from pipeline.read.pandoc_context import PLACE_MARK, RIGHT, STYLE_MARK
from pipeline.read.text import LIMIT
from pipeline.report import Finding
from pipeline.xml import Element, name_of, parsed, take_out, text_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, STYLE = ODF % "text", ODF % "style"
ALIGNED = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}text-align"
HREF = "{http://www.w3.org/1999/xlink}href"
SIGNATURE = 120
"""A line at the right margin is not longer than this."""
TOLD = {
    "ins": "{n} insertions that were tracked stand in the text",
    "insertion": "{n} insertions that were tracked stand in the text",
    "del": "{n} deletions that were tracked are out of the text",
    "deletion": "{n} deletions that were tracked are out of the text",
    "commentReference": "{n} comments are no text and were left out",
    "annotation": "{n} comments are no text and were left out",
}
"""What hands in the margin did, and what becomes of it."""

Mend = Callable[[Element], None]


def plain_office(package: zipfile.ZipFile, suffix: str) -> tuple[bytes, list[Finding]]:
    """Give the package with its text parts mended, and what there is to say of them."""
    made = io.BytesIO()
    counts = dict.fromkeys(TOLD, 0)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as written:
        for info in package.infolist():
            data = package.read(info)
            mends = [mend for part, mend in PARTS[suffix].items() if part.fullmatch(info.filename)]
            if mends and len(data) <= LIMIT:
                data = _mended(data, mends[0], counts)
            written.writestr(info.filename, data)
    findings = [
        Finding(f"office-{kind}", TOLD[kind].replace("{n}", str(number)))
        for kind, number in counts.items()
        if number
    ]
    return made.getvalue(), findings


def _mended(data: bytes, mend: Mend, counts: dict[str, int]) -> bytes:
    root = parsed(data)
    if root is None:
        return data  # pandoc says what is wrong with it
    for element in root.iter(etree.Element):
        if name_of(element) in counts:
            counts[name_of(element)] += 1
    mend(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _open_boxes(root: Element, box: str, paragraph: str, run: str) -> None:
    """Put what a text box holds behind the paragraph that it is anchored in."""
    for holder in list(root.iter(box)):
        anchor = next(holder.iterancestors(paragraph), None)
        within = [holder, *holder.iterancestors()]
        drawing = next((e for e in within if name_of_parent(e) == run), None)
        if anchor is not None and drawing is not None:
            for block in reversed(list(holder)):
                anchor.addnext(block)
            take_out(drawing)


def name_of_parent(element: Element) -> str:
    """Give the name of the element that holds this one; empty for the root."""
    parent = element.getparent()
    return name_of(parent) if parent is not None else ""


# --------------------------------------------------------------------- Word


def _mend_word(root: Element) -> None:
    for other in list(root.iter("{*}Fallback")):
        if other.find(f".//{WORD}txbxContent") is not None:
            take_out(other)
    for ruby in list(root.iter(f"{WORD}ruby")):
        words = etree.Element(f"{WORD}t")
        words.text = _with_reading(ruby, "rubyBase", "rt")
        ruby.getparent().replace(ruby, words)  # type: ignore[union-attr]
    for alignment in list(root.iter(f"{WORD}jc")):
        if alignment.get(f"{WORD}val") in {"right", "end"}:
            _name_right(alignment)
    _open_boxes(root, f"{WORD}txbxContent", f"{WORD}p", "r")
    for place in list(root.iter(f"{WORD}bookmarkStart")):
        line = next((e for e in place.itersiblings() if name_of(e) == "p"), None)
        if line is not None:  # pandoc sees only those in a line
            line.insert(line.find(f"{WORD}pPr") is not None, place)


def _with_reading(ruby: Element, base: str, reading: str) -> str:
    """Set the reading of a word behind it in brackets."""
    parts = {name_of(part): text_of(part) for part in ruby}
    return f"{parts.get(base, '')} ({parts.get(reading, '')})"


def _may_sign(line: Element) -> bool:
    words = text_of(line)
    return len(words) <= SIGNATURE and any(char.isalnum() for char in words)


def _name_right(alignment: Element) -> None:
    properties = alignment.getparent()
    paragraph = properties.getparent() if properties is not None else None
    if properties is None or paragraph is None or not _may_sign(paragraph):
        return
    if properties.find(f"{WORD}pStyle") is None and properties.find(f"{WORD}numPr") is None:
        style = etree.Element(f"{WORD}pStyle")
        style.set(f"{WORD}val", RIGHT)
        properties.insert(0, style)


def _add_style(root: Element) -> None:
    style = etree.SubElement(root, f"{WORD}style")
    style.set(f"{WORD}type", "paragraph")
    style.set(f"{WORD}styleId", RIGHT)
    etree.SubElement(style, f"{WORD}name").set(f"{WORD}val", RIGHT)


# -------------------------------------------------------------- LibreOffice


def _mend_odt(root: Element) -> None:
    for ruby in list(root.iter(f"{TEXT}ruby")):
        words = etree.Element(f"{TEXT}span")
        words.text, words.tail = _with_reading(ruby, "ruby-base", "ruby-text"), ruby.tail
        ruby.getparent().replace(ruby, words)  # type: ignore[union-attr]
    for place in list(root.iter(f"{TEXT}bookmark", f"{TEXT}bookmark-start")):
        named = _empty_link(f"{PLACE_MARK}{place.get(f'{TEXT}name', '')}")
        named.tail = place.tail
        place.getparent().replace(place, named)  # type: ignore[union-attr]
    for numbered in list(root.iter(f"{TEXT}numbered-paragraph")):
        _open(numbered, list(numbered))
    for contents in list(root.iter(f"{TEXT}table-of-content")):
        lines = list(contents.iter(f"{TEXT}p"))
        for line in lines:
            _mark(line, "toc 1")
        _open(contents, lines)
    _open_boxes(root, f"{ODF % 'drawing'}text-box", f"{TEXT}p", "p")
    styles = {style.get(f"{STYLE}name", ""): style for style in root.iter(f"{STYLE}style")}
    for line in root.iter(f"{TEXT}p"):
        _mark(line, _style_of(line, styles))


def _open(holder: Element, inner: list[Element]) -> None:
    """Let what an element holds stand in its place."""
    for element in reversed(inner):
        holder.addnext(element)
    take_out(holder)


def _style_of(line: Element, styles: Mapping[str, Element]) -> str:
    """Name the style that a person gave a line, behind the automatic one; or the right margin."""
    name = line.get(f"{TEXT}style-name", "")
    style = styles.get(name)
    aligned = style.find(f"{STYLE}paragraph-properties") if style is not None else None
    own = style.get(f"{STYLE}parent-style-name", "") if style is not None else name
    right = aligned is not None and aligned.get(ALIGNED) in {"end", "right"}
    if right and own in {"", "Standard"} and _may_sign(line):
        return RIGHT
    return "" if own == "Standard" else re.sub("_20_", " ", own)


def _empty_link(target: str) -> Element:
    link = etree.Element(f"{TEXT}a")
    link.set(HREF, target)
    return link


def _mark(line: Element, style: str) -> None:
    """Say the style of a line in an empty link, since pandoc passes nothing else of it on."""
    if style and not any(STYLE_MARK in link.get(HREF, "") for link in line):
        mark = _empty_link(f"{STYLE_MARK}{style}")
        mark.tail, line.text = line.text, None
        line.insert(0, mark)


PARTS: Mapping[str, Mapping[re.Pattern[str], Mend]] = MappingProxyType({
    ".docx": {
        re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml"): _mend_word,
        re.compile(r"word/styles\.xml"): _add_style,
    },
    ".odt": {re.compile(r"content\.xml"): _mend_odt},
})  # fmt: skip
"""The parts of a package that are mended, and how."""
