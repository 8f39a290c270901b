"""Links that an extractor made of a note's mark, its label, and a page number."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dress import undressed
from pipeline.clean.facts.layout import CONTENTS_HEAD, blocks
from pipeline.model import Source
from pipeline.report import Confidence

PLACE = r"\(#(?P<place>page-\d{1,5}-\d{1,5})\)"
NUMBER = r"(?:<sup>)?(?:\\?\[)?(?P<n>\d{1,4})(?:\\?\])?(?:</sup>)?"
NOTE_LINK = re.compile(rf"(?:<sup>)?\[{NUMBER}(?P<mark>[.,:;]?)\]{PLACE}(?:</sup>)?")
ANCHORS = r"(?:<span id=\"page-\d{1,5}-\d{1,5}\"></span>[ ]?)"
LABEL = re.compile(
    rf"^(?P<open>(?:[-*>][ ])?)(?P<anchors>{ANCHORS}{{1,20}})"
    r"(?:[-*][ ])?(?:(?P<raised><sup>\[?(?P<sup>\d{1,4})\]?</sup>)"
    r"|(?P<back>\[(?:<sup>)?\\?\[?(?P<link>\d{1,4})\\?\]?(?:</sup>)?\.?\]\(#page-\d{1,5}-\d{1,5}\))"
    r"|(?P<bare>\\?\[?(?P<plain>\d{1,4})\\?\]?\.?(?=[ ]?[^\W\d])))[ ]?",
    re.MULTILINE,
)
ENTRY = re.compile(
    rf"(?P<number>(?<![\w.])(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\.?|[IVXLC]{{1,7}}\.)[ ]+)?"
    rf"[*_]{{0,3}}\[(?P<title>(?:\\.|[^\]\\\n]){{1,300}})\]{PLACE}[*_]{{0,3}}"
    r"(?:[ .·…•|]|<br>)*(?P<page>\d{1,4}(?![\d.])|[ivxlc]{1,7}\b)?"
)
FILLING = re.compile(r"[\s|.·…•:*_#>-]|<br>|<span id=\"[^\"<>]{0,30}\"></span>")
HEAD_WITHIN = 20_000
"""Characters at the head of a text in which a contents page starts."""
LINKED = 4
"""In a contents page one character of so many, at most, is in no link."""
ID = re.compile(r"page-\d{1,5}-\d{1,5}")


def raise_linked_notes(source: Source) -> Iterator[Edit]:
    r"""Write as a note's mark and label what an extractor linked to each other.

    A PDF knows where each mark leads. The link's words are the mark's number, and at its anchor
    stands the note, with the same number for a label: no number in a text is surer to be a mark.

    >>> note = '<span id="page-3-0"></span>[1](#page-2-7) See Marx.'
    >>> fix(raise_linked_notes, f"the State[1,](#page-3-0) and so\n\n{note}")
    'the State,<sup>1</sup> and so\n\n<sup>1</sup> See Marx.'

    A link to a figure, a chapter or a work in the list of references is no mark:

    >>> text = 'In Chapter [3](#page-9-0) and\n\n# <span id="page-9-0"></span>3 Property'
    >>> fix(raise_linked_notes, text) == text
    True
    """
    text = source.text
    labels = {
        (place, match["sup"] or match["link"] or match["plain"]): match
        for match in LABEL.finditer(text)
        for place in ID.findall(match["anchors"])
    }
    called: set[int] = set()
    for link in NOTE_LINK.finditer(text):
        label = labels.get((link["place"], link["n"]))
        if label and not label.start() <= link.start() < label.end():
            called.add(label.start())
            mark = f"{link['mark']}<sup>{link['n']}</sup>"
            yield Edit(*link.span(), mark, Confidence.SURE, "it leads to the note of its number")
    for label in labels.values():
        if label.start() in called:
            number = label["sup"] or label["link"] or label["plain"]
            yield Edit(
                *label.span(), f"<sup>{number}</sup> ", Confidence.SURE, "a mark leads here"
            )  # fmt: skip


def read_linked_contents(source: Source) -> Iterator[Edit]:
    r"""Put each entry of a contents page that is made of links on a line of its own.

    An extractor that keeps the links of a PDF writes them as a list, as a table, or one behind
    the other; the links part the entries whatever it does.

    >>> links = "[On Bread](#page-2-0) 3 **[On Land](#page-7-0)** 8"
    >>> fix(read_linked_contents, f"# Contents\n\n{links}\n\nText.")
    '# Contents\n\nOn Bread . . . 3\nOn Land . . . 8\n\nText.'

    A paragraph with links under such a heading stays:

    >>> text = "# Contents\n\nThe box, in Figure [3,](#page-2-0) holds what the men had."
    >>> fix(read_linked_contents, text) == text
    True
    """
    text = source.text
    for head in CONTENTS_HEAD.finditer(text[:HEAD_WITHIN]):
        start = end = 0
        for block in blocks(text):
            if block.start < head.end():
                continue
            if not _is_contents(block.text):
                break
            start, end = start or block.start, block.end
        if not end:
            continue
        lines = []
        for entry in ENTRY.finditer(text, start, end):
            title = f"{entry['number'] or ''}{undressed(entry['title'])}"
            lines.append(f"{title} . . . {entry['page']}" if entry["page"] else title)
        why = f"{len(lines)} links"
        yield Edit(start, end, "\n".join(lines), Confidence.SURE, why)
        return


def _is_contents(block: str) -> bool:
    """Say whether a block is made of links and page numbers."""
    linked = sum(len(entry[0]) for entry in ENTRY.finditer(block))
    rest = len(FILLING.sub("", ENTRY.sub("", block)))
    return linked > 0 and rest * LINKED <= linked
