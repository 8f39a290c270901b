"""Build TEI elements; the only place that touches ``text`` and ``tail``."""

import re
import unicodedata
from collections.abc import Mapping

from lxml import etree

from pipeline.xml import TEI, TEI_NAMESPACE, XML, Element, name_of

NO_TEXT = re.compile("[^\t\n\r\x20-~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SEPARATORS = re.compile("[\x85\u2028\u2029]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
UNWRAPPED = "unwrapped"
"""The name of an element that goes; TEI has none of it."""
RUNS = re.compile(r"[ \t\r\n\f\v]+")


def root(attributes: Mapping[str, str]) -> Element:
    """Make the TEI element of a new document."""
    node = etree.Element(TEI + "TEI", nsmap={None: TEI_NAMESPACE})
    return _set(node, attributes)


def child(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Append an element; attributes with an empty value are left out.

    A name ending in ``_`` loses it, so that Python's words can be attributes (``from_``), and
    ``xml_id`` stands for ``xml:id``.
    """
    node = etree.SubElement(parent, TEI + name)
    names = {k: XML + k[4:] if k.startswith("xml_") else k.rstrip("_") for k in attributes}
    _set(node, {names[key]: value for key, value in attributes.items()})
    put(node, text)
    return node


def optional(parent: Element, name: str, text: str, /, **attributes: str) -> None:
    """Append an element where there is something to say in it."""
    if text:
        child(parent, name, text, **attributes)


def put(parent: Element, text: str) -> None:
    r"""Append characters behind whatever the element holds.

    A character that XML cannot hold, or a control, becomes U+FFFD, so that its place stays visible.
    A separator of lines is a space, for Pango ends a line there and WeasyPrint then fails. What
    turns the letters that follow goes, for a PDF would hold them turned.

    >>> node = etree.Element("p")
    >>> put(node, "one\u2028t\u202ewo\x9d")
    >>> node.text
    'one two�'
    """
    if not text:
        return
    text = NO_TEXT.sub("\ufffd", TURNING.sub("", SEPARATORS.sub(" ", text)))
    last = _last(parent)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def spaced(text: str) -> str:
    r"""Make each run of white space one space; a no-break space is no white space.

    >>> spaced("a \n b\u00a0c")
    'a b\xa0c'
    """
    return RUNS.sub(" ", text)


def trim(node: Element) -> None:
    """Take off the white space with which a block begins and ends."""
    if node.text:
        node.text = node.text.lstrip(" ") or None
    last = _last(node)
    if last is not None:
        last.tail = (last.tail or "").rstrip(" ") or None
    elif node.text:
        node.text = node.text.rstrip(" ") or None


def ends(node: Element, name: str) -> bool:
    """Say whether an element is the last thing in the element of this name around it."""
    inner: Element | None = node
    while inner is not None and name_of(inner) != name:
        if inner.getnext() is not None or (inner.tail or "").strip():
            return False
        inner = inner.getparent()
    return inner is not None


def is_first(node: Element) -> bool:
    """Say whether nothing stands before an element in its parent."""
    parent = node.getparent()
    return node.getprevious() is None and not (parent is not None and (parent.text or "").strip())


def unwrap(node: Element) -> None:
    """Take an element off, leaving what it holds in its place."""
    parent = node.getparent()
    if parent is not None:
        node.tag = UNWRAPPED
        etree.strip_tags(parent, UNWRAPPED)


def slug(text: str, limit: int = 60) -> str:
    """Give text as an id: ASCII letters, digits and hyphens, beginning with a letter.

    Empty when the text holds no Latin letter: the caller then names the thing by its kind.

    >>> slug("Kropotkin, Self-valorization And The Crisis Of Marxism Options")
    'kropotkin-self-valorization-and-the-crisis-of-marxism'
    >>> slug("III. L’État"), slug("1905"), slug("Хлеб и воля")
    ('iii-l-etat', '', '')
    """
    levelled = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    plain = levelled.encode("ascii", "ignore").decode()
    if sum(c.isalpha() for c in text) > 2 * sum(c.isalpha() for c in plain):
        return ""
    words = re.findall(r"[a-z0-9]+", re.sub(r"'(?=s\b)", "", plain))
    while words and not words[0][0].isalpha():
        words.pop(0)
    whole = ""
    for word in words:
        longer = f"{whole}-{word}" if whole else word[:limit]
        if len(longer) > limit:
            break
        whole = longer
    return whole


def _last(node: Element) -> Element | None:
    """Give the last child, which ``len`` and an index would count all others to find."""
    return next(node.iterchildren(reversed=True), None)


def _set(node: Element, attributes: Mapping[str, str]) -> Element:
    for key, value in attributes.items():
        if value:
            node.set(key, NO_TEXT.sub("\ufffd", value))
    return node


class Ids:
    """The ids already taken, so that each is given once.

    >>> ids = Ids(["colophon"])
    >>> ids.take("Chapter One", "chapter"), ids.take("Chapter One!", "chapter")
    ('chapter-one', 'chapter-one-2')
    >>> ids.take("Глава", "chapter"), ids.take("Colophon", "chapter")
    ('chapter', 'colophon-2')
    """

    def __init__(self, reserved: list[str] | None = None) -> None:
        self._count = dict.fromkeys(reserved or [], 1)

    def take(self, wanted: str, otherwise: str) -> str:
        """Give an id made from ``wanted``, or from ``otherwise`` when that has no Latin letters."""
        return self.exactly(slug(wanted) or otherwise)

    def exactly(self, name: str) -> str:
        """Give this id, or the next of its name that is free: ``preface-2``."""
        count = self._count.get(name, 0)
        free = name
        while free in self._count:
            count += 1
            free = f"{name}-{count}"
        self._count[name] = max(count, 1)
        self._count.setdefault(free, 1)
        return free
