"""Marks inside a block: emphasis, raised letters, links, note calls, page breaks."""

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.entities import html5

from pipeline.letters import space_between
from pipeline.model import (
    Emendation,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    PageBreak,
    Source,
    Span,
    Text,
)

HOST = r"(?:[a-zA-Z0-9._~%:-]{0,80}@)?[._~%-]{0,9}[a-zA-Z0-9][a-zA-Z0-9._~%-]{0,200}"
"""What a link must lead to: no edition can show where one without a host leads, so it is text."""
TOKEN = re.compile(
    r"""
      (?P<escape>\\[\\`*_{}\[\]()#+\-.!$<>|~^&])
    | (?P<entity>&(?:[a-zA-Z]{2,8}|\#\d{1,6}|\#x[0-9a-fA-F]{1,6});)
    | <su(?P<shift>[pb])>
      (?P<raised>[^<>\n]{0,80}|[^<>\n]{0,40}<[^<>\n]{0,40}>[^<>\n]{0,40})
      </su(?P=shift)>
    | <(?P<auto>(?:https?://|mailto:)[^\s<>]+)>
    | !?\[(?P<text>[^\[\]\n]{1,300})\]\((?P<target>(?:https?://(?=HOST[:/?\#)])|mailto:)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)
    | (?P<bare>https?://[^\s<>\[\]"“”]*[^\s<>\[\]"“”.,;:!?)’'»*_])
    | (?P<page>\ ?\f\ ?)
    | (?P<hard>(?:[ ]{2,}|\\)\n)
    | (?P<soft>[ \t]*\n[ \t]*)
    | (?P<delimiter>(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|~~)
    """.replace("HOST", HOST),
    re.VERBOSE,
)
SUPPLIED = frozenset({"restore-lost-words", "settle-disagreements"})
"""Rules that put words where the witness has nothing."""
KINDS = {"*": "italic", "_": "italic", "**": "bold", "__": "bold", "~~": "strike"}


@dataclass(slots=True)
class Delimiter:
    """A run of emphasis marks that may open or close."""

    mark: str
    opens: bool
    closes: bool


Decided = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Context:
    """What the parser needs to know besides the text.

    ``calls`` gives, for the place in the witness where a note is called, the note's id;
    ``page_after`` the name of the first page that begins at or after a place in the witness;
    ``decided`` are the repairs that people answer for, by rule and place in the witness.
    """

    calls: Mapping[int, str]
    page_after: Callable[[int], str]
    decided: Decided = frozenset()


Node = Inline | Delimiter


def parse_inline(source: Source, context: Context) -> Inlines:
    """Parse the marks inside one block.

    Markdown's emphasis, links and escapes, HTML's ``sup`` and ``sub``, and a form feed for a page
    break. An emphasis mark without a partner is text.
    """
    if any(_emends(mark) for mark in source.marks):
        return _with_emendations(source, context)
    return _close(_tokenise(source, context))


def _emends(mark: Mark) -> bool:
    """Say whether a stretch stands for another reading, or for none: words that were lost."""
    return bool(mark.before) or (mark.before == "" and mark.rule in SUPPLIED)


def _emended(piece: str, mark: Mark, context: Context) -> Emendation:
    after = (Text(piece),) if piece else ()
    decided = (mark.rule, mark.raw) in context.decided
    confidence = "sure" if decided else "likely"
    return Emendation(mark.before or "", after, confidence, decided)


def _with_emendations(source: Source, context: Context) -> Inlines:
    nodes: list[Node] = []
    start = 0
    emended = [m for m in source.marks if _emends(m)]
    for mark in emended:
        following = [m.offset for m in source.marks if m.offset > mark.offset]
        end = following[0] if following else len(source.text)
        nodes += _tokenise_part(source, start, mark.offset, context)
        piece = source.text[mark.offset : end]
        if piece and not piece.strip("*_"):
            nodes += _around(source, piece, mark, end, context)
        else:
            nodes.append(_emended(piece, mark, context))
        start = end
    nodes += _tokenise_part(source, start, len(source.text), context)
    return _close(nodes)


def _around(source: Source, piece: str, mark: Mark, end: int, context: Context) -> list[Node]:
    """Set the witness's reading outside the emphasis that stands for it."""
    delimiter = _delimiter(source.text, piece, mark.offset, end)
    reading = _emended("", mark, context)
    return [reading, delimiter] if delimiter.opens else [delimiter, reading]


def _tokenise_part(source: Source, start: int, end: int, context: Context) -> list[Node]:
    return _tokenise(source, context, start, end) if end > start else []


def _tokenise(
    source: Source, context: Context, start: int = 0, end: int | None = None
) -> list[Node]:
    nodes: list[Node] = []
    text = source.text
    end = len(text) if end is None else end
    position = start
    for match in TOKEN.finditer(text, start, end):
        if match.start() > position:
            nodes.append(Text(text[position : match.start()]))
        nodes += _node(source, match, context)
        position = match.end()
    if position < end:
        nodes.append(Text(text[position:end]))
    return nodes


def _node(source: Source, match: re.Match[str], context: Context) -> list[Node]:
    kind = match.lastgroup
    if match["shift"]:
        return [_raised(source, match, context)]
    if match["target"]:
        return [Link(match["target"], _plain(match["text"]))]
    value = match[0]
    match kind:
        case "escape":
            return [Text(value[1:])]
        case "entity":
            known = value[1] == "#" or value[1:] in html5  # "&notit;" would give "¬it;"
            return [Text(html.unescape(value) if known else value)]
        case "auto" | "bare":
            address = value.strip("<>")
            return [Link(address, (Text(address),))]
        case "page":
            return _page(source, match, context)
        case "hard":
            return [LineBreak()]
        case "soft":
            return [Text(space_between(source.text, match.start(), match.end()))]
        case _:
            return [_delimiter(source.text, value, match.start(), match.end())]


def _plain(text: str) -> Inlines:
    return (Text(re.sub(r"\\(.)", r"\1", text.strip("*_"))),)


def _raised(source: Source, match: re.Match[str], context: Context) -> Inline:
    raised = match["raised"]
    if match["shift"] == "b":
        return Span("subscript", (Text(raised),))
    note = context.calls.get(source.raw(match.start()))
    if note:
        return NoteRef(note)
    return Span("superscript", _plain(raised))


def _page(source: Source, match: re.Match[str], context: Context) -> list[Node]:
    feed = match.start() + match[0].index("\f")
    name = context.page_after(source.raw(feed))
    inside = match[0] == "\f" and match.start() > 0 and match.end() < len(source.text)
    broken = PageBreak(name, inside)
    lead: list[Node] = [Text(" ")] if match[0].startswith(" ") else []
    trail: list[Node] = [Text(" ")] if match[0].endswith(" ") and not lead else []
    return [*lead, broken, *trail]


def _delimiter(text: str, mark: str, start: int, end: int) -> Delimiter:
    """Say whether a run of marks may open or close, by what stands beside it (CommonMark 6.2).

    Stricter in one thing, as AmuseWiki is: emphasis does not start inside a word, so that
    ``2,500,000*l.*`` stays as the library prints it.
    """
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    left = not _space(after) and (not _stop(after) or _space(before) or _stop(before))
    right = not _space(before) and (not _stop(before) or _space(after) or _stop(after))
    closes = right and not (before.isdigit() and after.isalnum())
    if mark[0] == "_":
        closes = closes and not after.isalnum()
    return Delimiter(mark, left and not before.isalnum(), closes)


def _space(character: str) -> bool:
    return character.isspace() or character == "\f"


def _stop(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS" and character not in "*_"


@dataclass(slots=True)
class Read:
    """The nodes read so far, and where among them the delimiters stand that may open.

    Only those are asked, so that a row of marks that close nothing takes no longer than words.
    """

    nodes: list[Node] = field(default_factory=list)
    openers: dict[str, list[tuple[int, Delimiter]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def put(self, node: Node) -> None:
        """Add a node behind the others."""
        if isinstance(node, Delimiter) and node.opens:
            self.openers[node.mark[0]].append((len(self.nodes), node))
        self.nodes.append(node)

    def cut(self, index: int) -> None:
        """Take away the nodes from an index on."""
        del self.nodes[index:]
        for places in self.openers.values():
            while places and places[-1][0] >= index:
                places.pop()


def _close(nodes: list[Node]) -> Inlines:
    """Pair the delimiters; those left over are text."""
    read = Read()
    for node in nodes:
        rest = _pair(read, node) if isinstance(node, Delimiter) and node.closes else node
        if rest is not None:
            read.put(rest)
    return _merge(_as_text(read.nodes))


def _as_text(nodes: list[Node]) -> list[Inline]:
    return [Text(node.mark) if isinstance(node, Delimiter) else node for node in nodes]


def _pair(read: Read, closer: Delimiter) -> Delimiter | None:
    """Close what the closer can; give back what is left of it, or None."""
    for index, opener in reversed(read.openers[closer.mark[0]]):
        size = min(len(opener.mark), len(closer.mark))
        if size < len(opener.mark) and len(opener.mark) < 3 and not closer.opens:
            continue
        size = 2 if size >= 2 else 1
        content = _merge(_as_text(read.nodes[index + 1 :]))
        if not content:
            continue
        read.cut(index)
        if len(opener.mark) > size:
            read.put(Delimiter(opener.mark[size:], opener.opens, opener.closes))
        read.put(Span(KINDS[closer.mark[:size]], content))
        if len(closer.mark) > size:
            return _pair(read, Delimiter(closer.mark[size:], closer.opens, closer.closes))
        return None
    return closer


def _merge(nodes: list[Inline]) -> Inlines:
    """Run neighbouring texts together and drop empty ones."""
    merged: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            if not node.text:
                continue
            if merged and isinstance(merged[-1], Text):
                merged[-1] = Text(merged[-1].text + node.text)
                continue
        merged.append(node)
    return tuple(merged)
