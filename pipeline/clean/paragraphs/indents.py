"""Paragraphs of which an extractor kept the first line, with its indent, and ran on the rest."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mode

from pipeline.clean.edit import Edit
from pipeline.clean.facts.first_lines import INDENTED, LONG, STRUCTURE, keeps_first_lines
from pipeline.clean.facts.layout import LEADER, contents
from pipeline.clean.facts.measure import LINE, begin_of
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.letters import space_between
from pipeline.model import Source
from pipeline.report import Confidence

HEAD = 2000
"""A title page has fewer characters."""
FULL = 0.92
"""A line with a smaller share of the line above it ends a paragraph."""
TITLE = 60
"""A heading on one line has fewer characters."""


def part_indented_paragraphs(source: Source) -> Iterator[Edit]:
    r"""Part paragraphs at lines that are indented, and run on those that are not.

    Where most paragraphs open with an indented line and the next line is not, the indent alone
    shows a paragraph: a line without one goes on with the line before it, also over a page.
    Where every printed line was kept, ``unwrap-lines`` knows more.

    >>> one = "    As regards the first of them, it is known to all\n"
    >>> one += "that it was so for many years.\n"
    >>> fix(part_indented_paragraphs, one * 5).count("to all that it was so")
    5
    >>> fix(part_indented_paragraphs, one * 5 + "and over the page.").count("years. and over")
    1

    A few indented lines are verse or a quotation, and no habit:

    >>> text = "He said:\n    so be it\nand left."
    >>> fix(part_indented_paragraphs, text) == text
    True
    """
    if not keeps_first_lines(source.text):
        return
    found = contents(source.text)
    titles = list(_title_lines(source.text, found[0] if found else HEAD))
    yield from titles
    begin = max(found[1] if found else 0, titles[-1].end if titles else 0)
    lines = list(LINE.finditer(source.text, begin))
    for index, line in enumerate(lines):
        indent = INDENTED.match(line[0])
        before = lines[index - 1] if index else None
        gap = source.text[before.end() : line.start()] if before else "\n\n"
        apart = "\f" in gap or gap.count("\n") > 1
        if indent and before and not apart and _goes_on(lines[max(0, index - 2) : index + 1]):
            cut = "\n" if before[0].endswith("-") else " "
            behind = line.start() + indent.end()
            yield Edit(
                before.end(), behind, cut, Confidence.SURE, "it stands as far in, and goes on"
            )
        elif indent and len(line[0]) > LONG:
            start = line.start() if apart else line.start() - 1
            lead = "" if apart else "\n\n"
            yield Edit(
                start, line.start() + indent.end(), lead, Confidence.SURE, "an indented line"
            )
        elif before and not apart and _runs_on(before[0], line[0]):
            space = space_between(source.text, before.end(), line.start())
            yield Edit(
                before.end(), line.start(), space, Confidence.SURE, "a line without an indent"
            )


def _title_lines(text: str, end: int) -> Iterator[Edit]:
    """Part the lines of a title page, which stand in its middle, before the first long line.

    They are indented more than the text's paragraphs.
    """
    opened = [line[0] for line in LINE.finditer(text) if INDENTED.match(line[0])]
    usual = mode(_indent(line) for line in opened if len(line) > LONG)
    for one, two in pairwise(LINE.finditer(text, 0, end)):
        deep = _indent(one[0]) > usual
        if len(one[0]) > 2 * LONG or (len(two[0]) > 2 * LONG and not deep):
            return
        short = len(one[0].strip()) < TITLE and "\f" not in text[one.end() : two.start()]
        centred = _indent(two[0]) > usual if len(two[0].strip()) < TITLE else deep
        if short and centred and text.count("\n", one.end(), two.start()) == 1:
            behind = begin_of(two)
            yield Edit(one.end(), behind, "\n\n", Confidence.LIKELY, "a line of the title page")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _goes_on(lines: Sequence[re.Match[str]]) -> bool:
    """Say whether the last of some lines goes on with the one before it, as far in as that.

    A quotation keeps its printed lines. One that ends a sentence is full, as the line above it.
    """
    *above, one, two = (line[0] for line in lines)
    if _indent(one) != _indent(two) or any(STRUCTURE.match(line) for line in (one, two)):
        return False
    full = all(_indent(line) == _indent(one) and len(one) > FULL * len(line) for line in above)
    return (
        SMALL.match(two.strip()) is not None or not FINISHED.search(one) or (bool(above) and full)
    )


def _runs_on(before: str, line: str) -> bool:
    if any(STRUCTURE.match(text) or LEADER.match(text) for text in (before, line)):
        return False
    if _title(line) or (_title(before) and not INDENTED.match(before)):
        return False
    return not before.endswith(("-", "  ", "\\"))


def _title(line: str) -> bool:
    """Say whether a line may be a heading that the extractor left plain."""
    bare = line.strip("*_ \t")
    return len(bare) < TITLE and bare[:1].isupper() and not re.search(r"[.!?,;:”’\"')]$", bare)
