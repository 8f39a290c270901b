"""Whether an extractor kept each paragraph's first line, with its indent, and ran on the rest."""

import re
from functools import lru_cache
from itertools import pairwise

from pipeline.clean.facts.dialect import is_wrapped

INDENTED = re.compile(r"[ \t]{2,8}(?=[“‘\"'«„(\[*_—–-]*[^\W_])")
STRUCTURE = re.compile(
    r"\s*(?:#{1,6}[ \t]|\||```|-{3,}[ \t]*$|[-*•·▪◦][ \t]+\S|\d{1,3}[.)][ \t]|>|<sup>)"
)
LONG = 40
"""The first line of a paragraph has more characters."""
FEWEST = 3
"""Fewer indented lines than this show no habit."""
OFTEN = 0.25
"""So large a share of the long lines stands behind a first line; the others open pages."""


@lru_cache(maxsize=4)
def keeps_first_lines(text: str) -> bool:
    """Say whether the text opens its paragraphs with an indented line and runs on the rest."""
    if is_wrapped(text):
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    opened = sum(
        1 for one, two in pairwise(lines)
        if INDENTED.match(one) and len(one) > LONG and not STRUCTURE.match(one)
        and not two[0].isspace()
    )  # fmt: skip
    run_on = sum(len(line) > 2 * LONG and not line[0].isspace() for line in lines)
    return opened >= FEWEST and opened > OFTEN * run_on
