"""Read one entry of a reference list: which stretch of it is what.

Only what the entry's own form makes certain is marked: everything else stays as it is printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.dates import month_of
from pipeline.model import Inlines
from pipeline.tei.names import YEAR, YEAR_OF_WORK
from pipeline.tei.wrap import Stretch, italics, reading

AUTHOR_DATE = re.compile(
    rf"(?P<author>[^\W\d][^\d“\"«„]{{1,200}}?)[\s,(\[]+(?:(?:circa|ca\.|c\.)\s*)?{YEAR_OF_WORK}"
)
REPEATED = re.compile(rf"(?P<author>[—–_-]{{1,6}})[\s.,(\[]+{YEAR_OF_WORK}")
AUTHOR_FIRST = re.compile(r"(?P<author>[^\W\d][^\d“\"«„.,]{1,40},\s[^\d“\"«„]{1,100}?)[.,:]\s*")
EDITORS = re.compile(r"\s*\((?:eds?|hrsg|hg|dir|comp|a cura di|red)\.?\)$", re.IGNORECASE)
EDITOR = re.compile(r"(?P<name>[^\W\d_][^.,;:()\d]{2,40})\s\((?:eds?|Hrsg|Hg|dir|comp)\.?\)")
QUOTED = re.compile(r"[“\"«„](?P<title>[^”\"»“]{3,300})[”\"»“]")
PLAIN = re.compile(r"[\s.,)\]]*(?P<title>[^\s.,)\]].{2,300}?)\.\s+(?:In:?\s.*)?$")
ONLY_PUNCTUATION = re.compile(r"[\s.,:;)\]]*(?:\(?In:?\s)?$")
UNPUBLISHED = re.compile(
    r"dissertation|thesis|thèse|\btesi\b|unpublished|manuscript", re.IGNORECASE
)
REFERENCE_WORK = re.compile(r"encyclop|dictionar|lexikon|handbook|enciclop", re.IGNORECASE)
NUMBERED = re.compile(r"[\s,.]*(?:#|n[o°r]?\.?\s?\d|vol|\d+(?:/\d+)?\b)", re.IGNORECASE)
SCOPES = (
    ("issue", re.compile(r"#\s?\d+(?:[-–/]\d+)?|\b(?:[Nn]o|[Nn]r|[Nn])[.°]?\s\d+(?:[-–/]\d+)?")),
    ("volume", re.compile(r"\b[Vv]ol(?:ume|\.)?\s?(?:\d+|[IVXL]+)\b")),
    ("page", re.compile(r"\bpp?\.\s?\d+(?:\s?[-–]\s?\d+)?|(?<=:\s)\d+[-–]\d+")),
)
WORD = r"[^\W\d_a-z][^\s.,;:()\d]*"
NAME = rf"{WORD}(?:[ ](?:{WORD}|&|and|of|the|de|del|della|des|du|la|und|y))*"
IMPRINT = re.compile(rf"(?P<place>{NAME})\s?:\s(?P<publisher>{NAME})(?=\s*(?:[,.;(]|$))")
PAIR = re.compile(rf"(?P<first>{NAME}),\s(?P<second>{NAME})(?=\s*(?:[,.;(]|$))")
SINGLE = re.compile(rf"(?P<first>{NAME})(?=\s*(?:[,.;(]|$))")
PRESS = re.compile(
    r"\b(?:press|books?|verlag|éditions?|editions?|publish(?:ers?|ing)|house|university|edizioni"
    r"|editore|ediciones|editora|presses|forlag|förlag)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(r"[^\W\d_]{3,}\.$")
ISSUE = re.compile(r"\s*(\d+(?:/\d+)?)(?=,)")
BEHIND_STOP = re.compile(r"[.)]\s+(?=\w)")
YEAR_OF_PRINT = re.compile(rf"[,.]?\s\(?(?P<year>{YEAR})(?=[\s.,;)]|$)")
ANY_YEAR = re.compile(rf"(?<![\w–-]){YEAR_OF_WORK}")
OPENING = re.compile(r"[\s.,;:”\"»)\]]*")


@dataclass(slots=True)
class Reading:
    """What was read so far of one entry."""

    text: str
    author: str = ""
    editor: bool = False
    year: str = ""
    suffix: str = ""
    titles: list[tuple[str, str]] = field(default_factory=list)
    """Each title with its level, in order."""
    end: int = 0
    """Up to here all is read."""
    stretches: list[Stretch] = field(default_factory=list)

    def mark(self, start: int, end: int, name: str, bare: bool = False, **attributes: str) -> bool:
        """Mark a stretch, unless a part of it is marked already."""
        if start >= end or any(s.start < end and start < s.end for s in self.stretches):
            return False
        self.stretches.append(Stretch(start, end, name, tuple(attributes.items()), bare))
        return True


def read_entry(inlines: Inlines, places: frozenset[str] = frozenset()) -> Reading:
    """Read author, date, titles, editor, imprint and scope of an entry, as far as certain.

    ``places`` are the places of publication that the rest of the list makes certain.
    """
    entry = Reading(reading(inlines))
    spans = italics(inlines)
    _author_and_date(entry, spans)
    _titles(entry, spans)
    _scope(entry)
    for match in EDITOR.finditer(entry.text, entry.end):
        entry.mark(match.start("name"), match.end("name"), "editor")
    if not entry.titles or entry.titles[-1][1] == "m":
        _imprint(entry, places)
    if not entry.year:
        _late_date(entry)
    entry.stretches.sort(key=lambda stretch: stretch.start)
    return entry


def _author_and_date(entry: Reading, spans: list[tuple[int, int]]) -> None:
    text = entry.text
    first = spans[0][0] if spans else len(text)
    match = AUTHOR_DATE.match(text) or REPEATED.match(text)
    if match and match.end("author") <= first:
        _author(entry, match["author"])
        entry.year, entry.suffix, entry.end = match["year"], match["suffix"], match.end()
        entry.mark(match.start("year"), match.end(), "date", when=match["year"])
        return
    quoted = QUOTED.search(text)
    before = text[: min(first, quoted.start() if quoted else len(text))]
    match = AUTHOR_FIRST.fullmatch(before) if len(before) < min(len(text), 160) else None
    if match:
        _author(entry, match["author"])
        entry.end = match.end("author")


def _author(entry: Reading, author: str) -> None:
    """Mark the author, or the editor where ``(ed)`` follows the name."""
    editors = EDITORS.search(author)
    entry.author = author[: editors.start()] if editors else author
    entry.editor = bool(editors)
    if CLOSED.search(entry.author):
        entry.author = entry.author[:-1]
    if any(c.isalpha() for c in entry.author):
        entry.mark(0, len(entry.author), "editor" if editors else "author")


def _titles(entry: Reading, spans: list[tuple[int, int]]) -> None:
    """Mark the title, and behind an article's title that of its journal or book."""
    text, start = entry.text, entry.end
    later = [span for span in spans if span[0] >= start]
    quoted = QUOTED.search(text, start)
    if quoted and not ONLY_PUNCTUATION.match(text[start : quoted.start()]):
        quoted = None
    if quoted:
        _title(entry, quoted.start("title"), quoted.end("title"), "a", bare=False)
        entry.end = quoted.end()
    elif later and not ONLY_PUNCTUATION.match(text[start : later[0][0]]):
        plain = PLAIN.match(text[start : later[0][0]])
        if not plain:
            return
        _title(entry, start + plain.start("title"), start + plain.end("title"), "a", bare=False)
    article = bool(entry.titles)
    hosts = [span for span in later if span[0] >= entry.end]
    if hosts:
        begin, end = hosts[0]
        _title(entry, begin, end, _level(entry, begin, end, article), bare=True)


def _title(entry: Reading, start: int, end: int, level: str, *, bare: bool) -> None:
    text = entry.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip(" " if bare else " .,"))
    if entry.mark(start, end, "title", bare=bare, level=level):
        entry.titles.append((entry.text[start:end], level))
        entry.end = end


def _level(entry: Reading, start: int, end: int, article: bool) -> str:
    """Tell a journal from a book from a thesis."""
    text = entry.text
    if article:
        inside = re.search(r"\bIn:?\s", text[entry.end : start])
        return "m" if inside or REFERENCE_WORK.search(text[start:end]) else "j"
    if UNPUBLISHED.search(text, end):
        return "u"
    return "j" if not entry.author and NUMBERED.match(text, end) else "m"


def _scope(entry: Reading) -> None:
    if entry.titles and entry.titles[-1][1] == "j":
        match = ISSUE.match(entry.text, entry.end)
        if match:
            entry.mark(match.start(1), match.end(1), "biblScope", unit="issue")
    for unit, pattern in SCOPES:
        for match in pattern.finditer(entry.text, entry.end):
            before = entry.text[entry.end : match.start()]
            if before.count("(") == before.count(")"):
                entry.mark(match.start(), match.end(), "biblScope", unit=unit)


def _imprint(entry: Reading, places: frozenset[str]) -> None:
    """Mark ``Place: Publisher``, and ``Place, Publisher`` as far as the list agrees."""
    for start in _openings(entry):
        if match := IMPRINT.match(entry.text, start):
            entry.mark(*match.span("place"), "pubPlace")
            entry.mark(*match.span("publisher"), "publisher")
        elif (match := PAIR.match(entry.text, start)) and not month_of(match["second"]):
            press = PRESS.search(match["first"]) and not PRESS.search(match["second"])
            known = match["second"] in places and match["first"] not in places
            inverted = press or known
            names = ("publisher", "pubPlace") if inverted else ("pubPlace", "publisher")
            entry.mark(*match.span("first"), names[0])
            entry.mark(*match.span("second"), names[1])
        elif (match := SINGLE.match(entry.text, start)) and match["first"] in places:
            entry.mark(*match.span("first"), "pubPlace")
        else:
            continue
        _date_of_print(entry, match.end())
        return


def _openings(entry: Reading) -> Iterator[int]:
    """Give the places where an imprint may begin: behind the title, behind each full stop."""
    if not entry.titles:
        return
    opening = OPENING.match(entry.text, entry.end)
    yield opening.end() if opening else entry.end
    for match in BEHIND_STOP.finditer(entry.text, entry.end):
        yield match.end()


def _date_of_print(entry: Reading, start: int) -> None:
    match = YEAR_OF_PRINT.match(entry.text, start)
    if match:
        entry.mark(match.start("year"), match.end("year"), "date", when=match["year"])


def _late_date(entry: Reading) -> None:
    """Take the last year outside the titles, where the list does not put it behind the author."""
    titles = [s for s in entry.stretches if s.name == "title"]
    years = [
        match
        for match in ANY_YEAR.finditer(entry.text)
        if not any(s.start <= match.start() < s.end for s in titles)
    ]
    dates = [s for s in entry.stretches if s.name == "date"]
    if dates:
        entry.year = dict(dates[-1].attributes)["when"]
    elif years:
        entry.year, entry.suffix = years[-1]["year"], years[-1]["suffix"]
        entry.mark(years[-1].start("year"), years[-1].end(), "date", when=entry.year)
