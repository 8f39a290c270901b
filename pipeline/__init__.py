"""Turn raw extracted text into validated editions: TEI, EPUB, PDF, plain text and HTML.

from pathlib import Path
from pipeline import build, clean, to_tei

cleaned, repairs, findings = clean(Path("input/text.md"))
report = build(Path("input/text.md"), Path("dist"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# Now: imported later, the package of this name would take the place of the function.
import pipeline.clean  # noqa: F401

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model import Cleaned, Tei
    from pipeline.report import Finding, Repair, Report

__all__ = ["build", "clean", "to_tei"]

# The stages are imported when they are called: the command line must answer --help at once.


def build(path: Path, out: Path, editions: tuple[str, ...] = ()) -> Report:
    """Make the editions of one text in a folder of its own, each checked, and give the report.

    ``editions`` are some of ``tei epub pdf text html``, or all if none is named. Raises a
    PipelineError, and then leaves what lay in the folder as it was.
    """
    from pipeline.report import EDITIONS
    from pipeline.run import build_text

    return build_text(path, out, editions or EDITIONS)


def clean(path: Path) -> tuple[Cleaned, list[Repair], list[Finding]]:
    """Clean a raw text: its streams, the repairs made and proposed, and the findings.

    Raises InputError for what is not text, ConfigError for a decision that no longer matches.
    """
    from pipeline.run import clean_text

    return clean_text(path)


def to_tei(path: Path) -> Tei:
    """Make the TEI of a text: a tree that satisfies the schema and holds every word.

    Raises InputError, ConfigError, InvalidTei or LostText.
    """
    from pipeline.run import to_tei

    return to_tei(path)
