"""The book as one page of XHTML, in the order of print: title, contents, text, colophon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from xml.etree import ElementTree

from lxml import etree

from pipeline.model import Tei
from pipeline.write import xhtml
from pipeline.write.book import Book, Entry, divisions, outline, title_page
from pipeline.write.labels import Labels, labels
from pipeline.write.markup import NAMESPACE, XHTML, h, text_of
from pipeline.write.notes import has_mark, note, note_body
from pipeline.write.render import (
    TEI,
    XML_ID,
    Element,
    Node,
    Renderer,
    Table,
    identifier,
    name,
    plain,
)  # fmt: skip

RUNNING = 62
"""Characters of a heading that find room above the page."""
LONG_TITLE = 60
DEEP = ("", "deep", "deeper")

# The PDF's structure tree knows no "note" and no "contents" of HTML. These two elements stand for
# nothing else here, so that the finisher can tell them from all others by their tags alone.
NOTE, CONTENTS = "article", "main"


def page_of(tei: Tei, book: Book) -> ElementTree.Element:
    """Give the tree that the typesetter takes: no namespaces, no comments, only safe addresses."""
    words = labels(book.lang)
    shown = frozenset(
        str(node.get(XML_ID))
        for part in divisions(tei) for node in part.iter(etree.Element)
        if node.get(XML_ID) and name(node) != "pb"
    )  # fmt: skip
    renderer = Renderer(PDF_TABLE, lambda id_: f"#{id_}" if id_ in shown else None, words)
    parts = [node for part in divisions(tei) for node in renderer.render(part)]
    body = h("body", {}, [
        _title(tei, book, renderer), *_contents(outline(tei, words), words),
        *_opening(parts),
    ])  # fmt: skip
    names = {"lang": book.lang, "dir": "rtl" if words.rtl else ""}
    return _bare(h("html", names, [_head(book), body]))


def _head(book: Book) -> Element:
    facts = [
        *(("author", person.display) for person in book.authors),
        ("description", book.subtitle), ("keywords", ", ".join(book.keywords)),
        ("generator", "Handpress"),
        ("dcterms.created", book.published), ("dcterms.modified", book.published),
    ]  # fmt: skip
    metas = [h("meta", {"name": key, "content": value}) for key, value in facts if value]
    return h("head", {}, [h("title", {}, [book.title]), *metas])


def _title(tei: Tei, book: Book, renderer: Renderer) -> Element:
    node = title_page(tei)
    page = next((n for n in renderer.render(node) if not isinstance(n, str)), None) if (
        node is not None) else None  # fmt: skip
    if page is None:
        authors = [h("p", {"class": "author"}, [p.display]) for p in book.authors]
        page = h("section", {"class": "titlepage"}, [h("h1", {}, [book.title]), *authors])
    for heading in page.iter(f"{XHTML}h1"):
        heading.set("data-running", shorten(book.title))
        heading.set("class", "long" if len(text_of(heading)) > LONG_TITLE else "title")
    if book.library:
        page.append(h("p", {"class": "library"}, [book.library]))
    return page


def _contents(entries: tuple[Entry, ...], words: Labels) -> Iterator[Node]:
    """Set the contents list, if there is anything to choose from."""
    lines = list(_lines(entry for entry in entries if entry.kind != "colophon"))
    if len(lines) > 1:
        heading = h("h2", {}, [words.contents])
        yield h("section", {"class": "contents"}, [heading, h(CONTENTS, {}, lines)])


def _lines(entries: Iterable[Entry], depth: int = 0) -> Iterator[Node]:
    for entry in entries:
        if entry.id:
            link = h("a", {"href": f"#{entry.id}"}, [entry.label])
            yield h("p", {"class": DEEP[min(depth, len(DEEP) - 1)]}, [link])
        yield from _lines(entry.children, depth + 1)


def _opening(parts: list[Node]) -> list[Node]:
    """Let the text begin on a page of its own, whatever its first division is."""
    first = next((part for part in parts if not isinstance(part, str)), None)
    if first is not None:
        first.set("class", f"{first.get('class', '')} fresh".strip())
    return parts


def shorten(heading: str, room: int = RUNNING) -> str:
    """Cut a heading to what finds room above the page, between two words.

    >>> shorten("Of the Division of Labour", 16)
    'Of the Division…'
    """
    if len(heading) <= room:
        return heading
    cut = heading[:room].rsplit(" ", 1)[0].rstrip(" ,;:.–—-")
    return f"{cut}…"


def _note(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set the mark of a note, and the note itself, which the style sheet sends to the page foot."""
    for item in note(node, renderer):
        if not isinstance(item, str) and item.get("class") == "noteref":
            _flatten(item)
        yield item
    if has_mark(node):
        body = note_body(node, renderer, NOTE)
        _close_up(body)
        yield body


def _flatten(mark: Element) -> None:
    """Raise the link itself: a box inside a link would become a link of its own."""
    words = text_of(mark)
    for child in list(mark):
        mark.remove(child)
    mark.text = words


def _close_up(body: Element) -> None:
    """Drop the white space between the blocks of a note: a line would be set for it."""
    if len(body) and not (body.text or "").strip():
        body.text = None
    for child in body:
        if not (child.tail or "").strip():
            child.tail = None


def _headed(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a heading with the words that the outline and the running head take from it."""
    for item in xhtml.head(node, renderer):
        if not isinstance(item, str):
            label = plain(node)
            item.set("data-label", label)
            item.set("data-running", shorten(label))
            parent = node.getparent()
            if parent is not None and parent.find(f"{TEI}head") is not node:
                item.set("class", "further")
        yield item


def _division(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a division; gathered notes that have no heading of their own get one."""
    for item in xhtml.div(node, renderer):
        bare = node.get("type") == "notes" and node.find(f"{TEI}head") is None
        if bare and not isinstance(item, str):
            label = renderer.labels.notes
            item.insert(0, h("h2", {"data-label": label, "data-running": label}, [label]))
        yield item


PDF_TABLE: Table = MappingProxyType({
    **xhtml.XHTML_TABLE, "note": _note, "head": _headed, "div": _division,
})  # fmt: skip


def _bare(root: Element) -> ElementTree.Element:
    """Take the namespace off: the style sheets of HTML name elements without one."""
    data: bytes = etree.tostring(root, encoding="utf-8")
    return ElementTree.fromstring(data.replace(f' xmlns="{NAMESPACE}"'.encode(), b""))


def notes_of(node: Element) -> list[str]:
    """Give the ids of the notes that stand at the page foot, in order."""
    return [identifier(n) for n in node.iter(f"{TEI}note") if has_mark(n)]
