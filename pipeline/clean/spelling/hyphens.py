"""Words at the ends of printed lines: hyphens to take out, and to put back."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.clean.facts.words import camel_names, count_words, frequencies, known, zipf
from pipeline.clean.spelling.completions import drops_hyphens, is_cut_word
from pipeline.clean.spelling.compounds import (
    breaks_no_word,
    closes_compounds,
    is_loose,
    is_particle,
    joint_before,
    numbers,
    opens_more,
    spaced_breaks,
)
from pipeline.clean.spelling.settle import runs_together, settle_hyphen, writes_closed
from pipeline.letters import LOWER, UPPER
from pipeline.model import Source
from pipeline.report import Confidence

LINE = re.compile(r"[^\n\f]*\S[^\n\f]*")
WORD = re.compile(r"[^\W\d_]{5,}")
REST = re.compile(r"(?:-[^\W\d_]+)+")
INNER_CAPITAL = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")
BEFORE_NAME = re.compile(
    rf"(?<![\w-])(?P<head>[{LOWER}]{{3,7}})(?=(?P<name>[{UPPER}][{LOWER}]{{4,}}))"
)
"""``antiSemitism``, if the text has the name elsewhere."""
NAME = re.compile(rf"(?<!\w)[{UPPER}][{LOWER}]{{4,}}(?!\w)")
NAMES = re.compile(r"(?:Mc|Mac|De|Di|La|Le|Van|Von|Du|Fitz|O)[A-Z]")
DOUBLED = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*-(?=[^\W\d_])")
HYPHENED = re.compile(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)"
    rf"(?P<gap>-_?\*?\n(?:\n+(?=[*_]?[{LOWER}]))?[ \t]*_?\*?|‐ )"
    r"(?P<tail>[^\W\d_]+(?:[’'][^\W\d_]+)*)"
)
CUT = re.compile(
    rf"(?<![^\W\d_])(?<![’'])(?P<head>[^\W\d_]{{2,}})\n(?P<tail>[{LOWER}]{{2,}})(?![^\W_])"
)
GLUED = re.compile(rf"(?P<word>[^\W\d_]{{3,}}[”\"»])(?=[{LOWER}]{{3}})")
SEVERAL = 1.06
"""A line is wider than the measure, as a share of it, where it holds the rest of a word."""
SLACK = 0.09
"""A justified line's natural width differs from the measure by no more, as a share of it."""
PART, RARER_PART = 3.3, 3.0
"""Zipf frequencies from which a part of a compound counts as a word: the second where it is too
long for an ending, and no list has the whole."""
PRODUCTIVE = 11
"""A word that closes so many others may close this one too: jurymen, groupwise."""
ACRONYMS = re.compile(rf"[{UPPER}]{{2,4}}-[{UPPER}]{{2,4}}")
SHORT_WORD = 5
"""No printer breaks a word in capitals of so few letters, and few endings have so many."""
USED = 1e-7
"""A word's share of running text from which it counts as one that people write."""


def restore_hyphens(source: Source) -> Iterator[Edit]:
    r"""Put back the hyphen of a compound that stood at a printed line's end.

    Some extractors take every hyphen at a line's end for the printer's and run the two lines
    together. The place is known: the word lies across the measure of a line that holds two. The
    hyphen is put back when the text writes the compound elsewhere, when a capital stands inside
    the word, or when the whole is no word and both parts are.

    >>> line = "as the men of the towns had done it all of them long before the Sta\n"
    >>> long = "as the men of the towns had done it all of them by the BuffonLamarckian law that"
    >>> text = line * 9 + long + " came to be the one that all of the towns had long been under\n"
    >>> "Buffon-Lamarckian" in fix(restore_hyphens, text)
    True

    A word that is one stays:

    >>> fix(restore_hyphens, text.replace("BuffonLamarckian", "understanding")).count("-")
    0

    A word in quotation marks has its hyphen behind them, where the text writes it so elsewhere:

    >>> said = text.replace("BuffonLamarckian", "“anarcho”capitalist")
    >>> "“anarcho”-cap" in fix(restore_hyphens, said + "\nan “anarcho”-syndicalist")
    True
    >>> fix(restore_hyphens, said) == said
    True

    A small word before a name's capital has a hyphen wherever it stands, and so has a number. No
    more changes where the printed lines are lost, for authors write one word both ways:

    >>> fix(restore_hyphens, "onetenth of the worldtrade, a world-trade")
    'one-tenth of the worldtrade, a world-trade'
    """
    text, lang = source.text, source.lang
    found = list(BEFORE_NAME.finditer(text))
    names = frozenset(NAME.findall(text)) if found else frozenset()
    inner = {m.end("head") for m in found if zipf(m["head"], lang) > PART and m["name"] in names}
    for at in inner:
        yield Edit(at, at, "-", Confidence.LIKELY, "a name's capital stands inside the word")
    for match in numbers(lang).finditer(text):
        at = match.end("head")
        yield Edit(at, at, "-", Confidence.LIKELY, "a number is written with a hyphen")
    if not is_wrapped(text):
        return
    measure = measure_of(text)
    yield from _behind_marks(text)
    for line in LINE.finditer(text):
        if natural_width(line[0]) < SEVERAL * measure:
            continue
        for word in _across(line, measure):
            split, confidence, why = _split(word, text, lang)
            if split and word.start() + split not in inner:
                at = word.start() + split
                yield Edit(at, at, "-", confidence, why)


def _behind_marks(text: str) -> Iterator[Edit]:
    """Run through the words that touch a closing quotation mark, where the text has a hyphen."""
    for match in GLUED.finditer(text):
        if f"{match['word']}-" in text:
            why = f"the text writes “{match['word']}-” elsewhere"
            yield Edit(match.end(), match.end(), "-", Confidence.LIKELY, why)


def _across(line: re.Match[str], measure: int) -> Iterator[re.Match[str]]:
    """Run through the words of a long line that lie where a printed line can have ended."""
    for word in WORD.finditer(line.string, line.start(), line.end()):
        start = natural_width(line.string[line.start() : word.start()]) / measure
        end = natural_width(line.string[line.start() : word.end()]) / measure
        whole = round((start + end) / 2)
        if whole and start - SLACK * whole < whole < end + SLACK * whole:
            yield word


def _split(found: re.Match[str], text: str, lang: str) -> tuple[int, Confidence, str]:
    word, rest = found[0], REST.match(text, found.end())
    more = rest[0] if rest else ""
    inner = INNER_CAPITAL.search(word)
    if inner and not NAMES.match(word[: inner.start() + 1]):
        return _split_at_capital(word, inner.start(), text)
    folded = word.casefold()
    words = count_words(text)
    for at in range(2, len(word) - 1):
        compound = f"{folded[:at]}-{folded[at:]}"
        form = next((form for form in (compound + more.casefold(), compound) if words[form]), "")
        if form and words[form] >= words[folded]:
            return at, Confidence.LIKELY, f"the text writes “{form}” elsewhere"
        if more and at * 2 >= len(word) and joint_before(word[:at], folded[at:], more, lang) == "-":
            return at, Confidence.LIKELY, "a small word in the middle of a compound"
    if words[folded] > 1 or not word.islower() or numbers(lang).fullmatch(word):
        return 0, Confidence.DOUBTFUL, ""
    for at in range(3, len(word) - 1):
        if is_particle(word[:at], word[at:], lang) or is_loose(word[:at], word[at:], lang):
            return at, Confidence.LIKELY, f"“{word[:at]}-{word[at:]}” is written with a hyphen"
    if known(folded, lang):
        best, _ = _best_split(folded, 2, lang)
        if opens_more(words, folded[:best], folded[best:]):
            return best, Confidence.LIKELY, f"the text writes “{folded[:best]}-” before other words"
        together = runs_together(folded[:best], folded[best:], lang)
        why = f"“{folded}” is rare, its parts are common"
        return (best if together else 0), Confidence.LIKELY, why
    return _split_unknown(folded, words, lang)


def _split_unknown(word: str, words: Counter[str], lang: str) -> tuple[int, Confidence, str]:
    """Split what is in no list, where both parts are words that do not close up."""
    best, parts = _best_split(word, 3, lang)
    head, tail = word[:best], word[best:]
    least = RARER_PART if len(tail) >= SHORT_WORD and not zipf(word, lang) else PART
    closed = writes_closed(words, head, lang) or closes_compounds(words, head, tail, lang)
    if parts < least or closed:
        return 0, Confidence.DOUBTFUL, ""
    told = any(w.startswith(f"{head}-") or w.endswith(f"-{tail}") for w in words)
    told = told or runs_together(head, tail, lang)
    often = not told and words_closed_by(tail, lang) >= PRODUCTIVE
    sure = Confidence.DOUBTFUL if often else Confidence.LIKELY
    return best, sure, f"“{word}” is no word, its parts are"


def _split_at_capital(word: str, at: int, text: str) -> tuple[int, Confidence, str]:
    """Split a word before its inner capital, unless the text has the capital in a name.

    It writes ``OpenPGP`` elsewhere: then ``OpenPGPsigned`` was ``OpenPGP-signed``.
    """
    apart = f"{word[:at]}-{word[at:]}"
    if apart in text:
        return at, Confidence.LIKELY, f"the text writes “{apart}” elsewhere"
    names = camel_names(text) - ({word} if text.count(word) == 1 else set())
    own = max((name for name in names if word.startswith(name)), key=len, default="")
    if own and len(own) < len(word):
        return len(own), Confidence.LIKELY, f"the text writes “{own}” elsewhere"
    if any(name.startswith(word[: at + 1]) or name == word for name in names):
        return 0, Confidence.DOUBTFUL, ""
    return at, Confidence.LIKELY, "a capital stands inside the word"


def _best_split(word: str, shortest: int, lang: str) -> tuple[int, float]:
    """Give the place that leaves the commonest parts, and how common the rarer of them is."""
    splits = range(shortest, len(word) - 1)
    best = max(splits, key=lambda at: _rarer_part(word, at, lang), default=0)
    return best, _rarer_part(word, best, lang) if best else 0.0


@lru_cache(maxsize=256)
def words_closed_by(tail: str, lang: str) -> int:
    """Count the language's words that end in this one, as viewpoint and checkpoint do."""
    return sum(
        1 for word, share in frequencies(lang).items()
        if share > USED and word.endswith(tail) and zipf(word[: -len(tail)], lang) > PART
    )  # fmt: skip


def _rarer_part(word: str, at: int, lang: str) -> float:
    return min(zipf(word[:at], lang), zipf(word[at:], lang))


def join_line_hyphens(source: Source) -> Iterator[Edit]:
    r"""Rejoin a word that the printer broke over two lines.

    The text itself is the evidence, then the language's word list: see ``join-pages``. Where no
    line of a long text breaks a word, as in a browser's print, a hyphen is the author's. A hyphen
    that stands for a part to come stays, and so does its space. Portuguese sets the hyphen of a
    compound at the head of the next line too.

    >>> fix(join_line_hyphens, "an exam-\nple; an example")
    'an example; an example'
    >>> fix(join_line_hyphens, "a whale-\nboat; the whale-boat")
    'a whale-boat; the whale-boat'

    A dash at the end of a line is not a hyphen:

    >>> fix(join_line_hyphens, "he said--\nno")
    'he said--\nno'
    """
    if not any(gap in source.text for gap in ("-\n", "-_\n", "- ", "‐ ")):
        return
    for match in DOUBLED.finditer(source.text):
        yield Edit(*match.span(), "-", Confidence.SURE, "the hyphen opens the next line too")
    found = [*HYPHENED.finditer(source.text), *spaced_breaks(source.text, source.lang)]
    unbroken = breaks_no_word(source.text, found, source.lang)
    for match in found:
        start, end = match.span("gap")
        yield Edit(start, end, *_joint(source, match, unbroken))


def _joint(source: Source, match: re.Match[str], unbroken: bool) -> tuple[str, Confidence, str]:
    """Give what stands between the two parts of a broken word, how surely, and why."""
    head, tail, lang = match["head"], match["tail"], source.lang
    behind = source.text[match.end() : match.end() + 2]
    if joint := joint_before(head, tail, behind, lang):
        return joint, Confidence.LIKELY, "the hyphen belongs to a compound"
    if unbroken and not match["gap"].strip("-‐").strip():  # emphasis keeps some from joining
        return "-", Confidence.LIKELY, "no line of this reading breaks a word"
    if _are_acronyms(source, match):
        return "-", Confidence.LIKELY, "two acronyms: no word so short is broken"
    capitals = head.isupper() and tail.isupper() and len(tail) > 1
    if not capitals and head[0].islower() and not tail[0].islower():
        return "-", Confidence.LIKELY, "a capital after the hyphen"
    parts = (head.casefold(), tail.casefold()) if capitals else (head, tail)
    whole, sure, why = settle_hyphen(source.text, *parts, lang)
    return "" if whole and (capitals or tail[0].islower()) else "-", sure, why


def _are_acronyms(source: Source, match: re.Match[str]) -> bool:
    """Say whether a hyphen stands between two acronyms: CNT-FAI. In a line of capitals none are."""
    head, tail = match["head"], match["tail"]
    if not ACRONYMS.fullmatch(f"{head}-{tail}") or source.text.count(head + tail):
        return False
    if len(head + tail) > SHORT_WORD and known((head + tail).casefold(), source.lang):
        return False
    first = source.text.rfind("\n", 0, match.start()) + 1
    last = source.text.find("\n", match.end())
    return any(map(str.islower, source.text[first : last if last >= 0 else len(source.text)]))


def join_cut_words(source: Source) -> Iterator[Edit]:
    r"""Rejoin a word that a line's end cut and whose hyphen the extractor dropped.

    The whole is a word, and far likelier than its two parts side by side.

    >>> fix(join_cut_words, "the influence of environ\nment could be")
    'the influence of environment could be'

    Two words on two lines stay two:

    >>> fix(join_cut_words, "what can be\ncome of it")
    'what can be\ncome of it'
    """
    text, lang = source.text, source.lang
    dropped = drops_hyphens(text)
    for match in CUT.finditer(text):
        if is_cut_word(match["head"], match["tail"], lang, text, dropped=dropped):
            at = match.end("head")
            yield Edit(at, at + 1, "", Confidence.LIKELY, "as one word they are far likelier")
