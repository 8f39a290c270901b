"""Blocks of a stream: what each run of lines is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    List,
    Mark,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Source,
    Table,
    Verse,
    concatenate,
)
from pipeline.parse.inline import Context, parse_inline
from pipeline.parse.items import Lettered, is_lone, lettered, opening_numbers, parted, signs_in
from pipeline.parse.joining import add, lead_in

CHUNK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*|\f")
HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>\S[^\n]*?)[ \t]*#*$")
BULLET = re.compile(r"[ \t]{0,3}[-*+•·◦▪‣][ \t]+(?=\S)")
NUMBER = re.compile(r"[ \t]{0,3}(?P<n>\d{1,3})\.[ \t]+(?=\S)")
"""``(1)`` and ``1)`` stay words of their paragraphs: AmuseWiki, whose texts these are, knows no
such list."""
QUOTED = re.compile(r"[ \t]{0,3}>[ \t]?")
IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]{0,400})\]\((?P<name>(?!https?:/)[^()\s]{1,300})\)[ \t]*$")
TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$")
LINE_BLOCK = re.compile(r"\s*\|[ ](?=[^|\n]*\S[^|\n]*$)")
FENCE = re.compile(r"```[ \t]*\n(?P<code>.*?)\n?```[ \t]*$", re.DOTALL)
DEEPEST = 8
"""So deep at most lists and quotations stand in one another: what marks more is a row of marks."""
VERSE_WIDTH = 90
"""A verse line is shorter, in characters."""


@dataclass(frozen=True, slots=True)
class Parser:
    """What block parsers need: the inline context, and how deep they are.

    ``depth`` counts the lists and quotations around what is parsed.
    """

    context: Context
    depth: int = 0

    def inlines(self, source: Source) -> Inlines:
        """Parse the marks of one block."""
        return parse_inline(source, self.context)

    def within(self, source: Source) -> Blocks:
        """Parse the blocks of an item or a quotation."""
        return parse_blocks(source, replace(self, depth=self.depth + 1))


def parse_blocks(source: Source, parser: Parser) -> Blocks:
    """Parse a stream into blocks; a page break between two goes to the head of the second."""
    found: list[Block] = []
    pending: list[PageBreak] = []
    numbers = opening_numbers(source.text)
    pieces = [_strip_breaks(chunk, parser) for chunk in chunks(source)]
    deep = parser.depth >= DEEPEST
    marks = {} if deep else lettered([chunk.text for chunk, _ in pieces])
    for at, (chunk, breaks) in enumerate(pieces):
        pending += breaks
        if not chunk.text:
            continue
        kinds = () if deep else UNLISTED if is_lone(chunk.text, numbers) else KINDS
        read = _lettered(chunk, marks[at], parser) if at in marks else ()
        for block in read or _parse_chunk(chunk, parser, kinds):
            led = lead_in(block, tuple(pending)) if pending else block
            pending = []
            add(found, led)
    if pending and found:
        found.append(Paragraph(tuple(pending)))
    return tuple(found)


def chunks(source: Source) -> Iterator[Source]:
    """Cut a stream at blank lines."""
    for match in CHUNK.finditer(source.text):
        piece = match[0]
        lead = len(piece) - len(piece.lstrip("\n"))
        yield from parted(source.slice(match.start() + lead, match.end()))


def _strip_breaks(chunk: Source, parser: Parser) -> tuple[Source, list[PageBreak]]:
    bare = chunk.text.lstrip("\f \t\n") if "\f" in chunk.text else chunk.text
    at = len(chunk.text) - len(bare)
    breaks = [
        PageBreak(parser.context.page_after(chunk.raw(match.start())))
        for match in re.finditer("\f", chunk.text[:at])
    ]
    return (chunk.slice(at, len(chunk.text)) if at else chunk), breaks


def _parse_chunk(chunk: Source, parser: Parser, kinds: Sequence[Kind]) -> Blocks:
    """Say what a chunk is; the first kind that takes it wins."""
    for kind in kinds:
        blocks = kind(chunk, parser)
        if blocks:
            return blocks
    return (Paragraph(parser.inlines(_trimmed(chunk))),)


def _code(chunk: Source, parser: Parser) -> Blocks:
    match = FENCE.match(chunk.text)
    return (Code(match["code"]),) if match else ()


def _ornament(chunk: Source, parser: Parser) -> Blocks:
    signs = signs_in(chunk.text)
    return (Ornament(signs),) if signs is not None else ()


def _heading(chunk: Source, parser: Parser) -> Blocks:
    """Take a heading line, and what stands under it in the same chunk."""
    line = chunk.text.partition("\n")[0]
    match = HEADING.match(line)
    if not match:
        return ()
    content = parser.inlines(chunk.slice(*match.span("text")))
    heading = Heading(len(match["marks"]), content)
    if len(line) == len(chunk.text):
        return (heading,)
    return (heading, *parse_blocks(chunk.slice(len(line) + 1, len(chunk.text)), parser))


def _figure(chunk: Source, parser: Parser) -> Blocks:
    match = IMAGE.match(chunk.text)
    if not match:
        return ()
    return (Figure(Image(match["name"], match["alt"]), ()),)


def _table(chunk: Source, parser: Parser) -> Blocks:
    """Take a pipe table; its first row is a heading row when a rule stands under it."""
    lines = lines_of(chunk)
    if len(lines) < 2 or not all(line.text.lstrip().startswith("|") for line in lines):
        return ()
    ruled = bool(TABLE_RULE.match(lines[1].text.strip()))
    rows = tuple(
        tuple(Cell(parser.inlines(cell), ruled and index == 0) for cell in _cells(line))
        for index, line in enumerate(lines)
        if not TABLE_RULE.match(line.text.strip())
    )
    return (Table(rows, ()),)


def _line_block(chunk: Source, parser: Parser) -> Blocks:
    """Take verse with a bar before each line and none behind it, as Markdown's line blocks are."""
    lines = lines_of(chunk)
    if len(lines) < 2 or not all(LINE_BLOCK.match(line.text) for line in lines):
        return ()
    bare = [line.slice(line.text.index("|") + 1, len(line.text)) for line in lines]
    return (Verse((tuple(parser.inlines(_trimmed(one)) for one in bare),)),)


def _cells(line: Source) -> list[Source]:
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line.text)]
    if not line.text.rstrip().endswith("|"):
        bars.append(len(line.text))
    return [_trimmed(line.slice(one + 1, two)) for one, two in itertools.pairwise(bars)]


def _quote(chunk: Source, parser: Parser) -> Blocks:
    """Take a chunk of which every line is marked as quoted; a quoted ornament is an ornament."""
    lines = lines_of(chunk)
    heads = [QUOTED.match(line.text) for line in lines]
    if not heads[0]:
        return ()
    bare = [
        line.slice(head.end(), len(line.text)) if head else line
        for line, head in zip(lines, heads, strict=True)
    ]
    inner = parser.within(joined_lines(bare))
    if len(inner) == 1 and isinstance(inner[0], Ornament):
        return inner
    return (Quote(inner),) if inner else ()


def _list(chunk: Source, parser: Parser) -> Blocks:
    lines = lines_of(chunk)
    for pattern, ordered in ((BULLET, False), (NUMBER, True)):
        head = pattern.match(lines[0].text)
        if not head:
            continue
        start = int(head["n"]) if ordered else 1
        if ordered and not _counts(lines, start):
            return ()
        items = tuple(_items(lines, pattern, parser))
        return (List(items, ordered, start),)
    return ()


def _lettered(chunk: Source, mark: Lettered, parser: Parser) -> Blocks:
    """Take an item with a letter or a roman number, which the run it stands in tells."""
    words = parser.within(chunk.slice(mark.end, len(chunk.text)))
    items = (Item(words or (Paragraph(()),)),)
    return (List(items, True, mark.number, mark.numbering),)


def _counts(lines: Sequence[Source], start: int) -> bool:
    """Say whether the numbers that open lines count up by one, as those of a list do."""
    numbers = [int(m["n"]) for line in lines if (m := NUMBER.match(line.text))]
    return numbers == list(range(start, start + len(numbers)))


def _items(lines: Sequence[Source], pattern: re.Pattern[str], parser: Parser) -> Iterator[Item]:
    groups: list[list[Source]] = []
    for line in lines:
        head = pattern.match(line.text)
        if head:
            groups.append([line.slice(head.end(), len(line.text))])
        else:
            groups[-1].append(_trimmed(line))
    for group in groups:
        yield Item(parser.within(joined_lines(group)) or (Paragraph(()),))


def _verse(chunk: Source, parser: Parser) -> Blocks:
    """Take short lines whose ends are marked as meant (two spaces or a backslash)."""
    lines = lines_of(chunk)
    if len(lines) < 2 or not all(line.text.endswith(("  ", "\\")) for line in lines[:-1]):
        return ()
    if any(len(line.text) > VERSE_WIDTH for line in lines):
        return ()
    stanza = tuple(parser.inlines(_trimmed(line, "\\ \t")) for line in lines)
    return (Verse((stanza,)),)


Kind = Callable[[Source, Parser], Blocks]
KINDS: tuple[Kind, ...] = (
    _code,
    _ornament,  # before lists: ``* * *`` starts like an item
    _heading,
    _figure,
    _line_block,  # before tables: one bar makes no cell
    _table,
    _quote,
    _list,
    _verse,
)
UNLISTED = tuple(kind for kind in KINDS if kind is not _list)


def lines_of(source: Source) -> list[Source]:
    """Cut a source into its lines."""
    return [source.slice(m.start(), m.end()) for m in re.finditer(r"[^\n]+", source.text)]


def joined_lines(lines: Sequence[Source]) -> Source:
    """Put lines together again."""
    parts: list[Source] = []
    for index, line in enumerate(lines):
        if index:
            parts.append(Source("\n", replace_marks(line), line.lang))
        parts.append(line)
    return concatenate(parts)


def replace_marks(line: Source) -> tuple[Mark, ...]:
    """Mark a line end with the place of the line that follows it."""
    return (Mark(0, line.raw(0), "line-end"),)


def _trimmed(source: Source, what: str = " \t\n") -> Source:
    text = source.text
    start = len(text) - len(text.lstrip(" \t\n"))
    end = len(text.rstrip(what))
    return source.slice(start, max(start, end))
