"""What transcribers of books set into a web page: the print's page numbers, and their licence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.seam import FINISHED
from pipeline.model import Source
from pipeline.report import Confidence

PAGE = re.compile(
    r"(?P<above>\s{0,9})(?:[*_]{1,2})?\\?[\[{](?:pg|page|p)\.?\s{0,3}(?P<n>\d{1,4})"
    r"\\?[\]}](?:[*_]{1,2})?(?P<below>\s{0,9})",
    re.IGNORECASE,
)
FEWEST = 3
STEP = 4
"""So many pages at most lie between two marks; one without words has none."""
START = re.compile(
    r"^[^\n]{0,4}\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK"
    r"[^\n]{0,300}(?:\n[^\n*]{1,200})?\*{3}[^\n]*\n"
    r"(?:\s*(?:\[?Produced by|E-text prepared by)[^\n]*(?:\n[^\n]*\S[^\n]*)*)?(?:\n```)?",
    re.MULTILINE,
)
END = re.compile(
    r"^(?:[^\n]{0,4}End of (?:the |this )?Project Gutenberg[^\n]*(?:\n[^\n*]{1,200})?\n+)?"
    r"[^\n]{0,4}\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK",
    re.MULTILINE,
)


def drop_print_pages(source: Source) -> Iterator[Edit]:
    r"""Take out the page numbers of a printed book that a transcriber set into the lines.

    They stand in brackets behind a word for page, and count up. A word or a sentence that such a
    mark parts is put together again.

    >>> from pipeline.clean.edit import fix
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
    if len(marks) < FEWEST or sum(0 <= step <= STEP for step in steps) < 0.9 * len(steps):
        return
    for match in marks:
        above, below = match["above"], match["below"]
        written = above if len(above) > len(below) else below
        if "\n" in above and "\n" in below:
            finished = FINISHED.search(text[max(0, match.start() - 40) : match.start()])
            behind = text[match.end() : match.end() + 1]
            written = "\n" if not finished or behind.islower() else "\n\n"
            written = written if "\f" not in above + below else f"\n\f{written}"
        yield Edit(*match.span(), written, Confidence.SURE, "it counts the pages of a print")


def drop_project_licence(source: Source) -> Iterator[Edit]:
    r"""Drop what Project Gutenberg puts around a text, which it asks to be left off with its name.

    >>> from pipeline.clean.edit import fix
    >>> head = "The Project Gutenberg EBook of A\n\nTitle: A\n\n*** START OF THIS PROJECT GUTENBERG"
    >>> fix(drop_project_licence, f"{head} EBOOK A ***\n\nA\n\nOnce.\n\n*** END OF THIS PROJECT "
    ...     "GUTENBERG EBOOK A ***\n\nLicence")
    '\n\nA\n\nOnce.\n\n'
    >>> fix(drop_project_licence, "He read for Project Gutenberg.")
    'He read for Project Gutenberg.'
    """
    text = source.text
    start = START.search(text, 0, max(20_000, len(text) // 10))
    end = END.search(text, start.end() if start else len(text) // 2)
    why = "the project's own words, around the text"
    if start:
        yield Edit(0, start.end(), "\n", Confidence.LIKELY, why)
    if end:
        yield Edit(end.start(), len(text), "", Confidence.LIKELY, why)
