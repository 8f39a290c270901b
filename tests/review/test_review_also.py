"""A review with ``--also``: what the other extraction shows stands first, and can be decided."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, InputError, OtherText, PipelineError
from pipeline.review.actions import Strange, act
from pipeline.review.server import Review
from pipeline.review.session import Session
from pipeline.run import clean_text

HERE = """# On Bread

A Baker

## One

The comrnunes of the middle ages were free.<sup>1</sup> Every one of them had its own laws,
and the men of the towns had made them. I am happy to help you with this page.

Nobody had asked them to. They did it because it had to be done, and went home again. The State
came late, and it came<sup>2</sup> with an army. The army ate the bread of every village near it.

---

<sup>1</sup> See the book of Proudhon on this.

<sup>2</sup> See the book of Bakunin on this.
"""
THERE = (
    HERE.replace("comrnunes", "communes")
    .replace(" I am happy to help you with this page.", "")
    .replace("towns had", "tovvns had")
    .replace("late, and it came<sup>2</sup>", "late, and it<sup>2</sup> came")
)
OTHER = "\n\n".join(f"There was a farmer number {n} who had a dog of {n} years." for n in range(40))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    path = tmp_path / "on-bread.md"
    path.write_text(HERE, encoding="utf-8")
    (tmp_path / "there.md").write_text(THERE, encoding="utf-8")
    return path


@pytest.fixture
def there(here: Path) -> Path:
    return here.parent / "there.md"


def named(session: Session, rule: str) -> dict[str, object]:
    return next(item for item in session.state()["repairs"] if item["rule"] == rule)


def reading(here: Path, there: Path) -> str:
    return " ".join(clean_text(here, there)[0].body.text.split())


def test_what_the_other_shows_stands_first_with_its_place_in_both(here: Path, there: Path) -> None:
    state = Session(here, there).state()
    groups = [item["group"] for item in state["repairs"]]
    assert groups[0] == "other" and "sure" in groups and state["other"] == "there.md"
    assert "other" not in groups[groups.index("sure") :]
    shown = {item["rule"]: item for item in state["repairs"] if item["group"] == "other"}
    mended, asked, told = (
        shown[rule] for rule in ("settle-readings", "drop-added-words", "settle-disagreements")
    )
    assert (mended["before"], mended["after"], mended["place"]) == (
        "comrnunes", "communes", "line 7",
    )  # fmt: skip
    assert mended["applied"] and "there.md, line 7" in str(mended["evidence"])
    assert not asked["applied"] and "there.md, line" in str(asked["evidence"])
    assert (told["before"], told["after"], told["place"]) == ("towns", "tovvns", "line 8")
    assert "there.md, line 8" in str(told["evidence"]) and told["state"] == "proposed"


def test_without_the_other_nothing_of_it_is_shown(here: Path) -> None:
    state = Session(here).state()
    assert state["other"] == "" and all(item["group"] != "other" for item in state["repairs"])


@pytest.mark.parametrize(
    ("rule", "verdict", "has", "has_not"),
    [
        ("settle-readings", "refuse", "comrnunes", "communes"),
        ("drop-added-words", "accept", "made them.", "happy to help"),
        ("drop-added-words", "refuse", "happy to help", "tovvns"),
        ("settle-disagreements", "accept", "tovvns had", "towns had"),
        ("settle-disagreements", "refuse", "towns had", "tovvns had"),
    ],
)
def test_a_decision_is_one_that_a_build_takes(
    here: Path, there: Path, rule: str, verdict: str, has: str, has_not: str
) -> None:
    session = Session(here, there)
    name = str(named(session, rule)["id"])
    session.decide([(name, verdict)])
    after = named(session, rule)
    assert (after["id"], after["verdict"]) == (name, verdict)
    assert after["applied"] is (verdict == "accept") and not session.state()["orphans"]
    text = reading(here, there)
    assert has in text and has_not not in text
    session.undo()
    assert not here.with_suffix(".toml").exists() and named(session, rule)["verdict"] == ""


def test_a_disagreement_that_was_settled_is_told_no_more(here: Path, there: Path) -> None:
    before = [finding.message for finding in clean_text(here, there)[2]]
    session = Session(here, there)
    session.decide([(str(named(session, "settle-disagreements")["id"]), "refuse")])
    after = [finding.message for finding in clean_text(here, there)[2]]
    assert any("tovvns" in message for message in before)
    assert not any("tovvns" in message for message in after) and len(after) == len(before) - 1


def test_what_no_repair_would_settle_is_shown_and_corrected_by_hand(
    here: Path, there: Path
) -> None:
    session = Session(here, there)
    told = named(session, "witnesses-disagree")
    assert told["state"] == "told" and "another note mark" in str(told["evidence"])
    assert "there.md, line 11" in str(told["evidence"]) and told["place"] == "line 11"
    with pytest.raises(ConfigError, match="only a correction by hand"):
        session.decide([(str(told["id"]), "accept")])
    assert not here.with_suffix(".toml").exists()
    session.correct("it came<sup>2</sup>", "it<sup>2</sup> came")
    rules = [item["rule"] for item in session.state()["repairs"]]
    assert "witnesses-disagree" not in rules and "it<sup>2</sup> came" in reading(here, there)


def test_what_stays_as_it_is_is_told_no_more(here: Path, there: Path) -> None:
    before = len(clean_text(here, there)[2])
    session = Session(here, there)
    name = str(named(session, "witnesses-disagree")["id"])
    session.decide([(name, "refuse")])
    left = named(session, "witnesses-disagree")
    assert (left["id"], left["state"], left["verdict"]) == (name, "refused", "refuse")
    assert not session.state()["orphans"]
    _, repairs, findings = clean_text(here, there)
    assert len(findings) == before - 1
    assert [item.decided for item in repairs if item.rule == "witnesses-disagree"] == [True]
    session.undo()
    assert named(session, "witnesses-disagree")["state"] == "told"


def test_a_correction_of_words_from_the_other_holds_beside_it(here: Path, there: Path) -> None:
    session = Session(here, there)
    session.correct("comrnunes", "free communes")
    assert "The free communes of the middle ages" in reading(here, there)


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (OTHER.encode(), OtherText, "is another text"),
        (b"", InputError, "empty"),
        (HERE.encode(), InputError, "the same extraction"),
        (b"... --- ...", InputError, "holds no words"),
    ],
    ids=["another text", "empty", "the same", "without words"],
)
def test_what_is_no_other_extraction_is_refused(
    here: Path, there: Path, data: bytes, kind: type[PipelineError], what: str
) -> None:
    there.write_bytes(data)
    with pytest.raises(kind, match=what):
        Session(here, there)


def test_a_decision_on_what_only_the_other_shows_asks_for_it(here: Path, there: Path) -> None:
    session = Session(here, there)
    session.decide([(str(named(session, "settle-disagreements")["id"]), "refuse")])
    with pytest.raises(ConfigError, match="what another extraction shows") as told:
        Session(here)
    assert "--also" in told.value.cure


def test_the_page_may_ask_for_no_more_than_that(here: Path, there: Path) -> None:
    review = Review(Session(here, there))
    review.server.server_close()
    name = str(named(review.session, "settle-disagreements")["id"])
    with pytest.raises(Strange):
        act("decide", review.session, {"verdicts": [{"id": name, "verdict": "take"}]})
    asked = {"verdicts": [{"id": name, "verdict": "accept"}]}
    assert json.dumps(act("decide", review.session, asked)) == '{"number": 1}'


@pytest.mark.parametrize(
    ("data", "status", "what"),
    [(OTHER, 9, "is another text"), (HERE, 3, "the same extraction"), ("", 3, "empty")],
    ids=["another text", "the same", "empty"],
)
def test_the_command_says_why_and_ends(
    here: Path, there: Path, data: str, status: int, what: str
) -> None:
    there.write_text(data, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "review", str(here), "--also", str(there)]
    done = subprocess.run([*command, "--no-browser"], capture_output=True, text=True, check=False)
    assert done.returncode == status and what in done.stderr and "cure: " in done.stderr
    assert "Traceback" not in done.stderr and "http://" not in done.stdout
