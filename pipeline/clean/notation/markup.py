"""Markup that an extractor left in the text: stray tags, anchors, entities, front matter."""

import html
import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.seam import FINISHED
from pipeline.letters import LOWER
from pipeline.model import Source
from pipeline.report import Confidence

FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(?:[\w-]+[ \t]*:[^\n]*\n|[ \t]+[^\n]*\n|\n)+---[ \t]*(?:\n|\Z)"
)
PAGE_MATTER = re.compile(
    r"^---\nprimary_language:[^\n]*\n(?:[\w-]+:[^\n]*\n){1,8}---[ \t]*\n", re.MULTILINE
)
ANCHOR = re.compile(
    r"<(span|a)\s+(?:id|name)=\"[^\"<>\n]{0,80}\"\s*>\s*</\1>"
    r"|<a\s+(?:id|name)=\"[^\"<>\n]{0,80}\"\s*/>"
)
COMMENT = re.compile(r"<!--[^<]{0,400}?-->")
PICTURE = re.compile(
    r"!\[[^\]\n]{0,200}\]"
    r"\((?:_page_[^)\n]{0,200}|(?:images/)?[0-9a-f]{16,}[^)\n]{0,80}|page_\d[^)\n]{0,80}"
    r"|img-\d{1,4}\.jpe?g|figures/\d{1,4}|[^()\n]{1,200}\.pdf-\d{1,4}-\d{1,4}\.(?:png|jpe?g)|data:image/[\w+.-]{1,20};base64,[\w+/=]*)\)"
)
FRAME = re.compile(
    r"(?:<div[^<>\n]{0,80}>[ ]?)?<img src=\"imgs/[^<>\n]{0,200}>(?:[ ]?</div>)?"
    r"|</?fig(?:ure|caption)>"
)
GROUNDED = re.compile(
    r"<\|ref\|>[^<>|\n]{0,40}<\|/ref\|><\|det\|>[\d\[\], ]{0,400}<\|/det\|>[ \t]*\n?"
)
"""Where on the page a model read what follows."""
OMITTED = re.compile(
    r"^[*_ ]*==> picture \[(?P<width>\d{1,5}) x (?P<height>\d{1,5})\]"
    r" intentionally omitted <==[*_ ]*$",
    re.MULTILINE,
)
IN_PICTURE = re.compile(
    r"(?:[*_]{0,3}-{5}|<!--) (?:Start|End) of picture text"
    r" (?:-{5}[*_]{0,3}|-->)(?:[ \t]*<br ?/?>)?",
    re.IGNORECASE,
)
"""How pymupdf4llm marks the words that it read in a picture."""
ORNAMENT = 80, 24
"""A picture no wider and no higher than this, in points, is a printer's ornament."""
REACH = 4_000
ABOVE = re.compile(r"^(?P<line>[^#|>\n][^\n]{40,}[^\s])[ \t]*\n[ \t]*\n\s*\Z", re.MULTILINE)
BELOW = re.compile(rf"[ \t]*\n[ \t]*\n[ \t\n]*(?=[{LOWER}])")
"""A line of prose above a placeholder, and one below that opens with a small letter."""
PAGE_LINK = re.compile(r"\[(?P<text>(?:\\.|[^\]\\\n]){1,300})\]\(#page-\d+-\d+\)")
ENTITY = re.compile(r"&(?:amp;)?(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
TAG = re.compile(
    r"<(?P<close>/)?"
    r"(?P<name>em|i|b|strong|u|mark|span|div|font|small|big|center|p|br|ins|cite)"
    r"(?:\s+[\w-]{1,20}=\"[^<>\"\n]{0,120}\"){0,4}\s?/?>",
    re.IGNORECASE,
)
MARKS = {"em": "*", "i": "*", "b": "**", "strong": "**"}
TITLE = 1_000
"""A title of a reference list has no more characters, with all that stands behind it."""
TITLE_END = re.compile(r"(?P<quote>[\"”])(?=\s*(?:[.,;:(]|$))", re.MULTILINE)


def drop_front_matter(source: Source) -> Iterator[Edit]:
    r"""Drop the YAML that an extractor or a collection put before the text or its pages.

    It is not the library's: its titles are file names.

    >>> fix(drop_front_matter, "---\ntitle: A B A4\n---\n# A, B")
    '# A, B'
    >>> fix(drop_front_matter, "Text.\n\n---\n\nNotes: none")
    'Text.\n\n---\n\nNotes: none'
    """
    first = FRONT_MATTER.match(source.text)
    if first:
        yield Edit(first.start(), first.end(), "", Confidence.SURE, "front matter")
    for match in PAGE_MATTER.finditer(source.text, first.end() if first else 0):
        yield Edit(match.start(), match.end(), "\f\n", Confidence.SURE, "a page's front matter")


def drop_anchors(source: Source) -> Iterator[Edit]:
    r"""Drop anchors, comments, and pictures of which the extraction left only a file name.

    >>> fix(drop_anchors, '<span id="page-3-0"></span>The text<!-- image -->')
    'The text'
    >>> fix(drop_anchors, "The text![Image](data:image/png;base64,iVBORw0KGgo=)")
    'The text'
    >>> fix(drop_anchors, "a < b and c > d")
    'a < b and c > d'
    """
    for match in OMITTED.finditer(source.text):
        small = int(match["width"]) <= ORNAMENT[0] and int(match["height"]) <= ORNAMENT[1]
        why = "a small picture alone on its line" if small else "a picture's placeholder"
        yield Edit(*match.span(), "* * *" if small else "", Confidence.LIKELY, why)
    for pattern in (ANCHOR, COMMENT, PICTURE, FRAME, GROUNDED, IN_PICTURE):
        for match in pattern.finditer(source.text):
            yield _without(source.text, match)
    for match in PAGE_LINK.finditer(source.text):
        yield Edit(match.start(), match.end(), match["text"], Confidence.SURE, "a link to a page")


def _without(text: str, match: re.Match[str]) -> Edit:
    """Take a placeholder out, and the gap that it made in a sentence."""
    below = BELOW.match(text, match.end())
    above = below and ABOVE.search(text, max(0, match.start() - REACH), match.start())
    if not above or not below or FINISHED.search(above["line"]):
        return Edit(match.start(), match.end(), "")
    written = "\n" if above["line"].endswith("-") else " "
    why = "it stands in the middle of a sentence"
    return Edit(above.end("line"), below.end(), written, Confidence.LIKELY, why)


def resolve_entities(source: Source) -> Iterator[Edit]:
    """Write the character that an HTML entity stands for, once.

    >>> fix(resolve_entities, "Marx &amp; Engels, &quot;so&quot;")
    'Marx & Engels, "so"'
    >>> fix(resolve_entities, "AT&T; R&D;")
    'AT&T; R&D;'
    """
    for match in ENTITY.finditer(source.text):
        plain = html.unescape(html.unescape(match[0]))
        if plain != match[0] and plain not in ("<", ">") and len(plain) == 1:
            yield Edit(match.start(), match.end(), " " if plain == "\u00a0" else plain)


def settle_tags(source: Source) -> Iterator[Edit]:
    r"""Write HTML emphasis as emphasis, and take out a tag that was never closed.

    A tag that was opened and not closed in its paragraph says nothing sure of where the emphasis
    ended, so it goes. Where a lone quotation mark ends the title, as titles in a reference list
    end, the two are one pair of marks that was misread: the title is set as its neighbours are,
    and the reading of the witness is kept beside it.

    >>> fix(settle_tags, "the <em>culture</em> of")
    'the *culture* of'
    >>> fix(settle_tags, '- Panzieri 1973. <em>La Ripresa in Italia". Milano')
    '- Panzieri 1973. *La Ripresa in Italia*. Milano'
    >>> fix(settle_tags, "limited <em>to justice. Any other")
    'limited to justice. Any other'

    >>> fix(settle_tags, "O, let them cry,<br>\nBlind among the blind")
    'O, let them cry,  \nBlind among the blind'

    What only looks like a tag stays:

    >>> fix(settle_tags, "if a <b and c> d")
    'if a <b and c> d'
    """
    for start, end in _paragraphs(source.text):
        yield from _settle(source.text, start, end)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n[ \t]*\n|\n(?=[-*•] )|\f", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _settle(text: str, start: int, end: int) -> Iterator[Edit]:
    opened: list[re.Match[str]] = []
    for tag in TAG.finditer(text, start, end):
        name = tag["name"].lower()
        if name == "br":
            line = text[text.rfind("\n", 0, tag.start()) + 1 : tag.start()].lstrip()
            ends = text.startswith("\n", tag.end())
            written = " " if line.startswith("|") else "  " if ends else "  \n"
            yield Edit(tag.start(), tag.end(), written)
        elif not tag["close"] and not tag[0].endswith("/>"):
            opened.append(tag)
        elif tag["close"] and opened and opened[-1]["name"].lower() == name:
            mark = MARKS.get(name, "")
            yield Edit(opened[-1].start(), opened.pop().end(), mark)
            yield Edit(tag.start(), tag.end(), mark)
        else:
            yield Edit(tag.start(), tag.end(), "", Confidence.SURE, "a tag that was not opened")
    for tag in opened:
        yield from _unclosed(text, tag, end)


def _unclosed(text: str, tag: re.Match[str], end: int) -> Iterator[Edit]:
    mark = MARKS.get(tag["name"].lower(), "")
    end = min(end, tag.end() + TITLE)
    quote = TITLE_END.search(text, tag.end(), end)
    lone = quote and text.count('"', tag.end(), end) + text.count("”", tag.end(), end) == 1
    if mark and quote and lone and "“" not in text[tag.end() : end]:
        why = "a lone quotation mark ends the title; its neighbours are set so"
        yield Edit(tag.start(), tag.end(), mark, Confidence.LIKELY, why, emends=True)
        yield Edit(quote.start(), quote.end(), mark, Confidence.LIKELY, why, emends=True)
    elif mark:
        yield Edit(tag.start(), tag.end(), "", Confidence.SURE, "the tag was never closed")
