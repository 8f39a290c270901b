"""The order of the stages, from bytes to checked editions: it is written down here alone."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline import check, collate, decide, parse, program, tei
from pipeline.also import Cleanup, Other, hold_against, hold_apart, hold_to_other
from pipeline.check import words
from pipeline.check.conservation import Account
from pipeline.check.originals import not_in_tei
from pipeline.check.tokens import words as words_of
from pipeline.clean import clean, rules
from pipeline.collector import without_collector
from pipeline.config import Config, read_config
from pipeline.cover import read_cover
from pipeline.editions import make_editions
from pipeline.errors import InputError
from pipeline.model import Document, Places, Tei, Witness
from pipeline.outputs import name_of, staged
from pipeline.read.foreign_tei import read_foreign_tei
from pipeline.read.structured import STRUCTURED, read_structured
from pipeline.read.text import is_written, read_raw
from pipeline.report import EDITIONS, Finding, Report
from pipeline.report_page import report_html, report_json
from pipeline.resources import read_file
from pipeline.write.book import read_book
from pipeline.xml import OURS

RAW = frozenset({".md", ".markdown"})
"""What pandoc could read, but comes from an extractor, unless its marks are a writer's."""


@dataclass(slots=True)
class Text:
    """A text on its way through the stages."""

    path: Path
    data: bytes
    config: Config
    report: Report
    also: Other | None = None
    cover: bytes = b""
    account: Account | None = None
    tree_words: int = 0

    @property
    def other(self) -> tuple[str, str]:
        """Give name and digest of the other extraction, or nothing twice."""
        return (self.also.path.name, self.also.sha256) if self.also else ("", "")


def clean_text(path: Path, also: Path | None = None) -> Cleanup:
    """Clean a raw text: its streams, the repairs made and proposed, and the findings.

    ``also`` is another extraction of the same text, to hold it against. Raises InputError for what
    no extractor wrote, ConfigError for a decision that no longer matches, OtherText where ``also``
    is another text.
    """
    _hold_to_raw(path)
    return _clean(_open(path, also))[1]


def clean_as_decided(
    path: Path, data: bytes, config: Config, also: Other | None = None
) -> tuple[str, Cleanup]:
    """Clean a raw text by these decisions, and give its witness with it: what a review shows.

    The line of every repair is one of the witness, corrected by hand or not. No decision is held
    to the text, since a review can mend one that no longer matches, and the corrections of the
    reading text are left to it. Raises InputError for what is not text, ConfigError for a
    correction of the raw text that fits no place, or two.
    """
    source, unfolded = read_raw(data, str(path))
    corrected, by_hand = decide.apply_corrections(source, config)
    verdicts = decide.verdicts_of(config)
    cleaned, made, findings = clean(corrected, verdicts, str(config.metadata.get("lang", "")))
    if also is not None:
        cleanup = cleaned, made, findings
        cleaned, made, findings = hold_against(
            path.name, source.text, corrected, verdicts, cleanup, also
        )
    places = Places(source.text, cleaned.pages)
    repairs = [replace(item, origin=places.origin(item.raw)) for item in (*by_hand, *made)]
    return source.text, (cleaned, repairs, [*unfolded, *findings])


def findings_as_decided(
    path: Path, data: bytes, config: Config, witness: str, cleanup: Cleanup,
    also: Other | None = None,
) -> list[Finding]:  # fmt: skip
    """Find what a build would tell a person of a text that is clean, as a review shows it.

    Raises LostText or InvalidTei where no build would come so far.
    """
    text = _text(path, data, config, also)
    _press_cleaned(text, witness, cleanup)
    return text.report.findings


def open_other(path: Path, data: bytes, config: Config, also: Path | None) -> Other | None:
    """Open another extraction of a text, if one is given.

    Raises InputError for what is none, or is the same, and ConfigError where none is given and a
    decision is on what only another shows.
    """
    if also is None:
        hold_to_other(config)
        return None
    _hold_to_raw(path)
    _hold_to_raw(also)
    other = Other(also, read_file(also))
    hold_apart(path, data, other)
    return other


def to_tei(path: Path, also: Path | None = None) -> Tei:
    """Make the TEI of a text: a tree that satisfies the schema and holds every word.

    Raises InputError, ConfigError, InvalidTei, LostText or OtherText.
    """
    return _press(_open(path, also))


def build_text(
    path: Path, out: Path, editions: tuple[str, ...] = EDITIONS, ask: check.Ask | None = None,
    also: Path | None = None,
) -> Report:  # fmt: skip
    """Make the editions of one text in a folder of its own, each checked, and the report on them.

    ``ask`` is the way to the checkers' process; without one, one is started and ended. ``also`` is
    another extraction of the same text. Whatever is raised (any PipelineError), what lay in the
    folder before is left as it was.
    """
    if ask is None:
        with check.Checkers() as checkers:
            if "epub" in editions or "tei" in editions:
                checkers.warm()  # while the text is read and set
            return build_text(path, out, editions, checkers.ask, also)
    text = _open(path, also)
    tree = _press(text)
    report = text.report
    with staged(out / report.name) as folder:
        counts = make_editions(report, tree, folder, editions, ask, text.cover)
        report.findings, report.seen = decide.part_seen(text.config, report.findings)
        if text.account is not None:
            report.words = words.report(text.account, text.tree_words, counts)
        else:
            report.words = {"editions": counts}
        (folder / "report.json").write_bytes(report_json(report))
        (folder / "report.html").write_bytes(report_html(report))
    return report


def _open(path: Path, also: Path | None = None) -> Text:
    data = read_file(path)
    config = read_config(path.with_suffix(".toml"))
    return _text(path, data, config, open_other(path, data, config, also))


def _text(path: Path, data: bytes, config: Config, other: Other | None) -> Text:
    report = Report(name_of(path))
    report.source = {
        "file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    report.program = {**program.tools(), "digest": program.digest(), "decisions": config.sha256}
    cover = read_cover(path, config)
    if cover:
        report.program["cover"] = hashlib.sha256(cover).hexdigest()
    if other is not None:
        report.source |= {"other extraction": other.path.name, "its sha256": other.sha256}
        report.program["also"] = other.sha256
    return Text(path, data, config, report, other, cover)


def _hold_to_raw(path: Path) -> None:
    if is_structured(path):
        raise InputError(
            f"a {path.suffix} comes from a person: there is nothing to clean", where=str(path),
            cure="build it as it is, or give the text that an extractor wrote",
        )  # fmt: skip


@without_collector()
def _press(text: Text) -> Tei:
    """Take a text as far as the TEI, by the way that its format asks for."""
    suffix = text.path.suffix.lower()
    if not is_structured(text.path):
        return _press_raw(text)
    if suffix == ".xml":
        return _press_xml(text)
    decide.hold_to_structured(text.config)
    document, findings = read_structured(text.data, suffix, str(text.path))
    return _hold_to_original(text, _encode(text, document, findings))


def is_structured(path: Path) -> bool:
    """Say whether a person wrote or edited a file, so that no rule runs over it."""
    suffix = path.suffix.lower()
    if suffix in RAW:
        return is_written(read_file(path).decode("utf-8", "replace"))
    return suffix == ".xml" or suffix in STRUCTURED


def _press_xml(text: Text) -> Tei:
    """Take our own TEI as it stands, and read anyone else's into a Document."""
    tree = tei.read_tei(text.data, str(text.path))
    if tree.getroot().find(OURS) is not None:
        decide.hold_to_structured(text.config, ours=True)
        return _validate(text, tree)
    decide.hold_to_structured(text.config)
    document, findings = read_foreign_tei(text.data, str(text.path))
    return _hold_to_original(text, _encode(text, document, findings))


def _hold_to_original(text: Text, tree: Tei) -> Tei:
    """Find the words of a person's file that its TEI has not; another reader may have erred."""
    text.report.findings += not_in_tei(text.data, text.path.suffix.lower(), tree)
    return tree


def _press_raw(text: Text) -> Tei:
    return _press_cleaned(text, *_clean(text))


def _press_cleaned(text: Text, witness: str, cleanup: Cleanup) -> Tei:
    cleaned, repairs, findings = cleanup
    text.report.repairs = repairs
    account = words.follow_witness(witness, cleaned, repairs, str(text.path))
    text.account = account
    pages = tuple(name for _, name in cleaned.pages if name)
    text.report.source |= {
        "words": account.words, "lines": witness.count("\n") + 1, "pages": len(pages),
        "dialect": f"{cleaned.dialect} ({cleaned.dialect_evidence})", "language": cleaned.lang,
    }  # fmt: skip
    facts = Witness(
        text.report.name, text.path.name, str(text.report.source["sha256"]), account.words,
        cleaned.dialect, pages, True, *text.other,
    )  # fmt: skip
    document, more = parse.parse(
        cleaned, facts, Places(witness, cleaned.pages).origin,
        decide.decided(text.config, repairs),
    )  # fmt: skip
    made = Counter(item.rule for item in repairs if item.applied and item.rule != decide.BY_HAND)
    document = replace(
        document, rules=made, rule_summaries=dict((*rules(), *collate.rules())),
        editing=decide.editing(text.config, repairs),
    )  # fmt: skip
    tree = _encode(text, document, [*findings, *more])
    replaced = list(_replaced(document.metadata, text.config))
    text.tree_words = words.follow_tree(witness, cleaned, tree, str(text.path), replaced)
    return tree


def _clean(text: Text) -> tuple[str, Cleanup]:
    witness, (cleaned, repairs, findings) = clean_as_decided(
        text.path, text.data, text.config, text.also
    )
    decide.hold_to_text(text.config, repairs)
    places = Places(witness, cleaned.pages)
    cleaned, by_hand = decide.apply_readings(cleaned, text.config, places.origin)
    return witness, (cleaned, [*by_hand, *repairs], findings)


def _replaced(read: Any, config: Config) -> Iterator[str]:
    """Give the words of title page fields that a person's metadata stands for."""
    for key in config.metadata:
        value = getattr(read, key)
        yield from words_of(value if isinstance(value, str) else " ".join(value))


def _encode(text: Text, document: Document, findings: list[Finding]) -> Tei:
    metadata = replace(document.metadata, **dict(text.config.metadata))  # type: ignore[arg-type]
    witness = replace(document.witness, name=text.report.name)  # a reader knows the file alone
    tree, more = tei.encode(replace(document, metadata=metadata, witness=witness))
    if not metadata.authors:
        more.append(Finding("no-author", "The text names no author; a person can, in [metadata]."))
    text.report.findings += [*findings, *more]
    return _validate(text, tree)


def _validate(text: Text, tree: etree._ElementTree) -> Tei:
    valid = tei.validate(tree)
    text.report.findings += tei.findings(valid)
    book = read_book(valid)
    text.report.source |= {
        "title": book.title, "authors": ", ".join(person.display for person in book.authors),
        "language": book.lang, "identifier": book.identifier, "published": book.published,
        "rights": book.rights, "library": book.library,
    }  # fmt: skip
    return valid
