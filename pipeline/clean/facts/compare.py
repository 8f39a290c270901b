"""What of two lines is held against each other: extractors differ in all the rest."""

import re


def letters(text: str) -> str:
    """Give the letters of a text alone, in small letters: what every reading of it agrees on."""
    return "".join(filter(str.isalpha, text.casefold()))


def closed_up(text: str) -> str:
    """Give the letters and figures of a text with nothing between them, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()


def spaced(text: str) -> str:
    """Give the words and figures of a text with a space between them, in small letters."""
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
