"""Footnotes that a reader of pages wrote twice labelled: ``[^0]: <sup>1</sup> See there.``"""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

OWN_LABEL = r"(?:<sup>[^<>\n]{1,6}</sup>|\\?[*†‡§](?=[ ]?\S))"
DEFINED = re.compile(
    rf"^\[\^\d{{1,3}}\]:[ \t]*(?P<own>{OWN_LABEL})?|^[ \t]{{2,8}}(?P<more>{OWN_LABEL})",
    re.MULTILINE,
)
OPENED = re.compile(r"^\[\^\d{1,3}\][ \t]*(?:\n(?=\[\^)|$)", re.MULTILINE)
TWICE = 0.5
"""So many of the footnotes must have a label of their own."""


def unlabel_footnotes(source: Source) -> Iterator[Edit]:
    r"""Take off the label that a reader of pages gave to footnotes that have their own.

    It counts the footnotes of each page from nought, whatever is printed; a mark of that number
    alone on a line opens them. The printed label is the one that the text calls.

    >>> notes = "[^0]\n[^0]:    <sup>7</sup> See there.\n    <sup>8</sup> And"
    >>> fix(unlabel_footnotes, f"so it is.<sup>7</sup>\n\n{notes}")
    'so it is.<sup>7</sup>\n\n<sup>7</sup> See there.\n\n<sup>8</sup> And'

    Footnotes that have no other label keep it:

    >>> fix(unlabel_footnotes, "so it is.[^1]\n\n[^1]: See there.\n")
    'so it is.[^1]\n\n[^1]: See there.\n'
    """
    text = source.text
    found = list(DEFINED.finditer(text))
    defined = [match for match in found if not match["more"]]
    if sum(bool(match["own"]) for match in defined) <= TWICE * len(defined):
        return
    why = "it has a label of its own"
    heads = list(OPENED.finditer(text))
    for opened in heads:
        yield Edit(*opened.span(), "", Confidence.SURE, "it opens the footnotes of a page")
    for match in found:
        label = "more" if match["more"] else "own"
        end = match.start(label) if match[label] else match.end()
        start = match.start()
        alone = text[:start].endswith("\n\n") or start in {0, *(head.end() for head in heads)}
        yield Edit(start, end, "" if alone else "\n", Confidence.SURE, why)
