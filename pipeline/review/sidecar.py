"""Write what people decide into ``<name>.toml``, and keep all else that they wrote in it.

Text in, text out: whoever calls reads and writes the file. tomlkit holds the comments, the order
and the spelling of what was there.
"""

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import AoT

from pipeline.config import TOP, WITNESS, Correction

VERDICTS = ("accept", "refuse")
NEEDED = ("before", "after")
"""What a correction has even when it is empty."""


def decide(text: str, rule: str, key: str, verdict: str) -> str:
    """Put the verdict on a repair (``accept``, ``refuse``) into a sidecar, or take it out (``""``).

    >>> print(decide("", "restore-years", "in|19|,p.3", "accept"))
    [[accept]]
    rule = "restore-years"
    key = "in|19|,p.3"
    <BLANKLINE>
    """
    document = tomlkit.parse(text)
    for section in VERDICTS:
        entries = document.get(section, [])
        for index in reversed(range(len(entries))):
            if (entries[index]["rule"], entries[index]["key"]) == (rule, key):
                if section == verdict:
                    return text
                _drop(document, section, index)
    if verdict:
        _append(document, verdict, {"rule": rule, "key": key})
    return document.as_string()


def see(text: str, code: str, message: str, seen: bool) -> str:
    """Put a finding that needs nothing into a sidecar, or take it out.

    >>> print(see("", "no-author", "The text names no author.", True))
    [[seen]]
    finding = "no-author"
    message = "The text names no author."
    <BLANKLINE>
    """
    document = tomlkit.parse(text)
    wanted = {"finding": code, "message": message}
    entries = document.get("seen", [])
    known = [index for index, entry in enumerate(entries) if entry == wanted]
    for index in reversed(known if not seen else ()):
        _drop(document, "seen", index)
    if seen and not known:
        _append(document, "seen", wanted)
    return document.as_string()


def rekey(text: str, rule: str, old: str, new: str) -> str:
    """Give a decision the key that its repair has now, since another decision changed the words."""
    document = tomlkit.parse(text)
    for section in VERDICTS:
        for entry in document.get(section, []):
            if (entry["rule"], entry["key"]) == (rule, old):
                entry["key"] = new
    return document.as_string()


def add_correction(text: str, correction: Correction) -> str:
    """Put a reading that a person gave into a sidecar; a context is written where there is one.

    >>> print(add_correction("", Correction("tbe", "the", "he said", "", 0)))
    [[correct]]
    left = "he said"
    before = "tbe"
    after = "the"
    <BLANKLINE>
    """
    document = tomlkit.parse(text)
    _append(document, "correct", _entry(correction))
    return document.as_string()


def drop_correction(text: str, correction: Correction) -> str:
    """Take a correction out of a sidecar, wherever in it it stands."""
    document = tomlkit.parse(text)
    wanted = _entry(correction)
    for index, entry in enumerate(document.get("correct", [])):
        said = {name: str(value) for name, value in entry.items() if value or name in NEEDED}
        if said.get("in") == WITNESS:
            del said["in"]
        if said == wanted:
            _drop(document, "correct", index)
            break
    return document.as_string()


def _entry(correction: Correction) -> dict[str, str]:
    where = "" if correction.text == WITNESS else correction.text
    entry = {
        "in": where, "left": correction.left, "before": correction.before,
        "after": correction.after, "right": correction.right,
    }  # fmt: skip
    return {name: value for name, value in entry.items() if value or name in NEEDED}


def describe(text: str, given: Mapping[str, str | list[str]]) -> str:
    """Put fields of the metadata into a sidecar; an empty one is taken out.

    >>> print(describe("", {"title": "Fields", "authors": []}))
    [metadata]
    title = "Fields"
    <BLANKLINE>
    """
    document = tomlkit.parse(text)
    table: Any = document.get("metadata")
    if table is None:
        if not any(given.values()):
            return text
        table = tomlkit.table()
        if any(key in document for key in TOP):  # they stand above all tables
            table.update({name: value for name, value in given.items() if value})
            return _behind(document, "metadata", table)
        head = tomlkit.document()
        head.append("metadata", table)
        for name, value in given.items():
            if value:
                table[name] = value
        return head.as_string() + ("\n" + text if text.strip() else "")
    for name, value in given.items():
        if value and table.get(name) != value:
            table[name] = value
        elif not value:
            table.pop(name, None)
    if not table:
        document.remove("metadata")
    return document.as_string()


def _behind(document: tomlkit.TOMLDocument, section: str, table: Any) -> str:
    """Put a table behind all that is there, an empty line between."""
    if not document.as_string().endswith("\n\n"):
        document.add(tomlkit.nl())
    document.append(section, table)
    return document.as_string()


def _append(document: tomlkit.TOMLDocument, section: str, entry: dict[str, str]) -> None:
    """Add an entry to a list, in the form in which the list is written.

    A table of its own gets an empty line between it and what stands around it.
    """
    entries: Any = document.get(section)
    if entries and not isinstance(entries, AoT):
        inline = tomlkit.inline_table()
        inline.update(entry)
        entries.append(inline)
        return
    table = tomlkit.table()
    table.update(entry)
    if entries:
        last = entries[-1].as_string()
        if not last.endswith("\n\n"):
            entries[-1].add(tomlkit.nl())
        if document.as_string().rpartition(entries[-1].as_string())[2].strip():
            table.add(tomlkit.nl())
        entries.append(table)
        return
    document.pop(section, None)
    before = document.as_string()
    if before.strip() and not before.endswith("\n\n"):
        document.add(tomlkit.nl())
    document.append(section, tomlkit.aot())
    document[section].append(table)


def _drop(document: tomlkit.TOMLDocument, section: str, index: int) -> None:
    entries: Any = document[section]
    if len(entries) > 1:
        del entries[index]
    else:
        document.remove(section)
