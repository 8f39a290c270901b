"""What a page model says beside the text: fences, remarks, notices, the same sentence again."""

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.model import Source
from pipeline.report import Confidence

FENCED = re.compile(
    r"^(?P<open>```[ \t]*(?P<kind>[a-z]{0,12})(?P<told>[^\n`]*)\n)"
    r"(?P<inside>.*?)(?P<close>\n```[ \t]*)(?=\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
PAGE_KINDS = frozenset({"markdown", "md"})
PLAIN_KINDS = frozenset({"", "text", "txt", "plaintext", "html"})
PROSE = re.compile(r"^[A-ZÀ-Þ“\"‘*_#][^\n]{80,}[.!?:”\"][^\n]*$", re.MULTILINE)
CODE = "a fence names the language of its code"
BETWEEN = re.compile(r"\s*(?=```(?:markdown|md)[ \t]*\n)")
REMARK = re.compile(
    r"(?P<lead>\A\s*|\f[^\S\f]*|^-{20,}\n\s*)"
    r"(?P<remark>(?:(?:Sure|Certainly|Of course)[,.!][ ])?(?:Here(?: is|’s|'s)|Below is|"
    r"The following is)[ ](?:the|a|your)[ ][^\n]{0,80}?\b(?:page|image|scan|transcription|"
    r"transcript|OCR|[Mm]arkdown|extracted)\b[^\n]{0,80}:[ \t]*(?:\n+|\Z))",
    re.MULTILINE,
)
NOTICE = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\f)|(?<=\f\n))(?P<notice>[\[(*_ \t]*"
    r"(?:(?:this|the)[ ]page[ ](?:(?:is|was|has[ ]been)[ ])?"
    r"(?:intentionally|deliberately|purposely)[ ](?:left[ ])?(?:blank|empty)|"
    r"(?<=[\[(])(?:blank|empty)[ ]page|(?<=[\[(])no[ ]text[ ]on[ ]this[ ]page)"
    r"[\])*_. \t]*(?:\n\n|(?=\n?\f|\s*\Z)))",
    re.IGNORECASE,
)  # fmt: skip
DESCRIBED = re.compile(
    r"(?:\A|(?<=\n\n))(?P<remark>\[(?:image|picture|photo(?:graph)?|illustration)"
    r"(?:[ ](?:of|shows|showing)\b|:)[^\[\]\n]{3,300}\])(?=\n\n|\s*\Z)",
    re.IGNORECASE,
)
TAGGED = re.compile(
    r"(?:<|&lt;)(?P<name>header|footer|watermark|img|logo)(?:>|&gt;)[^<>]{0,600}?"
    r"(?:<|&lt;)/(?P=name)(?:>|&gt;)[ \t]*",
    re.IGNORECASE,
)
"""What page models say a page has beside its text: its head, its foot, what a picture shows."""
UNIT = re.compile(r"[^\s.!?][^.!?\n]*[.!?…]+[”\"’)\]*_]*|[^\s.!?][^.!?\n]*(?=\n|\Z)")
SHORTEST = 25
"""A sentence of fewer characters may be said again and again."""
SAID, LOOPED = 3, 8
"""A sentence so often in a row is pointed at; so often, no author wrote it."""
PERIOD = 3
"""So many sentences at most take turns."""


def unfence_pages(source: Source) -> Iterator[Edit]:
    r"""Take off the code fence that a page model put round a page's text.

    One that says it holds Markdown does, and the page ends where the next such fence begins; any
    other must hold sentences. The name of a language at a fence that stays is no word of the text.

    >>> fix(unfence_pages, "```markdown\n# A\n\nOne of\n```\n\n```markdown\nthem.\n```\n")
    '# A\n\nOne of\n\n\x0c\n\nthem.\n'

    Code stays code:

    >>> fix(unfence_pages, "```\nx = 1\n```") == "```\nx = 1\n```"
    True
    """
    text = source.text
    if not text.startswith("```") and "\n```" not in text:
        return
    for match in FENCED.finditer(text):
        paged = match["kind"] in PAGE_KINDS and not match["told"].strip()
        if not paged and not (match["kind"] in PLAIN_KINDS and _is_prose(match["inside"])):
            if match["kind"] or match["told"].strip():
                yield Edit(match.start("kind"), match.end("told"), "", Confidence.SURE, CODE)
            continue
        sure = Confidence.SURE if paged else Confidence.LIKELY
        why = "a fence round a page's text"
        between = BETWEEN.match(text, match.end()) if paged else None
        yield Edit(*match.span("open"), "", sure, why)
        if between:
            yield Edit(match.start("close"), between.end(), "\n\n\f\n\n", sure, f"{why} ends")
        else:
            yield Edit(*match.span("close"), "", sure, why)


def _is_prose(text: str) -> bool:
    return "\n\n" in text and bool(PROSE.search(text))


def drop_page_tags(source: Source) -> Iterator[Edit]:
    r"""Drop what a page model set in tags of its own: the page's head and foot, a picture's words.

    The tags say what it is, and that it is not the text.

    >>> fix(drop_page_tags, "<header>On Bread</header>\n\nThe &lt;img&gt;A mill&lt;/img&gt;mill")
    '\n\nThe mill'

    A tag without its other half stays:

    >>> fix(drop_page_tags, "the tag <header> opens a page")
    'the tag <header> opens a page'
    """
    for match in TAGGED.finditer(source.text):
        why = f"tagged as a page's {match['name'].lower()}"
        yield Edit(*match.span(), "", Confidence.LIKELY, why)


def drop_remarks(source: Source) -> Iterator[Edit]:
    r"""Drop what announces the text of a page or says that a page is blank.

    A remark stands at the head of the text or of a page, and speaks of the page, the image or
    the transcription. A picture described in brackets is only proposed.

    >>> fix(drop_remarks, "Here is the text of the page:\n\n# A\n\nHere is the page:\n\nB")
    '# A\n\nHere is the page:\n\nB'
    >>> fix(drop_remarks, "One.\n\nThis page intentionally left blank\n\nTwo.")
    'One.\n\nTwo.'

    An author may announce a text too, and speak of blank pages:

    >>> fix(drop_remarks, "Here is the text of the law:\n\nThis page was left blank by the king.")
    'Here is the text of the law:\n\nThis page was left blank by the king.'
    """
    for match in REMARK.finditer(source.text):
        why = "it announces the text of a page"
        yield Edit(*match.span("remark"), "", Confidence.LIKELY, why)
    for match in NOTICE.finditer(source.text):
        yield Edit(*match.span("notice"), "", Confidence.LIKELY, "it says that a page is blank")
    for match in DESCRIBED.finditer(source.text):
        why = "it describes a picture, in brackets"
        yield Edit(*match.span("remark"), "", Confidence.DOUBTFUL, why)


def drop_repeats(source: Source) -> Iterator[Edit]:
    r"""Drop the sentences that a page model went on repeating.

    One that stands in a row eight times or more, alone or in turn with another two, was made up
    from the second time on. A refrain is repeated too: from three times on it is proposed.

    >>> line = "They went over the sea to the other land."
    >>> fix(drop_repeats, " ".join([line] * 9) + " They came.")
    'They went over the sea to the other land. They came.'
    >>> fix(drop_repeats, " ".join([line] * 3)).count("sea")
    3
    """
    if is_wrapped(source.text):  # a line is no sentence then, and no page model wrote it
        return
    units = list(UNIT.finditer(source.text))
    words = [" ".join(unit[0].split()) for unit in units]
    at = 0
    while at < len(units):
        period, count = _run(words, at)
        if count < SAID:
            at += 1
            continue
        last = at + period * count
        end = units[last - 1].end()
        behind = source.text[units[at + period - 1].end() : end]
        sure = Confidence.LIKELY if count >= LOOPED else Confidence.DOUBTFUL
        kept = "\f" * behind.count("\f")
        if not kept:
            why = f"the same {count} times in a row"
            yield Edit(units[at + period - 1].end(), end, "", sure, why)
        at = last


def _run(words: Sequence[str], at: int) -> tuple[int, int]:
    """Give how many sentences take turns from here on, and how often they do."""
    for period in range(1, PERIOD + 1):
        turn = words[at : at + period]
        if len(" ".join(turn)) < SHORTEST or len(turn) < period:
            continue
        if not any(character.isalpha() for character in turn[0]) or turn[0].startswith(("|", "#")):
            return 1, 1
        count = 1
        while words[at + count * period : at + (count + 1) * period] == turn:
            count += 1
        if count >= SAID:
            return period, count
    return 1, 1
