"""Dates as they are printed in many languages, to ISO 8601: only what can be read in one way."""

import re
from collections.abc import Mapping
from datetime import date

MONTHS: Mapping[str, str] = {
    "en": (
        "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? "
        "sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?"
    ),
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
    "nb": ("januar februar mars april mai juni juli august september oktober november desember"),
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
        "يناير فبراير|شباط مارس|آذار أبريل|ابريل|نيسان مايو|أيار يونيو|حزيران يوليو|تموز "
        "أغسطس|اغسطس|آب سبتمبر|أيلول أكتوبر|اكتوبر نوفمبر ديسمبر"
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
DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹〇零一二三四五六七八九", "0123456789" * 2 + "00123456789"
)
"""The digits of Arabic, of Persian, and of a Chinese year: 一九〇二年."""
DAY_FIRST = (
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|re|º|ª|°|\.|η|-го|-е|-an?)?,?\s+"
    r"(?:(?:of|de|di|d[’'])\s*)?(?P<month>[^\W\d_]+)\.?,?\s+"
    r"(?:(?:of|de|del|di|von)\s+)?(?P<y>\d{4})"
)
DAYS = [
    re.compile(rf"(?<!\d){form}(?!\d)", re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        DAY_FIRST,
        r"(?P<month>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})",
        r"(?P<y>\d{4})\s+(?P<month>[^\W\d_]+)\s+(?P<d>\d{1,2})",
    )
]
LESS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})(?:-(?P<m>\d\d))?",
        r"(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:(?:de|of)\s+)?(?P<y>\d{4})",
    )
]
"""What names no day."""
SEVERAL = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\s+(?P<d>\d{1,2})\s*(?:[-–—]|to|and)\s*(?P<last>\d{1,2}),?\s+"
    r"(?P<y>\d{4})",
    re.IGNORECASE,
)
YEAR_SIGN = re.compile(r"\s*(?:г|год|года|р|року|年)?\.?\s*$")


def date_in(text: str) -> str:
    """Read the first full date of a text as ISO 8601, or give an empty string.

    >>> [date_in(text) for text in ("on March 1st, 2009", "7th October 2024", "3 de mayo de 2015")]
    ['2009-03-01', '2024-10-07', '2015-05-03']
    >>> [date_in(text) for text in ("le 1er août 2012", "5 мая 2010 г.", "二〇一五年5月3日")]
    ['2012-08-01', '2010-05-05', '2015-05-03']

    What is no day of the calendar, and a month alone, is no date:

    >>> [date_in(text) for text in ("February 30, 2009", "October 1914", "10 pages 1914")]
    ['', '', '']
    """
    plain = text.translate(DIGITS)
    found = [
        (match.start(), day)
        for form in DAYS
        for match in form.finditer(plain)
        if (day := _iso(match, match["d"]))
    ]
    return min(found)[1] if found else ""


def iso(printed: str) -> str:
    """Give a printed date as ISO 8601, as exact as it is printed, or nothing.

    >>> iso("February 24, 1993."), iso("24 février 1993"), iso("March 1st, 2009"), iso("1920")
    ('1993-02-24', '1993-02-24', '2009-03-01', '1920')
    >>> iso("February 1993"), iso("circa 1900"), iso("一九〇二年"), iso("3/4/1993")
    ('1993-02', '', '1902', '')
    """
    text = YEAR_SIGN.sub("", printed.strip().translate(DIGITS))
    for form in (*DAYS, *LESS):
        if match := form.fullmatch(text):
            return _iso(match, match["d"] if form in DAYS else "")
    return ""


def days(printed: str) -> tuple[str, str]:
    """Give the first and the last of a few days in one month, or nothing.

    >>> days("December 8 – 14, 1992")
    ('1992-12-08', '1992-12-14')
    """
    match = SEVERAL.fullmatch(printed.strip())
    first, last = (_iso(match, match[n]) for n in ("d", "last")) if match else ("", "")
    return (first, last) if first and last and first <= last else ("", "")


def first_day(known: str) -> str:
    """Give the first day of a date that names a year or a month alone.

    >>> first_day("1993"), first_day("1993-02-24")
    ('1993-01-01', '1993-02-24')
    """
    return known + "0000-01-01"[len(known) :]


def _iso(match: re.Match[str], day: str) -> str:
    """Write the year, and the month and the day that are printed; nothing for no such day."""
    parts = match.groupdict()
    printed = parts.get("m") or ""
    month = int(printed) if printed else month_of(parts.get("month") or "")
    try:
        whole = date(int(parts["y"]), month or 1, int(day or 1)).isoformat()
    except ValueError:
        return ""
    if not month and (day or printed or parts.get("month")):
        return ""
    return whole if day else whole[:7] if month else whole[:4]


def month_of(word: str) -> int:
    """Give the number of the month that a word names, in any of the languages; 0 if none.

    >>> month_of("Mayıs"), month_of("lutego"), month_of("Ιουλίου"), month_of("pages")
    (5, 2, 7, 0)
    """
    match = MONTH.fullmatch(word.lower().replace("i̇", "i"))
    return int(re.sub(r"\D", "", match.lastgroup)) if match and match.lastgroup else 0
