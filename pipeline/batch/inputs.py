"""Find the texts among files and folders, and tell them apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from glob import escape
from pathlib import Path

from pipeline.batch.work import Job, Outcome
from pipeline.errors import InputError
from pipeline.outputs import name_of

SUFFIXES = frozenset({
    ".md", ".markdown", ".txt", ".text", ".muse", ".html", ".htm", ".xhtml", ".docx", ".odt",
    ".epub", ".xml",
})  # fmt: skip
SIDECAR = ".toml"
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
                cure = f"put a {', '.join(sorted(SUFFIXES))} file into it"
                raise InputError("holds no texts", where=str(path), cure=cure)
            found += held
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _texts(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for path in _shown(folder):
        if _is_meant(path) and path.is_file() and path.resolve().is_relative_to(root):
            yield path


def _shown(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if not any(part.startswith(".") for part in parts) and path.stem.casefold() not in NO_TEXT:
            yield path


def _is_meant(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def passed_over(given: Iterable[Path]) -> list[str]:
    """Tell what lies in the folders and is not read, so that nobody looks for its editions.

    A link that leads nowhere or out of the folder, and decisions without their text, are told one
    by one; files of other kinds are counted by their ending. Hidden files and a README are not
    told: nobody takes them for texts.
    """
    told: list[str] = []
    others: Counter[str] = Counter()
    for folder in dict.fromkeys(path for path in given if path.is_dir()):
        for path in sorted(_shown(folder)):
            if why := _why_not(path, folder.resolve()):
                told.append(f"{path}: {why}")
            elif path.is_file() and not _is_meant(path) and path.suffix.lower() != SIDECAR:
                others[path.suffix.lower() or "no ending"] += 1
    if others:
        counts = ", ".join(f"{kind} ({count})" for kind, count in sorted(others.items()))
        told.append(f"files of kinds that are not read: {counts}")
    return told


def _why_not(path: Path, root: Path) -> str:
    if path.is_symlink() and not path.exists():
        return "a link that leads nowhere"
    if path.is_symlink() and (path.is_dir() or not path.resolve().is_relative_to(root)):
        return "a link to a folder" if path.is_dir() else "a link out of the folder"
    if _is_meant(path) and not path.is_file() and not path.is_dir():
        return "no file to read from"
    if path.suffix == SIDECAR and not any(
        map(_is_meant, path.parent.glob(f"{escape(path.stem)}.*"))
    ):
        return "decisions without a text of that name"
    return ""


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
                cure="rename one of the two; of two extractions of one text, give one by --also",
            )
            yield job.path, Outcome(job.path, error.exit_status, message=str(error))
