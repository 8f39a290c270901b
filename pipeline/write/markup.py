"""Build and serialise XHTML that an XML parser and a browser read alike."""

from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.builder import ElementMaker

from pipeline.write.render import Node, identifier
from pipeline.xml import XML_LANG, Element

NAMESPACE = "http://www.w3.org/1999/xhtml"
XHTML = f"{{{NAMESPACE}}}"
OPS = "http://www.idpf.org/2007/ops"
MAKE = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
VOID = frozenset(["br", "col", "hr", "img", "link", "meta"])


def h(tag: str, attributes: Mapping[str, str], content: Iterable[Node] = ()) -> Element:
    """Make an XHTML element; attributes with an empty value are left out.

    >>> etree.tostring(h("p", {"class": "x", "id": ""}, ["a ", h("br", {}), " <b>"]))
    b'<p xmlns="http://www.w3.org/1999/xhtml" class="x">a <br/> &lt;b&gt;</p>'
    """
    return MAKE(tag, {key: value for key, value in attributes.items() if value}, *content)


def prepend(node: Element, content: Iterable[Node]) -> None:
    """Put nodes before whatever the element holds; each keeps the text behind it."""
    whole = h("div", {}, [*content, node.text or "", *node])
    node.text, node[:] = whole.text, list(whole)


def attributes(node: Element, css: str = "") -> dict[str, str]:
    """Give the attributes that every element carries over: id, class and language."""
    lang = str(node.get(XML_LANG) or "")
    return {"id": identifier(node), "class": css, "lang": lang, XML_LANG: lang}


def serialise(root: Element, *, html: bool = False) -> bytes:
    """Write a page as UTF-8 that is well-formed XML and reads the same as HTML.

    Empty elements that HTML does not know as empty get an end tag, since a browser would leave
    them open. ``html`` drops what only XML asks for: the declaration and ``xml:lang``.
    """
    for node in root.iter(etree.Element):
        if len(node) == 0 and not node.text and str(node.tag).removeprefix(XHTML) not in VOID:
            node.text = ""
        if html:
            node.attrib.pop(XML_LANG, None)
    etree.cleanup_namespaces(root, top_nsmap={None: NAMESPACE} if html else {"epub": OPS})
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    head = b"" if html else b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + b"<!DOCTYPE html>\n" + body + b"\n"
