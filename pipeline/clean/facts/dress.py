"""What of two lines is held against each other, and the dress that a printer gave to a whole line.

Extractors differ in all else; bold and italics from end to end are dress, and no emphasis.
"""

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


def letters(text: str) -> str:
    """Give the letters of a text alone, in small letters: what every reading of it agrees on."""
    return "".join(filter(str.isalpha, text.casefold()))


def closed_up(text: str) -> str:
    """Give the letters and figures of a text with nothing between them, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()


def spaced(text: str) -> str:
    """Give the words and figures of a text with a space between them, in small letters."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
