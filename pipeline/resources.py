"""Where the files lie that are not code."""

import shlex
import sys
from importlib.resources import files
from pathlib import Path


def styles_folder() -> Path:
    """Find the stylesheets that came with this copy of Handpress.

    In a checkout ``pipeline/styles`` points to the folder ``styles``, which a designer edits; an
    installed copy holds the files themselves.

    >>> styles_folder().name
    'styles'
    """
    return Path(str(files("pipeline") / "styles")).resolve()


def pip(packages: str) -> str:
    """Give the line that installs packages where this program runs, which a bare pip may not."""
    return f"{shlex.quote(sys.executable)} -m pip install {packages}"
