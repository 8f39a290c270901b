"""The table of handlers that EPUB, HTML and PDF share: TEI elements to XHTML.

A writer takes ``XHTML_TABLE`` and overrides the entries that it sets otherwise:
``MappingProxyType({**XHTML_TABLE, "note": float_note})``. Here a note is its mark alone;
``notes.note_body`` makes the note itself, for the writer to put where its readers look.
"""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from pipeline.write import inlines, lists, notes
from pipeline.write.book import Book
from pipeline.write.markup import attributes, h, prepend
from pipeline.write.render import (
    Handler,
    Node,
    Renderer,
    Table,
    depth,
    elements,
    holds_blocks,
    identifier,
    is_shown,
)
from pipeline.xml import TEI, Element, name_of

KINDS = (
    "abstract", "appendix", "bibliography", "chapter", "colophon", "dedication", "introduction",
    "part", "preface",
)  # fmt: skip
ROLES = MappingProxyType({kind: f"doc-{kind}" for kind in KINDS})


def block(tag: str, css: str = "", role: str = "") -> Handler:
    """Make a handler that sets an element as one block of this tag, class and role."""

    def handle(node: Element, renderer: Renderer) -> Iterable[Node]:
        held = "div" if tag == "p" and holds_blocks(node) else tag
        name_ = css or ("p" if held != tag else "")
        yield h(held, attributes(node, name_) | {"role": role}, renderer.children(node))

    return handle


def inline(tag: str, css: str = "") -> Handler:
    """Make a handler that sets an element in the line."""

    def handle(node: Element, renderer: Renderer) -> Iterable[Node]:
        yield h(tag, attributes(node, css), renderer.children(node))

    return handle


def dropped(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Give nothing: the element is in the table because somebody decided to drop it."""
    return ()


def unwrapped(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Give what the element holds, without a wrapping of its own."""
    return renderer.children(node)


def div(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a division as a section; the printed contents page is not shown."""
    if is_shown(node):
        content = [*notes.notes_heading(node, renderer), *renderer.children(node)]
        yield section(node, renderer, content)


def section(node: Element, renderer: Renderer, content: Iterable[Node]) -> Element:
    """Make the section of a division around its rendered content, named by its heading."""
    kind = str(node.get("type") or "section")
    head = node.find(f"{TEI}head")
    named = f"{identifier(node)}.head" if head is not None and identifier(node) else ""
    # a name makes a section a landmark: only those of a known kind, or there are too many
    role = ROLES.get(kind, "")
    label = renderer.labels.colophon if kind == "colophon" and not named else ""
    names = {"role": role, "aria-labelledby": named if role else "", "aria-label": label}
    return h("section", attributes(node, kind) | names, content)


def head(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a heading at the level its division is nested, or a caption outside divisions."""
    parent = node.getparent()
    if parent is None or name_of(parent) != "div":
        yield h("p", attributes(node, "caption"), renderer.children(node))
        return
    if node.get("type") == "sub":
        names = {"role": "doc-subtitle"}
        yield h("p", attributes(node, "subtitle") | names, renderer.children(node))
        return
    named = f"{identifier(parent)}.head" if identifier(parent) else identifier(node)
    first = parent.find(f"{TEI}head") is node
    names = {"id": named if first else identifier(node)}
    yield h(
        f"h{min(renderer.top + depth(parent), 6)}",
        attributes(node) | names,
        renderer.children(node),
    )


def front_page(node: Element | None, book: Book, renderer: Renderer) -> list[Node]:
    """Set the title page; what the header says stands for one, or for its title, that is not."""
    title = h("h1", {"class": "title"}, [book.title])
    if node is None:
        authors = (h("p", {"class": "author"}, [person.display]) for person in book.authors)
        return [h("section", {"class": "titlepage"}, [title, *authors])]
    nodes = list(renderer.render(node))
    for page in nodes if node.find(f"{TEI}docTitle") is None else ():
        if not isinstance(page, str):
            prepend(page, [title])
    return nodes


def doc_title(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set the title: the main part as the heading, every other part as a line of its own."""
    for part in elements(node):
        if name_of(part) != "titlePart":
            yield from renderer.render(part)
        elif part.get("type", "main") == "main":
            yield h("h1", attributes(part, "title"), renderer.children(part))
        else:
            yield h(
                "p", attributes(part, "subtitle") | {"role": "doc-subtitle"},
                renderer.children(part),
            )  # fmt: skip


def quote(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a quotation off from the text; one at the head of a text is its motto."""
    kind = str(node.get("type") or "")
    role = "doc-epigraph" if kind == "epigraph" else ""
    yield h("blockquote", attributes(node, kind) | {"role": role}, renderer.children(node))


def ab(node: Element, renderer: Renderer) -> Iterable[Node]:
    """Set a block that is no paragraph: an ornament, code, a block of the colophon."""
    kind = str(node.get("type") or "ab")
    if kind == "code":
        yield h("pre", attributes(node, "code"), _code(node, renderer))
    else:
        yield h("div" if holds_blocks(node) else "p", attributes(node, kind),
                renderer.children(node))  # fmt: skip


def _code(node: Element, renderer: Renderer) -> Iterator[Node]:
    yield (node.text or "").strip("\n")
    for child in elements(node):
        yield from ("\n",) if name_of(child) == "lb" else renderer.render(child)
        yield (child.tail or "").strip("\n")


XHTML_TABLE: Table = MappingProxyType({
    # never shown, each for a reason: metadata; the reading that the emended one stands for
    "teiHeader": dropped, "sic": dropped,
    # structure
    "TEI": unwrapped, "text": unwrapped, "front": unwrapped, "body": unwrapped, "back": unwrapped,
    "div": div, "head": head,
    "titlePage": block("section", "titlepage"), "docTitle": doc_title,
    "titlePart": block("p", "subtitle"), "byline": block("div", "byline"),
    "docAuthor": block("p", "author"), "docDate": block("p", "date"),
    # blocks
    "p": block("p"), "ab": ab, "lg": block("div", "lg"), "l": block("p", "l"),
    "quote": quote, "epigraph": block("div", "epigraph", "doc-epigraph"),
    "list": lists.listing, "item": block("div"), "label": block("p", "label"),
    "table": lists.table, "row": unwrapped, "cell": block("div"),
    "figure": lists.figure, "graphic": lists.graphic, "figDesc": block("p", "description"),
    "desc": unwrapped,
    "sp": block("div", "sp"), "speaker": block("p", "speaker"), "stage": block("p", "stage"),
    "closer": block("div", "closer"), "signed": block("p", "signed"),
    "dateline": block("p", "dateline"),
    "listBibl": lists.bibliography, "bibl": inline("span", "bibl"),
    "note": notes.note,
    # in the line
    "hi": inlines.hi, "title": inlines.title, "foreign": inlines.foreign,
    "ref": inlines.ref, "pb": inlines.pb, "lb": inlines.lb,
    "choice": inlines.choice, "corr": unwrapped,
    "supplied": inline("span", "supplied"), "unclear": inline("span", "unclear"),
    "gap": inlines.gap, "date": unwrapped, "author": inline("span", "author-name"),
    "editor": unwrapped, "publisher": unwrapped, "pubPlace": unwrapped, "biblScope": unwrapped,
})  # fmt: skip
"""An element that the schema knows and this table does not is an error that a test finds."""
