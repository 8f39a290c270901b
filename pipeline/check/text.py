"""Our own verdict on a plain-text edition."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.check.process import Ask
from pipeline.letters import width_of
from pipeline.report import Verdict

NAME = "Handpress, plain text"
WIDTH = 72
RULE = "-" * WIDTH
"""Behind the last such line the colophon stands, in lines as printed."""
BOM = "\ufeff"


def check_text(path: Path, ask: Ask) -> Verdict:
    """Hold a plain text to what archives and terminals ask of one.

    UTF-8 without a byte-order mark, NFC, no control characters, LF, one newline at the end, and
    no line over 72 columns that could have been broken.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return Verdict("text", NAME, False, (f"byte {error.start} is not UTF-8",))
    problems = tuple(_problems(text))
    return Verdict("text", NAME, not problems, problems, f"UTF-8, NFC, LF, {WIDTH} columns")


def _problems(text: str) -> Iterator[str]:
    if text.startswith(BOM):
        yield "begins with a byte-order mark"
    if not unicodedata.is_normalized("NFC", text):
        yield "is not in Unicode normal form C"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "does not end in one newline"
    lines = text.split("\n")
    colophon = len(lines) - lines[::-1].index(RULE) if RULE in lines else len(lines)
    for number, line in enumerate(lines, 1):
        if odd := next((c for c in line if unicodedata.category(c) == "Cc"), ""):
            yield f"line {number}: control character U+{ord(odd):04X}"
        if number <= colophon and " " in line.strip() and width_of(line) > WIDTH:
            yield f"line {number}: {width_of(line)} columns"
