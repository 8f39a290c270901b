"""Encode divisions: heads and mottoes first, signatures last, parts within."""

from itertools import takewhile

from pipeline.model import Block, Blocks, Division, Epigraph, Heading, Inlines, PageBreak, Signature
from pipeline.tei.blocks import put_block, put_blocks
from pipeline.tei.build import child
from pipeline.tei.inlines import page_break, put_inlines
from pipeline.tei.mottoes import with_mottoes
from pipeline.tei.state import State
from pipeline.tei.wrap import reading
from pipeline.xml import Element, name_of, set_of

KINDS = set_of(
    "abstract preface introduction dedication part chapter section text bibliography appendix notes"
)


def put_division(parent: Element, division: Division, state: State, kind: str = "") -> None:
    """Append a division and the divisions in it.

    ``kind`` overrules the division's own, where its place in the work decides. A heading that
    stands among the blocks opens a division of its own, as deep as that one.
    """
    kind = kind or (division.kind if division.kind in KINDS else "section")
    name = reading(division.heading.content) if division.heading else ""
    outer, state.in_contents = state.in_contents, kind == "contents" or state.in_contents
    node = child(parent, "div", type=kind, xml_id=state.ids.take(name, kind))
    if division.heading:
        _head(node, division.heading, state)
    headed, more = division.heading is not None, bool(division.divisions)
    more = more or (not headed and any(part is not division for part in state.document.body))
    rest = _top(node, division.blocks, state, headed=headed, more=more)
    state.linking = kind not in ("contents", "bibliography")
    own = list(takewhile(lambda block: not isinstance(block, Heading), rest))
    parts = (*_sections(rest[len(own) :]), *division.divisions)
    signed = [] if parts or kind == "contents" else _signatures(own)
    put_blocks(node, tuple(own[: len(own) - len(signed)]), state)
    for part in parts:
        put_division(node, part, state)
    for signature in (each for each in signed if each.lines):
        _closer(node, signature, state)
    state.linking, state.in_contents = False, outer


def _head(node: Element, heading: Heading, state: State, kind: str = "") -> None:
    """Encode a head; a page that begins with it begins before it."""
    breaks = list(takewhile(lambda inline: isinstance(inline, PageBreak), heading.content))
    for inline in breaks:
        if isinstance(inline, PageBreak):
            page_break(node, inline, state)
    content: Inlines = heading.content[len(breaks) :]
    put_inlines(child(node, "head", type=kind), content, state)


def _top(
    node: Element, blocks: Blocks, state: State, *, headed: bool, more: bool
) -> Blocks:  # fmt: skip
    """Encode the further heads and the mottoes with which a division opens; give the rest."""
    count = 0
    for block in blocks if headed else ():
        if not isinstance(block, Heading) or not _same_head(blocks, count):
            break
        _head(node, block, state, "sub")
        count += 1
    rest = with_mottoes(blocks[count:], more=more)
    mottoes = list(takewhile(lambda block: isinstance(block, Epigraph), rest))
    for motto in mottoes:
        element = child(node, "epigraph")
        put_blocks(element, motto.blocks if isinstance(motto, Epigraph) else (), state)
        if not len(element):
            node.remove(element)
    return rest[len(mottoes) :]


def _same_head(blocks: Blocks, index: int) -> bool:
    """Say whether a heading belongs to the one before it: no heading follows at its level."""
    heading = blocks[index]
    return isinstance(heading, Heading) and not any(
        isinstance(block, Heading) and block.level <= heading.level for block in blocks[index + 1 :]
    )


def _sections(blocks: Blocks) -> tuple[Division, ...]:
    """Make a division of each heading among the blocks and what follows it."""
    sections: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            sections.append((block, []))
        else:
            sections[-1][1].append(block)
    return tuple(Division("section", heading, tuple(held)) for heading, held in sections)


def _signatures(blocks: list[Block]) -> list[Signature]:
    """Give the signatures that end a division that has something before them."""
    found: list[Signature] = []
    for block in reversed(blocks[1:]):
        if not isinstance(block, Signature):
            break
        found.append(block)
    return found[::-1]


def _closer(node: Element, signature: Signature, state: State) -> None:
    """Encode a signature at the foot of a division: who signed; where and when."""
    if all(name_of(part) in ("pb", "head", "epigraph", "figure") for part in node):
        put_block(node, signature, state)
        return
    closer = child(node, "closer")
    for line in signature.lines:
        dated = any(character.isdigit() for character in reading(line))
        put_inlines(child(closer, "dateline" if dated else "signed"), line, state)
