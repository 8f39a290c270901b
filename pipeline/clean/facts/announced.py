"""Lines over a text that come again in it as its headings: a contents page without pages."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.clean.facts.dress import spaced
from pipeline.clean.facts.measure import LINE, begin_of

BULLET = re.compile(r"[-*•·▪◦][ \t]+")
COUNT = re.compile(r"(?P<count>\d{1,3}(?:\.\d{1,3})*)(?:\.?[ \t]+|(?=[^\W\d_]))(?=\S)")
LONGEST = 160
"""A line of more characters is no title."""
MOST = 120
"""So many lines at most are read as titles."""
LINES = 3
"""A title has no more lines than this."""
APART = 150
"""So many characters of text at least stand between two headings, as a rule."""


@dataclass(frozen=True, slots=True)
class Title:
    """A line, or some together, that stand further on as a heading."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=8)
def titles_from(text: str, position: int) -> tuple[Title, ...]:
    """Read a run of lines from a place on, each of which comes again behind the run, in order.

    The titles of a contents page do, and much text stands between two of them there; the lines
    of a refrain come again close to each other. A title that is broken over lines is one, and so
    is one behind a number that counts the entries.
    """
    lines = [m for m in LINE.finditer(text, position)]
    where = _index(lines)
    found: list[Title] = []
    places: list[int] = []
    at = 0
    while at < min(len(lines), MOST):
        read = _title(lines, at, where, places[-1] if places else -1, len(found) + 1)
        if read is None or any(spaced(read[0].text) == spaced(one.text) for one in found):
            break
        found.append(read[0])
        places.append(read[2])
        at += read[1]
    while found and places[0] < at:  # a title that comes again within the run is none
        return ()
    near = sum(lines[two].start() - lines[one].start() < APART for one, two in pairwise(places))
    return tuple(found) if near <= len(found) // 3 else ()


def _index(lines: Sequence[re.Match[str]]) -> Mapping[str, list[int]]:
    """List where each short line stands, and each two or three that stand together."""
    where: dict[str, list[int]] = defaultdict(list)
    short = [spaced(line[0]) if len(line[0]) <= LONGEST else "" for line in lines]
    for at in range(len(short)):
        joined = ""
        for line in short[at : at + LINES]:
            if not line:
                break
            joined = f"{joined} {line}".strip()
            where[joined].append(at)
    return where


def _title(
    lines: Sequence[re.Match[str]], at: int, where: Mapping[str, list[int]], behind: int, due: int
) -> tuple[Title, int, int] | None:
    """Read the title at a line: with how many lines it takes, and where it comes again."""
    for count in range(LINES, 0, -1):
        taken = lines[at : at + count]
        if len(taken) < count or any(len(line[0]) > LONGEST for line in taken):
            continue
        words = " ".join(line[0].strip(" \t*_") for line in taken)
        words = BULLET.sub("", words, count=1) if BULLET.match(words) else words
        if words.startswith(("#", "|", ">")):
            return None
        number = COUNT.match(words)
        rest = words[number.end() :] if number and number["count"] == str(due) else ""
        for text in (words, rest):
            again = [p for p in where.get(spaced(text), ()) if p > max(behind, at + count - 1)]
            if spaced(text) and again:
                start = begin_of(taken[0])
                return Title(start, taken[-1].end(), text.strip()), count, again[0]
    return None
