"""Links of a web page: calls of notes, ways back from them, places on the site."""

import re
from collections.abc import Iterator, Set

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

LINK = re.compile(
    r"(?<!!)\[(?P<text>(?:\\[\[\]]|[^\[\]\n\\]|\\(?![\[\]])|\[[^\[\]\n]{0,80}\]){0,200})\]"
    r"\((?P<target>[^\s()<>]{1,400})(?:[ \t]+\"[^\"\n]{0,200}\")?\)"
)
INWARD = re.compile(
    r"#\S*|\.{0,2}/[^/\s]\S*|/|(?![a-z]+:)[\w.~%/+-]+\.(?:x?html?|php|aspx?|muse)(?:[?#]\S*)?"
)
NUMBER = re.compile(r"(?:<sup>)?[\\\[(^*_]*(?P<n>\d{1,3})[\\\])^*_.]*(?:</sup>)?")
BACK = re.compile(r"[\\\[(*_]*(?:[↑↩⤴⇑↵⏎^]\ufe0e?)+[\\\])*_]*")
ARROW = re.compile(
    r"^(?P<label>[ \t]*(?:\d{1,3}\\?[.)]|\\?\[\d{1,3}\\?\])[ \t]+)"
    r"(?P<arrow>[↑↩⤴⇑^]\ufe0e?[ \t]+)(?=\S)",
    re.MULTILINE,
)
ARROW_BEHIND = re.compile(r"(?<=\S)(?P<arrow>(?:[ \t]*[↩⤴⏎]\ufe0e?\d{0,2})+)[ \t]*$", re.MULTILINE)
LINE_START = re.compile(r"[ \t>*-]*(?:<sup>)?\\?\[?")
LABEL = re.compile(r"^[ \t]*(?:<sup>)?\\?\[?(?P<n>\d{1,3})(?:\\?\]|\\?[.)])", re.MULTILINE)


def resolve_links(source: Source) -> Iterator[Edit]:
    r"""Write a link to a place on its own site as the words it stands on.

    The place is not in the book. A number that is linked to a place on its page calls a note, if
    a line opens with the same number; an arrow leads back from the note, and goes.

    >>> fix(resolve_links, "so it is.[[1]](#fn1) And [more](#b)\n\n[[1]](#fn_back1) See there.")
    'so it is.<sup>1</sup> And more\n\n[1] See there.'
    >>> fix(resolve_links, "it is.[1](#n1)\n\n1. [↑](#c1) See there.\n\n[Next](ch02.htm)")
    'it is.<sup>1</sup>\n\n1. See there.\n\nNext'

    A link that leads elsewhere stays, and so does what only looks like one:

    >>> fix(resolve_links, "[there](https://a.org/b) and f[x](y) and ![a](#b)")
    '[there](https://a.org/b) and f[x](y) and ![a](#b)'
    """
    text = source.text
    labels: Set[str] | None = None
    for match in LINK.finditer(text):
        target, words = match["target"], match["text"]
        number = NUMBER.fullmatch(words) if "#" in target else None
        if not number and not INWARD.fullmatch(target):
            continue
        if BACK.fullmatch(words) and "#" in target:
            behind = 1 if text[match.end() : match.end() + 1] == " " else 0
            yield Edit(match.start(), match.end() + behind, "", Confidence.SURE, "the way back")
            continue
        labels = _labels(text) if labels is None and number else labels
        if number and labels and number["n"] in labels and not _opens_line(text, match.start()):
            yield _call(text, match, number["n"])
        elif INWARD.fullmatch(target) or (number and _opens_line(text, match.start())):
            why = "it leads to a place on its own site"
            yield Edit(
                *match.span(), words.replace("\\[", "[").replace("\\]", "]"), Confidence.SURE, why
            )


def _labels(text: str) -> Set[str]:
    """Give the numbers that open a line, as links or bare."""
    linked = {
        number["n"] for match in LINK.finditer(text)
        if _opens_line(text, match.start()) and (number := NUMBER.fullmatch(match["text"]))
    }  # fmt: skip
    return linked | {match["n"] for match in LABEL.finditer(text)}


def _opens_line(text: str, at: int) -> bool:
    return bool(LINE_START.fullmatch(text, text.rfind("\n", 0, at) + 1, at))


def _call(text: str, match: re.Match[str], number: str) -> Edit:
    """Write a link as a note's mark, with the brackets and the space around it."""
    start, end = match.span()
    opening = re.search(r"\\?\[$", text[max(0, start - 2) : start])
    closing = re.compile(r"\\?\]").match(text, end)
    if opening and closing:
        start, end = start - len(opening[0]), closing.end()
    if text[max(0, start - 5) : start] == "<sup>" and text[end : end + 6] == "</sup>":
        start, end = start - 5, end + 6
    if re.search(r"[\w.,;:!?”’\"')\]*_] $", text[max(0, start - 2) : start]):
        start -= 1
    return Edit(start, end, f"<sup>{number}</sup>", Confidence.SURE, "a line opens with the number")


def drop_back_links(source: Source) -> Iterator[Edit]:
    r"""Drop the arrow that leads back from a note, where the extraction left it behind the number.

    Other pages have it at the note's end.

    >>> fix(drop_back_links, "Text.\n\n1. ↑ See there.\n2. ^ And here.")
    'Text.\n\n1. See there.\n2. And here.'
    >>> fix(drop_back_links, "Text.\n\n1. See there. ↩\n2. And here. ↩︎")
    'Text.\n\n1. See there.\n2. And here.'
    >>> fix(drop_back_links, "The road ↑ and 2. ↑")
    'The road ↑ and 2. ↑'
    """
    behind = list(ARROW_BEHIND.finditer(source.text))
    for match in (*ARROW.finditer(source.text), *(behind if len(behind) > 1 else ())):
        start, end = match.span("arrow")
        yield Edit(start, end, "", Confidence.SURE, "the way back from a note")
