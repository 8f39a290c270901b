"""Where a line of another project's TEI ends and a block begins."""

from itertools import pairwise

from lxml import etree

from pipeline.model import Blocks, Inlines, PageBreak, Paragraph, Span
from pipeline.read.assemble import tidy
from pipeline.read.divisions import ornament_or_paragraph
from pipeline.xml import XML_LANG, Element, name_of, set_of

BLOCKISH = set_of(
    "p ab lg l list listBibl table sp epigraph argument opener closer signed dateline salute "
    "trailer byline floatingText castList eg stage head label titlePart docTitle docImprint "
    "docEdition imprimatur postscript address docAuthor docDate castItem castGroup set div body "
    "front back"
)
"""Elements that end a paragraph where they stand in one."""

HOLDERS = set_of("figure quote q said cit note")
"""Elements that stand in a line, unless blocks stand in them."""

PERSONS = set_of("persName author editor name")
"""What holds a name in parts, with a space between them."""
LINES = set_of("p ab l item head byline docImprint cell hi")
ORNAMENTS = set_of("section break separator ornament rule")


SPEAKING = set_of("text body TEI teiCorpus")
"""What is in the language of the whole."""


def paragraph_of(line: list[Inlines], element: Element, lang: str) -> Blocks:
    """Make a paragraph, or a scene break, of the parts of a line; nothing of an empty one."""
    content = tidy(part for parts in line for part in parts)
    made = ornament_or_paragraph(content) if content else None
    if isinstance(made, Paragraph):
        return (Paragraph(in_language(made.content, element, lang)),)
    return (made,) if made else ()


def in_language(content: Inlines, element: Element, lang: str) -> Inlines:
    """Mark a line whose element, or one around it, is said to be in another language."""
    said = language_of(element)
    other = said.partition("-")[0].lower() != lang.partition("-")[0].lower()
    words = any(not isinstance(one, PageBreak) for one in content)
    return (Span("foreign", content, said),) if said and other and words else content


def language_of(element: Element | None) -> str:
    """Name the language that an element is said to be in; a note has its own, or the text's."""
    while element is not None and name_of(element) not in SPEAKING:
        if XML_LANG in element.attrib:
            return str(element.get(XML_LANG))
        element = None if name_of(element) == "note" else element.getparent()
    return ""


def is_block(element: Element) -> bool:
    """Tell whether an element ends the paragraph it stands in."""
    kind = name_of(element)
    if kind == "milestone":
        return _is_break(element)
    if kind in HOLDERS and kind != "note":
        told = any(name_of(inner) in BLOCKISH for inner in element.iter(etree.Element))
        return told or (kind == "figure" and not _in_line(element))
    if kind in {"label", "stage", "docAuthor", "docDate", "address", "head"}:
        return not _in_line(element)
    return kind in BLOCKISH


def _in_line(element: Element) -> bool:
    parent = element.getparent()
    return parent is None or name_of(parent) in LINES


def _is_break(element: Element) -> bool:
    said = {element.get("unit", ""), element.get("rend", ""), element.get("type", "")}
    return bool(said & ORNAMENTS) or "*" in element.get("rend", "")


def punctuated(entry: Element) -> Element:
    """Set commas between the parts of a work that is described without any words between them."""
    parts = [p for p in entry.iter(etree.Element) if not len(p) and (p.text or "").strip()]
    for first, second in pairwise(parts) if name_of(entry) != "bibl" else ():
        if not (first.tail or "").strip():
            holder = first.getparent()
            person = holder is not None and name_of(holder) in PERSONS
            first.tail = " " if person and second.getparent() is holder else ", "
    return entry
