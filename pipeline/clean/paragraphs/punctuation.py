"""Quotation marks, the spaces round punctuation, and dashes that were taken for something else."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.dialect import is_wrapped
from pipeline.clean.facts.measure import measure_of, natural_width
from pipeline.clean.facts.seam import FINISHED
from pipeline.clean.facts.words import MARKUP
from pipeline.model import Source
from pipeline.report import Confidence

GUARDED = re.compile(
    rf"{MARKUP}|https?://\S+|(?<=[\u05d0-\u05ea])(?:\"(?=[\u05d0-\u05ea])|'(?![\u05d0-\u05ea]*'))"
)
"""The marks of a Hebrew abbreviation, within its letters or behind them, are no quotation's."""
STRAIGHT = re.compile(r"[\"']")
STYLES = {
    "en": "“”‘’", "de": "„“‚‘", "cs": "„“‚‘", "sl": "„“‚‘", "pl": "„”‚’",
    "ro": "„”‚’", "hu": "„”‚’",
    "fr": "«»‘’", "ru": "«»„“", "uk": "«»„“", "el": "«»“”", "it": "“”‘’", "es": "“”‘’",
    "pt": "“”‘’", "sv": "””’’", "fi": "””’’", "nl": "“”‘’", "tr": "“”‘’", "eo": "“”‘’",
    "sr": "„“‚‘", "hr": "„“‚‘",
}  # fmt: skip
OPENS_AFTER = " \t\n\f([{—–-/“‘«„‚"
ELISIONS = re.compile(
    r"(?:tis|twas|twere|twill|em|til|cause|bout|round|tween|gainst|neath|fore|mongst|scape|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ties|\d0s)\b",
    re.IGNORECASE,
)
BEFORE_STOP = re.compile(r"(?<=[^\s.…,;:!?(\[—–-])[ \t]+(?=[,;.)\]](?![.\w])|[:!?](?![.\w\[]))")
BEFORE_EMPHASIS = re.compile(
    r"(?<!\S)[(\[—]*(?P<mark>[(\[“‘„‚”’])(?P<gap>[ \t]+)(?=[*_]{1,3}[^\s*_])"
)
SPACED_PAIR = re.compile(
    r"(?<!\S)“(?P<before>[ \t]+)(?![*_])[^\s“”][^“”\n]{0,200}(?<![\s*_])(?P<behind>[ \t]+)”(?!\w)"
)
BEHIND_EMPHASIS = re.compile(r"(?<=[^\s*_][*_])(?P<gap>[ \t]+)(?P<mark>[”’“‘)\]])(?![^\W_])")
AFTER_OPENING = re.compile(r"(?<=[(\[])[ \t]+(?=\w)")


def curl_quotes(source: Source) -> Iterator[Edit]:
    """Set straight quotation marks as the language sets them, and apostrophes.

    Extractors mix straight and typographic marks by page. What stands beside a mark decides which
    it is: after a space or an opening bracket it opens, else it closes.

    >>> fix(curl_quotes, '''He said "so" ('no') in Marx's day, in the '90s, 'tis.''')
    'He said “so” (‘no’) in Marx’s day, in the ’90s, ’tis.'

    Feet and inches, and what stands in a tag or an address, stay:

    >>> fix(curl_quotes, 'a board 6\" wide <http://a.b/?q="x">')
    'a board 6\" wide <http://a.b/?q="x">'
    """
    style = STYLES.get(source.lang.partition("-")[0], STYLES["en"])
    guarded = [match.span() for match in GUARDED.finditer(source.text)]
    index = 0
    opened = False
    last = 0
    for match in STRAIGHT.finditer(source.text):
        at = match.start()
        while index < len(guarded) and guarded[index][1] <= at:
            index += 1
        if index < len(guarded) and guarded[index][0] <= at:
            continue
        if source.text.find("\n\n", last, at) >= 0:
            opened = False
        last = at
        if match[0] == '"':
            if source.text[at - 1 : at].isdigit() and not opened:
                continue
            opens = _opens(source.text, at, opened)
            opened = opens
            yield Edit(at, at + 1, style[0] if opens else style[1])
        else:
            yield Edit(at, at + 1, _single(source.text, at, style))


def _opens(text: str, at: int, opened: bool) -> bool:
    before = _beside(text, at, -1)
    after = _beside(text, at, 1)
    if (not before or before in OPENS_AFTER) and after and not after.isspace():
        return not (before in "—–-" and opened and after in ".,;:!?)")
    if before and not before.isspace():
        return False
    return not opened


def _single(text: str, at: int, style: str) -> str:
    before = _beside(text, at, -1)
    after = text[at + 1 : at + 2]
    opening = (not before or before in OPENS_AFTER) and after and not after.isspace()
    elided = ELISIONS.match(text, at + 1) or style[2] in "“„"  # whose words begin so: ’ρθει
    if opening and not elided and (after.isalnum() or after in "*_“[("):
        return style[2]
    return style[3] if before and not (before.isalnum() or opening) else "’"


def _beside(text: str, at: int, step: int) -> str:
    """Give the character beside a mark, looking through emphasis marks."""
    position = at + step
    while 0 <= position < len(text) and text[position] in "*_":
        position += step
    return text[position] if 0 <= position < len(text) else ""


def close_up_punctuation(source: Source) -> Iterator[Edit]:
    """Take out the space before a comma, a stop or a closing bracket.

    French sets a space before ``; : ! ?`` and keeps it here. An ellipsis set with spaces and a
    decimal that starts with its point are left alone.

    >>> fix(close_up_punctuation, "(Avrich 1967, p.36) , and (Cahm 1989) .")
    '(Avrich 1967, p.36), and (Cahm 1989).'
    >>> fix(close_up_punctuation, "and so . . . on, at .5 per cent")
    'and so . . . on, at .5 per cent'
    >>> fix(close_up_punctuation, "a mill ![so](mill.png) of old")
    'a mill ![so](mill.png) of old'
    """
    french = source.lang.startswith("fr")
    for match in BEFORE_STOP.finditer(source.text):
        stop = source.text[match.end()]
        if french and stop in ";:!?":
            continue
        if stop == "." and source.text[match.end() + 1 : match.end() + 3] in (" .", ".."):
            continue
        if _after_bare_line(source.text, match.start()):
            continue
        yield Edit(match.start(), match.end(), "")
    for match in AFTER_OPENING.finditer(source.text):
        yield Edit(match.start(), match.end(), "", Confidence.SURE)


def close_up_quotes(source: Source) -> Iterator[Edit]:
    """Take out the space within quotation marks that a reader set round emphasis.

    Both marks show it where the emphasis was lost. French sets a space inside its guillemets and
    keeps it, and a mark that stands alone between two spaces may open or close.

    >>> fix(close_up_quotes, "an “ *official* ” authority ( *natural* ), an “ official ” one")
    'an “*official*” authority (*natural*), an “official” one'
    >>> fix(close_up_quotes, "the 5 ” board, « *officiel* »")
    'the 5 ” board, « *officiel* »'
    """
    style = STYLES.get(source.lang.partition("-")[0], STYLES["en"])
    opening, closing = "([" + style[::2].strip("«"), ")]" + style[1::2].strip("»")
    for match in BEFORE_EMPHASIS.finditer(source.text):
        if match["mark"] in opening and match["mark"] not in closing:
            yield Edit(*match.span("gap"), "")
    for match in SPACED_PAIR.finditer(source.text) if style[:2] == "“”" else ():
        yield Edit(*match.span("before"), "")
        yield Edit(*match.span("behind"), "")
    for match in BEHIND_EMPHASIS.finditer(source.text):
        if match["mark"] in closing and match["mark"] not in opening:
            yield Edit(*match.span("gap"), "")


def _after_bare_line(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].strip() == ""


WITH_O = frozenset(("it", "es", "gl", "pt"))
"""Languages of which the letter is a common word: ``or``, or ``the``."""
DASH = re.compile(r"(?<=[\w,;)”»]) ?[—–](?: ?(?=[^\W\d_])|[ \t]*$)|(?<=\w) -[ \t]*$", re.MULTILINE)
"""A dash within a line or, of any length, at its end."""
WORD_O = re.compile(r"\w[,;:)”»]{0,2} o\s")
FAR, OFTEN = 10, 50
"""So many times as often as a dash the word stands, that it is likelier, and surely meant."""
FULL = 0.92
"""A line that is fuller, as a share of the measure, and ends in a word, goes on, in an item too."""
ITEM = re.compile(r"(?P<last>[^\n\f]*\S)[ \t]*\n\s*?\n?[ \t]*- (?=(?P<next>[^\n]*))")


def restore_dashes(source: Source) -> Iterator[Edit]:
    r"""Put a dash, or the word o, that began a printed line back into its sentence.

    An extractor takes a line that begins with either for an item of a list. It is none when the
    sentence before it was not finished and it goes on with a small letter. Which of the two the
    text writes shows where they still stand, within lines and at their ends.

    >>> line = "to take the middle class system, as the collectivists would have it"
    >>> text = "\n".join([line] * 9) + " now\n\n- a system already in decay"
    >>> fix(restore_dashes, text)[-32:]
    ' now — a system already in decay'

    A list that a colon announces stays:

    >>> fix(restore_dashes, text.replace("now", "so:"))[-32:]
    'so:\n\n- a system already in decay'
    """
    if not is_wrapped(source.text):
        return
    words, dashes, why = _o_and_dashes(source.text)
    often = words > max(FAR, OFTEN * dashes)
    with_o = words or source.lang.partition("-")[0] in WITH_O
    measure = measure_of(source.text)
    for match in ITEM.finditer(source.text):
        last = source.text[
            source.text.rfind("\n", 0, match.start()) + 1 : match.end("last")
        ].lstrip()
        full = natural_width(last) > FULL * measure
        item = last.startswith("- ") and not (full and last[-1].isalnum())
        if item or last.startswith(("#", "---")) or FINISHED.search(last):
            continue
        start, end = match.end("last"), match.start("next")
        lower = match["next"][:1].islower()
        if often or (lower and dashes <= FAR * words and with_o):
            sure = Confidence.LIKELY if often else Confidence.DOUBTFUL
            yield Edit(start, end, " o ", sure, why)
        elif lower:
            yield Edit(start, end, " — ", Confidence.LIKELY, "the sentence before it goes on")


def _o_and_dashes(text: str) -> tuple[int, int, str]:
    """Count the words o and the dashes that no extractor can have taken for bullets."""
    words, dashes = len(WORD_O.findall(text)), len(DASH.findall(text))
    return words, dashes, f"{words} times the word o stands within lines, {dashes} times a dash"
