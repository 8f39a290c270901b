"""Words a library prints in its own voice, by language: contents pages, colophons, libraries."""

import re

CONTENTS = (
    "Contents", "Table of Contents", "Table Of Contents", "Content", "Índice", "Indice",
    "Índice general", "Contenido", "Contenidos", "Tabla de contenido", "Tabla de contenidos",
    "Sumario", "Table des matières", "Sommaire", "Inhalt", "Inhaltsverzeichnis",
    "Inhaltsübersicht", "Indice generale", "Sommario", "Sumário", "Conteúdo", "Содержание",
    "Оглавление", "Зміст", "Съдържание", "Садржај", "Sadržaj", "Kazalo", "Vsebina",
    "Περιεχόμενα", "Πίνακας περιεχομένων", "İçindekiler", "Içindekiler", "Spis treści",
    "Zawartość", "Innehåll", "Innehållsförteckning", "Sisällys", "Sisältö", "Sisällysluettelo",
    "Inhoud", "Inhoudsopgave", "Enhavo", "Enhavtabelo", "Indhold", "Indholdsfortegnelse",
    "Innhold", "Innhald", "Obsah", "Tartalom", "Tartalomjegyzék", "Содржина",
    "Садржаj", "Përmbajtja", "Gaien Aurkibidea", "Daftar Isi", "Spis rzeczy", "Cuprins", "Índex",
    "Taula de continguts",
    "目录", "目錄", "目次", "目 录", "目 錄", "目 次",
    "目　次", "المحتويات", "فهرس", "فهرس المحتويات", "الفهرس", "فهرست", "فهرست مطالب", "תוכן",
    "תוכן העניינים", "תוכן עניינים", "차례", "차 례", "목차",
)  # fmt: skip

LIBRARIES = (
    "The Anarchist Library", "Anarchist Library", "The Anarchist Library (Mirror)",
    "Anarchy Archive", "Southeast Asian Anarchist Library", "Biblioteca anarquista",
    "La Biblioteca Anarquista", "Bibliothèque Anarchiste", "La Bibliothèque Anarchiste",
    "Anarchistische Bibliothek", "Anarchistische Bibliothek und Archiv",
    "Die Anarchistische Bibliothek", "Библиотека анархизма", "Библиотека Анархизма",
    "Анархистская библиотека", "Анархічна бібліотека", "Anarhistička biblioteka",
    "Анархистичка библиотека", "Digitalna anarhistička biblioteka", "Biblioteca anarchica",
    "La Biblioteca Anarchica", "Biblioteka anarchistyczna", "Anarchistyczna Biblioteka",
    "Polska Biblioteka Anarchistyczna", "Anarkistiska biblioteket",
    "Det Anarkistiska Biblioteket", "Anarkistinen kirjasto", "Anarşist Kütüphane",
    "De Anarchistische Bibliotheek", "Anarchistische Bibliotheek", "Anarkistisk bibliotek",
    "Det Anarkistiske Bibliotek", "Αναρχική Βιβλιοθήκη", "Η Αναρχική Βιβλιοθήκη",
    "Anarĥiista biblioteko", "Anarkiista Biblioteko", "Anarkiisma biblioteko", "中文无治主义图书馆",
    "无治主义图书馆", "無治主義圖書館", "无政府主义图书馆", "安那其主义图书馆",
    "アナキスト図書館", "アナーキスト図書館", "アナキズム図書館",
    "کتابخانه آنارشیستی", "کتابخانهٔ آنارشیستی", "المكتبة الأناركية", "المكتبة اللاسلطوية",
    "مكتبة الأناركية", "Edições anarquistas", "Edizioni Anarchismo", "Elephant Editions",
    "Anarhisticna knjiznica",
    "Anarhistična knjižnica", "Anarchistická knihovna", "Anarchista könyvtár",
    "Biblioteca anarhistă", "Biblioteca Anarquista Catalana", "הספריה האנרכיסטית",
    "הספרייה האנרכיסטית",
)  # fmt: skip

RIGHTS = (
    "Anti-Copyright", "Anticopyright", "Anti Copyright", "No Copyright", "No copyright",
    "Copyleft", "Anti-derechos", "Anti-copyrigth", "Antikopirajt", "Anti-kopirajt",
    "Антикопирайт", "Анти-копирайт", "Антикопірайт", "Антикопирајт", "Kopyleft",
    "Kontraŭkopirajto", "Kontraŭ kopirajto", "Αντι-κοπυράιτ", "反版权", "反版權", "反著作権",
    "アンチコピーライト", "안티카피라이트", "ضد حقوق النشر", "ضد کپی‌رایت", "אנטי-קופירייט",
)  # fmt: skip

RETRIEVED = (
    "Retrieved on", "Retrieved from", "Retrieved", "Accessed", "Recuperado el", "Recuperado de",
    "Recuperado em", "Recuperado", "Consultado", "Extraído", "Retirado", "Acessado em",
    "Consulté le", "Récupéré le", "Récupéré", "Extrait", "Abgerufen am", "Abgerufen",
    "Entnommen", "Übernommen", "Heruntergeladen", "Recuperato il", "Recuperato", "Consultato",
    "Estratto", "Скопировано", "Получено", "Взято", "Отримано", "Preuzeto", "Преузето",
    "Pobrano", "Pozyskano", "Źródło", "Hämtad", "Hämtat", "Noudettu", "Haettu", "Luettu",
    "Opgehaald", "Overgenomen", "Geraadpleegd", "Ανακτήθηκε", "Ανάκτηση", "Alındı", "Erişim",
    "Prenita", "Reprenita", "Elŝutita", "取自", "取得", "检索于", "檢索於", "استرجع",
    "تم الاسترجاع", "بازیابی", "אוחזר", "נדלה",
)  # fmt: skip

LABELS = (
    "Author", "Authors", "Title", "Subtitle", "Publication date", "Date", "Topic", "Topics",
    "Source", "Notes", "Autor", "Autora", "Título", "Fecha", "Auteur", "Titre", "Autore",
    "Titolo", "Data", "Titel", "Автор", "Название", "Дата", "Naslov", "Podnaslov", "Datum",
    "Izvor", "Napomene", "Наслов", "Поднаслов", "Датум", "Извор", "Напомене",
)  # fmt: skip
"""What the library's older colophon sets before each field."""


NOTES = (
    "Notes", "Footnotes", "Endnotes", "End Notes", "Notas", "Notas al pie", "Notes de bas de page",
    "Anmerkungen", "Fußnoten", "Endnoten", "Note", "Notas de rodapé", "Примечания", "Сноски",
    "Napomene", "Bilješke", "Σημειώσεις", "Notlar", "Dipnotlar", "Przypisy", "Noter", "Fotnoter",
    "Viitteet", "Alaviitteet", "Loppuviitteet", "Noten", "Voetnoten", "Eindnoten", "Notoj",
    "Piednotoj", "Напомене", "Фусноте", "Fusnote", "Υποσημειώσεις", "Son notlar", "Slutnoter",
    "Przypisy końcowe", "Notas finales", "Notas finais", "Notes de fin", "Note a piè di pagina",
    "注釋", "註", "腳註", "尾注", "注記", "訳注", "原注", "الهوامش", "الحواشي", "یادداشتها",
    "پانوشت‌ها",
    "پانویس‌ها", "پی‌نوشت‌ها", "הערות שוליים", "注释", "註釋", "注", "脚注", "هوامش", "یادداشت‌ها",
    "הערות", "Примітки", "Виноски", "Бележки", "Бележки под линия", "Poznámky",
    "Poznámky pod čarou",
    "Jegyzetek", "Lábjegyzetek", "Végjegyzetek", "Note de subsol", "Catatan", "Catatan kaki",
    "Shënime", "Белешки", "Notes a peu de pàgina", "Oharrak", "Chú thích", "각주", "미주", "주석",
    "შენიშვნები", "Ծանոթագրություններ",
)  # fmt: skip


BIBLIOGRAPHIES = (
    "References", "Reference List", "List of References", "Bibliography", "Select Bibliography",
    "Selected Bibliography", "Annotated Bibliography", "Works Cited", "Works Consulted",
    "Literature", "Literature Cited", "Sources", "Further Reading", "Suggested Reading",
    "Referencias", "Referencias bibliográficas", "Bibliografía", "Bibliografía citada",
    "Obras citadas", "Références", "Références bibliographiques", "Bibliographie",
    "Ouvrages cités", "Literatur", "Literaturverzeichnis", "Literaturangaben",
    "Quellen und Literatur", "Bibliografia", "Riferimenti bibliografici", "Opere citate",
    "Referências", "Referências bibliográficas", "Obras citadas", "Литература",
    "Список литературы", "Библиография", "Література", "Список літератури", "Бібліографія",
    "Литература и източници", "Literatura", "Bibliografija", "Библиографија", "Литература",
    "Kaynakça", "Kaynaklar", "Βιβλιογραφία", "Kirjallisuus", "Lähteet", "Literatuur",
    "Literatuurlijst", "Bibliografie", "Referenties", "Referenser", "Kirjallisuutta",
    "Litteratur", "Källor", "Litteraturliste",
    "Litteraturförteckning", "Použitá literatura", "Irodalom", "Felhasznált irodalom",
    "Bibliografio", "Literaturo", "Citaĵoj", "文献目録", "参考文献", "參考文獻", "参考书目",
    "المراجع", "المصادر",
    "قائمة المراجع", "منابع", "کتاب‌شناسی", "کتاب‌نامه", "ביבליוגרפיה", "מקורות", "참고문헌",
)  # fmt: skip
"""What stands over a reference list."""


NAVIGATION = (
    "Jump to navigation", "Jump to search", "Jump to content", "Skip to content",
    "Skip to main content", "Skip to navigation", "Top of the page", "Top of page", "Page top",
    "Back to top", "Return to top", "Go to top", "From Wikisource",
    "From Wikisource, the free online library", "From Wikipedia, the free encyclopedia",
    "Main Page", "Main Index", "Main Menu", "Site Map", "Printer-friendly version",
    "Printer friendly version", "View history", "Edit this page", "Edit this text",
    "Download PDF", "Plain PDF", "A4 imposed PDF", "Letter imposed PDF", "A4 PDF",
    "Standalone HTML (printer-friendly)", "XeLaTeX source", "plain text source",
    "Source files with attachments", "View source", "Add this text to the bookbuilder",
    "Select individual parts for the bookbuilder", "Table of Contents of this Volume",
    "Zur Navigation springen", "Zur Suche springen", "Aller à la navigation",
    "Aller à la recherche", "Ir a la navegación", "Ir a la búsqueda", "Nach oben",
    "Haut de la page", "Volver arriba",
)  # fmt: skip
"""What web pages say of the ways to other pages, and within a page."""


SMALL_WORDS = (
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "its",
    "nor", "not", "of", "off", "on", "or", "per", "so", "than", "that", "the", "to", "up", "upon",
    "via", "vs", "with", "without", "al", "con", "da", "dal", "das", "de", "del", "della", "delle",
    "dem", "den", "der", "des", "di", "die", "do", "dos", "du", "e", "el", "em", "en", "et", "für",
    "i", "il", "im", "la", "las", "le", "les", "los", "no", "o", "para", "por", "pour", "sur",
    "un", "una", "und", "une", "van", "von", "y", "zu", "zum", "zur",
)  # fmt: skip
"""What a title that gives its words capitals writes small."""


def any_of(phrases: tuple[str, ...]) -> str:
    """Make a regular expression that matches any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
