"""Pandoc's blocks to ours.

Raw HTML is never passed on; a block we know nothing of gives up its words, never itself.
"""

from collections.abc import Callable, Iterable
from typing import Any

from pipeline.model import (
    Block,
    Blocks,
    Cell,
    Code,
    Figure,
    Heading,
    Image,
    Inlines,
    Item,
    LineBreak,
    List,
    Ornament,
    Paragraph,
    Quote,
    Table,
    Text,
    Verse,
    joined_by_breaks,
    plain,
)
from pipeline.read.assemble import lines_in, of_pandoc
from pipeline.read.divisions import nested_blocks, ornament_or_paragraph, without_bold
from pipeline.read.pandoc_context import Context, Node
from pipeline.read.pandoc_divisions import division, joined_styles
from pipeline.read.pandoc_inlines import inlines


def blocks(nodes: list[Node], context: Context) -> Blocks:
    """Turn pandoc's blocks into ours."""
    made: list[Block] = []
    for node in joined_styles(nodes):
        made += BLOCKS[node["t"]](node.get("c"), context)
    return tuple(made)


def inner_blocks(nodes: list[Node], context: Context) -> Blocks:
    """Turn pandoc's blocks into blocks that may stand in a quotation, an item or a note."""
    return nested_blocks(blocks(nodes, context))


def _paragraph(content: list[Node], context: Context) -> Iterable[Block]:
    line = inlines(content, context)
    if not line:
        return ()
    if all(isinstance(inline, Image) or inline in (Text(" "), LineBreak()) for inline in line):
        return tuple(_figure_of(i, context) for i in line if isinstance(i, Image))
    return (ornament_or_paragraph(line),)


def _figure_of(image: Image, context: Context) -> Figure:
    if context.dialect == "muse" and image.alt:
        return Figure(Image(image.name), (Text(image.alt),))
    return Figure(image)


def _verse(content: list[list[Node]], context: Context) -> Iterable[Block]:
    """Group lines of verse into stanzas, which empty lines part."""
    stanzas: list[list[Inlines]] = [[]]
    for line in (inlines(line, context) for line in content):
        if plain(line).strip() or any(not isinstance(inline, Text) for inline in line):
            stanzas[-1].append(line)
        else:
            stanzas.append([])
    full = tuple(tuple(stanza) for stanza in stanzas if stanza)
    return (Verse(full),) if full else ()


def _quote(content: list[Node], context: Context) -> Iterable[Block]:
    inner = inner_blocks(content, context)
    return (Quote(inner),) if inner else ()


def _bullets(content: list[list[Node]], context: Context) -> Iterable[Block]:
    items = tuple(Item(inner_blocks(item, context)) for item in content)
    return (List(items),) if items else ()


def _numbers(content: list[Any], context: Context) -> Iterable[Block]:
    attributes, entries = content
    start, numbering = of_pandoc(attributes)
    items = tuple(Item(inner_blocks(item, context)) for item in entries)
    return (List(items, ordered=True, start=start, numbering=numbering),) if items else ()


def _definitions(content: list[Any], context: Context) -> Iterable[Block]:
    items = tuple(
        Item(
            tuple(block for part in parts for block in inner_blocks(part, context)),
            inlines(term, context),
        )
        for term, parts in content
    )
    return (List(items),) if items else ()


def _heading(content: list[Any], context: Context) -> Iterable[Block]:
    level, _, nodes = content
    line = without_bold(inlines(nodes, context))
    return (Heading(level, line),) if line else ()


def _code(content: list[Any], context: Context) -> Iterable[Block]:
    text = context.characters(content[1]).strip("\n")
    return (Code(text),) if text.strip() else ()


def _raw(content: list[Any], context: Context) -> Iterable[Block]:
    context.apparatus.count("raw-markup-dropped", "{n} pieces of raw markup were dropped")
    return ()


def _table(content: list[Any], context: Context) -> Iterable[Block]:
    _, (_, caption), _, (_, head), bodies, (_, foot) = content
    rows = [_row(row, context, header=True) for row in head]
    for _, _, subhead, body in bodies:
        rows += (_row(row, context, header=True) for row in subhead)
        rows += (_row(row, context) for row in body)
    rows += (_row(row, context) for row in foot)
    title = joined_by_breaks(tuple(lines_in(blocks(caption, context))))
    filled = tuple(row for row in rows if row)
    if not filled:
        return (Paragraph(title),) if title else ()
    if len(filled) == 1 and len(filled[0]) == 1:
        only = filled[0][0].content
        if len(only) == 1 and isinstance(only[0], Image):
            return (Figure(only[0], title),)
    return (Table(filled, title),)


def _row(row: list[Any], context: Context, header: bool = False) -> tuple[Cell, ...]:
    return tuple(
        Cell(_cell(inner, context), header, max(1, columns), max(1, rows))
        for _, _, rows, columns, inner in row[1]
    )


def _cell(nodes: list[Node], context: Context) -> Inlines:
    lines: list[Inlines] = []
    for node in nodes:
        if node["t"] in {"Plain", "Para"}:
            lines.append(inlines(node["c"], context))
        else:
            lines += lines_in(blocks([node], context))
    return joined_by_breaks(tuple(line for line in lines if line))


def _figure(content: list[Any], context: Context) -> Iterable[Block]:
    _, (_, caption), nodes = content
    title = joined_by_breaks(tuple(lines_in(blocks(caption, context))))
    made: list[Block] = []
    for block in inner_blocks(nodes, context):
        if isinstance(block, Figure) and title:
            alt = "" if block.image.alt == plain(title) else block.image.alt
            made.append(Figure(Image(block.image.name, alt), title))
            title = ()
        else:
            made.append(block)
    return (*made, Paragraph(title)) if title else made


BLOCKS: dict[str, Callable[[Any, Context], Iterable[Block]]] = {
    "Plain": _paragraph, "Para": _paragraph, "LineBlock": _verse, "CodeBlock": _code,
    "RawBlock": _raw, "BlockQuote": _quote, "OrderedList": _numbers, "BulletList": _bullets,
    "DefinitionList": _definitions, "Header": _heading,
    "HorizontalRule": lambda content, context: (Ornament((Text("* * *"),)),), "Table": _table,
    "Figure": _figure, "Div": division,
}  # fmt: skip
"""What each of pandoc's blocks becomes."""
