"""Encode blocks: one small function for each."""

from typing import assert_never

from pipeline.model import (
    PLAIN,
    Bibliography,
    Block,
    Blocks,
    Code,
    Contents,
    Epigraph,
    Figure,
    Heading,
    Inlines,
    List,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Speech,
    Table,
    Text,
    Verse,
    joined_by_breaks,
)
from pipeline.tei.bibliography import Entry
from pipeline.tei.build import child, put, spaced
from pipeline.tei.citations import in_parentheses, overlaps, stretch
from pipeline.tei.contents import put_entries
from pipeline.tei.inlines import page_break, picture, put_inlines, put_text
from pipeline.tei.state import State
from pipeline.tei.wrap import italics, links, wrap
from pipeline.xml import XML_SPACE, Element, name_of

STYLES = {
    "1": (), "a": ("lower-alpha",), "A": ("upper-alpha",),
    "i": ("lower-roman",), "I": ("upper-roman",),
}  # fmt: skip
"""What ``rend`` says of a list whose numerals are not Arabic."""
IN_SPEECH = (Paragraph, Verse, List, Quote, Epigraph, Ornament, Signature, Code, Heading)


def put_blocks(parent: Element, blocks: Blocks, state: State) -> None:
    """Append each block to the element, in order.

    What in TEI may stand only at the head or the foot of a division (a heading, a motto, a
    signature) stands here in the middle of something, and becomes ``ab`` or ``quote`` of that
    type.
    """
    for block in blocks:
        put_block(parent, block, state)


def put_block(parent: Element, block: Block, state: State) -> None:
    """Append one block."""
    match block:
        case Quote():
            _quote(parent, block.blocks, state, "")
        case Epigraph():
            _quote(parent, block.blocks, state, "epigraph")
        case List():
            _list(parent, block, state)
        case Table():
            _table(parent, block, state)
        case Speech():
            _speech(parent, block, state)
        case Verse():
            _verse(parent, block, state)
        case Bibliography():
            _bibliography(parent, block, state)
        case Contents():
            put_entries(parent, block, state)
        case _:
            _put_lines(parent, block, state)


def _put_lines(
    parent: Element, block: Paragraph | Heading | Ornament | Figure | Code | Signature, state: State
) -> None:
    """Append a block that holds no other blocks."""
    match block:
        case Paragraph():
            _paragraph(parent, block.content, state)
        case Heading():
            put_inlines(child(parent, "ab", type="heading"), block.content, state)
        case Ornament():
            put_inlines(child(parent, "ab", type="ornament"), block.content, state)
        case Signature():
            if block.lines:
                put_inlines(
                    child(parent, "ab", type="signature"), joined_by_breaks(block.lines), state
                )
        case Figure():
            _figure(parent, block, state)
        case Code():
            _code(parent, block.text)
        case _:
            assert_never(block)


def only_breaks(content: Inlines) -> bool:
    """Say whether inlines hold page breaks and nothing that a reader sees."""
    return all(
        isinstance(i, PageBreak) or (isinstance(i, Text) and not i.text.strip()) for i in content
    )


def _paragraph(parent: Element, content: Inlines, state: State) -> None:
    if only_breaks(content):
        for inline in content:
            if isinstance(inline, PageBreak):
                page_break(parent, inline, state)
        return
    put_text(child(parent, "p"), content, state)


def _quote(parent: Element, blocks: Blocks, state: State, kind: str) -> None:
    node = child(parent, "quote", type=kind)
    put_blocks(node, blocks, state)
    if not len(node):
        parent.remove(node)


def _verse(parent: Element, verse: Verse, state: State) -> None:
    stanzas = [stanza for stanza in verse.stanzas if stanza]
    if len(stanzas) == 1:
        _stanza(child(parent, "lg"), stanzas[0], state)
    elif stanzas:
        poem = child(parent, "lg", type="poem")
        for stanza in stanzas:
            _stanza(child(poem, "lg", type="stanza"), stanza, state)


def _stanza(node: Element, stanza: tuple[Inlines, ...], state: State) -> None:
    for line in stanza:
        put_text(child(node, "l"), line, state)


def _list(parent: Element, block: List, state: State) -> None:
    """Encode a list: numbered, bulleted, or of terms, each with its label."""
    if not block.items:
        return
    gloss = any(item.label for item in block.items)
    rend = " ".join(("numbered", *STYLES[block.numbering.numeral])) if block.ordered else "bulleted"
    node = child(parent, "list", **({"type": "gloss"} if gloss else {"rend": rend}))
    for number, item in enumerate(block.items, block.start):
        if gloss:
            put_text(child(node, "label"), item.label, state)
        mark = str(number) if block.numbering == PLAIN else block.numbering.mark(number)
        body = child(node, "item", n=mark if block.ordered and not gloss else "")
        put_blocks(body, item.blocks, state)
        if not len(body):
            child(body, "p")


def _table(parent: Element, table: Table, state: State) -> None:
    rows = [row for row in table.rows if row]
    if not rows:
        _paragraph(parent, table.caption, state)
        return
    node = child(parent, "table")
    if table.caption:
        put_inlines(child(node, "head"), table.caption, state)
    for row in rows:
        body = child(node, "row")
        for cell in row:
            columns = str(cell.columns) if cell.columns > 1 else ""
            height = str(cell.rows) if cell.rows > 1 else ""
            role = "label" if cell.header else ""
            put_text(child(body, "cell", role=role, cols=columns, rows=height), cell.content, state)


def _figure(parent: Element, figure: Figure, state: State) -> None:
    node = child(parent, "figure")
    child(node, "graphic", url=picture(figure.image.name))
    if figure.caption:
        put_inlines(child(node, "head"), figure.caption, state)
    if figure.image.alt.strip():
        child(node, "figDesc", spaced(figure.image.alt).strip())


def _code(parent: Element, text: str) -> None:
    """Encode preformatted text; its spaces count, so nothing may reflow it."""
    node = child(parent, "ab", type="code")
    node.set(XML_SPACE, "preserve")
    for index, line in enumerate(text.strip("\n").split("\n")):
        if index:
            child(node, "lb")
        put(node, line)


def _speech(parent: Element, speech: Speech, state: State) -> None:
    """Encode a speech; what TEI does not allow in one stands in it as a quotation."""
    node = child(parent, "sp")
    if speech.speaker:
        put_inlines(child(node, "speaker"), speech.speaker, state)
    for block in speech.blocks:
        if isinstance(block, IN_SPEECH):
            put_block(node, block, state)
        else:
            _quote(node, (block,), state, "")
    if all(name_of(part) in ("speaker", "pb") for part in node):
        child(node, "p")


def _bibliography(parent: Element, block: Bibliography, state: State) -> None:
    """Append the entries of a list, each as printed, with what is certain of it marked."""
    entries = state.catalogue.entries(block)
    if not entries:
        return
    node = child(parent, "listBibl")
    for entry in entries:
        _entry(node, entry, state)


def _entry(parent: Element, entry: Entry, state: State) -> None:
    """Encode an entry; a citation inside it (``reprinted in (Baldwin 1970)``) is linked too."""
    taken = [(s.start, s.end) for s in entry.read.stretches] + links(entry.inlines)
    cited = [
        stretch(citation)
        for citation in in_parentheses(entry.read.text, italics(entry.inlines), state.catalogue)
        if citation.entries and all(c.id != entry.id for c in citation.entries)
        and not overlaps(citation, taken)
    ]  # fmt: skip
    stretches = sorted([*entry.read.stretches, *cited], key=lambda s: s.start)
    put_inlines(child(parent, "bibl", xml_id=entry.id), wrap(entry.inlines, stretches), state)
