"""Encode notes: each where its first mark stands, the rest at the end."""

from pipeline.model import Note, Paragraph
from pipeline.tei.blocks import put_blocks
from pipeline.tei.build import child, spaced
from pipeline.tei.state import State
from pipeline.tei.wrap import reading
from pipeline.xml import TEI, XML_ID, Element, take_out

NOTE = f"{TEI}note"


def place_note(parent: Element, name: str, state: State) -> None:
    """Append a note, and behind it the notes that it calls, since no note holds another."""
    _note(parent, name, state)
    while state.waiting:
        following = state.waiting.pop(0)
        if following not in state.placed:
            state.behind.append(_note(parent, following, state))


def move_to_marks(text: Element, state: State) -> None:
    """Move a note that a note before it called first to its own mark in the text, if it has one."""
    marks: dict[str, Element] = {}
    for mark in text.iter(f"{TEI}ref") if state.behind else ():
        if mark.get("type") == "noteAnchor" and not any(True for _ in mark.iterancestors(NOTE)):
            marks.setdefault(mark.get("target", ""), mark)
    for note in state.behind:
        own = marks.get(f"#{note.get(XML_ID)}")
        if own is not None:
            take_out(note)
            own.addprevious(note)
            take_out(own)


def _note(parent: Element, name: str, state: State) -> Element:
    note = state.document.notes[name]
    state.placed.add(name)
    label = spaced(note.label).strip()
    node = child(parent, "note", place="bottom", n=label, xml_id=state.note_id(name))
    linking, state.linking, state.in_note = state.linking, True, True
    put_blocks(node, note.blocks, state)
    state.linking, state.in_note = linking, False
    if not len(node):
        child(node, "p")
        state.find("empty-note", f"Note {label or name} has no words.", note.origin)
    return node


def gather_notes(back: Element, state: State) -> None:
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
