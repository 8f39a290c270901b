"""Words that an extractor spaced out round a ligature, and spaces between words that it lost."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.spelling.completions import CORE, Lexicon, free_tokens, lexicon_of
from pipeline.letters import LOWER
from pipeline.model import Origin, Source
from pipeline.report import Confidence, Finding

LIGATURE_AT_SPACE = re.compile(r"(?<=f[fil])[ ]|[ ](?=f[fil])")
DOUBLES = ("ff", "fi", "fl")
RARE, HABITUAL = 1e-6, 2e-5
"""Shares below which a part is no word; and where the text has shown that it spaces words out."""
LISTED, TIMES = 1e-7, 3
HABIT = 5
"""So many words spaced out are the extractor's habit."""


def close_up_ligatures(source: Source) -> Iterator[Edit]:
    """Close up a word that an extractor spaced out round its ligature: "in fl ammation".

    The joined word is in the word list and a part of it is not; two words that are both words
    are left alone.

    >>> fix(close_up_ligatures, "in fl ammation, di ff erent, the fi eld, e ffi cient and o ff")
    'inflammation, different, the field, efficient and off'
    >>> fix(close_up_ligatures, "confl ict, di fferent and the infl uence")
    'conflict, different and the influence'
    >>> fix(close_up_ligatures, "staff if he takes off we sell off ice, a flat")
    'staff if he takes off we sell off ice, a flat'
    """
    gaps = {match.start() for match in LIGATURE_AT_SPACE.finditer(source.text)}
    if not gaps:
        return
    lexicon = lexicon_of(source.text, source.lang)
    if not lexicon.listed:
        return
    tokens = list(free_tokens(source.text))
    found = list(_gaps_closed(source.text, tokens, gaps, lexicon, RARE))
    if len(found) >= HABIT:
        found = list(_gaps_closed(source.text, tokens, gaps, lexicon, HABITUAL))
    yield from found


def _gaps_closed(
    text: str, tokens: list[re.Match[str]], gaps: set[int], lexicon: Lexicon, rare: float
) -> Iterator[Edit]:
    index = 0
    while index < len(tokens) - 1:
        if tokens[index].end() not in gaps:
            index += 1
            continue
        parts = tokens[index : index + 3]
        length = _spaced(text, parts, lexicon, rare)
        sure = Confidence.SURE
        if not length and rare == HABITUAL:
            length, sure = _unlisted(text, parts, lexicon), Confidence.LIKELY
        for one, two in pairwise(tokens[index : index + length + 1]):
            yield Edit(one.end(), two.start(), "", sure, "the parts are one word")
        index += max(1, length)


def _spaced(text: str, tokens: list[re.Match[str]], lexicon: Lexicon, rare: float) -> int:
    """Give the number of gaps to close between the first tokens: 2, 1 or 0."""
    words = [token[0] for token in tokens]
    touches = words[0].lower().endswith(DOUBLES) or words[1].startswith(DOUBLES)
    if not touches and words[1] not in CORE:
        return 0
    joined = [text[a.end() : b.start()] == " " for a, b in pairwise(tokens)]
    core = len(words) == 3 and joined[1] and words[1] in CORE
    follows = core and _one_word(words[1:], lexicon, rare)
    if core and joined[0] and _one_word(words, lexicon, rare):
        apart = follows and _share(lexicon, words[1:]) > TIMES * _share(lexicon, words)
        return 0 if apart and len(words[0]) == 1 else 2
    if joined[0] and touches and not follows and _one_word(words[:2], lexicon, rare):
        return 1
    return 0


def _unlisted(text: str, tokens: list[re.Match[str]], lexicon: Lexicon) -> int:
    """Give the number of gaps to close in a name: ``Tambo ff``, ``Höff ding``, ``Bu ff onian``."""
    words = [token[0] for token in tokens]
    joined = [text[a.end() : b.start()] == " " for a, b in pairwise(tokens)]
    if not joined[0] or not words[1].islower() or _share(lexicon, words[:1]) > RARE:
        return 0
    if words[1] == "ff":
        return 1
    if words[1] in CORE:
        if len(words) == 3 and joined[1] and _one_word(words[1:], lexicon, HABITUAL):
            return 0
        both = len(words) == 3 and joined[1] and words[2].islower()
        return 2 if both and _share(lexicon, words[2:]) < HABITUAL else 0
    ends = words[0].endswith(CORE) and len(words[0]) > len(CORE[0])
    return int(ends and _share(lexicon, words[1:2]) < HABITUAL)


def _share(lexicon: Lexicon, parts: list[str]) -> float:
    return lexicon.listed.get("".join(parts).lower(), 0.0)


def _one_word(parts: list[str], lexicon: Lexicon, rare: float) -> bool:
    if not all(part.islower() for part in parts[1:]) or (
        not parts[0][1:].islower() and len(parts[0]) > 1
    ):
        return False
    whole = _share(lexicon, parts)
    rarest = min(0.0 if part in CORE else _share(lexicon, [part]) for part in parts)
    return whole > LISTED and rarest < rare and whole > TIMES * rarest


TOGETHER = re.compile(rf"(?<![\w/.@-])[^\W\d_]?[{LOWER}]{{27,}}(?![\w/@-])")
"""So many letters are two words or more; an address has as many."""
FEWEST = 3
"""Fewer may be compounds."""
SHARE = 1 / 3000
"""And so may these, if they are no more of all words."""
SHOWN = 50


def words_run_together(text: str, origin_of: Callable[[int], Origin]) -> list[Finding]:
    r"""Find words that are longer than any, where a text has many.

    Some extractors measure spaces instead of reading them, and lose those of lines set tight.

    >>> lost = "Thepeasantssowedthelandtheyhad, theysowedallofitandthenthemill. "
    >>> words_run_together(lost * 3, lambda at: Origin("", 1))[0].code
    'spaces-lost'

    One long word is a word:

    >>> words_run_together("Antidisestablishmentarianism is a word.", lambda at: Origin("", 1))
    []
    """
    found = list(TOGETHER.finditer(text))
    if len(found) < max(FEWEST, SHARE * len(text.split())):
        return []
    message = (
        f"{len(found)} words are longer than any, such as “{found[0][0][:SHOWN]}”: the extractor"
        " lost the spaces between them. Extract the text anew with another program or setting."
    )
    return [Finding("spaces-lost", message, origin_of(found[0].start()))]
