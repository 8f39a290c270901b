"""A person has the last word on the reading text: words, breaks, kinds, notes, what is missing."""

from pathlib import Path

import pytest
from lxml import etree

from pipeline.config import read_config
from pipeline.errors import ConfigError
from pipeline.review.session import Session
from pipeline.run import clean_text, to_tei

RAW = """# On Bread

## One

The elds are wide and the work is is hard. It was done by all of them together.

They went
home at night, and "slept" well.

II

So it went on until the end of the year, and all were glad of it.
"""
NS = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "bread.md"
    path.write_text(RAW, "utf-8")
    return path


def body(path: Path) -> str:
    return clean_text(path)[0].body.text


def write(session: Session, was: str, now: str, stream: str = "body") -> None:
    """Write anew what stands in the reading text, as the page does."""
    draft = session.settle()
    source = draft.stream(stream)
    assert source is not None
    session.edit(stream, source.text.index(was), was, now)


def hands(session: Session) -> list[dict[str, object]]:
    return [item for item in session.state()["repairs"] if item["rule"] == "correct"]


def test_a_word_is_corrected_in_the_reading_text_and_the_tei_shows_both(raw: Path) -> None:
    session = Session(raw)
    write(session, "So it went on", "So they went on")
    assert "So they went on until" in body(raw)
    choice = to_tei(raw).find(".//t:choice", NS)
    assert choice is not None
    assert [choice.findtext(f"t:{name}", namespaces=NS) for name in ("sic", "corr")] == [
        "it", "they",
    ]  # fmt: skip


def test_each_change_of_a_passage_is_a_decision_of_its_own(raw: Path) -> None:
    session = Session(raw)
    write(
        session,
        "The elds are wide and the work is is hard.",
        "The fields are wide and the job is is hard.",
    )
    made = hands(session)
    assert [(item["before"], item["after"]) for item in made] == [
        ("elds", "fields"),
        ("work", "job"),
    ]
    session.decide([(str(made[0]["id"]), "refuse")])
    assert "The elds are wide and the job is" in body(raw)


def test_a_passage_can_be_written_anew_twice(raw: Path) -> None:
    session = Session(raw)
    write(session, "The elds are wide", "The fells are wide")
    write(session, "The fells are wide", "The fields are wide")
    assert [item["after"] for item in hands(session)] == ["fields"]
    write(session, "The fields are wide", "The elds are wide")
    assert hands(session) == [] and not read_config(raw.with_suffix(".toml")).corrections


@pytest.mark.parametrize(
    ("was", "now", "path"),
    [
        ("II", "## II", ".//t:head[.='II']"),
        ("hard. It was", "hard.\n\nIt was", ".//t:p[starts-with(., 'It was done')]"),
        ("together.\n\nThey", "together. They", ".//t:p[contains(., 'together. They')]"),
        ("It was done", "\n\n> It was done", ".//t:quote[contains(., 'It was done')]"),
        ("So it went on", "- So it went on", ".//t:item"),
        ("So it went on until", "So it went on\\\nuntil", ".//t:l[.='So it went on']"),
        (
            "glad of it.",
            "glad of it.\n\nAn end was put to it.",
            ".//t:p[.='An end was put to it.']",
        ),
        ("II\n\n", "", ".//t:body[not(contains(., 'II'))]"),
    ],
    ids=["heading", "break", "join", "quotation", "list", "verse", "missing line", "taken out"],
)
def test_structure_is_set_by_hand(raw: Path, was: str, now: str, path: str) -> None:
    session = Session(raw)
    write(session, was, now)
    tree = to_tei(raw)
    assert tree.getroot().xpath(path, namespaces=NS), etree.tostring(tree, encoding="unicode")
    session.undo()
    assert not raw.with_suffix(".toml").exists()


def test_a_note_is_put_in_and_called_where_the_text_had_none(raw: Path) -> None:
    session = Session(raw)
    write(session, "glad of it", "glad<sup>1</sup> of it")
    session.edit("notes", 0, "", "<sup>1</sup> All but one.")
    note = to_tei(raw).find(".//t:note", NS)
    assert note is not None and "All but one." in "".join(note.itertext())


def test_a_correction_of_the_reading_text_outlives_a_new_extraction(raw: Path) -> None:
    session = Session(raw)
    write(session, "home at night", "home by night")
    write(session, "hard. It was", "hard.\n\nIt was")
    again = RAW.replace("They went\nhome at", "They went home\nat").replace(
        "work is is", "work is  is"
    )
    raw.write_text(f"\n\n{again}", "utf-8")
    assert "went home\nby night" in body(raw) and "hard.\n\nIt was" in body(raw)


def test_it_outlives_another_decision_on_the_words_around_it(raw: Path) -> None:
    session = Session(raw)
    write(session, " well.", " soundly.")
    quotes = [r["id"] for r in session.state()["repairs"] if r["rule"] == "curl-quotes"]
    session.decide([(name, "refuse") for name in quotes])
    assert session.state()["orphans"] == []
    assert '"slept" soundly' in body(raw)


def test_what_fits_no_more_is_shown_with_the_nearest_place_and_put_there(raw: Path) -> None:
    session = Session(raw)
    write(session, "home at night", "home by night")
    raw.write_text(
        RAW.replace("They went\nhome at night, and", "Then they went homes at nights, and"), "utf-8"
    )
    with pytest.raises(ConfigError, match=r"toml:4: the correction of “at” fits 0 places"):
        clean_text(raw)
    session = Session(raw)
    orphan = session.state()["orphans"][0]
    assert (orphan["verb"], orphan["before"], orphan["after"]) == ("correct", "at", "by")
    assert orphan["near"]["before"] == "at" and orphan["near"]["left"].endswith("homes ")
    session.settle_orphan(orphan["id"], again=True)
    assert session.state()["orphans"] == [] and "homes by nights" in body(raw)


def test_what_fits_no_more_can_be_dropped_and_brought_back(raw: Path) -> None:
    session = Session(raw)
    write(session, "home at night", "home by night")
    raw.write_text("# On Bread\n\nNothing of it is left here.\n", "utf-8")
    session = Session(raw)
    name = session.state()["orphans"][0]["id"]
    session.settle_orphan(name, again=False)
    assert session.state()["orphans"] == []
    assert body(raw)
    session.undo()
    assert [item["id"] for item in session.state()["orphans"]] == [name]
    with pytest.raises(ConfigError, match="is gone"):
        session.settle_orphan("orphan-none", again=False)


def test_one_decision_that_fits_no_more_does_not_hide_the_others(raw: Path) -> None:
    sidecar = raw.with_suffix(".toml")
    sidecar.write_text(
        '[[correct]]\nbefore = "nowhere"\nafter = "x"\n\n[[accept]]\nrule = "join-pages"\n'
        'key = "a|b|c"\n\n[[correct]]\nin = "body"\nleft = "all were "\nbefore = "glad"\n'
        'after = "sad"\n'
    )
    session = Session(raw)
    assert [item["verb"] for item in session.state()["orphans"]] == ["accept", "correct"]
    assert [item["after"] for item in hands(session)] == ["sad"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("So it", "So it", "nothing is changed"),
        ("So it was not", "So", "has changed there since"),
        ("So it", "So‖ it", "has to stay"),
    ],
)
def test_what_cannot_be_written_is_told(raw: Path, was: str, now: str, told: str) -> None:
    session = Session(raw)
    with pytest.raises(ConfigError, match=told):
        session.edit("body", 3, was, now)
    with pytest.raises(ConfigError, match="no place"):
        session.edit("witness", 3, was, now)
    with pytest.raises(ConfigError, match="no place"):
        session.passage("body", 5, 90_000)
    assert not raw.with_suffix(".toml").exists()


def test_the_title_page_is_set_and_given_back(raw: Path) -> None:
    session = Session(raw)
    session.describe({"title": "Bread", "authors": ["A. Writer", "B. Other"], "lang": ""})
    told = session.described()
    assert told["metadata"] == {"title": "Bread", "authors": ("A. Writer", "B. Other")}
    assert told["read"]["title"] != "Bread"  # what the text itself says, for the person to see
    title = to_tei(raw).find(".//t:titleStmt/t:title", NS)
    assert title is not None and title.text == "Bread"
    session.describe({"title": "", "authors": []})
    assert session.described()["metadata"] == {} and not raw.with_suffix(".toml").exists()
