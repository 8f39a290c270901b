"""Notes that a web page sets as links there and back, made into notes.

HTML knows no notes: ``<a href="#fn1">[1]</a>`` in the text leads to a paragraph or list item with
that id, which leads back. Pandoc leaves both where they are. A note is recognised by its mark, by
standing after the mark, and by leading back or by an id or class that says so.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipeline.read.pandoc_context import Node

NUMBER = r"\d{1,3}|1[0-4]\d\d"
"""The number of a note; from 1500 on it is a year, which may lead to a list of references."""
SIGN = rf"{NUMBER}|[*†‡§¶]{{1,3}}|[a-z]|[ivxl]{{1,5}}"
MARK = re.compile(rf"[\[({{]?(?:{SIGN})[\])}}.]?")
BACK = re.compile(rf"[\[({{]?(?:{SIGN}|[↩↑⏎^◄←⤴]\ufe0e?|back)[\])}}.]?")
NOTE_ID = re.compile(
    r"(?:^|[^a-z])(?:fn|ftn|note|footnote|endnote|sdfootnote|nota|anm|_ftn|_edn)", re.I
)


def link_notes(blocks: list[Node]) -> list[Node]:
    """Put every note that is linked there and back in the place of its mark."""
    wanted = {link["c"][2][0][1:] for link in links_in(blocks) if _is_mark(link)}
    bodies: dict[str, list[Node]] = {}
    rest = _take_bodies(blocks, wanted, bodies)
    if not bodies:
        return blocks
    return [_with_notes(block, bodies) for block in rest if not _hollow(block)]


def nodes_in(tree: Any) -> Iterator[Node]:
    """Run through the blocks and inlines in a part of pandoc's tree, outer before inner."""
    if isinstance(tree, list):
        for inner in tree:
            yield from nodes_in(inner)
    elif isinstance(tree, dict):
        yield tree
        yield from nodes_in(tree.get("c"))


def links_in(tree: Any) -> Iterator[Node]:
    """Run through the links in a part of pandoc's tree."""
    return (node for node in nodes_in(tree) if node.get("t") == "Link")


def _is_mark(link: Node) -> bool:
    return link["c"][2][0].startswith("#") and bool(MARK.fullmatch(_label(link)))


def words_in(tree: Any, between: str = " ") -> str:
    """Give all words of a part of pandoc's tree in a row."""
    return between.join(str(node["c"]) for node in nodes_in(tree) if node.get("t") == "Str")


def _label(link: Node) -> str:
    return words_in(link["c"][1], "").strip()


def _take_bodies(blocks: list[Node], wanted: set[str], bodies: dict[str, list[Node]]) -> list[Node]:
    kept: list[Node] = []
    for block in blocks:
        name = block["t"]
        ident = _ident(block)
        if ident in wanted and ident not in bodies and _is_body(block, ident):
            bodies[ident] = _stripped([block])
        elif name in {"OrderedList", "BulletList"}:
            kept += _list_without(block, wanted, bodies)
        elif name == "Div" and (first := _lone_body(block, wanted)) and first not in bodies:
            bodies[first] = _stripped(block["c"][1])
        elif name == "Div":
            inner = _take_bodies(block["c"][1], wanted, bodies)
            if len(inner) < len(block["c"][1]) and all(b["t"] == "HorizontalRule" for b in inner):
                inner = []  # the rule over the notes
            kept.append({"t": "Div", "c": [block["c"][0], inner]})
        else:
            kept.append(block)
    return kept


def _lone_body(block: Node, wanted: set[str]) -> str:
    """Name the note that a division of several paragraphs is, where its first one says so."""
    idents = [_ident(inner) for inner in block["c"][1]]
    if not idents or [ident for ident in idents if ident in wanted] != idents[:1]:
        return ""
    return idents[0] if _is_body(block["c"][1][0], idents[0]) and len(idents) > 1 else ""


def _list_without(block: Node, wanted: set[str], bodies: dict[str, list[Node]]) -> list[Node]:
    items = block["c"][1] if block["t"] == "OrderedList" else block["c"]
    left = []
    for item in items:
        ident = _ident(item[0]) if item else ""
        if ident in wanted and ident not in bodies and any(_is_body(b, ident) for b in item):
            bodies[ident] = _stripped(item)
        else:
            left.append(item)
    if len(left) == len(items):
        return [block]
    content = [block["c"][0], left] if block["t"] == "OrderedList" else left
    return [{"t": block["t"], "c": content}] if left else []


def _ident(block: Node) -> str:
    """Find the id of a block: its own, or that of what stands first in it."""
    if block["t"] == "Div":
        return str(block["c"][0][0]) or (_ident(block["c"][1][0]) if block["c"][1] else "")
    first = block["c"] if block["t"] in {"Para", "Plain"} else []
    while first and first[0]["t"] in {"Superscript", "Strong", "Emph"}:
        first = first[0]["c"]
    if first and first[0]["t"] in {"Span", "Link"}:
        own = str(first[0]["c"][0][0])
        inner = first[0]["c"][1]
        return own or (_ident({"t": "Plain", "c": inner}) if inner else "")
    return ""


def _is_body(block: Node, ident: str) -> bool:
    return bool(NOTE_ID.search(ident)) or any(_leads_back(link) for link in links_in(block))


def _leads_back(link: Node) -> bool:
    back = link["c"][2][0].startswith("#") and BACK.fullmatch(_label(link))
    return bool(back) or "footnotebody" in link["c"][0][1] or "footnote-back" in link["c"][0][1]


def _stripped(blocks: list[Node]) -> list[Node]:
    """Take the marks and the ways back out of a note."""
    return [_without_back(block) for block in blocks]


def _without_back(value: Any) -> Any:
    if isinstance(value, list):
        kept = [inner for inner in value if not _is_way_back(inner)]
        return [_without_back(inner) for inner in kept]
    if isinstance(value, dict) and "c" in value:
        return {"t": value["t"], "c": _without_back(value["c"])}
    return value


def _is_way_back(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if value.get("t") == "Superscript":
        return bool(value["c"]) and all(_is_way_back(inner) for inner in value["c"])
    return value.get("t") == "Link" and _leads_back(value)


def _with_notes(value: Any, bodies: dict[str, list[Node]]) -> Any:
    if isinstance(value, list):
        return [_with_notes(inner, bodies) for inner in value]
    if isinstance(value, dict) and "c" in value:
        if value["t"] == "Link" and _is_mark(value) and value["c"][2][0][1:] in bodies:
            return {"t": "Note", "c": bodies[value["c"][2][0][1:]]}
        return {"t": value["t"], "c": _with_notes(value["c"], bodies)}
    return value


def _hollow(block: Node) -> bool:
    """A division that held only notes has nothing left to say."""
    return block["t"] == "Div" and all(_hollow(inner) for inner in block["c"][1])
