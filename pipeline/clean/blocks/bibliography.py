"""Reference lists: where one entry ends and the next begins."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.printed import OPENS, Line, printed_lines
from pipeline.clean.facts.seam import FINISHED
from pipeline.letters import LOWER
from pipeline.model import Source
from pipeline.phrases import BIBLIOGRAPHIES, any_of
from pipeline.report import Confidence

HEAD = re.compile(
    rf"^[ \t\f]*(?P<marks>#{{1,6}}[ \t]+)?(?P<word>[*_]*(?:{any_of(BIBLIOGRAPHIES)})[*_ .:]*)$",
    re.MULTILINE | re.IGNORECASE,
)
NEXT_HEAD = re.compile(r"^[ \t\f]*(?P<marks>#{1,6})[ \t]", re.MULTILINE)
MARKED = re.compile(r"[ \t]*(?:[-*•·◦▪‣|>][ \t]+\S|\d{1,3}[.)][ \t])")
YEAR = r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)"
GIVEN = rf"(?:[^\W\d_{LOWER}][\w’'.-]*)"
NAME = re.compile(
    rf"[*_\[(]*(?:(?:[Vv]on|[Dd]e|[Dd]el|[Vv]an|[Dd]i|[Dd]a|[Ll]a|[Ll]e|d’|d')[ ]?)*"
    rf"{GIVEN}(?:[ -]{GIVEN}){{0,2}},[ ]?{GIVEN}"
)
AUTHOR_YEAR = re.compile(
    rf"[*_]*(?=[^\W\d_{LOWER}])(?:(?![^\W\d_]{{3}}\.[ ])[^\n\d“”\"«»„]){{2,110}}?[(\[]?{YEAR}"
)
ANY_YEAR = re.compile(YEAR)
AGAIN = re.compile(r"[*_]*(?:[—–-]{2,}|_{3,}|—)[*_]*[ ,.(]")
COUNTED = re.compile(r"\[(?P<n>\d{1,3})\][ \t]*\S")
PLACE = re.compile(
    rf"(?<=[.”\"_*)][ ])(?<![ ][A-Z]\.[ ])(?P<place>{GIVEN}(?:[ ]{GIVEN})?)(?=[,:][ ])"
)
TOWN = re.compile(rf"[.”\"_*)][ ]{GIVEN}(?:[ ]{GIVEN})?:$")
"""A publisher's name follows in the next line."""
HYPHEN = re.compile(r"-[*_]*$")
LETTERS = re.compile(r"[^\W\d_]+")
BEHIND_YEAR = 90
"""An entry that is cited by year has it so near its beginning, in characters."""
FULL = 0.9
"""A line below this share of the measure had room for another word: an entry may end there."""
SEVERAL = 1.25
"""A wider line is several printed ones, put together at a broken word; hung ones are wider too."""
CANDIDATE = 2
NAMED = 2
"""What a name alone, or a year alone, says; both say one more."""
INDENTED = 4
"""What the indent says, where entries have one and the lines that go on another."""
OUT_OF_ORDER = 3
"""What it costs to stand before the entry above, by the alphabet: more than any one sign gives."""
FEWEST = 4
"""Fewer entries are no list."""
LINES_AN_ENTRY = 6
"""Entries are shorter on the average, in printed lines; what is longer is prose."""
FORMED = 0.7
"""So many of the entries begin with a name, a dash for one, or a number."""


def list_entries(source: Source) -> Iterator[Edit]:
    r"""Mark the entries of a reference list as items.

    Under a heading that says so, a line that opens with a surname, a comma and a given name, or
    with an author and a year, may begin an entry. Whether it does, the lines around it tell: one
    before it that had room for more, a blank line, its indent (hanging or not), and most of all
    the alphabet, in which a line that only looks like an entry hardly ever falls into its place.

    >>> line = "whilst speaking of the abolition of the rule of capital they wish to\n"
    >>> entries = (
    ...     "Avrich, Paul 1967. The Russian Anarchists. Princeton, Princeton Uni\n"
    ...     "Press, 1967\nBey, Hakim 1991. TAZ. Brooklyn\nCahm, Caroline 1989. Rise. New York\n"
    ...     "Levy, Steven 1984. Hackers. New York, Dell\n")
    >>> print(fix(list_entries, line * 9 + "\n# References\n\n" + entries).split("\n\n")[-1])
    - Avrich, Paul 1967. The Russian Anarchists. Princeton, Princeton Uni Press, 1967
    - Bey, Hakim 1991. TAZ. Brooklyn
    - Cahm, Caroline 1989. Rise. New York
    - Levy, Steven 1984. Hackers. New York, Dell
    <BLANKLINE>

    Prose under such a heading stays as it is, and so does a list under another:

    >>> fix(list_entries, line * 9 + "\n# References\n\n" + line * 9).count("- ")
    0
    >>> fix(list_entries, line * 9 + "\n# Members\n\n" + entries).count("- ")
    0
    """
    text = source.text
    for head in HEAD.finditer(text):
        behind = NEXT_HEAD.search(text, head.end())
        lines = printed_lines(text, head.end(), behind.start() if behind else None)
        if any(MARKED.match(line.text) for line in lines):
            continue
        starts = _starts(text, lines)
        if not _is_list(lines, starts):
            continue
        if not head["marks"]:
            yield from _mark_head(text, head)
        yield from _mark(lines, starts)


def _mark_head(text: str, head: re.Match[str]) -> Iterator[Edit]:
    """Mark the line over the list as a heading, of the level that most headings have."""
    levels = Counter(match["marks"] for match in NEXT_HEAD.finditer(text))
    marks = levels.most_common(1)[0][0] if levels else "#"
    above = "" if text[: head.start()].endswith(("\n\n", "\f")) or not head.start() else "\n"
    why = "a reference list stands under it"
    yield Edit(
        head.start(), head.end(), f"{above}{marks} {head['word'].strip('*_ ')}\n",
        Confidence.LIKELY, why,
    )  # fmt: skip


def _key(line: Line) -> str:
    """Give what an entry is ordered by: its first words; a dash for the author has none."""
    if AGAIN.match(line.text):
        return ""
    head = re.split(r"[,\d(]", line.text.lstrip("*_[("), maxsplit=1)[0]
    plain = unicodedata.normalize("NFKD", head).casefold()
    return " ".join(LETTERS.findall(plain.replace("\u0301", "")))


def _had_room(line: Line) -> bool:
    return (line.last if line.share > SEVERAL else line.share) < FULL


def _starts(text: str, lines: Sequence[Line]) -> list[int]:
    """Choose the lines that begin entries: the best way through the signs and the alphabet."""
    counted = _counted(lines)
    if counted:
        return counted
    scores = _scores(lines, wrapped=is_wrapped(text))
    chosen = [index for index, score in enumerate(scores) if score >= CANDIDATE]
    best: dict[int, tuple[float, list[int]]] = {}
    keys = {index: _key(lines[index]) for index in chosen}
    for at, index in enumerate(chosen):
        before: tuple[float, list[int]] = (0.0, [])
        for earlier in chosen[:at]:
            falls = "" != keys[index] < keys[earlier]
            value = best[earlier][0] - (OUT_OF_ORDER if falls else 0)
            if value > before[0]:
                before = (value, best[earlier][1])
        best[index] = (before[0] + scores[index], [*before[1], index])
    return max(best.values(), key=lambda way: way[0], default=(0.0, []))[1]


def _counted(lines: Sequence[Line]) -> list[int]:
    """Give the lines that open with a number in brackets, if they count up from one."""
    found = [(i, int(m["n"])) for i, line in enumerate(lines) if (m := COUNTED.match(line.text))]
    return [i for i, _ in found] if [n for _, n in found] == list(range(1, len(found) + 1)) else []


def _scores(lines: Sequence[Line], *, wrapped: bool) -> list[float]:
    formed = [_form(line) for line in lines]
    known = {
        line.text.partition(",")[0]
        for line, form in zip(lines, formed, strict=True) if form > NAMED
    }  # fmt: skip
    places = {m["place"] for line in lines for m in PLACE.finditer(line.text)}
    levels = _levels(lines)
    blanks = sum(1 for line in lines if "\n\n" in line.gap) > len(lines) // 8
    scores: list[float] = []
    for index, (line, form) in enumerate(zip(lines, formed, strict=True)):
        before = lines[index - 1] if index else None
        score = float(form)
        if levels and before and "\f" not in line.gap:
            begins = abs(line.indent - levels[0]) < abs(line.indent - levels[1])
            score += INDENTED if begins else -INDENTED
        if not form and not OPENS.match(line.text):
            score -= 3
        if before and TOWN.search(before.text):
            score -= CANDIDATE
        elif before and wrapped:
            score += _behind(before, line, blanks=blanks)
        elif form:
            score += 1
        surname = line.text.partition(",")[0]
        score += (form == NAMED and surname in known) - 2 * (surname in places)
        scores.append(score)
    return scores


def _form(line: Line) -> int:
    """Say how much a line looks like the first of an entry."""
    if AGAIN.match(line.text):
        return 3
    named = bool(NAME.match(line.text))
    dated = AUTHOR_YEAR.match(line.text)
    near = bool(dated and dated.end() < BEHIND_YEAR)
    if named:
        return NAMED + near
    return NAMED if near else 0


def _levels(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Give the indent that entries begin with and that of the other lines, if they differ."""
    first: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for line in lines:
        named = NAME.match(line.text) or AGAIN.match(line.text)
        (first if named else other)[line.indent] += 1
    if not first or not other:
        return None
    (one, count), (two, rest) = first.most_common(1)[0], other.most_common(1)[0]
    clear = count > 0.7 * first.total() and rest > 0.7 * other.total()
    return (one, two) if one != two and clear else None


def _behind(before: Line, line: Line, *, blanks: bool) -> float:
    """Weigh what the line before says: it ended, or it had no room for more."""
    if "\n\n" in line.gap and blanks:
        return 1
    if _had_room(before):
        return 1
    return 0 if FINISHED.search(before.text) else -1


def _is_list(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    if len(starts) < FEWEST:
        return False
    formed = sum(1 for i in starts if _form(lines[i]) or COUNTED.match(lines[i].text))
    length = (len(lines) - starts[0]) / len(starts)
    dated = sum(
        1 for one, two in pairwise([*starts, len(lines)])
        if ANY_YEAR.search(" ".join(line.text for line in lines[one:two]))
    )  # fmt: skip
    return formed >= FORMED * len(starts) and 2 * dated > len(starts) and length <= LINES_AN_ENTRY


def _mark(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[Edit]:
    why = "a name or a year opens it, in the order of the list"
    begins = set(starts)
    inside = False
    for index, line in enumerate(lines[starts[0] :], starts[0]):
        before = lines[index - 1] if index else None
        if index in begins:
            lead = line.start - line.indent
            if before and "\f" not in line.gap and (inside or line.joined):
                mark = "\n- " if inside else "\n\n- "
                yield Edit(before.end, line.start, mark, Confidence.LIKELY, why)
            else:
                item = "\n- " if line.gap.rstrip(" \t").endswith("\f") else "- "
                yield Edit(lead, line.start, item, Confidence.LIKELY, why)
            inside = True
        elif inside and before:
            if _stands_apart(before, line) or (index > starts[-1] and _had_room(before)):
                inside = False
            elif HYPHEN.search(before.text):
                yield Edit(before.end, line.start, "\n")  # the broken word is another rule's
            elif "\f" in line.gap:
                yield Edit(before.end, line.start, " \f", Confidence.LIKELY, "an entry goes on")
            else:
                yield Edit(before.end, line.start, " ", Confidence.SURE, "an entry goes on")


def _stands_apart(before: Line, line: Line) -> bool:
    """Say whether a line behind a blank one is no part of the entry above.

    Behind a colon or a comma it is: the publisher's name behind his town.
    """
    ended = before.text[-1] not in ":," and (FINISHED.search(before.text) or _had_room(before))
    return "\n\n" in line.gap and bool(ended) and bool(OPENS.match(line.text))
