"""Ligatures that fell out of a text, or that another character or a gap stands for."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.words import ZIPF_OF_ALL
from pipeline.clean.spelling.completions import (
    COMMON,
    Completion,
    Lexicon,
    Loss,
    bridge,
    completions,
    free_tokens,
    lexicon_of,
    loss_of,
)
from pipeline.letters import LOWER
from pipeline.model import Source
from pipeline.report import Confidence

Choice = tuple[Completion, Confidence]
BROKEN = re.compile(rf"(?<![\w’'-])(?P<head>[^\W\d_]+)-\n[ \t]*(?P<tail>[{LOWER}]+)(?![\w’'])")
SENTENCE_START = re.compile(r"(?:\A|[.!?:][)”’\"'*_]*\s+|\n[ \t]*\n)[“‘\"'(*_]*\Z")
ROMAN = re.compile(r"(?:x{0,3}(?:ix|iv|v?i{0,3})|[clxv])$")
HYPHEN = re.compile(r"[^\W\d_]- \Z")
NEIGHBOURS = 0.7
"""How much commoner than by chance words that belong together stand beside each other."""
TENFOLD = 1.0
"""How much commoner a word must be than the next that fits: firearm is not, than reaffirm."""
PREFIXES = frozenset({"re", "co", "de", "ne"})
ONE_LETTER = {"o": 4.4}
"""English one-letter tokens that a lost ligature may have left, with what they are worth."""


def restore_ligatures(source: Source) -> Iterator[Edit]:
    r"""Restore the ligatures (ff, fi, fl, ffi, ffl) that fell out of a text's words.

    First the text must show that it lost ligatures: tokens that are no words and become common
    words with one. A sound text is left alone. Then each token is asked once: what can it have
    been, and how much commoner is that than the token itself? Where nearly all ligatures are
    gone, real words (``conned`` for ``confined``) count as damage too if the other is far more
    common; where the two are nearly as common the repair is only proposed.

    >>> text = "Ofce and elds, dierent and innitely benecial, o the coat, nd de-\nned"
    >>> fix(restore_ligatures, text)
    'Office and fields, different and infinitely beneficial, off the coat, find de-\nfined'
    >>> text = "in nitely di erent e orts, speci c con icts of a airs: to nd pro t"
    >>> fix(restore_ligatures, text)
    'infinitely different efforts, specific conflicts of affairs: to find profit'

    Names and odd words in a sound text stay:

    >>> fix(restore_ligatures, "the office of Nally and Rst, in fields of different flax, eld")
    'the office of Nally and Rst, in fields of different flax, eld'
    """
    loss = loss_of(source.text, source.lang)
    if not loss.ligatures:
        return
    lexicon = lexicon_of(source.text, source.lang)
    taken = -1
    for edit in sorted(
        (*_broken(source, loss, lexicon), *_whole(source, loss, lexicon)),
        key=lambda edit: (edit.start, -edit.end),
    ):
        if edit.start > taken:
            taken = edit.end
            yield edit


def _broken(source: Source, loss: Loss, lexicon: Lexicon) -> Iterator[Edit]:
    """Restore words that a line's end breaks: parts of words are no words."""
    for match in BROKEN.finditer(source.text):
        head, tail = match["head"], match["tail"]
        if lexicon.zipf((head + tail).lower()):
            yield Edit(match.start(), match.end(), match[0])
            continue
        choice = _choose(head + tail, source.lang, loss, lexicon)
        if not choice:
            continue
        best, confidence = choice
        inside = best.at < len(head)
        at = match.start() + best.at if inside else match.start("tail") + best.at - len(head)
        yield Edit(at, at, best.ligature, confidence, _why(best))


def _whole(source: Source, loss: Loss, lexicon: Lexicon) -> Iterator[Edit]:
    chosen: dict[str, Choice | None] = {}
    before: re.Match[str] | None = None
    held: Edit | None = None
    for match in free_tokens(source.text):
        token = match[0]
        if token not in chosen:
            chosen[token] = _choose(token, source.lang, loss, lexicon)
        gap = _gap(source.text, before, match) if loss.spaced else None
        edit = (
            _bridged(before[0], token, gap, chosen[token], loss, lexicon)
            if gap and before
            else None
        )
        if not edit:
            if held:
                yield held
            edit = _within(source.text, match, chosen[token], loss, lexicon)
        held, before = edit, match
    if held:
        yield held


def _within(
    text: str, match: re.Match[str], choice: Choice | None, loss: Loss, lexicon: Lexicon
) -> Edit | None:
    """Put a ligature into one token."""
    if choice and _fits(text, match):
        best, confidence = choice
        at = match.start() + best.at
        hyphened = loss.spaced and not best.at and HYPHEN.search(text[max(0, at - 4) : at])
        return Edit(at - 1 if hyphened else at, at, best.ligature, confidence, _why(best))
    return _opening(text, match, lexicon) if "Th" in loss.ligatures else None


def _gap(text: str, before: re.Match[str] | None, match: re.Match[str]) -> tuple[int, int] | None:
    if not before or text[before.end() : match.start()] not in (" ", "  "):
        return None
    return (before.end(), match.start()) if match[0].islower() else None


def _bridged(
    left: str, right: str, gap: tuple[int, int], choice: Choice | None, loss: Loss, lexicon: Lexicon
) -> Edit | None:
    """Put a ligature in the place of the gap between two tokens, if one word is likelier than two.

    Two words stand beside each other by chance as often as the product of their shares says.
    """
    best = bridge(left, right, loss.ligatures, lexicon)
    fused = choice[0].zipf if choice and choice[1] is not Confidence.DOUBTFUL else 0.0
    if not best or (best.zipf < min(COMMON, fused - 1) and lexicon.rank(left.lower()) >= COMMON):
        return None
    two = lexicon.rank(left.lower()) + max(lexicon.rank(right.lower()), fused) - ZIPF_OF_ALL
    if best.zipf < two + NEIGHBOURS:
        return None
    sure = best.zipf >= two + 2.5 and best.zipf > 2
    return Edit(*gap, best.ligature, Confidence.SURE if sure else Confidence.LIKELY, _why(best))


def _why(best: Completion) -> str:
    return f"“{best.word}” is the word, and the text lost its “{best.ligature}”"


def _choose(token: str, lang: str, loss: Loss, lexicon: Lexicon) -> Choice | None:
    """Say what a token was before it lost a ligature, and how surely; None if it is what it is."""
    if not token[1:].islower() and len(token) > 1:
        return None
    lower = token.lower()
    if len(token) == 1:
        if lang[:2] != "en" or not token.islower() or not loss.total or token not in ONE_LETTER:
            return None
    elif ROMAN.match(lower):
        return None
    names = tuple(name for name in loss.ligatures if name != "Th")
    found = completions(token, names, lexicon)
    if not found:
        return None
    best = found[0]
    clear = len(found) == 1 or best.zipf - found[1].zipf >= TENFOLD
    rank = ONE_LETTER.get(lower) or lexicon.rank(lower)
    confidence = _confidence(rank, best.zipf, loss.total, token[0].islower())
    if confidence is None:
        return None
    return best, confidence if clear else Confidence.DOUBTFUL


def _confidence(rank: float, zipf: float, total: bool, small: bool) -> Confidence | None:
    """Weigh a token's frequency against that of the word it may have been.

    In a text that lost all its ligatures every use of the word has become the token: the ratio of
    the two frequencies is the odds.
    """
    gap = zipf - rank
    if rank < 1:
        if zipf < (1.0 if small else 2.5):
            return Confidence.DOUBTFUL
        return Confidence.SURE if zipf >= 2.5 and small else Confidence.LIKELY
    if not total:
        return Confidence.LIKELY if gap >= 2 and rank < 2.6 else None
    if gap >= 2 and small:
        return Confidence.SURE
    if gap >= 0.6:
        return Confidence.LIKELY
    return Confidence.DOUBTFUL if gap >= -0.3 else None


def _fits(text: str, match: re.Match[str]) -> bool:
    """Say whether a short token stands among words: in no formula, and as no prefix."""
    if len(match[0]) > 3:
        return True
    ahead, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
    if re.match(r"[’'.]\w|[=+^<>/]", behind) or ahead in ("=", "/"):
        return False
    if len(match[0]) < 3 and (ahead == "(" or behind[:1] in (")", "]")):
        return False
    return match[0] not in PREFIXES or not behind.startswith("-")


def _opening(text: str, match: re.Match[str], lexicon: Lexicon) -> Edit | None:
    """Restore ``Th`` where a sentence starts with a small letter."""
    token = match[0]
    ahead = text[max(0, match.start() - 8) : match.start()]
    if (
        not token.islower()
        or not SENTENCE_START.search(ahead)
        or lexicon.zipf("th" + token) < COMMON
    ):
        return None
    why = f"a sentence starts with “{token}”, and the text lost its “Th”"
    return Edit(match.start(), match.start(), "Th", Confidence.LIKELY, why)
