"""Mottoes: quotations at the head of a work or a division, each over the line of its source."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import (
    Block,
    Blocks,
    Epigraph,
    Heading,
    Inlines,
    LineBreak,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Span,
    Text,
    Verse,
    plain,
)
from pipeline.xml import set_of

DASHED = re.compile(r"[—–―‒-]{1,3}\s*(?=\S)")
QUOTED = re.compile(r"[“\"«„‘'].*[”\"»“’'][.…]?\s*\Z", re.DOTALL)
ENDED = re.compile(r"[.!?…][”\"»“’')\]]*\Z")
PARTICLES = set_of(
    "of the and de la le les du des von van der den del della di da do dos y e et und zu zur in "
    "to from on at ibn al el bin i и af av og och"
)
"""Small words that stand in names and titles of works."""
LONGEST = 120
"""A source is no longer, in characters."""
NAME = 6
"""A name has no more words."""
MOST = 4
"""More quotations than this are no mottoes but the text: a collection."""
SHORT = 700
"""A paragraph of a motto that was not set off is shorter, in characters."""
ABOVE = 3
"""So many paragraphs at most belong to one source."""


def with_mottoes(blocks: Blocks, *, more: bool = False) -> Blocks:
    """Give the blocks of a division with the quotations at its head as mottoes.

    A quotation is one when the line of its source stands under it: a dash and a name. One that
    was set off, or stands in quotation marks or italics, may have a source without a dash, if
    that names a work or a year. A quotation without a source stays what it is, and so does one
    with nothing behind it, or too many in a row: they are the text itself. ``more`` says that
    divisions follow.
    """
    found: list[Block] = []
    rest = blocks
    while rest:
        taken = _motto(rest)
        if not taken:
            break
        motto, rest = taken
        found.append(motto)
    told = any(isinstance(block, Paragraph | Verse) and not _source(block) for block in rest)
    if not found or len(found) > MOST or not (told or more):
        return blocks
    return (*found, *rest)


def _motto(blocks: Blocks) -> tuple[Epigraph, Blocks] | None:
    """Take a quotation and its source off the head of the blocks."""
    first = blocks[0]
    if isinstance(first, Epigraph):
        return first, blocks[1:]
    if isinstance(first, Quote):
        return _set_off(first, blocks[1:])
    if isinstance(first, Verse) and _is_signed(first):
        return Epigraph((first,)), blocks[1:]
    blocks = (*_parted(blocks[:ABOVE]), *blocks[ABOVE:])
    for count in range(1, min(ABOVE, len(blocks) - 1) + 1):
        quoted, source = blocks[:count], blocks[count]
        if not all(_may_be_quoted(block) for block in quoted):
            return None
        lines = _source(source, marked=all(_is_marked(block) for block in quoted))
        if lines:
            if _speech(blocks, count):
                return None
            return _epigraph(quoted, lines), blocks[count + 1 :]
    return None


def _set_off(quote: Quote, rest: Blocks) -> tuple[Epigraph, Blocks] | None:
    """Take a block quotation; its source is the last of its lines, or the block behind it."""
    inner = tuple(_parted(quote.blocks))
    for count, block in enumerate(inner[1:], 1):
        lines = _source(block, marked=True)
        if lines:
            held = inner[count + 1 :]
            behind = (replace(quote, blocks=held), *rest) if held else rest
            return _epigraph(inner[:count], lines), behind
    if inner and isinstance(inner[-1], Verse) and _is_signed(inner[-1]):
        return Epigraph(quote.blocks), rest
    lines = _source(rest[0], marked=True) if inner and rest else ()
    return (_epigraph(quote.blocks, lines), rest[1:]) if lines else None


def _epigraph(quoted: Blocks, lines: tuple[Inlines, ...]) -> Epigraph:
    return Epigraph((Quote(quoted), Signature(lines)))


def _is_signed(verse: Verse) -> bool:
    """Say whether the last line of verse is a source; it stays where the printer set it."""
    lines = verse.stanzas[-1] if verse.stanzas else ()
    return len(lines) > 1 and bool(_source(Paragraph(lines[-1])))


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Part a last line that a line break sets under the words, where it is a source."""
    for block in blocks:
        content = block.content if isinstance(block, Paragraph) else ()
        at = max((i for i, node in enumerate(content) if isinstance(node, LineBreak)), default=0)
        last = Paragraph(content[at + 1 :]) if at else None
        if isinstance(block, Paragraph) and last and _source(last):
            yield replace(block, content=content[:at])
            yield last
        else:
            yield block


def _source(block: Block, *, marked: bool = False) -> tuple[Inlines, ...]:
    """Give the lines of a source, or nothing if the block is none."""
    if isinstance(block, Signature):
        text = " ".join(plain(line) for line in block.lines)
        return block.lines if marked and len(text) <= LONGEST else ()
    if not isinstance(block, Paragraph):
        return ()
    text = re.sub(r"\s+", " ", plain(block.content)).strip()
    if not 3 < len(text) <= LONGEST or text[-1] in "!?:;,…":
        return ()
    dash = DASHED.match(text)
    bare = text[dash.end() :] if dash else text
    name = re.split(r"[,(“\"«]|\s\d{4}\b", bare, maxsplit=1)[0]
    if dash:
        return (block.content,) if _is_name(name) or (marked and not ENDED.search(text)) else ()
    italic = any(isinstance(node, Span) and node.kind == "italic" for node in block.content)
    work = bare != name and bool(re.search(r"\d{4}|[“\"«]", bare) or italic)
    whole = _is_italic(block) or work
    return (block.content,) if marked and whole and _is_name(name) and " " in name.strip() else ()


def _is_name(text: str) -> bool:
    """Say whether each word has a capital, save the particles of names and titles.

    >>> _is_name("Emma Goldman"), _is_name("Rosa von Praunheim"), _is_name("but he was right")
    (True, True, False)
    """
    parts = re.findall(r"[^\W\d_][\w’'.-]*", text)
    if not 0 < len(parts) <= NAME or parts[0][0].islower() or re.search(r"[.!?]\s+\w{4}", text):
        return False
    return all(not word[0].islower() or word in PARTICLES for word in parts)


def _may_be_quoted(block: Block) -> bool:
    if isinstance(block, Paragraph):
        text = plain(block.content).strip()
        return len(text) < SHORT and bool(ENDED.search(text) or QUOTED.match(text))
    return isinstance(block, Verse)


def _is_marked(block: Block) -> bool:
    return isinstance(block, Verse) or _is_italic(block) or (
        isinstance(block, Paragraph) and bool(QUOTED.match(plain(block.content).strip()))
    )  # fmt: skip


def _is_italic(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    parts = [
        node for node in block.content
        if not isinstance(node, PageBreak | LineBreak)
        and not (isinstance(node, Text) and not node.text.strip(" .\n"))
    ]  # fmt: skip
    return bool(parts) and all(isinstance(node, Span) and node.kind == "italic" for node in parts)


def _speech(blocks: Blocks, count: int) -> bool:
    """Say whether the line with a dash is one of a dialogue: what follows has one too."""
    following = blocks[count + 1] if count + 1 < len(blocks) else None
    if not isinstance(following, Paragraph):
        return not isinstance(following, Quote | Verse | Heading | Epigraph | None)
    behind = DASHED.match(plain(following.content).strip())
    return bool(behind) and not _source(following)
