"""Notes that nothing sets off: labels without a mark, bare numbers, and their rests."""

from __future__ import annotations

from pipeline.clean import clean
from pipeline.clean.notes.loose import zones
from pipeline.model import Source

WORK = "the men of the towns had done it all of them before the State came to be"


def streams(text: str) -> tuple[str, str]:
    cleaned, _, _ = clean(Source(text), lang="en")
    return cleaned.body.text, cleaned.notes.text


def test_a_raised_number_that_counts_on_needs_no_mark() -> None:
    body, notes = streams(
        f"So {WORK}.<sup>1</sup> And.\n\n<sup>1</sup> See there.\n\n<sup>2</sup> And here.\n\nSo."
    )
    assert "And here" in notes
    assert "And here" not in body


def test_a_raised_number_that_does_not_count_on_stays() -> None:
    body, notes = streams(
        f"So {WORK}.<sup>1</sup> And.\n\n<sup>1</sup> See.\n\n<sup>10</sup>B is so."
    )
    assert "B is so" in body
    assert "B is so" not in notes


ENDED = "".join(
    f"So {WORK}.<sup>{n}</sup> And so.\n\n<sup>{n}</sup> See there.\n\n" for n in (1, 2, 3)
)


def test_the_rest_of_a_note_on_a_page_without_a_note_of_its_own_is_found() -> None:
    body, notes = streams(
        f"{ENDED}So {WORK}.<sup>4</sup> And {WORK} with absol-\n\n"
        f"<sup>4</sup> See the book of the man and his\n\n"
        f"utism as {WORK} and of the wide\n\nbrother, in two volumes.\n\nland, as {WORK}."
    )
    assert "his \x0cbrother, in two volumes." in notes
    assert "wide \x0cland" in body


def test_a_note_has_its_second_paragraph_where_the_sentence_goes_on_behind_it() -> None:
    body, notes = streams(
        f"{ENDED}So {WORK}.<sup>4</sup> And {WORK} of the wide\n\n"
        f"<sup>4</sup> See the book of the man.\n\nHis brother wrote another.\n\nland, as {WORK}."
    )
    assert "See the book of the man.\n\nHis brother wrote another." in notes
    assert "wide \x0cland" in body


def test_what_goes_on_behind_paragraphs_is_the_rest_of_a_note_that_was_cut() -> None:
    body, _ = streams(
        f"{ENDED}So {WORK}.<sup>4</sup> And {WORK} by my friend,\n\n"
        f"<sup>4</sup> See the book of the man and his\n\nE. C., who {WORK}.\n\n"
        f"Until lately {WORK}.\n\nbrother, in two volumes.\n\nAnd {WORK}."
    )
    assert "Until lately" in body


def test_a_paragraph_behind_a_note_is_the_bodys_where_its_sentence_had_ended() -> None:
    body, notes = streams(
        f"{ENDED}So {WORK}.<sup>4</sup> And {WORK}.\n\n"
        f"<sup>4</sup> See the book of the man.\n\nHis brother wrote another.\n\nAnd, as {WORK}."
    )
    assert "His brother wrote another." in body
    assert "His brother" not in notes


def test_a_quotation_in_a_sentence_is_no_rest_of_a_note() -> None:
    body, notes = streams(
        f"{ENDED}So {WORK}.<sup>4</sup> And {WORK} of\n\n"
        f"<sup>4</sup> See the book of the man and his\n\n"
        f"land as {WORK} and said\n\n“The land is ours.”\n\nas {WORK}."
    )
    assert "The land is ours" in body
    assert "The land is ours" not in notes


def test_bare_numbers_are_labels_where_the_marks_are_raised() -> None:
    body, notes = streams(
        f"So {WORK}.¹ And {WORK}.² And so.\n\n1. See there.\n\n2. See here.\n\nAnd {WORK}."
    )
    assert "<sup>1</sup> See there.\n\n<sup>2</sup> See here." in notes
    assert "State came to be.<sup>2</sup> And so." in body


def test_the_items_of_a_list_are_no_notes() -> None:
    body, notes = streams(
        f"So {WORK}.¹ And these:\n\n1. bread\n\n2. land\n\n3. work\n\nAnd {WORK}."
    )
    assert not notes.strip()
    assert "bread" in body


def test_bare_numbers_are_labels_where_the_marks_lost_their_raising() -> None:
    text = "\n\n".join(
        f"So {WORK}.{n} And {WORK}. {n + 1} As it was.\n\n{n} See there.\n\n{n + 1} See here."
        for n in (1, 3, 5)
    )
    body, notes = streams(text)
    assert notes.count("<sup>") == 6
    assert body.count("<sup>") == 6


def test_notes_that_repeat_their_words_are_no_running_heads() -> None:
    text = "\n\n".join(
        f"So {WORK}.{n} And so it was.\n\n{n} Op. Cit., p. {n}{n}." for n in range(1, 8)
    )
    _, notes = streams(text)
    assert notes.count("Op. Cit.") == 7


def test_a_title_in_mid_sentence_is_a_running_head() -> None:
    title = "# On Bread and Roses\n\n"
    body, _ = streams(f"{title}So {WORK} and the\n\nOn Bread and Roses\n\nland of all.")
    assert "the \x0cland" in body


def test_a_title_between_two_sentences_stays() -> None:
    title = "# On Bread and Roses\n\n"
    body, _ = streams(f"{title}So {WORK}.\n\nOn Bread and Roses\n\nThe land of all.")
    assert body.count("On Bread and Roses") == 2


def test_the_body_goes_on_behind_notes_whose_next_page_lost_its_rule() -> None:
    body = "and so it went on, as all of them knew.<sup>2</sup> They left."
    notes = "<sup>1</sup> See p. 4.", "<sup>2</sup> Ibid."
    text = f"It was so<sup>1</sup> and\n\n---\n\n{notes[0]}\n\n{body}\n\n{notes[1]}"
    assert [text[zone.notes : zone.end] for zone in zones(text)] == [*notes]


def test_a_note_keeps_the_second_paragraph_that_calls_no_other() -> None:
    notes = "<sup>1</sup> See p. 4.\n\nHe says more of it there.\n\n<sup>2</sup> Ibid."
    text = f"It was so<sup>1</sup> and<sup>2</sup> so.\n\n---\n\n{notes}"
    assert [text[zone.notes : zone.end] for zone in zones(text)] == [notes]


def test_at_a_page_s_end_a_note_keeps_the_paragraph_behind_it() -> None:
    notes = "<sup>1</sup> See p. 4.\n\nHe says more of it there."
    text = f"It was so,<sup>1</sup> and their number was\n\n{notes}\n\n\f\n\n18,000. They left."
    assert [text[zone.notes : zone.end] for zone in zones(text)] == [notes]


def test_negative_a_paragraph_behind_a_note_where_the_body_had_ended_its_own() -> None:
    text = f"It was so.<sup>1</sup>\n\n<sup>1</sup> See p. 4.\n\n{WORK}.\n\n\f\n\nThey left."
    assert [text[zone.notes : zone.end] for zone in zones(text)] == ["<sup>1</sup> See p. 4."]


def test_a_note_keeps_its_second_paragraph_before_the_next_note_of_the_page() -> None:
    notes = f"<sup>1</sup> See p. 4.\n\nThus {WORK}.\n\n<sup>2</sup> Ibid."
    text = f"It was so<sup>1</sup> and<sup>2</sup> they took the\n\n{notes}\n\nland of the towns."
    assert [text[zone.notes : zone.end] for zone in zones(text)] == [notes]


def test_a_note_keeps_its_paragraph_where_the_body_goes_on_small_behind_a_colon() -> None:
    notes = f"<sup>1</sup> In May 1890\n\nThus {WORK}."
    text = f"It was so,<sup>1</sup> and this is it:\n\n{notes}\n\nthere were towns."
    assert [text[zone.notes : zone.end] for zone in zones(text)] == [notes]


def test_negative_a_paragraph_that_a_colon_announces_over_the_notes() -> None:
    text = f"It was so:<sup>1</sup>\n\n<sup>1</sup> See p. 4.\n\nThus {WORK}.\n\n\f\n\nThey left."
    assert [text[zone.notes : zone.end] for zone in zones(text)] == ["<sup>1</sup> See p. 4."]


def test_the_stars_over_the_notes_that_close_a_chapter_go_with_them() -> None:
    head = f"# Bread\n\nSo {WORK}.<sup>1</sup>\n\n* * *\n\n"
    body, notes = streams(f"{head}<sup>1</sup> See p. 4.\n\n# Land\n\nSo {WORK}.")
    assert "*" not in body + notes
    body, _ = streams(f"{head}<sup>1</sup> See p. 4.\n\nBut {WORK}.")
    assert "* * *" in body


def test_negative_notes_in_mid_page_between_which_the_body_goes_on() -> None:
    notes = "<sup>1</sup> See p. 4.", "<sup>2</sup> Ibid."
    text = f"It was so<sup>1</sup> and<sup>2</sup> so.\n\n{notes[0]}\n\nThus {WORK}.\n\n{notes[1]}"
    assert [text[zone.notes : zone.end] for zone in zones(text)] == [*notes]


def test_a_named_note_has_all_that_its_bracket_has() -> None:
    body, notes = streams(
        f"So {WORK}.[A] And so.\n\n[Footnote A: See the book.\n\nHe wrote [sic] another.]\n\n"
        f"It went, as {WORK}.\n"
    )
    assert "<sup>A</sup> See the book.\n\nHe wrote [sic] another." in notes
    assert "Footnote" not in body + notes
    assert "another" not in body
    assert "It went" in body


def test_a_bracket_that_names_a_note_without_a_mark_stays_in_the_body() -> None:
    body, notes = streams(f"So {WORK}. And so.\n\n[Footnote A: See the book.]\n\nIt went.\n")
    assert "[Footnote A: See the book.]" in body
    assert not notes.strip()


def test_a_lettered_note_may_have_a_second_paragraph() -> None:
    _, notes = streams(
        f"So {WORK}.<sup>A</sup> And.<sup>B</sup>\n\n---\n\n<sup>A</sup> See there.\n\n"
        "And there.\n\n<sup>B</sup> And here.\n"
    )
    assert "See there.\n\nAnd there." in notes


BRACKETED = "".join(
    f"So {WORK}.[{n}] And {WORK} of the\n\n{n}. See the book.\n\nwide land.\n\n" for n in (1, 2, 3)
)


def test_marks_in_brackets_call_notes_whose_labels_are_bare() -> None:
    body, notes = streams(f"{BRACKETED}So {WORK}.")
    assert notes.count("See the book.") == 3
    assert "the \x0cwide land." in body


def test_a_number_in_brackets_that_cites_a_work_calls_no_note() -> None:
    works = "".join(f"{n}. Lee, Ann. Bread. London: Freedom Press, 1906.\n\n" for n in (1, 2, 3))
    cited = "".join(f"So {WORK} [{n}], and so it is.\n\n" for n in (1, 2, 1, 3))
    body, notes = streams(f"# Bread\n\n{cited}## References\n\n{works}")
    assert "Freedom Press" not in notes
    assert body.count("Freedom Press") == 3
