"""Make a web page safe and plain before pandoc reads it.

A ``<script>`` in mid paragraph makes pandoc cut the paragraph in two, and its lists of contents
and right-aligned lines lose what they are: both are said here in classes that ``pandoc_ast``
knows.
"""

import re
from typing import Any

from lxml import etree

from pipeline.errors import InputError
from pipeline.read.assemble import clean_characters
from pipeline.read.pandoc_context import PAGE
from pipeline.read.places import place_of
from pipeline.report import Finding
from pipeline.xml import Element, parsed_html, put_first, refuse_depth, take_out, text_of, words_of

DROPPED = (
    "script", "style", "iframe", "object", "embed", "applet", "template", "noscript", "svg",
    "link", "meta", "base", "form", "input", "button", "select", "textarea", "audio", "video",
)  # fmt: skip
"""Elements that are no text; ``head/title`` and ``meta`` for author and date are read by pandoc."""

META_KEPT = frozenset({"author", "date", "dcterms.date", "keywords", "subtitle", "dc.creator"})
TITLE_CLASSES = {
    f"{prefix}{name}": (kind, bool(prefix))
    for prefix in ("amw-text-", "")
    for name, kind in (
        ("title", "title"), ("subtitle", "subtitle"), ("author", "authors"), ("date", "date"),
    )
}  # fmt: skip
"""Class to a field of the metadata, and whether it says so wherever it stands."""

LANGUAGE_TOLD = {
    "span": ("i", "em", "b", "strong", "cite", "q"),
    "div": ("p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"),
}
"""What pandoc takes a language from, and the elements that are set in it for that."""

DEPTH = 80
Facts = dict[str, Any]
"""Fields of the metadata."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HOLDERS = frozenset({"body", "div", "section", "article", "main", "blockquote", "ol", "ul"})
VERSE = frozenset({"verse", "poem", "song", "hymn"})
PAGE_CLASSES = frozenset({"pagenum", "pageno", "page-number", "pagebreak", "pb"})
_PAGE = re.compile(
    r"\[?(?:(?:Pg|Page|Seite|S|p)\b\.?\s*)?(?P<n>\d{1,4}|[ivxlcdm]{1,8})\]?\.?", re.I
)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.I)
_CONTENTS = re.compile(r"\b(?:toc|table-of-contents|contents)\b", re.I)


def plain_html(text: str, file: str) -> tuple[bytes, list[Finding], Facts]:
    """Give the page without what is no text, what is to be said of it, and its title block.

    Raises InputError when it is nested deeper than any page of text.
    """
    tree = parsed_html(text.encode())
    if tree is None:
        raise InputError("holds no words", where=file)
    _unwrap(tree)
    refuse_depth(tree, DEPTH, file)
    for reading in tree.iter("rt"):
        ruby = reading.getparent()
        if ruby is not None and ruby.find("rp") is None:
            reading.text = f" ({words_of(reading)})"
            del reading[:]
    dropped = 0
    for element in list(tree.iter(*DROPPED)):
        kept = element.tag == "meta" and str(element.get("name", "")).lower() in META_KEPT
        if not kept and element.getparent() is not None:
            dropped += element.tag not in {"meta", "link", "style", "base"}
            take_out(element)
    for element in list(tree.iter(etree.Element)):
        _name_type(element)
    for element in list(tree.iter("p", "div", "nav")):
        _name_class(element)
    _move_pages(tree)
    _keep_ids(tree)
    for tag, told in LANGUAGE_TOLD.items():
        for element in list(tree.iter(*told)):
            if element.get("lang"):
                _wrap(element, tag, lang=element.get("lang", ""))
    facts = _title_block(tree)
    message = f"{dropped} pieces of raw markup were dropped"
    findings = [Finding("raw-markup-dropped", message)] if dropped else []
    return etree.tostring(tree, method="html", encoding="utf-8"), findings, facts


def _title_block(tree: Element) -> Facts:
    """Take the lines of the title from a page, where AmuseWiki or pandoc named them by class."""
    lines: dict[str, list[str]] = {}
    for element in list(tree.iter("h1", "h2", "h3", "p")):
        own = TITLE_CLASSES.get(element.get("class", ""))
        headed = any(up.get("id") == "title-block-header" for up in element.iterancestors())
        kind = own[0] if own and (headed or own[1]) else ""
        words = clean_characters(words_of(element))
        if kind and words:
            lines.setdefault(kind, []).append(words)
            take_out(element)
    return {k: tuple(v) if k == "authors" else " ".join(v) for k, v in lines.items()}


def _unwrap(tree: Element) -> None:
    """Open divisions that hold one division and say nothing: programs nest them by the hundred."""
    for element in list(tree.iter("div")):
        parent = element.getparent()
        words = f"{element.text or ''}{element[0].tail or ''}" if len(element) == 1 else "-"
        bare = parent is not None and not element.attrib and not words.strip()
        if parent is not None and bare and element[0].tag == "div":
            element[0].tail = element.tail
            parent.replace(element, element[0])


def _name_type(element: Element) -> None:
    """Say in a class, or in the tag, what an EPUB says in ``epub:type``, or others in classes."""
    named = element.get("epub:type") or element.get("epub-type") or ""
    said = f"{named} {element.get('role', '').replace('doc-', '')}"
    types = {word.removeprefix("z3998:") for word in said.split()}
    parent = element.getparent()
    number = _page_of(element, types)
    if number:
        element.tag, element.text = "span", None
        element.attrib.clear()
        element.attrib.update({"class": PAGE, "data-n": number})
        del element[:]
    elif types & VERSE:
        element.tag = "div"
        element.set("class", "poem")
    elif "epigraph" in types:
        _wrap(element, "div", **{"class": "epigraph"})
    elif "colophon" in types and element.tag in {"div", "section"}:
        element.set("class", "colophon")
    elif types & {"titlepage", "halftitlepage", "cover"}:
        for picture in list(element.iter("img")):
            take_out(picture)
    elif parent is not None and parent.tag == "hgroup" and element.tag == "p":
        _join_heading(element)


def _page_of(element: Element, types: set[str]) -> str:
    """Name the page that begins here, where an element says that one does and nothing else."""
    if "pagebreak" not in types and not PAGE_CLASSES.intersection(element.get("class", "").split()):
        return ""
    said = (text_of(element), element.get("title", ""), element.get("aria-label", ""))
    found = (_PAGE.fullmatch(words.strip()) for words in said)
    return next((match["n"] for match in found if match), "")


def _join_heading(line: Element) -> None:
    """Make the second line of a heading a part of it."""
    heading = line.getprevious()
    if heading is not None and heading.tag in HEADINGS:
        etree.SubElement(heading, "br").tail = line.text
        heading.extend(list(line))
        take_out(line)


def _move_pages(tree: Element) -> None:
    """Move a page's beginning that stands between blocks into the text that follows it."""
    waiting: list[Element] = []
    for element in list(tree.iter("p", "li", "td", "span", *HEADINGS)):
        parent = element.getparent()
        if element.get("class") == PAGE and parent is not None and parent.tag in HOLDERS:
            waiting.append(element)
        elif waiting and element.tag != "span":
            for page in reversed(waiting):
                take_out(page)
                put_first(element, page)
            waiting = []


def _keep_ids(tree: Element) -> None:
    """Set the id of a paragraph or item that a link leads to on a span: pandoc drops it there."""
    wanted = {place_of(link.get("href", "")) for link in tree.iter("a")}
    for element in tree.iter(etree.Element):
        element.attrib.pop("role", None)  # by a role pandoc makes notes of its own, half of them
        if element.tag == "aside":
            element.tag = "div"
    for element in list(tree.iter("p", "li", "dd", "dt")):
        if element.get("id") in wanted:
            first = element.find("p")
            inner = element if first is None or element.tag == "p" else first
            put_first(inner, etree.Element("span", id=element.attrib.pop("id")))


def _name_class(element: Element) -> None:
    known = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    right = _RIGHT.search(element.get("style", "")) or element.get("align", "").lower() == "right"
    if element.tag == "nav" and _CONTENTS.search(known.replace("doc-", "")):
        element.tag = "div"
        element.set("class", "toc")
    elif element.tag != "nav" and right:
        _wrap(element, "div", **{"class": "right"})


def _wrap(element: Element, tag: str, **attributes: str) -> None:
    parent = element.getparent()
    if parent is not None:
        outer = etree.Element(tag, attributes)
        parent.replace(element, outer)
        outer.tail, element.tail = element.tail, None
        outer.append(element)
