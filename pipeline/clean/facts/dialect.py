"""Which extractor wrote a text: a prior for the rules, told with its evidence."""

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.letters import columns

OWN: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "marker": (
        re.compile(r"^\{\d+\}-{20,}", re.MULTILINE),
        re.compile(r'<span id="page-\d+-\d+">'),
        re.compile(r"\]\(#page-\d+-\d+\)"),
        re.compile(r"!\[[^\]\n]{0,200}\]\(_page_\d+_"),
    ),
    "pymupdf4llm": (
        re.compile(r"^--- end of page=\d+ ---", re.MULTILINE),
        re.compile(r"==> picture \[\d+ x \d+\] intentionally omitted <=="),
        re.compile(r"(?:-{5}|<!--) (?:Start|End) of picture text (?:-{5}|-->)"),
        re.compile(r"\.pdf-\d{4}-\d{2}\.(?:png|jpe?g)\)"),
    ),
    "docling": (re.compile(r"<!-- (?:image|formula-not-decoded|page break) -->"),),
    "mineru": (re.compile(r"!\[[^\]\n]{0,200}\]\(images/[0-9a-f]{20,}"),),
    "olmocr": (
        re.compile(r"^primary_language:", re.MULTILINE),
        re.compile(r"^is_rotation_valid:", re.MULTILINE),
    ),
    "mistral": (re.compile(r"!\[img-\d{1,4}\.jpe?g\]"), re.compile(r"^\[\^0\]:", re.MULTILINE)),
    "nanonets": (re.compile(r"(?:<|&lt;)page_number(?:>|&gt;)"),),
    "paddleocr": (re.compile(r"<img src=\"imgs/img_in_"),),
    "deepseek-ocr": (re.compile(r"<\|ref\|>"),),
    "azure": (re.compile(r"<!-- Page(?:Break|(?:Number|Header|Footer)=)"),),
    "chandra": (re.compile(r"!\[[^\]\n]{0,200}\]\([0-9a-f]{32}_\d+_img\.webp\)"),),
}
"""Dialect to what no other extractor writes: one such sign decides."""

SIGNS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "pymupdf4llm": (
        re.compile(r"^\*\*\S+\*\* \*\*\S+\*\*", re.MULTILINE),
        re.compile(r"(?:^|\s)_[^_\n*]{2,80}_(?=[\s.,;:)])"),
    ),
    "mineru": (re.compile(r"\$\^\{\d+\}\$"),),
    "vlm-markdown": (re.compile(r"<sup>\d+</sup>"), re.compile(r"^#{1,4} \S", re.MULTILINE)),
    "pdftotext": (re.compile(r"\f"),),
}
"""Dialect to what it writes more often than others."""

SHOWN = 30
"""So many characters of a sign are shown."""
WRAP_WIDTH = 200
"""No extractor that keeps the printed lines writes longer ones."""


@lru_cache(maxsize=4)
def dialect_of(text: str) -> tuple[str, str]:
    """Name the dialect and say why; ``plain`` when nothing speaks for any.

    A sign that only one extractor writes decides; where two have left such signs, the more
    frequent. Without one, what several write counts by how often it occurs, up to five times.
    """
    wrapped = "printed lines kept" if is_wrapped(text) else "one line a paragraph"
    own = {name: [found for sign in signs if (found := sign.findall(text))]
           for name, signs in OWN.items()}  # fmt: skip
    best = max(own, key=lambda name: sum(map(len, own[name])))
    if own[best]:
        first = min((m for sign in OWN[best] if (m := sign.search(text))), key=lambda m: m.start())
        count = sum(map(len, own[best]))
        sign = re.sub(r"-{4,}", "---", first[0])[:SHOWN]
        times = "once" if count == 1 else f"and the like, {count} times"
        return best, f"no other writes “{sign}”: {times}; {wrapped}"
    scores = {
        name: sum(min(5, len(sign.findall(text))) for sign in signs)
        for name, signs in SIGNS.items()
    }
    if is_wrapped(text):
        scores["vlm-markdown"] //= 2
        scores["pdftotext"] += 3
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        return "plain", "no sign of any extractor"
    runner = sorted(scores.values())[-2]
    return best, f"{scores[best]} signs of it, {runner} of the next likely; {wrapped}"


def _runs_on(lines: Sequence[str]) -> bool:
    """Say whether half of the text stands in lines that no page was wide enough for.

    A fifth is enough where most of them stand behind an indented line, a paragraph's first.
    """
    long = [line for line in lines if len(line) >= WRAP_WIDTH]
    behind = sum(
        one[:1].isspace() and len(two) >= WRAP_WIDTH for one, two in itertools.pairwise(lines)
    )
    return (5 if 2 * behind > len(long) else 2) * sum(map(len, long)) > sum(map(len, lines))


@lru_cache(maxsize=4)
def is_wrapped(text: str) -> bool:
    """Say whether the printed lines were kept, so that a paragraph is many lines.

    Most of the text then stands in lines that are followed by another line of their block.
    """
    lines = [line.strip() for line in text.split("\n")]
    full = [line for line in lines if columns(line) > 40]
    if len(full) < 8 or _runs_on(text.split("\n")):
        return False
    followed = sum(
        1 for one, two in itertools.pairwise(lines)
        if 40 < columns(one) < WRAP_WIDTH and len(two) > 1
    )  # fmt: skip
    return followed > 0.6 * len(full)
