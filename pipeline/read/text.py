"""Bytes of a raw text file to a Source; and which Markdown a person wrote, to be read as it is."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.errors import InputError
from pipeline.model import Source
from pipeline.read.columns import unfold
from pipeline.report import Finding

LIMIT = 64 * 1024 * 1024
"""The largest witness, or part of one, in bytes: a book of ten million words."""

BINARY_SHARE = 0.02
"""More control characters than this share, and the file is not text."""

LINE_END = re.compile("\r\n?|[\u2028\u2029]")
BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
MAGIC = {
    b"%PDF": ("a PDF", "extract its text first (pdftotext, Marker, …) and give Handpress the text"),
    b"PK\x03\x04": ("a zip archive", "if it is a .docx, .odt or .epub, give it that suffix"),
    b"\x1f\x8b": ("a gzip archive", "unpack it first"),
    b"\x89PNG": ("a picture", "run it through an OCR program first"),
    b"\xff\xd8\xff": ("a picture", "run it through an OCR program first"),
}


def read_text(data: bytes, file: str) -> Source:
    """Decode a raw text: the witness, unchanged but for its encoding and its line ends.

    UTF-8 first; UTF-16 and UTF-32 by their byte-order mark; else Windows-1252, in which most old
    files are, but only if that leaves no control characters.

    Raises InputError when the bytes are empty, too many, a known binary format, or not text.
    """
    _refuse(data, file)
    text = LINE_END.sub("\n", _decode(data, file))
    controls = sum(1 for c in text if c < " " and c not in "\t\n\r\f\v")
    if controls > max(8, BINARY_SHARE * len(text)):
        raise InputError(
            f"not text: {controls} control characters", where=file,
            cure="give a text file as an extractor writes it, in UTF-8",
        )  # fmt: skip
    if not any(c.isalnum() for c in text):
        raise InputError(
            "holds no words", where=file, cure="check the extraction: was the PDF only pictures?"
        )
    return Source(text)


def read_raw(data: bytes, file: str) -> tuple[Source, list[Finding]]:
    """Decode what an extractor wrote, and part the pages that stand side by side in its lines.

    No rule could part them, since what it moved would have no place. The lines are then counted as
    they stand one under the other, which a finding says. Raises InputError as ``read_text`` does.
    """
    source = read_text(data, file)
    parted = unfold(source.text)
    if parted == source.text or Counter(parted.split()) != Counter(source.text.split()):
        return source, []
    pages = parted.count("\f") - source.text.count("\f")
    told = (
        f"{pages} pages of the file hold two side by side, or two columns; they are read one under"
        " the other, and lines are counted so"
    )
    return Source(parted), [Finding("pages-unfolded", told)]


def _refuse(data: bytes, file: str) -> None:
    if not data:
        raise InputError("the file is empty", where=file, cure="check the extraction")
    if len(data) > LIMIT:
        raise InputError(
            f"too large: {len(data):,} bytes; at most {LIMIT:,} are read",
            where=file,
            cure="split it into works",
        )
    for magic, (what, cure) in MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"this is {what}, not text", where=file, cure=cure)


def _decode(data: bytes, file: str) -> str:
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _unreadable(data, file, error) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged(data):
            raise _unreadable(data, file, error) from error
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise _unreadable(data, file, error) from error
        if any("\x80" <= c < "\xa0" or (c < " " and c not in "\t\n\r\f\v") for c in text):
            raise _unreadable(data, file, error) from error
        return text


def _is_damaged(data: bytes) -> bool:
    """Tell UTF-8 that was cut or hurt from another encoding.

    Letters of another encoding hardly ever look like UTF-8; read as Windows-1252, a book with one
    bad byte would have two wrong letters for each that is not English.
    """
    bad = data.decode("utf-8", "replace").count("\ufffd")
    good = sum(char > "\x7f" for char in data.decode("utf-8", "ignore"))
    return good >= bad


def _unreadable(data: bytes, file: str, error: UnicodeDecodeError) -> InputError:
    line = data.count(b"\n", 0, error.start) + 1
    if error.reason == "unexpected end of data":
        return InputError(
            "ends within a letter: the file was cut off", where=f"{file}:{line}",
            cure="extract or copy it again",
        )  # fmt: skip
    cure = "save it as UTF-8 (iconv -f LATIN1 -t UTF-8 old > new)"
    if error.encoding == "utf-8" and _is_damaged(data):
        cure = "extract it again, or mend the byte; the rest is UTF-8"
    return InputError(
        f"not {error.encoding}: byte {error.start} is 0x{data[error.start]:02x}",
        where=f"{file}:{line}", cure=cure,
    )  # fmt: skip


WRITTEN = (
    re.compile(r"^#{1,6} [^\n{]*\{[#.-][^}\n]{0,200}\}[ \t]*$", re.MULTILINE),  # ## Bread {#bread}
    re.compile(r"^:{3,}[ \t]*(?:\{[^}\n]*\}|[A-Za-z][\w-]*)[ \t]*:*[ \t]*$", re.MULTILINE),
    re.compile(r"\]\{(?:[.#][\w-]|lang=)[^}\n]{0,200}\}"),  # [bread]{.smallcaps}
    re.compile(r"(?<=\S)\^\[(?!\d)[^\]\n]{3}"),  # bread^[A note.]
    re.compile(r"^\[\^[A-Za-z][\w-]{2,60}\]:[ \t]", re.MULTILINE),  # [^bread]: A note.
    re.compile(r"^\[\^[^\]\n]{1,60}\]:[^\n]*(?:\n[^\n]+){0,20}\n\n    \S", re.MULTILINE),
    re.compile(r"^\S[^\n]*\n(?:\n)?:   \S", re.MULTILINE),  # a term, and its definition below it
)
"""What pandoc's Markdown has and no extractor writes: attributes, divisions, notes with names."""
FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})")


def is_written(text: str) -> bool:
    """Say whether a person wrote this Markdown.

    Front matter, headings and tables say nothing, for extractors and collections write them too;
    nor does what stands in a block of code.

    >>> is_written("# Bread {#bread}\\n\\nIt is so."), is_written("# Bread\\n\\nIt is so.[^1]")
    (True, False)
    >>> is_written("So:\\n\\n```\\n# Bread {#bread}\\n```\\n")
    False
    """
    prose = "\n".join(_outside_code(text))
    return any(mark.search(prose) for mark in WRITTEN)


def _outside_code(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence and mark and mark["marks"].startswith(fence):
            fence = ""
        elif not fence and mark:
            fence = mark["marks"]
        elif not fence:
            yield line
