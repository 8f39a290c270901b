"""Scene breaks of which an extractor took the signs for a list's bullets."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

BULLETS = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\n[ \t]\n)|(?<=\f))(?P<signs>[ \t]*-(?:[ \t]+(?:[-*]|\\\*)){1,2})[ \t]*"
    r"(?=\n[ \t]*(?:\n|\f)|\n?\f|\n?\Z)"
)
APART = 4
"""Bullets alone lie so many spaces apart at least: ``- - -`` is Markdown's way to write a rule."""


def restore_scene_breaks(source: Source) -> Iterator[Edit]:
    r"""Write the asterisks of a scene break that were read as bullets of a list.

    A bullet begins a line, and words follow it. A line of its own that has signs alone, the first
    of them a bullet, or all of them and far apart, is no list.

    >>> fix(restore_scene_breaks, "He left.\n\n       - * *\n\nShe stayed.")
    'He left.\n\n* * *\n\nShe stayed.'
    >>> fix(restore_scene_breaks, "He left.\n\n      -      -      \n\nShe stayed.")
    'He left.\n\n* * *\n\nShe stayed.'

    A list stays, and so does a rule:

    >>> fix(restore_scene_breaks, "He left.\n\n- - -\n\n- one\n- two")
    'He left.\n\n- - -\n\n- one\n- two'
    """
    for match in BULLETS.finditer(source.text):
        signs = match["signs"]
        if "*" in signs:
            yield Edit(*match.span(), "* * *", Confidence.SURE, "signs alone, the first a bullet")
        elif re.search(rf"-[ \t]{{{APART},}}-", signs):
            yield Edit(*match.span(), "* * *", Confidence.LIKELY, "bullets alone, far apart")
