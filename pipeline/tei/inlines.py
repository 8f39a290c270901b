"""Encode inlines: marked-up text, notes at their marks, page breaks, emendations."""

import re
from typing import assert_never

from pipeline.model import (
    Anchor,
    Emendation,
    Image,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    PageBreak,
    Span,
    Text,
)
from pipeline.tei.build import child, put, slug, spaced
from pipeline.tei.citations import cite
from pipeline.tei.state import State
from pipeline.tei.wrap import Marked, Wrapped, reading
from pipeline.xml import XML_ID, Element, address, name_of

RENDITIONS = {
    "italic": "simple:italic", "bold": "simple:bold", "superscript": "simple:superscript",
    "subscript": "simple:subscript", "smallcaps": "simple:smallcaps",
    "underline": "simple:underline", "strike": "simple:strikethrough", "code": "simple:typewriter",
}  # fmt: skip
CERTAINTY = {"sure": "high", "likely": "medium"}
PICTURES = ("png", "jpg", "jpeg", "gif", "svg", "webp")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def put_text(parent: Element, inlines: Inlines, state: State) -> None:
    """Encode running text, in which citations become links to the reference list."""
    if not state.linking:
        put_inlines(parent, inlines, state)
        return
    marked, findings = cite(inlines, state.catalogue, in_note=state.in_note)
    for finding in findings:
        state.find(finding.code, finding.message)
    put_inlines(parent, marked, state)


def put_inlines(parent: Element, inlines: Marked, state: State) -> None:
    """Append each inline to the element, in order."""
    for inline in inlines:
        match inline:
            case Text():
                put(parent, spaced(inline.text))
            case Span():
                _span(parent, inline, state)
            case NoteRef():
                _note_ref(parent, inline.note, state)
            case Link():
                _link(parent, inline, state)
            case PageBreak():
                page_break(parent, inline, state)
            case LineBreak():
                child(parent, "lb")
            case Emendation():
                _emendation(parent, inline, state)
            case Image():
                graphic(parent, inline)
            case Anchor():
                _anchor(parent, inline, state)
            case Wrapped():
                node = child(parent, inline.name, **dict(inline.attributes))
                put_inlines(node, inline.content, state)
            case _:
                assert_never(inline)


def _span(parent: Element, span: Span, state: State) -> None:
    if span.kind == "foreign" and LANGUAGE.fullmatch(span.lang):
        node = child(parent, "foreign", xml_lang=span.lang)
    elif span.kind == "title":
        node = child(parent, "title", level=state.catalogue.level(reading(span.content)) or "m")
    elif span.kind == "italic" and (level := state.catalogue.level(reading(span.content))):
        node = child(parent, "title", level=level)
    else:
        node = child(parent, "hi", rendition=RENDITIONS.get(span.kind, RENDITIONS["italic"]))
    put_inlines(node, span.content, state)


def _link(parent: Element, link: Link, state: State) -> None:
    """Encode a link; one that leads nowhere safe keeps its words and loses the address.

    One within the text gets its address when all places have their ids.
    """
    if link.target.startswith("#") and not _in_ref(parent) and not state.in_contents:
        node = child(parent, "ref")
        state.inner.append((node, link.target[1:]))
        put_inlines(node, link.content, state)
        return
    target = "" if _in_ref(parent) else address(link.target)
    put_inlines(child(parent, "ref", target=target) if target else parent, link.content, state)


def _anchor(parent: Element, anchor: Anchor, state: State) -> None:
    if not state.in_contents:  # which no edition shows
        state.anchors.setdefault(anchor.name, parent)


def _in_ref(node: Element | None) -> bool:
    while node is not None and name_of(node) not in ("ref", "note"):
        node = node.getparent()
    return node is not None and name_of(node) == "ref"


def _note_ref(parent: Element, note: str, state: State) -> None:
    """Put the note at its mark; a second mark of one note, or a mark in a note, points to it.

    A mark in the printed contents, which no edition shows, stands at the heading too: it goes.
    """
    if note not in state.document.notes:
        state.find("reference-without-note", f"The text calls a note “{note}” that is not there.")
        return
    if state.in_contents:
        return
    if note not in state.placed and not state.in_note:
        state.place_note(parent, note)
        return
    if state.in_note and note not in state.placed and note not in state.waiting:
        state.waiting.append(note)
    label = state.document.notes[note].label or "*"
    if _in_ref(parent):
        child(parent, "hi", label, rendition=RENDITIONS["superscript"])
    else:
        child(parent, "ref", label, type="noteAnchor", target=f"#{state.note_id(note)}")


def page_break(parent: Element, page: PageBreak, state: State) -> None:
    """Encode a page break; only the first of a page, and none in a note, has an id."""
    n = spaced(page.n).strip()
    joined = "no" if page.inside_word else ""
    if state.in_note:
        child(parent, "pb", type="inNote", n=n, break_=joined)
        return
    node = child(parent, "pb", n=n, break_=joined)
    if n and n not in state.pages:
        name = re.sub(r"[^A-Za-z0-9]+", "-", n).strip("-")
        state.pages[n] = state.ids.exactly(f"pb{name}")
        node.set(XML_ID, state.pages[n])


def _emendation(parent: Element, emendation: Emendation, state: State) -> None:
    """Encode a repair: both readings, or only the new one where the witness has nothing."""
    certainty = CERTAINTY.get(emendation.confidence, "low")
    by = "#editor" if emendation.decided else "#pipeline"
    if not emendation.before:
        supplied = child(parent, "supplied", reason="lost", resp=by, cert=certainty)
        put_inlines(supplied, emendation.after, state)
        return
    choice = child(parent, "choice")
    child(choice, "sic", spaced(emendation.before))
    corr = child(choice, "corr", type="extraction", resp=by, cert=certainty)
    put_inlines(corr, emendation.after, state)


def graphic(parent: Element, image: Image) -> None:
    """Encode a picture by a name that is safe in any edition."""
    node = child(parent, "graphic", url=picture(image.name))
    if image.alt:
        child(node, "desc", spaced(image.alt))


def picture(name: str) -> str:
    """Give the address of a picture beside the edition: a folder, a slug, a known suffix.

    >>> picture("../../etc/Fig 1.PNG"), picture("_page_3_Picture_1.jpeg"), picture("<script>")
    ('images/fig-1.png', 'images/page-3-picture-1.jpeg', 'images/script.png')
    """
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    kind = suffix.casefold()
    return f"images/{slug(stem) or 'picture'}.{kind if kind in PICTURES else 'png'}"
