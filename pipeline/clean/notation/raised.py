"""Raised characters that an extractor set as mathematics: ``$^{1}$``, ``\\(19^{th}\\)``."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

SIGNS = {r"\dagger": "†", r"\ddagger": "‡", r"\S": "§", r"\P": "¶", r"\ast": "*", "*": "*"}
RAISED = (
    r"\s*(?P<base>\{\s*\})?\s*\^\s*\{?\s*(?:\\(?:text|mathrm|mathbf|textbf|rm)\s*\{?\s*)?"
    r"(?P<what>\d{1,4}|st|nd|rd|th|er?|[èe]me|re|de|ste|[oaº°]|\\dagger|\\ddagger|\\ast|\\S|\\P|[*†‡§¶])\s*\}{0,2}\s*"
)
MATH = tuple(
    re.compile(rf"{before}(?P<number>\d{{1,3}})?{RAISED}{behind}")
    for before, behind in ((r"(?<![\\$])\$", r"\$(?!\d)"), (r"\\\(", r"\\\)"))
)
UNIT = r"(?<!\b[kcdm]m)(?<!\b(?:ft|in|mi|yd|ha))"
"""What a power stands behind."""
BEHIND = rf"(?:(?<=[^\W\d_]{{2}})|(?<=[.,;:!?”\"’'»)\]*_])){UNIT}"
MARKS = (
    re.compile(
        rf"(?:^|{BEHIND})\^(?:\{{(?P<n>\d{{1,4}})\}}|(?P<m>\d{{1,3}})(?:\^|(?![\w^])))",
        re.MULTILINE,
    ),
    re.compile(r"<sup>\s*(?:\((?P<n>\d{1,4})\)|(?P<m>\d{1,4})\))\s*</sup>"),
)
"""A number raised by carets, ``^{1}``, and one raised with its bracket."""
LABEL = re.compile(r"^[ ]{0,3}\.\.[ ]\[(?P<n>\d{1,4})\](?=[ ])", re.MULTILINE)
MARK = re.compile(r"(?<=\S)[ ]?\[(?P<n>\d{1,4})\]_(?!\w)")
"""A note of reStructuredText, and its mark, ``[1]_``."""


def raise_mathematics(source: Source) -> Iterator[Edit]:
    r"""Write as raised characters the note marks and endings that were set as mathematics.

    Models that read pages write everything raised as a formula. A formula that has nothing but
    a raised number, sign or an ordinal's ending is none. Others write a caret before what is
    raised, or raise a note's bracket with its number.

    >>> fix(raise_mathematics, r"the State.$^ {1}$ In the 19$^{th}$ and \(20^{th}\) so\(^{12}\)")
    'the State.<sup>1</sup> In the 19<sup>th</sup> and 20<sup>th</sup> so<sup>12</sup>'

    >>> fix(raise_mathematics, "so.^{1} And ^2^ it,^3 yes<sup>4)</sup> or [5]_ no\n\n.. [5] So.")
    'so.<sup>1</sup> And ^2^ it,<sup>3</sup> yes<sup>4</sup> or<sup>5</sup> no\n\n<sup>5</sup> So.'

    A power stays, and so does money:

    >>> fix(raise_mathematics, r"10$^{5}$ men, $x^{2}$, \(a^2\), \(10^2\), from $5 to $6")
    '10$^{5}$ men, $x^{2}$, \\(a^2\\), \\(10^2\\), from $5 to $6'
    >>> fix(raise_mathematics, "10^{5} men, x^2, 5 km^2 and [5] or 2)")
    '10^{5} men, x^2, 5 km^2 and [5] or 2)'
    """
    for pattern in MARKS:
        for match in pattern.finditer(source.text):
            written = f"<sup>{match['n'] or match['m']}</sup>"
            yield Edit(*match.span(), written, Confidence.SURE, "raised, as a note's mark is")
    labels = list(LABEL.finditer(source.text))
    named = {label["n"] for label in labels}
    for match in (*labels, *(MARK.finditer(source.text) if labels else ())):
        if match["n"] in named:
            written = f"<sup>{match['n']}</sup>"
            yield Edit(match.start(), match.end(), written, Confidence.SURE, "so a note is written")
    for pattern in MATH:
        for match in pattern.finditer(source.text):
            what = match["what"]
            power = match["number"] or source.text[match.start() - 1 : match.start()].isdigit()
            if what.isdigit() and power and (match["number"] or not match["base"]):
                continue  # 10⁵, but not what stands over nothing
            if what.isalpha() and not power:
                continue
            after = f"{match['number'] or ''}<sup>{SIGNS.get(what, what)}</sup>"
            yield Edit(*match.span(), after, Confidence.SURE, "raised, and no formula")
