"""Our own verdicts: on an HTML edition, and on a plain-text one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from lxml import etree

from pipeline.check.judges import parse
from pipeline.check.process import Ask
from pipeline.errors import InputError
from pipeline.letters import width_of
from pipeline.report import Verdict
from pipeline.xml import XML_LANG, Element, name_of, text_of

OWN_HTML = "Handpress, HTML"
FETCHED = {
    "src": None, "srcset": None, "poster": None, "data": frozenset({"object"}),
    "href": frozenset({"link", "image", "use"}), "action": None, "formaction": None,
}  # fmt: skip
"""Attributes that make a browser fetch something, and on which elements if not on all."""
CSS_FETCH = re.compile(r"""@import\b|url\(\s*["']?(?!data:|#)(?P<address>[^"')]*)""", re.I)
LINKED_DATA = "application/ld+json"
"""A script of this type is data for search engines; no browser runs it."""
ACTIVE = frozenset({"script", "iframe", "object", "embed", "form"})


def check_html(path: Path, ask: Ask) -> Verdict:
    """Hold a page to being whole in itself: well-formed, named, and asking nothing of a network.

    It is read as XML, which HTML of ours always is; every id is there once, every link inside
    the page leads somewhere, every picture has words for those who do not see it, nothing runs,
    and no resource comes from outside.
    """
    try:
        root = parse(path)
    except InputError as error:
        line = error.where.rpartition(":")[2]
        return Verdict("html", OWN_HTML, False, (f"line {line}: {error.message}",))
    problems = tuple(_problems(root))
    return Verdict("html", OWN_HTML, not problems, problems, "well-formed, whole in itself")


def _problems(root: Element) -> Iterator[str]:
    yield from _head(root)
    elements = [node for node in root.iter() if isinstance(node.tag, str)]
    ids = Counter(str(node.get("id")) for node in elements if node.get("id"))
    if twice := sorted(name for name, count in ids.items() if count > 1):
        yield f"ids that stand twice: {', '.join(twice[:5])}"
    for node in elements:
        for problem in _element(node, ids.keys()):
            yield f"line {node.sourceline}: {problem}"


def _head(root: Element) -> Iterator[str]:
    if not (root.get("lang") or root.get(XML_LANG)):
        yield "the page names no language"
    if not "".join(root.xpath("//*[local-name()='head']/*[local-name()='title']//text()")).strip():
        yield "the page has no title"
    if not root.xpath("//*[local-name()='meta']/@charset"):
        yield "the page names no character set"


def _element(node: Element, ids: Collection[str]) -> Iterator[str]:
    name = name_of(node)
    if name in ACTIVE and not (name == "script" and node.get("type") == LINKED_DATA):
        yield f"<{name}> can run or fetch something"
    if name == "img" and node.get("alt") is None:
        yield "a picture without alt"
    if name == "style" and (found := CSS_FETCH.search(text_of(node))):
        yield f"a style that fetches {found['address'] or 'another'}"
    if (found := CSS_FETCH.search(node.get("style") or "")) is not None:
        yield f"a style that fetches {found['address'] or 'another'}"
    href = node.get("href") or ""
    if href.startswith("#") and href[1:] not in ids:
        yield f"a link to {href}, which is not there"
    for key, value in node.items():
        local = etree.QName(key).localname
        if local.startswith("on"):
            yield f"{local} would run a script"
        if _fetches(name, local, value):
            yield f"{local} fetches {value[:80]}"


def _fetches(element: str, attribute: str, value: str) -> bool:
    on = FETCHED.get(attribute, frozenset())
    return (on is None or element in on) and not value.startswith(("data:", "#"))


OWN_TEXT = "Handpress, plain text"
WIDTH = 72
RULE = "-" * WIDTH
"""Behind the last such line the colophon stands, in lines as printed."""
BOM = "\ufeff"


def check_text(path: Path, ask: Ask) -> Verdict:
    """Hold a plain text to what archives and terminals ask of one.

    UTF-8 without a byte-order mark, NFC, no control characters, LF, one newline at the end, and
    no line over 72 columns that could have been broken.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return Verdict("text", OWN_TEXT, False, (f"byte {error.start} is not UTF-8",))
    problems = tuple(_faults(text))
    return Verdict("text", OWN_TEXT, not problems, problems, f"UTF-8, NFC, LF, {WIDTH} columns")


def _faults(text: str) -> Iterator[str]:
    if text.startswith(BOM):
        yield "begins with a byte-order mark"
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode normal form C"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "does not end in one newline"
    lines = text.split("\n")
    colophon = len(lines) - lines[::-1].index(RULE) if RULE in lines else len(lines)
    for number, line in enumerate(lines, 1):
        if odd := next((c for c in line if unicodedata.category(c) == "Cc"), ""):
            yield f"line {number}: control character U+{ord(odd):04X}"
        if number <= colophon and " " in line.strip() and width_of(line) > WIDTH:
            yield f"line {number}: {width_of(line)} columns"
