"""What a person decided carries the responsibility of an editor, what a rule did the program's."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pipeline.decide import key
from pipeline.run import clean_text, to_tei
from pipeline.tei import serialise

RAW = """# On Bread

A Baker

## One

The comrnunes of the middle ages were free.<sup>1</sup> Every one of them had its own laws,
and the men of the towns had made them. A folknote was held on every first day of the month.

Nobody had asked them to. They did it because it had to be done, and went home again. The State
came late, and it came with an army. The army ate the bread of every village that was near.

---

<sup>1</sup> See the booklet of Proudhon on this.
"""
OTHER = (
    RAW.replace("comrnunes", "communes")
    .replace("came late, and", "came late, when all was in order, and")
    .replace("towns had", "tovvns had")
)
NS = {"t": "http://www.tei-c.org/ns/1.0"}
Readings = list[tuple[str, str, str, str]]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "on-bread.md"
    path.write_text(RAW, "utf-8")
    (tmp_path / "other.md").write_text(OTHER, "utf-8")
    return path


def made(raw: Path, decisions: str = "", also: bool = False) -> etree._Element:
    """Make the valid TEI of the text by these decisions."""
    raw.with_suffix(".toml").write_text(decisions, "utf-8")
    tree = to_tei(raw, raw.parent / "other.md" if also else None)
    return etree.fromstring(serialise(tree))


def readings(tree: etree._Element) -> Readings:
    """List the emended readings: what stood there, what stands there, by whom, how sure."""
    found = []
    for node in tree.iterfind(".//t:text//*", NS):
        if node.tag in (f"{{{NS['t']}}}corr", f"{{{NS['t']}}}supplied"):
            sic = node.getparent().findtext("t:sic", "", NS)  # type: ignore[union-attr]
            after = "".join(node.itertext()).strip()
            found.append((sic, after, node.get("resp", ""), node.get("cert", "")))
    return found


def verdict(raw: Path, kind: str, rule: str, before: str) -> str:
    repairs = clean_text(raw, raw.parent / "other.md")
    found = next(r for r in repairs[1] if r.rule == rule and before in r.before)
    return f"[[{kind}]]\nrule = '{rule}'\nkey = '{key(found)}'\n"


def respondents(tree: etree._Element) -> dict[str, str]:
    return {
        str(node.get("{http://www.w3.org/XML/1998/namespace}id")): node.findtext("t:name", "", NS)
        for node in tree.iterfind(".//t:titleStmt/t:respStmt", NS)
    }


@pytest.mark.parametrize("where", ["", 'in = "body"\n'], ids=["raw text", "reading text"])
def test_a_correction_by_hand_is_an_editors(raw: Path, where: str) -> None:
    tree = made(raw, f'[[correct]]\n{where}before = "folknote"\nafter = "folkmote"\n')
    assert ("folknote", "folkmote", "#editor", "high") in readings(tree)


def test_a_correction_of_a_note_is_an_editors(raw: Path) -> None:
    tree = made(raw, '[[correct]]\nin = "notes"\nbefore = "booklet"\nafter = "book"\n')
    assert ("booklet", "book", "#editor", "high") in readings(tree)


def test_what_a_rule_did_unasked_is_the_programs(raw: Path) -> None:
    tree = made(raw, also=True)
    assert readings(tree) == [("comrnunes", "communes", "#pipeline", "medium")]
    assert respondents(tree) == {"pipeline": "Handpress"}
    assert tree.find(".//t:change[@who='#editor']", NS) is None


def test_a_repair_that_was_made_and_accepted_is_an_editors(raw: Path) -> None:
    tree = made(raw, verdict(raw, "accept", "settle-readings", "comrnunes"), also=True)
    assert readings(tree) == [("comrnunes", "communes", "#editor", "high")]


def test_words_that_were_proposed_and_accepted_are_an_editors(raw: Path) -> None:
    tree = made(raw, verdict(raw, "accept", "restore-lost-words", ""), also=True)
    assert [
        (after.strip(", "), resp, cert) for sic, after, resp, cert in readings(tree) if not sic
    ] == [("when all was in order", "#editor", "high")]
    assert ("comrnunes", "communes", "#pipeline", "medium") in readings(tree)


def test_a_disagreement_that_a_person_settled_is_an_editors(raw: Path) -> None:
    raw.with_suffix(".toml").unlink(missing_ok=True)
    asked = next(f.repair for f in clean_text(raw, raw.parent / "other.md")[2] if f.repair)
    said = f"[[accept]]\nrule = '{asked.rule}'\nkey = '{key(asked)}'\n"
    assert ("towns", "tovvns", "#editor", "high") in readings(made(raw, said, also=True))


def test_what_a_person_refused_is_told_and_marks_nothing(raw: Path) -> None:
    tree = made(raw, verdict(raw, "refuse", "settle-readings", "comrnunes"), also=True)
    assert readings(tree) == [] and "editor" in respondents(tree)
    change = tree.findtext(".//t:change[@who='#editor']", "", NS)
    assert change == "Decided by a person: 1 repair refused."


def test_the_editor_has_the_name_that_they_gave_or_none(raw: Path) -> None:
    correction = '[[correct]]\nbefore = "folknote"\nafter = "folkmote"\n'
    named = made(raw, f'editor = "Ada Baker"\n\n{correction}')
    assert respondents(named) == {"pipeline": "Handpress", "editor": "Ada Baker"}
    assert respondents(made(raw, correction))["editor"] == "an editor who gave no name"


def test_who_decided_nothing_answers_for_nothing(raw: Path) -> None:
    assert "editor" not in respondents(made(raw, 'editor = "Ada Baker"\n'))
    assert "editor" not in respondents(made(raw, '[metadata]\ntitle = "Bread"\n'))


def test_what_people_wrote_is_counted_as_theirs_not_as_a_rules(raw: Path) -> None:
    tree = made(raw, '[[correct]]\nbefore = "folknote"\nafter = "folkmote"\n')
    rules = [item.text or "" for item in tree.iterfind(".//t:correction//t:item", NS)]
    assert not any("correct (" in rule or "a person gave" in rule for rule in rules)
    change = tree.findtext(".//t:change[@who='#editor']", "", NS)
    assert change == "Decided by a person: 1 correction made by hand."


def test_the_same_decisions_give_the_same_bytes(raw: Path) -> None:
    said = 'editor = "Ada Baker"\n' + verdict(raw, "accept", "settle-readings", "comrnunes")
    one, two = (etree.tostring(made(raw, said, also=True)) for _ in range(2))
    assert one == two


def test_a_heading_of_that_name_keeps_the_reference_whole(raw: Path) -> None:
    raw.write_text(RAW.replace("## One", "## Editor"), "utf-8")
    tree = made(raw, '[[correct]]\nbefore = "folknote"\nafter = "folkmote"\n')
    assert tree.find(".//t:div[@xml:id='editor-2']", {**NS, "xml": XML}) is not None


XML = "http://www.w3.org/XML/1998/namespace"
