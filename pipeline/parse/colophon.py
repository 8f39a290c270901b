"""The library's last page: kept line by line, and read for what it says of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.dates import DIGITS, date_in
from pipeline.letters import LOWER
from pipeline.model import Colophon, ColophonBlock, Inlines, Source, plain
from pipeline.parse.blocks import Parser, chunks, lines_of
from pipeline.phrases import RETRIEVED, any_of

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]]+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:org|net|com|info|edu)\b(?:/\S*)?"
)
GOES_ON = re.compile(rf",$|\s[{LOWER}]{{1,5}}$")
"""A statement whose line ends in a small word goes on in the next: "Retrieved in 2009 from"."""
SITE = re.compile(
    r"[*\s<\[]*(?:https?://)?[\w.-]+\.[a-z]{2,8}/?[\])>*\s]*"
    r"(?:\((?:https?://)[^)]*\)[*\s]*)?$",
    re.IGNORECASE,
)
TOLD = re.compile(
    rf"(?<![^\W_])(?:{any_of(RETRIEVED)})\b|tarihinde\b.*\bal[ıi]n|取自|取得|检索|檢索|검색|الاسترجاع",
    re.IGNORECASE,
)
RIGHTS = re.compile(
    r"\b(?:(?:anti|kontraŭ)[- ]?(?:copyright|kopirajt\w*|derechos)|copyleft|kopyleft|"
    r"public domain|creative commons|no copyright)\b[^\n.]*|\b[АA]нти-?копира[йј]т\b|"
    r"反版[权權]|反著作権|アンチコピーライト|안티카피라이트|ضد حقوق النشر|אנטי-קופירייט",
    re.IGNORECASE,
)
YEAR = re.compile(r"[^\W\d_]{0,12}\.? ?(?:\d{1,2},? )?\d{4}(?:[–-]\d{2,4})?")
NAME = re.compile(
    rf"[^\W\d_{LOWER}][^\d\s:;!?,&]*(?:[ ,&]{{1,3}}"
    rf"(?:and|und|et|y|e|i|de|del|der|den|di|du|la|le|van|von|[^\W\d_{LOWER}][^\d\s:;!?,&]*)){{0,11}}"
)
FIELDS = {
    "authors": "Authors?|Autora?|Autores|Auteurs?|Autore|Autori|Автор|Autor(?:en|in)",
    "title": "Title|Título|Titre|Titolo|Titel|Название|Заглавие|Naslov|Наслов|Tytuł",
    "subtitle": "Subtitle|Subtítulo|Sous-titre|Sottotitolo|Untertitel|Подзаголовок|Podnaslov|"
    "Поднаслов",
    "date": "Publication date|Date|Fecha|Data|Datum|Дата|Датум",
    "notes": "Notes|Notas|Note|Примечания|Napomene|Напомене",
}
"""What the library's older template sets before a field, by the field."""
LABEL = re.compile(
    r"(?:^|(?<=\s))(?:"
    + "|".join(f"(?P<{field}>{words})" for field, words in FIELDS.items())
    + r")[ \t]*:[ \t]*",
    re.MULTILINE,
)


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
    published: str = ""
    """ISO 8601 date of the library's edition, which its older template prints under its name."""


@dataclass(frozen=True, slots=True)
class _Line:
    source: Source
    text: str
    content: Inlines


def parse_colophon(source: Source, title: str, parser: Parser) -> tuple[Colophon, Reading]:
    """Parse the last page into blocks of lines, and read the library's template from it.

    The template is AmuseWiki's, in this order, each part optional: library, slogan, author,
    title, subtitle, date, where it was retrieved, notes, the library's address. An older one
    names its fields (``Author: … Title: …``) and dates the edition. The lines are kept as
    printed; the reading is drawn from them and changes nothing.
    """
    groups = [[_line(line, parser) for line in lines_of(chunk)] for chunk in chunks(source)]
    groups = [[line for line in group if line.text] for group in groups]
    groups = [group for group in groups if group]
    if not groups:
        return Colophon(), Reading()
    groups = _join_parted([part for group in groups for part in _part_page(group, title)], title)
    parts = [(_kind(group, index, len(groups), title), group) for index, group in enumerate(groups)]
    parts = list(_settle_order(parts))
    blocks = tuple(
        ColophonBlock(kind, tuple(line.content for line in group)) for kind, group in parts
    )
    return Colophon(blocks), _read(parts, title)


def _part_page(group: list[_Line], title: str) -> list[list[_Line]]:
    """Part lines that lost the blank lines between library, text, and where it comes from."""
    texts = [line.text for line in group]
    at = next((i for i, text in enumerate(texts) if title and alike(text, title)), -1)
    if at < 0 or any(LABEL.search(text) for text in texts):
        return [group]
    rights = next((i + 1 for i in range(at) if RIGHTS.search(texts[i])), 0)
    dated = next((i + 1 for i in range(at + 1, len(texts)) if YEAR.fullmatch(texts[i])), 0)
    told = next((i for i in range(at + 1, len(texts)) if TOLD.search(texts[i])), 0)
    end = dated or told or (at + 1 if rights else len(texts))
    parts = [group[:rights], group[rights:end], group[end:]]
    return [part for part in parts if part]


def _join_parted(groups: list[list[_Line]], title: str) -> list[list[_Line]]:
    """Join what a blank line parted: rights and library; author, title and date."""
    found: list[list[_Line]] = []
    for group in groups:
        text = group[0].text if len(group) == 1 else ""
        before = [line.text for line in found[-1]] if found else []
        rights = len(found) == 1 and len(before) == 1 and RIGHTS.fullmatch(text)
        named = title and any(alike(line, title) for line in before)
        dated = named and YEAR.fullmatch(group[0].text)
        titled = len(found) > 1 and len(before) == 1 and title and alike(text, title)
        if rights or (titled and NAME.fullmatch(before[0])):
            found[-1] = [*found[-1], *group]
        elif dated:
            found[-1] = [*found[-1], group[0]]
            found += [group[1:]] if group[1:] else []
        else:
            found.append(group)
    return found


def _line(source: Source, parser: Parser) -> _Line:
    bare = re.match(r"[ \t\f]*(?:#{1,6}[ \t]+)?", source.text)
    start = bare.end() if bare else 0
    trimmed = source.slice(start, max(start, len(source.text.rstrip(" \t\f\\"))))
    content = parser.inlines(trimmed)
    return _Line(trimmed, re.sub(r"\s+", " ", plain(content)).strip(), content)


def _kind(group: list[_Line], index: int, count: int, title: str) -> str:
    texts = [line.text for line in group]
    if any(LABEL.search(text) for text in texts):
        return "identification"
    if index == 1 and len(group) == 1 and len(texts[0]) < 30 and date_in(texts[0]):
        return "libraryMark"
    if any(TOLD.search(text) for text in texts):
        return "provenance"
    if index == count - 1 and len(group) == 1 and SITE.match(group[0].source.text):
        return "libraryAddress"
    if title and any(alike(text, title) or _run_together(text, title) for text in texts):
        return "identification"
    if index == 0:
        return "libraryMark"
    return "statement"


def _settle_order(parts: list[tuple[str, list[_Line]]]) -> Iterator[tuple[str, list[_Line]]]:
    """Part what the extraction ran together: mark and identification, provenance and address."""
    for kind, group in parts:
        if (
            kind in ("provenance", "statement", "libraryMark")
            and len(group) > 1
            and (SITE.match(group[-1].source.text) and group is parts[-1][1])
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
    labelled = bool(LABEL.search(whole))
    for kind, group in parts:
        texts = [line.text for line in group]
        if kind == "libraryMark":
            found.setdefault("library", texts[0])
            found["published"] = date_in(" ".join(texts)) if labelled else ""
        elif kind == "libraryAddress":
            found["address"] = texts[-1]
        elif kind == "identification":
            found |= _labelled("\n".join(texts)) if labelled else _identification(texts, title)
        elif kind == "provenance":
            found |= _provenance(texts)
        elif kind == "statement" and not (labelled and RIGHTS.search(texts[0])):
            found["notes"] = " ".join([found.get("notes", ""), *texts]).strip()
    return Reading(**found)


def _run_together(text: str, title: str) -> list[str]:
    """Part a line that holds author, title and date; nothing if it holds more or less."""
    authors, found, date = text.casefold().partition(title.casefold())
    if not found or not authors.strip() or (date.strip() and not YEAR.fullmatch(date.strip())):
        return []
    at = len(authors)
    parts = text[:at], text[at : at + len(found)], text[at + len(found) :]
    return [part.strip() for part in parts if part.strip()]


def _identification(texts: list[str], title: str) -> dict[str, str]:
    texts = next((parts for text in texts if (parts := _run_together(text, title))), texts)
    at = next(i for i, text in enumerate(texts) if alike(text, title))
    behind = texts[at + 1 :]
    found = {"title": texts[at], "authors": " ".join(texts[:at])}
    if behind and (re.search(r"\d{3,4}", behind[-1].translate(DIGITS)) or len(behind) > 1):
        found["date"] = behind.pop()
    if behind:
        found["subtitle"] = " ".join(behind)
    return found


def _provenance(texts: list[str]) -> dict[str, str]:
    at = next(i for i, text in enumerate(texts) if TOLD.search(text))
    statement = texts[at]
    rest = texts[at + 1 :]
    address = ADDRESS.search(statement)
    while rest and (GOES_ON.search(statement) or (not address and ADDRESS.match(rest[0]))):
        statement = f"{statement} {rest.pop(0)}"
        address = ADDRESS.search(statement)
    notes = " ".join([*texts[:at], *rest])
    return {
        "source_statement": statement,
        "source_address": address[0].rstrip(".,;") if address else "",
        "retrieved": date_in(statement),
        **({"notes": notes} if notes else {}),
    }


def _labelled(text: str) -> dict[str, str]:
    """Read the older template: named fields, the library's address before, the origin behind.

    It is read the same whether its lines stand or were run together.
    """
    labels = list(LABEL.finditer(text))
    if not labels:
        return {}
    ends = [*(label.start() for label in labels[1:]), len(text)]
    found: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        value = text[label.end() : end]
        retrieved = TOLD.search(value)
        if retrieved and label.lastgroup != "notes":
            found |= _provenance([re.sub(r"\s+", " ", value[retrieved.start() :]).strip()])
            value = value[: retrieved.start()]
        found[str(label.lastgroup)] = re.sub(r"\s+", " ", value).strip(" ,;")
    address = ADDRESS.search(text, 0, labels[0].start())
    if address:
        found["address"] = address[0].rstrip(".,;")
    return found


def alike(one: str, two: str) -> bool:
    """Say whether two lines print the same words but for marks and damage."""
    strip = re.compile(r"[\W_]+")
    a, b = strip.sub("", one).casefold(), strip.sub("", two).casefold()
    return bool(a) and bool(b) and (a == b or (min(len(a), len(b)) > 7 and fuzz.ratio(a, b) > 92))
