"""Check finished editions: a verdict from the tool the field trusts, and the words they hold."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.check.epub import check_epub
from pipeline.check.html import check_html
from pipeline.check.pdf import check_any_pdf, check_pdf
from pipeline.check.process import Ask, Checkers
from pipeline.check.tei import check_any_tei, check_tei
from pipeline.check.text import check_text
from pipeline.report import Verdict

__all__ = ["ANYONES", "CHECKS", "Ask", "Check", "Checkers", "kind_of"]

Check = Callable[[Path, Ask], Verdict]

CHECKS: Mapping[str, Check] = MappingProxyType({
    "tei": check_tei,
    "epub": check_epub,
    "pdf": check_pdf,
    "text": check_text,
    "html": check_html,
})  # fmt: skip
"""Edition of ours to its check."""

ANYONES: Mapping[str, Check] = MappingProxyType({
    "tei": check_any_tei,
    "epub": check_epub,
    "pdf": check_any_pdf,
})  # fmt: skip
"""Kind of file, whoever made it, to its check."""

MAGIC = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "epub"))
PAGE = re.compile(rb"^\W*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


def kind_of(head: bytes) -> str:
    """Tell by its first bytes which kind of file this is, or give an empty string.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"PK..."), kind_of(b" <TEI xmlns="), kind_of(b"Dear sir")
    ('pdf', '', 'tei', '')
    >>> kind_of(b"<!DOCTYPE html><title>"), kind_of(b"<html>")
    ('', '')
    """
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    return "tei" if head.lstrip().startswith(MARKUP) and not PAGE.search(head) else ""
