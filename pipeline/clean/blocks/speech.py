"""Speech that a dash opens, as most languages but English set it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.open_ends import OPEN
from pipeline.clean.facts.seam import FINISHED
from pipeline.letters import LOWER, UPPER
from pipeline.model import Source
from pipeline.report import Confidence

LANGUAGES = frozenset((
    "bg", "ca", "cs", "da", "el", "eo", "es", "fi", "fr", "hr", "hu", "it", "nb", "pl", "pt", "ro",
    "ru", "sk", "sl", "sr", "sv", "tr", "uk",
))  # fmt: skip
ITEM = re.compile(rf"^[ \t]*(?P<dash>-[ \t]+)(?P<text>{OPEN}[{UPPER}][^\n]*)$", re.MULTILINE)
SPOKEN = re.compile(rf"[?!…][”\"»]?\s{{1,2}}(?:[-–—]\s)?[{LOWER}]|[,.?!…]\s{{1,2}}[-–—]\s")
"""A small letter behind a question, or a dash behind a stop: who says it stands there."""
VERBS = (
    "dijo|respondió|contestó|preguntó|exclamó|replicó|añadió|disse|rispose|chiese|domandò|esclamò|"
    "respondeu|perguntou|dit|répondit|demanda|fit|reprit|cria"
)
SAYS = re.compile(rf"\s{{1,2}}[-–—]\s?(?:{VERBS})\b")
"""A word for speaking behind a dash; behind a comma it tells a speaker where another asks."""
SAYS_SO = re.compile(rf", (?:{VERBS})\b")
ASKED = re.compile(r"[?][”\"»]?\s*$", re.MULTILINE)
GREEK_ASKED = re.compile(rf";[”\"»]?\s{{1,2}}(?:[-–—]\s)?[{LOWER}]")
"""A question in Greek."""
INNER = re.compile(r"(?<=[,.?!…])(?P<dash>\s{1,2}-\s)")
DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
BYLINE = re.compile(rf"[{UPPER}]\S* [{UPPER}][^\n]{{1,50}}(?<![.:;!?])\n[ \t]*\n")
ABOVE = 400
"""A sentence's last words are no longer."""
BETWEEN = 3
"""Lines that an item of speech may go on for."""


def restore_speech(source: Source) -> Iterator[Edit]:
    r"""Put back the dashes that open speech, where an extractor took them for a list's.

    One speaker of a run at least says so: the words that tell who speaks begin with a small
    letter behind a question, or behind a dash, or are a word for speaking. Where one run does, so
    is another in which one asks. English does not set speech so, but a name alone under what it
    signs is no list in any language.

    >>> text = "- Que voulez-vous ? demanda le juge.\n\n- Rien que notre droit."
    >>> apply(Source(text, lang="fr"), list(restore_speech(Source(text, lang="fr")))).text
    '— Que voulez-vous ? demanda le juge.\n\n— Rien que notre droit.'

    A list stays:

    >>> text = "- Le pain et la terre.\n\n- Que faire ?"
    >>> list(restore_speech(Source(text, lang="fr")))
    []
    """
    lang, text = source.lang.partition("-")[0], source.text
    dash = "–" if text.count(" – ") > text.count(" — ") else "—"
    runs = [run for run in _runs(text) if not _is_dated(run)]
    for item in (run[0] for run in runs if len(run) == 1 and _is_byline(text, run[0])):
        why = "a name alone under what it signs"
        yield Edit(item.start(), item.end("dash"), f"{dash} ", Confidence.LIKELY, why)
    if lang not in LANGUAGES:
        return
    told = [any(_is_told(item["text"], lang) for item in run) for run in runs]
    for run, said in zip(runs, told, strict=True):
        asked = len(run) > 1 and any(ASKED.search(item["text"]) for item in run)
        so = any(told) or any(SAYS_SO.search(item["text"]) for item in run)
        if not (said or (asked and so)):
            continue
        for item in run:
            why = "who speaks is told behind a stop"
            yield Edit(item.start(), item.end("dash"), f"{dash} ", Confidence.LIKELY, why)
            for inner in INNER.finditer(text, item.start("text"), item.end()):
                yield Edit(*inner.span("dash"), f" {dash} ", Confidence.LIKELY, why)


def _is_byline(text: str, item: re.Match[str]) -> bool:
    """Say whether an item is a name alone behind a sentence that ended."""
    above = text[max(0, item.start() - ABOVE) : item.start()].rstrip()
    return bool(FINISHED.search(above) and BYLINE.match(text, item.start("text")))


def _is_told(text: str, lang: str) -> bool:
    """Say whether the words tell who speaks."""
    asked = lang == "el" and GREEK_ASKED.search(text)
    return bool(SPOKEN.search(text) or SAYS.search(text) or asked)


def _is_dated(run: Sequence[re.Match[str]]) -> bool:
    """Say whether most items have a year: they are the works of a reference list."""
    return sum(bool(DATED.search(item["text"])) for item in run) * 2 > len(run)


def _runs(text: str) -> Iterator[Sequence[re.Match[str]]]:
    """Give the items that stand one below the other, with no more than their own lines between."""
    items = list(ITEM.finditer(text))
    run = items[:1]
    for one, two in pairwise(items):
        between = text[one.end() : two.start()]
        if len(between.split("\n")) > 2 * BETWEEN or len(between.strip().split("\n")) > BETWEEN:
            yield run
            run = []
        run.append(two)
    if run:
        yield run
