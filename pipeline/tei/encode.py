"""Encode a Document as TEI P5."""

from functools import partial

from lxml import etree

from pipeline.dates import iso
from pipeline.model import Colophon, Document, Metadata, joined_by_breaks
from pipeline.report import Finding
from pipeline.tei.bibliography import read_lists
from pipeline.tei.build import (
    Ids,
    child,
    ends,
    is_first,
    optional,
    root,
    slug,
    spaced,
    trim,
    unwrap,
)
from pipeline.tei.contents import link_entries
from pipeline.tei.divisions import put_division
from pipeline.tei.header import HEADER_IDS, put_header
from pipeline.tei.inlines import LANGUAGE, put_inlines
from pipeline.tei.notes import gather_notes, move_to_marks, place_note
from pipeline.tei.state import State
from pipeline.xml import TEI, XML_ID, XML_LANG, Element, name_of, set_of, take_out

COLOPHON_KINDS = set_of("libraryMark identification provenance libraryAddress statement")
PLACES = set_of("p div item figure table note bibl")
"""What a link within the text can lead to."""
INNER_LINKS = "{} links to a place in the text itself lead nowhere; their words stay"
TRIMMED = tuple(TEI + name for name in ("p", "head", "l", "bibl", "cell", "label", "item"))


def encode(document: Document) -> tuple[etree._ElementTree, list[Finding]]:
    """Encode a Document as TEI P5, by the profile in ``docs/tei-profile.md``.

    Every inline and block of the Document reaches the tree once, in its order. The findings are
    what a person should look at: a note that nothing refers to, a citation without an entry, an
    entry of the contents without a division. The tree is not validated: ``validate`` does that.
    """
    name = slug(document.witness.name) or "edition"
    ids = Ids([name, *HEADER_IDS, "colophon"])
    catalogue, findings = read_lists(document, ids)
    state = State(document, catalogue, ids, findings)
    state.place_note = partial(place_note, state=state)
    for note in document.notes:
        state.note_id(note)
    tei = root({})
    header = child(tei, "teiHeader", xml_lang="en")
    lang = document.metadata.lang if LANGUAGE.fullmatch(document.metadata.lang) else "und"
    tei.set(XML_ID, name)
    tei.set(XML_LANG, lang)
    text = child(tei, "text", xml_lang=lang)
    _front(text, state)
    _body(text, state)
    _back(text, state)
    move_to_marks(text, state)
    link_entries(text, state)
    _link_places(text, state)
    _link_pages(text, state)
    for block in text.iter(*TRIMMED):
        trim(block)
    put_header(header, text, document, state.findings)
    return etree.ElementTree(tei), state.findings


def _front(text: Element, state: State) -> None:
    front = child(text, "front")
    _title_page(front, state.document.metadata)
    for division in state.document.front:
        kind = "contents" if division.kind == "contents" else ""
        put_division(front, division, state, kind)
    if not len(front):
        text.remove(front)


def _title_page(front: Element, metadata: Metadata) -> None:
    title = spaced(metadata.title).strip()
    if not (title or metadata.authors or metadata.date):
        return
    page = child(front, "titlePage")
    if title:
        parts = child(page, "docTitle")
        child(parts, "titlePart", title, type="main")
        optional(parts, "titlePart", spaced(metadata.subtitle), type="sub")
    if metadata.authors:
        byline = child(page, "byline")
        for author in metadata.authors:
            child(byline, "docAuthor", spaced(author))
    if metadata.date:
        child(page, "docDate", spaced(metadata.date), when=iso(metadata.date))


def _body(text: Element, state: State) -> None:
    body = child(text, "body")
    for division in state.document.body:
        put_division(body, division, state, "" if division.heading else "text")
    if not len(body):
        state.find("no-text", "Between the front matter and the back there is no text.")
        empty = child(body, "div", type="text", xml_id=state.ids.exactly("text"))
        child(child(empty, "p"), "gap", reason="missing")


def _back(text: Element, state: State) -> None:
    back = child(text, "back")
    for division in state.document.back:
        put_division(back, division, state)
    gather_notes(back, state)
    _colophon(back, state.document.colophon, state)
    if not len(back):
        text.remove(back)


def _colophon(back: Element, colophon: Colophon, state: State) -> None:
    """Encode the library's last page, line for line."""
    if not colophon.blocks:
        return
    node = child(back, "div", type="colophon", xml_id="colophon")
    for block in colophon.blocks:
        kind = block.kind if block.kind in COLOPHON_KINDS else "statement"
        put_inlines(child(node, "ab", type=kind), joined_by_breaks(block.lines), state)


def _link_places(text: Element, state: State) -> None:
    """Point each link within the text to the block that its place is in, where there is one."""
    lost = 0
    for node, name in state.inner:
        place = _block_of(state.anchors.get(name), text)
        if place is None:
            lost += 1
            unwrap(node)
            continue
        if not place.get(XML_ID):
            place.set(XML_ID, state.ids.take(name, "place"))
        node.set("target", f"#{place.get(XML_ID)}")
        if name_of(place) == "bibl":
            node.set("type", "bibl")
    if lost:
        state.find("inner-link-dropped", INNER_LINKS.format(lost))


def _block_of(node: Element | None, text: Element) -> Element | None:
    """Find the block round an element that can have an id, if it stands in an edition."""
    block = None
    while node is not None and node is not text:
        block = node if block is None and name_of(node) in PLACES else block
        node = node.getparent()
    return block if node is text else None


def _link_pages(text: Element, state: State) -> None:
    """Point each page break in a note to the page break of the running text.

    One at the very end of a note divides nothing of it, and goes when the running text has it,
    or when it has no name that could be lost.
    """
    for node in list(text.iter(TEI + "pb")):
        page = state.pages.get(str(node.get("n")), "")
        if node.get("type") != "inNote" or (node.get("n") and not page):
            continue
        if page:
            node.set("corresp", f"#{page}")
        if ends(node, "note") and not is_first(node):
            take_out(node)
