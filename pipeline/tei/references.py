"""Encode a reference list."""

from __future__ import annotations

from pipeline.model import Bibliography
from pipeline.tei.bibliography import Entry
from pipeline.tei.build import Node, child
from pipeline.tei.citations import in_parentheses, stretch
from pipeline.tei.inlines import put_inlines
from pipeline.tei.state import State
from pipeline.tei.wrap import italics, links, wrap


def put_bibliography(parent: Node, block: Bibliography, state: State) -> None:
    """Append the entries of a list, each as printed, with what is certain of it marked."""
    entries = state.catalogue.entries(block)
    if not entries:
        return
    node = child(parent, "listBibl")
    for entry in entries:
        _entry(node, entry, state)


def _entry(parent: Node, entry: Entry, state: State) -> None:
    """Encode an entry; a citation inside it (``reprinted in (Baldwin 1970)``) is linked too."""
    taken = [(s.start, s.end) for s in entry.read.stretches] + links(entry.inlines)
    cited = [
        stretch(citation)
        for citation in in_parentheses(entry.read.text, italics(entry.inlines), state.catalogue)
        if citation.entries and all(c.id != entry.id for c in citation.entries)
        and not any(start < citation.end and citation.start < end for start, end in taken)
    ]  # fmt: skip
    stretches = sorted([*entry.read.stretches, *cited], key=lambda s: s.start)
    put_inlines(child(parent, "bibl", xml_id=entry.id), wrap(entry.inlines, stretches), state)
