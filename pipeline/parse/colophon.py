"""The library's last page: kept line by line, and read for what it says of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.model import Colophon, ColophonBlock, Inlines, Source
from pipeline.parse.blocks import Parser, chunks, lines_of
from pipeline.parse.inline import plain_text

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|net|com|info)\b(?:/\S*)?")
SITE = re.compile(r"[*\s<\[]*(?:https?://)?[\w.-]+\.[a-z]{2,8}/?[\])>*\s]*(?:\((?:https?://)[^)]*\)[*\s]*)?$", re.IGNORECASE)
RETRIEVED = re.compile(
    r"\b(?:Retrieved|Recuperado|Consulté|Récupéré|Abgerufen|Recuperato|Скопировано|Получено|Preuzeto|"
    r"Pobrano|Hämtad|Noudettu|Opgehaald|Ανακτήθηκε)\b", re.IGNORECASE
)  # fmt: skip
RIGHTS = re.compile(r"(?i)\b(?:anti[- ]?copyright|copyleft|public domain|creative commons|no copyright)\b[^\n.]*|\bАнти-?копирайт\b")
MONTHS = "January February March April May June July August September October November December".split()
ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<m1>{'|'.join(MONTHS)})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{'|'.join(MONTHS)}),?\s+(?P<y2>\d{{4}}))\b"
)
ISO_DATE = re.compile(r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b")
LABELLED = re.compile(
    r"(?P<key>Author|Title|Publication date|Autor|Título|Auteur|Titre|Date)\s*:\s*"
    r"(?P<value>.*?)(?=\s*(?:Author|Title|Publication date|Autor|Título|Auteur|Titre|Retrieved|Anti-Copyright)\b|\n|$)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What the colophon says, each field as printed; empty where it says nothing."""

    library: str = ""
    address: str = ""
    rights: str = ""
    authors: str = ""
    title: str = ""
    subtitle: str = ""
    date: str = ""
    source_statement: str = ""
    source_address: str = ""
    retrieved: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    source: Source
    text: str
    content: Inlines


def parse_colophon(source: Source, title: str, parser: Parser) -> tuple[Colophon, Reading]:
    """Parse the last page into blocks of lines, and read the library's template from it.

    The template is AmuseWiki's, in this order, each part optional: library, slogan, author,
    title, subtitle, date, where it was retrieved, notes, the library's address. The lines are
    kept as printed; the reading is drawn from them and changes nothing.
    """
    groups = [[_line(line, parser) for line in lines_of(chunk)] for chunk in chunks(source)]
    groups = [[line for line in group if line.text] for group in groups]
    groups = [group for group in groups if group]
    if not groups:
        return Colophon(), Reading()
    parts = [(_kind(group, index, len(groups), title), group) for index, group in enumerate(groups)]
    parts = list(_settle_order(parts))
    blocks = tuple(
        ColophonBlock(kind, tuple(line.content for line in group)) for kind, group in parts
    )
    return Colophon(blocks), _read(parts, title)


def _line(source: Source, parser: Parser) -> _Line:
    bare = re.match(r"[ \t\f]*(?:#{1,6}[ \t]+)?", source.text)
    start = bare.end() if bare else 0
    trimmed = source.slice(start, max(start, len(source.text.rstrip(" \t\f\\"))))
    content = parser.inlines(trimmed)
    return _Line(trimmed, re.sub(r"\s+", " ", plain_text(content)).strip(), content)


def _kind(group: list[_Line], index: int, count: int, title: str) -> str:
    texts = [line.text for line in group]
    if any(RETRIEVED.search(text) for text in texts):
        return "provenance"
    if index == count - 1 and len(group) == 1 and SITE.match(group[0].source.text):
        return "libraryAddress"
    if title and any(alike(text, title) for text in texts):
        return "identification"
    if index == 0:
        return "libraryMark"
    return "statement"


def _settle_order(parts: list[tuple[str, list[_Line]]]):  # type: ignore[no-untyped-def]
    """Part what the extraction ran together: mark and identification, provenance and address."""
    for kind, group in parts:
        if kind in ("provenance", "statement", "libraryMark") and len(group) > 1 and (
            SITE.match(group[-1].source.text) and group is parts[-1][1]
        ):
            yield kind, group[:-1]
            yield "libraryAddress", group[-1:]
        else:
            yield kind, group


def _read(parts: list[tuple[str, list[_Line]]], title: str) -> Reading:
    found: dict[str, str] = {}
    whole = "\n".join(line.text for _, group in parts for line in group)
    rights = RIGHTS.search(whole)
    if rights:
        found["rights"] = rights[0].strip(" .")
    for kind, group in parts:
        texts = [line.text for line in group]
        if kind == "libraryMark":
            found.setdefault("library", texts[0])
        elif kind == "libraryAddress":
            found["address"] = texts[-1]
        elif kind == "identification":
            found |= _identification(texts, title)
        elif kind == "provenance":
            found |= _provenance(texts)
        elif kind == "statement":
            found["notes"] = " ".join([found.get("notes", ""), *texts]).strip()
    return Reading(**{**_labelled(whole), **found})


def _identification(texts: list[str], title: str) -> dict[str, str]:
    at = next(i for i, text in enumerate(texts) if alike(text, title))
    behind = texts[at + 1 :]
    found = {"title": texts[at], "authors": " ".join(texts[:at])}
    if behind and (re.search(r"\d{3,4}", behind[-1]) or len(behind) > 1):
        found["date"] = behind.pop()
    if behind:
        found["subtitle"] = " ".join(behind)
    return found


def _provenance(texts: list[str]) -> dict[str, str]:
    at = next(i for i, text in enumerate(texts) if RETRIEVED.search(text))
    statement = texts[at]
    rest = texts[at + 1 :]
    address = ADDRESS.search(statement)
    if not address and rest:
        address = ADDRESS.match(rest[0])
        if address:
            statement = f"{statement} {rest.pop(0)}"
    notes = " ".join([*texts[:at], *rest])
    return {
        "source_statement": statement,
        "source_address": address[0].rstrip(".,;") if address else "",
        "retrieved": date_in(statement),
        **({"notes": notes} if notes else {}),
    }


def _labelled(text: str) -> dict[str, str]:
    keys = {"Author": "authors", "Autor": "authors", "Auteur": "authors", "Title": "title",
            "Título": "title", "Titre": "title", "Publication date": "date", "Date": "date"}  # fmt: skip
    return {keys[m["key"]]: m["value"].strip() for m in LABELLED.finditer(text)}


def date_in(text: str) -> str:
    """Read the first full date of a text as ISO 8601, or give an empty string."""
    iso = ISO_DATE.search(text)
    if iso:
        return iso["iso"]
    match = ENGLISH_DATE.search(text)
    if not match:
        return ""
    month = MONTHS.index(match["m1"] or match["m2"]) + 1
    day = int(match["d1"] or match["d2"])
    return f"{match['y1'] or match['y2']}-{month:02}-{day:02}" if 0 < day < 32 else ""


def alike(one: str, two: str) -> bool:
    """Say whether two lines print the same words but for marks and damage."""
    strip = re.compile(r"[\W_]+")
    a, b = strip.sub("", one).casefold(), strip.sub("", two).casefold()
    return bool(a) and bool(b) and (a == b or (min(len(a), len(b)) > 7 and fuzz.ratio(a, b) > 92))
