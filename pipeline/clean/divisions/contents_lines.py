"""The entries of a contents page whose lines an extractor parted, wrapped or read by columns."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile

from pipeline.clean.divisions.numbering import joined
from pipeline.clean.edit import Edit
from pipeline.clean.facts.compare import letters
from pipeline.clean.facts.layout import BULLET, CONTENTS_HEAD, contents, has_ranks
from pipeline.clean.facts.layout import Entry as Listed
from pipeline.clean.facts.measure import LINE
from pipeline.model import Source
from pipeline.phrases import CONTENTS, any_of
from pipeline.report import Confidence

SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}|0")
COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?[ ]\S")
"""A title behind its section's number: no other entry ends with it."""
PAGE = re.compile(r"\d{1,4}|[ivxl]{1,7}")
LED = re.compile(
    r"(?P<title>.*?\S)(?:[ ]?(?:[.·…•_][ ]?){2,}|[ ]\.[ ]?)(?P<page>\d{1,4}|[ivxl]{1,7})?"
)
"""A line that its title nearly fills has room for one point of its leader."""
BARE = re.compile(r"(?P<title>\S.{0,150}?)[ ]+(?P<page>\d{1,3})")
AGAIN = re.compile(rf"[*_\s]*(?:{any_of(CONTENTS)})[*_\s]*", re.IGNORECASE)
"""The head of a contents page is the running head of its next page."""
TRAIL = re.compile(r"[\s.·…•]+$")
HEAD_WITHIN = 20_000
"""Characters at the head of a text in which a contents page starts."""
LONGEST = 120
"""A line of more characters is none of a contents page."""
MOST = 300
"""A contents page has no more lines than this."""
WRAPPED = 6
"""An entry has no more lines than this; one with ordinals raised may have many."""
FOUND = 0.8
"""So many of the entries must be found again in the text."""
UNLED = "     "
"""What is written for a leader where the printer set none, because a chapter has none."""
SHORT = 4
"""A title of fewer letters than this must open a line there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: the lines of its title, its page if that was read, and where its last line ends.

    ``apart`` says that the page stood on a line of its own, ``led`` that a leader led to it;
    ``number`` is the section's, if that stood on a line of its own.
    """

    lines: tuple[str, ...]
    page: str
    end: int
    apart: bool = False
    led: bool = False
    number: str = ""


@dataclass(slots=True)
class Page:
    """A contents page while it is read: entries, lines that wait for their end, loose numbers.

    ``book`` has the letters of the whole text, in which each title stands once more.
    """

    book: str
    entries: list[Entry] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)

    def close(self, title: str, page: str, end: int, *, led: bool = False) -> bool:
        """End the entry that the waiting lines began, unless they are too many."""
        if len(self.waiting) >= WRAPPED:
            return False
        lines = (*self.waiting, title)
        due = self.sections and not COUNTED.match(lines[0])
        number = self.sections.pop(0) if due else ""
        self.entries.append(Entry(lines, page, end, led=led, number=number))
        self.waiting = []
        return True


def gather_contents(source: Source) -> Iterator[Edit]:
    r"""Put each entry of the contents page on a line of its own, with its page.

    Extractors leave an entry that the printer broke on its lines, its page on a line of its own,
    or the numbers, titles and pages as columns, one behind the other. The text is the evidence:
    it has the titles again, in their order.

    >>> text = "\fOn the Bread\nof Old\nText.\nOf Land\nText."
    >>> fix(gather_contents, "Contents\nOn the Bread\nof Old . . . 3\nOf Land . . . 4" + text)[:52]
    'Contents\nOn the Bread of Old . . . 3\nOf Land . . . 4'
    >>> fix(gather_contents, "Contents\nOn the Bread of Old\n\n3\n\nOf Land\n\n4\n" + text)[:56]
    'Contents\nOn the Bread of Old . . . 3\nOf Land . . . 4\n\x0cOn'

    Lines that the text does not have again are no entries:

    >>> text = "Contents\nAll that was\nsaid in\n1871\nand done in\n1872\nby them.\nText."
    >>> fix(gather_contents, text) == text
    True
    """
    heads = list(CONTENTS_HEAD.finditer(source.text[:HEAD_WITHIN]))
    book = letters(source.text) if heads else ""
    for head in heads:
        lines = list(_lines(source.text, head.end()))
        entries = _verified(_entries(lines, book), source.text)
        if len(entries) < 2 or all(entry.page == "" for entry in entries):
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
        why = f"{len(entries)} entries, which the text has again"
        yield Edit(start, end, read, Confidence.SURE, why)
        return


def _number(entry: Entry, body: str) -> str:
    """Give a section's number if the text has it at the heading: else it was another's."""
    word = re.escape(entry.lines[0].split()[0])
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
        if count == MOST or marked or len(_plain(line[0])) > LONGEST:
            return
        yield line


def _entries(lines: Sequence[re.Match[str]], book: str) -> list[Entry]:
    """Read entries from lines, up to where the lines are none."""
    page = Page(book)
    end = 0
    for line in lines:
        bare = _plain(line[0])
        number = PAGE.fullmatch(bare)
        if number and (page.waiting or page.entries or bare.isdigit()):
            page.numbers.append(bare)
        elif page.numbers and not _settle(page, end):
            return page.entries
        if not number and SECTION.fullmatch(bare):
            page.sections.append(bare)
        elif not number and not _take(page, bare, line.end()):
            return page.entries
        end = line.end()
    if page.numbers:
        _settle(page, end)
    return page.entries


def _plain(line: str) -> str:
    bare = re.sub(r"[ \t*_\\]+", " ", BULLET.sub("", line.strip()))
    return re.sub(r"(?:[.·…•][ ]?){4,}", " . . . . ", bare).strip()


def _take(page: Page, bare: str, end: int) -> bool:
    """Take a line as the end of an entry, or as one that waits for it."""
    led, short = LED.fullmatch(bare), BARE.fullmatch(bare)
    if page.waiting and COUNTED.match(bare):
        page.close(page.waiting.pop(), "", end)
    if led:
        return page.close(led["title"], led["page"] or "", end, led=True)
    if short and _rises(page.entries, int(short["page"])) and len(page.waiting) < WRAPPED:
        return page.close(short["title"], short["page"], end)
    page.waiting.append(bare)
    return True


def _rises(entries: Sequence[Entry], page: int) -> bool:
    return page >= max((int(e.page) for e in entries if e.page.isdigit()), default=0)


def _settle(page: Page, end: int) -> bool:
    """Give loose numbers to the entries that have none, or to the lines that wait."""
    numbers, page.numbers = _in_order(page.numbers), []
    _part_unled(page, numbers)
    due = [at for at, entry in enumerate(page.entries) if not entry.page]
    if due and page.waiting and 0 < len(numbers) - len(due) < 3:  # it left no room for a leader
        page.close(page.waiting.pop(), "", end)
        due.append(len(page.entries) - 1)
    if due:
        if len(numbers) == len(due) + 1:  # the contents page's own number, before all others
            numbers.remove(min(numbers, key=lambda n: int(n) if n.isdigit() else 0))
        for at, number in zip(due, numbers, strict=False):
            page.entries[at] = replace(page.entries[at], page=number, end=end, apart=True)
        return len(numbers) <= len(due)
    if len(numbers) == len(page.waiting):
        pairs = zip(page.waiting, numbers, strict=True)
        page.entries += [Entry((title,), number, end, True) for title, number in pairs]
        page.waiting = []
        return True
    if len(numbers) == 1 and page.waiting:
        title = page.waiting.pop()
        done = page.close(title, numbers[0], end)
        page.entries[-1:] = [replace(entry, apart=True) for entry in page.entries[-1:]]
        return done
    return not page.waiting


def _in_order(numbers: list[str]) -> list[str]:
    """Put loose numbers in order, in which an extractor may not have left them."""
    return sorted(numbers, key=int) if all(number.isdecimal() for number in numbers) else numbers


def _part_unled(page: Page, numbers: Sequence[str]) -> None:
    """Part entries without leaders from the led ones below them.

    A chapter's entry often has no leader, and waits as if the next line went on with its title.
    Where the book has the lines apart they are two; where it has a chapter's title right over a
    section's, a loose number for every line tells.
    """
    due = list(takewhile(lambda entry: not entry.page, reversed(page.entries)))[::-1]
    apart = [part for entry in due for part in _parted(entry, partial(_is_apart, page.book))]
    lines = [part for entry in due for part in _parted(entry, lambda lines: True)]
    begun = any(entry.page for entry in page.entries)
    counts_on = begun and numbers[0].isdigit() and _rises(page.entries, int(numbers[0]))
    fits = (0,) if counts_on else (0, 1)  # the contents page's own number is before all others
    counted = len(numbers) - len(apart) not in fits and len(numbers) - len(lines) in fits
    page.entries[len(page.entries) - len(due) :] = lines if counted else apart


def _parted(entry: Entry, apart: Callable[[Sequence[str]], bool]) -> Iterator[Entry]:
    """Part an entry behind each first line that stands apart from the next; none has a leader."""
    first, *rest = entry.lines
    if not rest or not apart(entry.lines):
        yield entry
        return
    yield replace(entry, lines=(first,), led=False)
    yield from _parted(replace(entry, lines=tuple(rest)), apart)


def _is_apart(book: str, lines: Sequence[str]) -> bool:
    """Say whether the book has the first of some lines again, but not with the others."""
    whole, opening = letters("".join(lines)), letters(lines[0])
    return len(opening) >= SHORT and book.count(whole) < 2 <= book.count(opening)


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
