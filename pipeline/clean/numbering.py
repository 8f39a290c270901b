"""Section numbers that a typesetter counted, and headings that only they show."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.layout import CONTENTS_HEAD, LEADER
from pipeline.model import Source
from pipeline.report import Confidence

COUNTED = re.compile(
    r"^[ \t]*(?:\*\*)?(?P<number>0(?:\.\d{1,3}){1,4})(?:\*\*)?[ \t]+(?P<title>\S[^\n\f]*?)[ \t]*$",
    re.MULTILINE,
)
COLUMN_NUMBER = re.compile(r"0(?:\.\d{1,3}){1,4}")
DOTS = re.compile(r"(?:[ \t]*\n\.(?=[ \t]*(?:\n|\d))){3,}")
PAGE = re.compile(r"\d{1,4}")


def drop_section_numbers(source: Source) -> Iterator[Edit]:
    r"""Drop the section numbers of a work without chapters, and mark the headings they stand at.

    A typesetter that counts sections below a chapter numbers them 0.1 or 0.0.1 where there is no
    chapter. No author counts from nought; the contents page repeats the numbers, and they count
    up.

    >>> from pipeline.clean.edit import fix
    >>> contents = "0.0.1 One . . . 3\n0.0.2 Two . . . 4\n"
    >>> fix(drop_section_numbers, contents + "0.0.1 One\nText.\n0.0.2 Two\nText.")
    'One . . . 3\nTwo . . . 4\n\n\n## One\n\nText.\n\n\n## Two\n\nText.'

    A decimal that opens a line is none:

    >>> fix(drop_section_numbers, "it rose by\n0.5 per cent in")
    'it rose by\n0.5 per cent in'
    """
    lines = list(COUNTED.finditer(source.text))
    if len(lines) < 2 or not _count_up([line["number"] for line in lines]):
        return
    for line in lines:
        dots = line["number"].count(".")
        if LEADER.match(line["title"]):
            yield Edit(
                line.start(), line.start("title"), "", Confidence.SURE, "counted from nought"
            )
            continue
        title = line["title"].replace("**", "").strip()
        marked = f"\n\n{'#' * (dots + 1 if dots == 1 else 2 if dots == 2 else 3)} {title}\n"
        yield Edit(line.start(), line.end(), marked, Confidence.SURE, "counted from nought")


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


def reorder_contents(source: Source) -> Iterator[Edit]:
    r"""Put a contents page together that was read column by column.

    Numbers, titles with their leaders, and page numbers each stand in a run of their own; if
    there are as many of the one as of the other, the first belongs to the first.

    >>> from pipeline.clean.edit import fix
    >>> columns = "0.0.1\n0.0.2\n\nI . . . .\nII . . . .\n\n2\n\n3\n7\n"
    >>> fix(reorder_contents, f"Contents\n{columns}\fText")
    'Contents\nI . . . . 3\nII . . . . 7\n\x0cText'

    A contents page that was read line by line stays:

    >>> fix(reorder_contents, "Contents\nI . . . 3\nII . . . 7\n\fText")
    'Contents\nI . . . 3\nII . . . 7\n\x0cText'
    """
    head = CONTENTS_HEAD.search(source.text[:20_000])
    end = source.text.find("\f", head.end()) if head else -1
    if not head or end < 0:
        return
    lines = [line.strip() for line in source.text[head.end() : end].split("\n") if line.strip()]
    titles = [line for line in lines if re.search(r"(?:[.·][ \t]?){2,}$", line)]
    rest = [line for line in lines if line not in titles]
    numbers = [line for line in rest if COLUMN_NUMBER.fullmatch(line)]
    pages = [line for line in rest if PAGE.fullmatch(line)]
    other = len(rest) - len(numbers) - len(pages)
    if other or len(titles) < 1 or any(LEADER.match(line) for line in lines):
        return
    counted = pages[-len(titles) :] if _rising(pages[-len(titles) :]) else pages[: len(titles)]
    if len(counted) != len(titles) or (numbers and len(numbers) != len(titles)):
        return
    entries = "".join(f"\n{t} {p}" for t, p in zip(titles, counted, strict=True))
    yield Edit(head.end(), end, f"{entries}\n", Confidence.SURE, "as many pages as titles")


def _rising(pages: list[str]) -> bool:
    numbers = [int(page) for page in pages]
    return numbers == sorted(numbers)
