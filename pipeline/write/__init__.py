"""Write editions from a validated TEI tree.

A writer is a function of the tree and the folder of styles that gives the bytes of one file. The
same tree and styles give the same bytes, on any machine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pipeline.model import Tei
from pipeline.write.epub import write_epub
from pipeline.write.html import write_html
from pipeline.write.pdf import write_pdf
from pipeline.write.text import write_text


@dataclass(frozen=True, slots=True)
class Writer:
    """The suffix of an edition's file, and the function that makes its bytes."""

    suffix: str
    write: Callable[[Tei, Path], bytes]
    covered: Callable[[Tei, Path, bytes], bytes] | None = None
    """The same with a picture on its front, for an edition that has one."""


WRITERS: Mapping[str, Writer] = MappingProxyType({
    "epub": Writer(".epub", write_epub, write_epub),
    "pdf": Writer(".pdf", write_pdf),
    "text": Writer(".txt", write_text),
    "html": Writer(".html", write_html),
})  # fmt: skip
