"""The words of a file, as its reader meets them."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from lxml import etree

from pipeline.check.tokens import fold, tokens, words
from pipeline.letters import UPPER
from pipeline.xml import TEI, XML_ID, Element, distrustful, name_of, text_of

XHTML_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
TEI_BLOCKS = frozenset({
    "ab", "argument", "back", "bibl", "body", "byline", "cell", "closer", "dateline", "div",
    "docAuthor", "docDate", "epigraph", "figDesc", "figure", "front", "graphic", "head", "item",
    "l", "label", "lb", "lg", "list", "listBibl", "note", "opener", "p", "quote", "row", "salute",
    "signed", "sp", "speaker", "stage", "table", "titlePage", "titlePart", "trailer",
})  # fmt: skip
NAMED = frozenset({"ab", "bibl", "div", "head", "item", "l", "note", "p"})
"""Elements that tell a person where a word stands."""
REJECTED = frozenset({"sic", "orig", "abbr"})
ANEW = frozenset({"contents", "noteAnchor"})
"""What editions make anew: the contents, and the numbers of notes."""
UNSEEN = frozenset({"head", "script", "style", "template"})
BROKEN = re.compile(r"(?P<half>[^\W_]+)[-\u2010\u00ad\ufffe\x02]\s*(?:\r?\n|$)")
"""The first half of a word that a line's end divides."""
REJOINED = "\ufffe"
"""What pdfium puts where it rejoins a word that a soft hyphen divided."""
FOOT_JOINED = re.compile(rf"{REJOINED}(?=[\d{UPPER}])")
"""The same where what follows is no rest of a word: a note's number, a running head."""
LED = re.compile(r"\s<https?://[^<>\s]*>(?=\w)")
"""Where a link leads, told behind its text in the middle of a word."""
PAGES = re.compile(r"\.(?:xhtml|html?)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a file in order.

    ``optional`` are words that another rendering may leave out; ``cut`` first halves of words that
    a line's end divides. ``places`` tells, by offset, where a word stands, for messages.
    """

    words: list[str]
    optional: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    text: str = ""
    offsets: list[int] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)

    @staticmethod
    def of(parts: Sequence[Reading]) -> Reading:
        """Put readings one behind the other; a place is then one of their texts put together."""
        text, offsets = "", []
        for part in parts:
            offsets += [len(text) + offset for offset in part.offsets]
            text += f"{part.text} "
        return Reading([word for part in parts for word in part.words], text=text, offsets=offsets)

    def at(self, index: int) -> str:
        """Say where a word stands, with the words around it."""
        offset = self.offsets[index]
        around = " ".join(self.text[max(0, offset - 40) : offset + 40].split())
        place = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        where = f"{self.places[place][1]}: " if place >= 0 else ""
        return f"“{self.words[index]}” ({where}…{around}…)"


@dataclass(slots=True)
class _Run:
    """Text in the making."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    optional: list[str] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=list)

    def put(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def reading(self) -> Reading:
        text = "".join(self.parts)
        found = list(tokens(text))
        starts = [token.start for token in found]
        return Reading(
            [token.form for token in found], self.optional, [], text, starts, self.places
        )


def _read(root: Element, blocks: frozenset[str], enter: Callable[[Any, _Run], bool]) -> _Run:
    """Run through a tree; ``enter`` says of each element whether what it holds is to be read."""
    run = _Run()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        block = name_of(node) in blocks or node.get("role") == "doc-noteref"
        run.put(" " if block else "")
        if event == "start":
            if enter(node, run):
                run.put(node.text)
            else:
                walk.skip_subtree()
        elif node is not root:
            run.put(node.tail)
    return run


def read_tei(tree: etree._ElementTree, *, all_words: bool = False) -> Reading:
    """Read what editions show of a TEI: corrected readings, no header, no printed contents page.

    A further mark of a note has the note's number there, which may not be the printed one.

    With ``all_words`` the contents page is read too, and what attributes hold (labels of notes and
    items, addresses, names of pictures) is optional: that is what the cleaned text can hold.
    """
    page = ""

    def enter(node: Element, run: _Run) -> bool:
        nonlocal page
        name = str(node.tag).removeprefix(TEI)
        if name == "pb":
            page = str(node.get("n") or "")
            run.put("" if node.get("break") == "no" else " ")
        if name in NAMED:
            run.places.append((run.length, _place(page, node)))
        if name in REJECTED:
            return False
        if not all_words and node.get("type") in ANEW:
            run.put(" ")  # as a note's own mark does, it may stand in a word
            return False
        if all_words:
            run.optional += _attributes(node, name)
        if name == "figDesc":
            run.optional += words(text_of(node))
        return True

    text = tree.getroot().find(f"{TEI}text")
    return _Run().reading() if text is None else _read(text, TEI_BLOCKS, enter).reading()


def _place(page: str, node: Element) -> str:
    owner = next((e for e in (node, *node.iterancestors()) if e.get(XML_ID)), None)
    name = f"#{owner.get(XML_ID)}" if owner is not None else ""
    return ", ".join(part for part in (f"page {page}" if page else "", name) if part)


def _attributes(node: Element, name: str) -> list[str]:
    if name == "note":
        return words(str(node.get("n") or "")) * 2  # at its mark and before its body
    keys = ("n", "target", "url") if name != "pb" else ()
    return [word for key in keys for word in words(str(node.get(key) or ""))]


def read_xhtml(data: bytes) -> Reading:
    """Read what a browser shows, and the words that stand for a picture."""
    return read_tree(etree.fromstring(data, distrustful()))


def read_tree(
    root: Element, blocks: frozenset[str] = XHTML_BLOCKS, unseen: frozenset[str] = UNSEEN
) -> Reading:
    """Read a tree of markup, apart from elements that show nothing."""

    def enter(node: Element, run: _Run) -> bool:
        if name_of(node) in unseen:
            return False
        run.put(f" {node.get('alt')} " if node.get("alt") else "")
        return True

    return _read(root, blocks, enter).reading()


def read_epub(data: bytes) -> Reading:
    """Read the content documents of an EPUB, all but its navigation."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if PAGES.search(name)]
        pages = [read_xhtml(archive.read(name)) for name in names if "nav." not in name]
    return Reading.of(pages)


def read_pdf(data: bytes) -> Reading:
    """Read the pages of a PDF, as a person who selects and copies them does."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(data)
    pages = []
    for number in range(len(document)):
        page = document[number]
        pages.append(page.get_textpage().get_text_range())
        page.close()
    document.close()
    text = _rejoined("\n".join(pages))
    halves = [fold(match["half"]) for match in BROKEN.finditer(text)]
    return Reading(words(text), cut=halves)


def _rejoined(text: str) -> str:
    r"""Take pdfium's joints out; at a page's end it joins half a word to what stands at the foot.

    >>> _rejoined("Zuschau\ufffeern"), _rejoined("Informations\ufffe1\n A. a. O.")
    ('Zuschauern', 'Informations-\n1\n A. a. O.')
    """
    return FOOT_JOINED.sub("-\n", text).replace(REJOINED, "")


def read_text(data: bytes) -> Reading:
    """Read plain text; the address of a link inside a word does not part it."""
    return Reading(words(LED.sub("", data.decode("utf-8"))))


READINGS: Mapping[str, Callable[[bytes], Reading]] = MappingProxyType({
    "epub": read_epub,
    "pdf": read_pdf,
    "text": read_text,
    "html": read_xhtml,
})  # fmt: skip
