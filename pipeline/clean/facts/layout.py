"""Where the parts of a raw text lie: contents, colophon, blocks. Facts for rules, no edits."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.clean.facts.announced import titles_from
from pipeline.clean.facts.dress import closed_up
from pipeline.clean.facts.measure import LINE, begin_of
from pipeline.clean.facts.words import DOMAIN
from pipeline.phrases import CONTENTS, LIBRARIES, RETRIEVED, RIGHTS, any_of

CONTENTS_HEAD = re.compile(
    rf"(?:^|(?<=\f))[#*_> \t]*(?:{any_of(CONTENTS)})[*_: \t]*$", re.MULTILINE | re.IGNORECASE
)
LEADER = re.compile(
    r"^(?P<title>\S.*?)[ \t]*(?:(?P<points>(?:[.·…•_][ \t]?){2,})|\t+|[ ]{3,})[ \t]*"
    r"[*_]{0,3}(?P<page>\d{1,4}|[ivxlc]{1,7})[*_]{0,3}[ \t]*$"
)
BARE_PAGE = re.compile(
    r"^(?P<title>\S[^\n]{0,150}?(?:[^\W\d_]|\b1[5-9]\d\d|\b20\d\d)[^\w\n]{0,3})[ \t]+"
    r"[*_]{0,3}(?P<page>\d{1,3})[*_]{0,3}[ \t]*$"
)
HEADING_LINE = re.compile(r"^#{1,6}[ \t]+(?P<text>[^\n]+)$", re.MULTILINE)
WHOLE_LINE = re.compile(r"[^\n]*\n?")
BULLET = re.compile(r"^[-*•·▪◦][ \t]+")
HEAD, OPENING = 6000, 16
"""A contents page without a heading begins in so many characters, and among so many lines."""
FEWEST = 3
"""Fewer lines that end in a number are no contents page."""
BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
LIBRARY_LINE = re.compile(
    rf"(?:^|(?<=\f))[#*_> \t]*(?:{any_of(LIBRARIES)})[*_. \t]*(?:{any_of(RIGHTS)})?[*_. \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
RIGHTS_WORDS = re.compile(rf"(?:{any_of(RIGHTS)})", re.IGNORECASE)
RETRIEVED_WORDS = re.compile(rf"^[#*_>\s]*(?:{any_of(RETRIEVED)})\b", re.MULTILINE)
NAME_ABOVE = re.compile(
    r"(?:\A|\n[ \t]*\n|\f)[ \t]*(?P<name>[^\W\d_][^\n\f]*[^\W\d_])[*_ \t]*\n[*_ \t]*\Z"
)
ADDRESS = re.compile(rf"(?:https?://|www\.)\S+|{DOMAIN}")

TAIL = 60
"""A library's last page has no more lines than this."""
NAME = 80
"""A library's name has no more characters."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines without a blank line between them; a form feed is a block of its own."""

    start: int
    end: int
    text: str

    @property
    def is_page_break(self) -> bool:
        """Whether the block is a page break alone."""
        return self.text == "\f"


@lru_cache(maxsize=4)
def blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks."""
    found: list[Block] = []
    for match in BLOCK.finditer(text.replace("\f", "\0")):
        start = match.start()
        for piece in re.finditer(r"\0|[^\0]+", match[0]):
            body = piece[0]
            if body == "\0":
                found.append(Block(start + piece.start(), start + piece.end(), "\f"))
                continue
            lead = len(body) - len(body.lstrip())
            trimmed = body.strip()
            if trimmed:
                at = start + piece.start() + lead
                found.append(Block(at, at + len(trimmed), text[at : at + len(trimmed)]))
    return tuple(found)


def blocks_outside(text: str, spans: Sequence[tuple[int, int]]) -> list[Block]:
    """List the blocks that begin in none of some spans; the spans rise and do not overlap."""
    starts = [start for start, _ in spans]
    found: list[Block] = []
    for block in blocks(text):
        at = bisect_right(starts, block.start) - 1
        if at < 0 or block.start >= spans[at][1]:
            found.append(block)
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents page: the heading it announces and the page it names.

    ``led`` says that a leader of points leads to the page.
    """

    title: str
    page: str
    led: bool = False


def has_ranks(entries: Sequence[Entry]) -> bool:
    """Say whether entries without leaders are chapters, and those with one their sections.

    So most printers set them. The first entry has none then, and it is not for want of room:
    a title that is longer than all that have one may have filled its line.
    """
    led = [len(entry.title) for entry in entries if entry.led]
    unled = [len(entry.title) for entry in entries if not entry.led]
    return len(unled) > 1 and bool(led) and not entries[0].led and max(unled) <= max(led)


@lru_cache(maxsize=4)
def contents(text: str) -> tuple[int, int, tuple[Entry, ...]] | None:
    """Find the contents page: where it starts and ends, and its entries.

    It is a line that says "Contents" in one of the library's languages with at least one line
    with a leader and a page number under it. The lines without a page that stand between two with
    one are entries broken over the line. Without leaders, lines that end in page numbers which
    never fall are a contents page too, and so are lines that are all headings further on.
    """
    for head in CONTENTS_HEAD.finditer(text[: max(20_000, len(text) // 5)]):
        read = _entries(text, head.end(), (LEADER,)) or _numbered(text, head.end())
        read = read or _announced(text, head.end()) or _again(text, head.end())
        if read is None:
            continue
        end, entries = read
        start = begin_of(head)
        return start, end, entries
    return _unheaded(text) or _led(text)


def _again(text: str, position: int) -> tuple[int, tuple[Entry, ...]] | None:
    """Read lines without pages that come again as lines further on."""
    titles = titles_from(text, position)
    if len(titles) < FEWEST - 1:
        return None
    return titles[-1].end, tuple(Entry(title.text, "") for title in titles)


def _unheaded(text: str) -> tuple[int, int, tuple[Entry, ...]] | None:
    """Find a contents page without a heading: lines near the head that come again further on."""
    for line in LINE.findall(text[:HEAD])[:OPENING]:
        start = text.index(line)
        titles = titles_from(text, start)
        if len(titles) >= FEWEST:
            read = tuple(Entry(title.text, "") for title in titles)
            return titles[0].start, titles[-1].end, read
    return None


def _led(text: str) -> tuple[int, int, tuple[Entry, ...]] | None:
    """Find a contents page whose head no list knows: leaders to pages that never fall.

    A heading right above them is its head, unless it is the text's first line.
    """
    lines = list(LINE.finditer(text[:HEAD]))
    first = next((at for at, line in enumerate(lines) if _leads(line[0])), 0)
    read = _entries(text, lines[first].start(), (LEADER,)) if first else None
    if not read or not _pages(read[1]):
        return None
    headed = first > 1 and lines[first - 1][0].startswith("#")
    return begin_of(lines[first - headed]), *read


def _leads(line: str) -> bool:
    """Say whether points lead from a title to a page."""
    found = LEADER.match(BULLET.sub("", line.strip()))
    return bool(found and found["points"] and found["page"].isdecimal())


def _numbered(text: str, position: int) -> tuple[int, tuple[Entry, ...]] | None:
    """Read lines, some of them without leaders, that end in page numbers which never fall.

    One alone is an entry if the rest of it is a heading further on.
    """
    read = _entries(text, position, (LEADER, BARE_PAGE))
    pages = _pages(read[1]) if read else []
    if read and len(read[1]) == 1 and closed_up(read[1][0].title) in _headings(text, read[0]):
        return read
    return read if pages and pages[-1] > pages[0] else None


def _headings(text: str, position: int) -> set[str]:
    """Give the letters and figures of each marked heading from a place on."""
    return {closed_up(match["text"]) for match in HEADING_LINE.finditer(text, position)}


def _pages(entries: Sequence[Entry]) -> list[int]:
    """Give the pages that entries name, if they are enough and never fall."""
    pages = [int(entry.page) for entry in entries if entry.page.isdecimal()]
    return pages if len(pages) >= FEWEST and pages == sorted(pages) else []


def _announced(text: str, position: int) -> tuple[int, tuple[Entry, ...]] | None:
    """Read lines without pages, all of which are headings further on."""
    entries: list[Entry] = []
    end = position
    headings: set[str] | None = None
    for match in WHOLE_LINE.finditer(text, position):
        line = BULLET.sub("", match[0].strip())
        if not line and match.end() < len(text):
            continue
        if headings is None:
            headings = _headings(text, position)
        if line.startswith("#") or closed_up(line) not in headings:
            break
        entries.append(Entry(line.strip("*_ "), ""))
        end = match.end()
    return (end, tuple(entries)) if len(entries) >= FEWEST - 1 else None


def _entries(
    text: str, position: int, forms: Sequence[re.Pattern[str]]
) -> tuple[int, tuple[Entry, ...]] | None:
    entries: list[Entry] = []
    end = position
    pending = ""
    for match in WHOLE_LINE.finditer(text, position):
        line = BULLET.sub("", match[0].strip())
        if line.strip("\f") and len(line) > 400:
            break
        if not line.strip("\f") and not pending:
            continue
        leader = next(filter(None, (form.match(line) for form in forms)), None)
        if leader:
            title = f"{pending} {leader['title']}".strip()
            led = bool(leader.groupdict().get("points"))
            entries.append(Entry(re.sub(r"[\s.·…•]+$", "", title), leader["page"], led))
            pending, end = "", match.end()
        elif pending or not line or line.startswith("#"):
            break
        else:
            pending = line
    return (end, tuple(entries)) if entries else None


@lru_cache(maxsize=4)
def colophon_start(text: str) -> int:
    """Find where the library's last page begins; the text's length if there is none.

    The evidence: a line that is a library's name, or its rights words, near the end, with an
    address, a "Retrieved on" or the rights words after it. A title page may have the name too:
    the one with the rights words close below it goes before.
    """
    lines = list(re.finditer(r"[^\n\f]*\S[^\n\f]*", text))
    if not lines:
        return len(text)
    floor = lines[max(0, len(lines) - TAIL)].start()
    floor = max(floor, len(lines[0][0])) if len(lines) > 3 else floor
    named = [line for line in LIBRARY_LINE.finditer(text, floor) if _told(text[line.end() :])]
    if named:
        near = [line for line in named if RIGHTS_WORDS.search(_below(text, line.end()))]
        line = (near or named)[0]
        return begin_of(line)
    for line in lines[-TAIL:]:
        bare = line[0].strip(" #*_>.\t")
        if RIGHTS_WORDS.fullmatch(bare) and ADDRESS.search(text, line.end()):
            return _named_above(text, line.start())
    return len(text)


def _named_above(text: str, rights: int) -> int:
    """Give where the line over the rights words begins, if it is a library's name.

    They stand in one block then, and the name has no stop.
    """
    above = NAME_ABOVE.search(text, max(0, rights - NAME), rights)
    return above.start("name") if above else rights


def _told(rest: str) -> bool:
    return bool(RIGHTS_WORDS.search(rest) or ADDRESS.search(rest) or RETRIEVED_WORDS.search(rest))


def _below(text: str, position: int) -> str:
    """Give the few lines below a place."""
    return "\n".join([line for line in text[position : position + 600].split("\n") if line][:5])
