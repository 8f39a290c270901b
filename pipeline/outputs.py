"""Put finished files where they belong: each whole, or not there at all."""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import OutputError

NOT_SLUG = re.compile(r"[^a-z0-9]+")
LAST = "report.json"
"""Renamed last: a folder whose report names other files than it holds was left half-way."""


def name_of(path: Path) -> str:
    """Give the name that the folder and the files of a text's editions go by.

    Letters, digits and hyphens, which every file system and every reader of an address can bear;
    where most of a name is in another script, a digest stands for it.

    >>> name_of(Path("in/Kropotkin – L’État.md")), name_of(Path("Хлеб и воля.txt"))
    ('kropotkin-l-etat', 'text-5966fed6')
    """
    stem = path.stem.removesuffix(".tei")
    levelled = unicodedata.normalize("NFKD", stem.casefold())
    plain = "".join(char for char in levelled if not unicodedata.combining(char))
    name = NOT_SLUG.sub("-", plain).strip("-")[:80].rstrip("-")
    if not name or 2 * sum(map(str.isalpha, name)) < sum(map(str.isalpha, stem)):
        return f"text-{hashlib.sha256(stem.encode()).hexdigest()[:8]}"
    return name


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a folder beside the one that is to be; what is written into it appears at the end.

    Every file is synced, then renamed into its place; where the folder is new, it appears whole.
    Files that an earlier run left and this one did not make are removed, so that all that lies in
    a folder is of one state of the text. If anything is raised meanwhile, or the process is
    killed, the folder stays as it was. Raises OutputError where nothing can be written.
    """
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        beside.mkdir()
    except OSError as error:
        raise _refused(folder.parent, error) from error
    try:
        yield beside
        _publish(beside, folder)
    except OSError as error:
        raise _refused(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Write a file by itself: beside, synced, renamed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        _sync(beside)
        beside.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _refused(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written: {error.strerror or error}",
        where=str(path),
        cure="choose another folder with -o, or free this one",
    )


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left beside a folder of editions."""
    for left in folder.parent.glob(f".{folder.name}.*.tmp"):
        pid = left.name.rsplit(".", 2)[1]
        if not pid.isdigit() or not Path(f"/proc/{pid}").exists() or int(pid) == os.getpid():
            shutil.rmtree(left, ignore_errors=True)


def _publish(beside: Path, folder: Path) -> None:
    made = sorted(beside.iterdir(), key=lambda path: (path.name == LAST, path.name))
    for path in made:
        _sync(path)
    if not folder.exists():
        beside.rename(folder)
    else:
        names = {path.name for path in made}
        ours = (f"{folder.name}.", "edition.", "report.")
        for old in folder.iterdir():
            if old.is_file() and old.name not in names and old.name.startswith(ours):
                old.unlink()
        for path in made:
            path.replace(folder / path.name)
    _sync(folder)
    _sync(folder.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
