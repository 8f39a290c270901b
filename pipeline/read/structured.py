"""Structured formats to a Document, through pandoc: muse, HTML, Word, ODT, EPUB, Markdown.

These come from people, not from an extractor: their markup is trusted for structure, not for
safety. What pandoc reads wrongly is mended before (``muse_body``, ``linked_notes``, ``package``)
or after (here); nothing of the words is dropped without a finding.
"""

import re
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

from pipeline.errors import InputError
from pipeline.headings import TRAILING, arranged
from pipeline.language import language_tag
from pipeline.model import Blocks, Colophon, Document, Heading, Inlines, Metadata, Paragraph, plain
from pipeline.read.assemble import Apparatus, lines_in, witness
from pipeline.read.divisions import FRONT, divisions, fitted_note, renumber
from pipeline.read.html import Facts, plain_html
from pipeline.read.linked_notes import link_notes, words_in
from pipeline.read.muse import head_of, muse_colophon, muse_metadata, split_directives
from pipeline.read.muse_body import prepare_body
from pipeline.read.office import PARTS, plain_office
from pipeline.read.package import one_page, open_package, package_metadata
from pipeline.read.pandoc import Json, read_with_pandoc
from pipeline.read.pandoc_ast import blocks
from pipeline.read.pandoc_context import Context
from pipeline.read.pandoc_inlines import inlines
from pipeline.read.places import mark_places
from pipeline.read.text import LIMIT, read_text
from pipeline.report import Finding

STRUCTURED: dict[str, str] = {
    ".muse": "muse", ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx+styles",
    ".odt": "odt", ".epub": "html",
    ".md": "markdown-tex_math_dollars-raw_tex-raw_attribute-latex_macros",
    ".markdown": "markdown-tex_math_dollars-raw_tex-raw_attribute-latex_macros",
}  # fmt: skip
"""Suffix to the reader of pandoc that reads it; in human Markdown a ``$`` is money."""

PACKAGES = frozenset({".docx", ".odt", ".epub"})
"""The formats that are zip packages."""

_BY = re.compile(r"^(?:by|von|par|de|di|por|av|door)\s+", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_structured(data: bytes, suffix: str, file: str) -> tuple[Document, list[Finding]]:
    """Read a structured file into a Document.

    ``suffix`` is a key of STRUCTURED, in lower case and with its dot; ``file`` names the file in
    messages and, by its stem, the editions. Raises InputError when it is empty, too large, not
    what its suffix says, holds no words, or is more than pandoc can bear.
    """
    if not data or len(data) > LIMIT:
        size = "the file is empty" if not data else f"too large: {len(data):,} bytes"
        raise InputError(size, where=file)
    if suffix == ".muse":
        return _read_muse(data, file)
    package = open_package(data, file) if suffix in PACKAGES else None
    given, findings, facts = _plain(data, suffix, file, package)
    tree = read_with_pandoc(given, STRUCTURED[suffix], suffix, file)
    known = _metadata(tree["meta"])
    if package:
        known = package_metadata(package, suffix, known)
    known = _checked(replace(known, **facts), words_in(tree["blocks"]))
    context = Context(Apparatus(), known.lang, suffix[1:], blocks)
    context.apparatus.findings += findings
    tree["blocks"] = link_notes(tree["blocks"])
    context.wanted = mark_places(tree["blocks"])
    known, text = _without_title(blocks(tree["blocks"], context), known)
    return _document(data, file, known, text, Colophon(tuple(context.colophon)), context)


def _plain(
    data: bytes, suffix: str, file: str, package: ZipFile | None
) -> tuple[bytes, list[Finding], Facts]:
    """Mend what pandoc reads wrongly, format by format, and read a title block on the way."""
    if package and suffix in PARTS:
        return (*plain_office(package, suffix), {})
    text, findings = one_page(package, file) if package else (read_text(data, file).text, [])
    if STRUCTURED[suffix] != "html":
        return text.encode(), findings, {}
    page, more, facts = plain_html(text, file)
    return page, [*findings, *more], {} if package else facts


def _read_muse(data: bytes, file: str) -> tuple[Document, list[Finding]]:
    raw, rest, findings = split_directives(read_text(data, file).text.expandtabs(4))
    body = prepare_body(rest)
    tree = read_with_pandoc(f"{head_of(raw)}\n{body.text}".encode(), "muse", ".muse", file)
    lang = language_tag(raw.get("lang", ""), words_in(tree["blocks"]))
    context = Context(Apparatus(), lang, "muse", blocks, body.labels)
    context.wanted = mark_places(tree["blocks"])
    text = blocks(tree["blocks"], context)
    read = {name: _meta_inlines(value, context) for name, value in tree["meta"].items()}
    known = _checked(muse_metadata(raw, read), words_in(tree["blocks"]))
    document, more = _document(data, file, known, text, muse_colophon(read), context)
    return document, [*findings, *body.findings, *more]


def _document(
    data: bytes, file: str, known: Metadata, text: Blocks, colophon: Colophon, context: Context
) -> tuple[Document, list[Finding]]:
    notes = {key: fitted_note(note) for key, note in context.apparatus.notes.items()}
    of_notes = tuple(block for note in notes.values() for block in note.blocks)
    if not any(plain(line).strip() for line in lines_in(text)):
        raise InputError("holds no words", where=file)
    if not known.title:
        context.apparatus.findings.append(Finding("no-title", "the file names no title"))
    front, body, back = (renumber(part) for part in arranged(divisions(text), FRONT, TRAILING))
    held = (*text, *of_notes)
    facts = witness(data, file, context.dialect, held, tuple(context.pages))
    document = Document(known, facts, front, body, back, notes, colophon)
    return document, context.apparatus.report()


# ----------------------------------------------------------------- metadata


def _meta_inlines(value: Json, context: Context) -> Inlines:
    if value["t"] == "MetaInlines":
        return inlines(value["c"], context)
    return ()


def _meta_words(value: Any) -> list[str]:
    """Give the words of a metadata value of any kind, one string for each of its parts."""
    context = Context(Apparatus(), "en", "", blocks)
    match value["t"]:
        case "MetaInlines":
            return [plain(inlines(value["c"], context))]
        case "MetaBlocks":
            return [" ".join(plain(line) for line in lines_in(blocks(value["c"], context)))]
        case "MetaString":
            return [context.characters(value["c"])]
        case "MetaList":
            return [words for inner in value["c"] for words in _meta_words(inner)]
        case "MetaMap":
            named = value["c"].get("name") or value["c"].get("text")
            return _meta_words(named) if named else []
        case _:
            return []


def _metadata(meta: Json) -> Metadata:
    words = {name: [w for w in _meta_words(value) if w] for name, value in meta.items()}
    first = {name: found[0] for name, found in words.items() if found}
    return Metadata(
        title=first.get("title", ""),
        subtitle=first.get("subtitle", ""),
        authors=tuple(words.get("author", ()) or words.get("creator", ())),
        date=first.get("date", first.get("dcterms.date", "")),
        lang=first.get("lang", first.get("language", "")),
        rights=first.get("rights", ""),
        source_statement=first.get("source", ""),
        notes=first.get("notes", ""),
        translators=tuple(words.get("translator", ())),
        keywords=tuple(words.get("keywords", ())),
        published=first.get("published", ""),
    )


def _checked(known: Metadata, words: str) -> Metadata:
    """Give the text its language; keep the date of the edition only if it is an ISO date."""
    dated = _ISO_DATE.fullmatch(known.published)
    return replace(
        known, lang=language_tag(known.lang, words), published=known.published if dated else ""
    )


def _without_title(text: Blocks, known: Metadata) -> tuple[Metadata, Blocks]:
    """Take the lines of the title page, which is made anew, from the head of the text.

    A lone heading of the highest level that opens the text is its title.
    """
    tops = [block.level for block in text if isinstance(block, Heading)]
    first = text[0] if text else None
    alone = isinstance(first, Heading) and tops.count(min(tops)) == 1 and first.level == min(tops)
    if isinstance(first, Heading) and alone:
        words = plain(first.content)
        if words in known.title or (not known.title and len(text) > 1):
            known, text = replace(known, title=words), text[1:]
    printed = {known.title, known.subtitle, known.date, *known.authors} - {""}
    while text and isinstance(text[0], Paragraph | Heading):
        line = _BY.sub("", plain(text[0].content)).rstrip(".") if known.authors else ""
        line = line if line in printed else plain(text[0].content)
        if line not in printed:
            break
        printed.discard(line)
        text = text[1:]
    return known, text
