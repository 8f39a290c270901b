"""The book as one page of XHTML, in the order of print: title, contents, text, colophon."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from types import MappingProxyType
from xml.etree import ElementTree

from lxml import etree

from pipeline.model import Tei
from pipeline.write import inlines, xhtml
from pipeline.write.book import Book, Entry, divisions, outline, shown_places, title_page
from pipeline.write.labels import Labels, labels
from pipeline.write.markup import NAMESPACE, XHTML, h
from pipeline.write.notes import HAIR_SPACE, has_mark, lacks_heading, note, note_body, notes_in
from pipeline.write.render import Node, Renderer, Table, identifier
from pipeline.xml import TEI, Element, name_of, text_of, words_shown

RUNNING = 62
"""Characters of a heading that find room above the page."""
LONG_TITLE = 60
LONG_NOTE = 2400
"""Characters of a note that fill more than half a page."""
LINE = 40
"""Characters that a line of verse or the end of a paragraph leaves unused."""
DIVIDED = 7
"""A word of fewer letters is not divided: ``hyphenate-limit-chars`` of the style."""
LONG_NOTES = "_notes-at-the-end"
INLINE = frozenset(("a", "b", "br", "cite", "code", "em", "i", "q", "s", "span", "sub", "sup"))
AFTER_NOTES = frozenset(("bibliography", "notes", "colophon"))
DEEP = ("", "deep", "deeper")

# The PDF's structure tree knows no "note" and no "contents" of HTML. These two elements stand for
# nothing else here, so that the finisher can tell them from all others by their tags alone.
NOTE, CONTENTS = "article", "main"


def page_of(tei: Tei, book: Book) -> ElementTree.Element:
    """Give the tree that the typesetter takes: no namespaces, no comments, only safe addresses."""
    words = labels(book.lang)
    shown = {identifier(node) for _, node in shown_places(tei) if name_of(node) != "pb"}
    renderer = Renderer(PDF_TABLE, lambda id_: f"#{id_}" if id_ in shown else None, words)
    gathered = _long_notes(tei, renderer)
    entries = list(outline(tei, words))
    parts: list[tuple[str, Node]] = [
        (str(part.get("type")), node) for part in divisions(tei) for node in renderer.render(part)
    ]
    if gathered is not None:
        at = _behind_notes([entry.kind for entry in entries])
        entries.insert(at, Entry(words.notes, LONG_NOTES, "notes"))
        parts.insert(_behind_notes([kind for kind, _ in parts]), ("notes", gathered))
    body = h("body", {}, [
        _title(tei, book, renderer), *_contents(entries, words),
        *_opening([node for _, node in parts]),
    ])  # fmt: skip
    for heading in body.iter(f"{XHTML}h2"):
        heading.set("data-title", shorten(book.title))
    for paragraph in body.iter(f"{XHTML}p"):
        _keep_last_word(paragraph)
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
    nodes = xhtml.front_page(title_page(tei), book, renderer)
    page = next(node for node in nodes if not isinstance(node, str))
    for heading in page.iter(f"{XHTML}h1"):
        heading.set("data-running", shorten(book.title))
        is_long = len(text_of(heading)) > LONG_TITLE
        heading.set("class", "long" if is_long else "title")
        heading.set("style", balance(text_of(heading), 38 if is_long else 28))
    for line in page.iter(f"{XHTML}p"):
        line.set("style", balance(text_of(line), 52))
    if book.library:
        page.append(h("p", {"class": "library"}, [book.library]))
    return page


def _long_notes(tei: Tei, renderer: Renderer) -> Element | None:
    """Gather the notes that are too long for the foot of a page, under a heading."""
    text = tei.getroot().find(f"{TEI}text")
    notes = [node for node in notes_in(text) if is_long(node)] if text is not None else []
    if not notes:
        return None
    label = renderer.labels.notes
    heading = h("h2", {"data-label": label, "data-running": label}, [label])
    bodies = [_body(node, renderer, "endnote") for node in notes]
    return h("section", {"class": "notes", "id": LONG_NOTES}, [heading, *bodies])


def is_long(note: Element) -> bool:
    """Tell whether a note would take more than half a page."""
    lines = sum(1 for _ in note.iter(f"{TEI}p", f"{TEI}l", f"{TEI}item", f"{TEI}row"))
    return len(text_of(note)) + lines * LINE > LONG_NOTE


def _behind_notes(kinds: list[str]) -> int:
    """Give the place of the first part that stands behind the notes."""
    return next((at for at, kind in enumerate(kinds) if kind in AFTER_NOTES), len(kinds))


def _contents(entries: Iterable[Entry], words: Labels) -> Iterator[Node]:
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


def balance(text: str, room: int) -> str:
    """Give the width that breaks centred words into lines of like length, as a style.

    ``room`` is how many characters a full line holds; one takes a little less than half an em.
    """
    lines = len(wrap(text, room)) or 1
    narrowest = next(
        size for size in range(max(len(text) // lines, 1), room + 1)
        if size == room or len(wrap(text, size)) <= lines
    )  # fmt: skip
    return f"max-width: {narrowest * 0.47 + 0.5:g}em" if lines > 1 else ""


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
    yield from _marks(note(node, renderer))
    if has_mark(node) and not is_long(node):
        yield _body(node, renderer, "footnote")


def _body(node: Element, renderer: Renderer, css: str) -> Element:
    body = note_body(node, renderer, NOTE)
    body.set("class", css)
    _close_up(body)
    return body


def _ref(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a link; one that repeats the mark of a note looks like a mark."""
    return _marks(inlines.ref(node, renderer))


def _marks(items: Iterable[Node]) -> Iterator[Node]:
    """Raise a mark itself, apart from the word before it.

    A box inside a link would become a link of its own.
    """
    for item in items:
        if not isinstance(item, str) and item.get("class") == "noteref":
            number = text_of(item).strip(HAIR_SPACE)
            for child in list(item):
                item.remove(child)
            item.text = HAIR_SPACE + number
        yield item


def _close_up(body: Element) -> None:
    """Drop the white space between the blocks of a note: a line would be set for it."""
    for node in body.iter():
        if str(node.tag).removeprefix(XHTML) in INLINE:
            continue
        parent, before = node.getparent(), node.getprevious()
        if not (node.tail or "").strip():
            node.tail = None
        if before is None and parent is not None and not (parent.text or "").strip():
            parent.text = None


def _keep_last_word(paragraph: Element) -> None:
    """Keep the last word of a paragraph whole: half a word is no line.

    No property of a style sheet asks for that, save hyphens that are off for the word itself.
    """
    children = list(paragraph)
    text = (children[-1].tail if children else paragraph.text) or ""
    before, space, word = text.rpartition(" ")
    if not space or sum(map(str.isalpha, word)) < DIVIDED:
        return
    if children:
        children[-1].tail = before + space
    else:
        paragraph.text = before + space
    paragraph.append(h("span", {"class": "whole"}, [word]))


def _headed(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a heading with the words that the outline and the running head take from it."""
    for item in xhtml.head(node, renderer):
        if not isinstance(item, str):
            label = words_shown(node)
            item.set("data-label", label)
            item.set("data-running", shorten(label))
            parent = node.getparent()
            if parent is not None and parent.find(f"{TEI}head") is not node:
                item.set("class", f"{item.get('class', '')} further".strip())
        yield item


def _division(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a division; the heading that gathered notes are given is one of the outline too."""
    for item in xhtml.div(node, renderer):
        if lacks_heading(node) and not isinstance(item, str):
            item[0].set("data-label", renderer.labels.notes)
            item[0].set("data-running", renderer.labels.notes)
        yield item


PDF_TABLE: Table = MappingProxyType({
    **xhtml.XHTML_TABLE, "note": _note, "ref": _ref, "head": _headed, "div": _division,
})  # fmt: skip


def _bare(root: Element) -> ElementTree.Element:
    """Take the namespace off: the style sheets of HTML name elements without one."""
    data: bytes = etree.tostring(root, encoding="utf-8")
    return ElementTree.fromstring(data.replace(f' xmlns="{NAMESPACE}"'.encode(), b""))
