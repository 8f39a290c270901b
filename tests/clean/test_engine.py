"""The engine: what it applies it can undo, and every stretch knows its place in the witness."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import APPARATUS, BODY, COLOPHON, TURNED, WHOLE
from pipeline.clean.edit import Edit, Press, Rule, apply, disjoint, key_of, name_of, undo
from pipeline.model import Source
from pipeline.report import Confidence

RULES: dict[str, Rule] = {name_of(r): r for r in (*TURNED, *WHOLE, *BODY, *APPARATUS, *COLOPHON)}
SEVERAL_PASSES = frozenset({
    "write-labels",  # a label with nothing behind it gets a space each time
})  # fmt: skip
"""Rules that may find more when run again, and why."""

WORDS = (
    "the State com- munication fi ff fl ofce dierent 20<sup>th</sup> <sup>1</sup> <em> </em> * ** "
    "\" ' “ ” , . ; ( ) --- # ## Contents I II . . . 3 | 19 Century &amp; é ﬁ \ue005 \ufffd "
    "1871 {3} See (Marx 1950) 3 mai 1. [1] ¹ > $^{1}$ 0.1 page"
)
GAPS = (
    "\n",
    "\n\n",
    "\n\n\n",
    "\f",
    "\n\f\n",
    "  ",
    "    ",
    "- ",
    "-\n",
    "\x00",
    "\u00a0",
    "\u00ad",
)
PIECES = st.sampled_from((*WORDS.split(), *GAPS))
TEXTS = st.lists(PIECES, max_size=60).map(
    lambda pieces: "".join(piece if piece in GAPS else f"{piece} " for piece in pieces)
)


def shout(source: Source) -> Iterator[Edit]:
    """Write every x as XX."""
    for at, letter in enumerate(source.text):
        if letter == "x":
            yield Edit(at, at + 1, "XX", Confidence.SURE, "an x")


def doubt(source: Source) -> Iterator[Edit]:
    """Propose to drop every y."""
    for at, letter in enumerate(source.text):
        if letter == "y":
            yield Edit(at, at + 1, "", Confidence.DOUBTFUL, "a y")


class TestPress:
    def test_a_sure_edit_is_made_and_told(self) -> None:
        press = Press(lambda raw: raw)
        assert press.step(shout, Source("axb")).text == "aXXb"
        (repair,) = press.repairs
        assert (repair.rule, repair.before, repair.after) == ("shout", "x", "XX")
        assert (repair.left, repair.right, repair.raw, repair.applied) == ("a", "b", 1, True)

    def test_a_doubtful_edit_is_told_and_not_made(self) -> None:
        press = Press(lambda raw: raw)
        assert press.step(doubt, Source("ayb")).text == "ayb"
        assert [repair.applied for repair in press.repairs] == [False]

    def test_a_refused_edit_is_not_made(self) -> None:
        press = Press(lambda raw: raw, {("shout", key_of("a", "x", "b x c")): False})
        assert press.step(shout, Source("axb x c")).text == "axb XX c"
        assert [repair.applied for repair in press.repairs] == [False, True]

    def test_an_accepted_proposal_is_made(self) -> None:
        press = Press(lambda raw: raw, {("doubt", key_of("a", "y", "b")): True})
        assert press.step(doubt, Source("ayb")).text == "ab"

    def test_a_key_survives_another_line_break(self) -> None:
        assert key_of("the com-\n", "x", " y") == key_of("the com- ", "x", "\ny")


class TestSplice:
    def test_what_is_kept_knows_its_place(self) -> None:
        made = apply(Source("0123456789"), [Edit(2, 4, "xyz"), Edit(7, 7, "!")])
        assert made.text == "01xyz456!789"
        assert [made.raw(made.text.index(digit)) for digit in "0145679"] == [0, 1, 4, 5, 6, 7, 9]

    def test_what_is_written_is_placed_where_it_stands(self) -> None:
        made = apply(Source("0123456789"), [Edit(2, 4, "xyz")])
        assert [made.raw(at) for at in (2, 3, 4)] == [2, 2, 2]

    def test_an_emendation_keeps_what_it_found(self) -> None:
        made = apply(Source("a 19 b"), [Edit(2, 4, "1950", emends=True)])
        assert made.mark_at(2).before == "19"

    def test_edits_that_cross_are_parted(self) -> None:
        assert disjoint([Edit(2, 6, "a"), Edit(4, 8, "b"), Edit(6, 7, "c")]) == [
            Edit(2, 6, "a"),
            Edit(6, 7, "c"),
        ]


@pytest.mark.parametrize("name", RULES)
class TestEveryRule:
    @given(text=TEXTS)
    def test_undo_gives_the_old_text_back(self, name: str, text: str) -> None:
        edits = disjoint(RULES[name](Source(text)))
        made = apply(Source(text), edits)
        assert undo(made.text, edits, [text[edit.start : edit.end] for edit in edits]) == text

    @given(text=TEXTS)
    def test_what_no_edit_touched_knows_its_place(self, name: str, text: str) -> None:
        edits = disjoint(RULES[name](Source(text)))
        made = apply(Source(text), edits)
        for stretch, mark in made.stretches():
            if not mark.rule:
                assert text[mark.raw : mark.raw + len(stretch)] == stretch

    @given(text=TEXTS)
    def test_every_letter_is_kept_or_in_an_edit(self, name: str, text: str) -> None:
        edits = disjoint(RULES[name](Source(text)))
        made = apply(Source(text), edits).text
        taken = sum(edit.end - edit.start for edit in edits)
        written = sum(len(edit.after) for edit in edits)
        assert len(made) == len(text) - taken + written

    @given(text=TEXTS)
    def test_a_second_pass_finds_nothing(self, name: str, text: str) -> None:
        if name in SEVERAL_PASSES:
            return
        once = _made(RULES[name], text)
        assert _made(RULES[name], once) == once


def _made(rule: Rule, text: str) -> str:
    edits = [e for e in disjoint(rule(Source(text))) if e.confidence is not Confidence.DOUBTFUL]
    return apply(Source(text), edits).text
