"""Apply what people decided: corrections through the engine, verdicts on what rules propose."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.clean.edit import Edit, Press, key_of
from pipeline.config import Config, Correction
from pipeline.errors import ConfigError
from pipeline.model import Origin, Source
from pipeline.report import Confidence, Repair

CURE = "run “handpress explain” and copy the key again, or take the entry out"


def correct(source: Source, corrections: Sequence[Correction], file: str) -> Iterator[Edit]:
    """Put the reading that a person gave in the place of the witness's.

    Raises ConfigError when a correction fits no place in the text, or more than one: it was made
    for another state of it.
    """
    for correction in corrections:
        places = places_of(correction, source.text)
        if len(places) != 1:
            raise ConfigError(
                f"the correction of “{correction.before}” fits {len(places)} places of the text",
                where=f"{file}:{correction.line}",
                cure="write more of the text around it into left and right" if places
                else "look in the text for what stands there now, or take the entry out",
            )  # fmt: skip
        yield Edit(*places[0], correction.after, Confidence.SURE, f"{file}", emends=True)


def places_of(correction: Correction, text: str) -> list[tuple[int, int]]:
    """Find where a correction fits, with any white space between its words.

    Another extraction of the same text breaks its lines and indents them anew.
    """
    left, before, right = (
        r"\s+".join(map(re.escape, part.split()))
        for part in (correction.left, correction.before, correction.right)
    )
    behind = r"\s*" if correction.left else ""
    ahead = r"\s*" if correction.right else ""
    pattern = re.compile(f"{left}{behind}(?P<before>{before}){ahead}{right}")
    return [match.span("before") for match in pattern.finditer(text)]


def apply_corrections(source: Source, config: Config) -> tuple[Source, list[Repair]]:
    """Run the corrections over a witness; the repairs say so as they would of a rule."""
    if not config.corrections:
        return source, []
    press = Press(lambda raw: Origin("", 0), {})
    rule = partial(correct, corrections=config.corrections, file=config.file)
    return press.step(rule, source), press.repairs


def verdicts_of(config: Config) -> dict[tuple[str, str], bool]:
    """Give the decisions as the engine takes them."""
    return {(item.rule, item.key): item.accepted for item in config.decisions}


def hold_to_text(config: Config, repairs: Sequence[Repair]) -> None:
    """Raise ConfigError for a decision on a repair that no rule makes or proposes any more."""
    met = {(repair.rule, key(repair)) for repair in repairs}
    for item in config.decisions:
        if (item.rule, item.key) in met:
            continue
        near = difflib.get_close_matches(item.key, [k for rule, k in met if rule == item.rule], 1)
        raise ConfigError(
            f"the decision on “{item.key}” no longer matches: {item.rule} sees no such place",
            where=f"{config.file}:{item.line}",
            cure=f"the nearest is “{near[0]}”; {CURE}" if near else CURE,
        )


def key(repair: Repair) -> str:
    """Give the context key that names a repair in a decision."""
    return key_of(repair.left, repair.before, repair.right)
