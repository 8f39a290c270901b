"""What the divisions of a book are called, in the languages the libraries hold.

A heading is judged by its words alone, folded to lower case and without its number: ``II.
Préface`` is a preface. Words that open only some longer headings (``Notes on the State``) count
only when they are the whole heading.
"""

import re
import unicodedata

WHOLE: dict[str, tuple[str, ...]] = {
    "contents": (
        "contents", "table of contents", "índice", "sommaire", "table des matières", "inhalt",
        "inhaltsverzeichnis", "indice", "sumário", "содержание", "оглавление", "садржај",
        "περιεχόμενα", "içindekiler", "spis treści", "innehåll", "sisällys", "inhoud", "enhavo",
        "目录", "目次", "المحتويات", "فهرست", "תוכן העניינים",
    ),
    "abstract": (
        "abstract", "summary", "resumen", "résumé", "zusammenfassung", "sommario", "resumo",
        "аннотация", "сажетак", "περίληψη", "özet", "streszczenie", "sammanfattning",
        "tiivistelmä", "samenvatting", "resumo de la teksto", "摘要", "要旨", "ملخص", "چکیده",
        "תקציר",
    ),
    "preface": (
        "preface", "foreword", "prefatory note", "to the reader", "prefacio", "prólogo",
        "préface", "avant-propos", "vorwort", "vorrede", "geleitwort", "prefazione",
        "premessa", "prefácio", "предисловие", "предговор", "πρόλογος", "önsöz", "przedmowa",
        "förord", "esipuhe", "voorwoord", "antaŭparolo", "前言", "序", "まえがき", "تمهيد",
        "پیشگفتار",
        "הקדמה",
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
        "references", "bibliography", "works cited", "reference list", "select bibliography",
        "further reading", "sources", "referencias", "bibliografía", "obras citadas",
        "références", "bibliographie", "ouvrages cités", "literatur", "literaturverzeichnis",
        "quellen", "bibliografia", "riferimenti", "riferimenti bibliografici", "referências",
        "библиография", "литература", "список литературы", "библиографија", "литература",
        "βιβλιογραφία", "kaynakça", "kaynaklar", "literatura", "referenser", "litteratur",
        "lähteet", "kirjallisuus", "literatuur", "bibliografio", "参考文献", "المراجع", "منابع",
        "ביבליוגרפיה",
    ),
    "appendix": (
        "appendix", "appendices", "apéndice", "anexo", "annexe", "appendice", "anhang",
        "apêndice", "приложение", "додатак", "παράρτημα", "ek", "aneks", "bilaga", "liite",
        "bijlage", "aldono", "附录", "付録", "ملحق", "پیوست", "נספח",
    ),
    "notes": (
        "notes", "endnotes", "footnotes", "notas", "anmerkungen", "fußnoten", "endnoten",
        "note", "notas de rodapé", "примечания", "сноски", "напомене", "σημειώσεις", "notlar",
        "dipnotlar", "przypisy", "noter", "fotnoter", "viitteet", "noten", "voetnoten", "notoj",
        "注释", "注", "脚注", "هوامش", "پانوشت", "הערות",
    ),
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
        "appendix", "apéndice", "annexe", "anhang", "appendice", "приложение", "bijlage",
        "bilaga",
    ),
    "preface": (
        "preface to", "preface by", "foreword to", "foreword by", "vorwort zu", "vorwort von",
        "préface de", "préface à", "prólogo de", "prefazione di", "prefazione a",
        "предисловие к",
    ),
}  # fmt: skip
"""The names that open a heading, before a number or a name."""

_NUMBER = re.compile(r"^(?:[ivxlc]{1,7}|\d{1,3})[.):]?\s+(?=\S)", re.IGNORECASE)
_EDGE = " \t\n.:*_–—-"


def kind_of_heading(text: str) -> str:
    """Name the kind of division that a heading opens, as a BPTL value, or ``section``.

    >>> kind_of_heading("II. Préface"), kind_of_heading("Chapter 3: Bread")
    ('preface', 'chapter')
    >>> kind_of_heading("Notes on the State")
    'section'
    """
    folded = unicodedata.normalize("NFC", text).casefold().strip(_EDGE)
    bare = _NUMBER.sub("", " ".join(folded.split())).strip(_EDGE)
    for kind, names in WHOLE.items():
        if bare in names:
            return kind
    for kind, names in OPENING.items():
        if any(bare.startswith(f"{name} ") for name in names):
            return kind
    return "section"
