"""Pages that an extractor set side by side."""

from pathlib import Path

from pipeline.read.columns import unfold
from pipeline.read.text import read_raw
from pipeline.run import clean_text

LEFT = "as the men of the towns had done it"
RIGHT = "long before the State had come to be"


def sheet(number: int) -> str:
    rows = [f"{LEFT} {chr(97 + turn)}        {RIGHT} {chr(97 + turn)}" for turn in range(9)]
    return "\n".join([*rows, "", f"{number:>20}{number + 1:>46}", ""])


def test_the_right_page_stands_behind_the_left() -> None:
    pages = unfold(f"{sheet(2)}\f{sheet(4)}").split("\f")
    assert len(pages) == 4
    assert [page.split()[-1] for page in pages] == ["2", "3", "4", "5"]
    assert all(RIGHT not in page for page in pages[::2])
    assert all(LEFT not in page for page in pages[1::2])


def test_a_table_and_one_column_stay() -> None:
    table = "\n".join(f"{name:<30}{turn:>8}" for turn, name in enumerate(9 * ("Bread and land",)))
    prose = "\n".join(f"{LEFT} {RIGHT} and of the land" for _ in range(20))
    for text in (table, prose, f"{prose}\n\n{table}"):
        assert unfold(text) == text


def test_a_line_that_the_other_half_sets_off_parts_no_paragraph() -> None:
    rows = [f"{LEFT} {turn}" if turn % 2 else f"{'':<45}{RIGHT} {turn}" for turn in range(40)]
    rows[1:1] = [f"{LEFT} z       {RIGHT} z"] * 30
    left, _ = unfold("\n".join(rows)).split("\f")
    assert "\n\n" not in left


def test_a_person_is_told_that_lines_are_counted_anew(tmp_path: Path) -> None:
    file = tmp_path / "sheets.txt"
    file.write_text(f"{sheet(2)}\f{sheet(4)}", "utf-8")
    told = [item.message for item in clean_text(file)[2] if item.code == "pages-unfolded"]
    assert len(told) == 1 and told[0].startswith("2 pages of the file hold two side by side")


def test_negative_nothing_is_told_of_one_column() -> None:
    assert read_raw(f"{LEFT} {RIGHT}\n".encode() * 9, "a.txt")[1] == []
