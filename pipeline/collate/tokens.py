"""Words and punctuation one by one, to find a stretch of one text in another."""

import re
from dataclasses import dataclass

from pipeline.collate.words import levelled

TOKEN = re.compile(r"\w+|\n\n+|[^\w\s]")
BLOCK_END = "¶"
PARTS = re.compile(r"(?<=\s)(?=\S)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as a line of tokens: where in it each begins, and where in the text it stands."""

    line: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def tokens_of(text: str) -> Tokens:
    """Write words and punctuation one by one, with a sign where a block ends.

    >>> tokens_of("so.\\n\\nBut — “no”").line
    ' so . ¶ But - " no " '
    """
    found: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length = 0
    for match in TOKEN.finditer(text):
        token = BLOCK_END if match[0].startswith("\n") else levelled(match[0])
        starts.append(length)
        places.append(match.span())
        found.append(token)
        length += len(token) + 1
    return Tokens(f" {' '.join(found)} ", tuple(starts), tuple(places))


def whole_words(left: str, right: str) -> tuple[str, str]:
    """Leave out the part of a word that a cut left at the outer end of each side.

    >>> whole_words("munist party of ", " the whole wor")
    ('party of ', ' the whole ')
    """
    before, after = PARTS.split(left), PARTS.split(right)
    return (
        "".join(before[1:]) if len(before) > 1 else left,
        "".join(after[:-1]) if len(after) > 1 else right,
    )
