"""What transcribers of books set into a web page: the page numbers of the print."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.seam import FINISHED
from pipeline.model import Source
from pipeline.report import Confidence, Repair

PAGE = re.compile(
    r"(?P<above>\s{0,9})(?:[*_]{1,2})?\\?[\[{](?:pg|page|p)\.?\s{0,3}(?P<n>\d{1,4})"
    r"\\?[\]}](?:[*_]{1,2})?(?P<below>\s{0,9})",
    re.IGNORECASE,
)
FEWEST = 3
STEP = 4
"""So many pages at most lie between two marks; one without words has none."""
COUNTING = 0.9
"""So large a share of the marks count up."""
PAGED = frozenset(
    {"write-page-breaks", "write-ruled-pages", "drop-page-numbers", "drop-numbered-heads"}
)
"""Rules that find the witness's own pages."""
WORDS = re.compile(r"\s*(?:(?<=[^\n]\n)(?:[ \t]*>)+[ \t]?)?")


def drop_print_pages(source: Source) -> Iterator[Edit]:
    r"""Take out the page numbers of a printed book that a transcriber set into the lines.

    They stand in brackets behind a word for page, and count up. A word or a sentence that such a
    mark parts is put together again.

    >>> text = "in the [Pg 7]old mill.\n\n[Pg 8]\n\nAnd of the\n\n[Pg 9]\n\ntown it was."
    >>> fix(drop_print_pages, text)
    'in the old mill.\n\nAnd of the\ntown it was.'

    References to pages, which count nothing, stay:

    >>> fix(drop_print_pages, "as he says [p. 7], and she [p. 90], and they [p. 12].")
    'as he says [p. 7], and she [p. 90], and they [p. 12].'
    """
    text = source.text
    marks = list(PAGE.finditer(text))
    steps = [int(two["n"]) - int(one["n"]) for one, two in pairwise(marks)]
    counting = sum(0 <= step <= STEP for step in steps) >= COUNTING * len(steps)
    for match in marks if len(marks) >= FEWEST and counting else ():
        above, below = match["above"], match["below"]
        written = above if len(above) > len(below) else below
        if "\n" in above and "\n" in below:
            finished = FINISHED.search(text[max(0, match.start() - 40) : match.start()])
            behind = text[match.end() : match.end() + 1]
            written = "\n" if not finished or behind.islower() else "\n\n"
            written = written if "\f" not in above + below else f"\n\f{written}"
        yield Edit(*match.span(), written, Confidence.SURE, "it counts the pages of a print")


def pages_of(repairs: Sequence[Repair], witness: str) -> tuple[tuple[int, str], ...]:
    """Say where in the witness a page of the print begins, by the marks that were taken out.

    A witness with pages of its own has those; what it prints on them are not its own.
    """
    if "\f" in witness or any(repair.rule in PAGED and repair.applied for repair in repairs):
        return ()
    return tuple(
        (repair.raw, number[0])
        for repair in repairs
        if repair.rule == "drop-print-pages" and repair.applied
        and (number := re.search(r"\d+", repair.before))
    )  # fmt: skip


def write_print_pages(
    source: Source, pages: Sequence[tuple[int, str]] = ()
) -> Iterator[Edit]:  # fmt: skip
    r"""Put a page break where a mark of a print's page stood, in a text without pages of its own.

    ``pages`` are the places of the marks in the witness and the pages they name.

    >>> from functools import partial
    >>> fix(partial(write_print_pages, pages=((7, "8"),)), "in the old mill")
    'in the \x0cold mill'

    A row of a table is not parted:

    >>> fix(partial(write_print_pages, pages=((2, "8"),)), "| old | mill |")
    '| old | mill |'
    """
    text, marks = source.text, source.marks
    index = 0
    for place, name in pages:
        while index + 1 < len(marks) and _last(source, index) < place:
            index += 1
        mark = marks[index]
        if _last(source, index) < place:
            return
        at = mark.offset if mark.rule else max(mark.offset, mark.offset + place - mark.raw)
        begins = WORDS.match(text, at)
        line = text.rfind("\n", 0, at) + 1
        if begins and begins.end() < len(text) and not text.startswith("|", line):
            yield Edit(
                begins.end(), begins.end(), "\f", Confidence.SURE, f"page {name} of the print"
            )


def _last(source: Source, index: int) -> int:
    """Give the last place of the witness in a stretch."""
    mark = source.marks[index]
    end = source.marks[index + 1].offset if index + 1 < len(source.marks) else len(source.text)
    return mark.raw if mark.rule else mark.raw + max(end - mark.offset, 1) - 1
