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

    [[seen]]                        a finding that is known, and needs nothing
    finding = "note-out-of-order"
    message = "…"                   as the report has it

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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import ConfigError
from pipeline.model import Metadata

WITNESS = "witness"
TEXTS = (WITNESS, "body", "notes", "colophon")
"""What a correction may be of: the raw text, or a stream of the reading text."""
CLEARANCES = {
    "author": "The author, or who holds the author's rights, lets it be deposited.",
    "library": "The library lets it be deposited.",
    "public-domain": "The rights in the work have ended.",
}
"""Who lets a text be deposited; each is a person's to say, and none is taken for granted."""
Rule = tuple[Callable[[str], object], str, str]
"""What a value has to satisfy, what is said of one that does not, and the cure."""
TOP: Mapping[str, Rule] = {
    "editor": (str.isprintable, "“editor” is no name", 'write editor = "…"'),
    "cover": (
        lambda name: name.isprintable() and Path(name).name == name != "..",
        "“cover” is no file's name", 'write cover = "thing.jpg", a file beside the text',
    ),
    "clearance": (
        ("", *CLEARANCES).__contains__, f"“clearance” is none of {', '.join(CLEARANCES)}",
        "see input/README.md",
    ),
}  # fmt: skip
"""What stands above all tables."""
FIELDS: Mapping[str, Rule] = {
    **dict.fromkeys(("published", "retrieved"), (
        re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?").fullmatch,
        "“{key}” is no date", 'write {key} = "2009-03-01"',
    )),
    "identifier": (
        re.compile(r"urn:[a-z0-9][a-z0-9-]+:\S+$|https?://\S+$", re.IGNORECASE).match,
        "“{given}” is no URN", 'write identifier = "urn:isbn:9780…"',
    ),
    "licence": (
        re.compile(r"https?://\S+").fullmatch, "“{given}” is no address",
        'write licence = "https://creativecommons.org/licenses/by/4.0/"',
    ),
    "lang": (
        re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*").fullmatch,
        "“{given}” names no language", 'write lang = "en" (BCP 47)',
    ),
}  # fmt: skip
"""The fields of the metadata for which not every text will do."""
HINTS = get_type_hints(Metadata)
LISTS = frozenset(name for name, kind in HINTS.items() if kind == tuple[str, ...])
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "metadata": tuple(HINTS),
    "accept": ("rule", "key"),
    "refuse": ("rule", "key"),
    "seen": ("finding", "message"),
    "correct": ("before", "after", "left", "right", "in"),
}
OPTIONAL = frozenset({"left", "right", "in"})
TABLE = re.compile(r"\s*\[\[?\s*(?P<name>[\w.-]+)\s*\]\]?")
Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A repair that somebody looked at; ``line`` is where the sidecar says so."""

    rule: str
    key: str
    accepted: bool
    line: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding that somebody looked at, and that needs nothing."""

    code: str
    message: str
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
    seen: tuple[Seen, ...] = ()


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
    page.known(given, (*SECTIONS, *TOP), "", 0)
    for section in (name for name in SECTIONS if name in given):
        page.shaped(given[section], section)
    editor, cover, clearance = (page.text("", key, given.get(key, ""), TOP[key]) for key in TOP)
    return Config(
        file,
        hashlib.sha256(data).hexdigest(),
        {key: page.value(key, value) for key, value in given.get("metadata", {}).items()},
        tuple(
            Decision(rule, key, section == "accept", line)
            for section in ("accept", "refuse")
            for rule, key, line in page.entries(given, section)
        ),
        tuple(
            Correction(before, after, left, right, line, text or WITNESS)
            for before, after, left, right, text, line in page.entries(given, "correct")
        ),
        editor.strip(),
        cover,
        clearance,
        tuple(Seen(*entry) for entry in page.entries(given, "seen")),
    )


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

    def wrong(self, section: str, index: int, key: str, what: str, cure: str = "") -> ConfigError:
        """Make the error that names the file and the line of a key."""
        return ConfigError(what, where=f"{self.file}:{self.line(section, index, key)}", cure=cure)

    def known(
        self, given: Mapping[str, Any], keys: Sequence[str], section: str, index: int
    ) -> None:  # fmt: skip
        """Hold the keys of a table to those that are known."""
        for key in given:
            if key not in keys:
                inside = f" in [{section}]" if section else ""
                cure = _cure(key, keys, section)
                raise self.wrong(section, index, key, f"unknown key “{key}”{inside}", cure)

    def shaped(self, given: object, section: str) -> None:
        """Hold a section to being a table, or a list of tables, of keys that are known."""
        kind: type = dict if section == "metadata" else list
        entries = given if isinstance(given, list) else [given]
        if not isinstance(given, kind) or not all(isinstance(entry, dict) for entry in entries):
            form = f"[{section}]" if kind is dict else f"[[{section}]]"
            raise self.wrong("", 0, section, f"“{section}” is no table", f"write {form}")
        for index, entry in enumerate(entries):
            self.known(entry, SECTIONS[section], section, index)

    def entries(self, given: Mapping[str, Any], section: str) -> Iterator[tuple[Any, ...]]:
        """Give the texts of each table of a section, and behind them its line."""
        keys = SECTIONS[section]
        for index, entry in enumerate(given.get(section, [])):
            told = {**dict.fromkeys(OPTIONAL, ""), **entry}
            for key in keys:
                if not isinstance(told.get(key), str):
                    what = f"[[{section}]] needs a text for “{key}”"
                    raise self.wrong(section, index, key, what)
            if told["in"] not in ("", *TEXTS):
                what, cure = f"there is no text “{told['in']}”", f"there are: {', '.join(TEXTS)}"
                raise self.wrong(section, index, "in", what, cure)
            yield (*(told[key] for key in keys), self.line(section, index, keys[0]))

    def text(self, section: str, key: str, given: object, rule: Rule) -> str:
        """Hold a value to what it has to be."""
        holds, what, cure = rule
        if isinstance(given, str) and (not (given or section) or holds(given)):
            return given
        told = {"key": key, "given": given}
        raise self.wrong(section, 0, key, what.format(**told), cure.format(**told))

    def value(self, key: str, given: object) -> Value:
        """Check one field of the metadata."""
        if key in LISTS:
            if isinstance(given, list) and all(isinstance(item, str) for item in given):
                return tuple(given)
            what, cure = f"“{key}” is no list of texts", f'write {key} = ["…"]'
            raise self.wrong("metadata", 0, key, what, cure)
        if isinstance(given, date):
            given = given.isoformat()
        elif key == "date" and type(given) is int:
            given = str(given)  # a year
        if not isinstance(given, str):
            what, cure = f"“{key}” is no text", f'write {key} = "…"'
            raise self.wrong("metadata", 0, key, what, cure)
        return self.text("metadata", key, given, FIELDS[key]) if key in FIELDS else given


def _cure(key: str, keys: Sequence[str], section: str) -> str:
    if not section and key in SECTIONS["metadata"]:
        return f"put “{key}” under [metadata]"
    if section and key in TOP:
        return f"put “{key}” above all tables"
    near = difflib.get_close_matches(key, keys, 1)
    there = f"there are: {', '.join(sorted(keys))}"
    return f"did you mean “{near[0]}”? {there.capitalize()}" if near else there
