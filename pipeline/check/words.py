"""The account of the words: from the witness to the tree, and from the tree to every edition.

Nothing may be lost. A word of the witness is in the cleaned text or in the ``before`` of a repair;
a word of the cleaned text is in the tree; a word of the tree is in each edition. ``LostText`` names
the first words for which that does not hold, and where they stand.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from pipeline.check.compare import missing
from pipeline.check.conservation import Account, account
from pipeline.check.readings import READINGS, Reading, read_tei
from pipeline.check.tokens import Token, shown, words
from pipeline.errors import LostText
from pipeline.model import Cleaned, Places, Source
from pipeline.report import Repair
from pipeline.xml import TEI, text_of

SHOWN = 12
"""So many lost words a message names; the count says how many there are."""
FIRST = 400
"""A byline stands among so many words at the head of a text."""
OPENING = 2_000
"""A title page has no more characters."""
CALL = re.compile(r"<sup>([^<>\s]{1,4})</sup>")
PICTURE = re.compile(r"!\[[^\]\n]{0,400}\]\((?P<name>(?!https?://)[^()\s]{1,300})\)")
"""A picture of the extractor's own: of its path, which is not shown, the TEI keeps the file."""
BY = frozenset({"by", "par", "por", "von", "di"})
AND = frozenset({"and"})
CURE = "this is a fault of Handpress: please send the text with this message to its makers"


def follow_witness(witness: str, cleaned: Cleaned, repairs: Sequence[Repair], file: str) -> Account:
    """Account for every word of the witness after cleanup; raise LostText for what is missing."""
    result = account(witness, (cleaned.body, cleaned.colophon), cleaned.notes, repairs)
    if result.lost:
        places = Places(witness, cleaned.pages)
        told = [f"“{token.form}” ({places.origin(token.start)})" for token in result.lost[:SHOWN]]
        what = "of the witness are not in the cleaned text, and no repair took them out"
        where = f"{file}:{places.line(result.lost[0].start)}"
        raise _lost(what, told, len(result.lost), where)
    return result


def follow_tree(
    witness: str, cleaned: Cleaned, tree: etree._ElementTree, file: str,
    replaced: Sequence[str] = (),
) -> int:  # fmt: skip
    """Hold the tree to every word of the cleaned text, and give the count of the tree's words.

    ``replaced`` are words that a person's metadata stands for in the tree.
    """
    reading = read_tei(tree, all_words=True)
    streams = (cleaned.body, cleaned.notes, cleaned.colophon)
    found = [(token, stream) for stream in streams for token in shown(stream.text)]
    want = [token.form for token, _ in found]
    paths = [match["name"] for stream in streams for match in PICTURE.finditer(stream.text)]
    if tree.find(f".//{TEI}titlePage") is not None:  # which has no room for the marks of notes
        paths += CALL.findall(cleaned.body.text[:OPENING])
    unseen = [*_between_names(want, tree), *(word for path in paths for word in words(path))]
    lost = missing(want, reading.words, optional=[*reading.optional, *replaced, *unseen])
    if lost:
        places = Places(witness, cleaned.pages)
        told = [_told(*found[index], places) for index in lost[:SHOWN]]
        token, stream = found[lost[0]]
        line = places.line(stream.raw(token.start))
        raise _lost("of the cleaned text are not in the TEI", told, len(lost), f"{file}:{line}")
    return len(reading.words)


def _between_names(want: Sequence[str], tree: etree._ElementTree) -> Iterator[str]:
    """Give the words of the byline that stand before and between its names, once each.

    The TEI has a person for each name, and no place for the “by” and the “and”.
    """
    names = [words(text_of(node)) for node in tree.iter(f"{TEI}docAuthor")]
    for name, following in pairwise([[], *names]):
        around = len(name)
        for index, word in enumerate(want[:FIRST]):
            if (
                word in (AND if name else BY)
                and want[max(0, index - around) : index] == name
                and want[index + 1 : index + 1 + len(following)] == following
            ):
                yield word
                break


def _told(token: Token, stream: Source, places: Places) -> str:
    start, end = max(0, token.start - 30), token.end + 30
    around = " ".join(stream.text[start:end].split())
    return f"“{token.form}” ({places.origin(stream.raw(token.start))}: …{around}…)"


def follow_edition(edition: str, data: bytes, tei: Reading, file: str) -> dict[str, int]:
    """Hold an edition to every word of the TEI that it must show, and give its counts.

    Words that an edition has beyond the TEI (heads, contents, note marks) are counted, not judged.
    """
    reading = READINGS[edition](data)
    lost = missing(tei.words, reading.words, optional=tei.optional, cut=reading.cut)
    if lost:
        told = [tei.at(index) for index in lost[:SHOWN]]
        raise _lost(f"of the TEI are not in the edition ({edition})", told, len(lost), file)
    return {"words": len(reading.words), "missing": 0}


def report(result: Account, tree: int, editions: dict[str, dict[str, int]]) -> dict[str, object]:
    """Write the account down as ``report.json`` holds it."""
    return {
        "witness": result.words,
        "kept": result.kept,
        "moved": result.moved,
        "changed": dict(sorted(result.changed.items())),
        "dropped": dict(sorted(result.dropped.items())),
        "added": dict(sorted(result.added.items())),
        "tei": tree,
        "editions": {name: editions[name] for name in sorted(editions)},
    }


def _lost(what: str, told: Sequence[str], count: int, where: str) -> LostText:
    more = f", and {count - len(told)} more" if count > len(told) else ""
    return LostText(f"{count} words {what}: {'; '.join(told)}{more}", where=where, cure=CURE)
