"""Notes and marks where something stands between them: lost marks, powers, notes without labels."""

from __future__ import annotations

from pipeline.model import Mark, Origin, Source
from pipeline.parse.notes import bodies_in, calls_in, link, unlinked


def linked(body: str, notes: str) -> tuple[list[str], list[str]]:
    """Give the labels of the notes that are linked, and what is said of the others."""
    start = len(body)
    calls = calls_in(Source(body))
    bodies = bodies_in(Source(notes, (Mark(0, start, ""),)))
    pairs = link(calls, bodies)
    found = unlinked(bodies, pairs, lambda raw: Origin("", raw))
    return [bodies[pairs[raw]].label for raw in sorted(pairs)], [one.message for one in found]


def test_a_note_without_a_mark_is_told_with_the_place_between_its_neighbours() -> None:
    body = "So.<sup>1</sup> And so it was.<sup>3</sup>"
    notes = "<sup>1</sup> See.\n\n<sup>2</sup> Here.\n\n<sup>3</sup> There."
    said = "nothing calls note 2: its mark was lost between line 3 and line 30"
    assert linked(body, notes) == (["1", "3"], [said])


def test_a_power_and_an_isotope_far_behind_its_mark_take_no_note() -> None:
    between = "as the men of the towns had done it " * 200
    body = f"So.<sup>5</sup> {between} 10<sup>5</sup> and <sup>5</sup>He"
    calls = calls_in(Source(body))
    bodies = bodies_in(Source("<sup>5</sup> See.", (Mark(0, len(body), ""),)))
    assert list(link(calls, bodies)) == [calls[0].raw]


def test_what_stands_before_the_first_label_is_a_note_without_one() -> None:
    assert [body.label for body in bodies_in(Source("See.\n\n<sup>1</sup> Here."))] == ["", "1"]
