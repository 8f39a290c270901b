"""Write and read TEI as bytes."""

import copy

from lxml import etree

from pipeline.errors import InputError
from pipeline.model import Tei
from pipeline.xml import XML_SPACE, Element, name_of, parse_xml, set_of

SCHEMAS = (
    ("edition.rng", "http://relaxng.org/ns/structure/1.0"),
    ("edition.sch", "http://purl.oclc.org/dsdl/schematron"),
)
HOLDS_ELEMENTS = set_of(
    "TEI teiHeader fileDesc titleStmt respStmt extent publicationStmt availability licence"
    " notesStmt sourceDesc listWit biblStruct analytic monogr imprint relatedItem encodingDesc"
    " projectDesc editorialDecl correction hyphenation normalization punctuation quotation"
    " segmentation stdVals tagsDecl namespace classDecl taxonomy appInfo application"
    " listPrefixDef prefixDef profileDesc langUsage textClass keywords revisionDesc"
    " text front body back titlePage docTitle byline div lg quote epigraph list item table"
    " row figure sp closer listBibl note"
)
"""What by the schema holds only elements, or may."""

SOMETIMES_WORDS = set_of("item quote")

OF_THE_LINE = set_of("hi title foreign lb ref choice supplied gap unclear")
"""Elements of the line: what holds one of these holds words."""

LARGEST = 64 * 1024 * 1024
INDENT = "  "


def serialise(tei: Tei | etree._ElementTree) -> bytes:
    """Write a tree so that a person can read it: each block on a line of its own.

    White space goes only where an element holds nothing but elements, so no word changes; writing
    what was written gives the same bytes. UTF-8, a link to the schema and the Schematron beside
    the file, a newline at the end.
    """
    root = copy.deepcopy(tei.getroot())
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for node in root.iter(etree.Element):
        node.text = node.text or None  # so that nothing is always written in one way
    _indent(root, 0)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(
        f'<?xml-model href="{name}" type="application/xml" schematypens="{kind}"?>\n'
        for name, kind in SCHEMAS
    )
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False)
    return head.encode() + body + b"\n"


def read_tei(data: bytes, where: str = "") -> etree._ElementTree:
    """Parse TEI from anywhere, trusting none of it.

    No entity is resolved, no DTD loaded, no network asked. Raises InputError, with the line, when
    the bytes are not well-formed, declare entities, are too large, or are not TEI.
    """
    if len(data) > LARGEST:
        raise InputError(f"too large: {len(data):,} bytes", where=where, cure="split the work")
    tree = parse_xml(data, where or "TEI")
    root = tree.getroot()
    if name_of(root) not in ("TEI", "teiCorpus"):
        older = name_of(root) == "TEI.2"
        cure = "it is TEI P4: make P5 of it (the TEI's p4top5.xsl)" if older else "give TEI P5"
        message = f"the root element is {name_of(root)}, not TEI"
        raise InputError(message, where=f"{where}:{root.sourceline}", cure=cure)
    return tree


def _indent(root: Element, level: int) -> None:
    """Put each child of an element that holds only elements on a line of its own."""
    stack = [(root, level)]
    while stack:
        node, depth = stack.pop()
        deeper = depth
        if _only_elements(node):
            deeper = depth + 1
            node.text = "\n" + INDENT * deeper
            for part in node:
                part.tail = "\n" + INDENT * deeper
            node[-1].tail = "\n" + INDENT * depth
        stack += ((part, deeper) for part in node if part.get(XML_SPACE) != "preserve")


def _only_elements(node: Element) -> bool:
    if name_of(node) not in HOLDS_ELEMENTS or not len(node):
        return False
    if name_of(node) in SOMETIMES_WORDS and any(name_of(part) in OF_THE_LINE for part in node):
        return False
    between = [node.text, *(part.tail for part in node)]
    return not any(text and text.strip(" \t\r\n") for text in between)
