"""Raised characters that an extractor set as mathematics: ``$^{1}$``, ``\\(19^{th}\\)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

SIGNS = {r"\dagger": "†", r"\ddagger": "‡", r"\S": "§", r"\P": "¶", r"\ast": "*", "*": "*"}
RAISED = (
    r"\s*(?:\{\s*\})?\s*\^\s*\{?\s*(?:\\(?:text|mathrm|mathbf|textbf|rm)\s*\{?\s*)?"
    r"(?P<what>\d{1,4}|st|nd|rd|th|\\dagger|\\ddagger|\\ast|\\S|\\P|[*†‡§¶])\s*\}{0,2}\s*"
)
MATH = tuple(
    re.compile(rf"{before}(?P<number>\d{{1,3}})?{RAISED}{behind}")
    for before, behind in ((r"(?<![\\$])\$", r"\$(?!\d)"), (r"\\\(", r"\\\)"))
)
ENDINGS = ("st", "nd", "rd", "th")


def raise_mathematics(source: Source) -> Iterator[Edit]:
    r"""Write as raised characters the note marks and endings that were set as mathematics.

    Models that read pages write everything raised as a formula. A formula that has nothing but
    a raised number, sign or an ordinal's ending is none.

    >>> from pipeline.clean.edit import fix
    >>> fix(raise_mathematics, r"the State.$^ {1}$ In the 19$^{th}$ and \(20^{th}\) so\(^{12}\)")
    'the State.<sup>1</sup> In the 19<sup>th</sup> and 20<sup>th</sup> so<sup>12</sup>'

    A power stays, and so does money:

    >>> fix(raise_mathematics, r"10$^{5}$ men, $x^{2}$, \(a^2\), \(10^2\), from $5 to $6")
    '10$^{5}$ men, $x^{2}$, \\(a^2\\), \\(10^2\\), from $5 to $6'
    """
    for pattern in MATH:
        for match in pattern.finditer(source.text):
            what = match["what"]
            power = match["number"] or source.text[match.start() - 1 : match.start()].isdigit()
            if what.isdigit() and power:
                continue
            if what in ENDINGS and not power:
                continue
            after = f"{match['number'] or ''}<sup>{SIGNS.get(what, what)}</sup>"
            yield Edit(*match.span(), after, Confidence.SURE, "raised, and no formula")
