"""The catalogue of all texts in a folder of editions: one page that leads to each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from pipeline.batch.built import read_report
from pipeline.outputs import write
from pipeline.report import Report

NAMES = {"tei": "TEI", "epub": "EPUB", "pdf": "PDF", "text": "Text", "html": "HTML"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in the catalogue."""

    folder: str
    report: Report


def write_catalogue(out: Path, entries: Sequence[Entry]) -> None:
    """Write ``index.html`` of the texts that lie in a folder."""
    by_title = sorted(entries, key=lambda entry: (_title(entry), entry.folder))
    page: str = _template().render(entries=by_title, names=NAMES)
    write(out / "index.html", page.encode())


def _title(entry: Entry) -> str:
    return str(entry.report.source.get("title", ""))


def entries_of(out: Path) -> list[Entry]:
    """Read the reports that lie in a folder of editions, in the order of their folders."""
    return [entry for path in sorted(out.glob("*/report.json")) if (entry := _entry(path))]


def _entry(path: Path) -> Entry | None:
    try:
        return Entry(path.parent.name, read_report(json.loads(path.read_text("utf-8"))))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # of another version, or cut: the next run of that text mends it


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string((files("pipeline.batch") / "index.html").read_text("utf-8"))
