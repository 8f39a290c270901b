"""The blocks of another project's TEI to ours."""

from collections.abc import Callable
from dataclasses import replace

from pipeline.model import (
    PLAIN,
    Bibliography,
    Block,
    Blocks,
    Cell,
    Code,
    Epigraph,
    Figure,
    Image,
    Inlines,
    Item,
    List,
    Ornament,
    Paragraph,
    Quote,
    Signature,
    Span,
    Speech,
    Table,
    Text,
    Verse,
    joined_by_breaks,
    plain,
)
from pipeline.read.assemble import lines_in, of_list
from pipeline.read.divisions import all_lines, nested_blocks
from pipeline.read.tei_inlines import INLINES, WORDS_ONLY, Reading, content_of, inline, typed
from pipeline.read.tei_lines import is_block, paragraph_of, punctuated
from pipeline.xml import Element, name_of, set_of, text_of, words_of


def blocks_of(element: Element, reading: Reading) -> Blocks:
    """Read what an element holds: runs of text as paragraphs, and the blocks between them."""
    made: list[Block] = []
    line: list[Inlines] = [(Text(element.text or ""),)]
    for child in element:
        if is_block(child):
            made += paragraph_of(line, element, reading.lang)
            made += block(child, reading)
            line = [(Text(child.tail or ""),)]
        else:
            line.append(inline(child, reading))
            line.append((Text(child.tail or ""),))
    return joined_verse((*made, *paragraph_of(line, element, reading.lang)))


def block(element: Element, reading: Reading) -> Blocks:
    """Read one block; one we know nothing of gives up its words."""
    kind = name_of(element)
    if kind in BLOCKS:
        return BLOCKS[kind](element, reading)
    if kind in INLINES or kind in WORDS_ONLY:
        return paragraph_of([inline(element, reading)], element, reading.lang)
    if kind and kind != "div":
        reading.unknown[kind] = reading.unknown.get(kind, 0) + 1
    return blocks_of(element, reading)


def _ornament(element: Element, reading: Reading) -> Blocks:
    if element.get("type") == "ornament" or name_of(element) == "milestone":
        return (Ornament(content_of(element, reading) or (Text("* * *"),)),)
    if element.get("type") in {"code", "example"}:
        return _code(element, reading)
    return blocks_of(element, reading)


def _code(element: Element, reading: Reading) -> Blocks:
    text = text_of(element).strip("\n")
    return (Code(text),) if text.strip() else ()


def _stanza(element: Element, reading: Reading) -> Blocks:
    """Read verse: a stanza, or stanzas in one; what is no line of it stands before it."""
    around: list[Block] = []
    stanzas: list[tuple[Inlines, ...]] = []
    lines: list[Inlines] = []
    for child in element:
        if name_of(child) == "l":
            lines.append(typed(child, content_of(child, reading)))
        elif name_of(child) == "lg":
            stanzas, lines = [*stanzas, tuple(lines)], []
            for inner in _stanza(child, reading):
                if isinstance(inner, Verse):
                    stanzas += inner.stanzas
                else:
                    stanzas.append(tuple(lines_in((inner,))))
        else:
            around += _either(child, reading)
    full = tuple(stanza for stanza in (*stanzas, tuple(lines)) if any(stanza))
    return (*around, Verse(full)) if full else tuple(around)


def _either(child: Element, reading: Reading) -> Blocks:
    return (
        block(child, reading)
        if is_block(child)
        else paragraph_of([inline(child, reading)], child, reading.lang)
    )


def _list(element: Element, reading: Reading) -> Blocks:
    before: list[Block] = []
    items: list[Item] = []
    label: Inlines = ()
    for child in element:
        if name_of(child) == "label":
            label = content_of(child, reading)
        elif name_of(child) == "castGroup":
            items.append(Item(nested_blocks(_list(child, reading)), label))
            label = ()
        elif name_of(child) in {"item", "castItem"}:
            items.append(Item(nested_blocks(blocks_of(child, reading)), label))
            label = ()
        else:
            before += _either(child, reading)
    if label:
        items.append(Item((), label))
    said = f"{element.get('rend', '')} {element.get('type', '')}"
    marks = [item.get("n", "") for item in element.findall("{*}item")]
    if any(item.label for item in items):
        read = of_list([_words(item.label) for item in items], "")
        items = [replace(item, label=()) for item in items] if read else items
    else:
        read = of_list(marks, said)
    start, numbering = read or (1, PLAIN)
    made = List(tuple(items), read is not None, start, numbering=numbering)
    return (*before, made) if items else tuple(before)


def _words(line: Inlines) -> str:
    """Give the words of a line that is nothing but words."""
    return plain(line).strip() if all(isinstance(inline, Text) for inline in line) else "?"


def _bibliography(element: Element, reading: Reading) -> Blocks:
    before: list[Block] = []
    entries: list[Inlines] = []
    for child in element:
        if name_of(child) in {"bibl", "biblStruct", "biblFull"}:
            entries.append(content_of(punctuated(child), reading))
        elif name_of(child) == "listBibl":
            entries += lines_in(_bibliography(child, reading))
        else:
            before += block(child, reading)
    full = tuple(entry for entry in entries if entry)
    return (*before, Bibliography(full)) if full else tuple(before)


def _table(element: Element, reading: Reading) -> Blocks:
    caption: Inlines = ()
    rows: list[tuple[Cell, ...]] = []
    around: list[Block] = []
    for child in element:
        if name_of(child) == "head":
            caption = content_of(child, reading)
        elif name_of(child) == "row":
            rows.append(tuple(_cell(cell, child, reading) for cell in child))
        else:
            around += _either(child, reading)
    filled = tuple(row for row in rows if row)
    return (Table(filled, caption), *around) if filled else tuple(around)


def _cell(element: Element, row: Element, reading: Reading) -> Cell:
    header = "label" in {element.get("role"), row.get("role")}
    lines = tuple(lines_in(blocks_of(element, reading)))
    return Cell(joined_by_breaks(lines), header, _span(element, "cols"), _span(element, "rows"))


def _span(element: Element, attribute: str) -> int:
    value = element.get(attribute, "1")
    return max(1, min(int(value), 100)) if value.isdecimal() and len(value) < 4 else 1


def _figure(element: Element, reading: Reading) -> Blocks:
    graphic = element.find("{*}graphic")
    address = graphic.get("url", "") if graphic is not None else ""
    described = element.find("{*}figDesc")
    alt = words_of(described) if described is not None else ""
    head = element.find("{*}head")
    caption = content_of(head, reading) if head is not None else ()
    shown = {"graphic", "figDesc", "head"} if graphic is not None else {"graphic"}
    rest: list[Block] = []
    for child in element:
        if name_of(child) not in shown:
            rest += _either(child, reading)
    if graphic is None:
        return tuple(rest)
    image = Image(address.rsplit("/", 1)[-1] or "picture", alt)
    return (Figure(image, caption), *rest)


def _quote(element: Element, reading: Reading) -> Blocks:
    inner = nested_blocks(blocks_of(element, reading))
    return (Quote(inner),) if inner else ()


def _epigraph(element: Element, reading: Reading) -> Blocks:
    inner = nested_blocks(blocks_of(element, reading))
    whole = inner[0].blocks if len(inner) == 1 and isinstance(inner[0], Quote) else inner
    return (Epigraph(whole),) if whole else ()


def _speech(element: Element, reading: Reading) -> Blocks:
    speaker: Inlines = ()
    spoken: list[Block] = []
    for child in element:
        if name_of(child) == "speaker" and not speaker:
            speaker = content_of(child, reading)
        else:
            spoken += _either(child, reading)
    said = nested_blocks(joined_verse(tuple(spoken)))
    return (Speech(speaker, said),) if speaker else said


def joined_verse(blocks: Blocks) -> Blocks:
    """Put lines of verse that stand one by one into one stanza."""
    made: list[Block] = []
    for item in blocks:
        before = made[-1] if made else None
        if isinstance(item, Verse) and isinstance(before, Verse) and len(item.stanzas) == 1:
            made[-1] = Verse((*before.stanzas[:-1], (*before.stanzas[-1], *item.stanzas[0])))
        else:
            made.append(item)
    return tuple(made)


def _line_of_verse(element: Element, reading: Reading) -> Blocks:
    content = typed(element, content_of(element, reading))
    return (Verse(((content,),)),) if content else ()


def _set_in(kind: str) -> Callable[[Element, Reading], Blocks]:
    def handle(element: Element, reading: Reading) -> Blocks:
        content = content_of(element, reading)
        return (Paragraph((Span(kind, content),)),) if content else ()

    return handle


def _closer(element: Element, reading: Reading) -> Blocks:
    lines = all_lines(blocks_of(element, reading))
    return (Signature(lines),) if lines else ()


BLOCKS: dict[str, Callable[[Element, Reading], Blocks]] = {
    **dict.fromkeys(set_of("ab milestone"), _ornament), "eg": _code,
    "lg": _stanza, "l": _line_of_verse, **dict.fromkeys(set_of("list castList"), _list),
    "listBibl": _bibliography, "table": _table, "figure": _figure,
    **dict.fromkeys(set_of("quote q cit floatingText"), _quote), "epigraph": _epigraph,
    "sp": _speech, "stage": _set_in("italic"),
    **dict.fromkeys(set_of("closer signed dateline"), _closer),
    **dict.fromkeys(set_of("head label"), _set_in("bold")),
    **dict.fromkeys(set_of(
        "p said opener salute postscript trailer argument byline address titlePart docTitle "
        "docAuthor docDate docImprint docEdition imprimatur div body front back set castItem "
        "castGroup"
    ), blocks_of),
}  # fmt: skip
"""What each block of TEI becomes."""
