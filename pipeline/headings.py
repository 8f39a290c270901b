"""What headings call the parts of a book, and which blocks stand under which heading.

A heading is judged by its words alone, folded to lower case and without its number: ``II.
Préface`` is a preface. Words that open only some longer headings (``Notes on the State``) count
only when they are the whole heading.
"""

import re
import unicodedata
from collections.abc import Iterator, Set

from pipeline.model import Bibliography, Block, Blocks, Division, Heading, Inlines, List, Paragraph
from pipeline.phrases import BIBLIOGRAPHIES, CONTENTS, NOTES, any_of

WHOLE: dict[str, tuple[str, ...]] = {
    "abstract": (
        "abstract", "summary", "resumen", "résumé", "zusammenfassung", "sommario", "riassunto",
        "resumo", "аннотация", "сажетак", "περίληψη", "özet", "streszczenie", "sammanfattning",
        "tiivistelmä", "samenvatting", "resumo de la teksto", "摘要", "要旨", "ملخص", "چکیده",
        "תקציר",
    ),
    "contents": CONTENTS,
    "preface": (
        "preface", "foreword", "prefatory note", "to the reader", "prefacio", "prólogo",
        "préface", "avant-propos", "vorwort", "vorrede", "geleitwort", "prefazione",
        "premessa", "prefácio", "предисловие", "предговор", "predgovor", "πρόλογος", "önsöz",
        "przedmowa", "förord", "esipuhe", "voorwoord", "antaŭparolo", "前言", "序", "まえがき",
        "تمهيد", "پیشگفتار", "הקדמה",
    ),
    "introduction": (
        "introduction", "introducción", "einleitung", "einführung", "introduzione",
        "introdução", "введение", "увод", "εισαγωγή", "giriş", "wstęp", "inledning", "johdanto",
        "inleiding", "enkonduko", "导言", "引言", "はじめに", "مقدمة", "مقدمه", "מבוא",
    ),
    "dedication": (
        "dedication", "dedicatoria", "dédicace", "widmung", "zueignung", "dedica",
        "dedicatória", "посвящение", "αφιέρωση", "ithaf", "dedykacja", "tillägnan", "opdracht",
    ),
    "bibliography": (
        *BIBLIOGRAPHIES, "select references", "selected references", "annotated references",
        "select literature", "selected literature", "annotated literature", "quellen",
        "riferimenti",
    ),
    "appendix": (
        "anexo", "додатак", "παράρτημα", "aneks", "liite", "aldono", "附录", "付録", "ملحق",
        "پیوست", "נספח",
    ),
    "notes": (*NOTES, "پانوشت"),
}  # fmt: skip
"""The names that make a whole heading."""

OPENING: dict[str, tuple[str, ...]] = {
    "part": (
        "part", "book", "parte", "libro", "partie", "livre", "teil", "buch", "livro", "часть",
        "книга", "део", "μέρος", "kısım", "część", "księga", "del", "osa", "deel", "boek",
    ),
    "chapter": (
        "chapter", "capítulo", "chapitre", "kapitel", "capitolo", "глава", "поглавље",
        "κεφάλαιο", "bölüm", "rozdział", "luku", "hoofdstuk", "ĉapitro",
    ),
    "appendix": (
        "appendix", "appendices", "annex", "apéndice", "annexe", "anhang", "appendice",
        "apêndice", "приложение", "bijlage", "bilaga", "ek",
    ),
    "preface": (
        "preface to", "preface by", "foreword to", "foreword by", "vorwort zu", "vorwort von",
        "préface de", "préface à", "prólogo de", "prefazione di", "prefazione a",
        "предисловие к",
    ),
    "introduction": ("introduction",),
}  # fmt: skip
"""The names that open a heading, before a number or a name."""

NUMBER = re.compile(r"^(?:[ivxlc]{1,7}|\d{1,3})[.):]?\s+(?=\S)", re.IGNORECASE)
OWNER = re.compile(r"^(?:\w+['’]s?|translator|editor) (?=preface|foreword)")
EDGE = " \t\n.:*_–—-"
WHOLE_KINDS = {name.casefold(): kind for kind, names in reversed(WHOLE.items()) for name in names}
OPENINGS = {
    kind: re.compile(rf"(?:{any_of(names)})\b", re.IGNORECASE) for kind, names in OPENING.items()
}


TRAILING = frozenset({"bibliography", "appendix", "notes"})
"""What may stand in the back of a book."""


def kind_of_heading(text: str) -> str:
    """Name the kind of division that a heading opens, as a BPTL value, or ``section``.

    >>> kind_of_heading("II. Préface"), kind_of_heading("Chapter 3: Bread")
    ('preface', 'chapter')
    >>> kind_of_heading("Notes on the State")
    'section'
    """
    folded = unicodedata.normalize("NFC", text).casefold().strip(EDGE)
    bare = NUMBER.sub("", " ".join(folded.split())).strip(EDGE)
    bare = OWNER.sub("", bare)
    if bare in WHOLE_KINDS:
        return WHOLE_KINDS[bare]
    return next((kind for kind, opening in OPENINGS.items() if opening.match(bare)), "section")


def sections(blocks: Blocks) -> Iterator[tuple[Heading | None, Blocks, Blocks]]:
    """Part blocks at their headings: the heading, its own blocks, and those of deeper headings.

    What stands before the first heading has none. A level left out counts as one step.
    """
    cuts = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    if blocks[: cuts[0]] if cuts else blocks:
        yield None, blocks[: cuts[0]] if cuts else blocks, ()
    cuts.append(len(blocks))
    at = 0
    while at < len(levels):
        end = at + 1
        while end < len(levels) and levels[end] > levels[at]:
            end += 1
        heading = blocks[cuts[at]]
        assert isinstance(heading, Heading)
        yield heading, blocks[cuts[at] + 1 : cuts[at + 1]], blocks[cuts[at + 1] : cuts[end]]
        at = end


def arranged(
    divisions: tuple[Division, ...], leading: Set[str], trailing: Set[str]
) -> tuple[tuple[Division, ...], tuple[Division, ...], tuple[Division, ...]]:
    """Part divisions into front, body and back by their kinds; the body keeps at least one."""
    low, high = 0, len(divisions)
    while low < high - 1 and divisions[low].kind in leading:
        low += 1
    while high > low + 1 and divisions[high - 1].kind in trailing:
        high -= 1
    return divisions[:low], divisions[low:high], divisions[high:]


def reference_lists(blocks: Blocks) -> Blocks:
    """Take the lists of a bibliography as reference lists, one entry an item.

    Numbered entries are cited by their numbers, which a reference list would not show.
    """
    return tuple(
        Bibliography(entries) if (entries := _entries(block)) else block for block in blocks
    )


def _entries(block: Block) -> tuple[Inlines, ...]:
    if not isinstance(block, List) or block.ordered or any(item.label for item in block.items):
        return ()
    single = [item.blocks[0] for item in block.items if len(item.blocks) == 1]
    lines = tuple(inner.content for inner in single if isinstance(inner, Paragraph))
    return lines if len(lines) == len(block.items) else ()
