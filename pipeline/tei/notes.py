"""Encode notes: each where its first mark stands, the rest at the end."""

from __future__ import annotations

from pipeline.model import Note, Paragraph
from pipeline.tei.blocks import put_blocks
from pipeline.tei.build import Node, child, spaced
from pipeline.tei.state import State
from pipeline.tei.wrap import reading


def place_note(parent: Node, name: str, state: State) -> None:
    """Append a note, and behind it the notes that it calls, since no note holds another."""
    _note(parent, name, state)
    while state.waiting:
        following = state.waiting.pop(0)
        if following not in state.placed:
            _note(parent, following, state)


def _note(parent: Node, name: str, state: State) -> None:
    note = state.document.notes[name]
    state.placed.add(name)
    label = spaced(note.label).strip()
    place = note.place if note.place in ("bottom", "end") else "bottom"
    node = child(parent, "note", place=place, n=label, xml_id=state.note_id(name))
    linking, state.linking, state.in_note = state.linking, True, True
    put_blocks(node, note.blocks, state)
    state.linking, state.in_note = linking, False
    if not len(node):
        child(node, "p")
        state.find("empty-note", f"Note {label or name} has no words.", note.origin)


def gather_notes(back: Node, state: State) -> None:
    """Put the notes that nothing refers to at the end, and report each."""
    left = [name for name in state.document.notes if name not in state.placed]
    if not left:
        return
    node = child(back, "div", type="notes", xml_id=state.ids.take("notes", "notes"))
    for name in left:
        note = state.document.notes[name]
        message = f"Nothing refers to note {note.label or name}: {_first_words(note)}"
        state.find("note-without-reference", message, note.origin)
        if name not in state.placed:
            place_note(node, name, state)


def _first_words(note: Note) -> str:
    words = " ".join(reading(b.content) for b in note.blocks if isinstance(b, Paragraph)).split()
    return f"“{' '.join(words[:8])}{'…' if len(words) > 8 else ''}”"
