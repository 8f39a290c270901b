"""The words of a stream, and what stands between them, as two witnesses can be compared by them.

Typographic variants are levelled: quotation marks, dashes, ligatures. Letters keep their case. What
marks up the text (emphasis, a heading's signs, tags) is no part of the comparison.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.check.tokens import IGNORED, WORD
from pipeline.model import Source

LEVELLED = (
    dict.fromkeys(map(ord, "‘’‚‛′`´ʼ"), "'")
    | dict.fromkeys(map(ord, "“”„‟″«»"), '"')
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(IGNORED)
)  # fmt: skip
TOKEN = re.compile(
    rf"""<sup>\s*(?P<call>\d{{1,4}}|[*†‡§¶‖]{{1,4}})\s*</sup>
    | </?[A-Za-z][^<>\n]{{0,300}}>
    | \]\((?:https?://|mailto:)[^\s()]{{0,300}}\)
    | (?P<word>{WORD.pattern})""",
    re.VERBOSE,
)
MARKUP = re.compile(r"<[^<>\n]{0,300}>|(?:(?<=\n)|\A)[ \t]*(?:#{1,6}|>|[-*+•])[ \t]+|[*_\\\s\f]")
CALLS = re.compile(r"<sup>\s*(\d{1,4})\s*</sup>")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
REPEATED = re.compile(r"(-|\.)\1+")
SIGNS = re.compile(r"(?<!\\)[*_]{1,3}|\\(?=\W)|(?:(?<=\n)|\A)[ \t]*[#>]+ ")
TAGS = re.compile(r"<sup>\s*(?:\d{1,4}|[*†‡§¶‖]{1,4})\s*</sup>|</?[A-Za-z][^<>\n]{0,300}>")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the form that is compared, and where it stands in its stream."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A note's mark between two words: its label, and where it stands in its stream."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two words."""

    text: str
    start: int
    end: int

    @property
    def broken(self) -> bool:
        """Say whether a block ends here."""
        return "\n\n" in self.text

    @property
    def punctuation(self) -> str:
        """Give the punctuation, levelled, without what marks up the text.

        >>> Gap(",”*<sup>3</sup> — ", 0, 0).punctuation
        ',"-'
        """
        if self.text in (" ", ", ", ". "):  # nearly all are
            return self.text.strip()
        bare = unicodedata.normalize("NFKC", MARKUP.sub("", TAGS.sub("", self.text))).translate(
            LEVELLED
        )
        return REPEATED.sub(r"\1", "".join(bare.split()))

    @property
    def calls(self) -> tuple[Call, ...]:
        """List the note marks."""
        if "<" not in self.text:
            return ()
        return tuple(
            Call(call.label, self.start + call.start, self.start + call.end)
            for call in calls_in(self.text)
        )


@dataclass(frozen=True)
class Stream:
    """A stream of one witness: its text, the witness as it was read, and its words."""

    source: Source
    witness: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """List the words, in order."""
        return tuple(words_of(self.source.text))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """List the words as they are compared."""
        return tuple(word.form for word in self.words)

    def gap(self, index: int) -> Gap:
        """Give what stands before the word of this index; the last gap is that behind the text."""
        words, text = self.words, self.source.text
        start = words[index - 1].end if index else 0
        end = words[index].start if index < len(words) else len(text)
        return Gap(text[start:end], start, end)

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """Give where the words from ``first`` up to ``last`` stand."""
        return self.words[first].start, self.words[last - 1].end

    def verbatim(self, start: int, end: int) -> bool:
        """Say whether a stretch stands so in the witness, in one line."""
        text, raw = self.source.text[start:end], self.source.raw(start)
        return "\n" not in text and self.witness.startswith(text, raw) and (
            not self.source.mark_at(start).rule
        )  # fmt: skip

    def behind(self, gap: Gap) -> str:
        """Give what the witness has where a gap of the stream stands, if that is in order."""
        if gap.end >= len(self.source.text):
            return ""
        first = self.source.raw(gap.start - 1) + 1 if gap.start else 0
        return self.witness[first : self.source.raw(gap.end)]


def words_of(text: str) -> Iterator[Word]:
    """Run through the words of a stream.

    >>> [word.form for word in words_of("the *State’s*<sup>1</sup> ofﬁce, 19<sup>th</sup>")]
    ['the', 'State', 's', 'office', '19', 'th']
    """
    for match in TOKEN.finditer(text):
        if match["word"]:
            yield Word(levelled(match["word"]), match.start("word"), match.end("word"))


def calls_in(text: str) -> Iterator[Call]:
    """Run through the note marks of a text."""
    for match in TOKEN.finditer(text):
        if match["call"]:
            yield Call(match["call"], match.start(), match.end())


def levelled(text: str) -> str:
    """Level what is only typography."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text.translate(LEVELLED))


def letters(text: str) -> str:
    """Give the letters and digits of a text, without case and without what marks it up.

    >>> letters("Gene-<sup>2</sup>\\nCentric")
    'genecentric'
    """
    return "".join(word.form for word in words_of(text)).casefold()


def plain(text: str) -> str:
    """Give the words of a stretch as they are to stand in another text: no marks, one line.

    >>> plain("*Natural* Selection<sup>3</sup>\\nmay")
    'Natural Selection may'
    """
    bare = SIGNS.sub("", TAGS.sub("", text).replace("\f", ""))
    return " ".join(bare.split())


def shown(text: str) -> str:
    """Show a stretch to a person on one line, its note marks raised, its blocks apart.

    >>> shown("of *Labour*<sup>12</sup>\\n\\n> so")
    'of Labour¹² ¶ so'
    """
    raised = CALLS.sub(lambda match: match[1].translate(RAISED), text)
    return " ¶ ".join(filter(None, (plain(part) for part in raised.split("\n\n"))))


PIECE = re.compile(r"\w+|\n\n+|[^\w\s]")
BLOCK_END = "¶"
PARTS = re.compile(r"(?<=\s)(?=\S)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text as a line of tokens: where in it each begins, and where in the text it stands."""

    line: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def tokens_of(text: str) -> Tokens:
    """Write words and punctuation one by one, with a sign where a block ends.

    >>> tokens_of("so.\\n\\nBut — “no”").line
    ' so . ¶ But - " no " '
    """
    found: list[str] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    length = 0
    for match in PIECE.finditer(text):
        token = BLOCK_END if match[0].startswith("\n") else levelled(match[0])
        starts.append(length)
        places.append(match.span())
        found.append(token)
        length += len(token) + 1
    return Tokens(f" {' '.join(found)} ", tuple(starts), tuple(places))


def whole_words(left: str, right: str) -> tuple[str, str]:
    """Leave out the part of a word that a cut left at the outer end of each side.

    >>> whole_words("munist party of ", " the whole wor")
    ('party of ', ' the whole ')
    """
    before, after = PARTS.split(left), PARTS.split(right)
    return (
        "".join(before[1:]) if len(before) > 1 else left,
        "".join(after[:-1]) if len(after) > 1 else right,
    )
