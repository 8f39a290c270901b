"""Cleaned streams and truths as words that can be held against each other, each with its place."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from pipeline.model import Source

CALL = "\ue000"
"""Stands for the mark of a note, in both."""
GOLD_CALL = re.compile("\ue000\\d+\ue001")
TOKEN = re.compile(r"\ue000|\w+|[^\w\s]")
LEVEL = {
    **dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'"), **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"), **dict.fromkeys((0xAD, 0x200B, 0xFEFF, 0x2060)),
}  # fmt: skip
DRESS = re.compile(
    r"<sup>(?P<call>\d{1,4}|[*†‡§¶‖]{1,4}|[a-z])</sup>"
    r"|</?[a-z]{1,8}[^<>\n]{0,80}>|\f|[*_]+|\\(?=[^\w\s])"
    r"|(?m:^#{1,6}[ \t]+|^[ \t]{0,3}[-•·>][ \t]+|^\|[-|: ]+$)|\|"
)
CELL = re.compile(r"\|[ \t]*(?=[^\s|])")
CHUNK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
ITEM = re.compile(r"[ \t]{0,3}[-*•·][ \t]+\S")
LABEL = re.compile(r"(?:^|(?<=\n\n)|(?<=\f))[ \t]*<sup>[^<\n]{1,6}</sup>[ \t]*")
LONG_ENOUGH = 8
"""So many words in a row that agree are no accident."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: the levelled form, the one printed, and where it stands."""

    form: str
    printed: str
    start: int = 0
    end: int = 0
    raw: int = 0
    raw_end: int = 0


@dataclass(slots=True)
class Stream:
    """Words in order, and which of them begin a block, of what kind."""

    words: list[Word] = field(default_factory=list)
    starts: dict[int, str] = field(default_factory=dict)

    def forms(self) -> list[str]:
        """Give what is compared."""
        return [word.form for word in self.words]


def words_of(text: str, offsets: Sequence[int] | None = None) -> Iterator[Word]:
    """Cut a text into words; ``offsets`` says where each of its characters stands."""
    levelled: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        form = "..." if char == "…" else unicodedata.normalize("NFKC", char).translate(LEVEL)
        levelled.append(form)
        origin += [index] * len(form)
    flat = "".join(levelled)
    last = -1
    for match in TOKEN.finditer(flat):
        if match[0] == "-" and last == match.start() and flat[last - 1] == "-":
            last = match.end()
            continue
        last = match.end()
        first, final = origin[match.start()], origin[match.end() - 1]
        start, end = (offsets[first], offsets[final] + 1) if offsets else (first, final + 1)
        yield Word(match[0], text[first : final + 1], start, end)


def read_stream(source: Source, begin: int = 0, notes: bool = False) -> Stream:
    """Read a cleaned stream; the labels of notes are no words of theirs."""
    text = source.text
    shown, offsets = _undressed(text, begin, notes)
    found = Stream()
    for word in words_of(shown, offsets):
        raw, last = source.raw(word.start), source.raw(word.end - 1)
        found.words.append(
            Word(word.form, word.printed, word.start, word.end, raw, max(raw, last) + 1)
        )
    places = [word.start for word in found.words]
    for offset, kind in _note_starts(text) if notes else _starts(text, begin):
        index = bisect_left(places, offset)
        if index < len(places):
            found.starts.setdefault(index, kind)
    return found


def _undressed(text: str, begin: int, notes: bool) -> tuple[str, list[int]]:
    """Take the marks off a text, and say where each character left stood."""
    labels = {match.start() for match in LABEL.finditer(text)} if notes else set()
    parts: list[str] = []
    offsets: list[int] = []
    position = begin
    for match in DRESS.finditer(text, begin):
        parts.append(text[position : match.start()])
        offsets += range(position, match.start())
        if match["call"] and match.start() not in labels:
            parts.append(CALL)
            offsets.append(match.start())
        position = match.end()
    parts.append(text[position:])
    offsets += range(position, len(text))
    return "".join(parts), offsets


def _note_starts(text: str) -> Iterator[tuple[int, str]]:
    for match in LABEL.finditer(text):
        yield match.end(), "note"


def _starts(text: str, begin: int) -> Iterator[tuple[int, str]]:
    for chunk in CHUNK.finditer(text, begin):
        lines = chunk[0].split("\n")
        verse = len(lines) > 1 and all(line.endswith(("  ", "\\")) for line in lines[:-1])
        items = bool(ITEM.match(lines[0].lstrip("\f ")))
        offset = chunk.start()
        heading = False
        for index, line in enumerate(lines):
            if line.lstrip("\f \t").startswith("#"):
                yield offset, "head"
                heading = True
            elif line.lstrip("\f \t").startswith("|"):  # a row of a table, or a verse
                yield from ((offset + cell.end(), "p") for cell in CELL.finditer(line))
            elif not index or verse or heading or (items and ITEM.match(line)):
                yield offset, "quote" if line.lstrip("\f \t").startswith(">") else "p"
                heading = False
            offset += len(line) + 1


def read_truth(texts: Sequence[tuple[str, str]]) -> Stream:
    """Read (kind, text) pairs of a truth."""
    found = Stream()
    for kind, text in texts:
        words = list(words_of(GOLD_CALL.sub(CALL, text)))
        first = next((i for i, word in enumerate(words) if word.form != CALL), None)
        if first is not None:
            told = kind if kind in ("head", "quote") else "p"
            found.starts.setdefault(len(found.words) + first, told)
        found.words += words
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """A stream beside its truth: which word is which, and where the truth begins and ends."""

    made: Stream
    truth: Stream
    image: Mapping[int, int]
    raws: tuple[int, ...]
    order: tuple[int, ...]
    first: int
    last: int

    def at(self, raw: int) -> int:
        """Give the first word that stands at a place of the witness or behind it."""
        index = bisect_left(self.raws, raw)
        return self.order[index] if index < len(self.order) else len(self.made.words)

    def distance(self, raw: int) -> int:
        """Say how far from a place of the witness the nearest word stands."""
        index = bisect_left(self.raws, raw)
        near = [abs(self.raws[i] - raw) for i in (index - 1, index) if 0 <= i < len(self.raws)]
        return min(near, default=1 << 30)

    def aligned(self, index: int, step: int, most: int = 4) -> tuple[int, int] | None:
        """Find the nearest word that the truth has, and its image."""
        for _ in range(most):
            if index in self.image:
                return index, self.image[index]
            index += step
        return None


def match_streams(made: Stream, truth: Stream) -> Match:
    """Align a stream with its truth, word by word."""
    image: dict[int, int] = {}
    runs: list[tuple[int, int]] = []
    for op in Levenshtein.opcodes(truth.forms(), made.forms()):
        if op.tag == "equal":
            size = op.src_end - op.src_start
            image.update(zip(range(op.dest_start, op.dest_end), range(op.src_start, op.src_end),
                             strict=True))  # fmt: skip
            if size >= LONG_ENOUGH:
                runs.append((op.dest_start, op.dest_end))
    order = sorted(range(len(made.words)), key=lambda i: (made.words[i].raw, i))
    return Match(
        made, truth, image, tuple(made.words[i].raw for i in order), tuple(order),
        runs[0][0] if runs else 0, runs[-1][1] if runs else -1,
    )  # fmt: skip
