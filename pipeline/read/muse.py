"""AmuseWiki's muse: the directives at the head of a text, and the colophon they make.

A file begins with directives (``#title Law and Authority``), a value going on to the next empty
line or directive; the first other line begins the body.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from pipeline.dates import date_in
from pipeline.model import Colophon, ColophonBlock, Inlines, Link, Metadata, Span, Text, plain
from pipeline.phrases import RETRIEVED, any_of
from pipeline.read.muse_lines import HEADING
from pipeline.report import Finding

SHOWN = (
    "title", "subtitle", "author", "date", "source", "notes", "rights", "isbn", "publisher",
    "colophon", "seriesname", "seriesnumber", "translator",
)  # fmt: skip
"""The directives whose words belong to the text; pandoc reads the markup in them."""

USED = frozenset({*SHOWN, "lang", "language", "pubdate", "authors"})
LISTS = {"SORTauthors": "authors", "SORTtopics": "topics", "topics": "topics", "cat": "topics"}

IDENTIFICATION = ("author", "title", "subtitle", "date")
PROVENANCE = ("source", "notes")
STATEMENT = ("rights", "isbn", "publisher", "colophon", "seriesname", "seriesnumber")
"""The order of AmuseWiki's own last page."""

_DIRECTIVE = re.compile(r"#(?P<name>[A-Za-z][A-Za-z0-9_-]*)(?:[ ]+(?P<value>.*))?")
_BEFORE = re.compile(r"\A\ufeff?(?:[ ]*\n)*")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”\]]+")
_RETRIEVED = re.compile(rf"\b(?:{any_of(RETRIEVED)})\b", re.I)

Values = Mapping[str, Inlines]


def split_directives(text: str) -> tuple[dict[str, str], str, list[Finding]]:
    """Part the directives of a muse text from its body.

    A directive given twice keeps its last value, as AmuseWiki does, and is reported; authors are
    gathered instead.

    >>> split_directives("#title Law\\n#notes one\\n two\\n\\nText")[:2]
    ({'title': 'Law', 'notes': 'one two'}, 'Text')
    """
    lines = _BEFORE.sub("", text).split("\n")
    values: dict[str, list[str]] = {}
    findings: list[Finding] = []
    current = ""
    start = len(lines)
    for at, line in enumerate(lines):
        match = _DIRECTIVE.fullmatch(line.rstrip())
        if match:
            current = match["name"]
            values[current] = [*_again(current, values, findings), match["value"] or ""]
        elif HEADING.fullmatch(line):
            start = at
            break
        elif not line.strip():
            current = ""
        elif current:
            values[current].append(line)
        else:
            start = at
            break
    joined = {name: " ".join(" ".join(parts).split()) for name, parts in values.items()}
    filled = {name: value for name, value in joined.items() if value}
    return filled, "\n".join(lines[start:]), findings + _unused(filled)


def _again(name: str, values: dict[str, list[str]], findings: list[Finding]) -> list[str]:
    before = values.get(name, [])
    if name == "author" and any(before):
        return [*before[:-1], f"{before[-1]};"]
    if any(part.strip() for part in before):
        message = f"#{name} is given again; this was dropped: {' '.join(before).strip()}"
        findings.append(Finding("directive-repeated", message))
    return []


def _unused(values: dict[str, str]) -> list[Finding]:
    known = USED | LISTS.keys()
    return [
        Finding("directive-unused", f"#{name} has no place in the editions: {value}")
        for name, value in values.items()
        if name not in known
    ]


def head_of(values: Mapping[str, str]) -> str:
    """Write the directives that show as words so that pandoc reads the markup in their values."""
    return "".join(f"#{name} {values[name]}\n" for name in SHOWN if name in values)


def muse_metadata(raw: Mapping[str, str], read: Values) -> Metadata:
    """Make the metadata of a text from its directives: as typed, and as pandoc read them."""
    words = {name: plain(content) for name, content in read.items()}
    source = words.get("source", "")
    topics = ";".join(raw.get(n, "") for n, kind in LISTS.items() if kind == "topics")
    return Metadata(
        title=words.get("title", ""),
        subtitle=words.get("subtitle", ""),
        authors=_authors(words.get("author", "") or raw.get("authors", ""), raw),
        date=words.get("date", ""),
        lang=raw.get("lang", raw.get("language", "en")).strip() or "en",
        rights=words.get("rights", ""),
        source_address=_address(read.get("source", ())),
        source_statement=source,
        retrieved=date_in(source) if _RETRIEVED.search(source) else "",
        notes=words.get("notes", ""),
        translators=_listed(words.get("translator", "")),
        keywords=_listed(topics.strip(";"), commas=True),
        published=date_in(raw.get("pubdate", "")),
    )


def _authors(printed: str, raw: Mapping[str, str]) -> tuple[str, ...]:
    """Part the authors where the list for sorting names the same; else the line is one name."""
    for name in ("SORTauthors", "authors"):
        sorted_names = _listed(raw.get(name, ""), commas=True)
        if len(sorted_names) > 1 and all(author in printed for author in sorted_names):
            names = sorted(sorted_names, key=printed.index)
            if all(between.strip() for between in _between(names, printed)):
                return tuple(names)
    return _listed(printed)


def _between(names: list[str], printed: str) -> Iterator[str]:
    """Give what stands between names in a line: a surname is parted from its name by a space."""
    for first, second in pairwise(names):
        yield printed[printed.index(first) + len(first) : printed.index(second)]


def _listed(value: str, commas: bool = False) -> tuple[str, ...]:
    """Cut a list at its semicolons, or at its commas where it may have them and has no other."""
    parts = value.split("," if commas and ";" not in value else ";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _address(content: Inlines) -> str:
    for inline in content:
        match inline:
            case Link(target):
                return target
            case Span(content=inner):
                found = _address(inner)
            case Text(text):
                match_ = _ADDRESS.search(text)
                found = match_[0].rstrip(".,;)") if match_ else ""
            case _:
                found = ""
        if found:
            return found
    return ""


def muse_colophon(read: Values) -> Colophon:
    """Build the last page as AmuseWiki would, from what the directives say and nothing else.

    The library's name and address are not in a muse file, so its mark is absent.
    """
    groups = (
        ("identification", IDENTIFICATION),
        ("provenance", PROVENANCE),
        ("statement", STATEMENT),
    )
    return Colophon(
        tuple(
            ColophonBlock(kind, tuple(read[name] for name in names if read.get(name)))
            for kind, names in groups
            if any(read.get(name) for name in names)
        )
    )
