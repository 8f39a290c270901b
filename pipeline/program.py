"""Which program made an edition: its version, and a digest of what decides the bytes."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.resources import styles_folder, version_of

TOOLS = ("EbookLib", "WeasyPrint", "lxml", "pikepdf", "pydyf", "pypandoc_binary")
"""What writes into the editions; a new version of one may change their bytes."""
PARTS = frozenset({".py", ".rng", ".sch", ".css", ".html", ".conf", ".json", ".txt", ".tsv"})


@cache
def tools() -> dict[str, str]:
    """Give the version of Handpress and of each tool that writes into the editions."""
    return {name: version_of(name) or "missing" for name in ("handpress", *TOOLS)}


@cache
def digest() -> str:
    """Give the SHA-256 of the program: its code, schema and styles, and the versions of its tools.

    An edition whose report names the same program, the same input and the same decisions need not
    be made again.
    """
    package = Path(str(files("pipeline")))
    held = [path for path in package.rglob("*") if path.suffix in PARTS and path.is_file()]
    held += [path for path in styles_folder().rglob("*") if path.is_file()]
    total = hashlib.sha256(repr(sorted(tools().items())).encode())
    for path in sorted(set(held), key=lambda path: (path.name, str(path))):
        total.update(f"\0{path.name}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()
