"""Say where an extractor lost the spaces between words: nothing but another extraction helps."""

import re
from collections.abc import Callable

from pipeline.letters import LOWER
from pipeline.model import Origin
from pipeline.report import Finding

TOGETHER = re.compile(rf"(?<![\w/.@-])[^\W\d_]?[{LOWER}]{{27,}}(?![\w/@-])")
"""So many letters are two words or more; an address has as many."""
FEWEST = 3
"""Fewer may be compounds."""
SHARE = 1 / 3000
"""And so may these, if they are no more of all words."""
SHOWN = 50


def words_run_together(text: str, origin_of: Callable[[int], Origin]) -> list[Finding]:
    r"""Find words that are longer than any, where a text has many.

    Some extractors measure spaces instead of reading them, and lose those of lines set tight.

    >>> lost = "Thepeasantssowedthelandtheyhad, theysowedallofitandthenthemill. "
    >>> words_run_together(lost * 3, lambda at: Origin("", 1))[0].code
    'spaces-lost'

    One long word is a word:

    >>> words_run_together("Antidisestablishmentarianism is a word.", lambda at: Origin("", 1))
    []
    """
    found = list(TOGETHER.finditer(text))
    if len(found) < max(FEWEST, SHARE * len(text.split())):
        return []
    message = (
        f"{len(found)} words are longer than any, such as “{found[0][0][:SHOWN]}”: the extractor"
        " lost the spaces between them. Extract the text anew with another program or setting."
    )
    return [Finding("spaces-lost", message, origin_of(found[0].start()))]
