"""Where a page's notes end and its body goes on, and what a page cut in mid-sentence."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.clean.facts.open_ends import needs_more
from pipeline.clean.facts.seam import goes_on
from pipeline.model import Source
from pipeline.report import Confidence

LONG = "the men who had come from the villages in the valley to the town on the river "
PARAGRAPH = LONG * 3


def streams(text: str) -> tuple[str, str]:
    cleaned = clean(Source(text), lang="en")[0]
    return cleaned.body.text.replace("\f", ""), cleaned.notes.text.replace("\f", "")


def test_a_numbered_list_behind_the_notes_is_the_next_pages_body() -> None:
    text = f"It was {LONG}and of the<sup>1</sup>\n\n---\n\n<sup>1</sup> See there.\n\n"
    text += "people who came.\n\n1. The land.\n\n2. The tools.\n\n3. The bread.\n"
    body, notes = streams(text)
    assert "1. The land." in body
    assert "of the<sup>1</sup> people who came." in body
    assert "people" not in notes


def test_a_numbered_list_behind_the_rest_of_a_note_is_the_next_pages_body() -> None:
    text = f"It was {LONG}and<sup>1</sup>\n\n---\n\n<sup>1</sup> See what\n\nthose who came and\n\n"
    text += "---\n\nhe wrote.\n\nthose who left.\n\nThey said:\n\n1. The land.\n\n2. The tools.\n"
    body, notes = streams(text)
    assert "See what he wrote." in notes
    assert "1. The land." in body
    assert "those who left." in body


def test_notes_that_are_numbered_like_a_list_stay_notes() -> None:
    text = f"It was {LONG}and of the[1] men[2]\n\n---\n\n1. See there.\n\n2. See here.\n\n"
    body, notes = streams(text + "people who came.\n")
    assert "See there." in notes
    assert "See here." in notes
    assert "people who came." in body


def test_the_rest_of_a_note_that_a_page_cut_behind_an_abbreviation_is_no_body() -> None:
    text = f"It was {LONG}and<sup>1</sup>\n\n---\n\n<sup>1</sup> See Martin, pp.\n\n"
    text += "those who came and\n\n---\n\n226-7, where he says it.\n\nthose who left.\n"
    body, notes = streams(text)
    assert "pp. 226-7, where" in notes.replace("–", "-")
    assert "226" not in body


def test_a_scene_break_behind_a_finished_note_stays_in_the_body() -> None:
    text = f"It was {LONG}and<sup>1</sup>\n\n---\n\n<sup>1</sup> See Martin, p. 3.\n\n"
    body, _ = streams(text + "those who came.\n\n---\n\nMany men left.\n\nthose who left.\n")
    assert "Many men left." in body


TAKEN = "It was so long before the State came."


@pytest.mark.parametrize(
    ("foot", "noted"),
    [
        (f"<sup>1</sup> See there.\n\n{TAKEN}\n\nSo he wrote.\n\n", "So he wrote."),
        (f"<sup>1</sup> See there.\n\n{TAKEN}\n\nSo he wrote of the\n\n", "wrote of the"),
        (f"{TAKEN}\n\n", TAKEN),
    ],
    ids=["three paragraphs", "the last breaks off with its page", "a rest that begins a sentence"],
)
def test_what_stands_between_the_halves_of_a_sentence_is_the_notes(foot: str, noted: str) -> None:
    before = "It was.<sup>1</sup>\n\n---\n\n<sup>1</sup> See Martin.\n\n" * foot.startswith("It")
    body, notes = streams(f"{before}{PARAGRAPH}of the\n\n---\n\n{foot}people who came.\n")
    assert noted in notes
    assert "of the people who came." in body


def test_a_paragraph_behind_a_note_is_the_bodys_if_its_own_page_cut_it() -> None:
    text = f"{PARAGRAPH}of the\n\n---\n\n<sup>1</sup> See there.\n\nGovernment {LONG * 20}and of"
    body, _ = streams(f"{text}\n\nall others.\n")
    assert "of the Government" in body
    assert "and of all others." in body


def test_a_rule_that_is_written_twice_sets_off_the_notes() -> None:
    text = f"{PARAGRAPH}of the<sup>1</sup>\n\n---\n\n---\n\n<sup>1</sup> See there.\n\n"
    body, notes = streams(f"{text}people who came.\n\nThey left.\n\nThey came.\n\nand so on.\n")
    assert "of the<sup>1</sup> people who came.\n\nThey left." in body
    assert "-" not in body + notes


def test_a_verse_that_a_page_parted_from_its_stanza_stands_in_it_again() -> None:
    verse = "I lov’d thee once, and love thee still,  \nThe flame is not yet dead;  \n\n"
    text = f"They sang:<sup>1</sup>\n\n{verse}---\n\n<sup>1</sup> See there.\n\n"
    body, _ = streams(f"{text}    I would not trouble thee.  \n\nSo they sang.\n")
    assert "dead;  \nI would not trouble thee.  \n\nSo" in body


@pytest.mark.parametrize(
    ("last", "after"),
    [("(Bakunin, p.", "184)."), ("by Mr.", "Darwin to the"), ("the causes (i.e.", "the roots)")],
)
def test_an_abbreviation_that_needs_more_ends_no_sentence(last: str, after: str) -> None:
    assert needs_more(LONG + last, after)


@pytest.mark.parametrize(
    ("last", "after"),
    [("he said no.", "Then he left"), ("he lived in the St.", "he left"), ("of p.", "The men")],
)
def test_an_abbreviation_ends_a_sentence_where_nothing_completes_it(last: str, after: str) -> None:
    assert not needs_more(LONG + last, after)


def test_a_name_that_the_text_never_writes_small_may_go_on_with_a_paragraph() -> None:
    before, after = f"{PARAGRAPH}saw the planet", "Neptune with the naked eye, and wrote of it"
    verdict = goes_on(before, after, f"{before}\n\n{after}", "en")
    assert verdict
    assert verdict[0] is Confidence.DOUBTFUL


def test_two_words_that_the_text_has_together_go_on_with_a_paragraph() -> None:
    before, after = f"{PARAGRAPH}asked the Federal", "Reserve to lend them all it could"
    text = f"{before}\n\n{after}. It is the Federal Reserve. We reserve, and they reserve."
    assert goes_on(before, after, text, "en")


@pytest.mark.parametrize("before", [LONG * 2, "saw the planet,\n".replace(",", "") * 20])
def test_a_name_says_nothing_behind_a_short_block_or_verse(before: str) -> None:
    before, after = f"{before}saw planet", "Neptune with the naked eye, and wrote of it"
    assert goes_on(before, after, f"{before}\n\n{after}", "en") is None


def test_a_quotation_that_a_page_cut_is_one() -> None:
    text = f"So he wrote, and it is well known:\n\n> “{PARAGRAPH}and if they do\n\n"
    body, _ = streams(f"{text}> not succeed they will be led to study it.”\n\nSo it was.\n")
    assert "if they do not succeed" in body


def test_lines_of_verse_that_are_quotations_stay_lines() -> None:
    text = "So he wrote, and it is well known:\n\n> Dear friend, do not with wary soul aspire\n\n"
    body, _ = streams(f"{text}> away from the gray earth, your sad abode\n\nSo it was.\n")
    assert "aspire\n\n" in body


RULED = f"It was {LONG}and<sup>1</sup> of the"
NOTE = "---\n\n<sup>1</sup> See there"
ITEMS = f"They said:\n\n(1) The land, {LONG}and so.\n\n"


def test_paragraphs_numbered_in_brackets_are_no_notes_where_a_ruled_note_answers_the_mark() -> None:
    body, notes = streams(f"{RULED} men.\n\n{ITEMS}{NOTE}.\n\n(2) The tools.\n\n(3) All.\n")
    assert "(1) The land" in body
    assert "(2) The tools." in body
    assert notes.strip() == "<sup>1</sup> See there."


def test_a_list_behind_the_rest_of_a_note_is_the_bodys_if_nothing_calls_its_number() -> None:
    text = f"{RULED} men.\n\n1. The land.\n\n{NOTE} what\n\n---\n\nhe wrote.\n\n"
    body, notes = streams(f"{text}2. The tools.\n3. The bread.\n\nSo it was.\n")
    assert "2. The tools.\n3. The bread." in body
    assert "See there what he wrote." in notes


@pytest.mark.parametrize(
    "quoted",
    ["> The land is ours.", "The land is ours,  \nThe bread as well.", "“The land is ours.”"],
    ids=["a quotation", "verse", "a quotation in marks"],
)
def test_what_a_colon_announces_at_a_notes_end_is_the_notes(quoted: str) -> None:
    body, notes = streams(f"{RULED} men.\n\n{NOTE}:\n\n{quoted}\n\nSo it was in the towns.\n")
    assert "The land is ours" in notes
    assert "So it was in the towns." in body


def test_negative_the_rest_of_the_body_is_not_what_a_colon_announces() -> None:
    body, notes = streams(f"{RULED}\n\n{NOTE}:\n\n“free” men of the towns.\n\nSo it was.\n")
    assert "of the “free” men of the towns." in body
    assert "free" not in notes


def test_speech_in_a_note_stands_between_the_halves_of_the_bodys_sentence() -> None:
    body, notes = streams(f"{RULED}\n\n{NOTE}.\n\n“It is so,” he wrote.\n\nmen of the towns.\n")
    assert "“It is so,” he wrote." in notes
    assert "of the men of the towns." in body


@pytest.mark.parametrize(
    ("last", "after"),
    [
        ("in the third century B.C.", "there began the wars"),
        ("by G.", "Lewes and by others"),
        ("as was shown by Hugo de", "Vries in his last work"),
        ("i.e.,", "Constitutional Law."),
        ("the two factors", "— the feeling of duty, and"),
    ],
)
def test_a_sentence_goes_on_behind_letters_and_with_a_dash(last: str, after: str) -> None:
    assert goes_on(LONG + last, after, LONG + last + after, "en")


@pytest.mark.parametrize(
    ("last", "after"),
    [
        ("by Napoleon I.", "Lewes and by others"),
        ("as in section B.", "Lewes and by others"),
        ("written by G.", "The men who came"),
        ("in the third century B.C.", "There began"),
    ],
)
def test_negative_a_letter_and_its_stop_end_a_sentence(last: str, after: str) -> None:
    assert not goes_on(LONG + last, after, LONG + last + after, "en")


def test_a_short_block_goes_on_over_a_page_if_its_last_word_needs_another() -> None:
    before, after = "The very essence of", "Spencer’s teaching is in this, and he says"
    assert goes_on(before, after, before + after, "en", page_ends=True)
    assert not goes_on(before, after, before + after, "en")
    assert not goes_on("The very essence", after, before + after, "en", page_ends=True)


def test_a_place_and_a_year_under_a_chapter_s_number_are_no_title() -> None:
    dated = ("Paris, 4 May 1881", "Bern, 12 July 1889", "London, 3 June 1890")
    parts = [f"## Chapter {n}\n\n{place}\n\n{PARAGRAPH * 2}" for n, place in enumerate(dated, 1)]
    body, _ = streams(f"# A Book\n\nA. Day\n\n{PARAGRAPH}\n\n" + "\n\n".join(parts))
    assert "## Chapter 2\n\nBern" in body


def test_the_rest_of_a_note_goes_on_over_a_blank_line_while_no_sentence_ends() -> None:
    text = f"It was {LONG}and<sup>1</sup>\n\n---\n\n<sup>1</sup> See what\n\n\f\n\nThose came.\n\n"
    text += "---\n\nhe wrote, full of the\n\nmost horrible facts.\n\n\f\n\nBut it was not all.\n"
    body, notes = streams(text)
    assert "he wrote, full of the most horrible facts." in notes
    assert "horrible" not in body


def test_negative_a_page_that_ends_in_a_contraction_cut_no_word() -> None:
    body, _ = streams(f"It was {LONG}and they’re\n\n\f\n\nformer people of the town.\n")
    assert "they’re former people" in body
