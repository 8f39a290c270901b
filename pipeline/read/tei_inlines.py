"""The inlines of another project's TEI to ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.model import (
    Anchor,
    Blocks,
    Emendation,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    PageBreak,
    Span,
    Text,
    plain,
)
from pipeline.read.assemble import Apparatus, collapse, last_name, tidy
from pipeline.read.pandoc_inlines import quotation_marks
from pipeline.read.tei_lines import in_language, language_of
from pipeline.xml import (
    XML_ID,
    XML_LANG,
    Element,
    address,
    name_of,
    set_of,
    text_before,
    text_of,
    words_of,
)

RENDITIONS = {
    "italic": "i it ital italic italics em emph slanted g gesperrt spaced spaced-out letterspace "
    "letterspaced letter-spaced wide font-style:italic",
    "bold": "b bold bf strong font-weight:bold",
    "superscript": "sup super superscript exp vertical-align:super",
    "subscript": "sub subscript vertical-align:sub",
    "smallcaps": "k sc smallcaps small-caps smcap scap font-variant:small-caps",
    "underline": "u underline underlined text-decoration:underline",
    "strike": "s strike strikethrough",
    "code": "tt typewriter monospace code",
}
"""What others call a type (DTA ``#g`` is the spacing that stands for italics in Fraktur)."""

KINDS = {alias: kind for kind, aliases in RENDITIONS.items() for alias in aliases.split()}

WORDS_ONLY = set_of(
    "w pc s seg c cl phr m name persName placeName orgName geogName settlement country region "
    "rs date time num measure unit term mentioned gloss distinct abbr expan ex am orig add "
    "surname forename addName genName nameLink roleName supplied unclear damage restore "
    "surplus secl retrace mod g author editor publisher pubPlace biblScope idno bibl docAuthor "
    "docDate label email affiliation resp respStmt edition series extent rhyme caesura metamark "
    "titlePart docTitle docEdition docImprint addrLine street postCode ab p l signed dateline "
    "salute byline speaker stage role roleDesc cell item head quote q said cit hi citedRange "
    "note desc figDesc trailer opener closer lem rdg sic corr subst analytic monogr imprint series "
    "biblStruct biblFull"
)
"""Elements that give up their words and nothing else, where no rule below says more."""

_OPENING = "«“„\"‘‚'‹—–―-「『"
_COLON = re.compile(r"\s*:\s*")
_BETWEEN = re.compile(r"[\s;,]+")
_LABEL = re.compile(r"[\s\[\](){}.:]*")


@dataclass(slots=True)
class Reading:
    """What is known while one tree is read."""

    apparatus: Apparatus
    lang: str
    read_note: Callable[[Element, Reading], Blocks]
    notes: dict[str, Element] = field(default_factory=dict)
    """xml:id of a note, or of the mark that a note points back to, to the note."""
    moved: set[Element] = field(default_factory=set)
    """Notes that are called from elsewhere."""
    places: frozenset[str] = frozenset()
    """xml:id of what a reference leads to, if it is no note."""
    ids: dict[Element, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)


def content_of(element: Element, reading: Reading) -> Inlines:
    """Read the content of a line of text."""
    return in_language(tidy(_content(element, reading)), element, reading.lang)


def _content(element: Element, reading: Reading) -> Inlines:
    made: list[Inline] = [Text(element.text or "")]
    for child in element:
        made += inline(child, reading)
        made.append(Text(_after(child)))
    return collapse(made)


def _after(child: Element) -> str:
    """Give what follows; words marked up one by one with nothing between get a space."""
    following = child.getnext()
    both = name_of(child) == "w" and following is not None and name_of(following) == "w"
    if both and not child.tail and not child.get("join") and not child.get("part"):
        return " "
    if following is not None and name_of(following) == "pc" and not (child.tail or "").strip():
        sign = text_of(following).strip()
        return "" if sign and sign in ".,;:!?)]}…»”’" else child.tail or ""
    return child.tail or ""


def inline(element: Element, reading: Reading) -> Inlines:
    """Read one element inside a line of text."""
    kind = name_of(element)
    if element.get(XML_ID) in reading.notes and kind in {"anchor", "ref", "ptr", "hi", "seg"}:
        return note_reference(reading.notes[element.get(XML_ID, "")], reading)
    if kind in INLINES:
        return INLINES[kind](element, reading)
    if kind and kind not in WORDS_ONLY:
        reading.unknown[kind] = reading.unknown.get(kind, 0) + 1
    return typed(element, _content(element, reading))


def typed(element: Element, content: Inlines) -> Inlines:
    """Set content in the types that an element's rendition names."""
    for kind in kinds_of(element):
        foreign = (
            len(content) == 1 and isinstance(content[0], Span) and content[0].kind == "foreign"
        )
        if content and not (foreign and kind == "italic"):  # it is set in italics anyway
            content = (Span(kind, content),)
    return content


def kinds_of(element: Element) -> tuple[str, ...]:
    """Name the types that ``rend``, ``rendition`` and ``style`` ask for, each once."""
    style = _COLON.sub(":", element.get("style", ""))
    values = f"{element.get('rend', '')} {element.get('rendition', '')} {style}".lower()
    tokens = _BETWEEN.split(values)
    kinds = (KINDS.get(token.removeprefix("simple:").lstrip("#.")) for token in tokens)
    return tuple(dict.fromkeys(kind for kind in kinds if kind))


def _highlight(element: Element, reading: Reading) -> Inlines:
    content = _content(element, reading)
    bare = not (element.get("rend") or element.get("rendition") or element.get("style"))
    return (Span("italic", content),) if bare and content else typed(element, content)


def _emphasis(element: Element, reading: Reading) -> Inlines:
    content = _content(element, reading)
    return typed(element, content) if kinds_of(element) else (Span("italic", content),)


def _foreign(element: Element, reading: Reading) -> Inlines:
    lang = element.get(XML_LANG, "")
    content = typed(element, _content(element, reading))
    if not lang or not content or lang == language_of(element.getparent()):
        return content
    only = content[0] if len(content) == 1 else None
    if isinstance(only, Span) and only.kind == "italic":
        content = only.content  # such words are set in italics anyway
    return (Span("foreign", content, lang),)


def _title(element: Element, reading: Reading) -> Inlines:
    content = _content(element, reading)
    return (Span("title", content),) if content else ()


def _choice(element: Element, reading: Reading) -> Inlines:
    parts = {name_of(child): child for child in element}
    if "sic" in parts and "corr" in parts:
        before = words_of(parts["sic"])
        after = _content(parts["corr"], reading)
        return (Emendation(before, after, "sure"),)
    for first, second in (("orig", "reg"), ("abbr", "expan")):
        if first in parts and second in parts:
            reading.apparatus.count(
                f"{first}-kept",
                f"{{n}} times the text has both <{first}> and <{second}>: the first, as printed, "
                "stands",
            )
            return _content(parts[first], reading)
    return _content(element[0], reading) if len(element) else ()


def _variants(element: Element, reading: Reading) -> Inlines:
    """Let the editors' reading stand, or the first; the others are of other witnesses."""
    kept = element.find("{*}lem")
    kept = next(element.iter("{*}rdg"), None) if kept is None else kept
    reading.apparatus.count(
        "readings-left-out", "of {n} places with several readings the first stands, others are out"
    )
    return _content(kept, reading) if kept is not None else ()


def _deletion(element: Element, reading: Reading) -> Inlines:
    content = _content(element, reading)
    return (Span("strike", content),) if content else ()


def _gap(element: Element, reading: Reading) -> Inlines:
    reading.apparatus.count("gap", "{n} gaps in the text stand as […]")
    return (Text("[…]"),)


def _quotation(element: Element, reading: Reading) -> Inlines:
    content = _content(element, reading)
    words = plain(content).lstrip()
    before = text_before(element)
    marked = words[:1] in _OPENING or before.rstrip()[-1:] in tuple('«“„"‘‚‹「')
    if not words or marked or element.get("rend", "").lower() in {"none", "block", "inline-none"}:
        return content
    inner = any(name_of(up) in {"q", "said", "quote", "soCalled"} for up in element.iterancestors())
    marks = quotation_marks(element.get(XML_LANG, reading.lang))
    left, right = marks[2:] if inner else marks[:2]
    reading.apparatus.count(
        "quotation-marks-supplied", "{n} quotations were marked up without marks; marks stand there"
    )
    return (Text(left), *content, Text(right))


def _page(element: Element, reading: Reading) -> Inlines:
    number = page_name(element)
    if number:
        reading.pages.append(number)
    return (PageBreak(number, element.get("break") == "no"),)


def page_name(element: Element) -> str:
    """Name a page as printed; square brackets say only that the number was counted."""
    return element.get("n", "").strip().strip("[]").strip()


def _reference(element: Element, reading: Reading) -> Inlines:
    target = element.get("target", "").split(" ")[0]
    note = reading.notes.get(target[1:]) if target.startswith("#") else None
    if note is not None:
        return note_reference(note, reading, plain(_content(element, reading)))
    content = typed(element, _content(element, reading))
    if address(target):
        return (Link(target, content or (Text(target),)),)
    return (Link(target, content),) if target.startswith("#") and content else content


def _anchor(element: Element, reading: Reading) -> Inlines:
    name = element.get(XML_ID, "")
    return (Anchor(name),) if name in reading.places else ()


def _graphic(element: Element, reading: Reading) -> Inlines:
    words = words_of(element)
    graphic = element if name_of(element) == "graphic" else element.find("{*}graphic")
    file = last_name(graphic.get("url", "")) if graphic is not None else ""
    return (Image(file or "picture", words),)


def _note(element: Element, reading: Reading) -> Inlines:
    return () if element in reading.moved else note_reference(element, reading)


def note_reference(element: Element, reading: Reading, label: str = "") -> Inlines:
    """Take a note into the apparatus and give its reference."""
    if element in reading.ids:
        return (NoteRef(reading.ids[element]),)
    printed = _LABEL.sub("", element.get("n", "") or label)
    ident = reading.apparatus.reserve(printed)
    reading.ids[element] = ident
    reading.apparatus.fill(ident, reading.read_note(element, reading))
    return (NoteRef(ident),)


def _typed_code(element: Element, reading: Reading) -> Inlines:
    words = words_of(element)
    return (Span("code", (Text(words),)),) if words else ()


INLINES: dict[str, Callable[[Element, Reading], Inlines]] = {
    "hi": _highlight, "emph": _emphasis, "foreign": _foreign, "title": _title, "choice": _choice,
    "app": _variants, "del": _deletion, "gap": _gap,
    **dict.fromkeys(set_of("q said quote soCalled"), _quotation), "pb": _page,
    "lb": lambda element, reading: (LineBreak(),), "cb": lambda element, reading: (Text(" "),),
    "milestone": lambda element, reading: (), "anchor": _anchor,
    "space": lambda element, reading: (Text(" "),), "ref": _reference, "ptr": _reference,
    "graphic": _graphic, "figure": _graphic, "note": _note,
    **dict.fromkeys(set_of("formula code ident gi"), _typed_code),
}  # fmt: skip
"""What an element inside a line becomes."""
