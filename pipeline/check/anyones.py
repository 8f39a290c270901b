"""A verdict on any file that somebody names."""

from pathlib import Path

from pipeline.check import ANYONES, kind_of
from pipeline.check.process import Ask
from pipeline.errors import InputError, InvalidEdition, InvalidTei, MissingTool, PipelineError
from pipeline.report import Verdict
from pipeline.resources import read_file

HEAD = 1024


def validate_file(path: Path, ask: Ask) -> tuple[Verdict, int]:
    """Give the verdict on a TEI, EPUB or PDF, and the exit status it means.

    Raises InputError for what cannot be read, or is none of the three.
    """
    kind = kind_of(read_file(path)[:HEAD])
    if not kind:
        raise InputError(
            "is no TEI, EPUB or PDF", where=str(path), cure="nothing else is judged here"
        )
    verdict = ANYONES[kind](path.absolute(), ask)
    return verdict, _status(verdict)


def _status(verdict: Verdict) -> int:
    if verdict.valid:
        return 0
    if verdict.valid is None:
        missing = "not installed" in verdict.detail
        return MissingTool.exit_status if missing else PipelineError.exit_status
    return InvalidTei.exit_status if verdict.edition == "tei" else InvalidEdition.exit_status
