"""The archive package of a text: its TEI and editions, what they were made from, and the account.

It is a BagIt bag whose payload is an RO-Crate, in one ZIP: what an archive can take in, check, and
give back in ten years to someone who has neither Handpress nor the library.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from pipeline import tei
from pipeline.batch.built import already_built
from pipeline.batch.work import Job
from pipeline.config import CLEARANCES, Config, read_config
from pipeline.deposit.bag import bag, validate, zipped
from pipeline.deposit.records import Filed, Licence, crate, datacite
from pipeline.errors import ConfigError, InputError
from pipeline.model import Tei
from pipeline.outputs import name_of, write
from pipeline.report import EDITIONS, MEDIA_TYPES, Report
from pipeline.write.book import UNDATED, Book, read_book
from pipeline.xml import TEI, words_shown

LICENCE = f"{TEI}teiHeader/{TEI}fileDesc/{TEI}publicationStmt/{TEI}availability/{TEI}licence"
COLOPHON = f"{TEI}text/{TEI}back//{TEI}div[@type='colophon']/{TEI}ab"
SCHEMAS = {
    "edition.rng": "the schema of the TEI: RELAX NG",
    "edition.sch": "the schema of the TEI: Schematron",
    "edition.odd": "the schema of the TEI: its documentation",
}
REPORTS = {"report.json": "application/json", "report.html": "text/html"}
DERIVED = {
    "epub": "an EPUB 3.3", "pdf": "a PDF/A-3a and PDF/UA-1", "text": "plain text",
    "html": "one page of HTML",
}  # fmt: skip
RAW = {
    ".md": "text/markdown", ".txt": "text/plain", ".toml": "application/toml", ".jpg": "image/jpeg",
    ".html": "text/html", ".xml": "application/xml", ".epub": MEDIA_TYPES["epub"],
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def deposit(path: Path, made: Path, out: Path, also: Path | None = None) -> Path:
    """Pack a text whose editions are made, each found valid, and give the path of the package.

    ``made`` is the folder of editions, ``also`` the other extraction that they were made with.
    Raises ConfigError where nobody said in ``name.toml`` that the text may be deposited, or no date
    is known; InputError where the editions are not there, or of another state of the text;
    InvalidEdition where the bag or a record is refused; OutputError.
    """
    config = read_config(path.with_suffix(".toml"))
    clearance = _clearance(path, config)
    report = _made(path, made, also)
    folder = made / report.name
    tree = tei.validate(tei.read_tei((folder / str(report.outputs["tei"]["file"])).read_bytes()))
    book = read_book(tree)
    if book.published == UNDATED:
        raise ConfigError(
            "no date of this edition is known, and a record needs one", where=str(path),
            cure=f'write published = "2026-03-01" under [metadata] in {path.stem}.toml',
        )  # fmt: skip
    sources = tuple(_sources(path, config, also))
    held = (*sources, *_editions(folder, report, sources[0].path), *_account(folder))
    licences = [
        Licence(str(node.get("target")), f"rights in the {node.get('n')}", words_shown(node))
        for node in tree.getroot().iterfind(LICENCE)
    ]
    payload = {item.path: item.data for item in held} | {
        "ro-crate-metadata.json": crate(
            book, held, licences, report.program["handpress"], clearance
        ),
        "metadata/datacite.json": datacite(book, licences, _colophon(tree)),
    }
    packed = bag(payload, _info(book, report, clearance))
    validate(packed)
    place = out / f"{report.name}.zip"
    write(place, zipped(report.name, packed))
    return place


def _clearance(path: Path, config: Config) -> str:
    """Say who lets the text be deposited: archives want the rights held, or cleared."""
    if config.clearance:
        return CLEARANCES[config.clearance]
    choice = " or ".join(f'"{key}"' for key in CLEARANCES)
    raise ConfigError(
        "nobody says that this text may be deposited", where=str(path),
        cure=f"if it may, write clearance = {choice} into {path.stem}.toml, above all tables",
    )  # fmt: skip


def _made(path: Path, made: Path, also: Path | None) -> Report:
    """Give the report on the editions, if all are there, valid, and of this state of the text."""
    _, outcome = already_built(Job(path, made, EDITIONS, also))
    if outcome is None or outcome.report is None:
        raise InputError(
            f"its editions are not all in {made}, valid, and made from it as it is now",
            where=str(path), cure=f"handpress build {path} -o {made}",
        )  # fmt: skip
    return outcome.report


def _sources(path: Path, config: Config, also: Path | None) -> Iterator[Filed]:
    """Give what a person or an extractor wrote, and what was decided about it."""
    yield _filed(path, "", "the text as it was found")
    if also:
        yield _filed(also, "-also", "another extraction of the text")
    if config.file:
        yield _filed(path.with_suffix(".toml"), "", "what people decided about the text")
    if config.cover:
        yield _filed(path.with_name(config.cover), "-cover", "the cover")


def _filed(path: Path, what: str, title: str) -> Filed:
    """Give a file of a person's under a name of ours; the report has its own."""
    suffix = path.suffix.lower()
    media = RAW.get(suffix, "application/octet-stream")
    name = f"source/{name_of(path)}{what}{suffix if suffix in RAW else ''}"
    return Filed(name, path.read_bytes(), title, media)


def _editions(folder: Path, report: Report, source: str) -> Iterator[Filed]:
    """Give the TEI with its schema, and what was made from it."""
    file = str(report.outputs["tei"]["file"])
    tei_path = f"tei/{file}"
    yield Filed(
        tei_path, (folder / file).read_bytes(), "the text as TEI P5", MEDIA_TYPES["tei"],
        (source,),
    )  # fmt: skip
    for schema, title in SCHEMAS.items():
        yield Filed(
            f"tei/{schema}", (files("pipeline.tei") / schema).read_bytes(), title, "application/xml"
        )
    for edition, title in DERIVED.items():
        file = str(report.outputs[edition]["file"])
        yield Filed(
            f"editions/{file}", (folder / file).read_bytes(), f"the text as {title}",
            MEDIA_TYPES[edition], (tei_path,),
        )  # fmt: skip


def _account(folder: Path) -> Iterator[Filed]:
    for name, media in REPORTS.items():
        data = (folder / name).read_bytes()
        yield Filed(f"logs/{name}", data, "every repair, finding and verdict", media)


def _colophon(tree: Tei) -> str:
    return "\n".join(words_shown(node) for node in tree.getroot().iterfind(COLOPHON))


def _info(book: Book, report: Report, clearance: str) -> dict[str, str]:
    """Say in BagIt's words what is in the bag; the date is the edition's, never the clock's."""
    authors = ", ".join(person.display for person in book.authors)
    return {
        "Source-Organization": book.publisher,
        "External-Identifier": book.identifier,
        "External-Description": f"{book.title} ({authors or 'without an author'}). {clearance}",
        "Bagging-Date": book.published if len(book.published) == 10 else "",
        "Bag-Software-Agent": f"Handpress {report.program['handpress']}",
    }
