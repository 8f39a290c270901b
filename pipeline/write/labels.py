"""The few words that an edition adds, in the language of the text.

They name what the text does not name itself: the contents list, a page mark, the way back from a
note. A language that is not in the table gets English.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The edition's own words in one language, ``rtl`` true where it runs from right to left."""

    contents: str
    notes: str
    page: str
    pages: str
    back: str
    cover: str
    title_page: str
    colophon: str
    skip: str
    landmarks: str
    language: str
    """How the head of the plain text names the language of the work, and its identifier."""
    identifier: str
    rtl: bool = False


# fmt: off
LABELS = {
    "ar": Labels("المحتويات", "الهوامش", "صفحة", "الصفحات", "عودة إلى النص", "الغلاف", "صفحة العنوان", "بيانات النشر", "إلى النص", "أقسام الكتاب", "اللغة", "المعرّف", rtl=True),  # noqa: E501
    "de": Labels("Inhalt", "Anmerkungen", "Seite", "Seiten", "Zurück zum Text", "Umschlag", "Titelseite", "Impressum", "Zum Text springen", "Orientierung", "Sprache", "Kennung"),  # noqa: E501
    "el": Labels("Περιεχόμενα", "Σημειώσεις", "Σελίδα", "Σελίδες", "Πίσω στο κείμενο", "Εξώφυλλο", "Σελίδα τίτλου", "Κολοφώνας", "Μετάβαση στο κείμενο", "Ορόσημα", "Γλώσσα", "Αναγνωριστικό"),  # noqa: E501
    "en": Labels("Contents", "Notes", "Page", "Pages", "Back to the text", "Cover", "Title page", "Colophon", "Skip to the text", "Landmarks", "Language", "Identifier"),  # noqa: E501
    "eo": Labels("Enhavo", "Notoj", "Paĝo", "Paĝoj", "Reen al la teksto", "Kovrilo", "Titolpaĝo", "Kolofono", "Al la teksto", "Orientiloj", "Lingvo", "Identigilo"),  # noqa: E501
    "es": Labels("Índice", "Notas", "Página", "Páginas", "Volver al texto", "Cubierta", "Portada", "Colofón", "Ir al texto", "Puntos de referencia", "Idioma", "Identificador"),  # noqa: E501
    "fa": Labels("فهرست", "یادداشت‌ها", "صفحه", "صفحه‌ها", "بازگشت به متن", "جلد", "صفحهٔ عنوان", "شناسنامه", "به متن", "بخش‌ها", "زبان", "شناسه", rtl=True),  # noqa: E501
    "fi": Labels("Sisällys", "Viitteet", "Sivu", "Sivut", "Takaisin tekstiin", "Kansi", "Nimiölehti", "Kolofoni", "Siirry tekstiin", "Maamerkit", "Kieli", "Tunniste"),  # noqa: E501
    "fr": Labels("Table des matières", "Notes", "Page", "Pages", "Retour au texte", "Couverture", "Page de titre", "Colophon", "Aller au texte", "Repères", "Langue", "Identifiant"),  # noqa: E501
    "he": Labels("תוכן העניינים", "הערות", "עמוד", "עמודים", "חזרה לטקסט", "כריכה", "שער", "קולופון", "דילוג לטקסט", "ציוני דרך", "שפה", "מזהה", rtl=True),  # noqa: E501
    "it": Labels("Indice", "Note", "Pagina", "Pagine", "Torna al testo", "Copertina", "Frontespizio", "Colophon", "Vai al testo", "Punti di riferimento", "Lingua", "Identificatore"),  # noqa: E501
    "ja": Labels("目次", "注", "ページ", "ページ一覧", "本文に戻る", "表紙", "扉", "奥付", "本文へ", "ランドマーク", "言語", "識別子"),  # noqa: E501
    "nl": Labels("Inhoud", "Noten", "Pagina", "Pagina’s", "Terug naar de tekst", "Omslag", "Titelpagina", "Colofon", "Naar de tekst", "Oriëntatiepunten", "Taal", "Identificatie"),  # noqa: E501
    "pl": Labels("Spis treści", "Przypisy", "Strona", "Strony", "Powrót do tekstu", "Okładka", "Strona tytułowa", "Kolofon", "Przejdź do tekstu", "Punkty orientacyjne", "Język", "Identyfikator"),  # noqa: E501
    "pt": Labels("Índice", "Notas", "Página", "Páginas", "Voltar ao texto", "Capa", "Folha de rosto", "Colofão", "Ir para o texto", "Pontos de referência", "Língua", "Identificador"),  # noqa: E501
    "ru": Labels("Содержание", "Примечания", "Страница", "Страницы", "Назад к тексту", "Обложка", "Титульный лист", "Выходные данные", "К тексту", "Ориентиры", "Язык", "Идентификатор"),  # noqa: E501
    "sr": Labels("Садржај", "Напомене", "Страна", "Стране", "Назад на текст", "Корице", "Насловна страна", "Колофон", "На текст", "Оријентири", "Језик", "Идентификатор"),  # noqa: E501
    "sv": Labels("Innehåll", "Noter", "Sida", "Sidor", "Tillbaka till texten", "Omslag", "Titelsida", "Kolofon", "Till texten", "Landmärken", "Språk", "Identifierare"),  # noqa: E501
    "tr": Labels("İçindekiler", "Notlar", "Sayfa", "Sayfalar", "Metne dön", "Kapak", "Başlık sayfası", "Künye", "Metne geç", "Yer işaretleri", "Dil", "Tanımlayıcı"),  # noqa: E501
    "zh": Labels("目录", "注释", "页", "页码", "返回正文", "封面", "书名页", "版权页", "跳到正文", "地标", "语言", "标识符"),  # noqa: E501
}
# fmt: on


def labels(lang: str) -> Labels:
    """Choose the words for a BCP 47 language, English where there are none.

    >>> labels("de-AT").notes, labels("la").notes
    ('Anmerkungen', 'Notes')
    """
    return LABELS.get(lang.split("-")[0].lower(), LABELS["en"])
