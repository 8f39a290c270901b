"""Whether a sentence goes on over a gap: the one question all joins ask."""

import re
from collections import Counter
from functools import lru_cache

from pipeline.clean.facts.open_ends import OPEN, needs_more, within_bracket
from pipeline.clean.facts.words import count_words, zipf
from pipeline.letters import LOWER, UPPER, WITHOUT_CASE, columns
from pipeline.report import Confidence

CLOSE = r"[*_’”\"'»«“‘›‹)\]\s」』）】》〉]"
"""What may close behind a sentence's stop; a mark that opens in one language closes in another."""
FINISHED = re.compile(rf"[.!?…:;。！？：；．؟؛۔։।]{CLOSE}*(?:<sup>[^<]*</sup>)*{CLOSE}*$")
CUT_WORD = re.compile(r"[^\W\d_]-$")
CITATION = re.compile(r"\[[^\[\]]{0,400}?(?:\bpp?\.(?:\s?\d|$)|\b[Oo]p\. ?[Cc]it\b|\bIbid\b)")
"""Opens what a quotation is taken from."""
CITED = re.compile(r"(?:^|\bpp?\.\s?|[,–-]\s?)\d+\][*_]*$")
"""A work and its page in brackets, as the last words of a quotation have them behind the stop."""
SEMICOLON = re.compile(r";[*_]*\s*$")
CALLS = re.compile(r"(?:<sup>[^<>a-z]{1,6}</sup>)+\s*$")
"""The marks of notes behind the last word."""
ASKED = re.compile(r"(?:[?!…]|\.\.\.)[*_’”\"'»«“›‹)\]」』]*$|:[*_]*$")
"""What may stand within a sentence, as a question does before who asks it; a full stop may not."""
SMALL = re.compile(rf"(?![‘’'][tsnkmr]\s){OPEN}[{LOWER}]")
"""A small letter, save that of a Dutch word of one letter, which opens a sentence so: ’t Was."""
DASHED = re.compile(rf"[*_]*(?:[—–]\s?{OPEN}[{LOWER}]|[,;]\s)")
"""A dash or a comma within a sentence; a hyphen may be an item's mark."""
BREAKS_OFF = re.compile(r"(?:…|\.\.\.)[*_]*$")
CASELESS = re.compile(rf"{OPEN}[「『《（]*[{WITHOUT_CASE}]")
MAIL = re.compile(r"\S+@\S+\s*")
FIRST = re.compile(rf"{OPEN}(?P<word>[^\W\d_]+)")
LAST = re.compile(r"(?P<word>[^\W\d_]+)[*_’”\"'»)\]]*(?P<comma>[,–—-]?)[*_]*\s*$")
NAMED_LAST = re.compile(rf"[{LOWER}] [{UPPER}][^\W\d_]+\s*$")
"""A capital in mid-sentence is a name's: with Go."""
MID_SENTENCE = re.compile(rf"[{LOWER},] (?P<word>[{UPPER}][^\W\d_]+)")
CAPITALISED = re.compile(rf"\b[{UPPER}][^\W\d_]+")
CAPITAL_NOUNS = frozenset(("de", "lb"))
"""Languages that write every noun with a capital."""
SELDOM = 5
"""A name is written with a capital at least once in so many times."""
FUNCTION_WORD = 5.8
"""Zipf frequency above which a word is one that hardly ever ends a sentence: the, of, and, to."""
LETTERS = re.compile(rf"(?<!\w)(?:[{UPPER}]\.\s?){{2,}}$")
INITIAL = re.compile(
    rf"(?:\b(?:by|of|and|to|with|from|for|that|as|&)|[{UPPER}]\.|\(|\]|,) (?![IVXC]\.)[{UPPER}]\.$"
)
COMMON = 4.5
"""Zipf frequency above which a word with a capital is hardly a surname alone."""
PARTICLES = frozenset(("de", "du", "des", "von", "van", "der", "den", "di", "da", "del", "della"))
"""What stands within a name: Hugo de | Vries."""
FIGURE = re.compile(r"\(?\d")
ALONE = re.compile(r"\d{1,4}[ \t]*(?:\n[ \t]*\n|$)")
"""A number with a block to itself is a page's, or a chapter's."""
BYLINE = re.compile(
    r"[*_]*(?:(?:translated|edited|compiled|selected|written|adapted|introduced|illustrated|"
    r"traduit|traduction|édité|traducido|traducción|editado|übersetzt|herausgegeben|tradotto|"
    r"tradução|traduzido)\b.{0,30}? )?(?:by|par|por|de|von|di|da)(?: the| the author)? "
    rf"[{UPPER}](?:[^\d.:;!?\n]|(?<=[{UPPER}])\.){{2,60}}[*_]*$"
)
"""A line of a title page that says whose the work is: "by P. Kropotkin", "translated by …"."""
ARGUMENT = re.compile(rf"[*_]*[^.!?;:—–\n]+(?:\s?[—–]\s?{OPEN}[{UPPER}][^.!?;—–\n]*){{2,}}$")
"""What a chapter treats of, as it stands over it: phrases between dashes, each with a capital."""
TITLE_LINE = 80
"""No line of a title page over another has more characters."""
PARAGRAPH = 200
"""A block of so many characters is a paragraph: no heading, signature or line of verse."""
LONG = 40
"""A block of fewer characters may be a heading, a signature or an address."""


def goes_on(
    before: str, after: str, text: str, lang: str, *, page_ends: bool = False
) -> tuple[Confidence, str] | None:
    """Say how surely the sentence that ends one block goes on in the next, and why.

    A small letter after an unfinished sentence is sure. A capital is likely a name when the block
    before ends in a comma or a word that needs another, or when the text writes the capital in
    mid-sentence elsewhere. A word that the text otherwise writes small, and never so, has its
    capital from a sentence that begins: then it is doubtful, unless a page is known to end there
    (``page_ends``). A sentence that ended says nothing, save a question or a colon there with a
    small letter behind it.
    """
    before = CALLS.sub("", before)
    if within_bracket(before, after):
        return Confidence.LIKELY, "a bracket is open"
    if page_ends and ASKED.search(before) and SMALL.match(after) and len(before) > LONG:
        return Confidence.LIKELY, "a small letter behind what ends no sentence surely"
    if SEMICOLON.search(before) and SMALL.match(after) and len(before) > LONG:
        return Confidence.LIKELY, "a small letter after a semicolon"
    if needs_more(before, after):
        return Confidence.LIKELY, "no sentence ends in an abbreviation that needs more"
    if why := _goes_on_behind_letters(before, after, text, lang):
        return Confidence.LIKELY, why
    if FINISHED.search(before) or ARGUMENT.match(before) or _stands_alone(before, after):
        return None
    if begins_within(after):
        if MAIL.fullmatch(after):
            return Confidence.DOUBTFUL, "the sentence goes on, but with an address on its own"
        return Confidence.SURE, "the sentence goes on"
    if CASELESS.match(after):
        return _caseless_goes_on(before, after, LONG if page_ends else PARAGRAPH)
    last, first = LAST.search(before), FIRST.match(after)
    named = NAMED_LAST.search(before)
    why = _unfinished(last["word"], last["comma"], lang) if last and not named else ""
    short = len(before) < LONG and not (page_ends and why and last and not last["comma"])
    if not last or short or len(after.strip()) < LONG // 2:
        return None
    if first and not last["comma"] and _together(last["word"], first["word"], text):
        return Confidence.LIKELY, f"the text has “{last['word']} {first['word']}” elsewhere"
    speech = last["comma"] and after[:1] in "“‘\"'«„"
    begins = first and not speech and _mostly_small(first["word"], text)
    if page_ends and first and _breaks_off(before, first["word"], lang):
        return Confidence.LIKELY, why or "a long paragraph has no stop at the page's end"
    if first and begins and not (why and _is_a_name(before, first["word"], text, lang)):
        doubt = f"but the text writes “{first['word'].lower()}” small"
        return (Confidence.DOUBTFUL, f"{why}, {doubt}") if why else None
    if why:
        return Confidence.LIKELY, why
    if first and _capitals(text)[first["word"]]:
        return Confidence.LIKELY, f"the text writes “{first['word']}” in mid-sentence"
    if FIGURE.match(after):
        return Confidence.LIKELY, "the block before ends in mid-sentence"
    return _name_goes_on(before, first["word"], text, lang) if first else None


def lacks_a_word(before: str, lang: str) -> bool:
    """Say whether a block ends in a word that hardly ever ends a sentence: the, of, and.

    >>> lacks_a_word("in the cities and the", "en"), lacks_a_word("in the cities", "en")
    (True, False)
    """
    last = LAST.search(before)
    return bool(last and not last["comma"] and _unfinished(last["word"], "", lang))


def is_byline(before: str, after: str) -> bool:
    """Say whether a block is a line of a title page that begins small, under another line of it.

    >>> is_byline("Bread and Salt", "by P. Kropotkin"), is_byline("He came by the road", "by then")
    (True, False)
    """
    return len(before) < TITLE_LINE and bool(BYLINE.match(after.strip()))


def _stands_alone(before: str, after: str) -> bool:
    """Say whether what follows is a line of its own: of a title page, or a number."""
    return is_byline(before, after) or bool(ALONE.match(after))


def begins_within(after: str) -> bool:
    """Say whether a block begins in mid-sentence: with a small letter, a dash, a comma."""
    return bool(SMALL.match(after) or DASHED.match(after))


def ends_sentence(before: str, after: str) -> bool:
    """Say whether a block ends a sentence; one that breaks off goes on with a small letter.

    >>> ends_sentence("to own the lakes …", "Then they"), ends_sentence("the lakes …", "then they")
    (True, False)
    """
    within = begins_within(after) and BREAKS_OFF.search(before)
    return bool(FINISHED.search(before)) and not within


def _goes_on_behind_letters(before: str, after: str, text: str, lang: str) -> str:
    """Say why the full stop of a letter ends no sentence: in the third century B.C. | there.

    Behind an initial stands a name, a word that the text never writes small: written by G. | Lewes.
    A figure (Napoleon I.) and the letter of a plate or a section are none.
    """
    first = FIRST.match(after)
    if len(before) <= LONG:
        return ""
    if LETTERS.search(before) and SMALL.match(after):
        return "a small letter behind an abbreviation"
    if not first or not first["word"].istitle() or not INITIAL.search(before):
        return ""
    small = count_words(text)[first["word"].casefold()] > _all_capitals(text)[first["word"]]
    common = small or zipf(first["word"], lang) >= COMMON
    return "" if common else "a name behind an initial"


def _caseless_goes_on(before: str, after: str, least: int) -> tuple[Confidence, str] | None:
    """Say that a sentence goes on where no letter is small or capital: only its stop tells.

    A block of fewer columns than ``least`` may be a heading, and one of several lines verse.
    """
    rest = columns(after.strip()) >= LONG // 2 or FINISHED.search(after)
    if columns(before) < least or "\n" in before.strip() or not rest:
        return None
    return Confidence.LIKELY, "the sentence before has no stop"


def _name_goes_on(before: str, first: str, text: str, lang: str) -> tuple[Confidence, str] | None:
    """Say that a name follows: the text never writes the word small.

    A block of several lines may be verse without stops. Where every noun has its capital, a
    capital is no sign of a sentence that begins.
    """
    if len(before) < PARAGRAPH or "\n" in before.strip():
        return None
    if count_words(text)[first.casefold()] <= _all_capitals(text)[first]:
        nouns = lang.partition("-")[0] in CAPITAL_NOUNS and before[-1:].isalpha()
        sure = Confidence.LIKELY if nouns else Confidence.DOUBTFUL
        return sure, f"the text never writes “{first}” small"
    return None


def _together(last: str, first: str, text: str) -> bool:
    """Say whether the text has two words with capitals side by side: Federal Reserve."""
    return last.istitle() and first.istitle() and bool(
        re.search(rf"(?<!\w){last} {first}(?!\w)", text)
    )  # fmt: skip


def _unfinished(last: str, comma: str, lang: str) -> str:
    """Say why a block that ends in this word or mark does not end its sentence."""
    if comma:
        return "the block before ends in a comma or dash"
    word = last.islower() or (last.istitle() and len(last) > 1)
    if (word and zipf(last, lang) >= FUNCTION_WORD) or last in PARTICLES:
        return f"no sentence ends in “{last}”"
    return ""


def _is_a_name(before: str, first: str, text: str, lang: str) -> bool:
    """Say whether a word behind an unfinished paragraph may be a name's, though often small.

    The text has it with a capital in mid-sentence too (Communist); the commonest words, which
    open most sentences, are in titles alone.
    """
    common = zipf(first, lang) >= FUNCTION_WORD
    return len(before) >= PARAGRAPH and not common and _capitals(text)[first] > 0


def _breaks_off(before: str, first: str, lang: str) -> bool:
    """Say whether a paragraph is too long to be a heading and has no stop; the next word is rare.

    One of the commonest words opens most sentences: there the stop may be lost.
    """
    whole = before.rstrip("*_ ")[-1:].isalpha() or before.endswith(",")
    prose = len(before) >= PARAGRAPH and "\n" not in before.strip()
    return whole and prose and zipf(first, lang) < FUNCTION_WORD


def _mostly_small(word: str, text: str) -> bool:
    """Say whether the text writes a word small, and hardly ever with a capital in mid-sentence.

    A letter alone is no word: ``I``, and the ``U`` of a country's name.
    """
    if len(word) == 1:
        return False
    small = count_words(text)[word.casefold()]
    return _capitals(text)[word] * SELDOM < small - _all_capitals(text)[word]


@lru_cache(maxsize=2)
def _capitals(text: str) -> Counter[str]:
    """Count the words that begin with a capital in mid-sentence."""
    return Counter(match["word"] for match in MID_SENTENCE.finditer(text))


@lru_cache(maxsize=2)
def _all_capitals(text: str) -> Counter[str]:
    return Counter(match[0] for match in CAPITALISED.finditer(text))
