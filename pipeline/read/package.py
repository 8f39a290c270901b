"""What an .odt or .epub says of itself beside its text.

Pandoc turns the authors of an EPUB round and reads nothing of an ODT's metadata, so both are read
from the package here.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from pipeline.errors import InputError
from pipeline.model import Metadata
from pipeline.read.assemble import clean_characters
from pipeline.read.epub import entry, package_document
from pipeline.xml import Element, parsed, words_of

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
    roles = _roles(tree)
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
    kinds = {
        element.get("refines", ""): (element.text or "").strip()
        for element in tree.iter(f"{OPF}meta")
        if element.get("property") == "title-type"
    }
    found: dict[str, str] = {}
    for element in tree.iter(f"{DC}title"):
        words = clean_characters(words_of(element))
        found.setdefault(kinds.get(f"#{element.get('id')}", "main"), words)
    return found


def _roles(tree: Element) -> dict[str, str]:
    return {
        element.get("refines", ""): (element.text or "").strip()
        for element in tree.iter(f"{OPF}meta")
        if element.get("property") == "role"
    }
