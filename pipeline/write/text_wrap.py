"""Break text into lines by the columns it takes on a terminal, never inside a word."""

import re
from collections.abc import Iterable, Iterator

from pipeline.letters import width_of

WIDTH = 72
"""Display columns of a line: the right margin that plain-text libraries agree on."""

HELD = "\x07"
"""A space where no line may break. XML forbids the character, so no text can hold it."""

BEFORE_CLOSING = re.compile(r" (?=[—–―:;!?»…)\]%]+(?:[ \n]|$))")
AFTER_OPENING = re.compile(r"(?<=[«(\[]) ")
NO_LINE_START = frozenset(
    "、。，．：；？！）」』】〉》〕’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
NO_LINE_END = frozenset("（「『【〈《〔‘“")


def wrap(text: str, width: int) -> list[str]:
    """Break a text into lines of at most this many columns; a newline in it always breaks.

    Lines break at spaces, and between the characters of a script that writes none. A word longer
    than the line (an address) stays whole, and a dash stays with the word before it.

    >>> wrap("He said — and meant it — no.", 9)
    ['He said —', 'and meant', 'it — no.']
    >>> wrap("see http://example.org/a-b", 12)
    ['see', 'http://example.org/a-b']
    """
    held = AFTER_OPENING.sub(HELD, BEFORE_CLOSING.sub(HELD, text))
    lines: list[str] = []
    for part in held.split("\n"):
        lines += _fill(_loose(part, width), width)
    return [line.replace(HELD, " ") for line in lines]


def _loose(part: str, width: int) -> Iterator[str]:
    """Give the words of a part; what is held together but longer than a line breaks at its spaces.

    >>> wrap("— — — — t", 5)
    ['— — —', '— t']
    """
    for word in part.split(" "):
        yield from [word] if width_of(word) <= width else word.split(HELD)


def _fill(words: Iterable[str], width: int) -> Iterator[str]:
    line, length = "", 0
    for word in words:
        space = 1 if line else 0
        for unit in _units(word):
            size = width_of(unit)
            if line and length + space + size > width:
                yield line
                line, length, space = "", 0, 0
            line += " " * space + unit
            length += space + size
            space = 0
    yield line


def _units(word: str) -> Iterator[str]:
    """Give the parts of a word between which a line may break: one, save in CJK."""
    if word.isascii() or not any(width_of(char) == 2 for char in word):
        yield word
        return
    unit = ""
    for char in word:
        breaks = unit and (width_of(char) == 2 or width_of(unit[-1]) == 2)
        if breaks and char not in NO_LINE_START and unit[-1] not in NO_LINE_END and width_of(char):
            yield unit
            unit = ""
        unit += char
    yield unit


def indent(lines: Iterable[str], first: str, rest: str = "") -> list[str]:
    """Put one prefix before the first line and another before the others; blank lines stay so.

    >>> indent(["one", "", "two"], "- ", "  ")
    ['- one', '', '  two']
    """
    return [(rest if index else first) + line if line else "" for index, line in enumerate(lines)]


def stack(blocks: Iterable[list[str]], gap: int = 1) -> list[str]:
    """Put blocks of lines under each other with blank lines between; empty blocks vanish."""
    lines: list[str] = []
    for block in blocks:
        if any(block):
            lines += [""] * gap + block if lines else block
    return lines


def centre(line: str, width: int) -> str:
    """Set a line in the middle."""
    return " " * max((width - width_of(line)) // 2, 0) + line


def push(line: str, width: int) -> str:
    """Set a line against the right margin."""
    return " " * max(width - width_of(line), 0) + line
