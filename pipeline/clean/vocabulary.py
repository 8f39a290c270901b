"""Words a library prints in its own voice, by language: contents pages, colophons, libraries."""

from __future__ import annotations

import re

CONTENTS = (
    "Contents", "Table of Contents", "Índice", "Contenido", "Tabla de contenido",
    "Table des matières", "Sommaire", "Inhalt", "Inhaltsverzeichnis", "Indice", "Sommario",
    "Sumário", "Conteúdo", "Содержание", "Оглавление", "Зміст", "Садржај", "Sadržaj", "Kazalo",
    "Περιεχόμενα", "İçindekiler", "Spis treści", "Innehåll", "Innehållsförteckning", "Sisällys",
    "Sisältö", "Sisällysluettelo", "Inhoud", "Inhoudsopgave", "Enhavo", "Indhold", "Innhold",
    "目录", "目錄", "目次", "المحتويات", "فهرس", "فهرست", "תוכן", "תוכן העניינים",
)  # fmt: skip

LIBRARIES = (
    "The Anarchist Library", "Anarchist Library", "Biblioteca anarquista", "Biblioteca Anarquista",
    "La Biblioteca Anarquista", "Bibliothèque Anarchiste", "La Bibliothèque Anarchiste",
    "Anarchistische Bibliothek", "Библиотека анархизма", "Анархистская библиотека",
    "Anarhistička biblioteka", "Анархистичка библиотека", "Biblioteca anarchica",
    "La Biblioteca Anarchica", "Biblioteka anarchistyczna", "Anarkistiska biblioteket",
    "Det Anarkistiska Biblioteket", "Anarkistinen kirjasto", "Anarşist Kütüphane",
    "De Anarchistische Bibliotheek", "Anarchistische Bibliotheek", "Anarkistisk bibliotek",
    "Det Anarkistiske Bibliotek", "Αναρχική Βιβλιοθήκη", "Η Αναρχική Βιβλιοθήκη",
    "Anarĥiista biblioteko", "中文无治主义图书馆", "无治主义图书馆", "アナキスト図書館",
    "کتابخانه آنارشیستی", "المكتبة الأناركية", "The Anarchist Library (Mirror)",
    "Edições anarquistas", "Southeast Asian Anarchist Library", "Anarhisticna knjiznica",
    "Digitalna anarhistička biblioteka", "Anarchistická knihovna", "הספריה האנרכיסטית",
)  # fmt: skip

RIGHTS = (
    "Anti-Copyright", "Anti-copyright", "Anticopyright", "No Copyright", "Anti-derechos",
    "Anti-Copyright.", "Антикопирайт", "Анти-копирайт", "Anti-Copyright!", "Anti Copyright",
)  # fmt: skip

RETRIEVED = (
    "Retrieved on", "Retrieved from", "Retrieved", "Recuperado el", "Recuperado de", "Recuperado",
    "Consulté le", "Récupéré le", "Abgerufen am", "Entnommen", "Recuperato il", "Recuperado em",
    "Скопировано", "Получено", "Preuzeto", "Преузето", "Pobrano", "Hämtad", "Hämtat", "Noudettu",
    "Haettu", "Opgehaald", "Overgenomen", "Ανακτήθηκε", "Alındı", "Prenita", "取自", "取得",
)  # fmt: skip


LABELS = (
    "Author", "Authors", "Title", "Subtitle", "Publication date", "Date", "Topic", "Topics",
    "Source", "Notes", "Autor", "Autora", "Título", "Fecha", "Auteur", "Titre", "Autore", "Titolo",
    "Data", "Titel", "Автор", "Название", "Дата",
)  # fmt: skip
"""What the library's older colophon sets before each field."""


def any_of(phrases: tuple[str, ...]) -> str:
    """Make a regular expression that matches any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
