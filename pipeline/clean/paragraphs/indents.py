"""Paragraphs of which an extractor kept the first line, with its indent, and ran on the rest."""

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.first_lines import INDENTED, LONG, STRUCTURE, keeps_first_lines
from pipeline.clean.facts.layout import LEADER, contents
from pipeline.clean.facts.measure import LINE
from pipeline.clean.facts.seam import FINISHED, SMALL
from pipeline.letters import space_between
from pipeline.model import Source
from pipeline.report import Confidence

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
    lines = list(LINE.finditer(source.text, found[1] if found else 0))
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
