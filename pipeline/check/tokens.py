"""Words, as two renderings of one text can be compared by them."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

IGNORED = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x061C, 0x200E, 0x200F))
"""Characters that show nothing: a soft hyphen, marks of direction, joiners."""


def _marks() -> str:
    """List the combining marks, which ``str.isalnum`` does not count as parts of a word."""
    held = (chr(code) for code in range(0x300, 0x10000))
    return "".join(re.escape(char) for char in held if unicodedata.category(char) in ("Mn", "Mc"))


UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
)
"""Scripts that write no spaces: there a word is a character."""
HIDDEN = "".join(chr(code) for code in IGNORED)
PART = rf"(?:[^\W_{UNSPACED}]|[{_marks()}{HIDDEN}])"
WORD = re.compile(rf"[{UNSPACED}][\u3099\u309a]?|[^\W_{UNSPACED}]{PART}*")
TAGGED = re.compile(
    rf"</?(?!https?:|mailto:)[A-Za-z][^<>\n]{{0,300}}>|<!--.*?-->|({WORD.pattern})", re.DOTALL
)
"""A tag, which is no word, or a word; an address between angles is shown, and is words."""


ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
TARGET = re.compile(r"(?<=\])\([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*\)")
"""Where a link leads, which stands between its text and what follows, and is not shown."""


class Token(NamedTuple):
    """A word in the form that is compared, and where it stands."""

    form: str
    start: int
    end: int


def fold(word: str) -> str:
    """Give the form in which two spellings of one word are the same.

    >>> fold("Oﬃce"), fold("ÉCLAIR"), fold("e\u0301clair"), fold("com\u00admon")
    ('office', 'éclair', 'éclair', 'common')
    """
    if word.isascii():
        return word.lower()
    text = unicodedata.normalize("NFKC", word.translate(IGNORED)).casefold()
    return "".join(char for char in text if char.isalnum()) or text


def words(text: str) -> list[str]:
    """List the words of plain text.

    >>> words("Kropotkin’s 20th century — 革命")
    ['kropotkin', 's', '20th', 'century', '革', '命']
    >>> words("し\u3099") == words("じ")  # a kana and its voice, apart
    True
    """
    return [fold(word) for word in WORD.findall(text)]


def tokens(text: str, *, tags: bool = False) -> Iterator[Token]:
    """Run through the words of a text and their places; with ``tags``, past tags and comments.

    >>> [token.form for token in tokens("a<sup>1</sup> <b>", tags=True)]
    ['a', '1']
    """
    for match in (TAGGED if tags else WORD).finditer(text):
        word = match[1] if tags else match[0]
        if word:
            yield Token(fold(word), match.start(), match.end())


def shown(text: str) -> list[Token]:
    """List the words of text with Markdown's marks, as one who sees it set meets them.

    An entity counts as its character. Where links lead comes last: set, what stands before and
    behind it is one word, yet an address that was not taken for one is words of the text.

    >>> [token.form for token in shown("caf&eacute;s a&lt;b t[wo](http://x)rds")]
    ['cafés', 'a', 'b', 't', 'wo', 'rds', 'http', 'x']
    """
    targets = [match.span() for match in TARGET.finditer(text)]
    starts = [start for start, _ in targets]
    kept: list[Token] = []
    apart: list[Token] = []
    for token in tokens(ENTITY.sub(_character, text), tags=True):
        index = bisect_right(starts, token.start) - 1
        (apart if index >= 0 and token.end <= targets[index][1] else kept).append(token)
    return [*kept, *apart]


def _character(entity: re.Match[str]) -> str:
    """Give the character that an entity stands for, in as much room, so that places hold."""
    if entity[0][1] != "#" and entity[0][1:] not in html5:
        return entity[0]
    plain = html.unescape(entity[0])
    room = len(entity[0])
    return " " * room if plain in ("<", ">") else plain.ljust(room, "\u2060")


def letters(text: str) -> str:
    """Give the letters and digits of a text, and nothing between them."""
    return "".join(words(text))
