"""The lines of a sidecar: each value is checked, and what is wrong is told with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import ConfigError
from pipeline.model import Metadata

ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
IDENTIFIER = re.compile(r"urn:[a-z0-9][a-z0-9-]+:\S+$|https?://\S+$", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
TABLE = re.compile(r"\s*\[\[?\s*(?P<name>[\w.-]+)\s*\]\]?")
DATES = frozenset({"published", "retrieved"})
SECTIONS: Mapping[str, frozenset[str]] = {
    "metadata": frozenset(item.name for item in fields(Metadata)),
    "accept": frozenset({"rule", "key"}),
    "refuse": frozenset({"rule", "key"}),
    "seen": frozenset({"finding", "message"}),
    "correct": frozenset({"before", "after", "left", "right", "in"}),
}
EDITOR, COVER, CLEARANCE = "editor", "cover", "clearance"
TOP = (EDITOR, COVER, CLEARANCE)
"""What stands above all tables."""
CLEARANCES = {
    "author": "The author, or who holds the author's rights, lets it be deposited.",
    "library": "The library lets it be deposited.",
    "public-domain": "The rights in the work have ended.",
}
"""Who lets a text be deposited; each is a person's to say, and none is taken for granted."""
LISTS = frozenset(
    name for name, kind in get_type_hints(Metadata).items() if kind == tuple[str, ...]
)
Value = str | tuple[str, ...]


def _cure(key: str, keys: Mapping[str, Any] | frozenset[str], section: str) -> str:
    if not section and key in SECTIONS["metadata"]:
        return f"put “{key}” under [metadata]"
    if section and key in TOP:
        return f"put “{key}” above all tables"
    near = difflib.get_close_matches(key, list(keys), 1)
    there = f"there are: {', '.join(sorted(keys))}"
    return f"did you mean “{near[0]}”? {there.capitalize()}" if near else there


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a sidecar, to say where in it something is wrong."""

    lines: Sequence[str]
    file: str

    def line(self, section: str, index: int, key: str) -> int:
        """Find a key in the nth table of a name; tomllib does not tell."""
        seen, here = -1, section == ""
        start = 1
        for number, line in enumerate(self.lines, 1):
            if match := TABLE.match(line):
                seen += match["name"] == section
                here = match["name"] == section and seen == index
                start = number if here else start
                if not section and match["name"] == key:
                    return number
            elif here and line.split("=")[0].strip().strip("\"'") == key:
                return number
        return start

    def wrong(self, message: str, line: int, cure: str = "") -> ConfigError:
        """Make the error that names file and line."""
        return ConfigError(message, where=f"{self.file}:{line}", cure=cure)

    def known(
        self, given: Mapping[str, Any], keys: Mapping[str, Any] | frozenset[str], section: str,
        index: int,
    ) -> None:  # fmt: skip
        """Hold the keys of a table to those that are known."""
        for key in given:
            if key not in keys:
                inside = f" in [{section}]" if section else ""
                line = self.line(section, index, key)
                raise self.wrong(f"unknown key “{key}”{inside}", line, _cure(key, keys, section))

    def shaped(self, given: object, section: str) -> None:
        """Hold a section to being a table, or a list of tables, of keys that are known."""
        if given is None:
            return
        kind: type = dict if section == "metadata" else list
        entries = given if isinstance(given, list) else [given]
        if not isinstance(given, kind) or not all(isinstance(entry, dict) for entry in entries):
            form = f"[{section}]" if kind is dict else f"[[{section}]]"
            raise self.wrong(f"“{section}” is no table", self.line("", 0, section), f"write {form}")
        for index, entry in enumerate(entries):
            self.known(entry, SECTIONS[section], section, index)

    def texts(
        self, entry: Mapping[str, Any], section: str, index: int, needed: Sequence[str],
        others: Sequence[str] = (),
    ) -> tuple[Any, ...]:  # fmt: skip
        """Give the texts of an entry, and behind them its line."""
        for key in (*needed, *others):
            if not isinstance(entry.get(key, "" if key in others else None), str):
                line = self.line(section, index, key)
                raise self.wrong(f"[[{section}]] needs a text for “{key}”", line)
        found = [entry.get(key, "") for key in (*needed, *others)]
        return (*found, self.line(section, index, needed[0]))

    def editor(self, given: object) -> str:
        """Check the name of who decided."""
        if isinstance(given, str) and given.isprintable():
            return given.strip()
        line = self.line("", 0, EDITOR)
        raise self.wrong(f"“{EDITOR}” is no name", line, f'write {EDITOR} = "…"')

    def cover(self, given: object) -> str:
        """Check the name of the cover: a file beside the text."""
        named = isinstance(given, str) and given.isprintable()
        if (named and Path(str(given)).name == given != "..") or given == "":
            return str(given)
        line = self.line("", 0, COVER)
        cure = f'write {COVER} = "thing.jpg", a file beside the text'
        raise self.wrong(f"“{COVER}” is no file's name", line, cure)

    def clearance(self, given: object) -> str:
        """Check who lets the text be deposited."""
        if given == "" or given in CLEARANCES:
            return str(given)
        line, choice = self.line("", 0, CLEARANCE), ", ".join(CLEARANCES)
        raise self.wrong(f"“{CLEARANCE}” is none of {choice}", line, "see input/README.md")

    def value(self, key: str, given: object) -> Value:
        """Check one field of the metadata."""
        line = self.line("metadata", 0, key)
        if key in LISTS:
            if isinstance(given, list) and all(isinstance(item, str) for item in given):
                return tuple(given)
            raise self.wrong(f"“{key}” is no list of texts", line, f'write {key} = ["…"]')
        text = given.isoformat() if isinstance(given, date) else given
        text = str(text) if key == "date" and type(text) is int else text  # a year
        if not isinstance(text, str):
            raise self.wrong(f"“{key}” is no text", line, f'write {key} = "…"')
        if key in DATES and text and not ISO_DATE.fullmatch(text):
            raise self.wrong(f"“{key}” is no date", line, f'write {key} = "2009-03-01"')
        if key == "identifier" and not IDENTIFIER.match(text):
            raise self.wrong(f"“{text}” is no URN", line, 'write identifier = "urn:isbn:9780…"')
        if key == "licence" and not ADDRESS.fullmatch(text):
            cure = 'write licence = "https://creativecommons.org/licenses/by/4.0/"'
            raise self.wrong(f"“{text}” is no address", line, cure)
        if key == "lang" and not LANGUAGE.fullmatch(text):
            raise self.wrong(f"“{text}” names no language", line, 'write lang = "en" (BCP 47)')
        return text
