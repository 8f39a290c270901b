"""Level names, titles and years, so that a citation can be held against a reference list."""

import re
import unicodedata

from pipeline.xml import set_of

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
