"""The other witness, as a rule that collates one stream with it needs it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.clean.facts.words import known, zipf
from pipeline.collate.align import Part, align
from pipeline.collate.slide import slide
from pipeline.collate.words import Stream, Word, shown
from pipeline.model import Cleaned, Origin, Source

CLOSE = 4
"""So many words on either side show a place."""
SOUND = 2.5
"""Zipf frequency from which a word is one without any other evidence."""


@dataclass(frozen=True)
class Reading:
    """One witness, cleaned: its text as it was read, its streams, and the places in it."""

    name: str
    text: str
    cleaned: Cleaned
    place: Callable[[int], Origin]

    @cached_property
    def body(self) -> Stream:
        """Give the body behind the contents page."""
        return Stream(part_body(self.cleaned)[1], self.text)

    @cached_property
    def notes(self) -> Stream:
        """Give the notes."""
        return Stream(self.cleaned.notes, self.text)

    @cached_property
    def colophon(self) -> Stream:
        """Give the colophon."""
        return Stream(self.cleaned.colophon, self.text)


@dataclass(frozen=True)
class Other:
    """What one stream is held against: the stream of the other witness, and how far to trust it."""

    name: str
    text: str
    """This witness, as it was read."""
    stream: Stream
    place: Callable[[int], Origin]
    own_place: Callable[[int], Origin]
    agreed: frozenset[str]
    """The words that both witnesses have in one place somewhere."""
    trusted: bool = True
    """Whether it is a reading of the same edition; else nothing is taken from it unasked."""
    labels: frozenset[str] = frozenset()
    """The notes that this witness has and does not call."""
    notes: bool = False

    def collated(self, source: Source) -> tuple[Stream, tuple[Part, ...]]:
        """Align a state of this witness's stream with the other's."""
        return _collated(source, self.text, self.stream)

    def at(self, index: int) -> str:
        """Name the other witness and the place in it of the word of this index."""
        words = self.stream.words
        if not words:
            return self.name
        offset = words[min(index, len(words) - 1)].start
        return f"{self.name}, {self.place(self.stream.source.raw(offset))}"

    def known(self, form: str, lang: str) -> bool:
        """Say whether a word is one: both witnesses have it somewhere, or the word list has it."""
        return form in self.agreed or not form.isalpha() or known(form.casefold(), lang)

    def sound(self, form: str, lang: str) -> bool:
        """Say whether a word is one beyond doubt: word lists hold misspellings and rare names."""
        return form in self.agreed or not form.isalpha() or zipf(form.casefold(), lang) >= SOUND


@lru_cache(maxsize=2)
def _collated(source: Source, text: str, other: Stream) -> tuple[Stream, tuple[Part, ...]]:
    """Align, once for all the rules that find a stream in one state."""
    own = Stream(source, text)
    return own, slide(aligned(own.forms, other.forms), own, other)


@lru_cache(maxsize=4)
def aligned(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[Part, ...]:
    """Align two texts, once for all the rules that change neither."""
    return align(one, two)


def part_body(cleaned: Cleaned) -> tuple[Source, Source]:
    """Part the body at the end of the contents page: what stands before is not collated."""
    at = cleaned.contents[1] if cleaned.contents else 0
    body = cleaned.body
    return body.slice(0, at), body.slice(at, len(body.text))


def pairs(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Run through the gaps that both texts have between the same two words: the words behind."""
    for part in parts:
        if part.equal:
            for step in range(1, part.a_end - part.a):
                yield part.a + step, part.b + step


def around(stream: Stream, first: int, last: int) -> str:
    """Show the words from ``first`` up to ``last`` among those around them, on one line."""
    words: tuple[Word, ...] = stream.words
    if not words:
        return ""
    start = words[max(0, min(first, len(words) - 1) - CLOSE)].start
    end = words[min(len(words), max(last, first + 1) + CLOSE) - 1].end
    return shown(stream.source.text[start:end])
