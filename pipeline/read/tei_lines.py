"""Where a line of another project's TEI ends and a block begins."""

from __future__ import annotations

from lxml import etree

from pipeline.model import Blocks, Inlines
from pipeline.read.assemble import tidy
from pipeline.read.divisions import ornament_or_paragraph
from pipeline.read.tei_prepare import name, names

BLOCKISH = names(
    "p ab lg l list listBibl table sp epigraph argument opener closer signed dateline salute "
    "trailer byline floatingText castList eg stage head label titlePart docTitle docImprint "
    "docEdition imprimatur postscript address docAuthor docDate"
)
"""Elements that end a paragraph where they stand in one."""

HOLDERS = names("figure quote q said cit note")
"""Elements that stand in a line, unless blocks stand in them."""

LINES = names("p ab l item head byline docImprint cell hi")
ORNAMENTS = names("section break separator ornament rule")


def paragraph_of(line: list[Inlines]) -> Blocks:
    """Make a paragraph, or a scene break, of the parts of a line; nothing of an empty one."""
    content = tidy(part for parts in line for part in parts)
    return (ornament_or_paragraph(content),) if content else ()


def is_block(element: etree._Element) -> bool:
    """Tell whether an element ends the paragraph it stands in."""
    kind = name(element)
    if kind == "milestone":
        return _is_break(element)
    if kind in HOLDERS and kind != "note":
        told = any(name(inner) in BLOCKISH for inner in element.iter(etree.Element))
        return told or (kind == "figure" and not _in_line(element))
    if kind in {"label", "stage", "docAuthor", "docDate", "address", "head"}:
        return not _in_line(element)
    return kind in BLOCKISH


def _in_line(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is None or name(parent) in LINES


def _is_break(element: etree._Element) -> bool:
    said = {element.get("unit", ""), element.get("rend", ""), element.get("type", "")}
    return bool(said & ORNAMENTS) or "*" in element.get("rend", "")
