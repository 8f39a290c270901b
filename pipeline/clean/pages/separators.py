"""The marks that extractors and page models put between the pages of a text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.layout import Block, blocks
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.clean.notes.apparatus import label_of
from pipeline.model import Source
from pipeline.report import Confidence

SURE = re.compile(
    r"^(?:\{\d{1,4}\}-{20,}|--- end of page=\d+ ---|-----File: \S+-----"
    r"|<!-- ?(?:end of )?page ?(?:break|[:=#]? ?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?) ?-->"
    r"|(?:<|&lt;)page_number(?:>|&gt;)[^<>&\n]{0,40}(?:<|&lt;)/page_number(?:>|&gt;)"
    r"(?:[ ]?\|[ ]?Page)?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""Nobody but a program writes such a line."""
COUNTED = re.compile(
    r"^[#*_=\[( \t-]{0,40}(?:page|seite|página|pagina|strona|стр(?:аница|\.))[ ](?P<n>\d{1,4})"
    r"(?:[ ]?(?:of|/|von|sur|de|di|z|из)[ ]?\d{1,4})?[\])*_=:. \t-]{0,40}$",
    re.MULTILINE | re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:(?:-{3,}|\*{3,}|_{3,})[ \t]*\n\s*)?")
"""Two marks with no more than a rule between them are one page's end."""
RULE_ABOVE = re.compile(r"^-{3,}[ \t]*\n\s*\Z", re.MULTILINE)
NEAR = 200
DIGITS = re.compile(r"\d+")
FEWEST = 3
RULE = re.compile(r"-{3,}")
RAISED = re.compile(r"<sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]|\[\^?\d")
RULED = 0.4
"""So many of the rules between pages show that they are."""
STEADY = 0.8
"""So many of the steps from mark to mark lead to the next page."""


def write_page_breaks(source: Source) -> Iterator[Edit]:
    r"""Write every extractor's page separator as a form feed.

    A line that only a program writes is one; a line that says ``Page 12``, as a heading or under
    a page, is one where at least three such count up. Marks that touch each other, a number's tag
    over the next page's heading, are one break.

    >>> fix(write_page_breaks, "one\n\n{1}------------------------------------------------\n\ntwo")
    'one\n\n\x0c\n\ntwo'
    >>> fix(write_page_breaks, "# Page 1\n\none\n\n---\n\n# Page 2\n\ntwo\n\n# Page 3\n\n3")
    '\n\none\n\n\x0c\n\ntwo\n\n\x0c\n\n3'

    A rule is no separator, nor is a heading that counts nothing:

    >>> fix(write_page_breaks, "one\n\n-----\n\n## Page 2\n\ntwo")
    'one\n\n-----\n\n## Page 2\n\ntwo'
    """
    text = source.text
    counted = _counted(text)
    marks = sorted([*SURE.finditer(text), *counted], key=re.Match.start)
    end = 0
    for index, mark in enumerate(marks):
        rule = RULE_ABOVE.search(text, max(0, mark.start() - NEAR), mark.start())
        start = rule.start() if rule and mark in counted else mark.start()
        other = index > 0 and _form(marks[index - 1]) != _form(mark)
        opens = mark in counted and not text[:start].strip()
        again = other and BETWEEN.fullmatch(text, end, mark.start())
        written = "" if again or opens else "\f"
        yield Edit(max(start, end), mark.end(), written, Confidence.SURE, "a page separator")
        end = mark.end()


def _form(mark: re.Match[str]) -> str:
    """Give what marks of one kind have alike: two of a kind end two pages, one of them blank."""
    return DIGITS.sub("", mark[0])


def _counted(text: str) -> Sequence[re.Match[str]]:
    """Find the lines that name the pages one after the other, in a text without form feeds."""
    found = list(COUNTED.finditer(text))
    numbers = [int(match["n"]) for match in found]
    steps = [two - one for one, two in pairwise(numbers)]
    if "\f" in text or len(found) < FEWEST or min(steps) < 1:
        return ()
    return found if steps.count(1) >= STEADY * len(steps) else ()


def write_ruled_pages(source: Source) -> Iterator[Edit]:
    r"""Write as a form feed each rule that a reader drew between two pages.

    Other rules stand over the notes of a page, or part scenes. Between two pages, a rule stands
    behind notes, or cuts a sentence; where three do, all do that no note follows. A rule over
    notes may cut a sentence too, where the rest of a note comes first.

    >>> page = "so it was.<sup>1</sup> And\n\n<sup>1</sup> See.\n\n---\n\n"
    >>> fix(write_ruled_pages, 3 * page + "they").count("\f")
    3

    Rules over the notes stay, and so do rules between scenes:

    >>> over_notes = "so it was.<sup>1</sup>\n\n---\n\n<sup>1</sup> See.\n\n"
    >>> fix(write_ruled_pages, 3 * over_notes).count("\f")
    0
    >>> fix(write_ruled_pages, 4 * "He left.\n\n---\n\nHe came.\n\n").count("\f")
    0
    """
    if "\f" in source.text:
        return
    found = blocks(source.text)
    between: list[Block] = []
    behind_notes = cuts = over_notes = 0
    for before, rule, behind in zip(found, found[1:], found[2:], strict=False):
        if not RULE.fullmatch(rule.text):
            continue
        if label_of(behind.text):
            over_notes += 1
            continue
        between.append(rule)
        behind_notes += bool(RAISED.match(before.text))
        cuts += bool(not FINISHED.search(before.text) and SMALL.match(behind.text))
    proofs = behind_notes if over_notes else behind_notes + cuts
    if proofs >= FEWEST and proofs > RULED * len(between):
        why = f"{proofs} of {len(between)} such rules stand behind notes or cut a sentence"
        for rule in between:
            yield Edit(rule.start, rule.end, "\f", Confidence.LIKELY, why)
