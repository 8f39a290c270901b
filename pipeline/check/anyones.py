"""A verdict on any file that somebody names."""

from pathlib import Path

from pipeline.check import ANYONES, kind_of
from pipeline.check.process import Ask
from pipeline.errors import InputError, InvalidEdition, InvalidTei, MissingTool, PipelineError
from pipeline.report import Verdict

HEAD = 1024


def validate_file(path: Path, ask: Ask) -> tuple[Verdict, int]:
    """Give the verdict on a TEI, EPUB or PDF, and the exit status it means.

    Raises InputError for what cannot be read, or is none of the three.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path), cure="check the path"
        ) from error
    kind = kind_of(head)
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
