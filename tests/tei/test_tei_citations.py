"""Citations by author and year: linked, ambiguous, without entry, and what is none."""

from __future__ import annotations

import pytest
from tei_making import codes, encoded, line, note, p, xml

from pipeline.model import Bibliography, Division, Emendation, Link, PageBreak, Paragraph, Text

WORKS = Bibliography(
    tuple(
        line(entry)
        for entry in (
            "Kropotkin, Peter 1892. *La Conquete du Pain*. Paris: Stock",
            "Kropotkin, Peter 1902. *Mutual Aid: A Factor of Evolution*. London: Heinemann",
            "Kropotkin, Peter 1906. *The Conquest of Bread*. London: Chapman",
            "Negri, Antonio 1979a. *One*. Milano: Multhipla",
            "Negri, Antonio 1979b. *Two*. Milano: Feltrinelli",
            "Negri, Antonio, Maurizio Lazzarato and Giancarlo Santilli 1990. *Sentier*. Paris: X",
            "Marx, Karl 1845–46. *The German Ideology*. Moscow: Progress",
            "Red Notes & the CSE 1979. *Working Class Autonomy*. London: Red Notes",
            "Woodcock, George and I. Avakumovic 1950. *The Anarchist Prince*. London: Boardman",
            "Quaderni del Territorio. *Quaderni del Territorio* 4/5, 1978.",
        )
    )
)
BACK = (Division("bibliography", None, (WORKS,)),)


def ref(words: str, *targets: str) -> str:
    if not targets:
        return f'<ref type="bibl">{words}</ref>'
    pointer = f'<ref type="bibl" target="{" ".join("#" + t for t in targets)}"'
    return f"{pointer}{AMBIGUOUS if len(targets) > 1 else ''}>{words}</ref>"


AMBIGUOUS = ' subtype="ambiguous" cert="low"'

LINKED = {
    "(Kropotkin 1906)": f"({ref('Kropotkin 1906', 'kropotkin1906')})",
    "(Kropotkin 1902, p. 233)": f"({ref('Kropotkin 1902', 'kropotkin1902')}, p. 233)",
    "(see Kropotkin 1902)": f"(see {ref('Kropotkin 1902', 'kropotkin1902')})",
    "(Kropotkin 1892, 1906)": (
        f"({ref('Kropotkin 1892', 'kropotkin1892')}, {ref('1906', 'kropotkin1906')})"
    ),
    "(Kropotkin 1902; Negri 1979b)": (
        f"({ref('Kropotkin 1902', 'kropotkin1902')}; {ref('Negri 1979b', 'negri1979b')})"
    ),
    "(Negri 1979)": f"({ref('Negri 1979', 'negri1979a', 'negri1979b')})",
    "(Negri, Lazzarato and Santilli, 1990)": (
        f"({ref('Negri, Lazzarato and Santilli, 1990', 'negri1990')})"
    ),
    "(Negri et al. 1990)": f"({ref('Negri et al. 1990', 'negri1990')})",
    "(Marx 1845-46)": f"({ref('Marx 1845-46', 'marx1845')})",
    "(Red Notes &amp; the CSE, 1979)": f"({ref('Red Notes &amp; the CSE, 1979', 'rednotes1979')})",
    "(Woodcock and Avakumovic circa 1950)": (
        f"({ref('Woodcock and Avakumovic circa 1950', 'woodcock1950')})"
    ),
    "as Kropotkin (1902) has it": f"as Kropotkin ({ref('1902', 'kropotkin1902')}) has it",
    "(Mattera 1980)": f"({ref('Mattera 1980')})",
}


@pytest.mark.parametrize("written", LINKED)
def test_linked(written: str) -> None:
    root, _ = encoded(p(f"a {written.replace('&amp;', '&')} z"), back=BACK)
    assert xml(root, "p") == f"<p>a {LINKED[written]} z</p>"


NONE = [
    "(1892, 1906)",
    "(May 1968)",
    "(London 1881)",
    "(Geneva, 1879)",
    "(in the spring of 1917)",
    "(the strike of 1905)",
    "(Kropotkin, who died in 1921)",
    "in 1906 Kropotkin 1902 times",
    "Kropotkin’s book (1902)",
    "(1967–83)",
    "(p. 1902)",
]


@pytest.mark.parametrize("written", NONE)
def test_no_citation(written: str) -> None:
    root, findings = encoded(p(f"a {written} z"), back=BACK)
    assert xml(root, "p") == f"<p>a {written} z</p>"
    assert not findings


def test_a_citation_without_an_entry_is_reported_and_noted_in_the_header() -> None:
    root, findings = encoded(p("(Mattera 1980)"), back=BACK)
    assert codes(findings) == ["citation-without-entry"]
    assert "“Mattera 1980”" in xml(root, "notesStmt/note")


def test_without_a_reference_list_nothing_is_a_citation() -> None:
    root, findings = encoded(p("(Mattera 1980)"))
    assert xml(root, "p") == "<p>(Mattera 1980)</p>"
    assert not findings


def test_in_a_note_a_citation_needs_no_parentheses() -> None:
    root, _ = encoded(
        p("a[fn1] Kropotkin 1902"), notes=[note("fn1", "See Kropotkin 1902.")], back=BACK
    )
    assert xml(root, "note/p") == f"<p>See {ref('Kropotkin 1902', 'kropotkin1902')}.</p>"
    assert xml(root, "p").endswith("</note> Kropotkin 1902</p>")


def test_a_citation_over_a_page_and_an_emendation_is_one() -> None:
    year = Emendation("19", line("1950"), "likely")
    text = (Text("(Woodcock and Avakumovic "), PageBreak("5"), year, Text(", p. 3)"))
    root, _ = encoded(Paragraph(text), back=BACK)
    assert xml(root, "p") == (
        '<p>(<ref type="bibl" target="#woodcock1950">Woodcock and Avakumovic '
        '<pb n="5" xml:id="pb5"/><choice><sic>19</sic><corr type="extraction" resp="#pipeline"'
        ' cert="medium">1950</corr></choice></ref>, p. 3)</p>'
    )


def test_a_citation_that_is_a_link_already_stays_one() -> None:
    root, _ = encoded(Paragraph((Link("http://a.org", line("(Kropotkin 1902)")),)), back=BACK)
    assert xml(root, "p") == '<p><ref target="http://a.org">(Kropotkin 1902)</ref></p>'


def test_a_title_in_italics_is_cited_by_its_year() -> None:
    root, _ = encoded(p("(*Quaderni di Territorio* 1978)"), back=BACK)
    assert 'target="#' in xml(root, "p")


def test_italics_that_the_list_knows_are_a_title() -> None:
    root, _ = encoded(p("In *Mutual Aid* and in *haste*"), back=BACK)
    assert xml(root, "p") == (
        '<p>In <title level="m">Mutual Aid</title> and in'
        ' <hi rendition="simple:italic">haste</hi></p>'
    )


def test_the_time_is_linear() -> None:
    from time import process_time

    def took(count: int) -> float:
        text = p("word (Kropotkin 1902, p. 3) and (Nobody 1899) in 1905, " * count)
        start = process_time()
        encoded(text, back=BACK)
        return process_time() - start

    took(10)
    assert took(4000) < 12 * took(1000) + 0.2
