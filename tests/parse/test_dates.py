"""Dates of colophons, in the library's languages."""

from __future__ import annotations

import pytest

from pipeline.dates import date_in

DATES = {
    "Retrieved on March 1st, 2009 from": "2009-03-01",
    "Retrieved on 7th October 2024 from": "2024-10-07",
    "Retrieved on July 18, 2012": "2012-07-18",
    "Recuperado el 3 de mayo de 2015 desde": "2015-05-03",
    "Consulté le 1er août 2012 de": "2012-08-01",
    "Abgerufen am 3. März 2015 von": "2015-03-03",
    "Recuperato il 12 maggio 2020 da": "2020-05-12",
    "Recuperado em 21 de março de 2011 de": "2011-03-21",
    "Скопировано 5 мая 2010 г. с": "2010-05-05",
    "Преузето 12. септембра 2012. са": "2012-09-12",
    "Preuzeto 12. septembra 2012. sa": "2012-09-12",
    "Ανακτήθηκε στις 5 Ιουλίου 2011": "2011-07-05",
    "15 Ekim 2013 tarihinde alındı": "2013-10-15",
    "Pobrano 17 listopada 2016 z": "2016-11-17",
    "Hämtad den 4 augusti 2014 från": "2014-08-04",
    "Haettu 4. elokuuta 2014 osoitteesta": "2014-08-04",
    "Opgehaald op 3 mei 2015 van": "2015-05-03",
    "Prenita la 5-an de majo 2010": "2010-05-05",
    "2015年5月3日检索自": "2015-05-03",
    "استرجع في ٣ مايو ٢٠١٥": "2015-05-03",
    "۱۲ ژوئن ۲۰۱۳": "2013-06-12",
    "אוחזר ב-3 במאי 2015": "2015-05-03",
    "on 2012-07-18": "2012-07-18",
    "am 18.07.2012": "2012-07-18",
}


@pytest.mark.parametrize(("text", "day"), DATES.items())
def test_a_date_is_read(text: str, day: str) -> None:
    assert date_in(text) == day


@pytest.mark.parametrize("text", ["October 1914", "pp. 3 to 1914", "February 30, 2009", "1890", ""])
def test_no_date_is_none(text: str) -> None:
    assert date_in(text) == ""


def test_the_first_date_counts() -> None:
    assert date_in("Retrieved on May 3, 2015; proofread on 7 June 2019") == "2015-05-03"
