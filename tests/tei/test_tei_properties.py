"""Whatever Document a parser may give: it is encoded, it is valid, no word is lost or added."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.model import (
    Bibliography,
    Block,
    Cell,
    Code,
    Colophon,
    ColophonBlock,
    Contents,
    ContentsEntry,
    Division,
    Document,
    Emendation,
    Epigraph,
    Figure,
    Heading,
    Image,
    Inlines,
    Item,
    LineBreak,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Span,
    Speech,
    Table,
    Text,
    Verse,
    Witness,
)
from pipeline.tei import encode, read_tei, serialise, validate

WORDS = st.sampled_from(
    [
        "bread ",
        "Kropotkin 1902 ",
        "(Negri 1979, 1980) ",
        "<b>",
        " & ",
        "“so” ",
        "é",
        " ",
        "Vol. 5. ",
    ]
)
TEXT = st.one_of(WORDS, st.text(max_size=6)).map(Text)
PAGES = st.sampled_from(["", "1", "2", "3", "xii", "<", " 4 "])
NOTES = st.sampled_from(["fn1", "fn2", "fn3", "no such"])
LEAVES = st.one_of(
    TEXT, TEXT, st.builds(NoteRef, NOTES), st.builds(PageBreak, PAGES, st.booleans()),
    st.just(LineBreak()), st.builds(Image, st.text(max_size=6), st.sampled_from(["", "alt"])),
)  # fmt: skip
KINDS = st.sampled_from(
    [
        "italic",
        "bold",
        "superscript",
        "subscript",
        "smallcaps",
        "underline",
        "strike",
        "code",
        "foreign",
        "title",
        "odd",
    ]
)


def spans(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inlines]:
    one = st.one_of(
        LEAVES,
        st.builds(Span, KINDS, inner, st.sampled_from(["", "fr", "not a tag"])),
        st.builds(Link, st.sampled_from(["http://a.org/ä", "javascript:x", "", "//["]), inner),
        st.builds(Emendation, st.text(max_size=4), inner, st.sampled_from(["sure"])),
    )
    return st.lists(one, max_size=4).map(tuple)


INLINES = st.recursive(st.lists(LEAVES, max_size=4).map(tuple), spans, max_leaves=6)
LINES = st.lists(INLINES, max_size=3).map(tuple)
HEADING = st.builds(Heading, st.integers(1, 3), INLINES)
FLAT: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES), st.builds(Paragraph, INLINES), HEADING,
    st.builds(Verse, st.lists(LINES, max_size=2).map(tuple)), st.builds(Ornament, INLINES),
    st.builds(Figure, st.builds(Image, st.text(max_size=4), st.text(max_size=4)), INLINES),
    st.builds(Code, st.text(max_size=9)), st.builds(Signature, LINES),
    st.builds(Bibliography, LINES),
    st.builds(Contents, st.lists(st.builds(ContentsEntry, INLINES, PAGES), max_size=2).map(tuple)),
    st.builds(Table, st.lists(st.lists(st.builds(Cell, INLINES, st.booleans(), st.integers(0, 2)),
                                       max_size=2).map(tuple), max_size=2).map(tuple), INLINES),
)  # fmt: skip


def nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(Item, blocks, st.one_of(st.just(()), INLINES)), max_size=3)
    return st.one_of(
        st.builds(Quote, blocks), st.builds(Epigraph, blocks), st.builds(Speech, INLINES, blocks),
        st.builds(List, items.map(tuple), st.booleans(), st.integers(0, 9)),
    )  # fmt: skip


BLOCKS = st.lists(st.recursive(FLAT, nested, max_leaves=5), max_size=4).map(tuple)
DIVISIONS = st.recursive(
    st.lists(
        st.builds(
            Division,
            st.sampled_from(["contents", "abstract", "chapter", "notes", "odd"]),
            st.one_of(st.none(), HEADING),
            BLOCKS,
        ),
        max_size=2,
    ).map(tuple),
    lambda inner: st.lists(
        st.builds(Division, st.just("part"), st.one_of(st.none(), HEADING), BLOCKS, inner),
        max_size=2,
    ).map(tuple),
    max_leaves=3,
)
DOCUMENTS = st.builds(
    Document,
    st.builds(Metadata, title=st.text(max_size=9), authors=st.lists(st.text(max_size=9)).map(tuple),
              date=st.sampled_from(["", "1920", "May 1, 1920", "x"]), notes=st.text(max_size=9),
              lang=st.sampled_from(["en", "", "zz-?"]), source_address=st.text(max_size=9),
              keywords=st.sampled_from([(), ("bread",)])),
    st.just(Witness("a-text", "a.md", "", 0, "")),
    DIVISIONS, DIVISIONS, DIVISIONS,
    st.lists(BLOCKS, max_size=3).map(
        lambda each: {f"fn{n}": Note("", b) for n, b in enumerate(each, 1)}
    ),
    st.builds(Colophon, st.lists(st.builds(ColophonBlock, st.sampled_from(["statement", "odd"]),
                                           LINES), max_size=2).map(tuple)),
)  # fmt: skip


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text))


@given(DOCUMENTS)
def test_every_document_becomes_valid_tei(document: Document) -> None:
    tree, _ = encode(document)
    tei = validate(tree)
    assert serialise(tei) == serialise(tree)
    assert serialise(read_tei(serialise(tei))) == serialise(tei)


def characters(value: object) -> str:
    """Give all that a reader would read of a part of the model, without knowing its kinds."""
    if isinstance(value, Text | Code):
        return value.text
    if isinstance(value, Emendation):
        return value.before + characters(value.after)
    if isinstance(value, Image):
        return value.alt
    if isinstance(value, ContentsEntry):
        return characters(value.content) + value.page
    if isinstance(value, tuple):
        return "".join(map(characters, value))
    fields = [name for name in getattr(value, "__slots__", ()) if name not in ("kind", "lang")]
    return "".join(
        characters(getattr(value, name)) for name in fields
        if isinstance(getattr(value, name), tuple | Heading | Image)
    )  # fmt: skip


@given(DOCUMENTS)
def test_no_letter_is_lost_and_none_is_added(document: Document) -> None:
    tree, _ = encode(document)
    text = tree.getroot().find("{*}text")
    assert text is not None
    for part in [*text.iter("{*}titlePage"), *text.iter("{*}ref")]:
        if part.tag.endswith("titlePage") or part.get("type") == "noteAnchor":
            tail, part.tail = part.tail, ""
            part.clear()
            part.tail = tail
    made = "".join(str(piece) for piece in text.itertext())
    held = (document.front, document.body, document.back, tuple(document.notes.values()))
    assert words(made) == words(characters(held) + characters(document.colophon.blocks))


@given(st.lists(INLINES, min_size=1, max_size=3))
def test_a_reference_list_keeps_every_letter_of_its_entries(entries: list[Inlines]) -> None:
    works = Bibliography(tuple(entries))
    made = Document(Metadata(title="x"), Witness("a", "", "", 0, ""), (), (),
                    (Division("bibliography", None, (works,)),), {})  # fmt: skip
    root = validate(encode(made)[0]).getroot()
    text = "".join("".join(map(str, bibl.itertext())) for bibl in root.iter("{*}text//{*}bibl"))
    text = "".join("".join(map(str, b.itertext())) for b in root.findall(".//{*}text//{*}bibl"))
    assert words(text) == words(characters(tuple(entries)))


def test_the_letters_are_counted_right() -> None:
    quote = Quote((Paragraph((Text("a"), Span("italic", (Text("b"),)))), Code("c")))
    assert characters((quote, Heading(1, (Text("d"),)))) == "abcd"
    assert etree.LXML_VERSION
