"""Bytes to a witness."""

import pytest

from pipeline.errors import InputError
from pipeline.read.text import LIMIT, read_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Pëtr".encode(), "Pëtr"),
        ("\ufeffPëtr".encode(), "Pëtr"),
        ("Pëtr".encode("utf-16"), "Pëtr"),
        ("Pëtr “so”".encode("cp1252"), "Pëtr “so”"),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("one\u2028two\u2029three".encode(), "one\ntwo\nthree"),
    ],
    ids=["utf-8", "byte-order mark", "utf-16", "windows-1252", "line ends", "separators"],
)
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert read_text(data, "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (bytes(range(32)) * 40, "control"),
        (b" \n\n", "no words"),
        (b"a" + b"\x81\x8d" * 3, "byte 1 is 0x81"),
        (b"\xff\xfe\x00", "utf-16"),
    ],
)
def test_what_is_no_text_is_refused_with_a_cure(data: bytes, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(data, "a.txt")
    assert told in str(caught.value)
    assert caught.value.cure
    assert caught.value.where.startswith("a.txt")


def test_a_bad_byte_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        read_text(b"one\ntwo\n\x81", "a.txt")
    assert caught.value.where == "a.txt:3"


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        read_text(b"a" * (LIMIT + 1), "a.txt")


def test_a_file_that_was_cut_within_a_letter_is_no_other_encoding() -> None:
    """Read as Windows-1252, each letter of the whole book that is not English would be two."""
    with pytest.raises(InputError, match="ends within a letter: the file was cut off"):
        read_text("Le café, l’été et l’Élysé".encode()[:-1], "a.txt")


def test_one_bad_byte_does_not_make_a_book_another_encoding() -> None:
    with pytest.raises(InputError) as caught:
        read_text("Le café\nd’été".encode().replace(b"d", b"\xe9"), "a.txt")
    assert caught.value.where == "a.txt:2" and "the rest is UTF-8" in caught.value.cure


def test_windows_1252_may_end_in_a_letter_that_is_not_english() -> None:
    assert read_text("Le café – l’Élysé".encode("cp1252"), "a.txt").text == "Le café – l’Élysé"
