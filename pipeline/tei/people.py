"""Names of authors: what is forename and surname, where a name says so itself."""

import re

from pipeline.tei.build import child, put, spaced
from pipeline.tei.names import PARTICLES
from pipeline.xml import Element

NO_PERSON = re.compile(
    r"\d|[&@/]|\b(?:the|and|anonymous|anonym\w*|anon|unknown|various|authors?|collective|collectif"
    r"|kollektiv|colectivo|collettivo|group|groupe|gruppe|grupo|gruppo|federation|fédération"
    r"|föderation|federación|federazione|committee|comité|union|council|network|assembly|press"
    r"|editors?|staff|friends|workers?|anarchists?|magazine|journal|project|association)\b",
    re.IGNORECASE,
)
SURNAME_FIRST = frozenset(["zh", "ja", "ko", "hu", "vi"])


def parts(name: str, lang: str = "en") -> tuple[str, str] | None:
    """Part a name into forename and surname, or give nothing where it does not say so itself.

    >>> parts("Harry Cleaver"), parts("Voltairine de Cleyre"), parts("The Invisible Committee")
    (('Harry', 'Cleaver'), ('Voltairine', 'de Cleyre'), None)
    """
    words = name.split()
    if not 2 <= len(words) <= 4 or NO_PERSON.search(name) or lang[:2] in SURNAME_FIRST:
        return None
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    capitals = [word for word in words if word not in PARTICLES]
    if not all(word[0].isupper() and word[0].isalpha() for word in capitals):
        return None
    return " ".join(words[:start]), " ".join(words[start:])


def put_person(parent: Element, name: str, lang: str) -> None:
    """Append a name in reading order, its parts marked; the text stays as printed."""
    both = parts(name, lang)
    if not both:
        put(parent, spaced(name))
        return
    person = child(parent, "persName")
    child(person, "forename", both[0])
    put(person, " ")
    child(person, "surname", both[1])


def put_sorted(parent: Element, name: str, lang: str) -> None:
    """Append a name as a catalogue sorts it: ``Cleaver, Harry``."""
    both = parts(name, lang)
    if both:
        child(parent, "persName", f"{both[1]}, {both[0]}", type="sort")
    else:
        put(parent, spaced(name))
