"""Words that nobody knows, one letter away from a word that everybody knows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log10
from string import ascii_lowercase

from pipeline.clean.edit import Edit
from pipeline.clean.facts.words import frequencies
from pipeline.clean.spelling.completions import GUARDED, UNKNOWN
from pipeline.model import Source
from pipeline.report import Confidence

LANGUAGES = frozenset({"en"})
"""Where words bend more, a rare form of a known word is one letter away from another."""
WORD = re.compile(r"[^\W\d_]+")
PLAIN = re.compile(r"(?<![\w’'*_\f-])[a-z]{3,40}(?![\w’'*_\f-])")
"""A name, half a compound, emphasis (often a foreign word) and what a page cut are not asked.

Nor is a row of letters that is longer than any word: what is a letter away from it fills memory."""
BESIDE = 3.0
"""Zipf frequency of the words beside it below which a phrase may be of another language."""
REACH = 40
"""So many characters away the word beside it begins or ends."""
WELL_KNOWN = 3.5
SHORT = 4
SHORT_AND_KNOWN = 5.0
"""Short words are a letter away from many: up to four letters, only the commonest count."""
OWN = 0.5
"""What it is worth that the text itself has the word."""
CLEARER = 1.0
"""So much commoner is what a word stands for than the next that it may stand for."""
PART, FUNCTION_WORD, STEM = 4.5, 6.0, 2.3
"""Zipf frequencies of half of two words run together, of its other half, and of a word's stem."""
ENDINGS = (
    "s", "es", "ed", "d", "ing", "ly", "ness", "ism", "ist", "ists", "isms", "er", "ers", "less",
    "like", "able", "ment", "al", "ally", "ity", "ish", "y", "wise", "ward", "wards", "th", "eth",
    "est",
)  # fmt: skip
BEGINNINGS = (
    "un", "re", "non", "anti", "co", "pre", "de", "in", "im", "dis", "mis", "out", "over", "under",
    "sub", "inter", "fore", "mid", "self", "semi", "super", "ultra", "counter", "pseudo", "quasi",
    "vice", "be", "en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of words: the language's list, and how often the text has each."""

    listed: Mapping[str, float]
    own: Counter[str]

    def zipf(self, word: str) -> float:
        """Give a word's frequency in its language (0 unknown, 8 the commonest)."""
        share = self.listed.get(word, 0.0)
        return log10(share) + 9 if share else 0.0


def propose_spellings(source: Source) -> Iterator[Edit]:
    """Propose the common word that an unknown one is a letter or a space away from.

    A word that the text has once, that no word list has and that is made of no known one, is a
    misprint or a misreading if exactly one common word is a letter away. It is never made: the
    author may have meant it, and the printed page may have it too.

    >>> text = "side by side wsith the most execrable poverty, to the conclusion thatsociety is"
    >>> [(text[e.start:e.end], e.after) for e in propose_spellings(Source(text, lang="en"))]
    [('wsith', 'with'), ('thatsociety', 'that society')]

    Old spellings, words made of known ones, names and foreign phrases are not asked about:

    >>> text = "the connexion of unfreedoms to Wsith, je prie ceux qui the gaolers, brainworkers"
    >>> list(propose_spellings(Source(text, lang="en")))
    []
    """
    listed = frequencies(source.lang) if source.lang.partition("-")[0] in LANGUAGES else {}
    if not listed:
        return
    text = source.text
    known = Known(listed, Counter(word[0].lower() for word in WORD.finditer(text)))
    guards = [match.span() for match in GUARDED.finditer(text)]
    for match in PLAIN.finditer(text):
        word = match[0]
        if known.own[word] > 1 or known.zipf(word) >= UNKNOWN or _is_derived(word, known):
            continue
        if _is_foreign(text, match, known) or any(a <= match.start() < b for a, b in guards):
            continue
        meant, why = _one_letter_away(word, known)
        if not meant and not known.zipf(word):
            meant, why = _two_words(word, known)
        if meant:
            evidence = f"“{word}” is no common word, {why}"
            yield Edit(*match.span(), meant, Confidence.DOUBTFUL, evidence, emends=True)


def _is_derived(word: str, known: Known) -> bool:
    """Say whether a known word is in it, with an ending or a beginning that words take."""
    stems = [word.removeprefix(beginning) for beginning in BEGINNINGS]
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if ending == "s" and stem.endswith("s"):
            continue
        stems += [stem, f"{stem}e"]
        stems += [f"{stem[:-1]}y"] if stem.endswith("i") else []
        stems += [stem[:-1]] if stem[-2:-1] == stem[-1:] else []
    return any(len(stem) > 2 and stem != word and known.zipf(stem) >= STEM for stem in stems)


def _is_foreign(text: str, word: re.Match[str], known: Known) -> bool:
    """Say whether the words beside it are rare too: a foreign phrase, a line of names."""
    before = WORD.findall(text, max(0, word.start() - REACH), word.start())[-1:]
    behind = WORD.findall(text, word.end(), word.end() + REACH)[:1]
    return any(known.zipf(near.lower()) < BESIDE for near in (*before, *behind))


def _one_letter_away(word: str, known: Known) -> tuple[str, str]:
    """Choose the common word that is a letter away, if it is by far the commonest.

    A word that the list has, though rare, is more often itself than misread: it may lack a
    letter, have one twice or two exchanged, as misprints in lists do, but not another letter.
    """
    floor = WELL_KNOWN if len(word) > SHORT else SHORT_AND_KNOWN
    near = _near(word) if known.zipf(word) else _near(word) | _with_another(word)
    ranked = sorted(
        ((zipf + OWN * (other in known.own), other)
         for other in near if (zipf := known.zipf(other)) >= floor), reverse=True,
    )  # fmt: skip
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARER):
        return "", ""
    return ranked[0][1], f"and only “{ranked[0][1]}” is a letter away"


def _near(word: str) -> set[str]:
    """List what a word becomes with a letter more, one less behind its first, or two exchanged."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    less = {head + tail[1:] for head, tail in cuts if head and tail}
    exchanged = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    more = {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    return (less | exchanged | more) - {word}


def _with_another(word: str) -> set[str]:
    """List what it becomes with another letter, save for a plural's; or without its first."""
    cuts = [(word[:at], word[at + 1 :]) for at in range(len(word.removesuffix("s")))]
    other = {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    return (other | {word[1:]}) - {word}


def _two_words(word: str, known: Known) -> tuple[str, str]:
    """Part a word that is two, one of them so common that it makes no compounds."""
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    pairs = [(min(known.zipf(a), known.zipf(b)), max(known.zipf(a), known.zipf(b)), f"{a} {b}")
             for a, b in cuts]  # fmt: skip
    sound = [(low, both) for low, high, both in pairs if low >= PART and high >= FUNCTION_WORD]
    return (max(sound)[1], "and it is two") if sound else ("", "")
