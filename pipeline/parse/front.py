"""The first pages: which of the lines are title, author and date; and the printed contents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.dates import DIGITS
from pipeline.model import (
    Block,
    Blocks,
    Contents,
    ContentsEntry,
    Emendation,
    Heading,
    Inlines,
    Link,
    PageBreak,
    Paragraph,
    Source,
    Span,
    Text,
    Verse,
    plain,
)
from pipeline.parse.blocks import Parser, lines_of
from pipeline.parse.colophon import LABEL, Reading, alike

DATE = re.compile(
    r"^[\w\s.,–—/()-]{0,40}(?<![^\W_])(?:1\d|20)\d\d(?![\da-z])[\w\s.,–—/()?-]{0,20}$"
)
BYLINE = re.compile(
    r"(?:by )?(?P<name>[^\W\d_][^\d:;!?()]{1,70}?)[ ]?"
    r"\((?P<date>[^()]{0,30}\d{4}[^()]{0,10}?)\.?\)",
    re.IGNORECASE,
)
"""A name and a year in brackets, as an archive sets them over the title."""
NAME = re.compile(r"^(?!(?:and|by)\W*$)(?:by\s+)?[^\W\d_][^\d:;!?]{1,70}$", re.IGNORECASE)
BY_ALONE = re.compile(r"^(?i:by|par|por|von|di)\s+")
BY = re.compile(rf"{BY_ALONE.pattern}[^\W\d_a-z][^\d:;!?]{{1,70}}(?<![.,])$")
HELPED = re.compile(
    r"(?:translated|edited|compiled|selected|introduced|illustrated|with an? (?:preface|foreword|"
    r"introduction)|traduit|édité|traducido|editado|übersetzt|herausgegeben|tradotto|traduzido)\b",
    re.IGNORECASE,
)
"""Who had another part in the work than writing it: no author."""
SHORT, SENTENCE = 3, 5
"""So many longer words in small letters make a sentence, and no name."""
LINE = 120
"""A line of a title page is shorter, in characters."""
LONGEST = 300
"""A paragraph of more characters is no title."""
MOST = 6
"""A title page has no more blocks than this."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the title page says, and how many blocks it takes up."""

    title: str
    subtitle: str
    authors: str
    date: str
    length: int
    others: Blocks = ()


def read_front(blocks: Blocks, colophon: Reading, closed: int | None) -> Front:
    """Read the title page at the head of the blocks.

    The first heading, or the first line, is the title, or the second, if the colophon names the
    first as the author. ``closed`` is the number of blocks before
    the contents page, which are the title page; those of them that are no field of it are
    ``others``. Without a contents page a block is taken
    as author, subtitle or date while the colophon repeats it, or while it can be nothing else: a
    short line without a final stop, and for the date one with a year.
    """
    if not blocks or _no_title(blocks[0], colophon):
        return Front("", "", "", "", 0, blocks[:closed] if closed is not None else ())
    rest = blocks[1:closed] if closed is not None else blocks[1:MOST]
    title, fields, others, more = _opening(blocks, rest, colophon, closed is not None)
    rest, length = rest[more:], 1 + more
    above = _above_author(rest, colophon)
    for index, block in enumerate(rest):
        text = _line(block)
        kind = _field(text, colophon, fields, closed is not None) if text else ""
        over = index < above and kind in ("", "authors") and not HELPED.match(text)
        if over and not alike(text, colophon.authors):
            kind = "" if fields["subtitle"] else "subtitle"
        told = BY.match(text) or alike(text, colophon.authors)
        if closed is None and others and kind in ("authors", "subtitle") and not told:
            break
        if not kind:
            if closed is None and not (index < above or HELPED.match(text)):
                break
            others.append(block)
            length += closed is None
            continue
        fields[kind] = f"{fields[kind]} {text}".strip()
        length += 1
    leads = _addresses(block for block in blocks[:length] if block not in others)
    return Front(
        title, fields["subtitle"], fields["authors"], fields["date"], length, (*leads, *others)
    )


def _opening(
    blocks: Blocks, rest: Blocks, colophon: Reading, closed: bool
) -> tuple[str, dict[str, str], list[Block], int]:  # fmt: skip
    """Read the first block or two: the title, what stands over it, and how many are behind it."""
    title = _line(blocks[0])
    fields = {"subtitle": "", "authors": "", "date": ""}
    if rest and _over_the_title(blocks) and not colophon.title and not closed:
        named = BYLINE.fullmatch(title)
        if named:
            fields |= {"authors": named["name"].strip(), "date": named["date"]}
        return _line(blocks[1]), fields, [] if named else [blocks[0]], 1
    author_first = alike(title, colophon.authors) and not alike(title, colophon.title)
    if rest and author_first and _line(rest[0]):
        fields["authors"] = title
        return _line(rest[0]), fields, [], 1
    return title, fields, [], 0


def _above_author(rest: Blocks, colophon: Reading) -> int:
    """Count the short lines that stand over "by" and a name, or over the author of the colophon."""
    for index, block in enumerate(rest):
        text = _line(block)
        if BY.match(text) or (text and alike(BY_ALONE.sub("", text), colophon.authors)):
            return index
        if not text or len(text) > LINE or text.endswith((".", ":", ",")):
            break
    return 0


def _over_the_title(blocks: Blocks) -> bool:
    """Say whether a line stands over the title, which is the text's highest heading."""
    if len(blocks) < 2 or not isinstance(blocks[0], Paragraph):
        return False
    second = blocks[1]
    return isinstance(second, Heading) and second.level == 1


def _addresses(taken: Iterable[Block]) -> Iterator[Block]:
    """Give where links on the title page lead, which has no room for it, each as a paragraph."""
    for block in taken:
        match block:
            case Heading(content=content) | Paragraph(content=content):
                lines: tuple[Inlines, ...] = (content,)
            case Verse(stanzas=stanzas):
                lines = stanzas[0]
            case _:
                lines = ()
        for target in (target for line in lines for target in _targets(line)):
            yield Paragraph((Link(target, (Text(target),)),))


def _targets(content: Inlines) -> Iterator[str]:
    for node in content:
        match node:
            case Link(target=target, content=inner) if target not in plain(inner):
                yield target
            case Span(content=inner) | Emendation(after=inner):
                yield from _targets(inner)
            case _:
                pass


def _no_title(block: Block, colophon: Reading) -> bool:
    """Say whether a text that opens with this block has no title: it is running text.

    A long sentence with its stop is, unless the colophon has it for the title.
    """
    line = _line(block)
    prose = len(line) > (LINE if line.endswith(".") else LONGEST)
    return not line or (isinstance(block, Paragraph) and prose and not alike(line, colophon.title))


def title_in(blocks: Blocks, colophon: str) -> str:
    """Give the title that the first blocks print, before the colophon is read.

    The colophon's order is author, title: where it has the first two lines of the title page one
    behind the other, or names the first as the author, the second is the title. Where a line
    below them stands over both in the colophon, that is the author, and they title and subtitle.
    """
    first, second, *below = [*map(_line, blocks[:MOST]), "", ""]
    lines = [re.sub(r"^[#*_>\s]+|[*_\\\s]+$", "", line) for line in colophon.split("\n")]
    lines = [line for line in lines if line]
    for over, (one, two) in zip(["", *lines], pairwise([*lines, ""]), strict=False):
        label = LABEL.match(one)
        if label and label.lastgroup == "authors" and alike(one[label.end() :], first):
            return second or first
        if second and alike(one, first) and alike(two, second):
            return first if any(alike(over, line) for line in below) else second
    return first


def _line(block: Block) -> str:
    match block:
        case Heading(content=content) | Paragraph(content=content):
            return re.sub(r"\s+", " ", plain(content)).strip()
        case Verse(stanzas=stanzas) if len(stanzas) == 1:
            return " ".join(plain(line) for line in stanzas[0]).strip()
        case _:
            return ""


def _field(text: str, colophon: Reading, fields: dict[str, str], closed: bool) -> str:
    for kind, told in (
        ("authors", colophon.authors), ("date", colophon.date), ("subtitle", colophon.subtitle),
    ):  # fmt: skip
        if told and alike(text, told):
            return kind
    if any((colophon.authors, colophon.date)) and not closed:
        return ""
    if not fields["date"] and DATE.match(text.translate(DIGITS)):
        return "date"
    small = sum(word.islower() and len(word) > SHORT for word in text.split())
    name = NAME.match(text) and not HELPED.match(text) and small < SENTENCE
    if not fields["authors"] and name and not text.endswith((".", "!", "?")):
        return "authors"
    return "subtitle" if closed and not fields["subtitle"] and len(text) < LINE else ""


def breaks_in(blocks: Sequence[Block]) -> tuple[PageBreak, ...]:
    """Collect the page breaks at the head of blocks that are taken out of the running text."""
    return tuple(
        node
        for block in blocks
        if isinstance(block, Heading | Paragraph)
        for node in block.content
        if isinstance(node, PageBreak)
    )


HEAD = re.compile(r"[#*_>\s]*(?P<text>[^#*_>\n]*?)[*_:\s]*$")
BULLET = re.compile(r"[ \t]*[-*•·▪◦][ \t]+")
LEADER = re.compile(
    r"(?:[-*•·▪◦][ \t]+)?[#>\s]*(?P<title>\S.*?)[ \t]*"
    r"(?:(?:[.·…•_][ \t]?){2,}|\t+|[ ]{2,}|[ ])[ \t]*"
    r"[*_]{0,3}(?P<page>\d{1,4}|[ivxlc]{1,7})[*_]{0,3}[ \t]*$"
)
DRESSED = re.compile(r"[*_]{0,3}(?P<words>[^*_]+)[*_]{0,3}")


def parse_contents(source: Source, parser: Parser) -> tuple[str, Contents]:
    """Parse the contents page: the word it is headed with, and its entries.

    A line without a page number is the first part of the entry on the next line.
    """
    lines = lines_of(source)
    head = HEAD.match(lines[0].text)
    entries: list[ContentsEntry] = []
    pending: list[Source] = []
    for line in lines[1:] if head else lines:  # the first of a page without a heading is an entry
        match = LEADER.match(line.text)
        if not match:
            if line.text.strip("\f \t"):
                bullet = BULLET.match(line.text)
                pending.append(line.slice(bullet.end() if bullet else 0, len(line.text)))
            continue
        title = _undressed(line.slice(*match.span("title")))
        words = [node for part in pending for node in parser.inlines(part)]
        content = (*words, *parser.inlines(title))
        entries.append(ContentsEntry(content, match["page"]))
        pending = []
    entries += [ContentsEntry(parser.inlines(line), "") for line in pending]
    return (head["text"] if head else ""), Contents(tuple(entries))


def _undressed(title: Source) -> Source:
    """Take off a title the bold or italics that the printer gave to the whole line."""
    dressed = DRESSED.fullmatch(title.text)
    return title.slice(*dressed.span("words")) if dressed else title
