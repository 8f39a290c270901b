"""Pandoc's inlines to ours.

Each inline of pandoc's syntax tree is ``{"t": name, "c": content}``. Raw HTML never passes: a
pair of tags that only sets type (``<sup>``) becomes that type, every other tag is dropped and
counted.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.model import (
    Anchor,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    PageBreak,
    Span,
    Text,
    plain,
)  # fmt: skip
from pipeline.read.assemble import collapse, tidy
from pipeline.read.pandoc_context import PAGE, PLACE_MARK, Context, Node
from pipeline.read.places import place_of
from pipeline.xml import address

SPANS = {
    "Emph": "italic", "Strong": "bold", "Underline": "underline", "Strikeout": "strike",
    "Superscript": "superscript", "Subscript": "subscript", "SmallCaps": "smallcaps",
}  # fmt: skip
"""Pandoc's inlines that set type, and ours."""

CLASSES = {"smallcaps": "smallcaps", "sc": "smallcaps", "underline": "underline", "ul": "underline"}
"""Classes of a span that set type."""

TAGS = {
    "i": "italic", "em": "italic", "cite": "italic", "b": "bold", "strong": "bold",
    "u": "underline", "s": "strike", "del": "strike", "sup": "superscript", "sub": "subscript",
    "code": "code", "tt": "code",
}  # fmt: skip
"""Raw HTML tags that set type."""

_GUILLEMETS = ("«", "»", "“", "”")
_ENGLISH = ("“", "”", "‘", "’")
_LOW = ("„", "“", "‚", "‘")
_NORDIC = ("”", "”", "’", "’")

QUOTES: dict[str, tuple[str, str, str, str]] = {
    "fr": ("«\u202f", "\u202f»", "“", "”"), "de": _LOW, "sr": _LOW, "cs": _LOW, "es": _GUILLEMETS,
    "it": _GUILLEMETS, "ru": ("«", "»", "„", "“"), "uk": ("«", "»", "„", "“"), "el": _GUILLEMETS,
    "pl": ("„", "”", "«", "»"), "sv": _NORDIC, "fi": _NORDIC, "fa": ("«", "»", "‹", "›"),
    "zh": _ENGLISH, "ja": ("「", "」", "『", "』"),
}  # fmt: skip
"""Outer and inner quotation marks by language; any other has the English ones."""

_LANG_CLASS = re.compile(r"lang-[A-Za-z-]{2,12}")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z]+)[^<>]*>")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_TRAIL = ".,;:!?)]}'’”»"


def inlines(nodes: list[Node], context: Context) -> Inlines:
    """Turn pandoc's inlines into the content of a line."""
    return _foreign(tidy(_inlines(nodes, context)), context.foreign, context)


def _inlines(nodes: list[Node], context: Context) -> Inlines:
    made: list[Inline] = []
    at = 0
    while at < len(nodes):
        end = _closing_tag(nodes, at)
        if end:
            kind = TAGS[_TAG.fullmatch(nodes[at]["c"][1])["name"].lower()]  # type: ignore[index]
            made.append(Span(kind, _inlines(nodes[at + 1 : end], context)))
            at = end + 1
        else:
            made += _inline(nodes[at], context)
            at += 1
    return collapse(made)


def _closing_tag(nodes: list[Node], at: int) -> int:
    """Find the end of a raw tag that sets type; 0 when this is none, or never ends."""
    opened = _raw_tag(nodes[at])
    if not opened or opened[0] or opened[1] not in TAGS:
        return 0
    closed = ("/", opened[1])
    return next((end for end in range(at + 1, len(nodes)) if _raw_tag(nodes[end]) == closed), 0)


def _raw_tag(node: Node) -> tuple[str, str] | None:
    if node["t"] != "RawInline" or not node["c"][0].startswith("html"):
        return None
    match = _TAG.fullmatch(node["c"][1])
    return (match["close"], match["name"].lower()) if match else None


def _inline(node: Node, context: Context) -> Inlines:
    name, content = node["t"], node.get("c", [])
    if name in SPANS:
        return _span(SPANS[name], _inlines(content, context))
    return INLINES[name](content, context)


def _span(kind: str, content: Inlines) -> Inlines:
    """Set content in a type; a mark that is only a note needs none."""
    if all(isinstance(inline, NoteRef) for inline in content):
        return content
    return (Span(kind, content),)


def _string(text: str, context: Context) -> Inlines:
    text = context.characters(text)
    return tuple(_linked(text)) if "://" in text else (Text(text),)


def _linked(text: str) -> Iterator[Inline]:
    start = 0
    for match in _ADDRESS.finditer(text):
        found = match[0].rstrip(_TRAIL)
        yield Text(text[start : match.start()])
        yield Link(found, (Text(found),)) if address(found) else Text(found)
        start = match.start() + len(found)
    yield Text(text[start:])


def quotation_marks(lang: str) -> tuple[str, str, str, str]:
    """Give the four quotation marks of a language: outer left and right, inner left and right."""
    return QUOTES.get(lang.split("-")[0].lower(), _ENGLISH)


def _quoted(content: list[Any], context: Context) -> Inlines:
    marks = quotation_marks(context.lang)
    left, right = marks[:2] if content[0]["t"] == "DoubleQuote" else marks[2:]
    context.apparatus.count(
        "quotation-marks-set",
        "{n} quotations were marked up or typed with straight marks; typographic marks stand there",
    )
    return (Text(left), *_inlines(content[1], context), Text(right))


def _link(content: list[Any], context: Context) -> Inlines:
    inner = _inlines(content[1], context)
    target = content[2][0]
    if target.startswith(PLACE_MARK):
        name = target.removeprefix(PLACE_MARK)
        return (Anchor(name),) if name in context.wanted else ()
    if not target or (target.startswith("#") and not inner):
        return inner
    flat = tuple(i for one in inner for i in (one.content if isinstance(one, Link) else (one,)))
    if target.startswith("#"):
        return (Link(f"#{place_of(target)}", flat),)
    if address(target):
        return (Link(target, flat or (Text(target),)),)
    context.apparatus.count("link-dropped", "{n} links lead nowhere on the web; their words stay")
    return flat


def _image(content: list[Any], context: Context) -> Inlines:
    name = content[2][0]
    return (context.picture(name, plain(inlines(content[1], context))),)


def _styled(content: list[Any], context: Context) -> Inlines:
    (ident, classes, attributes), nodes = content
    if PAGE in classes:
        number = dict(attributes).get("n", "")
        context.pages.append(number)
        return (PageBreak(number),)
    inner = _inlines(nodes, context)
    for name in classes:
        if name in CLASSES:
            inner = (Span(CLASSES[name], inner),)
    lang = language_in(classes, attributes)
    only = inner[0] if len(inner) == 1 else None
    if lang and isinstance(only, Span) and only.kind == "italic":
        inner = _foreign(only.content, lang, context)  # such words are set in italics anyway
        return inner if inner != only.content else (only,)
    place = (Anchor(ident),) if ident in context.wanted else ()
    return (*place, *_foreign(inner, lang, context))


def language_in(classes: list[str], attributes: list[list[str]]) -> str:
    """Name the language that a span or a division says it is in; empty if it says none."""
    named = next((name[5:] for name in classes if _LANG_CLASS.fullmatch(name)), "")
    return dict(attributes).get("lang", "") or named


def _foreign(content: Inlines, lang: str, context: Context) -> Inlines:
    other = lang.split("-")[0] != context.lang.split("-")[0]
    return (Span("foreign", content, lang),) if lang and other and content else content


def _raw(content: list[str], context: Context) -> Inlines:
    if content[0].startswith("html") and _BREAK.fullmatch(content[1].strip()):
        return (LineBreak(),)
    context.apparatus.count("raw-markup-dropped", "{n} pieces of raw markup were dropped")
    return ()


def _math(content: list[Any], context: Context) -> Inlines:
    context.apparatus.count("formula-as-source", "{n} formulas stand as their TeX source")
    return (Span("code", (Text(context.characters(content[1])),)),)


INLINES: dict[str, Callable[[Any, Context], Inlines]] = {
    "Str": _string, "Space": lambda content, context: (Text(" "),),
    "SoftBreak": lambda content, context: (Text(" "),),
    "LineBreak": lambda content, context: (LineBreak(),), "Quoted": _quoted,
    "Cite": lambda content, context: _inlines(content[1], context),
    "Code": lambda content, context: (Span("code", (Text(context.characters(content[1])),)),),
    "Math": _math, "RawInline": _raw, "Link": _link, "Image": _image,
    "Note": lambda content, context: context.note(content), "Span": _styled,
}  # fmt: skip
"""What each of pandoc's inlines becomes."""
