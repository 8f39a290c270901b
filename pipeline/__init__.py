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


def build(
    path: Path, out: Path, editions: tuple[str, ...] = (), also: Path | None = None
) -> Report:
    """Make the editions of one text in a folder of its own, each checked, and give the report.

    ``editions`` are some of ``tei epub pdf text html``, or all if none is named; ``also`` is
    another extraction of the same text, to hold it against. Raises a PipelineError, and then
    leaves what lay in the folder as it was.
    """
    from pipeline.report import EDITIONS
    from pipeline.run import build_text

    return build_text(path, out, editions or EDITIONS, also=also)


def clean(path: Path, also: Path | None = None) -> tuple[Cleaned, list[Repair], list[Finding]]:
    """Clean a raw text: its streams, the repairs made and proposed, and the findings.

    ``also`` is another extraction of the same text. Raises InputError for what is not text,
    ConfigError for a decision that no longer matches, OtherText where ``also`` is another text.
    """
    from pipeline.run import clean_text

    return clean_text(path, also)


def to_tei(path: Path, also: Path | None = None) -> Tei:
    """Make the TEI of a text: a tree that satisfies the schema and holds every word.

    Raises InputError, ConfigError, InvalidTei, LostText or OtherText.
    """
    from pipeline.run import to_tei

    return to_tei(path, also)
