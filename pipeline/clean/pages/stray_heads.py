"""Title and author as the heads of pages whose breaks an extractor lost."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, takewhile

from pipeline.clean.edit import Edit
from pipeline.clean.facts.layout import contents
from pipeline.clean.facts.measure import LINE, begin_of
from pipeline.clean.facts.seam import CASELESS, FINISHED
from pipeline.clean.notes.apparatus import label_of
from pipeline.clean.pages.counting import SMALL_BEHIND
from pipeline.clean.pages.furniture import FEWEST
from pipeline.clean.pages.numbered_heads import ALONE
from pipeline.report import Confidence

OPENING = 3
"""So many lines of a title page may be what the pages carry: title, subtitle, author."""
LONG = 8
"""A title of fewer letters may be a word that the text has for another reason."""
OFTEN = 1 / 3
"""So many of a book's pages at least, as a share, end in mid-sentence."""
PARAGRAPH = 80
"""A line of so many characters is on no title page."""
RULE = re.compile(r"^---$", re.MULTILINE)
"""What parts a page's notes from its text."""
REACH = 2_000
"""No page's notes have more characters."""
MARKS = re.compile(r"[\d#*_|\s]+")


def stray_heads(text: str) -> Iterator[Edit]:
    """Run through the heads that stand alone between paragraphs, behind the contents page.

    The title in mid-sentence is one. Where title or author stands so often, all that stand alone
    are: so they are told from the names of speakers, who stand between sentences.
    """
    lines = islice(LINE.finditer(text), OPENING)
    opening = {
        begin_of(line): bare(line[0])
        for line in takewhile(lambda line: len(line[0]) < PARAGRAPH, lines)
    }
    found = contents(text)
    behind = found[1] if found else 0
    places: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in ALONE.finditer(text, behind):
        if match.start("line") not in opening:
            places[bare(match["line"])].append(match)
    titles = list(dict.fromkeys(opening.values()))
    page = "" if "\f" in text else "\f"  # a head opens its page
    for line in filter(None, titles):
        alone = places.get(line, [])
        cut = [match for match in alone if _cuts(text, match)]
        often = len(alone) >= FEWEST and len(cut) >= OFTEN * len(alone)
        titled = line == titles[0] and len(line) >= LONG
        for match in alone if often else cut if titled else ():
            sure = Confidence.SURE if match in cut else Confidence.LIKELY
            why = "stands in mid-sentence" if match in cut else f"does so {len(cut)} times"
            yield Edit(*match.span("line"), page, sure, f"what the title page has {why}")


def _cuts(text: str, head: re.Match[str]) -> bool:
    """Say whether a sentence goes on over a line, or a page's notes end above it.

    It goes on with a small letter, or, where no letter is small, from a line without a stop.
    """
    before = text[max(0, head.start("line") - REACH) : head.start("line")].rstrip()
    line = before.rpartition("\n")[2]
    if SMALL_BEHIND.match(text, head.end()) or (label_of(line) and RULE.search(before)):
        return True
    caseless = CASELESS.match(text[head.end() : head.end() + REACH].lstrip())
    return bool(caseless and line) and not (FINISHED.search(line) or line.startswith("#"))


def bare(line: str) -> str:
    """Give the words of a line without its number and its marks."""
    return MARKS.sub(" ", line).strip().casefold()
