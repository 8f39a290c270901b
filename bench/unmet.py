"""What was left undone, by need: the differences from the truth that some rule is there to mend."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from bench.streams import CALL, Match
from pipeline.model import Source

NEEDS: Mapping[str, str] = {
    "join-pages": "paragraphs over pages",
    "unwrap-lines": "paragraphs",
    "part-indented-paragraphs": "paragraphs",
    "mark-headings": "headings",
    "part-glued-headings": "headings",
    "write-labels": "notes begun",
    "rule-off-notes": "notes begun",
    "raise-calls": "note marks",
    "write-calls": "note marks",
    "raise-glued-calls": "note marks",
    "restore-ligatures": "ligatures",
    "close-up-ligatures": "ligatures",
    "restore-stand-ins": "ligatures",
    "expand-ligatures": "ligatures",
    "join-line-hyphens": "broken words",
    "join-cut-words": "broken words",
    "restore-hyphens": "broken words",
    "curl-quotes": "quotation marks",
}  # fmt: skip
LIGATURE = re.compile("ffi|ffl|ff|fi|fl|th")


def unmet(body: Source, text: Match, notes: Match) -> Counter[str]:
    """Count what is left undone, by need."""
    left: Counter[str] = Counter()
    found = set(text.image.values())
    left["note marks"] = sum(
        word.form == CALL for i, word in enumerate(text.truth.words) if i not in found
    )
    begun = {notes.image.get(start) for start in notes.made.starts}
    left["notes begun"] = len(notes.truth.starts.keys() - begun)
    left["quotation marks"] = sum(
        word.printed in ("'", '"') and text.truth.words[text.image[i]].printed in "“”‘’"
        for i, word in enumerate(text.made.words) if i in text.image
    )  # fmt: skip
    left.update(_blocks(body, text))
    left.update(_runs(text))
    return left


def _blocks(body: Source, text: Match) -> Iterator[str]:
    """Name the need of every block that begins where the truth's does not, or the other way."""
    for start in text.made.starts:
        found = text.aligned(start, 1)
        if found is None or not text.first <= start <= text.last or not start:
            continue
        if found[1] - (found[0] - start) not in text.truth.starts:
            before = text.made.words[start - 1].end
            gap = body.text[before : text.made.words[start].start]
            yield "paragraphs over pages" if "\f" in gap else "paragraphs"
    home = {image: index for index, image in text.image.items()}
    for start, kind in text.truth.starts.items():
        index = home.get(start)
        if index is not None and kind == "head" and text.made.starts.get(index) != "head":
            yield "headings"
        elif index is not None and index not in text.made.starts:
            yield "paragraphs"


def _runs(text: Match) -> Iterator[str]:
    """Name the need of every word that differs, where its form tells it."""
    pairs = sorted(text.image.items())
    for (one, here), (two, there) in itertools.pairwise(pairs):
        made = [word.form.casefold() for word in text.made.words[one + 1 : two]]
        true = [word.form.casefold() for word in text.truth.words[here + 1 : there]]
        if not made and not true:
            continue
        joined, truly = "".join(made), "".join(true)
        if joined != truly and LIGATURE.sub("", truly) == LIGATURE.sub("", joined):
            yield "ligatures"
        elif joined.replace("-", "") == truly.replace("-", ""):
            yield "broken words"
