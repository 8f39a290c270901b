"""Apply what people decided: corrections through the engine, verdicts on what rules propose."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.clean.edit import Edit, Press, key_of
from pipeline.clean.facts.layout import contents
from pipeline.config import WITNESS, Config, Correction, Seen
from pipeline.errors import ConfigError
from pipeline.model import Cleaned, Editing, Origin, Source
from pipeline.report import Confidence, Finding, Repair

CURE = "run “handpress explain” and copy the key again, or take the entry out"
BY_HAND = "correct"
"""The name of the rule that puts people's corrections in."""
SPACES = re.compile(r"\s+")
NOTATION = re.compile(r"[\n\f#>*_<|`\[\]\\]")
"""What may mean something else than itself in the reading text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A correction, and the one stretch of its text that it fits."""

    start: int
    end: int
    correction: Correction


@dataclass(frozen=True, slots=True)
class Misfit:
    """A correction that cannot be made, and why: it was made for another state of the text."""

    correction: Correction
    places: int
    """How many places it fits; with one, another correction stands there already."""

    def told(self) -> str:
        """Say why in a sentence."""
        of = f"the correction of “{self.correction.before or self.correction.after[:40]}”"
        if self.places == 1:
            return f"{of} crosses another one"
        return f"{of} fits {self.places} places of the text"

    @property
    def cure(self) -> str:
        """Say what to do."""
        if self.places == 1:
            return "take one of the two out"
        if self.places:
            return "write more of the text around it into left and right"
        return "“handpress review” shows where it stood and puts it right, or take the entry out"


def place(corrections: Sequence[Correction], text: str) -> tuple[list[Placed], list[Misfit]]:
    """Find where each correction fits; what fits no place, two, or crosses another is a misfit."""
    placed, misfits = [], []
    for correction in corrections:
        places = places_of(correction, text)
        if len(places) == 1:
            placed.append(Placed(*places[0], correction))
        else:
            misfits.append(Misfit(correction, len(places)))
    kept: list[Placed] = []
    for item in sorted(placed, key=lambda item: (item.start, item.end)):
        last = kept[-1] if kept else None
        if last and (item.start < last.end or (item.start, item.end) == (last.start, last.end)):
            misfits.append(Misfit(item.correction, 1))
        else:
            kept.append(item)
    return kept, misfits


def correct(source: Source, corrections: Sequence[Correction], file: str) -> Iterator[Edit]:
    """Put the reading that a person gave in the place of the text's.

    Raises ConfigError when a correction fits no place in the text, or more than one: it was made
    for another state of it.
    """
    placed, misfits = place(corrections, source.text)
    if misfits:
        first = min(misfits, key=lambda misfit: misfit.correction.line)
        where = f"{file}:{first.correction.line}"
        raise ConfigError(first.told(), where=where, cure=first.cure)
    for item in placed:
        emends = _emends(item.correction)
        yield Edit(item.start, item.end, item.correction.after, Confidence.SURE, file, emends)


def _emends(correction: Correction) -> bool:
    """Say whether a reader of the TEI has to see both readings: not of a break or a heading."""
    if correction.text == WITNESS:
        return True
    readings = correction.before, correction.after
    return all(part.strip() and not NOTATION.search(part) for part in readings)


def places_of(correction: Correction, text: str) -> list[tuple[int, int]]:
    """Find where a correction fits, with any white space between its words.

    Another extraction of the same text breaks its lines and indents them anew. A correction of
    the reading text may be of the white space itself, so there each space has to stand for one.
    """
    of_witness = correction.text == WITNESS
    left, before, right = (
        r"\s+".join(map(re.escape, part.split() if of_witness else SPACES.split(part)))
        for part in (correction.left, correction.before, correction.right)
    )
    if of_witness:
        left, right = left + r"\s*" * bool(left), r"\s*" * bool(right) + right
    if not left + before + right:
        return [] if text.strip() else [(0, len(text))]
    pattern = re.compile(f"{left}(?P<before>{before}){right}")
    return [match.span("before") for match in pattern.finditer(text)]


def apply_corrections(source: Source, config: Config) -> tuple[Source, list[Repair]]:
    """Run the corrections over a witness; the repairs say so as they would of a rule."""
    return _corrected(source, config, WITNESS)


def _corrected(source: Source, config: Config, text: str) -> tuple[Source, list[Repair]]:
    corrections = [item for item in config.corrections if item.text == text]
    if not corrections:
        return source, []
    press = Press(lambda raw: Origin("", 0), {})
    rule = partial(correct, corrections=corrections, file=config.file)
    return press.step(rule, source), press.repairs


def apply_readings(
    cleaned: Cleaned, config: Config, origin_of: Callable[[int], Origin]
) -> tuple[Cleaned, list[Repair]]:
    """Run the corrections over the reading text, once the rules are done with it.

    So a person has the last word: what they join, part or put in, no rule changes again. Raises
    ConfigError when one fits no place, or more than one.
    """
    body, of_body = _corrected(cleaned.body, config, "body")
    notes, of_notes = _corrected(cleaned.notes, config, "notes")
    colophon, of_colophon = _corrected(cleaned.colophon, config, "colophon")
    repairs = [*of_body, *of_notes, *of_colophon]
    if of_body:
        span = contents(body.text)
        cleaned = replace(cleaned, contents=span[:2] if span else None)
    cleaned = replace(cleaned, body=body, notes=notes, colophon=colophon)
    return cleaned, [replace(repair, origin=origin_of(repair.raw)) for repair in repairs]


def verdicts_of(config: Config) -> dict[tuple[str, str], bool]:
    """Give the decisions as the engine takes them."""
    return {(item.rule, item.key): item.accepted for item in config.decisions}


def decided(config: Config, repairs: Sequence[Repair]) -> frozenset[tuple[str, int]]:
    """List the repairs in the text that people answer for, by rule and place in the witness.

    Those are what they wrote themselves, and what they accepted, whether a rule had made it or not.
    """
    accepted = {(item.rule, item.key) for item in config.decisions if item.accepted}
    return frozenset(
        (item.rule, item.raw) for item in repairs
        if item.applied and (item.rule == BY_HAND or (item.rule, key(item)) in accepted)
    )  # fmt: skip


def editing(config: Config, repairs: Sequence[Repair]) -> Editing | None:
    """Count what people decided about the repairs of a text; None where they decided nothing."""
    corrected = sum(item.applied and item.rule == BY_HAND for item in repairs)
    accepted = sum(item.accepted for item in config.decisions)
    refused = len(config.decisions) - accepted
    if not (corrected or accepted or refused):
        return None
    return Editing(config.editor, corrected, accepted, refused)


def hold_to_text(config: Config, repairs: Sequence[Repair]) -> None:
    """Raise ConfigError for a decision on a repair that no rule makes or proposes any more."""
    met = {(repair.rule, key(repair)) for repair in repairs}
    for item in config.decisions:
        if (item.rule, item.key) in met:
            continue
        near = nearest(item.rule, item.key, repairs)
        raise ConfigError(
            f"the decision on “{item.key}” no longer matches: {item.rule} sees no such place",
            where=f"{config.file}:{item.line}",
            cure=f"the nearest is “{near}”; {CURE}" if near else CURE,
        )


def part_seen(config: Config, findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Part the findings into those that wait for a person, and those that a person has seen.

    What was seen and is found no more is a finding itself, so that the sidecar cannot rot.
    """
    known = seen_in(config)
    seen = [item for item in findings if (item.code, item.message) in known]
    left = [item for item in findings if (item.code, item.message) not in known]
    gone = [
        Finding("seen-no-more", f"{config.file}:{item.line}: “{item.message}” is found no more")
        for item in unfound(config, findings)
    ]
    return left + gone, seen


def seen_in(config: Config) -> frozenset[tuple[str, str]]:
    """Give code and message of the findings that a person has seen."""
    return frozenset((item.code, item.message) for item in config.seen)


def unfound(config: Config, findings: Iterable[Finding]) -> list[Seen]:
    """Give what a person has seen and is found no more."""
    found = {(item.code, item.message) for item in findings}
    return [item for item in config.seen if (item.code, item.message) not in found]


def hold_to_structured(config: Config, *, ours: bool = False) -> None:
    """Raise ConfigError for what a person decided and a text that no rule runs over cannot take.

    A file that a person wrote takes metadata, since it has no repairs; our own TEI takes nothing,
    since it is the edition itself.
    """
    lines = [item.line for item in config.decisions]
    lines += [item.line for item in config.corrections]
    if lines:
        raise ConfigError(
            "decisions on repairs go with a raw text, and nothing is repaired in this one",
            where=f"{config.file}:{min(lines)}", cure="mend the text itself, and take them out",
        )  # fmt: skip
    if ours and config.metadata:
        raise ConfigError(
            "this TEI is one that Handpress made, and is taken as it stands", where=config.file,
            cure="put [metadata] beside the text that it was made of, or change the TEI's header",
        )  # fmt: skip


def nearest(rule: str, wanted: str, repairs: Sequence[Repair]) -> str:
    """Give the key of a rule's repair that is most like the one that a decision names, or ""."""
    keys = list(dict.fromkeys(key(repair) for repair in repairs if repair.rule == rule))
    return next(iter(difflib.get_close_matches(wanted, keys, 1)), "")


def key(repair: Repair) -> str:
    """Give the context key that names a repair in a decision."""
    return key_of(repair.left, repair.before, repair.right)
