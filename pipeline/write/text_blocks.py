"""What stands between blank lines, as plain text: the table of blocks.

A handler gives the lines of an element, none wider than asked.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from pipeline.letters import width_of
from pipeline.write.grid import span_of
from pipeline.write.notes import has_mark
from pipeline.write.render import depth, elements, identifier, is_shown
from pipeline.write.text_inline import INLINES, Context, collapse, line, settle, spread
from pipeline.write.text_wrap import Cell, centre, draw, indent, push, stack, wrap
from pipeline.xml import Element, name_of

Block = Callable[[Element, Context, int], list[str]]

UNBROKEN = 1_000_000
"""A width that no line reaches."""
QUOTE, VERSE, EPIGRAPH = " " * 4, " " * 4, " " * 16
UNDERLINES = MappingProxyType({1: "=", 2: "-"})


def flow(node: Element, context: Context, width: int) -> list[list[str]]:
    """Give the blocks an element holds; what stands in the line between them is a block too."""
    blocks: list[list[str]] = []
    run: list[str] = []

    def flush() -> None:
        words = settle("".join(run))
        run.clear()
        if words:
            blocks.append(wrap(words, width))

    run.append(collapse(node.text))
    for child in elements(node):
        if _is_block(child):
            flush()
            blocks.append(BLOCKS[name_of(child)](child, context, width))
        else:
            run.append(INLINES.get(name_of(child), spread)(child, context))
        run.append(collapse(child.tail))
    flush()
    return blocks


def _is_block(node: Element) -> bool:
    return name_of(node) in BLOCKS and not (name_of(node) == "note" and has_mark(node))


def plain(node: Element, context: Context, width: int) -> list[str]:
    """Set what the element holds, a blank line between its blocks."""
    return stack(flow(node, context, width))


def tight(node: Element, context: Context, width: int) -> list[str]:
    """Set what the element holds without blank lines."""
    return stack(flow(node, context, width), gap=0)


def _indented(prefix: str) -> Block:
    def handle(node: Element, context: Context, width: int) -> list[str]:
        return indent(plain(node, context, width - len(prefix)), prefix, prefix)

    return handle


def _quote(node: Element, context: Context, width: int) -> list[str]:
    parent = node.getparent()
    inner = parent is not None and name_of(parent) == "epigraph"
    return (plain if inner else _indented(QUOTE))(node, context, width)


def _speech(node: Element, context: Context, width: int) -> list[str]:
    blocks = flow(node, context, width - len(QUOTE))
    named = any(name_of(child) == "speaker" for child in elements(node))
    said = indent(stack(blocks[1:] if named else blocks, 0), QUOTE, QUOTE)
    return stack([blocks[0], said] if named else [said], 0)


def _right(node: Element, context: Context, width: int) -> list[str]:
    return [push(part, width) for part in tight(node, context, width)]


def div(node: Element, context: Context, width: int) -> list[str]:
    """Set a division under blank lines: four above a highest one, two above one inside it."""
    if not is_shown(node):
        return []
    return [""] * (1 if depth(node) else 3) + plain(node, context, width)


def head(node: Element, context: Context, width: int) -> list[str]:
    """Set a heading, underlined by its depth; a second heading and a caption get no line."""
    parent = node.getparent()
    lines = wrap(line(node, context), width)
    if parent is None or name_of(parent) != "div" or node.get("type") == "sub":
        return lines
    return underline(lines, 1 + depth(parent))


def underline(lines: list[str], depth: int) -> list[str]:
    """Put the line of its depth under a heading, as wide as the heading."""
    sign = UNDERLINES.get(depth, "")
    return [*lines, sign * max(map(width_of, lines))] if sign and any(lines) else lines


def _ab(node: Element, context: Context, width: int) -> list[str]:
    kind = node.get("type")
    if kind == "ornament":
        return [centre(part, width) for part in tight(node, context, width)]
    if kind == "code":
        return indent(_code(node, context), QUOTE, QUOTE)
    return _right(node, context, width) if kind == "signature" else plain(node, context, width)


def _code(node: Element, context: Context) -> list[str]:
    parts = [(node.text or "").strip("\n")]
    for child in elements(node):
        parts.append("\n" if name_of(child) == "lb" else line(child, context))
        parts.append((child.tail or "").strip("\n"))
    return "".join(parts).expandtabs().splitlines()


def _hung(node: Element, context: Context, width: int) -> list[str]:
    """Set a verse or an entry of a reference list, its further lines indented."""
    return indent(wrap(line(node, context), width - 4), "", " " * 4)


def _verse(node: Element, context: Context, width: int) -> list[str]:
    if any(name_of(child) == "lg" for child in elements(node)):
        return plain(node, context, width)
    return indent(tight(node, context, width - len(VERSE)), VERSE, VERSE)


def _list(node: Element, context: Context, width: int) -> list[str]:
    captions: list[list[str]] = []
    items: list[list[str]] = []
    numbered, count = str(node.get("rend")).startswith("numbered"), 0
    labelled = any(name_of(child) == "label" for child in elements(node))
    for child in elements(node):
        if name_of(child) == "item":
            count += 1
            sign = _number(child, count) if numbered else "- "
            items.append(_hanging(child, context, width, "    " if labelled else sign))
        elif name_of(child) == "label":
            items.append(plain(child, context, width))
        else:
            captions.append(_other(child, context, width))
    gap = 1 if any(_is_loose(item) for item in elements(node)) else 0
    if labelled:
        items = [stack(items[index : index + 2], 0) for index in range(0, len(items), 2)]
    return stack([*captions, stack(items, gap)])


def _other(node: Element, context: Context, width: int) -> list[str]:
    if _is_block(node):
        return BLOCKS[name_of(node)](node, context, width)
    return wrap(settle(INLINES.get(name_of(node), spread)(node, context)), width)


def _is_loose(item: Element) -> bool:
    return sum(1 for child in elements(item) if name_of(child) == "p") > 1


def _number(item: Element, count: int) -> str:
    printed = str(item.get("n") or count)
    return f"{printed} " if not printed[-1:].isalnum() else f"{printed}. "


def _hanging(node: Element, context: Context, width: int, sign: str) -> list[str]:
    size = width_of(sign)
    blocks = flow(node, context, width - size)
    lines = stack(blocks, 1 if _is_loose(node) else 0) or [""]
    return indent(lines, sign, " " * size)


def _table(node: Element, context: Context, width: int) -> list[str]:
    before = [_other(c, context, width) for c in elements(node) if name_of(c) != "row"]
    rows = [
        [_cell(cell, row, context) for cell in elements(row) if name_of(cell) == "cell"]
        for row in elements(node) if name_of(row) == "row"
    ]  # fmt: skip
    return stack([*before, draw(rows, width)])


def _cell(node: Element, row: Element, context: Context) -> Cell:
    words = " ".join(part for part in tight(node, context, UNBROKEN))
    is_label = "label" in (node.get("role"), row.get("role"))
    return Cell(words, *span_of(node), is_label)


def _description(node: Element, context: Context, width: int) -> list[str]:
    return wrap(f"[{line(node, context)}]", width)


def note(node: Element, context: Context, width: int) -> list[str]:
    """Set a note under its mark."""
    mark = f"[{context.marks.get(identifier(node), '*')}] ".ljust(5)
    return indent(plain(node, context, width - width_of(mark)), mark, " " * width_of(mark))


BLOCKS: Mapping[str, Block] = MappingProxyType({
    "div": div, "head": head, "p": plain, "ab": _ab, "note": note,
    "lg": _verse, "l": _hung, "quote": _quote, "epigraph": _indented(EPIGRAPH),
    "list": _list, "item": plain, "label": plain, "bibl": _hung,
    "listBibl": lambda node, context, width: stack(blocks_of(elements(node), context, width), 0),
    "table": _table, "row": plain, "cell": plain, "figure": plain, "figDesc": _description,
    "sp": _speech, "speaker": plain, "closer": tight, "signed": _right, "dateline": _right,
    "docTitle": tight, "titlePart": plain, "byline": tight, "docAuthor": plain,
    "docDate": plain, "titlePage": plain,
    # never shown: metadata
    "teiHeader": lambda node, context, width: [],
})  # fmt: skip


def blocks_of(nodes: Iterable[Element], context: Context, width: int) -> list[list[str]]:
    """Set elements one by one."""
    return [_other(node, context, width) for node in nodes]
