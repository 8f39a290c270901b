"""Lines that an extractor closed up at a broken word, and what ends a paragraph beside them."""

import pytest

from pipeline.clean.blocks.quotations import mark_quotations
from pipeline.clean.edit import fix
from pipeline.clean.paragraphs.lines import unwrap_lines

FULL = "as the men of the towns had done it all of them long before the Sta"
PART = "there can be no doubt that the species may become greatl"
TWO_PARTS = f"{PART}there can be no doubt that the species may there than"
PAGE = f"{FULL}\n" * 9


def page(*lines: str) -> str:
    """Set lines between full ones, as a page has them."""
    return PAGE + "\n".join(lines) + "\n" + PAGE


def test_a_quotation_begins_with_a_first_line_of_two() -> None:
    marked = fix(mark_quotations, page("it came, and wrote:", TWO_PARTS, PART, "changed."))
    assert f"wrote:\n\n> {TWO_PARTS}\n{PART}\nchanged.\n\n" in marked


def test_two_lines_of_the_text_that_are_closed_up_begin_none() -> None:
    text = page("it came, and wrote:", FULL + FULL, PART, PART, "changed.")
    assert fix(mark_quotations, text) == text


def test_a_line_that_announces_a_quotation_is_no_part_of_it() -> None:
    announces = "As he wrote of the men of the towns who did it then:"
    marked = fix(mark_quotations, page("it came.", announces, *[PART] * 3, "changed."))
    assert f"{announces}\n\n> {PART}" in marked


@pytest.mark.parametrize("end", ["changed.”12", "changed.” [What is it?, p. 61]"])
def test_a_quotation_ends_in_a_call_or_a_citation(end: str) -> None:
    last = f"there can be no doubt that the species may beco {end}"
    marked = fix(mark_quotations, page("it came, and wrote:", *[PART] * 4, last))
    assert f"{last}\n\n{FULL}" in marked


def broken(line: str, following: str = "Ironically the men had it") -> bool:
    """Say whether a paragraph ends behind a line, in a page that shows ends by width alone."""
    ends = "they wish it.\nAs for the rest, it was as all of the men had done before, in the\n"
    text = f"{PAGE}{ends}" * 6 + f"{line}\n{following}\n{PAGE}"
    return f"{line}\n\n" in fix(unwrap_lines, text)


@pytest.mark.parametrize("line", ["they had it then.” [What is it?, p. 169]", "they had it then."])
def test_a_paragraph_ends_in_a_citation_as_in_a_stop(line: str) -> None:
    assert broken(line)


@pytest.mark.parametrize(
    "line",
    [
        "they had it then, as he wrote in the first book [Op.",
        "they had it then, as Wright has it in his own book, p.",
        "they had it then in the year of the great wars (Bakunin:",
    ],
)
def test_no_paragraph_ends_in_an_open_bracket_or_before_a_number(line: str) -> None:
    assert not broken(line, "142 and the men had it all")


def test_a_short_line_is_a_paragraph_where_blank_lines_part_the_others() -> None:
    line = "It was not the theory of bread that gave us wine."
    opens = FULL.capitalize()
    done = fix(unwrap_lines, f"{PAGE}\n" * 9 + page("so.", "", line, opens))
    assert f"{line}\n\n{opens}" in done


def test_a_nearly_full_line_there_is_none() -> None:
    line = f"{FULL[:-6]}."
    done = fix(unwrap_lines, f"{PAGE}\n" * 9 + page("so.", "", line, FULL.replace("as", "As", 1)))
    assert f"{line} As" in done
