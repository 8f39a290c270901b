"""The bold and italics that a printer gave to a whole line: its dress, and no emphasis."""

import re

PIECE = r"(?P<mark>\*{1,3}|_{1,3})(?=\S)[^*_]+(?P=mark)"
DRESSED = re.compile(rf"(?:{PIECE}\s*)+")
EMPHASIS = re.compile(PIECE)
BOLD = re.compile(r"\*\*(?P<words>(?:(?!\*\*).)+\*?)\*\*")
MARKS = re.compile(r"[*_]+")


def undressed(line: str) -> str:
    """Give the words of a line without its dress; emphasis on a part of them stays.

    Some extractors dress each word by itself.

    >>> undressed("**Fast** **Growing** **Needs**"), undressed("_The State_")
    ('Fast Growing Needs', 'The State')
    >>> undressed("**On *Mutual Aid***"), undressed("*Mutual Aid* and **War**")
    ('On *Mutual Aid*', '*Mutual Aid* and **War**')
    """
    words = line.strip(" \t\f")
    if DRESSED.fullmatch(words):
        return MARKS.sub("", words).strip()
    if bold := BOLD.fullmatch(words):
        return bold["words"].strip()
    return words if EMPHASIS.search(words) else words.strip("*_ ")
