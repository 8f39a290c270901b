"""The contents page as extractors leave it: glued, as a table, beyond reading."""

import re
from collections.abc import Iterator

from pipeline.clean.divisions.headings import plain
from pipeline.clean.edit import Edit
from pipeline.clean.facts.announced import titles_from
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.layout import CONTENTS_HEAD, LEADER, blocks, contents
from pipeline.clean.facts.measure import LINE, begin_of
from pipeline.letters import UPPER
from pipeline.model import Source
from pipeline.phrases import CONTENTS, any_of
from pipeline.report import Confidence

GLUED_HEAD = re.compile(
    rf"^(?P<head>[#*_>\s]*(?:{any_of(CONTENTS)})[*_:]*)(?P<gap>[ \t]+)(?P<entry>\S[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
TABLE = re.compile(r"\s*(?P<rows>(?:^[ \t]*\|[^\n]*\|[ \t]*(?:\n|\Z))+)", re.MULTILINE)
ROW = re.compile(r"[^\n]+")
FILLING = re.compile(r"(?:<br>|[\s.·•…_|:\-–—])+")
PAGE = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
LOOK_ALIKES = str.maketrans("ΙΧΜІХМСⅠ", "IXMIXMCI")
ROMAN = re.compile(r"[IVXLC]{1,7}")
BEHIND = r"|(?<=[.!?…”’\"')\]»>])[ ](?=\S{2})"
"""Behind a sentence, in a line that was run on; a letter alone is a word or an initial."""
HEAD_WITHIN = 20_000
"""Characters at the head of a text in which a contents page starts."""


def part_contents_head(source: Source) -> Iterator[Edit]:
    r"""Part the word "Contents" from the first entry that an extractor ran into its line.

    >>> fix(part_contents_head, "Contents I . . . . . 3\nII . . . . . 9")
    'Contents\n\nI . . . . . 3\nII . . . . . 9'

    A sentence that opens with the word stays:

    >>> fix(part_contents_head, "Contents of the book are told on p. 3")
    'Contents of the book are told on p. 3'
    """
    for match in GLUED_HEAD.finditer(source.text[:HEAD_WITHIN]):
        if re.search(r"(?:[.·…•][ \t]?){3,}", match["entry"]) and LEADER.match(match["entry"]):
            why = "an entry with its leader stands in the line"
            yield Edit(*match.span("gap"), "\n\n", Confidence.SURE, why)
            return


def read_contents_table(source: Source) -> Iterator[Edit]:
    r"""Read a contents page that an extractor took for a table, leaders and all.

    A row is an entry if a title and a page are left when dots, bullets and rules are taken away.
    A row of which that is not so cannot be read, and goes; the headings in the text stand for it.
    If no row can be read the page goes with the word over it.

    >>> table = "| One | • | • | 3 |\n|---|---|---|---|\n| Two | . | . | 7 |\n"
    >>> fix(read_contents_table, f"## Contents\n\n{table}\nA")
    '## Contents\n\nOne . . . 3\nTwo . . . 7\n\nA'
    >>> fix(read_contents_table, "## Contents\n\n| TI | Γ | _ | _ |\n|---|---|---|---|\n\nText.")
    '\n\nText.'

    A table under another heading stays:

    >>> fix(read_contents_table, "## Prices\n\n| Bread | 3 |\n|---|---|\n")
    '## Prices\n\n| Bread | 3 |\n|---|---|\n'
    """
    for head in CONTENTS_HEAD.finditer(source.text[:HEAD_WITHIN]):
        table = TABLE.match(source.text, head.end())
        if not table:
            continue
        entries = [entry for row in ROW.findall(table["rows"]) if (entry := _entry(row))]
        if entries:
            read = "".join(f"{title} . . . {page}\n" for title, page in entries)
            yield Edit(*table.span("rows"), read, Confidence.LIKELY, f"{len(entries)} entries")
        else:
            start = begin_of(head)
            why = "a contents page of which no entry can be read"
            yield Edit(start, table.end("rows"), "\n", Confidence.LIKELY, why)
        return


def _entry(row: str) -> tuple[str, str] | None:
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    words = [cell for cell in cells if cell and not FILLING.fullmatch(cell)]
    if not words:
        return None
    if len(words) == 1:
        inline = LEADER.match(words[0])
        return (_title(inline["title"]), inline["page"]) if inline else None
    page = words[-1].strip("*_ .·•")
    if not PAGE.fullmatch(page):
        return None
    return _title(" ".join(words[:-1])), page


def _title(text: str) -> str:
    """Give an entry's title; a numeral read with look-alikes of another script is Roman."""
    bare = re.sub(r"(?:<br>|\s)+", " ", text).strip(" .·•_")
    latin = bare.translate(LOOK_ALIKES)
    return latin if ROMAN.fullmatch(latin) else bare


def part_glued_headings(source: Source) -> Iterator[Edit]:
    r"""Part a heading from the paragraph that an extractor ran it into.

    The contents page is the evidence: a paragraph, or a sentence in a line that was run on, opens
    with the words of an entry whose turn it is and that stands nowhere else, and goes on with a
    capital.

    >>> contents = "Contents\n\nI . . . 3\nII . . . 9\n\n"
    >>> text = contents + "I Anarchism, the\nsystem.\n\nII The views taken"
    >>> fix(part_glued_headings, text).partition("9")[2]
    '\n\nI\n\nAnarchism, the\nsystem.\n\nII\n\nThe views taken'

    A paragraph that opens with the words and goes on with a small letter stays:

    >>> text = "Contents\n\nI . . . 3\n\nI have said that it is so."
    >>> fix(part_glued_headings, text) == text
    True
    """
    found = contents(source.text)
    if not found:
        return
    whole = {plain(block.text) for block in blocks(source.text) if block.start >= found[1]}
    within = "" if is_wrapped(source.text) else BEHIND
    position = found[1]
    for entry in found[2]:
        title = plain(entry.title)
        if not title or title in whole:
            continue
        words = r"\s+".join(re.escape(word) for word in entry.title.split())
        glued = re.compile(
            rf"(?:^[ \t]*(?:[#*_]+[ \t]*)?{within})(?P<title>{words})[*_.]*(?P<gap>[ \t]+)"
            rf"[“‘\"'(*_]*[{UPPER}][^\n]{{6}}",
            re.MULTILINE,
        )
        match = glued.search(source.text, position)
        if not match or (title == "i" and source.text[position : match.start()].strip()):
            continue
        position = match.end("gap")
        why = f"the contents page has “{entry.title}” on page {entry.page}"
        above = source.text[max(0, match.start() - 2) : match.start()]
        lead = "" if above == "\n\n" else "\n" if above.endswith("\n") else "\n\n"
        yield Edit(match.start(), match.start("title"), lead, Confidence.SURE, why)
        yield Edit(match.end("title"), match.end("gap"), "\n\n", Confidence.SURE, why)


def gather_announced(source: Source) -> Iterator[Edit]:
    r"""Put each entry of a contents page without pages on a line of its own.

    On web pages it is a list of links, often without a heading. The text is the evidence: each
    entry comes again, in its turn and with much text between. The count of the entries goes.

    >>> body = "".join(f"{t}\n{160 * 'a'}.\n" for t in ("On Bread", "On Land", "On the Old\nMill"))
    >>> fix(gather_announced, "T\n1 On Bread\n2 On Land\n3 On the Old Mill\n" + body)[:44]
    'T\n\nOn Bread\n\nOn Land\n\nOn the Old Mill\n\nOn Br'

    Lines of a refrain stay:

    >>> fix(gather_announced, 2 * "O bread\nO land\nO the old mill\nthat stood\n")[:14]
    'O bread\nO land'
    """
    text = source.text
    found = contents(text)
    titles = titles_from(text, found[0]) if found else ()
    if found and len(titles) < 2:
        line = LINE.match(text, found[0])
        titles = titles_from(text, line.end()) if line else ()
    if not found or len(titles) != len(found[2]) or any(entry.page for entry in found[2]):
        return
    why = f"{len(titles)} titles, which the text has again"
    written = "".join(f"{title.text}\n\n" for title in titles)
    first, end = titles[0].start, titles[-1].end
    lead = "" if not text[:first].strip() or text[:first].endswith("\n\n") else "\n"
    behind = len(text[end:]) - len(text[end:].lstrip("\n"))
    yield Edit(first, end + behind, lead + written, Confidence.SURE, why)
