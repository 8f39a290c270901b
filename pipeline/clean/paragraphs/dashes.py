"""Dashes that were taken for something else."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.seam import FINISHED
from pipeline.model import Source
from pipeline.report import Confidence

WITH_O = frozenset(("it", "es", "gl"))
"""Languages whose word for "or" is one letter, which an extractor takes for a bullet: ``o``."""
DASH = re.compile(r"(?<=\w) ?[—–] ?(?=[^\W\d_])")
ITEM = re.compile(r"(?P<last>[^\n\f]*\S)[ \t]*\n\s*?\n?[ \t]*- (?P<next>[^\n]*)")


def restore_dashes(source: Source) -> Iterator[Edit]:
    r"""Put a dash that began a printed line back into its sentence.

    An extractor takes a line that begins with a dash for an item of a list. It is none when the
    sentence before it was not finished and it goes on with a small letter.

    >>> line = "to take the middle class system, as the collectivists would have it"
    >>> text = "\n".join([line] * 9) + " now\n\n- a system already in decay"
    >>> fix(restore_dashes, text)[-32:]
    ' now — a system already in decay'

    A list that a colon announces stays:

    >>> fix(restore_dashes, text.replace("now", "so:"))[-32:]
    'so:\n\n- a system already in decay'
    """
    if not is_wrapped(source.text):
        return
    for match in ITEM.finditer(source.text):
        last, following = match["last"], match["next"]
        if last.lstrip().startswith(("- ", "#", "---")) or FINISHED.search(last):
            continue
        if following[:1].islower():
            evidence = "the sentence before it goes on"
            start, end = match.end("last"), match.start("next")
            if source.lang.partition("-")[0] in WITH_O and not DASH.search(source.text):
                why = f"{evidence}, and the text has no dash"
                yield Edit(start, end, " o ", Confidence.DOUBTFUL, why)
            else:
                yield Edit(start, end, " — ", Confidence.LIKELY, evidence)
