"""The title page as extractors leave it: file names for titles, lines cut, the library's name."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.edit import Edit
from pipeline.clean.facts.layout import LIBRARY_LINE, contents
from pipeline.clean.facts.measure import LINE
from pipeline.clean.notation.markup import FRONT_MATTER
from pipeline.model import Source
from pipeline.phrases import LABELS, any_of
from pipeline.report import Confidence

YAML_TITLE = re.compile(r"^title:[ \t]*[\"']?(?P<title>[^\n]*?)[\"']?[ \t]*$", re.MULTILINE)
YAML_AUTHOR = re.compile(
    r"^author:[ \t]*[\"']?(?P<author>[^\n]*?[^\s\"'])[\"']?[ \t]*$", re.MULTILINE
)
LABEL = re.compile(rf"(?:\A|(?<=\s))(?:{any_of(LABELS)})[ \t]*:[ \t]*", re.IGNORECASE)
DRESS = re.compile(r"[#*_ \t]*")
MOST = 12
"""A title page has no more lines than this."""
REPEATED = 0.7
"""The share of a file title's words that the lines of the real title repeat."""


def drop_file_title(source: Source) -> Iterator[Edit]:
    r"""Drop a first heading that is the file's name, where the real title follows.

    Collections put the file name of the PDF as ``title`` into the front matter and over the text.

    >>> matter = "---\ntitle: P K A Story A4\n---\n"
    >>> fix(drop_file_title, f"{matter}\n# P K A Story A4\n\n## P. K.\n\nA Story\n\nX")
    '---\ntitle: P K A Story A4\n---\n\n\n\n## P. K.\n\nA Story\n\nX'

    A title that nothing repeats is the title:

    >>> fix(drop_file_title, "---\ntitle: A Story\n---\n\n# A Story\n\nOnce there was.")
    '---\ntitle: A Story\n---\n\n# A Story\n\nOnce there was.'
    """
    front = FRONT_MATTER.match(source.text)
    told = YAML_TITLE.search(front[0]) if front else None
    if not front or not told:
        return
    lines = list(LINE.finditer(source.text, front.end(), front.end() + 2000))[:MOST]
    if not lines or _bare(lines[0][0]) != _bare(told["title"]):
        return
    below = {word for line in lines[1:] if len(line[0]) < 200 for word in _words(line[0])}
    words = _words(told["title"])
    if len(words) > 1 and sum(word in below for word in words) >= REPEATED * len(words):
        yield Edit(*lines[0].span(), "", Confidence.SURE, "the real title follows")


def write_told_title(source: Source) -> Iterator[Edit]:
    r"""Write the title and the author of the front matter over a text that has none of its own.

    Readers of web pages take both out of the text. A collection's front matter names the author
    only if it was made so; one with a file's name for a title does not.

    >>> matter = "---\ntitle: A Story\nauthor: P. K.\nurl: https://a.org\n---\n"
    >>> fix(write_told_title, f"{matter}Once there was.")
    '# A Story\n\nP. K.\n\nOnce there was.'

    A text that has the title in one of its first lines needs nothing:

    >>> fix(write_told_title, f"{matter}# A Story\n\nOnce.").endswith("---\n# A Story\n\nOnce.")
    True
    """
    front = FRONT_MATTER.match(source.text)
    title = YAML_TITLE.search(front[0]) if front else None
    author = YAML_AUTHOR.search(front[0]) if front else None
    if not front or not title or not author or not _bare(title["title"]):
        return
    first = list(LINE.finditer(source.text, front.end(), front.end() + 2000))[:MOST]
    told = _bare(title["title"])
    if any(
        told in _bare("".join(line[0] for line in first[at : at + 3])) for at in range(len(first))
    ):
        return
    named = any(_bare(author["author"]) in _bare(line[0]) for line in first if len(line[0]) < 200)
    written = f"# {title['title']}\n\n" + ("" if named else f"{author['author']}\n\n")
    behind = source.text[front.end() :]
    end = front.end() + len(behind) - len(behind.lstrip("\n"))
    yield Edit(front.start(), end, written, Confidence.LIKELY, "the front matter tells it")


def drop_library_name(source: Source, colophon: str = "") -> Iterator[Edit]:
    r"""Drop the library's name from the title page; the colophon keeps it.

    >>> from functools import partial
    >>> rule = partial(drop_library_name, colophon="The Anarchist Library\nAnti-Copyright")
    >>> fix(rule, "# A\n\nThe Anarchist Library\n\nContents\n\nI . . . 3\n\nText.")
    '# A\n\n\n\nContents\n\nI . . . 3\n\nText.'
    >>> fix(drop_library_name, "# A\n\nThe Anarchist Library\n\nText.")
    '# A\n\nThe Anarchist Library\n\nText.'
    """
    names = {_bare(match[0]) for match in LIBRARY_LINE.finditer(colophon)}
    for line in _title_page(source.text):
        if _bare(line[0]) in names:
            yield Edit(*line.span(), "", Confidence.SURE, "the colophon has it")


def join_title_lines(source: Source, colophon: str = "") -> Iterator[Edit]:
    r"""Put the lines together that are one title in the colophon.

    >>> from functools import partial
    >>> rule = partial(join_title_lines, colophon="Author: P. K.\nTitle: On Bread and\n## Roses")
    >>> fix(rule, "## P. K.\n\nOn Bread\n## and Roses\nThe first word.")
    '## P. K.\n\nOn Bread and Roses\n\nThe first word.'
    >>> fix(rule, "## P. K.\n\nOn Bread\n\nand so on.")
    '## P. K.\n\nOn Bread\n\nand so on.'
    """
    told = _told(colophon)
    lines = _title_page(source.text)
    index = 0
    while index < len(lines):
        count = _field(lines[index : index + 4], told)
        run = lines[index : index + count]
        if any(_dressed_apart(source.text, one, two) for one, two in pairwise(run)):
            count, run = 1, run[:1]
        for one, two in pairwise(run):
            bare = re.match(r"[ \t#*_]*", two[0])
            start = two.start() + (bare.end() if bare else 0)
            yield Edit(one.end(), start, " ", Confidence.SURE, "one title in the colophon")
        if count > 1 and source.text[run[-1].end() : run[-1].end() + 2].strip(" \t") not in (
            "\n\n",
            "",
        ):
            yield Edit(run[-1].end(), run[-1].end() + 1, "\n\n", Confidence.SURE, "the title ends")
        index += count


def _dressed_apart(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    """Say whether a blank line parts two lines in different dress: a title and what is under it."""
    dress = [DRESS.match(line[0].lstrip())[0].strip() for line in (one, two)]  # type: ignore[index]
    return text.count("\n", one.end(), two.start()) > 1 and all(dress) and dress[0] != dress[1]


def _title_page(text: str) -> list[re.Match[str]]:
    found = contents(text)
    return list(LINE.finditer(text, 0, found[0] if found else 2000))[:MOST]


def _told(colophon: str) -> set[str]:
    """List what the colophon says, field by field: lines, and values that run over lines."""
    lines = [line for line in LABEL.sub("\n", colophon).split("\n") if _bare(line)]
    found = {_bare(line) for line in lines}
    for count in (2, 3):
        found |= {
            "".join(map(_bare, lines[at : at + count]))
            for at in range(len(lines))
            if re.search(
                rf"(?:{any_of(LABELS)})[ \t]*:[ \t]*{re.escape(lines[at].strip())}", colophon
            )
        }
    return found - {""}


def _field(lines: Sequence[re.Match[str]], told: set[str]) -> int:
    """Give the number of lines that together are one field of the colophon, at least one."""
    joined = ""
    for count, line in enumerate(lines, 1):
        joined += _bare(line[0])
        if joined in told:
            return count
    return 1


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFD", text.casefold())
    return re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))


def _bare(text: str) -> str:
    return "".join(_words(text.replace("_", " ")))
