"""Check finished editions: a verdict from the tool the field trusts, and the words they hold."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.check.judges import check_any_pdf, check_any_tei, check_epub, check_pdf, check_tei
from pipeline.check.own import check_html, check_text
from pipeline.check.process import Ask, Checkers
from pipeline.errors import InputError, InvalidEdition, InvalidTei, MissingTool, PipelineError
from pipeline.report import Verdict
from pipeline.resources import read_file

__all__ = ["CHECKS", "Ask", "Check", "Checkers", "kind_of", "validate_file"]

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


HEAD = 1024


def validate_file(path: Path, ask: Ask) -> tuple[Verdict, int]:
    """Give the verdict on a TEI, EPUB or PDF, and the exit status it means.

    Raises InputError for what cannot be read, or is none of the three.
    """
    kind = kind_of(read_file(path)[:HEAD])
    if not kind:
        raise InputError(
            "is no TEI, EPUB or PDF", where=str(path), cure="nothing else is judged here"
        )
    verdict = ANYONES[kind](path.absolute(), ask)
    return verdict, _status(verdict)


def _status(verdict: Verdict) -> int:
    if verdict.valid:
        return 0
    if verdict.valid is None:
        missing = "not installed" in verdict.detail
        return MissingTool.exit_status if missing else PipelineError.exit_status
    return InvalidTei.exit_status if verdict.edition == "tei" else InvalidEdition.exit_status
