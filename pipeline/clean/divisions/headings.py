"""Headings: their marks, and which lines they are, by the contents page."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from pipeline.clean.divisions.numbering import joined
from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.dress import closed_up, letters, undressed
from pipeline.clean.facts.layout import HEADING_LINE, Block, Entry, blocks, contents, has_ranks
from pipeline.clean.facts.measure import LINE
from pipeline.model import Source
from pipeline.report import Confidence

BOLD_HEADING = re.compile(r"^(#{1,6})[ \t]+(?P<text>\*\*[^\n]+\*\*)[ \t]*$", re.MULTILINE)
ENDS = frozenset('.!?”’"“»«。！？」』؟۔')
CALL = re.compile(r"<sup>[^<>]{1,6}</sup>$")
RUNS_ON = re.compile(r"\S\n?\f[ \t]*$")
"""A page break alone parts no item from what stands on the next page."""
MOST = 4
"""A heading has no more lines than this."""
LONGEST = 250
"""A line of more characters is no heading."""
ALIKE = 92
"""Two headings that agree this well (rapidfuzz ratio, 0 to 100) are one; damage costs less."""


def unbold_headings(source: Source) -> Iterator[Edit]:
    """Take the bold off a heading that is bold from end to end: it is the heading's own dress.

    >>> fix(unbold_headings, "## **The Implications**")
    '## The Implications'
    >>> fix(unbold_headings, "## On **The State** today")
    '## On **The State** today'
    """
    for match in BOLD_HEADING.finditer(source.text):
        bare = undressed(match["text"])
        if bare != match["text"]:
            yield Edit(*match.span("text"), bare)


def mark_headings(source: Source) -> Iterator[Edit]:
    r"""Mark as a heading a line that the contents page announces and the extraction left plain.

    The line must stand alone, or under another such, and the contents page must have it word for
    word, or nearly so, in its turn. A heading that the printer broke over lines is put together
    when they are, letter for letter, one entry.

    >>> text = "# Contents\n\nOne . . . 3\nTwo . . . 4\n\n## One\n\nText.\n\n**Two**\n\nText."
    >>> print(fix(mark_headings, text).partition("Text.")[2])
    <BLANKLINE>
    <BLANKLINE>
    ## Two
    <BLANKLINE>
    Text.

    >>> contents = "# Contents\n\nOn Bread and Land . . . 3\nTwo . . . 4\n\n"
    >>> fix(mark_headings, contents + "## On Bread and\n\nLand\n\nText.").rpartition("4")[2]
    '\n\n## On Bread and Land\n\nText.'

    A stop that was left on a line of its own is no part of the heading below it:

    >>> fix(mark_headings, contents + ".\n\n## Two\n\nText.").rpartition("4")[2]
    '\n\n.\n\n## Two\n\nText.'

    A sentence that starts with a heading's words is none:

    >>> fix(mark_headings, "# Contents\n\nOne . . . 3\n\nOne day they came.")
    '# Contents\n\nOne . . . 3\n\nOne day they came.'
    """
    found = contents(source.text)
    if not found:
        return
    titles = [plain(entry.title) for entry in found[2]]
    levels = _levels(source.text, found[1], found[2])
    turn = 0
    for block in _candidates(source.text, found[1], {letters(t): closed_up(t) for t in titles}):
        if len(block.text) > LONGEST:
            continue
        lines = [line.strip() for line in block.text.split("\n") if line.strip()]
        text = plain(joined(lines, found[2][turn].title if turn < len(titles) else ""))
        at = _turn(text, titles[turn:], len(lines) > 1)
        if at is None:
            continue
        turn += at
        if len(lines) > 1 or not block.text.startswith("#"):
            marked = f"{_marks(block.text) or levels[turn]} {_bare(lines, found[2][turn].title)}"
            evidence = f"the contents page has it on page {found[2][turn].page}"
            confidence = Confidence.SURE if len(text) > 3 else Confidence.LIKELY
            after = "\n\n" if source.text[block.end : block.end + 2].strip() else ""
            before = "" if _parted(source.text, block.start) else "\n\n"
            start = len(source.text[: block.start].rstrip(" \t"))
            yield Edit(start, block.end, f"{before}{marked}{after}", confidence, evidence)
        turn += 1


def _turn(text: str, titles: Sequence[str], broken: bool) -> int | None:
    """Say which of the titles whose turn may be come the text is; one of lines has to be it."""
    for index, title in enumerate(titles):
        if (letters(text) == letters(title)) if broken else same(text, title):
            return index
    return None


def _marks(text: str) -> str:
    marks = re.match(r"#{1,6}(?=[ \t])", text)
    return marks[0] if marks else ""


def _bare(lines: Sequence[str], title: str) -> str:
    """Give a heading's words without the dress of its lines."""
    if len(lines) == 1:
        return undressed(lines[0])
    return joined([undressed(line.lstrip("# ")) for line in lines], title)


def _candidates(text: str, begin: int, titles: Mapping[str, str]) -> Iterator[Block]:
    """Run through the blocks behind the contents, or the lines where the printed ones were kept.

    Lines that together are a title are one candidate, however they were parted; a year may be the
    last of them. ``titles`` are by their letters.
    """
    wrapped = is_wrapped(text)
    if wrapped:
        places = [match.span() for match in LINE.finditer(text, begin)]
    else:
        places = [(begin + b.start, begin + b.end) for b in blocks(text[begin:])]
    taken = 0
    for index, (first, end) in enumerate(places):
        start = first + len(text[first:end]) - len(text[first:end].lstrip())
        before = CALL.sub("", text[max(0, start - 40) : start].rstrip())
        apart = not wrapped or _alone(text, start) or before[-1:] in ENDS
        above = places[index - 1] if index else (0, 0)
        under = above[1] == taken > 0 or letters(text[slice(*above)]) in titles
        if start < taken or not (apart or under) or not letters(text[start:end]):
            continue
        for last in places[index + 1 : index + MOST][::-1]:
            both = text[start : last[1]]
            told = titles.get(letters(both)) if len(both) <= LONGEST and "\f" not in both else None
            if told and (letters(text[slice(*last)]) or told == closed_up(both)):
                end = taken = last[1]
                break
        yield Block(start, end, text[start:end].strip())


def _alone(text: str, start: int) -> bool:
    return not text[max(0, start - 40) : start].rpartition("\n\n")[2].rpartition("\f")[2].strip()


def _parted(text: str, start: int) -> bool:
    """Say whether a line stands alone, and a page that begins with it ends what was before."""
    return _alone(text, start) and not RUNS_ON.search(text[max(0, start - 40) : start])


def _levels(text: str, start: int, entries: Sequence[Entry]) -> list[str]:
    """Give the marks of each entry's heading: a chapter's, and one more for its sections."""
    level = _level(text, start)
    ranked = has_ranks(entries) and not HEADING_LINE.search(text, start)
    return [f"{level}#" if ranked and entry.led else level for entry in entries]


def _level(text: str, start: int) -> str:
    marks = re.findall(r"^(#{1,6})[ \t]", text[start:], re.MULTILINE)
    return max(set(marks), key=lambda mark: (marks.count(mark), -len(mark))) if marks else "##"


def plain(text: str) -> str:
    """Strip a line to what can be compared: no marks, no tags, one space between words."""
    bare = re.sub(r"<[^>]{0,20}>|[#*_`\\]", "", text)
    return re.sub(r"\s+", " ", bare).strip(" .").casefold()


def same(one: str, two: str) -> bool:
    """Say whether two plain headings are the same but for damage."""
    if one == two:
        return True
    if min(len(one), len(two)) < 8:
        return False
    return fuzz.ratio(one, two) >= ALIKE and re.findall(r"\d+", one) == re.findall(r"\d+", two)
