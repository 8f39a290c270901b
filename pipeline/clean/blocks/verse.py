"""Verse that its printed lines alone show."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import LEADER, contents
from pipeline.clean.facts.printed import Line, mode_of, printed_lines
from pipeline.clean.facts.seam import CUT_WORD, FINISHED
from pipeline.clean.paragraphs.lines import STRUCTURE
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.report import Confidence

CAPITAL = re.compile(rf"[\[(“‘\"'«„»—–*_-]*(?:[{UPPER}]|\.\.\.|…)")
CLOSING = "”’\"'»)]*_ "
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
NUMBERED = re.compile(r"[\[(]?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)\]]\s", re.IGNORECASE)
PROSE = re.compile(r"[^\n]{400}")
"""A paragraph that is one line: what has several lines is verse, an address or a list."""
ENDS = ".!?"
WIDEST = 0.82
"""A verse ends well before the measure, as a share of it."""
LONGEST = 70
"""Where no measure is known, no verse has more characters."""
RUNS_ON = ("", ",", ";")
"""A verse whose sentence goes on in the next ends so."""
LONG_WORD = 5
SHORTEST = 2
"""A verse has so many words or more."""
FEWEST, CERTAIN = 3, 4
"""So few verses may be chance; so many are none, if a sentence runs on over them."""
SET_IN = 3
"""Spaces by which verse stands further in than the text."""
SMALL_SHARE = 0.55
"""So many words of a poem are written small; of names, titles and addresses, few are."""
USUAL_WORDS = 3.5, 12.0
"""Verses have so many words on the average."""
STOPPED, RARELY_STOPPED = 0.45, 0.25
"""So many verses end in a mark; the lines of an address or a list have none.

Fewer do where they rhyme or are set in, and only their first words have a capital."""
MOSTLY_SMALL = 0.7
RUN_ON = 0.2
"""So many verses do not end their sentence; the lines of a dialogue do."""
ALIKE = {",": 0.85}
USUALLY_ALIKE = 0.75
"""More that end in one mark are an enumeration: ``bread;``, ``land;``; a comma ends many verses."""


def mark_verse(source: Source) -> Iterator[Edit]:
    r"""Mark as verse lines that stop well before the measure and each open with a capital.

    Prose breaks a line where it is full, so that three lines in a row that end early and go on
    with a capital are no paragraph. A dialogue, an address, a list and a title page have such
    lines too: but theirs end their sentences, or end in no mark at all, or hold hardly any word
    written small. Verse is written as Markdown's line block, a bar before each line.

    >>> prose = "whilst speaking of the abolition of the rule of capital they wish to\n" * 9
    >>> verse = "O, let them cry. To them that never strove,\nThe truth that lies behind a word\n"
    >>> verse += "Was not given, and they shall go\nBlind among the blind.\n"
    >>> print(fix(mark_verse, prose + verse + prose)[len(prose):-len(prose)])
    <BLANKLINE>
    | O, let them cry. To them that never strove,
    | The truth that lies behind a word
    | Was not given, and they shall go
    | Blind among the blind.
    <BLANKLINE>
    <BLANKLINE>

    An address and a dialogue stay as they are:

    >>> lines = "Freedom Press\n84b Whitechapel High Street\nLondon\nEngland\n"
    >>> lines += "“Who goes there?” he asked.\nNobody answered him.\n“Speak!” he said.\nIt was I.\n"
    >>> fix(mark_verse, prose + lines + prose).count("| ")
    0
    """
    text = source.text
    wrapped = is_wrapped(text)
    if not wrapped and not PROSE.search(text):
        return
    found = contents(text)
    lines = printed_lines(text, found[1] if found else 0)
    usual = Counter(line.indent for line in lines if line.share > WIDEST).most_common(1)
    margin = usual[0][0] if usual else 0
    parted = mode_of(text) == "blank"
    at = 0
    while at < len(lines):
        at += wrapped and _ends_paragraph(lines, at)
        end = at
        while end < len(lines) and _fits(lines, at, end, apart=wrapped):
            end += 1
        run = _trimmed(lines[at:end], margin)
        first = lines.index(run[0], at) if run else at
        behind = lines[first + len(run) : first + len(run) + 1]
        own = parted and all(line.gap.count("\n") > 1 for line in (*run[:1], *behind))
        sure = _verdict(run, own or all(line.indent - margin >= SET_IN for line in run))
        if sure:
            yield from _mark(text, lines, first, first + len(run), sure)
        at = max(end, at + 1)


def _fits(lines: Sequence[Line], at: int, here: int, *, apart: bool) -> bool:
    """Say whether a line may be the next verse of those that begin at a place.

    Where an extractor keeps no printed lines but these, a blank line ends them (not ``apart``).
    """
    line = lines[here]
    wide = line.share > WIDEST if apart else len(line.text) > LONGEST
    if wide or not CAPITAL.match(line.text) or len(_words(line)) < SHORTEST:
        return False
    if STRUCTURE.match(line.text) or LEADER.match(line.text) or NUMBERED.match(line.text):
        return False
    if line.text.startswith((">", "<sup>")) or "http" in line.text or line.text.startswith("**"):
        return False
    if here == at:
        return True
    blank = line.gap.count("\n") - 1
    if not apart:
        return line.gap.count("\n") == 1 and not line.gap.startswith("  ")
    if "\f" in line.gap:
        on = lines[here + 1 : here + 2]
        more = here - at >= FEWEST and all(CAPITAL.match(other.text) for other in on)
        return more or _stop(lines[here - 1]) in RUNS_ON
    return blank < 1 or (blank < 3 and here - at >= FEWEST - 1)


def _stop(line: Line) -> str:
    """Give the mark that a line ends in, behind quotation marks; nothing if it ends in a word."""
    bare = line.text.rstrip(CLOSING)
    return "" if bare[-1:].isalnum() else bare[-1:]


def _words(line: Line) -> list[str]:
    return WORD.findall(line.text)


def _ends_paragraph(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line is the last of a paragraph: the line before is full, and goes on."""
    before = lines[at - 1] if at and lines[at].joined else None
    full = before and before.share > WIDEST and not FINISHED.search(before.text)
    return bool(full) and bool(_stop(lines[at])) and _stop(lines[at]) in ENDS


def _trimmed(run: Sequence[Line], margin: int) -> Sequence[Line]:
    """Leave out what stands over verse or under it: a line that announces text, or a title.

    So is one that is not set in, where the others are.
    """
    inner = max((line.indent for line in run), default=0) - margin >= SET_IN
    while run and (
        _stop(run[0]) == ":" or (not _stop(run[0]) and _small(run[:1]) < SMALL_SHARE)
        or (inner and run[0].indent - margin < SET_IN)
    ):  # fmt: skip
        run = run[1:]
    while run and (_stop(run[-1]) == ":" or (inner and run[-1].indent - margin < SET_IN)):
        run = run[:-1]
    return run


def _rhymes(run: Sequence[Line]) -> frozenset[str]:
    """List the rhymes of verses close by: three letters, or two of a short word."""
    ends = [_words(line)[-1].casefold() for line in run]
    pairs = [pair for far in (1, 2, 3) for pair in zip(ends, ends[far:], strict=False)]
    return frozenset(
        one[-size:] for one, two in pairs
        for size in [2 if min(len(one), len(two)) < LONG_WORD else 3]
        if one != two and one[-size:] == two[-size:]
    )  # fmt: skip


def _least_stopped(run: Sequence[Line], rhymes: frozenset[str], *, set_in: bool) -> float:
    """Give the share of lines that must end in a mark; of many that rhyme in pairs, none must."""
    if len(run) < CERTAIN or _small(run) < MOSTLY_SMALL or not (set_in or rhymes):
        return STOPPED
    return 0.0 if len(rhymes) * 4 >= len(run) and len(rhymes) > 1 else RARELY_STOPPED


def _small(run: Sequence[Line]) -> float:
    words = [word for line in run for word in _words(line)]
    return sum(1 for word in words if word.islower()) / max(len(words), 1)


def _verdict(run: Sequence[Line], set_in: bool) -> Confidence | None:
    """Say how surely lines are verse; two that rhyme, or are set in, and are one sentence, may be.

    What rhymes is no enumeration. ``set_in`` is also what has a block of its own where blank lines
    part paragraphs: their first lines are full.
    """
    couplet = len(run) == FEWEST - 1 and _stop(run[0]) in RUNS_ON and _stop(run[1]) in ENDS
    if not (couplet or len(run) >= FEWEST) or _small(run) < SMALL_SHARE:
        return None
    if any(CUT_WORD.search(line.text) for line in run):  # no poet breaks a word there
        return None
    words = sum(len(_words(line)) for line in run) / len(run)
    if not USUAL_WORDS[0] <= words <= USUAL_WORDS[1]:
        return None
    marks = Counter(_stop(line) for line in run)
    stopped = len(run) - marks[""]
    run_on = sum(count for mark, count in marks.items() if not mark or mark not in ENDS)
    figures = sum(1 for line in run if any(c.isdigit() for c in line.text))
    rhymes = _rhymes(run)
    least = _least_stopped(run, rhymes, set_in=set_in)
    if stopped < least * len(run) or run_on < RUN_ON * len(run) or figures > 0.2 * len(run):
        return None
    mark, often = marks.most_common(1)[0]
    if mark and often > ALIKE.get(mark, USUALLY_ALIKE) * len(run):
        return None
    if couplet or rhymes:
        return Confidence.LIKELY if set_in or rhymes else None
    broken = sum(1 for one in run[:-1] if not _stop(one) or _stop(one) == ",")
    if len(run) >= CERTAIN and broken and (set_in or broken > 1):
        return Confidence.LIKELY
    return Confidence.LIKELY if set_in and broken > 1 else Confidence.DOUBTFUL


def _mark(text: str, lines: Sequence[Line], at: int, end: int, sure: Confidence) -> Iterator[Edit]:
    why = "lines that end early, each with a capital"
    alone = _single(lines[at:end])
    for here in range(at, end):
        line = lines[here]
        blank = line.gap.count("\n") > 1 and here - at not in alone
        if here > at and here - at in alone and line.gap.strip(" \n") == "\f":
            yield Edit(line.start - len(line.gap), line.start, "\n\f| ", sure, why)
        elif "\f" in line.gap or not line.gap.strip(" \t") or not here:
            yield Edit(line.start - line.indent, line.start, "| ", sure, why)
        else:
            lead = "\n\n| " if blank or here == at else "\n| "
            yield Edit(line.start - len(line.gap), line.start, lead, sure, why)
    if end < len(lines) and lines[end].gap.count("\n") == 1 and "\f" not in lines[end].gap:
        yield Edit(lines[end - 1].end, lines[end - 1].end, "\n", sure, why)


def _single(run: Sequence[Line]) -> frozenset[int]:
    """Give the verses that must not open a stanza, since it would have one verse only."""
    opens = [0, *(i for i, line in enumerate(run) if i and line.gap.count("\n") > 1), len(run)]
    lone = {one for one, two in pairwise(opens) if two - one == 1}
    behind = {two for one, two in pairwise(opens) if two - one == 1}
    return frozenset(lone | behind)
