"""What the encoder remembers while it walks through one Document."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.model import ContentsEntry, Document, Origin
from pipeline.report import Finding
from pipeline.tei.bibliography import Catalogue
from pipeline.tei.build import Ids
from pipeline.xml import Element

NOTE_ID = re.compile(r"[A-Za-z][A-Za-z0-9.\-]*")


@dataclass(slots=True)
class State:
    """One encoding; made for one Document and thrown away with it."""

    document: Document
    catalogue: Catalogue
    ids: Ids
    findings: list[Finding] = field(default_factory=list)
    found: set[Finding] = field(default_factory=set)
    pages: dict[str, str] = field(default_factory=dict)
    """The name of a page to the id of its page break."""
    note_ids: dict[str, str] = field(default_factory=dict)
    """The id of a Note to the id of its element."""
    placed: set[str] = field(default_factory=set)
    """The notes that already stand at their mark."""
    waiting: list[str] = field(default_factory=list)
    """Notes called inside the note being encoded: they follow it, since none holds another."""
    behind: list[Element] = field(default_factory=list)
    """Notes that stand behind the one that calls them, until a mark of their own is found."""
    entries: list[tuple[Element, ContentsEntry]] = field(default_factory=list)
    """The items of the printed contents, filled when all ids are known."""
    anchors: dict[str, Element] = field(default_factory=dict)
    """The name of a place to the element that it stands in."""
    inner: list[tuple[Element, str]] = field(default_factory=list)
    """The links within the text, with the names of the places that they lead to."""
    in_note: bool = False
    in_contents: bool = False
    """No note is placed in the printed contents, since no edition shows them."""
    linking: bool = False
    """Citations are looked for: in running text, not in headings, contents and colophon."""

    place_note: Callable[[Element, str], None] = lambda parent, note: None
    """Encode a note at its mark; set by ``encode``, since notes hold blocks and blocks inlines."""

    def note_id(self, note: str) -> str:
        """Give the id of the element that a note becomes."""
        if note not in self.note_ids:
            wanted = note if NOTE_ID.fullmatch(note) else ""
            self.note_ids[note] = self.ids.exactly(wanted or "fn")
        return self.note_ids[note]

    def find(self, code: str, message: str, origin: Origin | None = None) -> None:
        """Keep something for a person to look at, once."""
        finding = Finding(code, message, origin)
        if finding not in self.found:
            self.found.add(finding)
            self.findings.append(finding)
