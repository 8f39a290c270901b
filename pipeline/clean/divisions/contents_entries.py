"""The entries of a contents page, read from lines that an extractor parted or set in columns."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise, takewhile

from pipeline.clean.facts.dress import letters
from pipeline.clean.facts.layout import BULLET

SECTION = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}|0")
COUNTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,4}\.?[ ]\S")
"""A title behind its section's number: no other entry ends with it."""
CHAPTER = re.compile(r"\d{1,3}\.?[ ]\S")
PAGE = re.compile(r"\d{1,4}|[ivxl]{1,7}")
LED = re.compile(
    r"(?P<title>.*?\S)(?:[ ]?(?:[.·…•_][ ]?){2,}|[ ]\.[ ]?)(?P<page>\d{1,4}|[ivxl]{1,7})?"
)
"""A line that its title nearly fills has room for one point of its leader."""
BARE = re.compile(r"(?P<title>\S.{0,150}?)[ ]+(?P<page>\d{1,3})")
WRAPPED = 6
"""An entry has no more lines than this; one with ordinals raised may have many."""
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
    counted: int = 0

    def part_count(self) -> None:
        """Take the last loose number for the next chapter's, if it counts on and is no page.

        The first chapter's stands before all entries, each other's behind the page above it.
        """
        behind_page = len(self.numbers) > 1 and self.counted
        before_all = len(self.numbers) == 1 and not (self.entries or self.waiting)
        if (behind_page or before_all) and self.numbers[-1] == str(self.counted + 1):
            self.counted += 1
            self.sections.append(self.numbers.pop())

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


def read_entries(lines: Sequence[re.Match[str]], book: str) -> list[Entry]:
    """Read entries from lines, up to where the lines are none."""
    page = Page(book)
    end = 0
    for line in lines:
        bare = plain(line[0])
        number = PAGE.fullmatch(bare)
        if number and (page.waiting or page.entries or bare.isdigit()):
            page.numbers.append(bare)
        elif page.numbers:
            page.part_count()
            if page.numbers and not _settle(page, end):
                return page.entries
        if not number and SECTION.fullmatch(bare):
            page.sections.append(bare)
        elif not number and not _take(page, bare, line.end()):
            return page.entries
        end = line.end()
    if page.numbers:
        _settle(page, end)
    return page.entries


def plain(line: str) -> str:
    """Give a line without its bullet and its emphasis, its leader in one form."""
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
    numbers, page.numbers = page.numbers, []
    if all(number.isdecimal() for number in numbers):
        numbers = sorted(numbers, key=int)  # an extractor may not have left them in order
    _part_unled(page, numbers)
    due = [at for at, entry in enumerate(page.entries) if not entry.page]
    if due and page.waiting and 0 < len(numbers) - len(due) < 3:  # it left no room for a leader
        page.close(page.waiting.pop(), "", end)
        due.append(len(page.entries) - 1)
    wanted = due or (page.waiting if page.entries and page.entries[-1].apart else [])
    if wanted and len(numbers) == len(wanted) + 1:
        _drop_own(numbers)
    if due:
        for at, number in zip(due, numbers, strict=False):
            page.entries[at] = replace(page.entries[at], page=number, end=end, apart=True)
        return len(numbers) <= len(due)
    titles = _titles(page.waiting)
    if 1 < len(titles) == len(numbers) - 1 < len(page.waiting):
        _drop_own(numbers)
    if 1 < len(titles) == len(numbers):
        pairs = zip(titles, numbers, strict=True)
        page.entries += [Entry(title, number, end, True) for title, number in pairs]
        page.waiting = []
        return True
    if len(numbers) == 1 and page.waiting:
        title = page.waiting.pop()
        done = page.close(title, numbers[0], end)
        page.entries[-1:] = [replace(entry, apart=True) for entry in page.entries[-1:]]
        return done
    return not page.waiting


def _titles(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Give the titles that lines hold: each is one, or, where lines count up, a count opens one."""
    opens = [at for at, line in enumerate(lines) if CHAPTER.match(line)]
    counts = [int(lines[at].split()[0].rstrip(".")) for at in opens]
    if opens[:1] != [0] or counts != list(range(1, len(counts) + 1)):
        return [(line,) for line in lines]
    return [tuple(lines[one:two]) for one, two in pairwise([*opens, len(lines)])]


def _drop_own(numbers: list[str]) -> None:
    """Take out the contents page's own number, which is before all others."""
    numbers.remove(min(numbers, key=lambda page: int(page) if page.isdigit() else 0))


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
