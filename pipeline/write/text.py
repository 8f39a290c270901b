"""A TEI tree to plain text: UTF-8, NFC, 72 columns, notes gathered, the colophon as printed."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.model import Tei
from pipeline.write.book import Book, read_book, title_page
from pipeline.write.labels import labels
from pipeline.write.notes import notes_in
from pipeline.write.render import elements, identifier, is_shown
from pipeline.write.text_blocks import UNBROKEN, blocks_of, flow, note, plain, underline
from pipeline.write.text_inline import Context
from pipeline.write.text_wrap import WIDTH, stack, wrap
from pipeline.xml import TEI, Element, name_of


def write_text(tei: Tei, styles: Path) -> bytes:
    """Write the text as a person reads it in a terminal or a mail.

    Lines end in LF and break at 72 display columns, never inside a word. Notes are gathered
    before the reference list under running numbers, or under the printed ones where no two are
    the same. The colophon comes last, line by line as printed. ``styles`` is not used: plain text
    has none.
    """
    root = tei.getroot()
    book = read_book(tei)
    context = Context(_marks(root), labels(book.lang))
    blocks = [_head(title_page(tei), book, context)]
    for part in root.iterfind(f"{TEI}text/*"):
        nodes = [node for node in elements(part) if name_of(node) != "titlePage"]
        blocks += _back(nodes, root, context) if name_of(part) == "back" else blocks_of(
            nodes, context, WIDTH)  # fmt: skip
    if root.find(f"{TEI}text/{TEI}back") is None:
        blocks += _back([], root, context)
    lines = [text.rstrip() for text in stack(blocks)]
    return (unicodedata.normalize("NFC", "\n".join(lines).strip("\n")) + "\n").encode()


def _marks(root: Element) -> Mapping[str, str]:
    """Give each note its mark: printed if that tells them apart, else a running number."""
    shown = [
        note for note in root.iterfind(f"{TEI}text//{TEI}note")
        if all(is_shown(above) for above in note.iterancestors(f"{TEI}div"))
    ]  # fmt: skip
    printed = [str(note.get("n") or "") for note in shown]
    unique = all(printed) and len(set(printed)) == len(printed)
    return {
        identifier(note): mark if unique else str(index)
        for index, (note, mark) in enumerate(zip(shown, printed, strict=True), 1)
    }


def _head(page: Element | None, book: Book, context: Context) -> list[str]:
    """Set title, author and date, as the title page has them, and what a catalogue asks."""
    titled = page is not None and page.find(f"{TEI}docTitle") is not None
    blocks = [] if titled else [underline(wrap(book.title, WIDTH), 1)]
    if page is not None:
        blocks += [block for node in elements(page) for block in _title_block(node, context)]
    else:
        blocks += [[author.display] for author in book.authors]
    facts = [f"{context.words.language}: {book.lang}"]
    facts += [f"{context.words.identifier}: {book.identifier}"] if book.identifier else []
    return stack([*blocks, facts])


def _title_block(node: Element, context: Context) -> Iterator[list[str]]:
    if name_of(node) != "docTitle":
        yield from blocks_of([node], context, WIDTH)
        return
    for index, part in enumerate(elements(node)):
        lines = plain(part, context, WIDTH)
        yield lines if index else underline(lines, 1)


def _back(nodes: list[Element], root: Element, context: Context) -> list[list[str]]:
    """Set the back with the notes before the reference list, and the colophon at the very end."""
    colophons = [node for node in nodes if node.get("type") == "colophon"]
    apparatus = [node for node in nodes if node.get("type") == "notes"]
    rest = [node for node in nodes if node not in colophons and node not in apparatus]
    kinds = [node.get("type") for node in rest]
    place = kinds.index("bibliography") if "bibliography" in kinds else len(rest)
    return [
        *blocks_of(rest[:place], context, WIDTH),
        _notes(root, apparatus, context),
        *blocks_of(rest[place:], context, WIDTH),
        *(_colophon(node, context) for node in colophons),
    ]


def _notes(root: Element, apparatus: list[Element], context: Context) -> list[str]:
    """Gather the notes of the whole work; those that nothing refers to come last."""
    loose = [block for node in apparatus for block in flow(node, context, WIDTH)]
    text = root.find(f"{TEI}text")
    marked = [note(node, context, WIDTH) for node in notes_in(root if text is None else text)]
    if not marked and not loose:
        return []
    named = any(node.find(f"{TEI}head") is not None for node in apparatus)
    heading = loose.pop(0) if named else underline([context.words.notes], 1)
    return ["", "", "", *stack([heading, *marked, *loose])]


def _colophon(node: Element, context: Context) -> list[str]:
    printed = Context(context.marks, context.words, links=False)
    return ["", "", "", "-" * WIDTH, "", *plain(node, printed, UNBROKEN)]
