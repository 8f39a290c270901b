"""Words of the Arabic script whose letters the page or an extractor parted or stretched."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.words import COMMON, ZIPF_OF_ALL, zipf
from pipeline.clean.spelling.completions import FAR_LIKELIER, USUAL
from pipeline.model import Source
from pipeline.report import Confidence

LANGUAGES = frozenset(("ar", "fa", "ur", "ckb", "ps", "ug"))
LETTER = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
STRETCH = re.compile(f"(?<=[{LETTER}])\u0640+(?=[{LETTER}\u064b-\u0652])")
ENDING, MARK = "\u064b-\u064d", "\u064b-\u0652\u0654\u0670"
MARK_APART = re.compile(f"(?<=[{LETTER}])[ ]+(?P<marks>[{MARK}]+)(?P<behind>ا\\b|[{LETTER}]?)")
PARTED = re.compile(
    f"(?<![{LETTER}{MARK}\u200c])(?P<head>[{LETTER}]*[دذرزوژ])(?P<gap>[ ])(?=(?P<tail>[{LETTER}]+))"
)
"""A letter that joins no other, and a gap: there a reader takes a wide letter for two words."""
WORD = re.compile(f"(?<![{LETTER}{MARK}\u200c])[{LETTER}]{{5,30}}(?![{LETTER}{MARK}\u200c])")
JOINS = re.compile(
    "[\u0626\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u064a\u067e\u0686\u06a9\u06af\u06cc]"
)
"""A letter that is joined to the next."""
JOINER = "\u200c"
SHORTEST = 2
"""No part of a Persian word has fewer letters."""


def drop_stretches(source: Source) -> Iterator[Edit]:
    r"""Drop the strokes that stretch a word to fill its line: they are no letters.

    >>> text = Source("الـكرامة", lang="ar")
    >>> apply(text, list(drop_stretches(text))).text
    'الكرامة'

    One that ends an abbreviation stays:

    >>> list(drop_stretches(Source("سنة 1420 هـ", lang="ar")))
    []
    """
    if not _is_arabic(source):
        return
    for match in STRETCH.finditer(source.text):
        yield Edit(match.start(), match.end(), "")


def close_up_letters(source: Source) -> Iterator[Edit]:
    r"""Close up the letters of a word that stand apart, and a mark that stands off its letter.

    Behind a letter that is joined to none, a reader of PDF files may see a gap where there is
    none. The two are one word if the language has it far oftener than they would meet by chance.

    >>> text = Source("الحر ية والطر يق عقلا ً وضمير ًا", lang="ar")
    >>> apply(text, disjoint(close_up_letters(text))).text
    'الحرية والطريق عقلاً وضميرًا'

    Two words stay two:

    >>> list(close_up_letters(Source("أو لا شيء غير كل", lang="ar")))
    []
    """
    if not _is_arabic(source):
        return
    for match in MARK_APART.finditer(source.text):
        ends = re.search(f"[{ENDING}]", match["marks"])
        gap = " " if ends and match["behind"] not in ("", "ا") else ""
        after = f"{match['marks']}{gap}{match['behind']}"
        yield Edit(match.start(), match.end(), after, Confidence.SURE, "no mark begins a word")
    for match in PARTED.finditer(source.text):
        whole = zipf(match["head"] + match["tail"], source.lang)
        if whole < COMMON:
            continue
        one, two = zipf(match["head"], source.lang), zipf(match["tail"], source.lang)
        likely = whole + ZIPF_OF_ALL - one - two >= FAR_LIKELIER
        if likely and (whole >= USUAL or whole > min(one, two)):
            why = f"“{match['head']}{match['tail']}” is far likelier than the two words"
            yield Edit(*match.span("gap"), "", Confidence.LIKELY, why)


def restore_joiners(source: Source) -> Iterator[Edit]:
    r"""Part again the parts of a Persian word that a reader ran together, without a space.

    Persian sets endings and prefixes close to their word, unjoined; the invisible mark between
    is no letter, and readers of PDF files lose it. In a text that has none at all, a word that the
    language has with one, and never without, has lost it.

    >>> text = Source("صفحههای بینالمللی", lang="fa")
    >>> apply(text, list(restore_joiners(text))).text
    'صفحه\u200cهای بین\u200cالمللی'
    >>> list(restore_joiners(Source("میدان آزادی", lang="fa")))
    []
    """
    if source.lang.partition("-")[0] != "fa" or JOINER in source.text:
        return
    for match in WORD.finditer(source.text):
        word = match[0]
        if zipf(word, "fa"):
            continue
        places = [
            at
            for at in range(SHORTEST, len(word) - 1)
            if JOINS.match(word[at - 1]) and zipf(f"{word[:at]}{JOINER}{word[at:]}", "fa") >= COMMON
        ]
        if len(places) == 1:
            at = match.start() + places[0]
            yield Edit(at, at, JOINER, Confidence.LIKELY, "the language has the word so alone")


def _is_arabic(source: Source) -> bool:
    return source.lang.partition("-")[0] in LANGUAGES
