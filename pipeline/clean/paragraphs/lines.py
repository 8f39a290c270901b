"""Printed lines: which go on in the next, and which end a paragraph."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.clean.blocks.speech import LANGUAGES
from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.labels import is_next
from pipeline.clean.facts.layout import LEADER
from pipeline.clean.facts.open_ends import needs_more, within_bracket
from pipeline.clean.facts.printed import (
    FULLEST,
    INDENT,
    OPENS,
    Line,
    first_indent,
    mode_of,
    printed_lines,
)
from pipeline.clean.facts.seam import (
    BREAKS_OFF,
    CITED,
    FINISHED,
    SMALL,
    begins_within,
    ends_sentence,
    goes_on,
    is_byline,
)
from pipeline.clean.facts.setting import SHORT as SETTING_SHORT
from pipeline.clean.facts.setting import Setting, learn_setting, odds_of_end
from pipeline.clean.paragraphs.quoted import QUOTES, cites, opens_again
from pipeline.letters import HAN, UPPER, space_between
from pipeline.model import Source
from pipeline.report import Confidence

STRUCTURE = re.compile(
    r"\s*(?:#{1,6}\s|\||```|-{3,}\s*$|<sup>\d+</sup> |!\[|(?:[*•·][ \t]*){3,}$|[-•·▪◦][ \t]+\S)"
)
ORNAMENT = re.compile(r"(?:[*•·~⁂][ \t]*){3,9}$|[⁂❦☙]$")
PENDING = re.compile(
    r"[\[(][^\[\]()]*$|(?:^|[\s(\[“‘])(?:pp?|[Vv]ols?|[Nn]os?|[Oo]p|eds?|[Cc]f|[Cc]h(?:ap)?|Mrs?|Ms|Dr"
    r"|Prof|St|Rev|vs|viz|[Ee]\.g|[Ii]\.e|(?:[A-Z]\. ?)*[ABEFGHJKNOPRSTUWYZ])\.,?$"
)
"""An open bracket, or what stands before a number, a title or a name: p., vol., Op., Mr., J.

An initial that may be a Roman number is none."""
LABEL = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{2,5})[.)][ \t]+\S")
"""What opens an item of a list."""
SHORT = 0.93
"""A block whose lines stay below this share of the measure is set narrower."""
VERY_SHORT = 0.72
"""No justified line is below this share of the measure: what it ends is a paragraph."""
ITSELF, FAR = 0.85, 5
"""A paragraph of one line is below this share, and so many deviations below a full line."""
FULL = 0.94
RIGHT = 20
"""A day or a name set at the right begins so many spaces behind the next line."""
SPEECH = re.compile(rf"[—–]\s?[¿¡«„“…]?\s?[{UPPER}]")
SAID = 8
"""A line that ends a sentence ends its paragraph so much likelier, in odds, over speech."""
HYPHENS = "-–—"
COMMAS = (",", "-", "–", "—", "，", "、", "،")
CLOSES = re.compile(rf"[」』）】》〉、。，]|[”’](?:[“‘”’]|{HAN}|$)")
"""No line of Chinese or Japanese begins so, but where a reader parts it at the mark's space."""


def unwrap_lines(source: Source) -> Iterator[Edit]:
    r"""Put the printed lines of a paragraph together.

    What shows where a paragraph ends depends on what the extractor kept: a blank line; else the
    indent of the next line; else a last line that is shorter than the measure, ends a sentence,
    and is followed by a line that starts one. A page's last line is judged as any other.

    >>> line = "whilst speaking of the abolition of the rule of capital they wish to"
    >>> text = "\n".join([line] * 9) + "\nmaintain two.\nAs for government, it" + f"\n{line}" * 9
    >>> fix(unwrap_lines, text).count("\n\nAs for government, it whilst")
    1

    A text of one line a paragraph has nothing to put together:

    >>> fix(unwrap_lines, "One.\n\nTwo  \nlines of verse")
    'One.\n\nTwo  \nlines of verse'
    """
    if not is_wrapped(source.text):
        return
    text = source.text
    lines = printed_lines(text)
    ends = ENDS[mode_of(text)]
    setting = _learn(text, lines)
    for index, (one, two) in enumerate(itertools.pairwise(lines)):
        gap, space = text[one.end : two.start], space_between(text, one.end, two.start)
        if _structural(one, two) or ("\f" in gap and is_next(one.text, two.text)):
            if _stands_alone(one, two) and gap.count("\n") == 1 and "\f" not in gap:
                yield Edit(one.end, two.start, "\n\n")
            continue
        around = Around(lines[index - 1] if index else None, setting, text, source.lang)
        runs_on = one.quoted and two.quoted
        runs_on = runs_on or two.tail or cites(text, one, two, gap)
        runs_on = runs_on or (gap == "\n" and bool(CLOSES.match(two.text)))
        evidence = "" if runs_on else ends(one, two, gap, around)
        if not runs_on and opens_again(lines, index + 1):
            evidence = "a quotation's next paragraph opens with its mark"
        yield from _between(one, two, (gap, space), evidence)
        if not evidence and "\f" in gap and _full_and_unfinished(one, two, around):
            why = "the page's last line is full, and its sentence has no end"
            yield Edit(one.end, two.start, f"{space}\f", Confidence.LIKELY, why)


def _full_and_unfinished(one: Line, two: Line, around: Around) -> bool:
    """Say whether a paragraph goes on over the page in a way that only its printed line shows.

    ``join-pages`` knows of all other ways, and of words that the page cut.
    """
    if one.last < FULL or one.quoted or FINISHED.search(one.text) or one.text[-1] in HYPHENS:
        return False
    return two.last >= SHORT and not goes_on(one.text, two.text, around.text, around.lang)


def _structural(one: Line, two: Line) -> bool:
    """Say whether either line is no line of a paragraph: a heading, an item, a leader, a rule."""
    if STRUCTURE.match(one.text) and not one.text.startswith("<sup>"):
        return True
    if two.text.startswith(">"):
        return True
    return any(LEADER.match(line.text) for line in (one, two)) or bool(STRUCTURE.match(two.text))


def _stands_alone(one: Line, two: Line) -> bool:
    return one.text.startswith("#") or any(ORNAMENT.match(line.text) for line in (one, two))


def _between(one: Line, two: Line, between: tuple[str, str], evidence: str) -> Iterator[Edit]:
    gap, space = between
    if evidence:
        if gap.count("\n") == 1 and "\f" not in gap:
            yield Edit(one.end, two.start, "\n\n", Confidence.SURE, evidence)
    elif "\f" not in gap:
        yield Edit(one.end, two.start, space)
    elif FINISHED.search(one.text):
        why = "the page's last line is full, or the next page's first is not indented"
        yield Edit(one.end, two.start, f"{space}\f", Confidence.LIKELY, why)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside two lines: the line before them, and how the text sets its lines."""

    before: Line | None
    setting: Setting
    text: str
    lang: str


def _by_blank(one: Line, two: Line, gap: str, around: Around) -> str:
    if "\f" in gap:
        return "a new page" if FINISHED.search(one.text) else ""
    if gap.count("\n") == 1:
        return _by_itself(one, two, around)
    return "" if _cut(one, two, around) else "a blank line"


def _by_itself(one: Line, two: Line, around: Around) -> str:
    """Find the very short lines over and under a letter: its day, its salutation, its name.

    A line that ends a sentence need not be as short, where the text's lines are all of one width.
    """
    if one.several or not OPENS.match(two.text) or PENDING.search(one.text):
        return ""
    begins = _begins(one, around.before)
    far = around.setting.full - FAR * around.setting.spread
    if FINISHED.search(one.text) and one.last < min(ITSELF if begins else VERY_SHORT, far):
        return "a short line that ends a sentence"
    return "a very short line by itself" if begins and one.last < VERY_SHORT else ""


def _cut(one: Line, two: Line, around: Around) -> bool:
    """Say whether a blank line stands in mid-sentence, where an extractor took a line for two."""
    if within_bracket(one.text, two.text):
        return True
    if one.last >= SHORT and needs_more(one.text, two.text):
        return True
    if ends_sentence(one.text, two.text):
        return False
    if one.last < VERY_SHORT and (is_byline(one.text, two.text) or BREAKS_OFF.search(one.text)):
        return False
    if begins_within(two.text):
        return True
    verdict = goes_on(one.text, two.text, around.text, around.lang)
    sure = verdict is not None and verdict[0] is not Confidence.DOUBTFUL
    return sure and one.last >= SHORT


def _by_indent(one: Line, two: Line, gap: str, around: Around) -> str:
    if "\f" not in gap and gap.count("\n") > 1:
        opens = LABEL.match(two.text) or two.indent - one.indent >= INDENT
        unfinished = one.last >= SHORT and not FINISHED.search(one.text)
        return "" if unfinished and two.text[:1].isalnum() and not opens else "a blank line"
    if two.indent - one.indent >= INDENT:
        return "the next line is indented"
    if "\f" in gap and two.indent >= INDENT:
        return "the next page's first line is indented"
    alike = INDENT <= one.indent == two.indent
    if alike and FINISHED.search(one.text) and _opens_next(two, around):
        return "the sentence ended, and both lines are indented as paragraphs are"
    if alike and one.last < VERY_SHORT and OPENS.match(two.text):
        return "the line is very short, and the next is indented alike"
    before = around.before
    left = one.indent - two.indent >= 2 * INDENT and before and before.indent == one.indent
    if left and (FINISHED.search(one.text) or not SMALL.match(two.text)):
        return "an indented block ends"
    if one.indent - two.indent >= RIGHT and one.last < VERY_SHORT and not SMALL.match(two.text):
        return "a line at the right ends"
    if "\f" in gap and one.last < SHORT and FINISHED.search(one.text):
        return "the page's last line is short"
    return ""


def _by_width(one: Line, two: Line, gap: str, around: Around) -> str:
    """Weigh how short the line is against how likely a justified line is so short.

    The next line weighs too: a paragraph's first line is indented, so that it holds less.
    """
    if "\f" not in gap and gap.count("\n") > 1:
        return "" if _cut(one, two, around) and one.last >= SHORT else "a blank line"
    if "\f" in gap and one.text.endswith(":") and two.text[:1] in QUOTES:
        return "a quotation begins on the next page"
    opens = OPENS.match(two.text)
    announced = one.text.endswith(":") and two.text[:1] in QUOTES
    if not (announced or opens) or PENDING.search(one.text):
        return ""
    if not (FINISHED.search(one.text) or CITED.search(one.text)):
        short = one.last < VERY_SHORT and not one.several
        stopped = short and not one.text.endswith(COMMAS)
        stopped = stopped or (short and one.text.endswith(",") and _begins(one, around.before))
        return "the line is very short" if stopped else ""
    odds = odds_of_end(around.setting, one.last, two.last)
    odds *= SAID if (announced and opens) or _is_said(two, around.lang) else 1
    return "the line is short and ends a sentence" if odds > 1 else ""


def _opens_next(line: Line, around: Around) -> bool:
    """Say whether a line under one that is indented alike opens a paragraph of its own."""
    usual = abs(line.indent - first_indent(around.text)) < INDENT and OPENS.match(line.text)
    return _is_said(line, around.lang) or bool(usual)


def _is_said(line: Line, lang: str) -> bool:
    """Say whether a line opens as speech does, in a language that sets it with a dash."""
    return lang.partition("-")[0] in LANGUAGES and bool(SPEECH.match(line.text))


def _begins(line: Line, before: Line | None) -> bool:
    """Say whether a paragraph begins with a line: at the text's head, apart, or behind an end."""
    apart = line.gap.count("\n") > 1 and "\f" not in line.gap
    ended = before is None or before.last < VERY_SHORT or FINISHED.search(before.text)
    return apart or bool(ended)


def _learn(text: str, lines: Sequence[Line]) -> Setting:
    pairs = [
        (one, two) for one, two in itertools.pairwise(lines)
        if text.count("\n", one.end, two.start) == 1 and "\f" not in text[one.end : two.start]
        and not (two.several or two.tail or one.quoted or two.quoted or _structural(one, two))
    ]  # fmt: skip
    full = [
        two.last for one, two in pairs
        if one.last > SETTING_SHORT and SETTING_SHORT < two.last < FULLEST
        and not FINISHED.search(one.text) and not FINISHED.search(two.text)
    ]  # fmt: skip
    ends = [
        (one.last, two.last) for one, two in pairs
        if FINISHED.search(one.text) and OPENS.match(two.text)
    ]  # fmt: skip
    return learn_setting(full, ends)


ENDS: dict[str, Callable[[Line, Line, str, Around], str]] = {
    "blank": _by_blank,
    "indent": _by_indent,
    "width": _by_width,
}
"""What shows where a paragraph ends, by what the extractor kept."""
