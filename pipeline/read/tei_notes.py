"""Notes of another project's TEI: at their mark, gathered elsewhere, or cut by a page."""

from lxml import etree

from pipeline.read.assemble import Apparatus
from pipeline.read.tei_blocks import blocks_of
from pipeline.read.tei_inlines import Reading, note_reference
from pipeline.read.tei_lines import LINES
from pipeline.read.tei_prepare import EMPTY, HYPHENS
from pipeline.xml import TEI, XML_ID, Element, name_of, take_out


def open_reading(text: Element, lang: str) -> Reading:
    """Find the notes that are called from elsewhere: by a reference, an anchor or a forerunner."""
    reading = Reading(Apparatus(), lang, lambda note, state: blocks_of(note, state))
    notes = [element for element in text.iter(etree.Element) if name_of(element) == "note"]
    by_id = {note.get(XML_ID, ""): note for note in notes if note.get(XML_ID)}
    _join_continued(by_id, notes)
    notes = [note for note in notes if note.getparent() is not None]
    called: dict[str, bool] = {}
    """Target of a reference to whether it is in the running text."""
    for element in text.iter(etree.Element):
        if name_of(element) in {"ref", "ptr"}:
            target = element.get("target", "").split(" ")[0].removeprefix("#")
            called[target] = (
                called.get(target, False) or next(element.iterancestors("{*}note"), None) is None
            )
    anchors = {
        e.get(XML_ID, "")
        for e in text.iter(etree.Element)
        if e.get(XML_ID) and name_of(e) != "note"
    }
    for note in notes:
        if note.get(XML_ID, "") in called:
            reading.notes[note.get(XML_ID, "")] = note
            if called[note.get(XML_ID, "")] or _stands_behind_note(note):
                reading.moved.add(note)
        target = note.get("target", "").split(" ")[0].removeprefix("#")
        if target in anchors and note not in reading.moved:
            reading.notes[target] = note
            reading.moved.add(note)
    reading.places = frozenset(called) - reading.notes.keys()
    _mark_places(text, reading.places)
    return reading


def _mark_places(text: Element, places: frozenset[str]) -> None:
    """Set an anchor behind the first words of each block that a reference leads to."""
    for element in list(text.iter(etree.Element)):
        name = element.get(XML_ID, "")
        if name in places and name_of(element) not in EMPTY:
            line = next(
                (part for part in element.iter(etree.Element) if name_of(part) in LINES), None
            )
            if line is not None:
                etree.SubElement(line, f"{TEI}anchor").set(XML_ID, name)


def _stands_behind_note(note: Element) -> bool:
    """A note that another calls, and that has no mark of its own, stands right behind that one."""
    before = note.getprevious()
    return before is not None and name_of(before) == "note" and not (before.tail or "").strip()


def _join_continued(by_id: dict[str, Element], notes: list[Element]) -> None:
    """Put the second part of a note that a page cut (``prev``) behind the first."""
    for note in notes:
        earlier = note.get("prev") or note.get("sameAs") or ""
        first = by_id.get(earlier.removeprefix("#"))
        if first is None or first is note or note in first.iterancestors():
            continue
        _append(first, note)
        by_id[note.get(XML_ID, "")] = first
        take_out(note)


def _append(first: Element, second: Element) -> None:
    """Let the second part of a note follow the first, a word cut by the page made whole."""
    before = (first[-1].tail if len(first) else first.text) or ""
    after = (second.text or "").lstrip()
    cut = before.rstrip().endswith(HYPHENS) and after[:1].islower()
    joined = before.rstrip()[:-1] + after if cut else f"{before.rstrip()} {after}"
    if len(first):
        first[-1].tail = joined
    else:
        first.text = joined
    for child in list(second):
        first.append(child)


def take_leftover_notes(text: Element, reading: Reading) -> None:
    """Take in the notes that were to be called from a place that was never reached."""
    for note in text.iter(etree.Element):
        if name_of(note) == "note" and note in reading.moved and note not in reading.ids:
            note_reference(note, reading)
            reading.apparatus.count("note-without-reference", "nothing refers to {n} of the notes")
