"""Blocks that an extractor ran together where it put one page behind the other."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import WRAP_WIDTH, is_wrapped
from pipeline.clean.facts.first_lines import keeps_first_lines
from pipeline.clean.facts.seam import LONG
from pipeline.model import Source
from pipeline.report import Confidence

SEAM = re.compile(r"(?<=[^\s\f])\n(?=[^\s\f])")
KEPT = re.compile(r"[-+•*][ ]|[|>]|</?[a-z]+[ >](?<!<sup>)|```|\\$\\$|[-*_=]{3,}")
"""What opens an item, a row, a quotation, a tag: the line next to it may be its own."""
ITEM = re.compile(r"\d{1,3}[.)]\s")
STOP = re.compile(r"[.!?…][*_’”\"'»)\]]*$")
RULE = re.compile(r"-{3,}[ \t]*")
HEADING = re.compile(r"#{1,6}\s")
LABEL = re.compile(r"(?:<sup>\d{1,4}</sup>|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})[ ]?\S")


def part_run_together(source: Source) -> Iterator[Edit]:
    r"""Part two blocks that stand on two lines where a block is one line.

    An extractor that reads page by page and joins the pages with a line end leaves the last
    block of a page on the line above the next page's first. A line longer than any that is
    printed is a whole block, and so is a note with its raised number; what stands on the line
    next to it is another.

    >>> page = "the men of the towns had done it all before the State came to be, " * 4
    >>> text = f"{page}and\n\n¹ See there.\n{page}so.\n\n{page}"
    >>> fix(part_run_together, text).count("\n\n")
    3

    Printed lines stay together, and so do lines of verse:

    >>> fix(part_run_together, "O wild West Wind,\nthou breath of Autumn's being")
    "O wild West Wind,\nthou breath of Autumn's being"
    """
    text = source.text
    if is_wrapped(text):
        return
    first_lines = keeps_first_lines(text)
    for seam in SEAM.finditer(text):
        before = text[text.rfind("\n", 0, seam.start()) + 1 : seam.start()]
        end = text.find("\n", seam.end())
        after = text[seam.end() : end if end >= 0 else len(text)]
        ruled = RULE.fullmatch(before) and LABEL.match(after)
        kept = before.endswith(("\\", ":")) or any(KEPT.match(line) for line in (before, after))
        if kept and not ruled:
            continue
        heading = HEADING.match(before) or HEADING.match(after)
        wide = not first_lines and max(len(before), len(after)) > WRAP_WIDTH
        long = wide and not ITEM.match(after)
        note = LABEL.match(before) or LABEL.match(after) or _is_note(before, after)
        if heading or long or note:
            why = "a heading" if heading else "a note" if note else "no printed line is so long"
            yield Edit(*seam.span(), "\n\n", Confidence.LIKELY, why)


def _is_note(before: str, after: str) -> bool:
    """Say whether a line with a number has ended its sentence, and no line with one follows."""
    ended = len(before) > LONG and STOP.search(before)
    return bool(ITEM.match(before) and ended and not ITEM.match(after))
