"""What every reader of structured input needs to put a Document together.

The notes in the order of their references, the facts of the witness, the plain words of a
stretch of text, and lists of inlines in their simplest form.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import (
    PLAIN,
    Block,
    Blocks,
    Code,
    Contents,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    List,
    Note,
    Numbering,
    Span,
    Table,
    Text,
    Verse,
    Witness,
    counts_up,
    plain,
)
from pipeline.report import Finding

SOFT_HYPHEN = "\u00ad"
"""Where a line might be broken: a matter of one page, and no letter of the word."""
_SPACE = re.compile(r"[ \t\r\n]+")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Apparatus:
    """The notes of a text, gathered while it is read, and what there is to say about it.

    Ids follow the order of the references; the label is what the witness printed, or the number
    after the last one where it printed none.
    """

    notes: dict[str, Note] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)

    def reserve(self, label: str = "") -> str:
        """Give the next note its id, before its blocks are read."""
        number = len(self.notes) + 1
        key = f"fn{number}"
        self.notes[key] = Note(label or str(number), ())
        return key

    def fill(self, key: str, blocks: Blocks) -> None:
        """Put the blocks into a note that was reserved."""
        self.notes[key] = replace(self.notes[key], blocks=blocks)

    def count(self, code: str, message: str, number: int = 1) -> None:
        """Count something that happens often; ``message`` holds ``{n}`` for how often it did."""
        self.counts[code] = self.counts.get(code, 0) + number
        self.messages[code] = message

    def report(self) -> list[Finding]:
        """Give all findings, the counted ones last."""
        counted = (
            Finding(code, self.messages[code].replace("{n}", str(number)))
            for code, number in self.counts.items()
        )
        return [*self.findings, *counted]


def clean_characters(text: str) -> str:
    """Drop the characters that XML cannot hold.

    >>> clean_characters("a\\x00b")
    'ab'
    """
    return _FORBIDDEN.sub("", text)


def collapse(content: Iterable[Inline]) -> Inlines:
    """Join neighbouring texts, make every run of white space one space, drop soft hyphens."""
    joined: list[Inline] = []
    for inline in content:
        before = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(before, Text):
            joined[-1] = Text(_SPACE.sub(" ", before.text + inline.text).replace(SOFT_HYPHEN, ""))
        elif isinstance(inline, Text):
            joined.append(Text(_SPACE.sub(" ", inline.text).replace(SOFT_HYPHEN, "")))
        elif not (isinstance(inline, Span) and not inline.content):
            joined.append(inline)
    return _strip_at(joined, lambda neighbour: isinstance(neighbour, LineBreak))


def tidy(content: Iterable[Inline]) -> Inlines:
    """Bring the content of a whole line into its simplest form, without spaces at its ends."""
    return _strip_at(
        list(collapse(content)), lambda neighbour: neighbour is None or neighbour == LineBreak()
    )


def _strip_at(content: list[Inline], edge: Callable[[Inline | None], bool]) -> Inlines:
    stripped: list[Inline] = []
    for at, inline in enumerate(content):
        if isinstance(inline, Text):
            text = inline.text
            text = text.lstrip(" ") if edge(content[at - 1] if at else None) else text
            text = (
                text.rstrip(" ")
                if edge(content[at + 1] if at + 1 < len(content) else None)
                else text
            )
            if text:
                stripped.append(Text(text))
        else:
            stripped.append(inline)
    return tuple(stripped)


def _lines_of(block: Block) -> Iterator[Inlines]:
    match block:
        case Verse():
            for stanza in block.stanzas:
                yield from stanza
        case List():
            for item in block.items:
                yield item.label
                yield from lines_in(item.blocks)
        case Table():
            yield block.caption
            yield from (cell.content for row in block.rows for cell in row)
        case Figure():
            yield block.caption
        case Code(text):
            yield (Text(text),)
        case Contents():
            yield from (entry.content for entry in block.entries)
        case _:
            yield getattr(block, "speaker", ())
            yield getattr(block, "content", ())
            yield from getattr(block, "lines", ())
            yield from getattr(block, "entries", ())
            yield from lines_in(getattr(block, "blocks", ()))


def lines_in(blocks: Blocks) -> Iterator[Inlines]:
    """Give every line of text in these blocks, in reading order, the blocks in them included."""
    return (line for block in blocks for line in _lines_of(block) if line)


def last_name(path: str) -> str:
    """Give the last part of a path, of whatever system it comes from."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def witness(
    data: bytes, file: str, dialect: str, blocks: Blocks, pages: tuple[str, ...] = ()
) -> Witness:
    """State the facts of the input file; the words are those of the text, not of its markup."""
    words = sum(len(plain(line).split()) for line in lines_in(blocks))
    digest = hashlib.sha256(data).hexdigest()
    return Witness("", last_name(file), digest, words, dialect, pages, raw=False)


NUMERALS: Mapping[str, str] = {
    "LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I",
    "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I",
    "lower-latin": "a", "upper-latin": "A",
}  # fmt: skip
"""What pandoc and CSS call the kinds of numerals."""
UNNUMBERED = frozenset({"bulleted", "simple", "unordered", "gloss"})
FORMS: Mapping[str, str] = {"OneParen": "{})", "TwoParens": "({})"}
LETTERS: Mapping[int, int] = {50: 12, 100: 3, 500: 4, 1000: 13}
"""Roman numbers that pandoc reads where a list goes on with a letter: ``c.`` as a hundred."""


def of_pandoc(attributes: Sequence[object]) -> tuple[int, Numbering]:
    """Read the attributes of pandoc's numbered list: its first number, and how it is numbered.

    >>> of_pandoc([100, {"t": "LowerRoman"}, {"t": "OneParen"}])
    (3, Numbering(numeral='a', form='{})'))
    """
    start, style, signs = attributes
    kind = NUMERALS.get(_name(style), "1")
    number = start if isinstance(start, int) else 1
    if kind in "iI" and number in LETTERS:
        kind, number = ("a" if kind == "i" else "A"), LETTERS[number]
    return number, Numbering(kind, FORMS.get(_name(signs), PLAIN.form))


def _name(tagged: object) -> str:
    return str(tagged.get("t")) if isinstance(tagged, Mapping) else ""


def of_list(marks: Sequence[str], said: str) -> tuple[int, Numbering] | None:
    """Say how the items of a TEI list are numbered; None if they are not.

    Their marks tell it, if they count up; so does what the list says of itself. ``said`` holds
    the words of its ``rend`` and ``type``.

    >>> of_list(["a", "b"], ""), of_list(["c)"], "numbered lower-roman")
    ((1, Numbering(numeral='a', form='{}.')), (100, Numbering(numeral='i', form='{})')))
    >>> of_list(["", ""], "ordered"), of_list(["a", "c"], ""), of_list(["1", "2"], "simple")
    ((1, Numbering(numeral='1', form='{}.')), None, None)
    """
    words = said.replace(":", " ").split()
    style = next((NUMERALS[word] for word in words if word in NUMERALS), "")
    ordered = bool(style) or not {"numbered", "ordered"}.isdisjoint(words)
    if not ordered and (len(marks) < 2 or not UNNUMBERED.isdisjoint(words)):
        return None
    full = [mark if mark[-1:] in (".", ")") else f"{mark}." for mark in map(str.strip, marks)]
    read = counts_up(full, style) or (counts_up(full[:1], style) if ordered else None)
    if read:
        return read[1], read[0]
    return (1, Numbering(style or "1")) if ordered else None
