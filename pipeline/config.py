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

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.config_page import CLEARANCE, COVER, EDITOR, SECTIONS, TOP, Page, Value
from pipeline.errors import ConfigError

WITNESS = "witness"
TEXTS = (WITNESS, "body", "notes", "colophon")
"""What a correction may be of: the raw text, or a stream of the reading text."""


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
    page = Page(text.splitlines(), file)
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
        tuple(
            Seen(*page.texts(entry, "seen", index, ("finding", "message")))
            for index, entry in enumerate(given.get("seen", []))
        ),
    )


def _correction(entry: Mapping[str, Any], page: Page, index: int) -> Correction:
    before, after, left, right, text, line = page.texts(
        entry, "correct", index, ("before", "after"), ("left", "right", "in")
    )
    if text and text not in TEXTS:
        there = page.line("correct", index, "in")
        raise page.wrong(f"there is no text “{text}”", there, f"there are: {', '.join(TEXTS)}")
    return Correction(before, after, left, right, line, text or WITNESS)


def _decisions(given: Mapping[str, Any], page: Page, section: str) -> list[Decision]:
    found = (
        page.texts(entry, section, index, ("rule", "key"))
        for index, entry in enumerate(given.get(section, []))
    )
    return [Decision(rule, key, section == "accept", line) for rule, key, line in found]
