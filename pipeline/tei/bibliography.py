"""The reference lists of a document: their entries, with an id each, and how to find one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from pipeline.model import Bibliography, Block, Blocks, Document, Inlines, List, Paragraph
from pipeline.report import Finding
from pipeline.tei.build import Ids, slug
from pipeline.tei.entries import IMPRINT, PAIR, PRESS, Reading, read_entry
from pipeline.tei.names import YEAR, fold, several, surnames
from pipeline.tei.wrap import described, italics, reading, split

SAME = 88
"""Two titles this alike (rapidfuzz ratio, of 100) are one: ``di`` and ``del Territorio``."""

LONGEST = 15
"""Nobody cites a title by a longer beginning, in words."""

AUTHOR_DATE_SHARE = 0.6
"""From this share on of entries with a year behind the author, the list is cited by year."""

FURTHER_AUTHORS = re.compile(r",|;|\s(?:and|et|und|y|&)\s")
CITED_YEAR = re.compile(rf",?\s({YEAR})[a-z]?[,:)]")
SECOND_YEAR = re.compile(rf"[^A-Za-z]{{0,20}}(?<!\d)({YEAR})(?!\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its words, what is known of them, and the id it gets."""

    id: str
    inlines: Inlines
    read: Reading
    names: tuple[str, ...]
    """The words of the author's name, levelled."""


@dataclass(slots=True)
class Catalogue:
    """All entries, by the place of their list and by author and year."""

    lists: dict[int, list[Entry]] = field(default_factory=dict)
    index: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """Every book's and journal's title, levelled, with its level."""
    beginnings: dict[str, str] = field(default_factory=dict)
    """What titles begin with, three words or more: as they are cited without the rest."""
    levels: dict[str, str] = field(default_factory=dict)
    """The answers given so far."""
    places: frozenset[str] = frozenset()
    by_year: bool = False
    """The list is cited by author and year, so that such a citation without entry is a fault."""

    def entries(self, block: Bibliography) -> list[Entry]:
        """Give the entries of one list of the document."""
        return self.lists.get(id(block), [])

    def find(self, names: str, year: str, suffix: str) -> list[Entry]:
        """Give the entries that a citation by name and year can mean."""
        wanted = surnames(names)
        for first in dict.fromkeys((*wanted[:1], *wanted[-1:])):
            fits = [
                entry
                for entry in self.index.get((first, year), ())
                if set(wanted) <= set(entry.names) and suffix in ("", entry.read.suffix)
            ]
            alike = [e for e in fits if several(e.read.author) == several(names)]
            if fits:
                return alike or fits
        return []

    def find_title(self, title: str, year: str) -> list[Entry]:
        """Give the entries that a citation by title and year can mean."""
        wanted = " ".join(fold(title))
        return [
            entry
            for entry in self.index.get(("", year), ())
            if any(fuzz.ratio(wanted, " ".join(fold(t))) >= SAME for t, _ in entry.read.titles)
        ]

    def level(self, title: str) -> str:
        """Give the level of a title that the list knows as a book's or a journal's."""
        wanted = " ".join(fold(title))
        if wanted not in self.levels:
            self.levels[wanted] = self._level(wanted)
        return self.levels[wanted]

    def _level(self, wanted: str) -> str:
        if len(wanted) < 6 or not self.titles:
            return ""
        if wanted in self.titles:
            return self.titles[wanted]
        known = self.titles.keys()
        close = process.extractOne(wanted, known, scorer=fuzz.ratio, score_cutoff=SAME)
        return self.titles[close[0]] if close else self.beginnings.get(wanted, "")


def read_lists(document: Document, ids: Ids) -> tuple[Catalogue, list[Finding]]:
    """Read every reference list of the document, and give each entry its id.

    An entry that holds two works becomes two when the text cites the second by its own title and
    year; when only its form says so, it stays one and a finding says why.
    """
    blocks = [block for block in all_blocks(document) if isinstance(block, Bibliography)]
    places = _places([entry for block in blocks for entry in block.entries])
    catalogue = Catalogue(places=places)
    findings: list[Finding] = []
    cited = _cited_titles(document) if blocks else []
    for block in blocks:
        author = ""
        for inlines in block.entries:
            for part in _works(described(inlines), cited, findings):
                read = read_entry(part, places)
                if read.author and not any(c.isalpha() for c in read.author):
                    read.author = author  # a dash: the author of the entry before
                author = read.author
                entry = Entry(_id(read, ids), part, read, fold(author))
                catalogue.lists.setdefault(id(block), []).append(entry)
                _enter(catalogue, entry)
    entries = [entry for group in catalogue.lists.values() for entry in group]
    dated = sum(1 for e in entries if e.read.author and e.read.year)
    catalogue.by_year = len(entries) >= 5 and dated >= AUTHOR_DATE_SHARE * len(entries)
    return catalogue, findings


def _enter(catalogue: Catalogue, entry: Entry) -> None:
    year = entry.read.year
    if entry.names:
        catalogue.index.setdefault((entry.names[0], year), []).append(entry)
    catalogue.index.setdefault(("", year), []).append(entry)
    for title, level in entry.read.titles:
        if level != "a":
            words = fold(title)
            catalogue.titles.setdefault(" ".join(words), level)
            for end in range(3, min(len(words), LONGEST)):
                catalogue.beginnings.setdefault(" ".join(words[:end]), level)
            main = fold(title.partition(":")[0])
            if len(main) > 1:
                catalogue.titles.setdefault(" ".join(main), level)


def _id(read: Reading, ids: Ids) -> str:
    """Name an entry as scholars cite it: ``negri1979b``, or by its title."""
    author = FURTHER_AUTHORS.split(read.author)[0]
    name = slug(author, 30).replace("-", "")
    if not name and read.titles:
        words = slug(read.titles[0][0]).split("-")
        name = next((word for word in words if len(word) > 3), words[0])
    return ids.exactly(f"{name or 'work'}{read.year or 'nd'}{read.suffix}")


def _places(entries: list[Inlines]) -> frozenset[str]:
    """Gather the places of publication that the list makes certain.

    ``Milano: Feltrinelli`` says so by its colon; of ``Milano, Feltrinelli`` it is certain when the
    name stands first in such pairs more often than second.
    """
    certain: set[str] = set()
    publishers: set[str] = set()
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for inlines in entries:
        text = reading(inlines)
        titles = [0, text.rfind("”"), text.rfind('"'), *(end for _, end in italics(inlines))]
        tail = text[max(titles) :].lstrip(' .,”"')
        if match := IMPRINT.match(tail):
            certain.add(match["place"])
            publishers.add(match["publisher"])
        elif (match := PAIR.match(tail)) and not PRESS.search(match["first"]):
            first[match["first"]] += 1
            second[match["second"]] += 1
    often = {name for name, count in first.items() if count > second[name]}
    return frozenset(certain | (often - publishers))


def _cited_titles(document: Document) -> list[tuple[str, str]]:
    """Give each title in italics with a year behind it: ``(*Quaderni di Territorio* 1978)``."""
    found: list[tuple[str, str]] = []
    for block in all_blocks(document):
        content = block.content if isinstance(block, Paragraph) else ()
        text = reading(content)
        for start, end in italics(content):
            match = CITED_YEAR.match(text, end)
            if match and text[start - 1 : start] in ("(", " "):
                found.append((" ".join(fold(text[start:end])), match[1]))
    return found


def _works(
    inlines: Inlines, cited: list[tuple[str, str]], findings: list[Finding]
) -> list[Inlines]:
    """Part an entry that holds two works."""
    text = reading(inlines)
    spans = italics(inlines)
    own = re.search(YEAR, text[: spans[0][0]]) if spans else None
    for start, end in spans[1:] if own else []:
        year = SECOND_YEAR.match(text, end)
        behind_stop = text[:start].rstrip().endswith(".") and not re.search(r"[”\"]", text[:start])
        if not year or not behind_stop or own is None or year[1] == own[0]:
            continue
        title = " ".join(fold(text[start:end]))
        if any(y == year[1] and fuzz.ratio(title, t) >= SAME for t, y in cited):
            return list(split(inlines, start))
        findings.append(
            Finding("entry-may-hold-two-works", f"“{text[:40]}… {text[start:end]} {year[1]}”")
        )
    return [inlines]


def all_blocks(document: Document) -> Iterator[Block]:
    """Give every block, outer before inner: front, body, back, then the notes."""
    for top in (*document.front, *document.body, *document.back):
        for division in top.each():
            yield from _of_blocks(division.blocks)
    for note in document.notes.values():
        yield from _of_blocks(note.blocks)


def _of_blocks(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _of_blocks(getattr(block, "blocks", ()))
        for item in block.items if isinstance(block, List) else ():
            yield from _of_blocks(item.blocks)
