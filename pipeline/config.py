"""What people decided about a text: ``<name>.toml`` beside it.

    editor = "…"                    who answers for what is decided below, if they give their name
    cover = "thing.jpg"             a picture beside the text, for the front of the EPUB
    clearance = "author"            who lets the text be deposited in an archive

    [metadata]                      what stands for what was read from the text
    title = "The Wage System"
    authors = ["Peter Kropotkin"]

    [[accept]]                      a repair that was proposed, and is right
    rule = "restore-years"
    key = "ndAvakumovic|19|,p.317),and("   as ``handpress explain`` prints it

    [[refuse]]                      a repair that was made, and is wrong
    rule = "join-pages"
    key = "…"

    [[correct]]                     a misprint that no rule can see
    left = "he said "               what stands just before and behind, if that is needed to tell
    before = "tbe"                  this place from others
    after = "the"

    [[correct]]                     a change of the reading text, when the rules are done: words,
    in = "body"                     or the notation that makes a heading, a list, a break
    left = "the end."
    before = " "
    after = "\n\n"
    right = "Then"

Decisions are keyed by rule and context, so they survive a new extraction of the same text; one that
no longer matches is an error, so it cannot rot.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
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
WITNESS = "witness"
TEXTS = (WITNESS, "body", "notes", "colophon")
"""What a correction may be of: the raw text, or a stream of the reading text."""
LISTS = frozenset(
    name for name, kind in get_type_hints(Metadata).items() if kind == tuple[str, ...]
)
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A repair that somebody looked at; ``line`` is where the sidecar says so."""

    rule: str
    key: str
    accepted: bool
    line: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading that somebody mended by hand, in the raw text or, behind the rules, in a stream."""

    before: str
    after: str
    left: str
    right: str
    line: int
    text: str = WITNESS


@dataclass(frozen=True, slots=True)
class Config:
    """All that people decided about one text."""

    file: str = ""
    sha256: str = ""
    metadata: Mapping[str, Value] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    editor: str = ""
    """Who answers for the decisions, if they gave their name."""
    cover: str = ""
    """The file of the picture for the front, beside the text, if one is given."""
    clearance: str = ""
    """A key of CLEARANCES, if somebody said that the text may be deposited."""


def read_config(path: Path) -> Config:
    """Read the sidecar of a text, or give an empty one if there is none.

    Raises ConfigError, with file and line, for what is not TOML, an unknown key (with the nearest
    known one), and a value of the wrong kind.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return parse_config(data, path.name)


def parse_config(data: bytes, file: str) -> Config:
    """Make a Config of the bytes of a sidecar."""
    try:
        text = data.decode("utf-8")
        given = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"not TOML: {error}", where=file, cure="see the example in input/README.md"
        ) from error
    page = _Page(text.splitlines(), file)
    page.known(given, {**SECTIONS, **dict.fromkeys(TOP, ())}, "", 0)
    for section in SECTIONS:
        page.shaped(given.get(section), section)
    return Config(
        file,
        hashlib.sha256(data).hexdigest(),
        {key: page.value(key, value) for key, value in given.get("metadata", {}).items()},
        (*_decisions(given, page, "accept"), *_decisions(given, page, "refuse")),
        tuple(
            _correction(entry, page, index) for index, entry in enumerate(given.get("correct", []))
        ),
        page.editor(given.get(EDITOR, "")),
        page.cover(given.get(COVER, "")),
        page.clearance(given.get(CLEARANCE, "")),
    )


def _correction(entry: Mapping[str, Any], page: _Page, index: int) -> Correction:
    before, after, left, right, text, line = page.texts(
        entry, "correct", index, ("before", "after"), ("left", "right", "in")
    )
    if text and text not in TEXTS:
        there = page.line("correct", index, "in")
        raise page.wrong(f"there is no text “{text}”", there, f"there are: {', '.join(TEXTS)}")
    return Correction(before, after, left, right, line, text or WITNESS)


def _decisions(given: Mapping[str, Any], page: _Page, section: str) -> list[Decision]:
    found = (
        page.texts(entry, section, index, ("rule", "key"))
        for index, entry in enumerate(given.get(section, []))
    )
    return [Decision(rule, key, section == "accept", line) for rule, key, line in found]


def _cure(key: str, keys: Mapping[str, Any] | frozenset[str], section: str) -> str:
    if not section and key in SECTIONS["metadata"]:
        return f"put “{key}” under [metadata]"
    if section and key in TOP:
        return f"put “{key}” above all tables"
    near = difflib.get_close_matches(key, list(keys), 1)
    there = f"there are: {', '.join(sorted(keys))}"
    return f"did you mean “{near[0]}”? {there.capitalize()}" if near else there


@dataclass(frozen=True, slots=True)
class _Page:
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
        return ConfigError(message, where=f"{self.file}:{line}", cure=cure)

    def known(
        self, given: Mapping[str, Any], keys: Mapping[str, Any] | frozenset[str], section: str,
        index: int,
    ) -> None:  # fmt: skip
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
