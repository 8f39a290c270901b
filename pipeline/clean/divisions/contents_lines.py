"""The entries of a contents page whose lines an extractor parted, wrapped or read by columns."""

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.divisions.contents_entries import SHORT, Entry, plain, read_entries
from pipeline.clean.divisions.numbering import joined
from pipeline.clean.edit import Edit
from pipeline.clean.facts.dress import letters
from pipeline.clean.facts.layout import CONTENTS_HEAD, contents, has_ranks
from pipeline.clean.facts.layout import Entry as Listed
from pipeline.clean.facts.measure import LINE
from pipeline.model import Source
from pipeline.phrases import CONTENTS, any_of
from pipeline.report import Confidence

AGAIN = re.compile(rf"[*_\s]*(?:{any_of(CONTENTS)})[*_\s]*", re.IGNORECASE)
"""The head of a contents page is the running head of its next page."""
TRAIL = re.compile(r"[\s.·…•]+$")
HEAD_WITHIN = 20_000
"""Characters at the head of a text in which a contents page starts."""
LONGEST = 120
"""A line of more characters is none of a contents page."""
MOST = 300
"""A contents page has no more lines than this."""
FOUND = 0.8
"""So many of the entries must be found again in the text."""
UNLED = "     "
"""What is written for a leader where the printer set none, because a chapter has none."""


def gather_contents(source: Source) -> Iterator[Edit]:
    r"""Put each entry of the contents page on a line of its own, with its page.

    Extractors leave an entry that the printer broke on its lines, its page on a line of its own,
    or the numbers, titles and pages as columns, one behind the other. The text is the evidence:
    it has the titles again, in their order.

    >>> text = "\fOn the Bread\nof Old\nText.\nOf Land\nText."
    >>> fix(gather_contents, "Contents\nOn the Bread\nof Old . . . 3\nOf Land . . . 4" + text)[:52]
    'Contents\nOn the Bread of Old . . . 3\nOf Land . . . 4'
    >>> numbered = text.replace("On the", "1 On the").replace("Of Land", "2 Of Land")
    >>> columns = "Contents\n1\nOn the Bread\nof Old\n3\n2\nOf Land\n4\n"
    >>> fix(gather_contents, columns + numbered).partition("\f")[0]
    'Contents\n1 On the Bread of Old . . . 3\n2 Of Land . . . 4\n'
    >>> fix(gather_contents, "Contents\nOn the Bread of Old\n\n3\n\nOf Land\n\n4\n" + text)[:56]
    'Contents\nOn the Bread of Old . . . 3\nOf Land . . . 4\n\x0cOn'

    One entry alone has a leader:

    >>> alone = "Contents\n0.1\n\nOf Land . . . .\n\n4\n\n\fOf Land\nText."
    >>> fix(gather_contents, alone).partition("\f")[0]
    'Contents\nOf Land . . . 4\n\n'

    Lines that the text does not have again are no entries:

    >>> text = "Contents\nAll that was\nsaid in\n1871\nand done in\n1872\nby them.\nText."
    >>> fix(gather_contents, text) == text
    True
    """
    heads = list(CONTENTS_HEAD.finditer(source.text[:HEAD_WITHIN]))
    book = letters(source.text) if heads else ""
    for head in heads:
        lines = list(_lines(source.text, head.end()))
        entries = _verified(read_entries(lines, book), source.text)
        paged = any(entry.page for entry in entries)
        if not paged or (len(entries) == 1 and not entries[0].led):
            continue
        broken = any(entry.apart or len(entry.lines) > 1 for entry in entries)
        known = contents(source.text)
        if known and len(known[2]) >= len(entries) and not broken:
            return
        whole = source.text[entries[-1].end :]
        titles = [TRAIL.sub("", joined(entry.lines, whole)) for entry in entries]
        leads = [" . . . " if led else UNLED for led in _led(titles, entries)]
        read = "\n".join(
            f"{_number(entry, whole)}{title}{lead}{entry.page}"
            for title, lead, entry in zip(titles, leads, entries, strict=True)
        )
        start, end = lines[0].start(), max(entry.end for entry in entries)
        why = f"the text has again what it announces: {len(entries)}"
        yield Edit(start, end, read, Confidence.SURE, why)
        return


def _number(entry: Entry, body: str) -> str:
    """Give a section's number if the text has it at the heading: else it was another's."""
    word = re.escape(next(iter(entry.lines[0].split()), ""))
    at = rf"^[\W_]*{re.escape(entry.number)}[\s*_]+{word}"
    return f"{entry.number} " if entry.number and re.search(at, body, re.MULTILINE) else ""


def _led(titles: Sequence[str], entries: Sequence[Entry]) -> list[bool]:
    """Say which entries a leader leads to their page: all, unless chapters have none by rule."""
    listed = [Listed(t, e.page, e.led) for t, e in zip(titles, entries, strict=True)]
    ranked = has_ranks(listed)
    return [entry.led or not ranked for entry in listed]


def _lines(text: str, position: int) -> Iterator[re.Match[str]]:
    """Run through the lines that may be of a contents page."""
    for count, line in enumerate(LINE.finditer(text, position)):
        if AGAIN.fullmatch(line[0]):
            continue
        marked = line[0].lstrip().startswith(("#", "|"))
        if count == MOST or marked or len(plain(line[0])) > LONGEST:
            return
        yield line


def _verified(entries: list[Entry], text: str) -> list[Entry]:
    """Give the entries that the text has again behind them, in their order; none if too few."""
    while entries:
        found = list(_found(entries, text[max(entry.end for entry in entries) :]))
        if found[-1] and entries[-1].page:
            good = sum(found) >= FOUND * len(found) and all(entry.page for entry in entries)
            return entries if good else []
        entries = entries[:-1]
    return []


def _found(entries: Sequence[Entry], body: str) -> Iterator[bool]:
    body_letters = letters(body)
    position = 0
    for entry in entries:
        title = letters("".join(entry.lines))
        if len(title) < SHORT:
            words = " ".join(entry.lines).strip(" .").split()
            line = r"[\s*_]+".join(re.escape(word) for word in words)
            yield bool(re.search(rf"^[\W\d_]*{line}(?!\w)", body, re.MULTILINE))
            continue
        at = body_letters.find(title, position)
        position = at + len(title) if at >= 0 else position
        yield at >= 0
