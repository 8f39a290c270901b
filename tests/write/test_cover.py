"""The cover: drawn from the metadata, legible, the same on every run."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from pipeline.errors import MissingTool
from pipeline.model import Tei
from pipeline.write.book import Book, Person, read_book
from pipeline.write.cover import (
    GROUNDS,
    HEIGHT,
    MEASURE,
    PAPER,
    WIDTH,
    break_lines,
    draw_cover,
    face_for,
    find_face,
    fit,
)


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    return read_book(Tei(etree.parse(root / "tests/books/specimen.tei.xml")))


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [c / 255 for c in colour]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_the_cover_has_the_size_that_shops_ask_for(book: Book) -> None:
    image = Image.open(io.BytesIO(draw_cover(book)))
    assert (image.size, image.mode, image.format) == ((1600, 2560), "RGB", "JPEG")


def test_the_same_book_has_the_same_cover(book: Book) -> None:
    assert draw_cover(book) == draw_cover(book)


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_letters_stand_out_from_every_ground(ground: tuple[int, int, int]) -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(ground) + 0.05) > 7


@pytest.mark.parametrize(
    ("title", "subtitle", "authors"),
    [
        ("Ethics", "", ("Pëtr Kropotkin",)),
        ("Kropotkin, Self-valorization And The Crisis Of Marxism", "", ("Harry Cleaver",)),
        ("Anarchism " * 60, "in many words " * 40, ("A. B.",) * 9),
        ("Wolfeschlegelsteinhausenbergerdorffwelche" * 4, "", ("Пётр Алексеевич Кропоткин",)),
        ("Untitled", "", ()),
    ],
    ids=["short", "common", "endless", "one word", "no author"],
)
def test_nothing_touches_the_frame(
    book: Book, title: str, subtitle: str, authors: tuple[str, ...]
) -> None:
    people = tuple(Person(name, name) for name in authors)
    image = picture(draw_cover(replace(book, title=title, subtitle=subtitle, authors=people)))
    light = image.point(lambda value: 255 if value > 160 else 0)
    inside = (118, 118, WIDTH - 118, HEIGHT - 118)
    box = light.crop(inside).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left > 20 and top > 100 and right < WIDTH - 256 and bottom < HEIGHT - 336


def test_a_long_title_and_subtitle_leave_the_library_its_place(book: Book) -> None:
    long = replace(book, title="A Title of Many Words " * 12, subtitle="And What Is More " * 20)
    without = picture(draw_cover(replace(long, library="")))
    strip = (130, HEIGHT - 340, WIDTH - 130, HEIGHT - 130)
    assert without.crop(strip).point(lambda value: 255 if value > 160 else 0).getbbox() is None


def test_the_title_is_legible_at_a_hundred_pixels(book: Book) -> None:
    setting = fit("Kropotkin, Self-valorization And The Crisis Of Marxism", "bold", (250, 92), 1080)
    assert setting is not None and setting.font.size * 100 / WIDTH >= 9


def test_lines_are_of_even_length() -> None:
    assert break_lines(["aa", "bb", "cc", "dd"], [2, 2, 2, 2], 1, 8) == ["aa bb", "cc dd"]
    assert break_lines(["long"], [MEASURE + 1], 1, MEASURE) == []


def test_a_title_in_a_script_that_no_font_has_is_left_out(book: Book) -> None:
    assert face_for("\U00012000\U00012001", "bold") is None
    assert fit("\U00012000\U00012001", "bold", (250, 92), 1080) is None
    assert draw_cover(replace(book, title="\U00012000"))


def test_a_missing_typeface_names_its_cure(tmp_path: Path) -> None:
    with pytest.raises(MissingTool, match="Gentium Plus") as failure:
        find_face("bold", (tmp_path,))
    assert failure.value.cure == "apt-get install fonts-sil-gentiumplus"


def test_the_first_folder_that_has_the_typeface_wins(tmp_path: Path) -> None:
    for folder in ("a/deep", "b"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "GentiumPlus-Bold.ttf").write_bytes(b"")
    found = find_face("bold", (tmp_path / "a", tmp_path / "b"))
    assert found == tmp_path / "a/deep/GentiumPlus-Bold.ttf"
