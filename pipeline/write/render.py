"""How a TEI tree becomes nodes of another vocabulary.

A writer is a read-only table: TEI element name to a small function of the node and the renderer.
The function gives the nodes that stand for it. An element that is not in the table is a bug and
raises, so that nothing is dropped because nobody thought of it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.write.labels import Labels
from pipeline.xml import TEI, XML_ID, Element, name_of

Node = Element | str
Handler = Callable[[Element, "Renderer"], Iterable[Node]]
Table = Mapping[str, Handler]

REST_OF_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
BLOCKS = frozenset((
    "ab", "closer", "div", "epigraph", "figure", "lg", "list", "listBibl", "p", "quote", "sp",
    "table",
))  # fmt: skip
LINES = frozenset(("p", "l", "head", "cell", "label", "signed", "dateline", "speaker"))


@dataclass(frozen=True, slots=True)
class Renderer:
    """What a handler may ask for while it renders a node.

    ``table`` gives the handler of each element; ``href`` gives the address of an ``xml:id`` in
    this edition, or None where the edition does not show it; ``labels`` are the edition's own
    words in the language of the text; ``top`` is the heading level of a top division.
    """

    table: Table
    href: Callable[[str], str | None]
    labels: Labels
    top: int = 2

    def render(self, node: Element) -> Iterable[Node]:
        """Give the nodes that stand for this element, without its tail."""
        return self.table[name_of(node)](node, self)

    def children(self, node: Element) -> list[Node]:
        """Give the nodes that stand for the text and the children of this element."""
        nodes: list[Node] = [node.text] if node.text else []
        for child in node:
            tail = child.tail or ""
            if isinstance(child.tag, str):
                if joins_word(child) and (rest := REST_OF_WORD.match(tail)):
                    # a mark inside a word hides the word from a search and breaks it when read out
                    nodes.append(rest[0])
                    tail = tail[rest.end() :]
                nodes += self.render(child)
            if tail:
                nodes.append(tail)
        return nodes


def identifier(node: Element) -> str:
    """Give the ``xml:id`` of an element, or an empty string."""
    return str(node.get(XML_ID) or "")


def joins_word(node: Element) -> bool:
    """Tell whether this is a page break inside a word."""
    return name_of(node) == "pb" and node.get("break") == "no"


def elements(node: Element) -> Iterator[Element]:
    """Run through the child elements, past comments and processing instructions."""
    return (child for child in node if isinstance(child.tag, str))


def fills_line(node: Element) -> bool:
    """Tell whether an element is all that its paragraph, verse line or heading holds."""
    parent = node.getparent()
    alone = parent is not None and name_of(parent) in LINES and len(parent) == 1
    return alone and parent is not None and not f"{parent.text or ''}{node.tail or ''}".strip()


def depth(node: Element) -> int:
    """Count the divisions that an element stands in."""
    return sum(1 for _ in node.iterancestors(f"{TEI}div"))


def holds_blocks(node: Element) -> bool:
    """Tell whether an element has a child that cannot stand inside a paragraph."""
    return any(name_of(child) in BLOCKS for child in elements(node))


def is_shown(node: Element) -> bool:
    """Tell whether an edition shows this element.

    The printed contents page counts pages of another edition, so it stays in the TEI.
    """
    return not (name_of(node) == "div" and node.get("type") == "contents")
