"""Find the texts among files and folders, and tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.batch.work import Job, Outcome
from pipeline.errors import InputError
from pipeline.outputs import name_of

SUFFIXES = frozenset({
    ".md", ".markdown", ".txt", ".text", ".muse", ".html", ".htm", ".xhtml", ".docx", ".odt",
    ".epub", ".xml",
})  # fmt: skip
NO_TEXT = frozenset({"readme", "licence", "license", "copying"})


def find_inputs(given: Iterable[Path]) -> list[Path]:
    """List the texts: a file as it is given, a folder with all that it holds, sorted.

    In a folder, hidden files, sidecars and a README are passed over, and so is what a link makes
    look as if it lay there. Raises InputError for a path that is not there, or a folder without
    any text.
    """
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            held = sorted(_texts(path))
            if not held:
                raise InputError(
                    "holds no texts", where=str(path), cure=f"put a {_told()} file into it"
                )
            found += held
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _told() -> str:
    return ", ".join(sorted(SUFFIXES))


def _texts(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or path.stem.casefold() in NO_TEXT:
            continue
        is_text = path.suffix.lower() in SUFFIXES and path.is_file()
        if is_text and path.resolve().is_relative_to(root):
            yield path


def named_apart(jobs: Sequence[Job]) -> Iterator[tuple[Path, Outcome]]:
    """Refuse a text whose editions would be written over those of another in this run."""
    seen: dict[str, Path] = {}
    for job in jobs:
        name = name_of(job.path)
        first = seen.setdefault(name, job.path)
        if first != job.path:
            error = InputError(
                f"its editions would go to {name}, as those of {first} do",
                where=str(job.path),
                cure="rename one of the two",
            )
            yield job.path, Outcome(job.path, error.exit_status, message=str(error))
