"""Make a Word file plain before pandoc reads it.

Pandoc (3.9) loses the words around a text box, those in an old one, and those with a reading set
over them (ruby), and knows no line at the right margin. Each is mended in the parts of the package
that hold text; every other part stays as it is.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from pipeline.report import Finding
from pipeline.xml import Element, distrustful, name_of, text_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_PARTS = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
STYLE_PART = "word/styles.xml"
RIGHT = "hp-right"
"""The style that a line at the right margin is given, where it has none of its own."""
LARGEST = 64 * 1024 * 1024
SIGNATURE = 120
"""A line at the right margin is not longer than this."""
TOLD = {
    "ins": "{n} insertions that were tracked stand in the text",
    "del": "{n} deletions that were tracked are out of the text",
    "commentReference": "{n} comments are no text and were left out",
}
"""What hands in the margin did, and what becomes of it."""


def plain_docx(package: zipfile.ZipFile) -> tuple[bytes, list[Finding]]:
    """Give the package with its text parts mended, and what there is to say of them."""
    made = io.BytesIO()
    counts = dict.fromkeys(TOLD, 0)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as written:
        for info in package.infolist():
            data = package.read(info)
            if len(data) <= LARGEST and TEXT_PARTS.fullmatch(info.filename):
                data = _mended(data, counts)
            elif info.filename == STYLE_PART:
                data = _with_style(data)
            written.writestr(info.filename, data)
    findings = [
        Finding(f"word-{kind}", TOLD[kind].replace("{n}", str(number)))
        for kind, number in counts.items()
        if number
    ]
    return made.getvalue(), findings


def _mended(data: bytes, counts: dict[str, int]) -> bytes:
    try:
        root = etree.fromstring(data, distrustful())
    except etree.XMLSyntaxError:
        return data  # pandoc says what is wrong with it
    for element in list(root.iter(etree.Element)):
        kind = name_of(element)
        if kind in counts:
            counts[kind] += 1
        elif kind == "Fallback" and element.getparent() is not None and _boxes(element):
            element.getparent().remove(element)  # type: ignore[union-attr]
        elif kind == "ruby":
            _open_ruby(element)
        elif kind == "jc" and element.get(f"{WORD}val") in {"right", "end"}:
            _name_right(element)
    for box in _boxes(root):
        _open_box(box)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _boxes(root: Element) -> list[Element]:
    return list(root.iter(f"{WORD}txbxContent"))


def _open_box(box: Element) -> None:
    """Put what a text box holds behind the paragraph that it is anchored in."""
    anchor = next((up for up in box.iterancestors(f"{WORD}p")), None)
    if anchor is None:
        return
    for block in reversed(list(box)):
        anchor.addnext(block)
    drawing = next((up for up in box.iterancestors() if name_of(up.getparent()) == "r"), box)  # type: ignore[arg-type]
    drawing.getparent().remove(drawing)  # type: ignore[union-attr]


def _open_ruby(ruby: Element) -> None:
    """Set the reading of a word behind it in brackets."""
    run = ruby.getparent()
    parts = {name_of(part): text_of(part) for part in ruby}
    if run is not None:
        words = etree.Element(f"{WORD}t")
        words.text = f"{parts.get('rubyBase', '')} ({parts.get('rt', '')})"
        run.replace(ruby, words)


def _name_right(alignment: Element) -> None:
    properties = alignment.getparent()
    paragraph = properties.getparent() if properties is not None else None
    if properties is None or paragraph is None or len(text_of(paragraph)) > SIGNATURE:
        return
    if properties.find(f"{WORD}pStyle") is None and properties.find(f"{WORD}numPr") is None:
        style = etree.Element(f"{WORD}pStyle")
        style.set(f"{WORD}val", RIGHT)
        properties.insert(0, style)


def _with_style(data: bytes) -> bytes:
    try:
        root = etree.fromstring(data, distrustful())
    except etree.XMLSyntaxError:
        return data
    style = etree.SubElement(root, f"{WORD}style")
    style.set(f"{WORD}type", "paragraph")
    style.set(f"{WORD}styleId", RIGHT)
    etree.SubElement(style, f"{WORD}name").set(f"{WORD}val", RIGHT)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
