"""What all stages know of XML: the names of TEI, the words of an element, safe ways in and out."""

import re
from urllib.parse import quote, urlsplit

from lxml import etree

from pipeline.errors import InputError

TEI_NAMESPACE = "http://www.tei-c.org/ns/1.0"
TEI = f"{{{TEI_NAMESPACE}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XML_ID, XML_LANG, XML_SPACE = XML + "id", XML + "lang", XML + "space"
OURS = f".//{TEI}application[@ident='handpress']"
"""Where TEI of our own making says so."""
SCHEMES = frozenset({"http", "https", "ftp", "mailto"})
HOST = re.compile(r"[A-Za-z0-9.\-:@\[\]_~%]*")
SAFE = "%/:?@!$&'()*+,;=-._~"
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))

Element = etree._Element


def set_of(row: str) -> frozenset[str]:
    """Give the words of a row as a set: a readable way to write one."""
    return frozenset(row.split())


def name_of(node: Element) -> str:
    """Give an element's name without its namespace; empty for a comment or an instruction."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def text_of(node: Element) -> str:
    """Give all the text inside an element."""
    return "".join(map(str, node.itertext()))


def words_of(node: Element) -> str:
    """Give the words inside an element, one space between each two."""
    return " ".join(text_of(node).split())


def words_shown(node: Element) -> str:
    """Give the words of a heading for a contents list: no notes, no rejected readings.

    >>> head = etree.fromstring('<head>On<lb/> <hi>War</hi><note><p>a note</p></note></head>')
    >>> words_shown(head)
    'On War'
    """
    return " ".join(_shown(node).split())


def _shown(node: Element) -> str:
    parts = [node.text or ""]
    for child in node:
        if name_of(child) not in ("", "note", "sic"):
            parts += (" " if name_of(child) == "lb" else "", _shown(child))
        parts.append(child.tail or "")
    return "".join(parts)


def text_before(node: Element) -> str:
    """Give the text between an element and what stands before it."""
    previous, parent = node.getprevious(), node.getparent()
    if previous is not None:
        return previous.tail or ""
    return (parent.text or "") if parent is not None else ""


def put_first(node: Element, inner: Element) -> None:
    """Put an element before all that another holds."""
    inner.tail, node.text = node.text, None
    node.insert(0, inner)


def take_out(node: Element, between: str = "") -> None:
    """Take a node out and keep what follows it, with ``between`` in its place."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    tail = between + (node.tail or "")
    node.tail = None
    if before is not None:
        before.tail = (before.tail or "") + tail or None
    else:
        parent.text = (parent.text or "") + tail or None
    parent.remove(node)


def address(target: str) -> str:
    """Give an address as a pointer that any XML parser takes, or nothing when it is no address.

    Only schemes that fetch a page or write a letter pass, since the text is hostile; what RFC
    3986 does not allow is percent-encoded.

    >>> address("http://libcom.org/a b?c=d&e"), address("javascript:alert(1)"), address("#fn1")
    ('http://libcom.org/a%20b?c=d&e', '', '')
    """
    target = target.strip()
    try:
        parts = urlsplit(target)
        host, _ = parts.hostname or "", parts.port  # a port that is none raises
    except ValueError:
        return ""
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower() != "mailto" and not host):
        return ""
    if not HOST.fullmatch(parts.netloc):
        return ""
    head, mark, fragment = target.partition("#")
    encoded = quote(head, safe=SAFE) + mark + quote(fragment, safe=SAFE)
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)


def distrustful(*, recover: bool = False) -> etree.XMLParser:
    """Make a parser for what nobody vouches for: no entity is resolved, no network asked."""
    # collect_ids must stay on: switched off, lxml reads the external DTD after all
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=recover
    )


def parsed(data: bytes) -> Element | None:
    """Parse XML from anywhere, trusting none of it; None where it is not well-formed."""
    try:
        return etree.fromstring(data, distrustful())
    except (etree.XMLSyntaxError, ValueError):
        return None


def parsed_html(data: bytes) -> Element | None:
    """Parse HTML as browsers do, without comments; what is UTF-8 is read so, whatever it says.

    Controls go, which a tree of lxml's cannot hold.
    """
    try:
        encoding = "utf-8" if data.decode() else None
        data = data.replace(b"\f", b" ").translate(None, CONTROLS)
    except UnicodeDecodeError:
        encoding = None
    parser = etree.HTMLParser(
        encoding=encoding, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def parse_xml(data: bytes, where: str = "XML") -> etree._ElementTree:
    """Parse XML from anywhere, trusting none of it.

    Raises InputError, with the line, when the bytes are not well-formed or declare entities.
    """
    try:
        tree = etree.fromstring(data, distrustful()).getroottree()
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"not well-formed XML: {error.msg}", where=f"{where}:{error.lineno or 1}",
            cure="mend the XML at this line",
        ) from None  # fmt: skip
    except (ValueError, LookupError) as error:
        raise InputError(f"not readable as XML: {error}", where=where) from None
    _refuse_entities(tree, where)
    return tree


def refuse_depth(root: Element, deepest: int, file: str) -> None:
    """Raise InputError where elements stand in one another deeper than in any text."""
    level = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > deepest:
            where = f"{file}:{node.sourceline}"
            raise InputError("nested too deeply to be a text", where=where)


def _refuse_entities(tree: etree._ElementTree, where: str) -> None:
    """Refuse a document type that declares entities: it hides text, or it is a bomb."""
    dtd = tree.docinfo.internalDTD
    if dtd is not None and next(dtd.iterentities(), None) is not None:
        raise InputError(
            "the file declares entities", where=f"{where}:1",
            cure="write the characters themselves and remove the DOCTYPE",
        )  # fmt: skip
    for entity in tree.iter(etree.Entity):
        raise InputError(
            f"the entity {entity.text} is not declared", where=f"{where}:{entity.sourceline}",
            cure="write the character itself",
        )  # fmt: skip
