"""Large first letters of chapters, which extractors set apart from their word."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.words import count_words, known, zipf
from pipeline.letters import LOWER, UPPER
from pipeline.model import Source
from pipeline.report import Confidence

INITIAL = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\f))[ \t]*(?:#{1,6}[ \t]+)?"
    rf"(?P<quote>[“‘\"'«„(]?)(?P<dress>[*_]{{0,3}})(?P<letter>[{UPPER}])(?P=dress)"
    rf"(?P<gap>[ \t]*\n(?:[ \t]*\n)?[ \t]*|[ ]?)"
    rf"(?:(?P<rest>[{LOWER}]+)(?=[\s,;:.!?’'”-])|(?P<caps>[{UPPER}]+)(?=,? [{LOWER}]))"
)
WORDS = {
    "en": "AIO", "de": "O", "fr": "AÀOYÔ", "es": "AEOUY", "it": "AEIOÈ", "pt": "AEOÀÉ",
    "ca": "AEIO", "ru": "АВИКОСУЯ", "uk": "АВЗІЙОУЯ", "sr": "АИКОСУAIKOSU", "pl": "AIOUWZ",
    "sv": "IÅÖO", "eo": "O",
}  # fmt: skip
"""By language, the letters that are words: one may stand before a small letter by right."""
COMMON, USUAL, PART = 3.0, 5.5, 3.0
"""Zipf frequencies: of the whole, if it has two letters, and of a rest that is a word by itself."""


def join_initials(source: Source) -> Iterator[Edit]:
    r"""Join the large first letter of a chapter to its word.

    Extractors leave it on a line or in a paragraph of its own, behind a space, or in bold. A
    capital with a small letter behind it begins no sentence, unless it is a word itself; and the
    whole must be a word. The rest of the word may stand in capitals, over words in small letters.

    >>> fix(join_initials, "## I\n\nT\n\nhis book is old.\n\n**W**hen it was, T here.")
    '## I\n\nThis book is old.\n\nWhen it was, T here.'

    A letter that is a word itself stays one:

    >>> fix(join_initials, "## I\n\nI\n\nread this book.")
    '## I\n\nI\n\nread this book.'
    """
    alone = WORDS.get(source.lang.partition("-")[0], "".join(WORDS.values()))
    for match in INITIAL.finditer(source.text):
        if not match["gap"] and not match["dress"]:
            continue
        letter, rest = match["letter"], match["rest"] or match["caps"].lower()
        whole = f"{letter}{rest}"
        if not _is_word(source, whole):
            continue
        word = zipf(rest, source.lang) >= PART if len(rest) > 1 else rest.upper() in alone
        may_stand = letter in alone and match["gap"] and word
        sure = Confidence.DOUBTFUL if may_stand else Confidence.LIKELY
        start = match.start("dress") if match["dress"] else match.start("letter")
        why = f"“{whole}” is a word, and begins a paragraph"
        # the mark of a heading goes too, that an extractor put before the letter
        first = match.start() if match[0].lstrip().startswith("#") else start - len(match["quote"])
        yield Edit(first, match.end(), f"{match['quote']}{whole}", sure, why)


def _is_word(source: Source, whole: str) -> bool:
    lang, word = source.lang, whole.casefold()
    if known(word, lang) and zipf(word, lang) >= (COMMON if len(word) > 2 else USUAL):
        return True
    return len(word) > 2 and count_words(source.text)[word] > 1
