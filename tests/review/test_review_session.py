"""What a person decides is written, takes effect at once, and outlives a new extraction."""

import shutil
from pathlib import Path

import pytest

from pipeline.config import read_config
from pipeline.errors import ConfigError, InputError, LostText
from pipeline.review.session import Session
from pipeline.run import clean_text

FIRST = "kropotkin-self-valorization.md"
YEAR = "restore-years@11163"


@pytest.fixture
def raw(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(root / "input" / FIRST, tmp_path / FIRST))


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def facts(session: Session, name: str) -> dict[str, object]:
    return next(item for item in session.state()["repairs"] if item["id"] == name)


def reading(path: Path) -> str:
    cleaned, _, _ = clean_text(path)
    return " ".join(f"{cleaned.body.text}\n{cleaned.notes.text}".split())


def test_what_most_needs_a_person_comes_first(raw: Path) -> None:
    repairs = Session(raw).state()["repairs"]
    kinds = [item["confidence"] for item in repairs]
    assert kinds == sorted(kinds, key=["doubtful", "likely", "sure"].index)
    assert kinds[0] == "doubtful" and kinds[-1] == "sure"


def test_an_accepted_proposal_is_made_and_a_build_makes_it_too(raw: Path) -> None:
    session = Session(raw)
    assert facts(session, YEAR)["state"] == "proposed"
    session.decide([(YEAR, "accept")])
    assert facts(session, YEAR)["applied"] and facts(session, YEAR)["verdict"] == "accept"
    assert "Avakumovic 1950, p. 317" in reading(raw)


def test_a_refused_repair_is_not_made_until_that_is_taken_back(raw: Path) -> None:
    session = Session(raw)
    name = next(r["id"] for r in session.state()["repairs"] if r["rule"] == "settle-tags")
    session.decide([(name, "refuse")])
    assert "<em>La Ripresa" in reading(raw) and facts(session, name)["state"] == "refused"
    session.decide([(name, "")])
    assert "<em>La Ripresa" not in reading(raw)


def test_undo_gives_the_file_back_as_it_was(raw: Path) -> None:
    before = '# mine\n[metadata]\ntitle = "A"   # so\n'
    sidecar = write(raw.with_suffix(".toml"), before)
    session = Session(raw)
    session.decide([(YEAR, "accept")])
    session.correct("folknotes", "folkmotes")
    session.undo()
    session.undo()
    assert sidecar.read_text("utf-8") == before and session.state()["undo"] == 0
    with pytest.raises(ConfigError, match="nothing is left"):
        session.undo()


def test_undo_of_the_first_decision_leaves_no_file(raw: Path) -> None:
    session = Session(raw)
    session.decide([(YEAR, "accept")])
    session.undo()
    assert not raw.with_suffix(".toml").exists()


def test_undo_does_not_write_over_what_somebody_wrote_meanwhile(raw: Path) -> None:
    session = Session(raw)
    session.decide([(YEAR, "accept")])
    text = raw.with_suffix(".toml").read_text("utf-8")
    sidecar = write(raw.with_suffix(".toml"), f'[metadata]\ntitle = "A"\n\n{text}')
    with pytest.raises(ConfigError, match="was changed since"):
        session.undo()
    session.correct("folknotes", "folkmotes")
    assert read_config(sidecar).metadata == {"title": "A"}


def test_a_correction_takes_as_much_around_it_as_tells_it_apart(tmp_path: Path) -> None:
    raw = write(tmp_path / "a.md", "He said tbe cat sat.\n\nShe said tbe cat ran, and tbe dog.\n")
    session = Session(raw)
    with pytest.raises(ConfigError, match="stands in 3 places"):
        session.correct("tbe", "the")
    session.correct("tbe", "the", 31)
    assert reading(raw).count("tbe") == 2 and "She said the cat" in reading(raw)
    made = read_config(raw.with_suffix(".toml")).corrections[0]
    assert (made.left, made.right) == ("She said", "cat ran,")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "x", "has no"),
        ("  ", "x", "has no"),
        ("dog", "x", "has no"),
        ("cat", " cat ", "already"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    raw = write(tmp_path / "a.md", "The cat sat.\n")
    with pytest.raises(ConfigError, match=told):
        Session(raw).correct(before, after)
    assert not raw.with_suffix(".toml").exists()


def test_a_second_correction_of_a_place_stands_for_the_first(tmp_path: Path) -> None:
    raw = write(tmp_path / "a.md", "The cot sat on a mat.\n")
    session = Session(raw)
    session.correct("cot", "cat")
    assert session.look_at("correct@4") == {"start": 4, "before": "cot", "after": "cat"}
    session.correct("cot", "rat")
    assert [item.after for item in read_config(raw.with_suffix(".toml")).corrections] == ["rat"]
    session.decide([("correct@4", "refuse")])
    assert "The cot" in reading(raw)


def test_what_is_chosen_in_the_reading_text_is_found_in_the_raw_text(tmp_path: Path) -> None:
    raw = write(tmp_path / "a.md", 'He said "no" to the folk-\nnotes of Kropotkin\'s time.\n')
    session = Session(raw)
    body = next(block for block in session.state()["right"] if block[2] == "body")
    text = "".join(part if isinstance(part, str) else part[0] for part in body[3])
    start = body[1] + text.index("Kropotkin")
    assert session.look("body", start, start + len("Kropotkin’s"))["before"] == "Kropotkin's"
    start = body[1] + text.index("“no”")
    assert session.look("body", start, start + 4)["before"] == '"no"'


def test_decisions_outlive_each_other_when_one_changes_the_words_of_the_next(
    tmp_path: Path,
) -> None:
    raw = write(tmp_path / "a.md", 'He said "no", or "yes" to her.\n')
    session = Session(raw)
    names = [item["id"] for item in session.state()["repairs"]]
    for name in reversed(names):
        session.decide([(name, "refuse")])
    session.correct("no", "never")  # in the context of all four
    assert [facts(session, name)["verdict"] for name in names] == ["refuse"] * len(names)
    assert '"never", or "yes"' in reading(raw)


def test_a_decision_whose_ground_a_correction_takes_is_shown_first(tmp_path: Path) -> None:
    raw = write(tmp_path / "a.md", 'He said "no" to her.\n')
    session = Session(raw)
    session.decide([(session.state()["repairs"][0]["id"], "refuse")])
    before = raw.with_suffix(".toml").read_text("utf-8")
    session.correct('said "no"', "said no")
    orphan = session.state()["orphans"][0]
    assert (orphan["verb"], orphan["rule"], orphan["before"]) == ("refuse", "curl-quotes", '"')
    session.undo()
    assert raw.with_suffix(".toml").read_text("utf-8") == before
    assert session.state()["orphans"] == []


def test_decisions_outlive_a_new_extraction(raw: Path) -> None:
    session = Session(raw)
    session.decide([(YEAR, "accept")])
    quote = next(item for item in session.state()["repairs"] if item["rule"] == "curl-quotes")
    session.decide([(quote["id"], "refuse")])
    session.correct("folknotes", "folkmotes")
    text = raw.read_text("utf-8")
    again = text.replace("village folknotes, communal", "village\nfolknotes,  communal")
    again = f"\n\n\n{again.replace(' and Avakumovic', '  and Avakumovic')}"
    assert again.count("\n") == text.count("\n") + 4
    raw.write_text(again, "utf-8")
    read = reading(raw)
    assert "Avakumovic 1950" in read and "folkmotes" in read and "Kropotkin's thinking" in read


def test_a_build_tells_of_a_decision_whose_words_are_gone_and_a_review_opens(raw: Path) -> None:
    session = Session(raw)
    session.decide([(YEAR, "accept")])
    raw.write_text(raw.read_text("utf-8").replace("Avakumovic", "Nobody"), "utf-8")
    with pytest.raises(ConfigError, match=r"toml:2: the decision on “ndAvakumovic\|19\|"):
        clean_text(raw)
    orphan = Session(raw).state()["orphans"][0]
    assert orphan["near"] and "Nobody" in orphan["near"]["left"]


@pytest.mark.parametrize("suffix", [".docx", ".muse", ".xml", ".html", ".epub"])
def test_what_a_person_wrote_has_nothing_to_review(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"<p>x</p>")
    with pytest.raises(InputError, match="no repairs to review"):
        Session(path)


def test_a_missing_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Session(tmp_path / "none.md")


def test_the_summary_counts_what_is_new(raw: Path) -> None:
    session = Session(raw)
    assert session.told() == "nothing decided"
    session.decide([(YEAR, "accept")])
    assert Session(raw).told() == "nothing decided"
    session.correct("folknotes", "folkmotes")
    assert session.told().startswith("1 accepted, 1 corrected; see ")


CITED = (
    "citation-without-entry",
    "The reference list has no entry for the citation “Mattera 1980”.",
)


def test_a_finding_is_left_as_it_is_and_taken_up_again(raw: Path) -> None:
    session = Session(raw)
    found = {item["evidence"]: item for item in session.state()["findings"]}
    name = found[CITED[1]]["id"]
    session.decide([(name, "refuse")])
    assert [(item.code, item.message) for item in read_config(session.sidecar).seen] == [CITED]
    assert session.told().startswith("1 findings left; see")
    assert [item["verdict"] for item in session.state()["findings"]] == ["refuse"]
    session.decide([(name, "")])
    assert read_config(session.sidecar).seen == ()
    session.undo()
    assert len(read_config(session.sidecar).seen) == 1


def test_a_finding_has_nothing_to_accept(raw: Path) -> None:
    session = Session(raw)
    name = session.state()["findings"][0]["id"]
    with pytest.raises(ConfigError, match="mended by hand, or left as it is"):
        session.decide([(name, "accept")])


def test_a_finding_that_was_left_and_is_gone_can_be_dropped(raw: Path) -> None:
    write(raw.with_suffix(".toml"), '[[seen]]\nfinding = "no-author"\nmessage = "It has none."\n')
    session = Session(raw)
    (orphan,) = session.state()["orphans"]
    assert (orphan["verb"], orphan["before"]) == ("leave", "It has none.")
    session.settle_orphan(orphan["id"], again=False)
    assert session.state()["orphans"] == []


def test_a_correction_settles_a_finding(raw: Path) -> None:
    session = Session(raw)
    assert CITED[1] in [item["evidence"] for item in session.state()["findings"]]
    session.correct("Mattera 1980", "Mattera 1981")
    assert CITED[1] not in [item["evidence"] for item in session.state()["findings"]]


def test_what_keeps_a_text_from_being_built_is_told_where_it_can_be_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise LostText("“fields” is not in the tree", where="fields.md:1")

    monkeypatch.setattr("pipeline.review.draft.findings_as_decided", lost)
    session = Session(write(tmp_path / "fields.md", "# Fields\n\nThe fields are sown.\n"))
    (finding,) = session.state()["findings"]
    assert finding["rule"] == "not-built" and "“fields” is not in the tree" in finding["evidence"]
