"""What stands inside a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Marked-up text.

    ``kind`` is one of ``italic bold superscript subscript smallcaps underline strike code
    foreign title``; ``lang`` is a BCP 47 tag for ``foreign``.
    """

    kind: str
    content: Inlines
    lang: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The place where a note is called; ``note`` is the id of a Note of the Document."""

    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; ``target`` is an absolute address, or ``#`` and the name of an Anchor."""

    target: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place to which links within the text lead."""

    name: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Page ``n`` of the witness begins here (``n`` is empty if its name is unknown).

    ``inside_word`` is true where the page cuts a word that is now whole.
    """

    n: str
    inside_word: bool = False


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line ends here, and it matters: in a colophon, an address, a title."""


@dataclass(frozen=True, slots=True)
class Emendation:
    """A reading the witness has (``before``) and the one that stands for it (``after``).

    ``before`` is raw text (it may hold a stray tag); ``confidence`` is ``sure`` or ``likely``.
    ``decided`` says that a person wrote it or accepted it, and answers for it.
    """

    before: str
    after: Inlines
    confidence: str
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: what the witness calls it, and the words that stand for it."""

    name: str
    alt: str = ""


Inline = Text | Span | NoteRef | Link | PageBreak | LineBreak | Emendation | Image | Anchor
Inlines = tuple[Inline, ...]


def plain(content: Inlines) -> str:
    """Give the characters of inlines, without marks and notes; a line's end is a space."""
    parts: list[str] = []
    for inline in content:
        match inline:
            case Text(text):
                parts.append(text)
            case Span(content=inner) | Link(content=inner) | Emendation(after=inner):
                parts.append(plain(inner))
            case LineBreak():
                parts.append(" ")
            case _:
                pass
    return "".join(parts)


def joined_by_breaks(lines: Iterable[Inlines]) -> Inlines:
    """Make one content of several lines, a line break between each two."""
    joined: list[Inline] = []
    for line in lines:
        joined += (LineBreak(), *line) if joined else line
    return tuple(joined)
