"""Read printed dates, only those that can be read in one way."""

from __future__ import annotations

import re

MONTHS = (
    "january janvier januar enero gennaio janeiro января январь januari tammikuu styczeń stycznia",
    "february février februar febrero febbraio fevereiro февраля февраль februari lutego luty",
    "march mars märz marzo março марта март maart marzec marca",
    "april avril abril aprile апреля апрель kwietnia kwiecień",
    "may mai mayo maggio maio мая май maj mei maja",
    "june juin juni junio giugno junho июня июнь czerwca czerwiec",
    "july juillet juli julio luglio julho июля июль lipca lipiec",
    "august août agosto августа август augustus augusti sierpnia sierpień",
    "september septembre septiembre setiembre settembre setembro сентября сентябрь września",
    "october octobre oktober octubre ottobre outubro октября октябрь października",
    "november novembre noviembre novembro ноября ноябрь listopada",
    "december décembre dezember diciembre dicembre dezembro декабря декабрь desember grudnia",
)
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
MONTH |= {names[:3]: number for number, names in enumerate(MONTHS, 1)}

ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
DAY_FIRST = re.compile(
    r"(?:(\d{1,2})(?:\s*(?:st|nd|rd|th|er|re|º|°|\.))?\s+(?:de\s+|of\s+)?)?"
    r"([^\W\d_]{3,12})\.?,?\s+(?:de\s+|of\s+)?(\d{4})(?:\s*(?:г|год|года|р|року)\.?)?"
)
MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
DAYS = re.compile(
    r"([^\W\d_]{3,12})\s+(\d{1,2})\s*(?:[-–—]|to|and)\s*(\d{1,2}),?\s+(\d{4})", re.IGNORECASE
)


def iso(printed: str) -> str:
    """Give a printed date as ISO 8601, as exact as it is printed, or nothing.

    >>> iso("February 24, 1993."), iso("24 février 1993"), iso("March 1st, 2009"), iso("1920")
    ('1993-02-24', '1993-02-24', '2009-03-01', '1920')
    >>> iso("February 1993"), iso("circa 1900"), iso("February 31, 1993"), iso("3/4/1993")
    ('1993-02', '', '', '')
    """
    text = printed.strip().rstrip(".").strip()
    if match := ISO.fullmatch(text):
        return _date(match[1], int(match[2] or 0), int(match[3] or 0), bool(match[2]))
    if match := MONTH_FIRST.fullmatch(text):
        return _date(match[3], MONTH.get(match[1].casefold(), 0), int(match[2]), True)
    if match := DAY_FIRST.fullmatch(text):
        return _date(match[3], MONTH.get(match[2].casefold(), 0), int(match[1] or 0), True)
    return ""


def days(printed: str) -> tuple[str, str]:
    """Give the first and the last of a few days in one month, or nothing.

    >>> days("December 8 – 14, 1992")
    ('1992-12-08', '1992-12-14')
    """
    match = DAYS.fullmatch(printed.strip())
    month = MONTH.get(match[1].casefold(), 0) if match else 0
    if not match or not month:
        return "", ""
    first, last = (_date(match[4], month, int(match[n]), True) for n in (2, 3))
    return (first, last) if first and last and first <= last else ("", "")


def _date(year: str, month: int, day: int, needs_month: bool) -> str:
    if int(year) == 0 or not 0 <= month <= 12 or (needs_month and not month):
        return ""
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    length = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    if month and day > length:
        return ""
    return "-".join([year, *([f"{month:02}"] if month else []), *([f"{day:02}"] if day else [])])
