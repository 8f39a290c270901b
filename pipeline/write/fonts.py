"""Find the fonts that covers are drawn with, the same ones on every machine that has them."""

from functools import lru_cache
from pathlib import Path

from pipeline.errors import MissingTool

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
