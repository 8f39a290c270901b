"""Packages: what an .odt or .epub says of itself, and the documents of an EPUB as one web page.

Pandoc turns the authors of an EPUB round and reads nothing of an ODT's metadata, so both are read
from the package here. The notes of an EPUB stand in other documents than their marks, so every id
gets the number of its document, and every link within the book leads to such an id: what reads a
page then reads a book.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag

from lxml import etree

from pipeline.errors import InputError
from pipeline.model import Metadata
from pipeline.read.assemble import clean_characters
from pipeline.read.text import LIMIT
from pipeline.report import Finding
from pipeline.xml import Element, name_of, parsed, parsed_html, words_of

UNPACKED = 512 * 1024 * 1024
"""What a package may unpack to; more is a bomb."""

RATIO = 200
"""No honest package is packed tighter than this, as a whole."""

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TITLE_STYLES = frozenset({"Title", "Subtitle", "Author", "Date"})
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


def open_package(data: bytes, file: str) -> zipfile.ZipFile:
    """Open a zip package; raises InputError when it is none, is damaged or is a bomb."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        size = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as reason:
        cure = "get the file again; or, if it is text, give it the suffix .txt"
        raise InputError(f"not a readable package: {reason}", where=file, cure=cure) from None
    if size > UNPACKED or size > RATIO * len(data) + 1024 * 1024:
        raise InputError(f"refused: it would unpack to {size:,} bytes", where=file)
    return package


def package_metadata(package: zipfile.ZipFile, suffix: str, known: Metadata) -> Metadata:
    """Add what the package says of itself to what pandoc read; the text itself goes first."""
    if suffix == ".odt":
        known = _from_styles(parsed(entry(package, "content.xml")), known)
        tree = parsed(entry(package, "meta.xml"))
        return _from_odt(tree, known) if tree is not None else known
    if suffix == ".epub":
        found = package_document(package)
        return _from_opf(found[1], known) if found else known
    return known


def _words(tree: Element, name: str) -> Iterator[str]:
    for element in tree.iter(name):
        text = clean_characters(words_of(element))
        if text:
            yield text


def _from_styles(tree: Element | None, known: Metadata) -> Metadata:
    """Read the title page of an ODT by the styles of its paragraphs, as pandoc does for Word."""
    lines: dict[str, list[str]] = {}
    for element in tree.iter(f"{TEXT}p", f"{TEXT}h") if tree is not None else ():
        style = element.get(f"{TEXT}style-name", "")
        if style in TITLE_STYLES:
            words = clean_characters(words_of(element))
            lines.setdefault(style, []).append(words)
    return replace(
        known,
        title=" ".join(lines.get("Title", ())) or known.title,
        subtitle=" ".join(lines.get("Subtitle", ())) or known.subtitle,
        authors=tuple(lines.get("Author", ())) or known.authors,
        date=" ".join(lines.get("Date", ())) or known.date,
    )


def _from_odt(tree: Element, known: Metadata) -> Metadata:
    creators = tuple(_words(tree, f"{META}initial-creator")) or tuple(_words(tree, f"{DC}creator"))
    return replace(
        known,
        title=known.title or next(_words(tree, f"{DC}title"), ""),
        authors=known.authors or tuple(n.strip() for c in creators for n in c.split(";")),
        lang=next(_words(tree, f"{DC}language"), "") or known.lang,
        keywords=known.keywords or tuple(_words(tree, f"{META}keyword")),
    )


def _from_opf(tree: Element, known: Metadata) -> Metadata:
    roles = _refinements(tree, "role")
    by_role: dict[str, list[str]] = {}
    for element in tree.iter(f"{DC}creator", f"{DC}contributor"):
        name = clean_characters(words_of(element))
        usual = "aut" if element.tag == f"{DC}creator" else "ctb"
        role = element.get(f"{OPF}role") or roles.get(f"#{element.get('id')}") or usual
        by_role.setdefault(role, []).append(name)
    titles = _titles(tree)
    return replace(
        known,
        title=titles.get("main", known.title),
        subtitle=titles.get("subtitle", known.subtitle),
        date=next(_words(tree, f"{DC}date"), "").removesuffix("T00:00:00Z"),
        lang=next(_words(tree, f"{DC}language"), ""),
        authors=tuple(by_role.get("aut", ())) or known.authors,
        translators=tuple(by_role.get("trl", ())),
        keywords=tuple(_words(tree, f"{DC}subject")),
        rights=next(_words(tree, f"{DC}rights"), known.rights),
    )


def _titles(tree: Element) -> dict[str, str]:
    """Give the titles of an EPUB by their kind; of titles that name none the first is the main."""
    kinds = _refinements(tree, "title-type")
    found: dict[str, str] = {}
    for element in tree.iter(f"{DC}title"):
        words = clean_characters(words_of(element))
        found.setdefault(kinds.get(f"#{element.get('id')}", "main"), words)
    return found


def _refinements(tree: Element, kind: str) -> dict[str, str]:
    return {
        element.get("refines", ""): (element.text or "").strip()
        for element in tree.iter(f"{OPF}meta")
        if element.get("property") == kind
    }


CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
NO_COPY = "give a copy without copy protection"
NAME = re.compile(r"[A-Za-z][\w-]*")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.IGNORECASE)


def one_page(package: zipfile.ZipFile, file: str) -> tuple[str, list[Finding]]:
    """Give the text of an EPUB as one page of HTML, and what there is to say of it.

    Raises InputError when it names no document, or one that is encrypted.
    """
    opf = package_document(package)
    if opf is None:
        raise InputError(
            "an EPUB without a package document", where=file, cure="open it in Calibre, save it"
        )
    base, tree = opf
    names, findings = _spine(tree, base, package)
    locked = set(_encrypted(package)).intersection(names)
    if locked:
        raise InputError(f"encrypted: {min(locked)}", where=file, cure=NO_COPY)
    numbers = {name: at for at, name in enumerate(names, 1)}
    page = etree.Element("html")
    body = etree.SubElement(page, "body")
    for name in names:
        part = _parse(entry(package, name))
        if part is not None:
            _number(part, name, numbers)
            body.append(_division(part, numbers[name]))
    return etree.tostring(page, encoding="unicode", method="html"), findings


def package_document(package: zipfile.ZipFile) -> tuple[str, Element] | None:
    """Find the package document of an EPUB: the folder it stands in, and its tree."""
    container = parsed(entry(package, CONTAINER))
    named = [
        element.get("full-path", "")
        for element in (container.iter("{*}rootfile") if container is not None else ())
    ]
    others = sorted(name for name in package.namelist() if name.lower().endswith(".opf"))
    for name in (*named, *others):
        tree = parsed(entry(package, name))
        if tree is not None:
            return dirname(name), tree
    return None


def _spine(tree: Element, base: str, package: zipfile.ZipFile) -> tuple[list[str], list[Finding]]:
    """Name the documents in their order; without a spine, all that the package lists."""
    items = {item.get("id", ""): item for item in tree.iter("{*}item")}
    order = [items[ref.get("idref", "")] for ref in tree.iter("{*}itemref")
             if ref.get("idref", "") in items]  # fmt: skip
    pages = [item for item in items.values() if item.get("media-type") in PAGES]
    held = set(package.namelist())
    found = list(dict.fromkeys(
        name for item in order or pages if "nav" not in item.get("properties", "").split()
        and (name := _resolved(item.get("href", ""), base)) in held
    ))  # fmt: skip
    message = "the EPUB names no order of reading; its documents stand as it lists them"
    return found, [] if order or not found else [Finding("epub-without-spine", message)]


def _encrypted(package: zipfile.ZipFile) -> Iterator[str]:
    tree = parsed(entry(package, ENCRYPTION))
    for reference in tree.iter("{*}CipherReference") if tree is not None else ():
        yield normpath(unquote(reference.get("URI", "")))


def _resolved(href: str, base: str) -> str:
    return normpath(join(base, unquote(href)))


def entry(package: zipfile.ZipFile, name: str) -> bytes:
    """Read a file of a package; nothing where there is none, or none that can be read."""
    try:
        with package.open(name) as stream:
            return stream.read(LIMIT)
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError):
        return b""


def _parse(data: bytes) -> Element | None:
    """Parse a document, as XHTML or else as browsers do; named entities are HTML's."""
    if not data.strip():
        return None
    tree = parsed(data) if b"<!ENTITY" not in data else None
    if tree is None or next(tree.iter(etree.Entity), None) is not None:
        tree = parsed_html(_DOCTYPE.sub(b"", data, count=1))
    return tree


def _number(part: Element, document: str, numbers: dict[str, int]) -> None:
    """Make ids and links those of one page, pictures those of the package, names those of HTML."""
    for element in part.iter(etree.Element):
        name = name_of(element).rpartition(":")[2]  # a parser for HTML knows no prefix
        if NAME.fullmatch(name):
            element.tag = name
        for attribute in list(map(str, element.attrib)):
            value = element.attrib.pop(attribute)
            space, _, plain = attribute.replace("epub:", "epub-").rpartition("}")
            if NAME.fullmatch(plain):
                element.set(f"epub-{plain}" if space.endswith("/ops") else plain, value)
        if element.get("id"):
            element.set("id", f"{numbers[document]}-{element.get('id')}")
        for attribute in ("href", "src"):
            value = element.get(attribute, "")
            if value and ":" not in value.split("/")[0]:
                element.set(attribute, _within(value, document, numbers))
    etree.cleanup_namespaces(part)


def _within(value: str, name: str, numbers: dict[str, int]) -> str:
    path, fragment = urldefrag(value)
    target = _resolved(path, dirname(name)) if path else name
    if target not in numbers:
        return target
    return f"#{numbers[target]}-{fragment}" if fragment else f"#{numbers[target]}"


def _division(part: Element, number: int) -> Element:
    body = part.find("body")
    body = part if body is None else body
    body.tag = "div"
    body.set("id", str(number))
    body.tail = None
    lang = body.get("lang") or part.get("lang")
    if lang:
        body.set("lang", lang)
    return body
