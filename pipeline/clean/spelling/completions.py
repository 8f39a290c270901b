"""Words that lost a ligature, or were cut in two: what they can have been."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.words import (
    DOMAIN,
    MARKUP,
    ZIPF_OF_ALL,
    count_words,
    frequencies,
    known,
    zipf,
)

CORE = ("ffi", "ffl", "ff", "fi", "fl")
LIGATURES = (*CORE, "fj", "ft", "tt", "ti", "Th")
"""What fonts draw as one letter; the longest first."""

TOKEN = re.compile(r"(?<!\w)(?:(?<![^\W_][’'])[^\W\d_]{1,2}|[^\W\d_]{3,})(?![\w@])")
GUARDED = re.compile(rf"{MARKUP}|(?:https?://|www\.)\S+|\S{{1,80}}@\S+|{DOMAIN}\S*")
BROKEN = re.compile(r"[^\W\d_]-\n")
LONGEST = 60
GREEDY = re.compile("|".join(LIGATURES))
VOWEL = re.compile("[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœαεηιουωаеёиоуыэюя]", re.IGNORECASE)

UNKNOWN = 1.8
"""Zipf frequency below which a token is taken for no word: lists hold misspellings up to here."""
COMMON = 3.0
"""Zipf frequency from which a completed word is evidence of a loss."""
ABBREVIATION = 1.5
"""What the frequency of a token without a vowel is worth less: lists count ``2nd`` as ``nd``."""
BY_CHANCE = 6.5
"""Of two words' Zipf frequencies this taken off is what they have beside each other, amply."""
CONTRACTED = frozenset({"ve", "re", "ll"})
"""Tokens that lists count where an apostrophe stood before them; alone they are no words."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of words: the language's list, and the text's own words."""

    listed: Mapping[str, float]
    own: Mapping[str, int]

    def zipf(self, word: str) -> float:
        """Give a word's frequency, from the list or from the text itself."""
        share = self.listed.get(word, 0.0)
        listed = log10(share) + 9 if share else 0.0
        return max(listed, 2.0 + (self.own[word] > 1) if word in self.own else 0.0)

    def rank(self, token: str) -> float:
        """Give the frequency of what may be no word: the text's own use of it proves nothing."""
        share = self.listed.get(token, 0.0)
        listed = log10(share) + 9 if share else 0.0
        if token in CONTRACTED:
            return listed / 2
        return max(0.0, listed - (0 if VOWEL.search(token) else ABBREVIATION))


@dataclass(frozen=True, slots=True)
class Completion:
    """A word that a token becomes with a ligature put in at an offset."""

    word: str
    ligature: str
    at: int
    zipf: float


@lru_cache(maxsize=4)
def tokens_of(text: str) -> Counter[str]:
    """Count the runs of letters of a text, but for those in addresses and tags."""
    return Counter(match[0] for match in free_tokens(text))


def free_tokens(text: str) -> Iterator[re.Match[str]]:
    """Run through the runs of letters that stand in no address and no tag."""
    guards = [match.span() for match in GUARDED.finditer(text)]
    index = 0
    for match in TOKEN.finditer(text):
        while index < len(guards) and guards[index][1] <= match.start():
            index += 1
        if index == len(guards) or guards[index][0] > match.start():
            yield match


@lru_cache(maxsize=4)
def lexicon_of(text: str, lang: str) -> Lexicon:
    """Gather the words that a text and its language give.

    Of the text's own words only those with a ligature in them count: they were not damaged.
    """
    own: Counter[str] = Counter()
    for token, count in tokens_of(text).items():
        if len(token) > 4 and GREEDY.search(token):
            own[token.lower()] += count
    return Lexicon(frequencies(lang), own)


def completions(token: str, ligatures: tuple[str, ...], lexicon: Lexicon) -> list[Completion]:
    """List the words that a token becomes with one ligature at one place, the likeliest first.

    A capital is no part of a ligature, save in ``Th``, which opens a word. No word is longer than
    ``LONGEST`` letters.
    """
    if len(token) > LONGEST:
        return []
    lower = token.lower()
    first = 0 if token[0].islower() else 1
    found: dict[str, Completion] = {}
    for ligature in ligatures:
        places = range(first, len(token) + 1)
        if ligature == "Th":
            places = range(0, 1 if token[0].islower() else 0)
        for at in places:
            word = lower[:at] + ligature.lower() + lower[at:]
            zipf = lexicon.zipf(word)
            if zipf and word not in found:
                found[word] = Completion(word, ligature, at, zipf)
    return sorted(found.values(), key=lambda c: (-c.zipf, c.word))


@dataclass(frozen=True, slots=True)
class Loss:
    """Which ligatures a text lost, whether nearly all of them, and whether a gap was left."""

    ligatures: tuple[str, ...] = ()
    total: bool = False
    spaced: bool = False


@lru_cache(maxsize=4)
def loss_of(text: str, lang: str) -> Loss:
    """Find out which ligatures a text lost.

    The evidence: distinct tokens that are no words and become common words with the ligature,
    against the distinct words that have it. A sound text has a name or two of the one kind and
    hundreds of the other.
    """
    lexicon = lexicon_of(text, lang)
    if not lexicon.listed:
        return Loss()
    whole: Counter[str] = Counter()
    hurt: Counter[str] = Counter()
    for token in tokens_of(text):
        whole.update({match[0]: 1 for match in GREEDY.finditer(token)})
        if len(token) < 3 or not token[1:].islower() or lexicon.rank(token.lower()) >= UNKNOWN:
            continue
        best = next(iter(completions(token, LIGATURES, lexicon)), None)
        if best and best.zipf >= COMMON:
            hurt[best.ligature] += 1
    spaced = _gaps(text, lexicon)
    for ligature in spaced.values():
        hurt[ligature] += 1
    lost = [name for name in LIGATURES if _is_lost(hurt[name], whole[name])]
    if any(name in lost for name in CORE) or _is_lost(
        sum(hurt[name] for name in CORE), sum(whole[name] for name in CORE)
    ):
        lost += [n for n in CORE if n not in lost and hurt[n] >= whole[n]]
    kept = tuple(name for name in LIGATURES if name in lost)
    injured, sound = sum(hurt[n] for n in kept), sum(whole[n] for n in kept)
    return Loss(kept, injured > 3 * sound, len(spaced) > max(1, injured // 5))


def _is_lost(hurt: int, whole: int) -> bool:
    return (hurt >= 2 and hurt > 3 * whole) or (hurt >= 5 and hurt > 0.25 * whole)


def _gaps(text: str, lexicon: Lexicon) -> dict[str, str]:
    """Collect the words that stand in two parts, with a space for their ligature."""
    found: dict[str, str] = {}
    for left, right in pairs_of(text):
        if lexicon.zipf((left + right).lower()):
            continue
        best = bridge(left, right, CORE, lexicon)
        if not best or best.zipf < COMMON or len(best.word) < 5:
            continue
        if best.zipf >= lexicon.rank(left.lower()) + lexicon.rank(right.lower()) - BY_CHANCE:
            found[best.word] = best.ligature
    return found


@lru_cache(maxsize=4)
def pairs_of(text: str) -> tuple[tuple[str, str], ...]:
    """List the distinct pairs of tokens with a space or two between them, small letters behind."""
    found: dict[tuple[str, str], None] = {}
    before: re.Match[str] | None = None
    for match in free_tokens(text):
        if before and match[0].islower() and text[before.end() : match.start()] in (" ", "  "):
            found[before[0], match[0]] = None
        before = match
    return tuple(found)


def bridge(
    left: str, right: str, ligatures: tuple[str, ...], lexicon: Lexicon
) -> Completion | None:
    """Give the likeliest word that two tokens are with a ligature between them."""
    best: Completion | None = None
    for ligature in ligatures:
        word = (left + ligature + right).lower()
        zipf = lexicon.zipf(word)
        if zipf and (best is None or zipf > best.zipf):
            best = Completion(word, ligature, len(left), zipf)
    return best


FAR_LIKELIER, LIKELY, LIKELIER = 4.0, 3.0, 2.5
"""Powers of ten: in 200,000 pairs of neighbours nothing but damage reached the first, and one
("fairy tales") the second, which was measured in English alone."""
APART = frozenset({"percent"})
"""Half the English write it as two words, and oftener than chance has them meet."""
USUAL = 3.0
"""Zipf frequency of a word that belongs to the language: foreign words are in a word list too."""
CLEARLY = 0.7
"""A rare word is one if a part of it is so much rarer."""
SYLLABLE = 3
"""A part of so many letters may be an ending that a word list has by chance."""
OFTEN = 2
"""A word that the text has so often elsewhere is one."""
COMMON_PART = 4.5
"""Zipf frequency of a word that makes compounds: man, shop; no ending is so common."""


def is_cut_word(head: str, tail: str, lang: str, text: str, *, dropped: bool = False) -> bool:
    """Say whether two parts are one word that lost its hyphen: it is far likelier than the two.

    How often a language has the whole, against how often the parts would meet by chance, tells
    them apart: per | cent is less than ten thousand times likelier as one word, envi | ronment
    more. A syllable that stands nowhere else is no word. Less will do in a text that has the
    word elsewhere, and never the two side by side: a part must be nowhere else, or other hyphens
    be known to have been ``dropped``. Where they were, less will do at any rate.
    """
    one, two = head.casefold(), tail.casefold()
    if not tail.islower() or len(one) < 2 or len(two) < 2:
        return False
    whole, parts = zipf(one + two, lang), (_alone(one, lang), zipf(two, lang))
    odds = whole + ZIPF_OF_ALL - sum(parts)
    listed = whole >= USUAL or (known(one + two, lang) and whole > min(parts) + CLEARLY)
    if listed and odds >= FAR_LIKELIER:
        return True
    words = count_words(text)
    rarer = min((one, two), key=lambda part: zipf(part, lang))
    syllable = len(rarer) <= SYLLABLE and words[rarer] == 1 and min(parts) < COMMON_PART
    if syllable and whole >= USUAL and frequencies(lang):
        return True
    told = dropped and bool(frequencies(lang))
    torn = words[rarer] == 1 and min(parts) < UNKNOWN and (whole > 0 or words[one + two] > 0)
    english = lang.startswith("en") and one + two not in APART
    likely = (listed and odds >= LIKELY and english) or torn
    often = words[one + two] >= OFTEN and (odds >= LIKELIER or not frequencies(lang))
    if not (told and likely) and not (often and (told or min(words[one], words[two]) == 1)):
        return False
    return not re.search(rf"\b{one} {two}\b", text, re.IGNORECASE)


def _alone(word: str, lang: str) -> float:
    contracted = word in CONTRACTED and lang.startswith("en")
    return zipf(word, lang) / (2 if contracted else 1)


@lru_cache(maxsize=4)
def drops_hyphens(text: str) -> bool:
    """Say whether the printed lines were kept, and the hyphens at their ends were not."""
    return is_wrapped(text) and not BROKEN.search(text)
