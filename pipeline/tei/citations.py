"""Link citations by author and year to the reference list; the words stay as they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.dates import month_of
from pipeline.model import Inlines
from pipeline.report import Finding
from pipeline.tei.bibliography import Catalogue, Entry
from pipeline.tei.names import YEAR, YEAR_OF_WORK, are_names, several
from pipeline.tei.wrap import Marked, Stretch, italics, links, reading, wrap
from pipeline.xml import set_of

PARENTHESES = re.compile(r"\((?P<inside>[^()]{4,300})\)")
YEARS = re.compile(rf"(?<![\w–-]){YEAR_OF_WORK}")
SAME_NAMES = re.compile(r"\s*(?:,|and|&|,\s*and)?\s*")
LEAD = re.compile(
    r"\s*(?:(?:see|see also|also|cf\.?|compare|e\.g\.,?|for example|quoted in|cited in|in|from|by"
    r"|reprinted in|and|voir|siehe|vgl\.|vid\.|véase|vedi)[,:]?\s+)*",
    re.IGNORECASE,
)
CIRCA = re.compile(r",?\s*(?:circa|ca\.|c\.)?\s*$")
BEFORE_YEAR = re.compile(
    rf"(?P<name>[^\W\d_a-z][\w’'-]{{1,30}}?)(?:[’']s)?\s\((?P<inside>{YEAR}[a-z]?)[),:]"
)
BARE = re.compile(
    rf"(?<![\w-])(?P<names>[^\W\d_a-z][\w’'-]{{1,30}}(?:\s(?:and|&)\s[^\W\d_a-z][\w’'-]{{1,30}})?)"
    rf"\s{YEAR_OF_WORK}"
)
NO_NAMES = set_of(
    "spring summer autumn fall winter since until in from after before by early late mid about"
    " around during edition vol"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A stretch of text and the entries it means: one, several that fit, or none."""

    start: int
    end: int
    entries: tuple[Entry, ...]


def cite(
    inlines: Inlines, catalogue: Catalogue, *, in_note: bool = False
) -> tuple[Marked, list[Finding]]:
    """Wrap every citation of the text in a ``ref`` to its entry.

    One that fits several entries points to all of them, marked as ambiguous. One that fits none
    is wrapped, without a target, and reported, but only where the list is cited by author and
    year and the words can hardly be anything else.
    """
    if not catalogue.index:
        return inlines, []
    text = reading(inlines)
    if not YEARS.search(text):
        return inlines, []
    taken = links(inlines)
    found: list[Citation] = []
    end = 0
    for citation in sorted(
        _citations(text, italics(inlines), catalogue, in_note), key=lambda c: (c.start, -c.end)
    ):
        if citation.start >= end and not overlaps(citation, taken):
            found.append(citation)
            end = citation.end
    findings = [
        Finding(
            "citation-without-entry",
            f"The reference list has no entry for the citation “{text[c.start : c.end]}”.",
        )
        for c in found
        if not c.entries
    ]
    return wrap(inlines, [stretch(c) for c in found]), findings


def stretch(citation: Citation) -> Stretch:
    """Give the stretch of a citation, with what its ``ref`` says."""
    attributes = {"type": "bibl", "target": " ".join(f"#{e.id}" for e in citation.entries)}
    if len(citation.entries) > 1:
        attributes |= {"subtype": "ambiguous", "cert": "low"}
    return Stretch(citation.start, citation.end, "ref", tuple(attributes.items()))


def in_parentheses(
    text: str, titles: list[tuple[int, int]], catalogue: Catalogue
) -> Iterator[Citation]:
    """Find the citations that stand in parentheses, as most do."""
    starts = {start: end for start, end in titles}
    for match in PARENTHESES.finditer(text):
        start = match.start("inside")
        for part in match["inside"].split(";"):
            yield from _in_part(text, start, start + len(part), starts, catalogue)
            start += len(part) + 1


def _citations(
    text: str, titles: list[tuple[int, int]], catalogue: Catalogue, in_note: bool
) -> Iterator[Citation]:
    yield from in_parentheses(text, titles, catalogue)
    for match in BEFORE_YEAR.finditer(text):
        year, suffix = match["inside"][:4], match["inside"][4:]
        if entries := catalogue.find(match["name"], year, suffix):
            yield Citation(match.start("inside"), match.end("inside"), tuple(entries))
    for match in BARE.finditer(text) if in_note else ():
        if entries := catalogue.find(match["names"], match["year"], match["suffix"]):
            yield Citation(match.start(), match.end(), tuple(entries))


def _in_part(
    text: str, start: int, end: int, titles: dict[int, int], catalogue: Catalogue
) -> Iterator[Citation]:
    """Read one part between semicolons: names, a year, more years of the same names, pages."""
    names = ""
    position = start
    for match in YEARS.finditer(text, start, end):
        between = text[position : match.start()]
        if names and SAME_NAMES.fullmatch(between):
            begin = match.start()
            entries = catalogue.find(names, match["year"], match["suffix"])
            if not entries:
                return
        else:
            lead = LEAD.match(between)
            begin = position + (lead.end() if lead else 0)
            circa = CIRCA.search(text[begin : match.start()])
            names = text[begin : begin + circa.start()] if circa else text[begin : match.start()]
            entries = _mean(begin, names, match, titles, catalogue)
            if not entries and not _surely(names, text[begin : match.start()], catalogue):
                return
        yield Citation(begin, match.end(), tuple(entries))
        position = match.end()


def _mean(
    begin: int, names: str, match: re.Match[str], titles: dict[int, int], catalogue: Catalogue
) -> list[Entry]:
    """Give what a citation can mean: by its names, or by a title in italics."""
    if titles.get(begin) == begin + len(names):
        return catalogue.find_title(names, match["year"])
    return catalogue.find(names, match["year"], match["suffix"]) if names else []


def _surely(names: str, before: str, catalogue: Catalogue) -> bool:
    """Say whether names and a year are a citation, though no entry fits them.

    ``(May 1968)``, ``(Paris, 1905)`` and ``(the strike of 1917)`` are none.
    """
    return (
        catalogue.by_year
        and are_names(names)
        and len(names.split()) <= 5
        and not any(word in NO_NAMES or month_of(word) for word in names.casefold().split())
        and names not in catalogue.places
        and ("," not in before[len(names) :] or several(names))
    )


def overlaps(citation: Citation, taken: list[tuple[int, int]]) -> bool:
    """Say whether a citation stands on what is something else already."""
    return any(start < citation.end and citation.start < end for start, end in taken)
