"""Draw a cover from the metadata: author, title, an ornament, the library.

Only type on a coloured ground, as a small press would set it. The colour follows the identifier,
so that a shelf of texts is not one colour and a text always has the same one.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import MissingTool
from pipeline.write.book import Book

FACES = {
    "regular": "GentiumPlus-Regular.ttf",
    "italic": "GentiumPlus-Italic.ttf",
    "bold": "GentiumPlus-Bold.ttf",
}
OTHERS = (
    "NotoSerif-Bold.ttf", "NotoNaskhArabic-Bold.ttf", "NotoSerifHebrew-Bold.ttf", "SILEOT.ttf",
    "DejaVuSans-Bold.ttf", "NotoSerifCJK-Bold.ttc", "NotoSansCJK-Bold.ttc",
)  # fmt: skip
"""For scripts that Gentium Plus has not, in the order they are tried."""


def folders() -> tuple[Path, ...]:
    """Give the folders where systems keep fonts, the user's own first."""
    home = Path.home()
    return (
        home / ".local/share/fonts", home / ".fonts", home / "Library/Fonts",
        Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), Path("/Library/Fonts"),
    )  # fmt: skip


@lru_cache(maxsize=32)
def find_file(file: str, places: tuple[Path, ...]) -> Path | None:
    """Find a font by its file name, in the first folder that has it, in the order of paths."""
    for folder in places:
        found = sorted(folder.rglob(file)) if folder.is_dir() else []
        if found:
            return found[0]
    return None


def find_face(face: str, places: tuple[Path, ...] | None = None) -> Path:
    """Find a face of Gentium Plus: ``regular``, ``italic`` or ``bold``.

    Raises MissingTool with the command that installs it: a cover in whatever font a machine
    happens to have would not be the same cover.
    """
    path = find_file(FACES[face], places if places is not None else folders())
    if path is None:
        raise MissingTool(
            f"the font Gentium Plus ({FACES[face]}) is not installed",
            cure="apt-get install fonts-sil-gentiumplus",
        )
    return path


def covers(path: Path, text: str) -> bool:
    """Tell whether a font has a glyph for every letter of a text."""
    known = _characters(path)
    return all(ord(letter) in known for letter in text if not letter.isspace())


@lru_cache(maxsize=8)
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap() or ())


def face_for(text: str, face: str) -> Path | None:
    """Choose the face that can set a text: Gentium Plus, else another that has its script.

    Gives None where no font of the list has every letter: a row of empty boxes is no title.
    """
    first = find_face(face)
    others = (find_file(file, folders()) for file in OTHERS)
    candidates = (path for path in (first, *others) if path is not None)
    return next((path for path in candidates if covers(path, text)), None)


if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1600, 2560
"""What shops ask for; legible down to 100 pixels, where a title of 150 has letters of 9."""
MEASURE = 1280
PAPER = (247, 241, 227)
GROUNDS = (
    (94, 26, 24), (26, 54, 74), (35, 66, 48), (62, 42, 78), (38, 38, 42), (110, 58, 20),
    (20, 74, 78), (84, 24, 58),
)  # fmt: skip
"""Dark inks; PAPER on each has a contrast over 7:1."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of one size, and the space between them."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    tracking: int = 0

    @property
    def leading(self) -> int:
        """Give the distance from line to line."""
        return round(self.font.size * 1.16)

    @property
    def height(self) -> int:
        """Give the height of all lines."""
        return self.leading * len(self.lines)


def draw_cover(book: Book) -> bytes:
    """Draw the cover as a JPEG of 1600 by 2560 pixels.

    Takes the facts of the header; long titles are set smaller, and cut with an ellipsis only
    where no size fits. Raises MissingTool when Gentium Plus is not installed.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), ground(book))
    draw = ImageDraw.Draw(image)
    _frame(draw)
    author = fit(_names(book), "regular", (132, 84), 330, tracking=12)
    title = fit(book.title, "bold", (250, 92), 860 if book.subtitle else 1080)
    library = fit(book.library.upper(), "regular", (72, 44), 170, tracking=8)
    foot = HEIGHT - 250 - (library.height if library else 0)
    _lines(draw, author, 290)
    below = _lines(draw, title, max(760, 1160 - (title.height if title else 0) // 2))
    _rule(image, below + 110)
    _lines(draw, fit(book.subtitle, "italic", (96, 60), foot - below - 270), below + 200)
    _lines(draw, library, foot)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


def ground(book: Book) -> tuple[int, int, int]:
    """Choose the colour of the ground by the identifier."""
    digest = hashlib.sha256((book.identifier or book.title).encode()).digest()
    return GROUNDS[digest[0] % len(GROUNDS)]


def _names(book: Book) -> str:
    # a name is kept whole on its line: fit breaks at common spaces only
    names = [person.display.upper().replace(" ", "\u00a0") for person in book.authors]
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")


def fit(
    text: str, face: str, sizes: tuple[int, int], height: int, tracking: int = 0
) -> Setting | None:
    """Set a text as large as the measure and a height allow, in lines of even length.

    Gives None for no text, and for a text that no font here can set.
    """
    path = face_for(text, face) if text.strip() else None
    if path is None:
        return None
    from PIL import ImageFont

    words = [word for word in text.split(" ") if word]
    for size in range(sizes[0], sizes[1] - 1, -4):
        font = ImageFont.truetype(str(path), size)
        if setting := _set(words, font, tracking, height):
            return setting
    if "\u00a0" in text:
        return fit(text.replace("\u00a0", " "), face, sizes, height, tracking)
    return _cut(text.split(), font, tracking, height)


def _set(
    words: Sequence[str], font: ImageFont.FreeTypeFont, tracking: int, height: int
) -> Setting | None:
    """Set words in one size, if they find room."""
    widths = [_width(word, font, tracking) for word in words]
    lines = break_lines(words, widths, _width(" ", font, tracking), MEASURE)
    setting = Setting(tuple(lines), font, tracking)
    return setting if lines and setting.height <= height else None


def _cut(words: Sequence[str], font: ImageFont.FreeTypeFont, tracking: int, height: int) -> Setting:
    """Set as many words as fit at the smallest size, and say with an ellipsis that more follow."""
    shorter = [_shorten(word, font, tracking) for word in words[:40]]
    cut = ([*shorter[: count - 1], shorter[count - 1] + "…"]
           for count in range(len(shorter), 0, -1))  # fmt: skip
    found = (_set(kept, font, tracking, height) for kept in cut)
    return next(filter(None, found), Setting(("…",), font, tracking))


def _shorten(word: str, font: ImageFont.FreeTypeFont, tracking: int) -> str:
    word = word[:60]
    while len(word) > 1 and _width(word + "…", font, tracking) > MEASURE:
        word = word[:-1]
    return word


def break_lines(
    words: Sequence[str], widths: Sequence[float], space: float, measure: float
) -> list[str]:
    """Break words into the fewest lines that fit, as even in length as can be.

    Gives no lines where a word is wider than the measure.

    >>> break_lines(["The", "Conquest", "of", "Bread"], [3, 8, 2, 5], 1, 14)
    ['The Conquest', 'of Bread']
    """
    if not words or max(widths) > measure or len(words) > 60:
        return []
    best: list[tuple[int, float, int, list[str]]] = [(0, 0.0, 0, [])]
    for end in range(1, len(words) + 1):
        choices = []
        for start in range(end - 1, -1, -1):
            width = sum(widths[start:end]) + space * (end - start - 1)
            if width > measure:
                break
            count, rag, _, lines = best[start]
            line = " ".join(words[start:end])
            choices.append((count + 1, rag + (measure - width) ** 2, start, [*lines, line]))
        best.append(min(choices))
    return best[-1][3]


def _width(text: str, font: ImageFont.FreeTypeFont, tracking: int) -> float:
    return font.getlength(text) + tracking * len(text)


def _lines(draw: ImageDraw.ImageDraw, setting: Setting | None, top: int) -> int:
    """Draw lines centred below a height; give the height below them."""
    if setting is None:
        return top
    for index, line in enumerate(setting.lines):
        y = top + index * setting.leading
        if not setting.tracking:
            draw.text((WIDTH / 2, y), line, font=setting.font, fill=PAPER, anchor="ma")
            continue
        x = (WIDTH - _width(line, setting.font, setting.tracking) + setting.tracking) / 2
        for letter in line:
            draw.text((x, y), letter, font=setting.font, fill=PAPER, anchor="la")
            x += _width(letter, setting.font, setting.tracking)
    return top + setting.height


def _frame(draw: ImageDraw.ImageDraw) -> None:
    for inset, width in ((84, 8), (110, 2)):
        box = (inset, inset, WIDTH - inset - 1, HEIGHT - inset - 1)
        draw.rectangle(box, outline=PAPER, width=width)


def _rule(image: Image.Image, y: int) -> None:
    """Draw a rule with a lozenge in its middle, the oldest of printers' ornaments."""
    from PIL import Image, ImageDraw

    scale = 4
    mask = Image.new("L", (560 * scale, 60 * scale))
    pen = ImageDraw.Draw(mask)
    middle, axis = 280 * scale, 30 * scale
    for side in (-1, 1):
        start, end = sorted((middle + side * 60 * scale, middle + side * 270 * scale))
        pen.rectangle((start, axis - 2 * scale, end, axis + 2 * scale), fill=255)
        x, dot = middle + side * 46 * scale, 5 * scale
        pen.ellipse((x - dot, axis - dot, x + dot, axis + dot), fill=255)
    arm = 24 * scale
    pen.polygon(
        [(middle, axis - arm), (middle + arm, axis), (middle, axis + arm), (middle - arm, axis)],
        fill=255,
    )
    mask = mask.resize((560, 60), Image.Resampling.LANCZOS)
    image.paste(PAPER, ((WIDTH - 560) // 2, y - 30), mask)
