"""Bring another project's TEI tree into a form that can be read from left to right.

What is no text goes (running heads, facsimiles), lines are joined into words again, and a page
break between two blocks moves into the text that follows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.errors import InputError
from pipeline.xml import (
    Element,
    name_of,
    parse_xml,
    put_first,
    refuse_depth,
    set_of,
    take_out,
    text_before,
    text_of,
)

DEPTH = 100

DROPPED = set_of(
    "facsimile sourceDoc standOff xenoData fw interp interpGrp spanGrp span certainty precision "
    "respons alt altGrp link linkGrp join joinGrp timeline substJoin listTranspose metamark "
    "handShift damageSpan delSpan addSpan redo undo index"
)
"""Elements that hold no words of the text; ``fw`` holds running heads and page numbers."""

FILLED_BY_PAGES = set_of("p head l ab cell bibl speaker stage signed dateline salute")
"""Where a page break may stand that was found between blocks."""

LINES_KEPT = set_of("signed dateline salute titlePart docImprint address byline ab")
"""Where the end of a line matters."""

GAP = frozenset({"lb", "pb", "cb", "fw"})
EMPTY = frozenset({"lb", "pb", "cb", "milestone", "anchor", "ptr", "gb"})
STRUCTURE = {
    **dict.fromkeys(set_of("text front body back group div div0 div1 div2 div3 div4 div5"), "p"),
    **dict.fromkeys(set_of("div6 div7 table figure sp listBibl titlePage"), "p"),
    "lg": "l",
    "list": "item",
    "row": "cell",
}
"""Elements that hold elements only, and what text in them is wrapped in."""

HYPHENS = ("¬", "-", "‐", "⸗", "\u00ad")
CONJUNCTIONS = set_of(
    "und oder bis noch sowie als wie and or to et ou y e o u i ili a och eller en of"
)
"""After a hyphen at a line's end these go on with a list: ``Vor- und Nachteile``."""

_COMPOUND = re.compile(r"\w+(?:-\w+)+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Prepared:
    """A tree made ready, and what was done to it."""

    root: Element
    dropped: dict[str, int] = field(default_factory=dict)
    """Element to the words that went with it."""
    compounds: frozenset[str] = frozenset()
    """The words that the text writes with a hyphen in mid line."""
    joined: int = 0
    """Words rejoined over a line's end on the evidence of a hyphen alone."""


def parse_tei(data: bytes, file: str) -> Element:
    """Parse XML of hostile origin without its comments.

    Raises InputError when it is not well-formed, declares entities, is too deep, or leaves a part
    of itself in another file.
    """
    root = parse_xml(data, file).getroot()
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for other in root.iter("{http://www.w3.org/2001/XInclude}include"):
        raise InputError(
            f"a part of it stands in another file: {other.get('href', '')}",
            where=f"{file}:{other.sourceline}", cure="put it in: xmllint --xinclude old > new",
        )  # fmt: skip
    refuse_depth(root, DEPTH, file)
    return root


def prepare(text: Element) -> Prepared:
    """Make a ``text`` element ready; the element itself is changed, so give a copy."""
    compounds = _COMPOUND.findall(" ".join(str(part) for part in text.itertext()).casefold())
    prepared = Prepared(text, compounds=frozenset(compounds))
    for element in list(text.iter(etree.Element)):
        if name_of(element) in EMPTY and (element.text or len(element)):
            _empty(element)
    for gap in list(_gaps(text)):
        _close_gap(gap, prepared)
    for element in list(text.iter(etree.Element)):
        if name_of(element) in DROPPED and element.getparent() is not None:
            words = len(text_of(element).split())
            prepared.dropped[name_of(element)] = prepared.dropped.get(name_of(element), 0) + words
            take_out(element)
    for element in list(text.iter(etree.Element)):
        if name_of(element) in STRUCTURE:
            _wrap_stray(element, STRUCTURE[name_of(element)])
    _move_pages(text)
    return prepared


def _empty(element: Element) -> None:
    """Put what stands in an element that TEI leaves empty behind it."""
    parent, tail = element.getparent(), element.tail or ""
    assert parent is not None
    children = list(element)
    at = parent.index(element) + 1
    element.tail, element.text = element.text, None
    for child in reversed(children):
        parent.insert(at, child)
    last = children[-1] if children else element
    last.tail = (last.tail or "") + tail


def _wrap_stray(element: Element, tag: str) -> None:
    """Give text that stands where TEI allows none an element to stand in."""
    parts = [(element.text, 0), *((child.tail, at) for at, child in enumerate(element, 1))]
    for words, at in reversed(parts):
        if words and words.strip():
            stray = etree.Element(tag)
            stray.text = words
            if at:
                element[at - 1].tail = None
            else:
                element.text = None
            element.insert(at, stray)


# ------------------------------------------------------------------ lines


def _gaps(text: Element) -> Iterator[list[Element]]:
    """Find each run of line and page breaks (and running heads) with only space between."""
    taken: set[Element] = set()
    for element in text.iter(etree.Element):
        if name_of(element) not in GAP or element in taken:
            continue
        gap = [element]
        while not (gap[-1].tail or "").strip():
            following = gap[-1].getnext()
            if following is None or name_of(following) not in GAP:
                break
            gap.append(following)
        taken.update(gap)
        yield gap


def _close_gap(gap: list[Element], prepared: Prepared) -> None:
    before = text_before(gap[0])
    after = gap[-1].tail or ""
    kept = before.rstrip()
    said = any(element.get("break") == "no" for element in gap)
    hyphen = kept.endswith(HYPHENS) and kept[-2:-1].isalpha()
    joins = said or (hyphen and (kept[-1] in "¬⸗\u00ad" or _goes_on(after)))
    if joins:
        own = f"{_last_word(kept)}{_first_word(after)}".casefold() in prepared.compounds
        prepared.joined += not said and not own
        _set_text_before(gap[0], kept[:-1] if hyphen and not own else kept)
        gap[-1].tail = after.lstrip()
    parent = gap[0].getparent()
    matters = parent is not None and name_of(parent) in LINES_KEPT and bool(after.strip())
    for element in gap:
        _close_break(element, joins, matters)


def _close_break(element: Element, joins: bool, matters: bool) -> None:
    kind = name_of(element)
    if kind == "pb":
        element.set("break", "no" if joins else "yes")
        if joins:
            element.tail = (element.tail or "").lstrip()
    elif kind in {"lb", "cb"} and not (kind == "lb" and matters and not joins):
        tail = (element.tail or "").lstrip() if joins else element.tail
        element.tail = tail
        take_out(element, "" if joins else " ")


def _goes_on(after: str) -> bool:
    word = _first_word(after)
    return word[:1].islower() and word not in CONJUNCTIONS


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text.lstrip())
    return match[0] if match else ""


def _last_word(text: str) -> str:
    return (text.split() or [""])[-1].lstrip('«“„"(')


def _set_text_before(element: Element, text: str) -> None:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = text
    elif parent is not None:
        parent.text = text


# ------------------------------------------------------------------ pages

_BLOCK_HOLDERS = set_of(
    "text front body back group div div0 div1 div2 div3 div4 div5 div6 div7 lg list listBibl "
    "table row sp quote q cit epigraph titlePage opener closer argument figure floatingText "
    "postscript castList said"
)


def _move_pages(text: Element) -> None:
    """Move a page break that stands between blocks to the start of the text that follows."""
    waiting: list[Element] = []
    for element in list(text.iter(etree.Element)):
        parent = element.getparent()
        kind = name_of(element)
        if kind == "pb" and parent is not None and _between_blocks(element, parent):
            waiting.append(element)
        elif (
            waiting and kind in FILLED_BY_PAGES
            and next(element.iterancestors("{*}note"), None) is None
        ):  # fmt: skip
            for page in waiting:
                take_out(page)
            for page in reversed(waiting):
                put_first(element, page)
            waiting = []


def _between_blocks(element: Element, parent: Element) -> bool:
    inline_around = (element.tail or "").strip() or text_before(element).strip()
    return name_of(parent) in _BLOCK_HOLDERS and not inline_around
