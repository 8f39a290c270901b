"""Where the files lie that are not code, and how a file that a person names is read."""

from __future__ import annotations

import shlex
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ConfigError, InputError

if TYPE_CHECKING:
    from jinja2 import Template


def styles_folder() -> Path:
    """Find the stylesheets that came with this copy of Handpress.

    In a checkout ``pipeline/styles`` points to the folder ``styles``, which a designer edits; an
    installed copy holds the files themselves.

    >>> styles_folder().name
    'styles'
    """
    return Path(str(files("pipeline") / "styles")).resolve()


def style_file(styles: Path, name: str) -> Path:
    """Find a file of a folder of styles; raises ConfigError where it is missing."""
    path = styles / name
    if not path.is_file():
        raise ConfigError(f"the styles have no {name}", where=str(path))
    return path


@cache
def template(package: str, name: str) -> Template:
    """Read the template of a page that stands beside the code; what it is given is escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = lambda count: f"{count:,}".replace(",", "\u202f")
    return environment.from_string((files(package) / name).read_text("utf-8"))


def pip(packages: str) -> str:
    """Give the line that installs packages where this program runs, which a bare pip may not."""
    return f"{shlex.quote(sys.executable)} -m pip install {packages}"


def version_of(package: str) -> str:
    """Give the version of a package, or nothing where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def read_file(path: Path) -> bytes:
    """Read a file that a person names; raises InputError where that cannot be."""
    try:
        return path.read_bytes()
    except OSError as error:
        cure = "check the path" if isinstance(error, FileNotFoundError) else "check its rights"
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), cure=cure) from error
