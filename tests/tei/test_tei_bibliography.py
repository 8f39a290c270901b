"""Reference lists: what is read of an entry, what stays as printed, which ids entries get."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tei_making import codes, encoded, line, p, xml

from pipeline.model import Bibliography, Division, Image, Text

ROOT = Path(__file__).parent.parent.parent


def listed(*entries: str, text: str = "a") -> tuple[object, list[object]]:
    works = Bibliography(tuple(line(entry) for entry in entries))
    back = (Division("bibliography", None, (works,)),)
    return encoded(p(text), back=back)  # type: ignore[return-value]


ENTRIES = {
    "a book, place and publisher by a colon": (
        "Alquati, Romano 1975. *Sulla Fiat*. Milano: Feltrinelli",
        '<bibl xml:id="alquati1975"><author>Alquati, Romano</author> <date when="1975">1975</date>.'
        ' <title level="m">Sulla Fiat</title>. <pubPlace>Milano</pubPlace>:'
        " <publisher>Feltrinelli</publisher></bibl>",
    ),
    "a book that a person edited": (
        "Sachs, Wolfgang (ed) 1992. *The Development Dictionary*. London, Zed Books",
        '<bibl xml:id="sachs1992"><editor>Sachs, Wolfgang</editor> (ed) <date when="1992">1992'
        '</date>. <title level="m">The Development Dictionary</title>. <pubPlace>London</pubPlace>,'
        " <publisher>Zed Books</publisher></bibl>",
    ),
    "an article": (
        "Bologna, Sergio 1977. “La tribu delle talpe”. *Primo Maggio* #8, Spring",
        '<bibl xml:id="bologna1977"><author>Bologna, Sergio</author> <date when="1977">1977</date>.'
        ' “<title level="a">La tribu delle talpe</title>”. <title level="j">Primo Maggio</title>'
        ' <biblScope unit="issue">#8</biblScope>, Spring</bibl>',
    ),
    "an article without quotation marks": (
        "Kropotkin, Peter 1882. Expropriation. *Le Revolte*, November 25",
        '<bibl xml:id="kropotkin1882"><author>Kropotkin, Peter</author> <date when="1882">1882'
        '</date>. <title level="a">Expropriation</title>. <title level="j">Le Revolte</title>,'
        " November 25</bibl>",
    ),
    "a part of a book": (
        "Marx, Karl 1845–46. “The German Ideology”. In *Collected Works*, Vol. 5. p. 49. New York,"
        " International Publishers",
        '<bibl xml:id="marx1845"><author>Marx, Karl</author> <date when="1845">1845–46</date>.'
        ' “<title level="a">The German Ideology</title>”. In <title level="m">Collected Works'
        '</title>, <biblScope unit="volume">Vol. 5</biblScope>. <biblScope unit="page">p. 49'
        "</biblScope>. <pubPlace>New York</pubPlace>, <publisher>International Publishers"
        "</publisher></bibl>",
    ),
    "a thesis": (
        "Wright, Steven 1988. *Forcing the Lock?* Ph.D. Dissertation. Monash University, July",
        '<bibl xml:id="wright1988"><author>Wright, Steven</author> <date when="1988">1988</date>.'
        ' <title level="u">Forcing the Lock?</title> Ph.D. Dissertation. Monash University, July'
        "</bibl>",
    ),
    "the date at the end": (
        "Woodcock, George. *Anarchism*. London: Penguin, 1962.",
        '<bibl xml:id="woodcock1962"><author>Woodcock, George</author>. <title level="m">Anarchism'
        "</title>. <pubPlace>London</pubPlace>: <publisher>Penguin</publisher>,"
        ' <date when="1962">1962</date>.</bibl>',
    ),
    "the date in parentheses": (
        "Bey, Hakim (1991), *T.A.Z.*, Brooklyn: Autonomedia",
        '<bibl xml:id="bey1991"><author>Bey, Hakim</author> (<date when="1991">1991</date>),'
        ' <title level="m">T.A.Z.</title>, <pubPlace>Brooklyn</pubPlace>:'
        " <publisher>Autonomedia</publisher></bibl>",
    ),
    "nothing that is certain": (
        "see the archives in Dimitrov",
        '<bibl xml:id="worknd">see the archives in Dimitrov</bibl>',
    ),
}


@pytest.mark.parametrize("entry, made", ENTRIES.values(), ids=list(ENTRIES))
def test_an_entry(entry: str, made: str) -> None:
    root, _ = listed(entry)
    assert xml(root, "bibl") == made  # type: ignore[arg-type]


def test_the_rest_of_the_list_tells_which_is_the_place() -> None:
    root, _ = listed(
        "Negri, Antonio 1979. *Marx oltre Marx*. Milano: Feltrinelli",
        "Negri, Antonio 1982. *Macchina Tempo*. Feltrinelli, Milano",
    )
    assert "<publisher>Feltrinelli</publisher>, <pubPlace>Milano</pubPlace>" in xml(
        root, "bibl[2]"  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_dash_stands_for_the_author_before() -> None:
    root, _ = listed("Kropotkin, P. 1902. *Mutual Aid*.", "—— 1906. *The Conquest of Bread*.",
                     text="(Kropotkin 1906)")  # fmt: skip
    assert '<bibl xml:id="kropotkin1906">—— <date' in xml(root, "bibl[2]")  # type: ignore[arg-type]
    assert 'target="#kropotkin1906"' in xml(root, "p")  # type: ignore[arg-type]


def test_two_works_of_one_year_keep_apart() -> None:
    root, _ = listed(
        "Negri, A. 1979a. *One*.", "Negri, A. 1979b. *Two*.", "Negri, A. 1979b. *Three*."
    )
    ids = [b.get("{http://www.w3.org/XML/1998/namespace}id") for b in root.iter("{*}bibl")]  # type: ignore[attr-defined]
    assert ids == ["negri1979a", "negri1979b", "negri1979b-2"]


FUSED = (
    "Negri, Antonio 1990. *Benetton et Sentier*. Paris. *Quaderni del Territorio* 4/5, 1978."
    " Occupazione Giovanile."
)


class TestAnEntryThatHoldsTwoWorks:
    def test_is_split_when_the_text_cites_the_second_by_itself(self) -> None:
        root, findings = listed(FUSED, text="See (*Quaderni di Territorio* 1978).")
        assert xml(root, "bibl[2]") == (  # type: ignore[arg-type]
            '<bibl xml:id="quaderni1978"><title level="j">Quaderni del Territorio</title>'
            ' <biblScope unit="issue">4/5</biblScope>, <date when="1978">1978</date>.'
            " Occupazione Giovanile.</bibl>"
        )
        assert 'target="#quaderni1978"' in xml(root, "p")  # type: ignore[arg-type]
        assert not findings

    def test_is_only_reported_when_its_form_alone_says_so(self) -> None:
        root, findings = listed(FUSED)
        assert len(list(root.iter("{*}bibl"))) == 1  # type: ignore[attr-defined]
        assert codes(findings) == ["entry-may-hold-two-works"]  # type: ignore[arg-type]

    def test_an_article_with_its_journal_is_one_work(self) -> None:
        _, findings = listed("Marx, K. 1867. “Value”. *Kapital*. *Werke* 23, 1962.")
        assert not findings


def test_a_picture_in_an_entry_is_described() -> None:
    works = Bibliography(((Text("Avrich 1967. "), Image("x.png", "a stamp")),))
    root, _ = encoded(p("a"), back=(Division("bibliography", None, (works,)),))
    assert xml(root, "bibl").endswith("a stamp</bibl>")


@pytest.fixture(scope="module")
def root() -> object:
    raw = (ROOT / "input" / "kropotkin-self-valorization.md").read_text(encoding="utf-8")
    part = raw[raw.index("## References") : raw.index("The Anarchist Library  \n")]
    entries = re.findall(r"^- (.*)$", part, re.MULTILINE)
    assert len(entries) == 48
    return listed(*entries, text="(*Quaderni di Territorio* 1978)")[0]


class TestTheFirstText:
    def test_has_49_entries(self, root: object) -> None:
        assert len(list(root.iter("{*}bibl"))) == 49  # type: ignore[attr-defined]

    def test_has_an_author_or_editor_and_a_date_in_all_but_one(self, root: object) -> None:
        for bibl in root.iter("{*}bibl"):  # type: ignore[attr-defined]
            kinds = {str(part.tag).rpartition("}")[2] for part in bibl}
            assert "date" in kinds
            named = bool(kinds & {"author", "editor"})
            name = bibl.get("{http://www.w3.org/XML/1998/namespace}id")
            assert named or name == "quaderni1978"

    def test_loses_and_adds_no_word(self, root: object) -> None:
        raw = (ROOT / "input" / "kropotkin-self-valorization.md").read_text(encoding="utf-8")
        part = raw[raw.index("## References") : raw.index("The Anarchist Library  \n")]
        words = re.sub(r"^- |\*", "", part.partition("\n")[2], flags=re.MULTILINE).split()
        made = " ".join("".join(b.itertext()) for b in root.iter("{*}bibl"))  # type: ignore[attr-defined]
        assert made.split() == words
