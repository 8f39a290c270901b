"""Two marks that call one note, and marks that only look so."""

from __future__ import annotations

from pipeline import parse
from pipeline.clean import clean
from pipeline.model import Origin, Source, Witness
from pipeline.tei import encode

WITNESS = Witness("case", "case.md", "0" * 64, 0, "plain")
T = "{http://www.tei-c.org/ns/1.0}"
NOTES = "\n\n---\n\n<sup>1</sup> See there.\n\n<sup>2</sup> See here.\n"


def anchors(text: str) -> tuple[int, list[str]]:
    """Give how many notes stand at their mark, and where the other marks point to."""
    cleaned, _, _ = clean(Source(f"# On Bread\n\n{text}{NOTES}"), lang="en")
    document, _ = parse.parse(cleaned, WITNESS, lambda raw: Origin("", raw))
    tree, _ = encode(document)
    body = tree.getroot().find(f".//{T}body")
    assert body is not None
    refs = [ref for ref in body.iter(f"{T}ref") if ref.get("type") == "noteAnchor"]
    return len(list(body.iter(f"{T}note"))), [ref.get("target", "") for ref in refs]


def test_a_second_mark_points_to_the_note_that_stands_at_the_first() -> None:
    text = "So it was.<sup>1</sup> And there.<sup>2</sup> And again.<sup>1</sup> So."
    assert anchors(text) == (2, ["#fn1"])


def test_a_power_is_no_second_mark() -> None:
    text = "So it was.<sup>1</sup> And there.<sup>2</sup> On 40 km<sup>2</sup> and 10<sup>2</sup>"
    assert anchors(f"{text}, as the men of the towns had done it.") == (2, [])


def test_a_mark_far_from_its_note_is_none() -> None:
    text = f"So.<sup>1</sup> And.<sup>2</sup>\n\n{'So it was in the town. ' * 300}So.<sup>1</sup>"
    assert anchors(f"So.<sup>1</sup> It was. {text.removeprefix('So.<sup>1</sup>')}")[1] == []


def test_where_a_note_has_no_mark_a_second_mark_may_be_its_own() -> None:
    text = "So it was.<sup>1</sup> And there.<sup>1</sup> So."
    assert anchors(text) == (1, [])
