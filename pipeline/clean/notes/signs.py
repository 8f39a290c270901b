"""Notes that a sign calls: ``*``, ``†``, ``**``. Signs begin again on every page."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.model import Source
from pipeline.report import Confidence

SIGN = r"(?P<open>[ ]?\\?\[|<sup>)?(?P<sign>(?:\\?[*∗]){1,5}|[†‡§¶‖]{1,4})(?(open)(?:\\?\]|</sup>))"
EMPHASIS = re.compile(
    r"(?<![\\*\w])(?P<stars>\*{1,3})(?=[^\s*])(?:[^*\n]|\n(?=\S)){1,600}(?<=[^\s*\\])(?P=stars)(?![*\w])"
)
MARK = re.compile(rf"(?<=[\w.,;:!?”\"’'»)\]_]){SIGN}(?=[\s.,;:!?”\"’'»)\]—–]|$)")
LABEL = re.compile(
    rf"^[ \t]*(?:[>-][ ])?{SIGN}(?![ \t]*\\?[*∗†‡§¶‖])[ \t]*(?:(?=[^\s.])|\n{{1,2}}[ \t]*(?=\S))",
    re.MULTILINE,
)
REACH = 8_000
"""A note that a sign calls stands at the foot of its page: so many characters behind it at most."""
PLAIN = str.maketrans("∗", "*", "\\")


def raise_signs(source: Source) -> Iterator[Edit]:
    r"""Raise the signs that call notes, and write the labels of their notes alike.

    A block, or a printed line, that opens with a sign is a note if a word before it, on its page,
    has the same sign behind it; each sign calls one note.

    >>> fix(raise_signs, "the State.* And men† so.\n\n\\* See.\n\n† *Freedom*.")
    'the State.<sup>*</sup> And men<sup>†</sup> so.\n\n<sup>*</sup> See.\n\n<sup>†</sup> *Freedom*.'

    Emphasis, a list, and a sign that no note has stay:

    >>> fix(raise_signs, "the *State* and so.* And.\n\n* Bread\n* Land\n\n* *Freedom*")
    'the *State* and so.* And.\n\n* Bread\n* Land\n\n* *Freedom*'
    """
    text = EMPHASIS.sub(lambda match: "\0" * len(match[0]), source.text)
    marks: dict[str, list[re.Match[str]]] = {}
    wrapped = is_wrapped(source.text)
    signs = [*MARK.finditer(text), *LABEL.finditer(text)]
    found = sorted(signs, key=lambda match: match.start("sign"))
    for index, match in enumerate(found):
        sign = match["sign"].translate(PLAIN)
        if match.re is MARK:
            marks.setdefault(sign, []).append(match)
            continue
        mark = marks.pop(sign, [match])[-1]
        far = match.start() - mark.start() > REACH
        if mark is match or far or _in_list(found, index):
            continue
        if wrapped and "\f" in text[mark.end() : match.start()]:
            continue
        written = f"<sup>{sign}</sup>"
        label = f"{_rule(source.text, match.start(), wrapped=wrapped)}{written} "
        if mark[0] != written:
            why = "a note at the page's foot has the sign"
            yield Edit(mark.start(), mark.end(), written, Confidence.SURE, why)
        if match[0] != label:
            why = "the page has a mark of that sign"
            yield Edit(match.start(), match.end(), label, Confidence.SURE, why)


def _in_list(found: list[re.Match[str]], index: int) -> bool:
    """Say whether the next line with a sign has the same one, and no mark stands between."""
    here, behind = found[index], found[index + 1 : index + 2]
    return any(
        one.re is LABEL and one["sign"] == here["sign"]
        and one.string.count("\n", here.end(), one.start()) <= 2
        for one in behind
    )  # fmt: skip


def _rule(text: str, start: int, *, wrapped: bool) -> str:
    """Give what parts a note from the lines before it: among printed lines, a rule."""
    if not wrapped:
        return ""
    above = text[max(0, start - 20) : start].rstrip(" \t")
    return (
        ""
        if above.rstrip().endswith("---")
        else "\n---\n\n"
        if above.endswith("\n\n")
        else "\n\n---\n\n"
    )
