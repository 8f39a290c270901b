"""Places that a link within the text leads to, in pandoc's tree.

Pandoc keeps the id of a heading, a division or a table on the block, and drops the blocks that
hold nothing else. An empty span with that id, behind the first words of the block, says the same,
and comes through all that is done to the words.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from pipeline.read.linked_notes import links_in, nodes_in
from pipeline.read.pandoc_context import Node

HOLDERS = {"Header": 1, "Div": 0, "Figure": 0, "Table": 0}
"""The blocks that have ids, and where among their parts these stand."""


def mark_places(blocks: list[Node]) -> frozenset[str]:
    """Set the ids to which links in these blocks lead where they are seen, and name them."""
    targets = (str(link["c"][2][0]) for link in links_in(blocks))
    wanted = frozenset(place_of(target) for target in targets if target.startswith("#"))
    _mark(blocks, wanted)
    return wanted


def place_of(target: str) -> str:
    """Name the place that a link's target is, written as in an address or as it is."""
    return unquote(target.removeprefix("#"))


def _mark(value: Any, wanted: frozenset[str]) -> None:
    """Set the id of each block that is wanted on an empty span behind its first words."""
    if isinstance(value, dict):
        _mark(value.get("c"), wanted)
    elif isinstance(value, list):
        for inner in value:
            _mark(inner, wanted)
        _mark_blocks(value, wanted)


def _mark_blocks(blocks: list[Any], wanted: frozenset[str]) -> None:
    carried: list[Node] = []
    for block in [block for block in blocks if isinstance(block, dict)]:
        hollow = block["t"] in {"Para", "Plain"} and all(map(_is_place, block["c"]))
        if hollow and block["c"] and block is not blocks[-1]:
            carried += block["c"]
            blocks.remove(block)
            continue
        ident = block["c"][HOLDERS[block["t"]]][0] if block["t"] in HOLDERS else ""
        places = carried + [_place(ident)] * (ident in wanted)
        line = next(_lines(block), None) if places else None
        if line is not None:
            line += places
            carried = []


def _place(ident: str) -> Node:
    return {"t": "Span", "c": [[ident, [], []], []]}


def _is_place(node: Node) -> bool:
    return node["t"] == "Span" and bool(node["c"][0][0]) and not node["c"][0][1] + node["c"][1]


def _lines(block: Node) -> Iterator[list[Node]]:
    """Run through the lines of words that a block holds."""
    for node in nodes_in(block):
        match node.get("t"):
            case "Para" | "Plain":
                yield node["c"]
            case "Header":
                yield node["c"][2]
            case "LineBlock":
                yield from node["c"]
