"""Both texts, whole, with each repair at its place in both."""

from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.model import Source
from pipeline.review.panes import Mark, Segment, Streams, left_pane, raw_span, right_pane
from pipeline.review.session import Session


def text_of(segments: list[Segment]) -> str:
    return "".join(part if isinstance(part, str) else part[0] for part in segments)


def names_in(segments: list[Segment]) -> list[str]:
    return [name for part in segments if not isinstance(part, str) for name in part[1].split()]


@pytest.fixture(scope="module")
def state(root: Path) -> dict[str, list[list[object]]]:
    return Session(root / "input/kropotkin-self-valorization.md").state()  # type: ignore[return-value]


def test_the_left_is_the_raw_text_to_the_last_character(root: Path, state: dict) -> None:
    whole = "".join(text_of(block[4]) for block in state["left"])
    raw = (root / "input/kropotkin-self-valorization.md").read_text("utf-8")
    assert whole == raw
    assert [block[2] for block in state["left"]] == list(range(1, len(raw.splitlines()) + 1))
    assert [block[0] for block in state["left"]] == [
        index for index in range(len(raw)) if index == 0 or raw[index - 1] == "\n"
    ]


def test_the_right_holds_every_word_of_the_reading_text(root: Path, state: dict) -> None:
    session = Session(root / "input/kropotkin-self-valorization.md")
    cleaned = session.settle().cleaned
    for name, stream in (
        ("body", cleaned.body), ("notes", cleaned.notes), ("colophon", cleaned.colophon),
    ):  # fmt: skip
        shown = " ".join(text_of(block[3]) for block in state["right"] if block[2] == name)
        assert shown.split() == stream.text.split()


def test_every_repair_is_marked_in_both(state: dict) -> None:
    names = {item["id"] for item in state["repairs"]}
    for pane, at in (("left", 4), ("right", 3)):
        assert {name for block in state[pane] for name in names_in(block[at])} == names


def test_the_feet_of_the_pages_are_seen(state: dict) -> None:
    feet = [text_of(block[4]) for block in state["left"] if block[1] == "notes"]
    assert any(line.startswith("<sup>1</sup> For an example") for line in feet)
    assert "---\n" in feet and not any(line.startswith("## ") for line in feet)
    pages = [block[3] for block in state["left"] if block[3]]
    assert pages == [f"page {page}" for page in range(3, 17)]


def test_the_notes_of_a_page_stand_below_its_text(state: dict) -> None:
    kinds = [block[2] for block in state["right"]]
    first = kinds.index("notes")
    assert kinds[first - 1] == "body" and "body" in kinds[first:]
    assert kinds[-1] == "colophon"


def panes(text: str, *marks: Mark) -> list[list[Segment]]:
    cleaned, _, _ = clean(Source(text))
    return [block[4] for block in left_pane(text, Streams(cleaned), marks, ())]


@pytest.mark.parametrize(
    ("marks", "segments"),
    [
        ([Mark(0, 3, "a", "sure")], [("The", "a", "sure"), " cat sat"]),
        ([Mark(4, 4, "a", "sure")], ["The ", ("", "a", "sure"), "cat sat"]),
        ([Mark(11, 11, "a", "sure")], ["The cat sat", ("", "a", "sure")]),
        (
            [Mark(0, 7, "a", "sure"), Mark(4, 11, "b", "proposed")],
            [("The ", "a", "sure"), ("cat", "a b", "proposed"), (" sat", "b", "proposed")],
        ),
        (
            [Mark(0, 7, "a", "sure"), Mark(0, 7, "b", "likely")],
            [("The cat", "a b", "likely"), " sat"],
        ),
        ([Mark(0, 90, "a", "sure")], [("The cat sat", "a", "sure")]),
    ],
    ids=["at the head", "a point", "at the end", "crossing", "on one place", "beyond"],
)
def test_a_line_is_cut_at_its_marks(marks: list[Mark], segments: list[Segment]) -> None:
    assert panes("The cat sat", *marks) == [segments]


def test_a_mark_over_lines_is_seen_in_each() -> None:
    assert panes("ab\ncd\n", Mark(1, 4, "x", "sure")) == [
        ["a", ("b\n", "x", "sure")], [("c", "x", "sure"), "d\n"],
    ]  # fmt: skip


def test_ten_thousand_marks_on_one_line_are_cut_in_one_go() -> None:
    marks = [Mark(index, index + 1, f"n{index}", "sure") for index in range(0, 20_000, 2)]
    (line,) = panes("ab" * 10_000, *marks)
    assert len(line) == 20_000


def test_empty_streams_are_empty_panes() -> None:
    cleaned, _, _ = clean(Source("One line.\n"))
    blocks = right_pane(Streams(cleaned), {})
    assert [(block[2], text_of(block[3])) for block in blocks] == [("body", "One line.")]


def test_the_way_back_leads_to_what_a_rule_replaced() -> None:
    cleaned, _, _ = clean(Source('He said "no" to it.\n'))
    at = cleaned.body.text.index("“")
    assert raw_span(cleaned.body, at, at + 1) == (8, 9)
    assert raw_span(cleaned.body, 0, 2) == (0, 2)
