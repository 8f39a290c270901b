"""The printed contents page."""

import re

from pipeline.model import Contents, ContentsEntry, Source
from pipeline.parse.blocks import Parser, lines_of

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
