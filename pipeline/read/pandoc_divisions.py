"""Pandoc's divisions to our blocks: what a class, an id, or a style of Word says that one is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipeline.model import (
    Bibliography,
    Block,
    Blocks,
    ColophonBlock,
    Contents,
    ContentsEntry,
    Epigraph,
    Figure,
    Inlines,
    LineBreak,
    Paragraph,
    Signature,
    Span,
    Speech,
    Text,
    Verse,
    joined_by_breaks,
    plain,
)
from pipeline.read.assemble import lines_in, tidy
from pipeline.read.divisions import all_lines, nested_blocks, split_lines
from pipeline.read.pandoc_context import STYLE_MARK, Context, Node
from pipeline.read.pandoc_inlines import language_in

_SPEAKER = re.compile(r"(?P<name>[^.:!?…]{1,40}[.:])\s+(?=\S)")
_PAGE = re.compile(r"\s+(?P<page>\d{1,4}|[ivxlc]{1,6})$")
"""The number of a page behind an entry of the contents."""


def joined_styles(nodes: list[Node]) -> list[Node]:
    """Join divisions of one style in a row: Word names the style of each paragraph anew."""
    joined: list[Node] = []
    for node in map(_in_its_style, nodes):
        before = joined[-1] if joined else None
        style = style_of(node["c"][0][2]) if node["t"] == "Div" else ""
        if before and style and before["t"] == "Div" and style == style_of(before["c"][0][2]):
            first, second = before["c"][1], node["c"][1]
            if first[-1:] and first[-1]["t"] == second[0]["t"] == "BlockQuote":
                first[-1]["c"] += second.pop(0)["c"]
            first += second
        else:
            joined.append(node)
    return joined


def _in_its_style(node: Node) -> Node:
    """Set a line whose first link names a style in a division of that style."""
    inner = node["c"] if node["t"] == "BlockQuote" else [node]
    first = inner[0]["c"][:1] if inner and inner[0]["t"] in {"Para", "Plain"} else []
    name = first[0]["c"][2][0] if first and first[0]["t"] == "Link" else ""
    if not name.startswith(STYLE_MARK):
        return node
    inner[0]["c"] = inner[0]["c"][1:]
    return {"t": "Div", "c": [["", [], [["custom-style", name.removeprefix(STYLE_MARK)]]], [node]]}


def style_of(attributes: list[list[str]]) -> str:
    """Name the kind of division that a style of Word means, or else the style itself."""
    style = dict(attributes).get("custom-style", "").casefold()
    return next((kind for pattern, kind in STYLES.items() if re.fullmatch(pattern, style)), style)


def division(content: list[Any], context: Context) -> Iterable[Block]:
    """Read a division by what its class, its id or its style says that it is."""
    (ident, classes, attributes), nodes = content
    names = {*classes, f"#{ident.lower()}", style_of(attributes)}
    around, context.foreign = context.foreign, language_in(classes, attributes) or context.foreign
    inner = context.read_blocks(nodes, context)
    context.foreign = around
    build = next((build for name, build in DIVISIONS.items() if name in names), None)
    return build(inner, context) if build else inner


def _bibliography(inner: Blocks, context: Context) -> Blocks:
    entries = tuple(lines_in(inner))
    return (Bibliography(entries),) if entries else ()


def _colophon(inner: Blocks, context: Context) -> Blocks:
    """Take a page that its file calls a colophon out of the text: it has a place of its own."""
    for block in inner:
        if lines := all_lines((block,)):
            context.colophon.append(ColophonBlock("statement", lines))
    return ()


def _right(inner: Blocks, context: Context) -> Blocks:
    lines = all_lines(inner)
    return (Signature(lines),) if lines else ()


def _poem(inner: Blocks, context: Context) -> Blocks:
    """Read stanzas; where no block has more than one line, the blocks are lines of one stanza."""
    stanzas: list[tuple[Inlines, ...]] = []
    for block in inner:
        if isinstance(block, Verse):
            stanzas += block.stanzas
        else:
            stanzas += _parted(block)
    full = [stanza for stanza in stanzas if stanza]
    if all(len(stanza) == 1 for stanza in full):
        return _stanza(inner, context)
    return (Verse(tuple(full)),)


def _parted(block: Block) -> Iterator[tuple[Inlines, ...]]:
    """Part the lines of a block into stanzas where two ends of line follow each other."""
    for line in lines_in((block,)):
        cuts = [at for at, pair in enumerate(pairwise(line)) if pair == (LineBreak(), LineBreak())]
        for start, end in pairwise((0, *(at + 1 for at in cuts), len(line))):
            yield split_lines(line[start:end])


def _stanza(inner: Blocks, context: Context) -> Blocks:
    lines = all_lines(inner)
    return (Verse((lines,)),) if lines else ()


def _contents(inner: Blocks, context: Context) -> Blocks:
    lines = [line for line in lines_in(inner) if plain(line).strip()]
    pages = [_PAGE.search(plain(line)) for line in lines]
    first = 1 if pages and not pages[0] else 0
    if len(lines) > first + 1 and all(pages[first:]):
        lines[first:] = [_without_page(line) for line in lines[first:]]
    else:
        pages = [None] * len(lines)
    made = (
        ContentsEntry(x, page["page"] if page else "") for x, page in zip(lines, pages, strict=True)
    )
    return (Contents(tuple(made)),) if lines else ()


def _without_page(line: Inlines) -> Inlines:
    last = line[-1]
    return tidy((*line[:-1], Text(_PAGE.sub("", last.text)))) if isinstance(last, Text) else line


def _play(inner: Blocks, context: Context) -> Blocks:
    """Part speeches: a name in type of its own, in capitals, or that speaks more than once."""
    names = Counter(
        match["name"]
        for block in inner
        if isinstance(block, Paragraph) and (match := _SPEAKER.match(plain(block.content)))
    )
    return tuple(_speech(block, names) for block in inner)


def _speech(block: Block, names: Counter[str]) -> Block:
    if not isinstance(block, Paragraph):
        return block
    first, rest = block.content[0], block.content[1:]
    if isinstance(first, Span) and first.kind in {"bold", "italic", "smallcaps"} and rest:
        return Speech((first,), (Paragraph(tidy(rest)),))
    match = _SPEAKER.match(first.text) if isinstance(first, Text) else None
    if match and isinstance(first, Text) and (names[match["name"]] > 1 or match["name"].isupper()):
        spoken = tidy((Text(first.text[match.end() :]), *rest))
        return Speech((Text(match["name"]),), (Paragraph(spoken),))
    return block


def _image(inner: Blocks, context: Context) -> Blocks:
    """Read AmuseWiki's division of a picture: what stands with it is its caption."""
    figure, rest = next(iter(inner), None), inner[1:]
    if not isinstance(figure, Figure) or not all(isinstance(block, Paragraph) for block in rest):
        return inner
    image = figure.image
    alt = "" if image.alt == image.name else image.alt
    caption = figure.caption or joined_by_breaks(tuple(lines_in(rest)))
    return (Figure(replace(image, alt=alt), caption),)


DIVISIONS: dict[str, Callable[[Blocks, Context], Blocks]] = {
    # its notes are in the apparatus by now, and their references refer from nowhere
    "hp-unreferenced": lambda inner, context: (),
    "play": _play,
    "biblio": _bibliography,
    "csl-bib-body": _bibliography,
    "colophon": _colophon,
    "right": _right,
    "epigraph": lambda inner, context: (Epigraph(nested_blocks(inner)),) if inner else (),
    "verse": _poem,
    "poem": _poem,
    "poetry": _poem,
    "stanza": _stanza,
    "image": _image,
    "line-block": _poem,
    "toc": _contents,
    "#toc": _contents,
    "table-of-contents": _contents,
}
"""What a division of that class (or ``#id``) is."""

STYLES: dict[str, str] = {
    r"(?:verse|poem|poetry|vers|verso|gedicht|стих\w*)(?: .*)?": "verse",
    r"epigraph|motto|epigraphe|épigraphe|epígrafe|эпиграф": "epigraph",
    r"bibliograph\w*|literaturverzeichnis|bibliografía|bibliografia|references?": "biblio",
    r"toc \d|contents \d|toc heading|verzeichnis \d|tm \d|tdc \d": "toc",
    r"hp-right|signature|closing|unterschrift|firma|подпись": "right",
}
"""What a style of Word is called, in the languages of the libraries, to what a division is."""
