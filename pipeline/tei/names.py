"""Names: of authors, parted where they say so themselves; levelled with titles, to be compared."""

import re
import unicodedata

from pipeline.tei.build import child, put, spaced
from pipeline.xml import Element, set_of

YEAR = r"(?:1[4-9]|20)\d\d"
SEVERAL = re.compile(r"\s(?:and|et|und|y|e|и|&)\s|;|\bet al\b")
YEAR_OF_WORK = rf"(?P<year>{YEAR})(?P<suffix>[a-z]?)(?:[-–/]\d{{2,4}})?(?![\w–-])"

CONNECTORS = set_of("and et und y e i och og en и і al")
PARTICLES = set_of(
    "de del della di da do dos das du des la le les los von van vom zu zur der den ter of the af"
    " av bin ibn"
)


def fold(text: str) -> tuple[str, ...]:
    """Give the words of a text without case, accents and punctuation.

    >>> fold("C.L.R. James & the “Forest”, L’État")
    ('c', 'l', 'r', 'james', 'the', 'forest', 'l', 'etat')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def surnames(text: str) -> tuple[str, ...]:
    """Give the words of a citation's names, without what joins them.

    >>> surnames("Woodcock and Avakumovic"), surnames("Negri et al.")
    (('woodcock', 'avakumovic'), ('negri',))
    """
    return tuple(word for word in fold(text) if word not in CONNECTORS)


def several(names: str) -> bool:
    """Say whether these are the names of more than one author.

    >>> several("Negri, Antonio"), several("Woodcock, George and I. Avakumovic")
    (False, True)
    """
    return bool(SEVERAL.search(names))


def are_names(text: str) -> bool:
    """Say whether a text looks like surnames and nothing else.

    >>> are_names("Red Notes & the CSE"), are_names("the strike of")
    (True, False)
    """
    each = text.replace(",", " ").split()
    small = CONNECTORS | PARTICLES | {"&", "al."}
    capitals = [w for w in each if w.casefold() not in small]
    return (
        0 < len(capitals) <= 8
        and len(each) <= 12
        and all(w[0].isupper() and not any(c.isdigit() for c in w) for w in capitals)
    )


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
