"""What stands in the line, as plain text: italics ``_so_``, bold ``=so=``, marks ``[1]``.

Handlers leave control characters where an emphasis begins and ends (XML forbids them, so no text
can hold one); ``settle`` turns them into signs once the whole paragraph is known, since a sign
inside a word would break the word for every search.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.write.labels import Labels
from pipeline.write.notes import has_mark
from pipeline.write.render import fills_line, identifier
from pipeline.xml import TEI, Element, name_of

ITALIC, BOLD, RAISED, LOWERED, END = "\x01", "\x02", "\x03", "\x04", "\x05"
CONTROL = re.compile(r"([\x01-\x05])")
SIGNS = MappingProxyType({ITALIC: "_", BOLD: "="})
FIGURES = frozenset("0123456789+-−()")
RAISED_FIGURES = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
LOWERED_FIGURES = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
ADDRESS_ENDS = re.compile(r"^[a-z]+://(?:www\.)?|/$")
SPACES = re.compile(r"[ \t\r\n\f]+")
ROUND_BREAK = re.compile(r" *\n *")
RENDITIONS = MappingProxyType({
    "simple:italic": ITALIC, "simple:bold": BOLD,
    "simple:superscript": RAISED, "simple:subscript": LOWERED,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler may know of the whole: note id to mark, and the edition's own words."""

    marks: Mapping[str, str]
    words: Labels
    links: bool = True
    """Whether the address of a link follows its words."""


Inline = Callable[[Element, Context], str]


def line(node: Element, context: Context) -> str:
    """Give the text of an element with its signs, white space collapsed, ``lb`` as newline."""
    return settle(spread(node, context))


def spread(node: Element, context: Context) -> str:
    """Give the text of an element's children before the signs are settled."""
    parts = [collapse(node.text)]
    for child in node:
        if isinstance(child.tag, str):
            parts.append(INLINES.get(name_of(child), spread)(child, context))
        parts.append(collapse(child.tail))
    return "".join(parts)


def collapse(text: str | None) -> str:
    """Make every run of white space one space."""
    return SPACES.sub(" ", text or "")


def settle(text: str) -> str:
    """Turn the control characters of a whole paragraph into signs.

    Emphasis inside a word and inside the same emphasis gets none. Raised letters after a word are
    an ordinal or an abbreviation and stay plain, figures become Unicode's raised figures.

    >>> settle("the 20\x03th\x05 and x\x032\x05, x\x03a+1\x05")
    'the 20th and x², x^{a+1}'
    >>> settle("\x01so \x05it, un\x01real\x05, \x01a \x01b\x05 c\x05")
    '_so_ it, unreal, _a b c_'
    """
    pieces = CONTROL.split(text)
    open_spans: list[tuple[str, list[str]]] = [("", [])]
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            open_spans[-1][1].append(piece)
        elif piece != END:
            open_spans.append((piece, []))
        else:
            kind, parts = open_spans.pop()
            nested = any(kind == outer for outer, _ in open_spans)
            held = (part for _, outer in reversed(open_spans) for part in reversed(outer) if part)
            left, right = next(held, ""), next(filter(None, pieces[index + 1 :: 2]), "")
            span = _span(kind, "".join(parts), left, right, nested)
            open_spans[-1][1].append(span)
    return ROUND_BREAK.sub("\n", re.sub(r" {2,}", " ", "".join(open_spans[0][1]))).strip()


def _span(kind: str, content: str, left: str, right: str, nested: bool) -> str:
    inner = content.strip()
    before, _, after = content.partition(inner) if inner else (content, "", "")
    follows = not before and left[-1:].isalnum()
    goes_on = not after and right[:1].isalnum()
    if kind in (RAISED, LOWERED):
        return before + _script(kind, inner, follows) + after
    glued = (follows and inner[:1].isalnum()) or (goes_on and inner[-1:].isalnum())
    sign = "" if nested or glued or not inner else SIGNS[kind]
    return before + sign + inner + sign + after


def _script(kind: str, inner: str, follows: bool) -> str:
    if inner and set(inner) <= FIGURES:
        return inner.translate(RAISED_FIGURES if kind == RAISED else LOWERED_FIGURES)
    if not inner or (kind == RAISED and follows and inner.replace(".", "").isalpha()):
        return inner
    return f"{'^' if kind == RAISED else '_'}{{{inner}}}"


def _marked(kind: str) -> Inline:
    return lambda node, context: kind + spread(node, context) + END


def _hi(node: Element, context: Context) -> str:
    kinds = [RENDITIONS.get(r, "") for r in str(node.get("rendition") or "simple:italic").split()]
    return "".join(kinds) + spread(node, context) + END * sum(1 for kind in kinds if kind)


def _title(node: Element, context: Context) -> str:
    alone = node.get("level", "m") in {"m", "j", "s"}
    return (_marked(ITALIC) if alone else spread)(node, context)


def _foreign(node: Element, context: Context) -> str:
    return (spread if fills_line(node) else _marked(ITALIC))(node, context)


def _note(node: Element, context: Context) -> str:
    return f"[{context.marks.get(identifier(node), '*')}]" if has_mark(node) else ""


def _ref(node: Element, context: Context) -> str:
    words, target = spread(node, context), str(node.get("target") or "")
    if node.get("type") == "noteAnchor":
        return f"[{context.marks.get(target.removeprefix('#'), words)}]"
    bare = ADDRESS_ENDS.sub("", target)
    if not context.links or "://" not in target or bare in words:
        return words
    return f"{words} <{target}>"


def _choice(node: Element, context: Context) -> str:
    return "".join(spread(child, context) for child in node.iterfind(f"{TEI}corr"))


def _graphic(node: Element, context: Context) -> str:
    words = spread(node, context).strip()
    return f"[{words}]" if words else ""


INLINES: Mapping[str, Inline] = MappingProxyType({
    # never shown, each for a reason: the rejected reading; another edition's page
    "sic": lambda node, context: "", "pb": lambda node, context: "",
    "lb": lambda node, context: "\n", "gap": lambda node, context: "[…]",
    "choice": _choice, "note": _note, "ref": _ref, "graphic": _graphic, "hi": _hi,
    "title": _title, "foreign": _foreign, "stage": _marked(ITALIC),
    "corr": spread, "supplied": spread, "unclear": spread, "date": spread, "author": spread,
    "editor": spread, "publisher": spread, "pubPlace": spread, "biblScope": spread,
    "desc": spread,
})  # fmt: skip
