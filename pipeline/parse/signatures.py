"""Who signed a text, and where and when: the short lines under its last paragraph."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Blocks, Division, Inlines, Paragraph, Signature, plain

LONGEST = 45
"""A line of a signature is shorter, in characters."""
MOST = 3
"""A signature has no more lines."""
WORD = re.compile(r"[^\W\d_]+")
DATELINE = re.compile(
    r"(?:(?:[^\W\d_]+[ ]){0,2}[^\W\d_]+,[ ])?"
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?[ ][^\W\d_]{3,10}\.?,?[ ]|[^\W\d_]{3,10}\.?[ ](?:\d{1,2},?[ ])?)"
    r"(?:1[5-9]|20)\d\d\.?$"
)
STRANGER = re.compile(
    r"(?!(?:The|An?|Chapter|Part|Book|End)\b)(?:(?:[A-ZÀ-Þ]\.[ ]?)+|[A-ZÀ-Þ][\w’'-]+)(?:[ ]"
    r"(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w’'-]+|de|la|le|van|von|du|di|da))"
    r"{1,3}\.?"
)
"""A name that no title page tells: two words or more, each with a capital."""
PREFATORY = frozenset({"preface", "introduction"})
"""Parts that another than the author may sign, wherever they stand."""
SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


def sign(
    divisions: Sequence[Division], authors: Sequence[str], *, front: bool = False
) -> tuple[Division, ...]:
    """Take the lines under the last paragraph of each division for a signature, where they are one.

    A line is one when it is the author's name as the title page or the colophon has it, in full or
    with initials; a place and a date, or a month and a year, only beside such a name or at the end
    of the whole. A preface may be signed by another, or dated alone; ``front`` says that the
    divisions stand before the text, so that the last of them ends nothing. The paragraph above
    must have ended its sentence, so that nothing is torn off it.
    """
    signed: list[Division] = []
    for index, division in enumerate(divisions):
        last = index == len(divisions) - 1 and not front
        others = division.kind in PREFATORY
        if division.divisions:
            signed.append(replace(division, divisions=sign(division.divisions, authors)))
        else:
            signed.append(
                replace(
                    division,
                    blocks=_signed(division.blocks, authors, last=last or others, others=others),
                )
            )
    return tuple(signed)


def _signed(blocks: Blocks, authors: Sequence[str], *, last: bool, others: bool) -> Blocks:
    lines: list[Inlines] = []
    named = False
    at = len(blocks)
    while at > 1 and len(lines) < MOST:
        block = blocks[at - 1]
        text = _line(block)
        name = any(is_name(text, author) for author in authors)
        name |= others and len(text) <= LONGEST and bool(STRANGER.fullmatch(text))
        if not isinstance(block, Paragraph) or not (name or DATELINE.match(text)):
            break
        lines.insert(0, block.content)
        named |= name
        at -= 1
    above = _line(blocks[at - 1]) if lines else ""
    if not lines or not (named or last) or not SENTENCE.search(above):
        return blocks
    return (*blocks[:at], Signature(tuple(lines)))


def _line(block: object) -> str:
    if not isinstance(block, Paragraph):
        return ""
    return re.sub(r"\s+", " ", plain(block.content)).strip(" *_—–-")


def is_name(line: str, author: str) -> bool:
    """Say whether a line is a person's name, as given elsewhere or with initials.

    >>> is_name("P. Kropotkin.", "Pëtr Kropotkin"), is_name("PETER KROPOTKIN", "Peter Kropotkin")
    (True, True)
    >>> is_name("Kropotkin was right", "Peter Kropotkin"), is_name("Peter", "Peter Kropotkin")
    (False, False)
    """
    words, names = WORD.findall(line.casefold()), WORD.findall(author.casefold())
    if len(line) > LONGEST or len(words) < 2 or len(names) < 2 or words[-1] != names[-1]:
        return False
    return len(words) <= len(names) and all(
        any(name == word or (len(word) == 1 and name[0] == word) for name in names[:-1])
        for word in words[:-1]
    )
