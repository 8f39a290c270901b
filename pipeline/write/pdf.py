"""A TEI tree to a book for print: A5, PDF/A-3a and PDF/UA-1 in one file, the TEI attached."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pipeline.model import Tei
from pipeline.resources import style_file
from pipeline.write import pdf_finish, pdf_lines, pdf_reading, pdf_tags
from pipeline.write.book import Book, Entry, as_filed, outline, read_book
from pipeline.write.labels import Labels, labels
from pipeline.write.notes import has_mark, note_label
from pipeline.write.pdf_engine import engine, set_pages
from pipeline.write.pdf_page import page_of
from pipeline.write.render import identifier
from pipeline.xml import TEI, XML_ID, text_of, words_of

MEDIA_TYPE = "application/tei+xml"


def write_pdf(tei: Tei, styles: Path) -> bytes:
    """Set the book in type.

    ``styles`` holds ``print.css`` and ``fonts.conf``. The TEI itself travels inside the file as
    its source (ISO 19005-3, associated files). Every date is the header's; the file's identifier
    is made from its content.

    Raises MissingTool when Pango or the text face is not installed, ConfigError when a style is
    missing.
    """
    sheet = style_file(styles, "print.css")
    weasyprint = engine(styles / "fonts.conf")
    book = read_book(tei)

    def finish(document: Any, pdf: Any) -> None:
        pdf_finish.claim(pdf, book.lang, book.identifier, book.rights)
        pdf_finish.attach(pdf, MEDIA_TYPE)
        pdf_finish.number_pages(pdf)
        pdf_finish.describe_links(pdf, _descriptions(tei, labels(book.lang)))
        tree = pdf_tags.tree_of(pdf)
        pdf_reading.order(document, pdf, tree, book.lang)
        pdf_reading.one_link_each(pdf, tree)
        pdf_tags.retag(tree)
        pdf_tags.wrap_items(pdf, tree)
        pdf_lines.name_characters(pdf, text_of(tei.getroot()))
        pdf_finish.pack(pdf)

    return set_pages(
        weasyprint, page_of(tei, book), sheet.read_text("utf-8"), finish,
        attachments=[_source(weasyprint, tei, book)],
    )  # fmt: skip


def _source(weasyprint: Any, tei: Tei, book: Book) -> Any:
    name = str(tei.getroot().get(XML_ID) or "text")
    when = datetime.fromisoformat(book.day)
    return weasyprint.Attachment(
        file_obj=BytesIO(as_filed(tei)), name=f"{name}.tei.xml", created=when, modified=when,
        relationship="Source", description="TEI P5 source of this edition",
    )  # fmt: skip


def _descriptions(tei: Tei, words: Labels) -> dict[str, str]:
    """Say for each id what a link to it leads to."""
    found: dict[str, str] = {}
    for node in tei.getroot().iterfind(f"{TEI}text//{TEI}note"):
        if has_mark(node):
            mark = f"{words.notes} {note_label(node)}"
            found |= {identifier(node): mark, f"{identifier(node)}.ref": words.back}
    for node in tei.getroot().iterfind(f"{TEI}text//{TEI}bibl"):
        found[identifier(node)] = words_of(node)
    return found | dict(_titles(outline(tei, words)))


def _titles(entries: tuple[Entry, ...]) -> list[tuple[str, str]]:
    return [
        pair for entry in entries
        for pair in ((entry.id, entry.label), *_titles(entry.children))
    ]  # fmt: skip
