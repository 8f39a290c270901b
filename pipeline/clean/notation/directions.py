"""Lines of Hebrew, Arabic and Persian that an extractor wrote as they stand on the page."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.model import Source
from pipeline.report import Confidence

RIGHTWARDS = (
    "\u05be-\u05f4\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb1d-\ufdfb\ufe70-\ufefc"
)
"""Hebrew and Arabic letters and their vowels, without the digits, which run from left to right."""
MARKED = re.compile("(?:^|(?<=\f))[^\n\f]*[\u202a-\u202c][^\n\f]*", re.MULTILINE)
TO_RIGHT, TO_LEFT, BACK = "\u202a", "\u202b", "\u202c"
WHOLE = re.compile(
    f"\\s*{TO_LEFT}(?:[^{TO_LEFT}{TO_RIGHT}{BACK}]|{TO_RIGHT}[^{BACK}]*{BACK})*{BACK}\\s*"
)
WORD = f"[^\\W_{RIGHTWARDS}]"
LETTER = re.compile(f"[^\\W\\d_{RIGHTWARDS}]")
RIGHT_LETTER = re.compile(f"[{RIGHTWARDS}]")
ACROSS = re.compile(f"{WORD}(?:[^{RIGHTWARDS}]*{WORD})?")
"""What runs from left to right within a line that runs to the left: an address, a name, numbers."""
NUMBER = re.compile(r"\d+(?:[.,:/٫٬]\d+)*")
TURNED = re.compile(f"[{RIGHTWARDS}](?:[^A-Za-z]*[{RIGHTWARDS}])?")
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def turn_lines(source: Source) -> Iterator[Edit]:
    r"""Put lines that run from right to left in the order they are read in.

    Readers of PDF files write such a line as it stands on the page, and say between marks which
    stretches run which way. They are no part of the text: what stands between them is. A stop
    between two words, a number and a bracket come out turned; a reader that goes word by word
    turns the whole line.

    >>> fix(turn_lines, "\u202bשלום\u202a ,\u202cעולם\u202a 23–17\u202c\u202c")
    'שלום, עולם17–23 '
    >>> fix(turn_lines, "3 \u202bעולם\u202c ,\u202bשלום\u202c")
    'שלום, עולם 3'

    A word of such a script in a line of another has its own direction, and no more:

    >>> fix(turn_lines, "he said \u202bשלום\u202c and went")
    'he said שלום and went'
    >>> fix(turn_lines, "he said שלום and went")
    'he said שלום and went'
    """
    lines = list(MARKED.finditer(source.text))
    mostly = bool(lines) and _is_mostly_to_left(source.text)
    for line in lines:
        seen = _as_seen(line[0])
        if seen is None:
            continue
        left = mostly or bool(WHOLE.fullmatch(line[0]))
        read = _to_left(seen).lstrip() if left else TURNED.sub(lambda m: _to_left(m[0]), seen)
        yield Edit(line.start(), line.end(), read, Confidence.SURE, "the line's marks say it")


def _is_mostly_to_left(text: str) -> bool:
    return len(RIGHT_LETTER.findall(text)) > len(LETTER.findall(text))


def _as_seen(line: str) -> str | None:
    """Give a line's characters as they stand on the page from left to right; None if unclear."""
    stack: list[tuple[str, list[str]]] = [(TO_RIGHT, [])]
    for character in line:
        if character in (TO_RIGHT, TO_LEFT):
            stack.append((character, []))
        elif character != BACK:
            stack[-1][1].append(character)
        elif len(stack) == 1:
            return None
        else:
            way, inner = stack.pop()
            stack[-1][1].append("".join(inner if way == TO_RIGHT else reversed(inner)))
    return "".join(stack[0][1]) if len(stack) == 1 else None


def _to_left(seen: str) -> str:
    """Read what stands on the page from right to left, but for what runs to the right in it."""
    read: list[str] = []
    end = len(seen)
    for run in reversed(list(ACROSS.finditer(seen))):
        read.append(_mirrored(seen[run.end() : end]))
        inner = run[0]
        if LETTER.search(inner):
            read.append(inner)
        else:
            read.append(_numbers(inner))
        end = run.start()
    return "".join([*read, _mirrored(seen[:end])])


def _mirrored(seen: str) -> str:
    return seen[::-1].translate(MIRRORED)


def _numbers(seen: str) -> str:
    """Read numbers from right to left, and each from left to right."""
    read: list[str] = []
    end = len(seen)
    for number in reversed(list(NUMBER.finditer(seen))):
        read += [_mirrored(seen[number.end() : end]), number[0]]
        end = number.start()
    return "".join(read)
