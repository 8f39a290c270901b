"""The line under a quotation that says whose it is."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.model import Source
from pipeline.report import Confidence

SOURCE = re.compile(
    r"(?<=[.!?…”\"»’*_])[ \t]*(?P<above>\n)[ \t]*[*_]?[—–―][ \t]?[*_]?"
    r"(?P<name>[^\W\d_a-zß-öø-ÿ][\w’'.-]*(?:[ ](?:[^\W\d_a-zß-öø-ÿ][\w’'.-]*|of|the|and|de|la|le|"
    r"du|van|von|der|den|di|da|y)){0,5})(?P<more>(?:,|[ ]\()[^\n]{1,60})?[*_]?[ \t]*"
    r"(?P<below>\n|\Z)"
)
SHORT = 0.85
"""A source's line ends before so much of the measure."""


def part_sources(source: Source) -> Iterator[Edit]:
    r"""Part from a quotation the line of its source, which stands under it with a dash.

    The printed lines show it: the quotation's last sentence has ended, and a name alone, or a
    name and a work, stands on a short line of its own.

    >>> line = "and the men of the towns had done it all of them long before the State\n"
    >>> fix(part_sources, line * 9 + "so it was.\n— Emma Goldman\n\nThe").partition("so")[2]
    ' it was.\n\n— Emma Goldman\n\nThe'

    A dash within a sentence stays in its line:

    >>> text = line * 9 + "so it was\n— Emma said that\n"
    >>> fix(part_sources, text) == text
    True
    """
    if not is_wrapped(source.text):
        return
    measure = measure_of(source.text)
    for match in SOURCE.finditer(source.text):
        line = source.text[match.end("above") : match.start("below")]
        if natural_width(line.strip()) > SHORT * measure:
            continue
        why = "a dash and a name, on a short line under a sentence that ended"
        yield Edit(*match.span("above"), "\n\n", Confidence.LIKELY, why)
        behind = source.text[match.end() : match.end() + 1]
        if behind not in ("", "\n", "\f"):
            yield Edit(*match.span("below"), "\n\n", Confidence.LIKELY, why)
