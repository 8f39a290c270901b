"""Read what a colophon's prose says of earlier publication, only where it can mean one thing."""

import re
from dataclasses import dataclass

from pipeline.dates import days, iso

CAPITAL = r"(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w’'-]*)"
PUBLISHED = re.compile(
    r"\bPublished in (?P<journal>[^\W\d_a-z][^,.;:()\n]{2,80})"
    rf"(?:, edited by (?P<editor>{CAPITAL}(?:\s{CAPITAL}){{1,4}}))?"
    r", (?P<rest>[^;:()]{4,250}?)\.?\s*$"
)
MEETING = re.compile(
    r"\b(?:[Pp]resented|[Gg]iven|[Dd]elivered|[Rr]ead) (?:to|at|before) the "
    rf"(?P<title>{CAPITAL}(?:\s(?:{CAPITAL}|on|of|for|the|and))*)"
    rf"(?:,? organi[sz]ed by (?:the )?(?P<organiser>{CAPITAL}(?:\s(?:{CAPITAL}|of|for|the|and))*))?"
)
IS_MEETING = re.compile(r"\b(?:Conference|Congress|Symposium|Colloquium|Seminar|Convention)\b")
HELD = re.compile(
    r"\bheld (?:in|at) (?P<place>[^\W\d_a-z][^;:()\d]{2,80}?) on "
    r"(?P<days>[^\W\d_]+ \d{1,2}(?:\s?[-–—]\s?\d{1,2})?, \d{4})"
)
TRAILING = re.compile(r"(?:\s(?:on|of|for|the|and))+$")


@dataclass(frozen=True, slots=True)
class Published:
    """An article in a journal, as a colophon states it."""

    journal: str
    editor: str
    imprint: str
    """What stands between the editor and the date, as printed: publisher and place."""
    date: str
    when: str


@dataclass(frozen=True, slots=True)
class Presented:
    """A paper read at a meeting, as a colophon states it."""

    meeting: str
    organiser: str
    place: str
    date: str
    first: str
    last: str


def published(prose: str) -> Published | None:
    """Read where a text was published; nothing unless all up to the date can be told apart.

    >>> published("Published in Anarchist Studies, edited by Thomas V. Cahill, Lancaster "
    ...     "University, February 24, 1993.")  # doctest: +NORMALIZE_WHITESPACE
    Published(journal='Anarchist Studies', editor='Thomas V. Cahill',
        imprint='Lancaster University', date='February 24, 1993', when='1993-02-24')
    >>> published("Published in several languages, among them Russian.")
    """
    match = PUBLISHED.search(prose)
    if not match:
        return None
    pieces = match["rest"].split(", ")
    for length in (2, 1):
        when = iso(", ".join(pieces[-length:])) if len(pieces) >= length else ""
        if when:
            imprint = ", ".join(pieces[:-length])
            if imprint and not match["editor"]:
                return None
            date = ", ".join(pieces[-length:])
            return Published(match["journal"], match["editor"] or "", imprint, date, when)
    return None


def presented(prose: str) -> Presented | None:
    """Read at which meeting a text was given; nothing unless the prose names one.

    >>> presented("presented to the Conference on Ethics organized by the Academy of Science. "
    ...     "It was held in Moscow on December 8 – 14, 1992.")  # doctest: +NORMALIZE_WHITESPACE
    Presented(meeting='Conference on Ethics', organiser='Academy of Science', place='Moscow',
        date='December 8 – 14, 1992', first='1992-12-08', last='1992-12-14')
    """
    match = MEETING.search(prose)
    if not match or not IS_MEETING.search(match["title"]):
        return None
    meeting = TRAILING.sub("", match["title"]).rstrip(".")
    organiser = TRAILING.sub("", match["organiser"] or "").rstrip(".")
    held = HELD.search(prose, match.end())
    if not held:
        return Presented(meeting, organiser, "", "", "", "")
    first, last = days(held["days"])
    day = iso(held["days"])
    return Presented(meeting, organiser, held["place"], held["days"], first or day, last or day)
