"""Headings that nothing marks but their dress: bold, capitals, or the day of a diary."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline import dates
from pipeline.clean.divisions.series import APART, FEWEST
from pipeline.clean.divisions.titled import is_titled
from pipeline.clean.edit import Edit
from pipeline.clean.facts.dress import undressed
from pipeline.clean.facts.headed import (
    HEADING,
    PROSE,
    STOPPED,
    behind_contents,
    may_head,
    outdented,
    parted,
)
from pipeline.clean.facts.layout import Block
from pipeline.letters import LOWER, UPPER
from pipeline.model import Source
from pipeline.report import Confidence

BOLD = re.compile(r"(?P<words>(?:(?P<mark>\*\*|__)[^*_\n]{1,90}(?P=mark)[ ]?){1,15})$")
CAPITALS = re.compile(rf"(?P<words>[^{LOWER}\n#*_<>|]*[{UPPER}]{{3}}[^{LOWER}\n#*_<>|]*)$")
WEEKDAYS = "mon|tues|wednes|thurs|fri|satur|sun"
MONTHS = "|".join(dates.MONTHS["en"].split())
ORDER = r"(?:st|nd|rd|th)?"
DAY = re.compile(
    rf"[*_]{{0,3}}(?P<words>(?:(?:{WEEKDAYS})day,?[ ]?)?"
    rf"(?:(?:the[ ])?\d{{1,2}}{ORDER}(?:[ ]of)?[ ](?:{MONTHS})\b\.?|"
    rf"(?:{MONTHS})\b\.?[ ]\d{{1,2}}{ORDER})(?:,?[ ](?:1[5-9]|20)\d\d)?)\.?[*_]{{0,3}}$",
    re.IGNORECASE,
)
FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "capitals": (CAPITALS, "it stands in capitals over a paragraph, as others do"),
    "bold": (BOLD, "it stands in bold over a paragraph, as others do"),
    "day": (DAY, "it names a day over a paragraph, as others do"),
}
LONGEST = 100
OWN = 0.7
"""Such a share of the lines in one dress must be able to be headings."""
AGAIN = 0.2
"""A larger share of lines that come again names who speaks, not what follows."""


def mark_lone_headings(source: Source) -> Iterator[Edit]:
    r"""Mark as headings the lines in bold, in capitals, or of a diary's days that stand over text.

    Three at least of one dress must stand alone, each behind a sentence that ended and over a
    paragraph, with text between them; and most lines of that dress must. None ends as a sentence
    does, and hardly any comes again: questions and names of speakers are no headings.

    >>> text = "The towns had done it long before the State came. " * 9
    >>> heads = ["**Of Bread**", "**Of Land**", "**Of War**"]
    >>> book = "# T\n\n1906\n\n" + "".join(f"{head}\n\n{text}\n\n" for head in heads)
    >>> [line for line in fix(mark_lone_headings, book).split("\n") if line.startswith("##")]
    ['## Of Bread', '## Of Land', '## Of War']

    Questions stay, and so do the names of speakers:

    >>> asked = book.replace("Bread**", "Bread?**").replace("Land**", "Land?**")
    >>> fix(mark_lone_headings, asked) == asked
    True
    >>> spoken = book.replace("Of Bread", "Baker").replace("Of Land", "Baker")
    >>> fix(mark_lone_headings, spoken) == spoken
    True
    """
    found, levels = behind_contents(source.text)
    dressed = {name: _dressed(found, form) for name, (form, _) in FORMS.items()}
    heads = frozenset(found[at].start for own in dressed.values() for at in own)
    heads |= {one.start for one, two in pairwise(found) if is_titled(one.text) and _is_prose(two)}
    deepest = max(levels, default=1)
    taken: set[int] = set()
    for name, (form, why) in FORMS.items():
        own = _own(found, [at for at in dressed[name] if at not in taken], form, heads)
        taken.update(own)
        deepest = min(deepest + bool(own), 6)
        for at in own:
            yield from _mark(source.text, found[at], "#" * deepest, why)


def _is_prose(block: Block) -> bool:
    return len(block.text) >= PROSE


def _dressed(found: Sequence[Block], form: re.Pattern[str]) -> list[int]:
    """List the blocks in a dress, from the first that stands right over the text on."""
    prose = next((at for at, block in enumerate(found) if len(block.text) > PROSE), 0)
    lines = [
        at for at, block in enumerate(found)
        if len(block.text) <= LONGEST and form.match(block.text)
    ]  # fmt: skip
    return [at for at in lines if at >= prose - 2]


def _own(
    found: Sequence[Block], lines: Sequence[int], form: re.Pattern[str], heads: frozenset[int]
) -> list[int]:
    own = [at for at in lines if _is_head(found, at, form, heads)]
    words = [found[at].text.casefold() for at in own]
    again = len(words) - len(set(words))
    if len(own) < FEWEST or len(own) < OWN * len(lines) or again > AGAIN * len(words):
        return []
    return own if all(found[b].start - found[a].end >= APART for a, b in pairwise(own)) else []


def _is_head(found: Sequence[Block], at: int, form: re.Pattern[str], heads: frozenset[int]) -> bool:
    match = form.match(found[at].text)
    words = undressed(match["words"]) if match else ""
    over = found[at + 1].text if at + 1 < len(found) else ""
    stopped = HEADING.match(over) if form is DAY else STOPPED.search(words)
    return bool(words) and not stopped and may_head(found, at, heads)


def _mark(text: str, block: Block, level: str, why: str) -> Iterator[Edit]:
    end, gap = parted(text, block.end)
    words = undressed(block.text)
    start = outdented(text, block.start)
    yield Edit(start, end, f"{level} {words}{gap}", Confidence.LIKELY, why)
