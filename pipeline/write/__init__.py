"""Write editions from a validated TEI tree.

A writer is a function of the tree and the folder of styles that gives the bytes of one file. The
same tree and styles give the same bytes, on any machine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.model import Tei


@dataclass(frozen=True, slots=True)
class Writer:
    """The suffix of an edition's file, and the function that makes its bytes."""

    suffix: str
    write: Callable[[Tei, Path], bytes]
    covered: Callable[[Tei, Path, bytes], bytes] | None = None
    """The same with a picture on its front, for an edition that has one."""


# Each imports its engine when it is called: the command line must answer --help at once.


def _epub(tei: Tei, styles: Path, cover: bytes = b"") -> bytes:
    from pipeline.write.epub import write_epub

    return write_epub(tei, styles, cover)


def _pdf(tei: Tei, styles: Path) -> bytes:
    from pipeline.write.pdf import write_pdf

    return write_pdf(tei, styles)


def _text(tei: Tei, styles: Path) -> bytes:
    from pipeline.write.text import write_text

    return write_text(tei, styles)


def _html(tei: Tei, styles: Path) -> bytes:
    from pipeline.write.html import write_html

    return write_html(tei, styles)


WRITERS: Mapping[str, Writer] = MappingProxyType({
    "epub": Writer(".epub", _epub, _epub),
    "pdf": Writer(".pdf", _pdf),
    "text": Writer(".txt", _text),
    "html": Writer(".html", _html),
})  # fmt: skip
