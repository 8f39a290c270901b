"""WeasyPrint, started quickly, with a closed set of fonts and nothing to fetch.

Fontconfig reads its configuration once in a process, before the first page: so the engine is
imported here and nowhere else, when the first PDF is set.
"""

import ctypes.util
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any
from xml.etree import ElementTree

from pipeline.collector import without_collector
from pipeline.errors import ConfigError, MissingTool
from pipeline.resources import style_file
from pipeline.write import pdf_finish, pdf_lines

PACKAGES = (
    "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 fonts-sil-gentiumplus fonts-sil-ezra fonts-hosny-amiri fonts-dejavu-core"
)
MORE_FONTS = (
    "apt-get install -y fonts-noto-cjk for Chinese, Japanese and Korean; for another script, "
    "install a font and add its folder to styles/fonts.conf"
)
SHOWN = 20
NEEDED_FONT = "GentiumPlus-Regular.ttf"
SONAMES = MappingProxyType({
    "gobject-2.0": "libgobject-2.0.so.0", "pango-1.0": "libpango-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0", "harfbuzz-subset": "libharfbuzz-subset.so.0",
    "fontconfig": "libfontconfig.so.1", "pangoft2-1.0": "libpangoft2-1.0.so.0",
})  # fmt: skip
BEGUN_WITH: list[str] = []
"""The configuration of fonts that this process read: Fontconfig reads one, and only once."""
DIRECTORY = re.compile(r"<dir>([^<]+)</dir>")


def engine(fonts: Path) -> ModuleType:
    """Give WeasyPrint with the fonts of this configuration and no others.

    Raises MissingTool when Pango or the text face is not installed, ConfigError when there is no
    such file, or when it is not the one this process began with.
    """
    wanted = style_file(fonts.parent, fonts.name).read_text("utf-8")
    folders = [Path(found.strip()) for found in DIRECTORY.findall(wanted)]
    if not any((folder / NEEDED_FONT).is_file() for folder in folders):
        raise MissingTool("the font Gentium Plus is not installed", cure=PACKAGES)
    if wanted not in (BEGUN_WITH or [wanted]):
        raise ConfigError("the fonts cannot change while a process runs", where=str(fonts))
    if not BEGUN_WITH:
        os.environ["FONTCONFIG_FILE"] = str(fonts.resolve())
        BEGUN_WITH.append(wanted)
    return _weasyprint()


@lru_cache(maxsize=1)
def _weasyprint() -> ModuleType:
    with _known_libraries():
        try:
            import weasyprint  # type: ignore[import-untyped]
        except OSError as error:
            raise MissingTool(f"Pango is not installed ({error})", cure=PACKAGES) from error
    from weasyprint.text.ffi import harfbuzz_subset  # type: ignore[import-untyped]

    if harfbuzz_subset is None:
        # the fallback subsetter gives other bytes at each run
        raise MissingTool("HarfBuzz's subsetter is not installed", cure=PACKAGES)
    pdf_lines.let_the_last_space_hang()
    pdf_lines.set_lines_flush_on_the_right()
    pdf_lines.name_each_glyph()
    pdf_lines.keep_notes_with_their_marks()
    pdf_lines.keep_words_on_their_page()
    module: ModuleType = weasyprint
    return module


@contextmanager
def _known_libraries() -> Iterator[None]:
    """Answer from a table where the libraries are.

    The standard library asks a compiler and a linker, 54 processes in all: 0.4 s of every start.
    """
    asked = ctypes.util.find_library

    def find_library(name: str) -> str | None:
        return SONAMES.get(name.removeprefix("lib")) if os.name == "posix" else asked(name)

    ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = asked


def set_pages(
    engine: ModuleType,
    page: ElementTree.Element,
    css: str,
    finish: Callable[[Any, Any], None],
    **options: Any,
) -> bytes:
    """Set the pages of a tree and give the PDF; ``finish`` sees its objects before the writing.

    The tree goes in as it is: a parser for HTML would move a note out of its paragraph.
    """
    html = engine.HTML.__new__(engine.HTML)
    html.base_url, html.media_type = "http://book.invalid/", "print"
    html.url_fetcher = engine.URLFetcher(allowed_protocols=())  # what a text names is not held
    html.wrapper_element = _wrapped(page)
    html.etree_element = html.wrapper_element.etree_element
    sheet = engine.CSS(string=css, url_fetcher=html.url_fetcher, base_url=html.base_url)
    with without_collector(), _every_character_has_a_glyph():
        document = html.render(stylesheets=[sheet], pdf_variant="pdf/a-3a")
        pdf_lines.tell_hyphens_apart(document)
        kept: list[Any] = []

        def finish_and_keep(document: Any, pdf: Any) -> None:
            finish(document, pdf)
            kept.append(pdf)

        data = document.write_pdf(finisher=finish_and_keep, pdf_variant="pdf/a-3a", **options)
    return pdf_finish.written(kept[0], data)


@contextmanager
def _every_character_has_a_glyph() -> Iterator[None]:
    """Refuse a page with holes in it.

    The typesetter only mentions a character that no font has; the checkers reject the file.
    """
    unset: set[str] = set()

    def collect(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            unset.add(str(record.args[0]))
        return False

    log = logging.getLogger("weasyprint")
    log.addFilter(collect)
    try:
        yield
    finally:
        log.removeFilter(collect)
    if unset:
        shown = " ".join(sorted(unset)[:SHOWN])
        raise MissingTool(f"no font of fonts.conf has these characters: {shown}", cure=MORE_FONTS)


def _wrapped(page: ElementTree.Element) -> Any:
    import cssselect2  # type: ignore[import-untyped]

    return cssselect2.ElementWrapper.from_html_root(page, content_language=None)
