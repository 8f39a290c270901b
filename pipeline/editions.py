"""Make the editions of a valid TEI, have each checked, and count its words: the last stages."""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

from pipeline import check, tei
from pipeline.check import words
from pipeline.check.judges import SCHEMAS
from pipeline.check.readings import read_tei
from pipeline.errors import InvalidEdition, InvalidTei, MissingTool
from pipeline.model import Tei
from pipeline.report import EDITIONS, NOT_MADE, Finding, Report, Verdict
from pipeline.resources import styles_folder
from pipeline.write import WRITERS

TURNS = ("tei", "epub", "html", "text", "pdf")
"""The order in which editions are made: the longest work last, while the others are checked."""
NOBODY = "Handpress"


def make_editions(
    report: Report,
    tree: Tei,
    folder: Path,
    editions: tuple[str, ...],
    ask: check.Ask,
    cover: bytes = b"",
) -> dict[str, dict[str, int]]:
    """Write each edition, have it checked while the next is made, and count its words.

    An edition for which a tool is missing is not made, and its verdict says so; ``cover`` is a
    picture that a person gave for the front. Raises LostText, InvalidTei or InvalidEdition for
    one that is made and not good.
    """
    shown = read_tei(tree)
    counts: dict[str, dict[str, int]] = {}
    waiting: list[Future[Verdict]] = []
    with ThreadPoolExecutor(1) as checker:
        for edition in (name for name in TURNS if name in editions):
            try:
                file, data = _edition(edition, tree, report, cover)
            except MissingTool as error:  # the others can still be had
                why = f"{NOT_MADE}: {error.message}; {error.cure}"
                report.verdicts.append(Verdict(edition, NOBODY, None, detail=why))
                continue
            (folder / file).write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            report.outputs[edition] = {"file": file, "bytes": len(data), "sha256": digest}
            waiting.append(checker.submit(check.CHECKS[edition], folder / file, ask))
            if edition != "tei":
                counts[edition] = words.follow_edition(edition, data, shown, file)
        report.verdicts += [future.result() for future in waiting]
    report.verdicts.sort(key=lambda item: EDITIONS.index(item.edition))
    if "tei" in editions:
        for schema in SCHEMAS:
            (folder / schema).write_bytes((files("pipeline.tei") / schema).read_bytes())
    _hold_to_verdicts(report)
    return counts


def _edition(edition: str, tree: Tei, report: Report, cover: bytes) -> tuple[str, bytes]:
    if edition == "tei":
        return f"{report.name}.tei.xml", tei.serialise(tree)
    writer = WRITERS[edition]
    if cover and writer.covered:
        return f"{report.name}{writer.suffix}", writer.covered(tree, styles_folder(), cover)
    return f"{report.name}{writer.suffix}", writer.write(tree, styles_folder())


def _hold_to_verdicts(report: Report) -> None:
    """Raise for every edition that a checker rejected; what it only warns of becomes a finding."""
    for verdict in report.verdicts:
        if verdict.valid:
            report.findings += [
                Finding(f"{verdict.edition}-warning", problem) for problem in verdict.problems
            ]
    rejected = [verdict for verdict in report.verdicts if verdict.valid is False]
    if rejected:
        kind = InvalidTei if rejected[0].edition == "tei" else InvalidEdition
        told = [
            f"{verdict.checker} rejects {report.outputs[verdict.edition]['file']}:\n  "
            + "\n  ".join(verdict.problems[:20])
            for verdict in rejected
        ]
        raise kind("\n".join(told), where=str(report.source["file"]), cure=words.CURE)
