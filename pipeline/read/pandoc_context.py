"""What is known while one of pandoc's trees is read: language, notes, findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Blocks, ColophonBlock, Image, Inlines, NoteRef
from pipeline.read.assemble import Apparatus, clean_characters, last_name

Node = dict[str, Any]
"""A block or inline of pandoc's tree: ``{"t": name, "c": content}``."""

NOTE_KEY = re.compile(r"hp-note-(?P<key>\d+)")
"""The class that ``muse_body`` puts on the first, empty span of a note."""
PAGE = "hp-page"
"""The class of an empty span where ``html`` found that a page begins."""
RIGHT = "hp-right"
"""The style that ``office`` gives a line at the right margin."""
PLACE_MARK = "hp-place:"
"""What the target of an empty link begins with that is a bookmark of ODT."""
STYLE_MARK = "hp-style:"
"""What the target of an empty link begins with in which ``office`` says the style of a line."""


@dataclass(slots=True)
class Context:
    """The state of one reading; ``read_blocks`` lets the notes hold blocks."""

    apparatus: Apparatus
    lang: str
    dialect: str
    read_blocks: Callable[[list[Node], Context], Blocks]
    labels: Mapping[str, str] = field(default_factory=dict)
    """Key of a note to the label that its witness prints."""
    foreign: str = ""
    """The language of the division that is read, where the file names one."""
    colophon: list[ColophonBlock] = field(default_factory=list)
    wanted: frozenset[str] = frozenset()
    """The places that a link within the text leads to."""
    pages: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Key of a note to the id it got at its first reference."""

    def characters(self, text: str) -> str:
        """Drop what XML cannot hold, and count it."""
        cleaned = clean_characters(text)
        if len(cleaned) < len(text):
            self.apparatus.count(
                "control-characters-dropped", "{n} control characters were dropped",
                len(text) - len(cleaned),
            )  # fmt: skip
        return cleaned

    def picture(self, name: str, alt: str) -> Image:
        """Make a picture."""
        shown = last_name(name) if not name.startswith("data:") else "picture"
        return Image(self.characters(shown)[:120], alt)

    def note(self, content: list[Node]) -> Inlines:
        """Take a note into the apparatus and give its reference."""
        key = note_key(content)
        if key in self.ids:
            self.apparatus.count("note-referenced-twice", "{n} notes are referred to again")
            return (NoteRef(self.ids[key]),)
        ident = self.apparatus.reserve(self.labels.get(key, ""))
        if key:
            self.ids[key] = ident
        self.apparatus.fill(ident, self.read_blocks(content, self))
        return (NoteRef(ident),)


def note_key(content: list[Node]) -> str:
    """Find the key that a note was given before pandoc read it; empty if it has none."""
    first = content[0]["c"] if content and content[0]["t"] in {"Para", "Plain"} else []
    if first and first[0]["t"] == "Span":
        for name in first[0]["c"][0][1]:
            match = NOTE_KEY.fullmatch(name)
            if match:
                return str(match["key"])
    return ""
