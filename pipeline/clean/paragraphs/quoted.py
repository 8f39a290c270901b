"""The printed lines of a quotation: where its next paragraph opens, and what it is taken from."""

from collections.abc import Sequence

from pipeline.clean.facts.printed import Line
from pipeline.clean.facts.seam import CITATION, FINISHED

QUOTES = "“‘«„\"”'"
CLOSING = frozenset('”"»’]')
LONGEST = 60
"""No paragraph of a quotation has more lines."""


def cites(text: str, one: Line, two: Line, gap: str) -> bool:
    """Say whether a line opens with what the quotation before it is taken from, in brackets."""
    close = "\f" in gap or gap.count("\n") == 1 or CITATION.match(text, two.start)
    return (
        bool(close) and two.text[0] == "[" and one.text[-1] in QUOTES and one.quoted >= two.quoted
    )


def opens_again(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line opens a paragraph with the quotation mark that is open still.

    Each paragraph of a quotation opens with it, and the last one alone closes it.
    """
    before, line = lines[at - 1].text, lines[at].text
    if line[0] != "“" or not FINISHED.search(before) or before[-1] in CLOSING:
        return False
    said = "".join(one.text for one in lines[max(0, at - LONGEST) : at])
    return said.rfind("“") > said.rfind("”")
