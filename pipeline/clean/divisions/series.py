"""Headings that count: parts, chapters and numbers that nothing but their series announces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.calls import first_call
from pipeline.clean.facts.dress import letters, undressed
from pipeline.clean.facts.headed import HEADING, behind_contents, may_head, outdented, parted
from pipeline.clean.facts.layout import Block, contents
from pipeline.clean.notes.bare import NEAR
from pipeline.model import Source
from pipeline.report import Confidence

PARTS = (
    "part|book|act|volume|parte|libro|acto|partie|livre|acte|teil|buch|akt|atto|livro|ato|часть|"
    "книга|del|bok|část|kniha|cz[eę]ść|księga|kısım|μέρος|deel|boek"
)
CHAPTERS = (
    "chapter|section|scene|letter|lecture|cap[ií]tulo|secci[oó]n|escena|carta|chapitre|sc[eè]ne|"
    "lettre|kapitel|abschnitt|szene|brief|capitolo|scena|lettera|day|tag|jour|día|giorno|dia|essay|"
    "lesson|dialogue|conversation|canto|глава|розділ|поглавље|poglavlje|день|"
    "kapitola|rozdzia[lł]|b[oö]l[uü]m|κεφάλαιο|hoofdstuk|luku|ĉapitro"
)
WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty",
)  # fmt: skip
NTH = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
)  # fmt: skip
MARKS = r"(?P<marks>#{1,6}[ \t]+)?[*_]{0,3}"
BEHIND = r"[ \t]*[*_]{0,3}(?P<title>[^\W\d_a-zß-öø-ÿ][^\n]{1,80})"
MEMBER = re.compile(
    MARKS + r"(?:(?i:(?:(?P<part>" + PARTS + r")|(?P<chapter>" + CHAPTERS
    + r")|(?P<sign>§))[ ]?(?:the[ ])?(?P<n>[ivxlc]{1,7}|\d{1,3}|" + "|".join(WORDS)
    + r"))(?!\w)|(?P<roman>[IVXL]{1,7})(?=[.:]?[*_]{0,3}$))[.:]?[*_]{0,3}"
    r"(?:[ \t]*(?:\n[ \t]*)?[—–-]?[ ]?[*_]{0,3}(?P<title>[^\W\d_a-zß-öø-ÿ][^\n]{1,80}))?$"
)  # fmt: skip
ORDINAL = re.compile(
    MARKS + r"(?i:(?:the[ ])?(?P<n>" + "|".join(NTH) + rf")[ ](?:(?P<part>{PARTS})|"
    rf"(?P<chapter>{CHAPTERS}))(?!\w))[.:]?[*_]{{0,3}}(?:[—–-]?[ ]?{BEHIND})?$"
)
WEAK = re.compile(
    MARKS + r"(?:(?P<figure>(?P<n>\d{1,3}))[.)]?[*_]{0,3}$|"
    r"(?:(?P<section>\d{1,2}\.\d{1,2})[.)]?(?=[ ])|(?:(?P<figured>\d{1,3})|"
    rf"(?P<roman>[IVXL]{{1,7}})|(?P<capital>[A-Z])|(?P<small>[a-z]))"
    rf"(?:[.)](?:[ ]{{0,2}}[—–-])?|[ ]{{1,2}}[—–-][ ])){BEHIND}$)"
)
"""What may be an item, an initial or a page's number as well."""
NOTED = re.compile(r"^<sup>(?P<n>\d{1,3})</sup>[ ]", re.MULTILINE)
"""A note whose label has been found: a bare number of the same count is none."""
COUNTED = re.compile(r"[IVXL]{1,7}\b")
TITLE = re.compile(r"[*_]{0,3}[^\W\d_a-zß-öø-ÿ][^\n]{1,80}[^.,;:\s]$")
KINDS = ("part", "chapter", "roman", "sign", "figured", "section", "figure", "capital", "small")
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
LONGEST = 120
"""A line of so many characters is no heading that counts."""
PLACED = re.compile(r",.*\d{4}\W*$")
"""A place and a year: under a preface, or over a letter."""
STOPPED = re.compile(r"[.,;:][*_ ]*$")
FEWEST, FEWEST_WORDS = 3, 2
"""So many make a series; where a word names them, fewer."""
RIGHT_UNDER = re.compile(r"[^\s\f][ \t]*\n\Z")
APART = 300
"""Two headings have so many characters between them; lines of a list have less."""
TITLED = 0.7
"""Such a share of the members has a title in the block behind, or none is one."""


@dataclass(frozen=True, slots=True)
class Member:
    """A line that counts: its block, kind, number, marks, and the block of its title."""

    block: Block
    kind: str
    number: int
    marks: str
    title: Block | None = None


def mark_series(source: Source) -> Iterator[Edit]:
    r"""Mark as headings the lines of a numbered series, of a kind that no contents page lists.

    Parts, chapters and bare Roman numbers, each alone on its line, count from one without a gap,
    with text between them; chapters may begin anew in each part, numbers under each heading. A
    short line behind each of them is its title.

    >>> text = "The towns had done it long before the State came. " * 9
    >>> print(fix(mark_series, f"CHAPTER I\n\nBread\n\n{text}\n\nCHAPTER II\n\nRoses\n\n{text}")
    ...     .replace(text, "Text."))
    ## CHAPTER I Bread
    <BLANKLINE>
    Text.
    <BLANKLINE>
    ## CHAPTER II Roses
    <BLANKLINE>
    Text.

    Lines that count without text between them, or with a gap, stay:

    >>> fix(mark_series, f"I\n\n{text}\n\nIII\n\n{text}\n\nIV\n\n{text}").count("#")
    0
    """
    found, levels = behind_contents(source.text)
    members = _members(found)
    top, deepest = min(levels, default=2), max(levels, default=1)
    listed = contents(source.text)
    titles = [entry.title for entry in (listed[2] if listed else ()) if letters(entry.title)]
    told = {kind for title in titles for kind in _kinds_of(title)}
    series = {kind: _counting(kind, members, found) for kind in KINDS if kind not in told}
    if _are_called(source.text, series.get("figure", [])):
        del series["figure"]
    for own in sorted(series.values(), key=_anew):
        level = _level(own, top, deepest)
        if own:
            deepest = max(deepest, len(level))
            top = len(level) + (own[0].kind == "part")
        titled = sum(bool(member.title) for member in own) >= TITLED * len(own)
        for member in own:
            yield from _mark(source.text, member, level, titled)


def _are_called(text: str, own: Sequence[Member]) -> bool:
    """Say whether most bare numbers stand as marks before: they are notes' labels then."""
    places = [(max(0, m.block.start - NEAR), m.block.start, m.number) for m in own]
    noted = {int(match["n"]) for match in NOTED.finditer(text)}
    called = sum(p[2] not in noted and first_call(text, *p) is not None for p in places)
    return bool(own) and called * 2 > len(own)


def _anew(own: Sequence[Member]) -> bool:
    """Say whether a series begins anew under other headings."""
    return sum(member.number == 1 for member in own) > 1


def _level(own: Sequence[Member], top: int, deepest: int) -> str:
    """Give the marks of a series: those that its members have, else by what it stands under."""
    marked = [member.marks for member in own if member.marks]
    usual = deepest + 1 if _anew(own) else max(top, 2)
    return max(set(marked), key=lambda m: (marked.count(m), m), default="#" * min(usual, 6))


def _members(found: Sequence[Block]) -> list[Member]:
    read = [_read(block) for block in found]
    heads = frozenset(b.start for b, one in zip(found, read, strict=True) if one)
    members: list[Member] = []
    for index, (block, match) in enumerate(zip(found, read, strict=True)):
        kind = _kind(match) if match else ""
        if not match or not _may_head(match, kind):
            continue
        weak = match.re is WEAK
        if weak and not (match["marks"] or may_head(found, index, heads)):
            continue
        title = match["title"]
        behind = found[index + 1] if index + 1 < len(found) and not (title or weak) else None
        titled = behind and not read[index + 1] and _is_title(behind.text)
        marks = (match["marks"] or "").strip()
        number = _number(match["n"] or match[kind], kind)
        members.append(Member(block, kind, number, marks, behind if titled else None))
    return members


def _is_title(text: str) -> bool:
    return bool(TITLE.match(text)) and not (STOPPED.search(text) or PLACED.search(text))


def _read(block: Block) -> re.Match[str] | None:
    """Read a block as a member of a series, in the form that says most."""
    if len(block.text) >= LONGEST:
        return None
    matches = (form.match(block.text) for form in (MEMBER, ORDINAL, WEAK))
    return next((match for match in matches if match), None)


def _kinds_of(title: str) -> Iterator[str]:
    """Give the kinds of which an entry of the contents page may be."""
    for form in (MEMBER, ORDINAL, WEAK):
        if match := form.match(title):
            yield _kind(match)
    if COUNTED.match(title):
        yield "roman"


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in KINDS if match.groupdict().get(kind))


def _may_head(match: re.Match[str], kind: str) -> bool:
    """Say whether a line looks like a heading: a capital first, no sentence behind the number."""
    word = match[kind]
    title = match["title"] or ""
    if title.rstrip("*_ ").endswith((".", ",", ";", ":")):
        return False
    if match.re is WEAK:
        return True
    return word.isupper() if kind == "roman" else not word[0].islower()


def _number(text: str, kind: str) -> int:
    if kind in ("capital", "small"):
        return ord(text.lower()) - ord("a") + 1
    if text[-1:].isdigit():
        return int(text.rpartition(".")[2])
    text = text.lower()
    for words in (WORDS, NTH):
        if text in words:
            return words.index(text) + 1
    values = [ROMAN[letter] for letter in text if letter in ROMAN]
    following = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, following, strict=True))


def _counting(kind: str, members: Sequence[Member], found: Sequence[Block]) -> list[Member]:
    """Give the members of a kind if they count up by one, from one, with text between them."""
    own = [member for member in members if member.kind == kind]
    if len(own) < (FEWEST_WORDS if kind in ("part", "chapter") else FEWEST):
        return []
    if sum(member.number == 1 for member in own) * 2 > len(own) or own[0].number != 1:
        return []
    heads = [b.start for b in found if HEADING.match(b.text)]
    over = KINDS[: max(2, KINDS.index(kind))]
    heads += [m.block.start for m in members if m.kind in over]
    for one, two in pairwise(own):
        anew = two.number == 1 and any(one.block.end <= start < two.block.start for start in heads)
        if (two.number != one.number + 1 and not anew) or not _apart(one, two, anew):
            return []
    return own if found[-1].end - own[-1].block.end >= APART else []


def _apart(one: Member, two: Member, anew: bool) -> bool:
    above = one.title.end if one.title else one.block.end
    return anew or two.block.start - above >= APART or (
        one.kind == "part" and two.block.start - above > 0 and bool(one.title)
    )  # fmt: skip


def _mark(text: str, member: Member, level: str, titled: bool) -> Iterator[Edit]:
    """Write a member as a heading, its title on the same line."""
    title = member.title if titled else None
    if member.marks and not title:
        return
    end = title.end if title else member.block.end
    lines = text[member.block.start : end].split("\n")
    words = " ".join(undressed(line.lstrip("# \f")) for line in lines if line.strip())
    why = "its number counts on from the heading before"
    end, gap = parted(text, end)
    marked = f"{member.marks or level} {words}{gap}"
    start = outdented(text, member.block.start)
    lead = "\n" if start and RIGHT_UNDER.search(text[max(0, start - 40) : start]) else ""
    yield Edit(start, end, f"{lead}{marked}", Confidence.LIKELY, why)
