"""Section numbers that a typesetter counted, and headings that only they show."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.clean.compare import letters
from pipeline.clean.contents_lines import joined
from pipeline.clean.edit import Edit
from pipeline.clean.layout import LEADER, contents
from pipeline.model import Source
from pipeline.report import Confidence

COUNTED = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+)?(?:\*\*)?(?P<number>0(?:\.\d{1,3}){1,4})(?:\*\*)?[ \t]+"
    r"(?P<title>\S[^\n\f]*?)[ \t]*$",
    re.MULTILINE,
)
SECTION = re.compile(r"^0(?:\.\d{1,3}){1,4}[ \t]+")
FOLLOWING = re.compile(r"\n{1,3}(?P<line>[^\n\f]*\S)[^\S\n\f]*")
MOST = 4
"""A heading has no more lines than this."""
DECIMAL = re.compile(r"0\.\d{1,3}$")
SMALL = re.compile(r"[%a-zß-öø-ÿ]")
SAME = 12
"""An entry and its heading have as many letters in common where they begin, if they have them."""
DOTS = re.compile(r"(?:[ \t]*\n\.(?=[ \t]*(?:\n|\d))){3,}")


def drop_section_numbers(source: Source) -> Iterator[Edit]:
    r"""Drop the section numbers of a work without chapters, and mark the headings they stand at.

    A typesetter that counts sections below a chapter numbers them 0.1 or 0.0.1 where there is no
    chapter. No author counts from nought; the contents page repeats the numbers, and they count
    up.

    >>> from pipeline.clean.edit import fix
    >>> contents = "0.0.1 One . . . 3\n0.0.2 Two . . . 4\n"
    >>> fix(drop_section_numbers, contents + "0.0.1 One\nText.\n0.0.2 Two\nText.")
    'One . . . 3\nTwo . . . 4\n\n\n## One\n\nText.\n\n\n## Two\n\nText.'

    So are those that the extractor made headings:

    >>> fix(drop_section_numbers, contents + "## **0.0.1 One**\nText.\n## **0.0.2 Two**\nText.")
    'One . . . 3\nTwo . . . 4\n\n\n## One\n\nText.\n\n\n## Two\n\nText.'

    A heading goes on over the lines that its entry has:

    >>> contents = "Contents\n0.0.1 One . . . 3\n0.0.2 Two and Three . . . 4\n"
    >>> fix(drop_section_numbers, contents + "0.0.1 One\nText.\n0.0.2 Two and\nThree\nText.")[-27:]
    '.\n\n\n## Two and Three\n\nText.'

    An entry of two lines has its leader on the second:

    >>> contents = "Contents\n0.0.1 One . . . 3\n0.0.2 Two and\nThree . . . 4\n0.0.3 Six . . . 5\n"
    >>> text = contents + "\n0.0.1 One\nText.\n0.0.2 Two and\nThree\nText.\n0.0.3 Six\nText."
    >>> fix(drop_section_numbers, text).count("## ")
    3

    Where sections of two chapters have the same numbers, all are headings:

    >>> text = "0.1 One\nText.\n0.2 Two\nText.\n0.1 Six\nText.\n0.2 Ten\nText."
    >>> fix(drop_section_numbers, text).count("## ")
    4

    A decimal that opens a line is none:

    >>> fix(drop_section_numbers, "it rose by\n0.5 per cent in")
    'it rose by\n0.5 per cent in'
    >>> contents = "Contents\n0.0.1 One . . . 3\n0.0.2 Two . . . 4\n"
    >>> text = contents + "0.0.1 One\nIt rose by\n0.5 per cent.\n0.0.2 Two\nText."
    >>> fix(drop_section_numbers, text).count("## "), "0.5" in fix(drop_section_numbers, text)
    (2, True)
    """
    lines = [
        line for line in COUNTED.finditer(source.text)
        if not DECIMAL.match(line["number"]) or not SMALL.match(line["title"])
    ]  # fmt: skip
    found = contents(source.text)
    body = max(found[1] if found else 0, _behind_entries(lines))
    headings = [line["number"] for line in lines if not _is_entry(line, body)]
    if len(lines) < 2 or not _count_up(headings):
        return
    titles = [SECTION.sub("", entry.title) for entry in found[2]] if found else []
    for line in lines:
        dots = line["number"].count(".")
        if _is_entry(line, body):
            yield Edit(
                line.start(), line.start("title"), "", Confidence.SURE, "counted from nought"
            )
            continue
        end, title = _whole(source.text, line, titles)
        marked = f"\n\n{'#' * (dots + 1 if dots == 1 else 2 if dots == 2 else 3)} {title}\n"
        yield Edit(line.start(), end, marked, Confidence.SURE, "counted from nought")


def _behind_entries(lines: Sequence[re.Match[str]]) -> int:
    """Give the place of the first heading, where all that count stand once as entries before.

    An entry as long as the line has no leader, and so looks like a heading.
    """
    half = len(lines) // 2
    pairs = list(zip(lines[:half], lines[half:], strict=False))
    if len(lines) % 2 or not all(
        entry["number"] == heading["number"]
        and letters(entry["title"])[:SAME] == letters(heading["title"])[:SAME]
        for entry, heading in pairs
    ):
        return 0
    return lines[half].start() if half else 0


def _is_entry(line: re.Match[str], body: int) -> bool:
    """Say whether a numbered line is an entry of the contents page, which ends at ``body``."""
    return line.start() < body or bool(LEADER.match(line["title"]))


def _whole(text: str, line: re.Match[str], titles: Sequence[str]) -> tuple[int, str]:
    """Give the end and the words of a heading, with the lines on which its entry goes on."""
    lines = [line["title"].replace("**", "").strip()]
    end = line.end()
    for _ in range(MOST):
        here = letters("".join(lines))
        if any(letters(title) == here for title in titles):
            return end, joined(lines, "\n".join(titles))
        more = FOLLOWING.match(text, end)
        if not more or not any(letters(title).startswith(here) for title in titles):
            break
        lines.append(more["line"].replace("**", "").strip(" \t*_#"))
        end = more.end()
    return line.end(), lines[0]


def _count_up(numbers: list[str]) -> bool:
    return all(
        _follows(one, two) for one, two in itertools.pairwise(numbers)
    )  # fmt: skip


def _follows(one: str, two: str) -> bool:
    """Say whether a number may come after another, or starts the count anew behind the contents."""
    a, b = [int(p) for p in one.split(".")], [int(p) for p in two.split(".")]
    if b == a or b[-1] == 1:
        return True
    return b[:-1] == a[: len(b) - 1] and b[-1] == a[len(b) - 1] + 1


def join_leaders(source: Source) -> Iterator[Edit]:
    r"""Put a leader together whose dots were read as a line each.

    >>> from pipeline.clean.edit import fix
    >>> fix(join_leaders, "II .\n.\n.\n.\n. 8\nIII .\n.\n.\n. 12")
    'II . . . . . 8\nIII . . . . 12'

    A sentence that ends a line stays:

    >>> fix(join_leaders, "the end.\nThe next.")
    'the end.\nThe next.'
    """
    for match in DOTS.finditer(source.text):
        dots = match[0].count(".")
        yield Edit(match.start(), match.end(), " ." * dots, Confidence.SURE, "a leader's dots")
