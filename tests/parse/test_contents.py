"""The printed contents page: what its lines are called when the printer's dress is off."""

from pathlib import Path

import pytest

from pipeline import to_tei

TITLES = {
    "a bold title": ("**On Land** . . . 5", "On Land 5"),
    "a title bold and slanted": ("***On Land*** . . . 5", "On Land 5"),
    "a bold line": ("**On Land . . . 5**", "On Land 5"),
    "a bold page number": ("**On Land** . . . **5**", "On Land 5"),
    "a title with a book's name in it": (
        "*Mutual Aid* and **War** . . . 5",
        "Mutual Aid and War 5",
    ),
}


@pytest.mark.parametrize("case", TITLES)
def test_no_mark_is_left_in_an_entry(case: str, tmp_path: Path) -> None:
    line, shown = TITLES[case]
    path = tmp_path / "a.md"
    path.write_text(f"# T\n\n## Contents\n\nOne . . . 3\n{line}\nTwo . . . 9\n\n## One\n\nSo.\n")
    items = to_tei(path).getroot().findall(".//{*}front//{*}item")
    assert [" ".join("".join(item.itertext()).split()) for item in items][1] == shown


def test_emphasis_within_a_title_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\n## Contents\n\nOne . . . 3\n*Aid* and War . . . 9\n\n## One\n\nSo.\n")
    emphasis = to_tei(path).getroot().findall(".//{*}front//{*}item//{*}hi")
    assert [one.text for one in emphasis] == ["Aid"]
