"""Section numbers that a typesetter counted, and headings that only they show."""

import itertools
import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dress import letters, undressed
from pipeline.clean.facts.layout import LEADER, contents
from pipeline.headings import kind_of_heading
from pipeline.letters import LOWER
from pipeline.model import Source
from pipeline.model.numbering import numeral
from pipeline.report import Confidence

COUNTED = re.compile(
    r"(?:^|(?<=\f))[ \t]*(?:#{1,6}[ \t]+)?[*_]{0,2}"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})[*_]{0,2}[ \t]+(?P<title>\S[^\n\f]*?)[ \t]*$",
    re.MULTILINE,
)
FROM_NOUGHT = re.compile(r"0(?:\.\d{1,3}){1,4}")
SECTION = re.compile(r"^(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})[ \t]+(?P<title>\S.*)")
NUMERAL = r"[IVXLC]+|\d{1,3}"
OWN = re.compile(
    rf"(?:{NUMERAL}|\w+ (?:{NUMERAL}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))"
    r"(?:[.:,)]? ?[–—]? |[.:)]?$)",
    re.IGNORECASE,
)
"""A title that counts itself: "Chapter 3: Bread", "Part One", "IV", "2. Land"."""
UNCOUNTED = frozenset({"preface", "appendix", "bibliography", "notes"})
"""Parts of a book that stand before and behind what its author counts."""
FOLLOWING = re.compile(r"\n{1,3}(?P<line>[^\n\f]*\S)[^\S\n\f]*")
MOST = 4
"""A heading has no more lines than this."""
DECIMAL = re.compile(r"0\.\d{1,3}$")
LAST_WORD = re.compile(r"(?P<head>[^\W\d_]+)(?P<hyphen>-?)$")
SMALL = re.compile(rf"[%{LOWER}]")
NEAR = 40
SAME = 12
"""An entry and its heading have as many letters in common where they begin, if they have them."""
DOTS = re.compile(
    r"(?:[ \t]*\n(?:[ \t]*\n)?[ \t]*\.(?=[ \t]*(?:\n|\d))){3,}"
    r"(?P<gap>[ \t]*\n[ \t]*\n?[ \t]*(?=\d{1,4}[ \t]*$))?",
    re.MULTILINE,
)


def drop_section_numbers(source: Source) -> Iterator[Edit]:
    r"""Drop the section numbers of a typesetter, and mark the headings they stand at.

    A typesetter that counts sections below a chapter numbers them 0.1 or 0.0.1 where there is no
    chapter. No author counts from nought; the contents page repeats the numbers, and they count
    up. Numbers from one are a typesetter's where most titles of a level count themselves. A
    decimal that opens a line is none.

    >>> contents = "0.0.1 One . . . 3\n0.0.2 Two . . . 4\n"
    >>> fix(drop_section_numbers, contents + "0.0.1 One\nText.\n0.0.2 Two\nText.")
    'One . . . 3\nTwo . . . 4\n\n\n## One\n\nText.\n\n\n## Two\n\nText.'

    Nor do entries whose headings are not there show a count:

    >>> fix(drop_section_numbers, "0.5 .   9\n0.6 .   2")
    '0.5 .   9\n0.6 .   2'
    """
    found = contents(source.text)
    titles = [entry.title.replace("**", "") for entry in found[2]] if found else []
    lines = _counted(source.text, titles)
    body = max(found[1] if found else 0, _behind_entries(lines))
    headings = [line["number"] for line in lines if not _is_entry(line, body)]
    counts_up = all(_follows(one, two) for one, two in itertools.pairwise(headings))
    if len(lines) < 2 or not headings or not counts_up:
        return
    bare = [SECTION.sub(r"\g<title>", title) for title in titles]
    why = "counted from nought" if FROM_NOUGHT.match(headings[0]) else "counted twice"
    again = _at_heads(source.text, [line for line in lines if not _is_entry(line, body)])
    for line in lines:
        if _is_entry(line, body):
            yield Edit(line.start(), line.start("title"), "", Confidence.SURE, why)
            continue
        end, title = _whole(source.text, line, bare)
        if line.start() in again:
            yield Edit(line.start(), end, "", Confidence.SURE, "the heading at a page's head")
            continue
        marked = f"\n\n{'#' * _level(line['number'])} {title}\n"
        yield Edit(line.start(), end, marked, Confidence.SURE, why)


def _counted(text: str, titles: Sequence[str]) -> list[re.Match[str]]:
    """Find the lines that a typesetter counted: from nought, or though their titles count."""
    lines = list(COUNTED.finditer(text))
    entries = [entry for title in titles if (entry := SECTION.match(title))]
    nought = any(FROM_NOUGHT.fullmatch(line["number"]) for line in entries)
    twice = _counted_twice(entries) or _counts_the_uncounted(entries)
    if not nought and twice and len(entries) == len(titles):
        known = {(entry["number"], _known_by(entry["title"])) for entry in entries}
        return [line for line in lines if (line["number"], _known_by(line["title"])) in known]
    roman = [line for line in lines if _is_roman(line["number"], line["title"])]
    counts = [int(line["number"]) for line in roman] == list(range(1, len(roman) + 1))
    if not titles and len(roman) > 1 and counts:
        return roman
    return [
        line for line in lines
        if FROM_NOUGHT.fullmatch(line["number"])
        and (not DECIMAL.match(line["number"]) or not SMALL.match(line["title"]))
    ]  # fmt: skip


def _is_roman(number: str, title: str) -> bool:
    """Say whether a title is the number before it, in Roman numerals."""
    return number.isdecimal() and title.strip("*_. ") == numeral("I", int(number))


def _known_by(title: str) -> str:
    return letters(title)[:SAME]


def _counted_twice(entries: Sequence[re.Match[str]]) -> bool:
    """Say whether most titles of a level have a number of their own behind the typesetter's."""
    levels: dict[int, list[bool]] = {}
    for entry in entries:
        dots = entry["number"].count(".")
        levels.setdefault(dots, []).append(bool(OWN.match(entry["title"])))
    return any(len(own) > 1 and sum(own) > len(own) / 2 for own in levels.values())


def _counts_the_uncounted(entries: Sequence[re.Match[str]]) -> bool:
    """Say whether the first or the last entry is a part of the book that no author counts."""
    chapters = [entry for entry in entries if "." not in entry["number"]]
    return any(
        kind_of_heading(entry["title"]) in UNCOUNTED for entry in [*chapters[:1], *chapters[-1:]]
    )


def _level(number: str) -> int:
    """Give the level of a heading: a title has the first, and noughts stand for no level."""
    return 1 + sum(1 for part in number.split(".") if part != "0")


def _behind_entries(lines: Sequence[re.Match[str]]) -> int:
    """Give the place of the first heading, where all that count stand once as entries before.

    An entry as long as the line has no leader, and so looks like a heading.
    """
    half = len(lines) // 2
    pairs = list(zip(lines[:half], lines[half:], strict=False))
    if len(lines) % 2 or not all(
        entry["number"] == heading["number"]
        and _known_by(entry["title"]) == _known_by(heading["title"])
        for entry, heading in pairs
    ):
        return 0
    return lines[half].start() if half else 0


def _is_entry(line: re.Match[str], body: int) -> bool:
    """Say whether a numbered line is an entry of the contents page, which ends at ``body``."""
    return line.start() < body or bool(LEADER.match(line["title"]))


def _at_heads(text: str, lines: Sequence[re.Match[str]]) -> set[int]:
    """Give the places of headings that are there again at the heads of pages.

    The heading itself stands within a page, before or behind them, or it is the first.
    """
    same: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        same.setdefault((line["number"], _known_by(line["title"])), []).append(line.start())
    found: set[int] = set()
    for places in same.values():
        inner = [
            at for at in places if not text[max(0, at - NEAR) : at].rstrip(" \t\n").endswith("\f")
        ]
        heading = (inner or places)[0]
        found |= {at for at in places if at != heading and at not in inner}
    return found


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
        lines.append(undressed(more["line"].replace("**", "").strip(" \t#")))
        end = more.end()
    return line.end(), lines[0]


def joined(lines: Sequence[str], text: str) -> str:
    """Put the lines of a title together, and a word that a hyphen cut where the text has it."""
    title = ""
    for line in lines:
        cut = LAST_WORD.search(title)
        tail = re.match(r"[^\W\d_]+", line)
        whole = cut["head"] + tail[0] if cut and tail else ""
        if cut and tail and re.search(rf"\b{whole}\b", text):
            apart = not cut["hyphen"] and re.search(rf"\b{cut['head']}\s+{tail[0]}\b", text)
            title = f"{title} {line}" if apart else title.removesuffix("-") + line
        else:
            title = f"{title} {line}"
    return title.strip()


def _follows(one: str, two: str) -> bool:
    """Say whether a number may come after another, or starts the count anew behind the contents."""
    a, b = [int(p) for p in one.split(".")], [int(p) for p in two.split(".")]
    if b == a or b[-1] == 1:
        return True
    return len(b) <= len(a) and b[:-1] == a[: len(b) - 1] and b[-1] == a[len(b) - 1] + 1


def join_leaders(source: Source) -> Iterator[Edit]:
    r"""Put a leader together whose dots were read as a line each.

    >>> fix(join_leaders, "II .\n.\n.\n.\n. 8\nIII .\n.\n.\n. 12")
    'II . . . . . 8\nIII . . . . 12'
    >>> fix(join_leaders, "II\n\n .\n\n .\n\n .\n\n8\n\nIII")
    'II . . . 8\n\nIII'

    A sentence that ends a line stays:

    >>> fix(join_leaders, "the end.\nThe next.")
    'the end.\nThe next.'
    """
    for match in DOTS.finditer(source.text):
        dots = " ." * match[0].count(".") + (" " if match["gap"] else "")
        yield Edit(match.start(), match.end(), dots, Confidence.SURE, "a leader's dots")
