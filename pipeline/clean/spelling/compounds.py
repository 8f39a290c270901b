"""Hyphens and compounds as each language writes them, and how a printer's hyphens are told."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.words import COMMON, frequencies, known, zipf

LONG = 5
"""Shorter parts may be a printer's."""
FAR = 2
RARER = 3
"""A word without its hyphen is a misspelling if it is so much rarer than its parts (Zipf)."""
CLOSED = frozenset(("de", "nl", "sv", "da", "nb", "nn", "no", "fi", "et", "is", "hu", "lb", "af"))
"""Languages that write a compound as one word: Büro and Rechner make Bürorechner."""
BEHIND = {
    "en": "of for by up off out",
    "pt": "se me te nos vos lhe lhes lo la los las o a os as no na nas",
    "ca": "se lo la los les ne hi ho me te nos vos li",
    "ro": "se l le i o ul ului uri urile mi ne te",
    "fr": "il ils elle elles on je tu nous vous ce ci là t y en moi toi le la les lui leur même "
    "mêmes",
    "ru": "то либо нибудь таки ка",
    "uk": "то небудь таки",
    "bg": "то",
}
"""Words that stand behind a verb or a pronoun: dit-il, explica-se, unheard-of."""
BEFORE = {"ru": "кое по", "uk": "по"}
"""Words that stand before one so: кое-кто, по-русски."""

AFFIXES = {
    "en": (
        "un in re dis mis de be con com en im ir em trans inter ab ad per fore sub out up down "
        "meta any some every where there here",
        "less ness able men ship ships ward wards wise ful fully some hood dom most same ism ist "
        "ists est ing ings ish ising ised ers fold ever from with land lands holding",
    ),
}
"""What closes up with a word, before it and behind it: no hyphen stood there."""
LOOSE = {"en": "self non anti pro neo anarcho anarcha"}
"""What stands before words with a hyphen, unless the whole is in every list: pro-capitalist."""
BOUND = {"en": f"{LOOSE['en']} co"}
"""What hardly ever stands by itself; ``co`` closes up as often as not."""

NUMBERS = {
    "en": (
        ("twenty thirty forty fifty sixty seventy eighty ninety",
         "one two three four five six seven eight nine first second third fourth fifth sixth "
         "seventh eighth ninth"),
        ("one two three four five six seven eight nine",
         "half third thirds quarters fourth fourths fifth fifths sixth sixths seventh sevenths "
         "eighth eighths ninth ninths tenth tenths"),
    ),
    "fr": (
        ("vingt trente quarante cinquante soixante quatre",
         "deux trois quatre cinq six sept huit neuf dix onze douze treize vingt vingts"),
    ),
}  # fmt: skip
"""Numbers that a hyphen joins to the ones behind them; no book writes "twentyfive"."""
CONJUNCTIONS = {
    "en": "and or to", "de": "und oder bis", "fr": "et ou", "es": "y e o u", "ca": "i o",
    "it": "e ed o", "pt": "e ou", "nl": "en of", "sv": "och", "da": "og", "nb": "og", "no": "og",
    "fi": "ja tai", "eo": "kaj aŭ", "pl": "i lub", "cs": "a nebo", "ru": "и или",
    "uk": "і й та або", "sr": "i ili и или", "tr": "ve veya", "el": "και ή",
}  # fmt: skip
"""A hyphen before one of these stands for a part to come: pre- and post-war."""
PLACED = "sur sous et en lez lès les la le de du des au aux upon on by in am an der"
"""Small words in the middle of a place's name: Châlons-sur-Marne, Stratford-upon-Avon."""
EVERYWHERE = 5.5
"""Zipf frequency of the small words that stand in the middle of a compound: up-to-date."""


def joint_before(head: str, tail: str, behind: str, lang: str) -> str | None:
    """Say what joins a broken word's parts if the second is a small word of its own.

    Behind a hyphen that stands for a part to come is a space; a small word with a hyphen behind
    it is the middle of a compound, or of a name. None says that it is neither.

    >>> joint_before("pre", "and", " post-war", "en"), joint_before("up", "to", "-date", "en")
    ('- ', '-')
    >>> joint_before("unheard", "of", " in", "en"), joint_before("inter", "est", "-free", "en")
    (None, None)
    >>> joint_before("Seine", "et", "-Oise", "en"), joint_before("Calai", "s", "-Dover", "en")
    ('-', None)

    A conjunction may be a word's ending:

    >>> joint_before("leuko", "ja", " on", "fi"), joint_before("koti", "ja", " on", "fi")
    (None, '- ')
    """
    one, two = head.casefold(), tail.casefold()
    if is_placed(head, tail, behind, lang):
        return "-"
    if behind.startswith("-"):
        parts = min(zipf(one, lang), zipf(two, lang))
        small = zipf(two, lang) >= EVERYWHERE and zipf(one + two, lang) < parts - RARER
        return "-" if small else None
    conjunction = two in CONJUNCTIONS.get(lang.partition("-")[0], "").split()
    return "- " if conjunction and zipf(one + two, lang) < COMMON else None


def is_placed(head: str, tail: str, behind: str, lang: str) -> bool:
    """Say whether a small word stands between two capitals of one name, and makes no word.

    >>> is_placed("Marne", "la", "-Vallée", "fr"), is_placed("Calais", "la", "-la", "fr")
    (True, False)
    """
    capitals = head[:1].isupper() and behind[:1] == "-" and behind[1:2].isupper()
    return capitals and tail in PLACED.split() and not zipf((head + tail).casefold(), lang)


def is_particle(head: str, tail: str, lang: str) -> bool:
    """Say whether one of two parts always has a hyphen, and they make no word without it.

    >>> is_particle("explica", "se", "pt"), is_particle("clas", "se", "pt")
    (True, False)
    >>> is_particle("unheard", "of", "en"), is_particle("where", "by", "en")
    (True, False)
    """
    base = lang.partition("-")[0]
    one, two = head.casefold(), tail.casefold()
    listed = two in BEHIND.get(base, "").split() or one in BEFORE.get(base, "").split()
    parts = min(zipf(one, lang), zipf(two, lang))
    return listed and parts >= COMMON and zipf(one + two, lang) < max(COMMON, parts - RARER)


@lru_cache(maxsize=8)
def numbers(lang: str) -> re.Pattern[str]:
    """Give what a number is that lost its hyphen: its first part is the group ``head``.

    >>> bool(numbers("en").fullmatch("Twentyfive")), bool(numbers("en").fullmatch("seventeen"))
    (True, False)
    """
    pairs = NUMBERS.get(lang.partition("-")[0], ())
    either = "|".join(
        rf"(?:{one.replace(' ', '|')})(?=(?:{two.replace(' ', '|')})\b)" for one, two in pairs
    )
    return re.compile(rf"\b(?P<head>{either or '(?!)'})\w+", re.IGNORECASE)


def is_affixed(head: str, tail: str, lang: str) -> bool:
    """Say whether one of two parts is what words begin or end with, rather than a word.

    >>> is_affixed("un", "owned", "en"), is_affixed("large", "scale", "en")
    (True, False)
    """
    before, behind = AFFIXES.get(lang.partition("-")[0], ("", ""))
    return head.casefold() in before.split() or tail.casefold() in behind.split()


def stands_before(head: str, lang: str) -> bool:
    """Say whether a word stands before others with a hyphen, and hardly ever by itself: anti-."""
    return head.casefold() in BOUND.get(lang.partition("-")[0], "").split()


def is_loose(head: str, tail: str, lang: str) -> bool:
    """Say whether a first part stands before any word with a hyphen, and makes no known one.

    >>> is_loose("pro", "capitalists", "en"), is_loose("pro", "fessor", "en")
    (True, False)
    >>> is_loose("self", "determination", "en"), is_loose("self", "ishness", "en")
    (True, False)
    """
    one, two = head.casefold(), tail.casefold()
    if one not in LOOSE.get(lang.partition("-")[0], "").split() or is_affixed(one, two, lang):
        return False
    most = zipf(two, lang) - FAR if one == "self" else 0
    return len(two) >= LONG and known(two, lang) and zipf(one + two, lang) <= most


def is_number(head: str, tail: str, lang: str) -> bool:
    """Say whether two parts are a number that is written with a hyphen.

    >>> is_number("Twenty", "five", "en"), is_number("seven", "teen", "en")
    (True, False)
    """
    found = numbers(lang).fullmatch(head + tail)
    return bool(found and found["head"] == head)


def writes_open(words: Counter[str], head: str, tail: str) -> bool:
    """Say whether the text sets a first part before other words with a hyphen: anarcho-."""
    if min(len(head), len(tail)) < LONG:
        return False
    one = head.casefold()
    return any(word.startswith(f"{one}-") for word in words) and not any(
        word.startswith(one) and word != one and not word.startswith(f"{one}-") for word in words
    )


def opens_more(words: Counter[str], head: str, tail: str) -> bool:
    """Say whether a text sets a long first part before words with a hyphen far oftener than not."""
    if min(len(head), len(tail)) < LONG:
        return False
    found = [word for word in words if word.startswith(head) and word != head]
    opened = sum(words[word] for word in found if word[len(head)] == "-")
    return opened > 1 and opened >= FAR * (sum(words[word] for word in found) - opened)


def closes_compounds(words: Counter[str], head: str, tail: str, lang: str) -> bool:
    """Say whether the language writes a compound as one word, and the text does with this one.

    A head in small letters
    may be an adjective's, which keeps it too: deutsch-französisch.
    """
    base = lang.partition("-")[0]
    if base not in CLOSED or not tail.islower():
        return False
    if base in ("de", "lb") and head.islower():
        return False
    return not any(word.startswith(f"{head.casefold()}-") for word in words)


FULL = 40
"""A printed line of prose has more characters."""
LINES = 120
"""So many printed lines, of which none breaks a word, show a page that breaks none."""
SELDOM = 30
"""An author's hyphen ends one line in more than so many; a printer's, one in ten."""
FEW = 5
"""Of printers' breaks every second shows itself; of authors' hyphens hardly one in so many."""
UNUSED, USUAL = 3.0, 2.5
"""Zipf frequencies: a part below is no word, a whole above is one."""
SPACED = re.compile(r"(?<![^\W\d_])(?P<head>[^\W\d_]{2,20})(?P<gap>- )(?P<tail>[^\W\d_]{2,20})")
OFTEN, WORDS = 6, 1_000
"""So many of them, and one in so many words, are an extractor's; fewer are the library's slips."""


def spaced_breaks(text: str, lang: str) -> list[re.Match[str]]:
    """Find the words that an extractor left broken with a space for the printed line's end."""
    if "- " not in text:
        return []
    found = [m for m in SPACED.finditer(text) if is_broken(m["head"], m["tail"], lang)]
    many = len(found) >= OFTEN and len(found) * WORDS >= len(text.split())
    return found if many else []


def breaks_no_word(text: str, found: Sequence[re.Match[str]], lang: str) -> bool:
    """Say whether the printed lines break at spaces and at authors' hyphens alone.

    A printer's break is known by a part that is no word, of a whole that is one; and there are
    many more of them than of an author's hyphens that happen to end a line.
    """
    if not is_wrapped(text) or not frequencies(lang):
        return False
    lines = sum(len(line) > FULL for line in text.split("\n"))
    if lines < LINES or len(found) * SELDOM > lines:
        return False
    broken = sum(is_broken(match["head"], match["tail"], lang) for match in found)
    return broken * FEW <= len(found)


def is_broken(head: str, tail: str, lang: str) -> bool:
    """Say whether two parts were one word: it is known, and one of them is none."""
    one, two = head.rpartition("-")[2].casefold(), tail.casefold()
    rarer = min(zipf(one, lang), zipf(two, lang))
    return rarer < UNUSED and zipf(one + two, lang) > max(USUAL, rarer)
