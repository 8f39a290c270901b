"""Write and read TEI as bytes."""

from __future__ import annotations

import copy

from lxml import etree

from pipeline.errors import InputError
from pipeline.model import Tei
from pipeline.tei.build import SPACE, Node, name_of, remove, words

SCHEMAS = (
    ("edition.rng", "http://relaxng.org/ns/structure/1.0"),
    ("edition.sch", "http://purl.oclc.org/dsdl/schematron"),
)
HOLDS_ELEMENTS = words(
    "TEI teiHeader fileDesc titleStmt respStmt extent publicationStmt availability licence"
    " notesStmt sourceDesc listWit biblStruct analytic monogr imprint relatedItem encodingDesc"
    " projectDesc editorialDecl correction hyphenation normalization punctuation quotation"
    " segmentation stdVals tagsDecl namespace classDecl taxonomy appInfo application"
    " listPrefixDef prefixDef profileDesc langUsage textClass keywords revisionDesc"
    " text front body back titlePage docTitle byline div lg quote epigraph list item table"
    " row figure sp closer listBibl note"
)
"""What by the schema holds only elements, or may."""

SOMETIMES_WORDS = words("item quote")

OF_THE_LINE = words("hi title foreign lb ref choice supplied gap unclear")
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
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        remove(node)
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
    # collect_ids must stay on: switched off, lxml reads the external DTD after all
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        place = f"{where or 'TEI'}:{error.lineno or 1}"
        raise InputError(
            f"not well-formed XML: {error.msg}", where=place, cure="mend the XML at this line"
        ) from None
    except (ValueError, LookupError) as error:
        raise InputError(f"not readable as XML: {error}", where=where) from None
    tree = root.getroottree()
    _refuse_entities(tree, where)
    if name_of(root) not in ("TEI", "teiCorpus"):
        raise InputError(
            f"the root element is {name_of(root)}, not TEI", where=where, cure="give a TEI P5 file"
        )
    return tree


def _refuse_entities(tree: etree._ElementTree, where: str) -> None:
    """Refuse a document type that declares entities: it hides text, or it is a bomb."""
    dtd = tree.docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InputError(
            "the file declares entities", where=f"{where or 'TEI'}:1",
            cure="write the characters themselves and remove the DOCTYPE",
        )  # fmt: skip
    for entity in tree.iter(etree.Entity):
        raise InputError(
            f"the entity {entity.text} is not declared",
            where=f"{where or 'TEI'}:{entity.sourceline}",
            cure="write the character itself",
        )


def _indent(root: Node, level: int) -> None:
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
        stack += ((part, deeper) for part in node if part.get(SPACE) != "preserve")


def _only_elements(node: Node) -> bool:
    if name_of(node) not in HOLDS_ELEMENTS or not len(node):
        return False
    if name_of(node) in SOMETIMES_WORDS and any(name_of(part) in OF_THE_LINE for part in node):
        return False
    between = [node.text, *(part.tail for part in node)]
    return not any(text and text.strip(" \t\r\n") for text in between)
