"""Dates as the library's languages print them, to ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

MONTHS: Mapping[str, str] = {
    "en": ("january february march april may june july august september october november december"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre "
        "octubre noviembre diciembre"
    ),
    "fr": (
        "janvier février|fevrier mars avril mai juin juillet août|aout septembre "
        "octobre novembre décembre|decembre"
    ),
    "de": (
        "januar|jänner februar|feber märz|maerz april mai juni juli august september "
        "oktober november dezember"
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
        "novembre dicembre"
    ),
    "pt": (
        "janeiro fevereiro março|marco abril maio junho julho agosto setembro outubro "
        "novembro dezembro"
    ),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december"
    ),
    "sv": ("januari februari mars april maj juni juli augusti september oktober november december"),
    "da": ("januar februar marts april maj juni juli august september oktober november december"),
    "fi": (
        "tammikuu(?:ta|n)? helmikuu(?:ta|n)? maaliskuu(?:ta|n)? huhtikuu(?:ta|n)? "
        "toukokuu(?:ta|n)? kesäkuu(?:ta|n)? heinäkuu(?:ta|n)? elokuu(?:ta|n)? "
        "syyskuu(?:ta|n)? lokakuu(?:ta|n)? marraskuu(?:ta|n)? joulukuu(?:ta|n)?"
    ),
    "pl": (
        "stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj "
        "czerwca|czerwiec lipca|lipiec sierpnia|sierpień września|wrzesień "
        "października|październik listopada|listopad grudnia|grudzień"
    ),
    "ru": (
        "января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь "
        "июля|июль августа|август сентября|сентябрь октября|октябрь ноября|ноябрь "
        "декабря|декабрь"
    ),
    "uk": (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
    ),
    "sr": (
        "januara?|јануара? februara?|фебруара? marta?|марта? aprila?|априла? "
        "maja?|маја? juna?|јуна? jula?|јула? avgusta?|августа? septembra?|септембра? "
        "oktobra?|октобра? novembra?|новембра? decembra?|децембра?"
    ),
    "hr": (
        "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna "
        "listopada studenog(?:a)? prosinca"
    ),
    "el": (
        "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μα[ΐϊί]ου ιουνίου ιουλίου αυγούστου "
        "σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου"
    ),
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "eo": (
        "januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro"
    ),
    "ar": (
        "يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس|اغسطس سبتمبر "
        "أكتوبر|اكتوبر نوفمبر ديسمبر"
    ),
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "he": (
        "ב?ינואר ב?פברואר ב?מרץ|ב?מרס ב?אפריל ב?מאי ב?יוני ב?יולי ב?אוגוסט ב?ספטמבר "
        "ב?אוקטובר ב?נובמבר ב?דצמבר"
    ),
}
"""Language to its twelve months, spellings parted by ``|``; a month's place is its number."""

MONTH = re.compile("|".join(
    f"(?P<{lang}{number}>{names})"
    for lang, months in MONTHS.items()
    for number, names in enumerate(months.split(" "), 1)
))  # fmt: skip
"""Never searched for alone: a word is matched whole against it."""
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
EAST_ASIAN = re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]")
NUMERIC = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)")
DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|η|-го|-е|-an?)?,?\s+"
    r"(?:(?:of|de|di|d[’'])\s*)?(?P<month>[^\W\d_]+)\.?,?\s+"
    r"(?:(?:of|de|del|di|von)\s+)?(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})\s+(?P<month>[^\W\d_]+)\s+(?P<d>\d{1,2})(?!\d)")
FORMS = (ISO, EAST_ASIAN, NUMERIC, DAY_FIRST, MONTH_FIRST, YEAR_FIRST)


def date_in(text: str) -> str:
    """Read the first full date of a text as ISO 8601, or give an empty string.

    >>> [date_in(text) for text in ("on March 1st, 2009", "7th October 2024", "3 de mayo de 2015")]
    ['2009-03-01', '2024-10-07', '2015-05-03']
    >>> [date_in(text) for text in ("le 1er août 2012", "5 мая 2010 г.", "2015年5月3日")]
    ['2012-08-01', '2010-05-05', '2015-05-03']

    What is no day of the calendar, and a month alone, is no date:

    >>> [date_in(text) for text in ("February 30, 2009", "October 1914", "10 pages 1914")]
    ['', '', '']
    """
    plain = text.translate(DIGITS)
    found = [
        (match.start(), day)
        for form in FORMS
        for match in form.finditer(plain)
        if (day := _day(match))
    ]
    return min(found)[1] if found else ""


def _day(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else month_of(parts["month"])
    try:
        return date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return ""


def month_of(word: str) -> int:
    """Give the number of the month that a word names, in any of the languages; 0 if none.

    >>> month_of("Mayıs"), month_of("lutego"), month_of("Ιουλίου"), month_of("pages")
    (5, 2, 7, 0)
    """
    match = MONTH.fullmatch(word.lower().replace("i̇", "i"))
    return int(re.sub(r"\D", "", match.lastgroup)) if match and match.lastgroup else 0
