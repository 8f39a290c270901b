"""Words that the two witnesses read otherwise: which of the two is the text's."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from pipeline.clean.edit import Edit
from pipeline.clean.facts.words import zipf
from pipeline.collate.align import Part
from pipeline.collate.witness import Other, pairs
from pipeline.collate.words import Stream, letters, plain, words_of
from pipeline.model import Source
from pipeline.report import Confidence

LONGEST = 40
"""More words than that are no other reading but another text."""
ALIKE = 0.5
"""Two readings of one printed word share so many of their letters."""
JUNK = re.compile(r"[\ue000-\uf8ff\ufffd]+")
INLINE = frozenset("\n\f<>*_#|\\")
"""What marks up a text, and must not be lost with the punctuation it stands among."""
DASHES = frozenset("–—―")
"""What no extractor makes up: the text had one, or it has one."""


def settle_readings(source: Source, other: Other) -> Iterator[Edit]:
    """Take the other witness's reading where this one's is no word, and propose it elsewhere.

    A reading that is no word, neither in the word list nor where both witnesses agree, gives way
    to one that is. Of two that differ only in a hyphen or a space, the one that stands in the
    middle of a line is the printed one: at a line's end a hyphen may be the printer's. Where both
    are words, a person decides.
    """
    own, parts = other.collated(source)
    for part in parts:
        if not part.equal and part.a < part.a_end and part.b < part.b_end:
            edit = _reading(own, part, other)
            if edit:
                yield edit
    for i, j in pairs(parts):
        edit = _between(own, i, j, other)
        if edit:
            yield edit


def judge(own: Stream, part: Part, other: Other) -> tuple[Confidence | None, str]:
    """Say how surely the other witness's reading is right, or nothing if ours is; and why."""
    here, there = own.stretch(part.a, part.a_end), other.stream.stretch(part.b, part.b_end)
    mine, theirs = own.source.text[slice(*here)], other.stream.source.text[slice(*there)]
    if letters(mine) == letters(theirs) and mine.casefold() != theirs.casefold():
        return judge_spacing(own, here, other, there)
    if any(char.isdigit() for char in mine + theirs):
        return Confidence.DOUBTFUL, "a number"
    if Levenshtein.normalized_similarity(letters(mine), letters(theirs)) < ALIKE:
        return Confidence.DOUBTFUL, ""
    verdict, why = _by_words(own, part, other)
    agreed = any(form in other.agreed for form in other.stream.forms[part.b : part.b_end])
    if verdict is Confidence.LIKELY and mine[:1].isupper() and own.verbatim(*here) and not agreed:
        return Confidence.DOUBTFUL, f"{why}, but it may be a name"
    return verdict, why


def _by_words(own: Stream, part: Part, other: Other) -> tuple[Confidence | None, str]:
    """Judge two readings by whether their words are words."""
    lang = own.source.lang
    strange = _strange(own.forms[part.a : part.a_end], other, lang)
    theirs = _strange(other.stream.forms[part.b : part.b_end], other, lang)
    if strange and not theirs:
        sound = all(other.sound(form, lang) for form in other.stream.forms[part.b : part.b_end])
        why = f"“{strange}” is no word"
        return (Confidence.LIKELY if sound else Confidence.DOUBTFUL), why
    if theirs and not strange:
        return None, f"“{theirs}” is no word"
    return Confidence.DOUBTFUL, ""


def _strange(forms: Sequence[str], other: Other, lang: str) -> str:
    return next((form for form in forms if not other.known(form, lang)), "")


def _reading(own: Stream, part: Part, other: Other) -> Edit | None:
    if max(part.a_end - part.a, part.b_end - part.b) > LONGEST:
        return None
    start, end = _with_junk(own.source.text, own.stretch(part.a, part.a_end))
    mine = own.source.text[start:end]
    theirs = plain(other.stream.source.text[slice(*other.stream.stretch(part.b, part.b_end))])
    verdict, why = judge(own, part, other)
    if JUNK.search(mine) and not JUNK.search(theirs):
        verdict, why = Confidence.LIKELY, "a character that is none stands here"
    if verdict is None or "\n\n" in mine or "<" in mine:
        return None
    confidence = verdict if other.trusted else Confidence.DOUBTFUL
    evidence = f"{other.at(part.b)}, reads so{': ' + why if why else ''}"
    emends = own.verbatim(start, end) and not INLINE & set(mine)
    return Edit(start, end, with_page(mine, theirs), confidence, evidence, emends)


def _with_junk(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Take in the characters beside a word that stand for what the extractor could not read."""
    behind = JUNK.match(text, span[1])
    return span[0], behind.end() if behind else span[1]


def with_page(mine: str, theirs: str) -> str:
    r"""Keep the end of a page that stands in a reading, behind as many letters.

    >>> with_page("Bor \fdage", "Bordage"), with_page("of the\fmen", "of these men")
    ('Bor\x0cdage', 'of the\x0cse men')
    """
    if "\f" not in mine:
        return theirs
    wanted = len(letters(mine.partition("\f")[0]))
    at = next((n for n in range(len(theirs)) if len(letters(theirs[:n])) >= wanted), len(theirs))
    return f"{theirs[:at]}\f{theirs[at:]}"


def _between(own: Stream, i: int, j: int, other: Other) -> Edit | None:
    """Compare the punctuation between two words that both witnesses have."""
    mine, theirs = own.gap(i), other.stream.gap(j)
    if mine.text == theirs.text or mine.broken or theirs.broken:
        return None
    if mine.punctuation == theirs.punctuation:
        return None
    why = f"{other.at(j)}, has “{plain(theirs.text) or 'nothing'}” here"
    if {plain(mine.text), plain(theirs.text)} <= {"", "-", "‐", "‑"}:
        return _hyphen(own, i, j, other)
    if INLINE & set(mine.text) or INLINE & set(theirs.text):
        return None
    dash = bool(DASHES & set(theirs.text)) and mine.punctuation in ("", "-")
    lost = dash or bool(JUNK.search(mine.text) and not JUNK.search(theirs.text))
    if not theirs.punctuation and DASHES & set(mine.text):
        return None
    confidence = Confidence.LIKELY if lost and other.trusted else Confidence.DOUBTFUL
    head = Prefix.similarity(mine.text, theirs.text)
    tail = Postfix.similarity(mine.text[head:], theirs.text[head:])
    after = theirs.text[head : len(theirs.text) - tail]
    return Edit(mine.start + head, mine.end - tail, after, confidence, why, emends=not dash)


def _hyphen(own: Stream, i: int, j: int, other: Other) -> Edit | None:
    """Compare a hyphen with a space."""
    mine, theirs = own.gap(i), other.stream.gap(j)
    verdict, why = judge(own, Part(False, i - 1, i + 1, j - 1, j + 1), other)
    if verdict is None or INLINE - {"\f"} & set(mine.text):
        return None
    after = with_page(mine.text, theirs.text.replace("\f", "") or " ")
    confidence = verdict if other.trusted else Confidence.DOUBTFUL
    return Edit(mine.start, mine.end, after, confidence, f"{other.at(j)}, reads so: {why}")


Judgement = tuple[Confidence | None, str]
KEPT: Judgement = None, ""
MORE = 0.3
"""By how much, on the Zipf scale, a word must be commoner than the rarer of its pieces."""


def judge_spacing(own: Stream, mine: tuple[int, int], other: Other, theirs: tuple[int, int]) -> (
    Judgement
):  # fmt: skip
    """Say how surely the other's spacing is the printed one, or nothing if ours is; and why.

    A hyphen in the middle of a line was printed; one at a line's end may be the printer's, and an
    extractor that joins the lines drops it either way. So a hyphen that is seen in mid-line holds,
    if what it divides are words. A word without its hyphen or its space holds if it is a word.
    """
    lang = own.source.lang
    here, there = _text(own.source, mine), _text(other.stream.source, theirs)
    seen, seen_there = own.verbatim(*mine), other.stream.verbatim(*theirs)
    strange, strange_there = (_strange(_forms(text), other, lang) for text in (here, there))
    if "-" in there and "-" not in here:
        if not strange_there and seen_there and (not seen or strange):
            return Confidence.LIKELY, "the hyphen stands in the middle of a line there"
        return (None if strange_there else Confidence.DOUBTFUL), ""
    if "-" in here and "-" not in there:
        if seen or (strange_there and " " in there):
            return KEPT
        if strange_there:
            return Confidence.DOUBTFUL, f"but “{strange_there}” is in no word list"
        return Confidence.LIKELY if seen_there else Confidence.DOUBTFUL, "it is a word"
    return _by_space(own, other, here, there)


def _by_space(own: Stream, other: Other, here: str, there: str) -> Judgement:
    """Judge one word against two: what is no word gives way, and a piece that is hardly one."""
    lang = own.source.lang
    strange, strange_there = (_strange(_forms(text), other, lang) for text in (here, there))
    if strange and not strange_there:
        return Confidence.LIKELY, f"“{strange}” is no word"
    if strange_there and not strange:
        return KEPT
    one, two = (_common(text, other, lang) for text in (here, there))
    if len(there.split()) < len(here.split()) and two > one + MORE:
        return Confidence.LIKELY, "it is much commoner so"
    return Confidence.DOUBTFUL, ""


def _common(text: str, other: Other, lang: str) -> float:
    """Give how common the rarest word is; one that both witnesses have elsewhere is common."""
    known = other.agreed
    return min(8.0 if form in known else zipf(form.casefold(), lang) for form in _forms(text))


def _text(source: Source, span: tuple[int, int]) -> str:
    """Give a stretch with every hyphen and every space written in one way."""
    text = source.text[slice(*span)].replace("\u00ad", "")
    for hyphen in "‐‑":
        text = text.replace(hyphen, "-")
    return " ".join(text.replace("\f", "").split())


def _forms(text: str) -> list[str]:
    return [word.form for word in words_of(text)]
