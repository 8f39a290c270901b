"""A text as it is by one state of its sidecar, and what in the sidecar no longer fits it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.also import Cleanup, Other
from pipeline.collate.disagreements import DISAGREE
from pipeline.config import TEXTS, WITNESS, Config, Correction, Decision, Seen, parse_config
from pipeline.decide import (
    BY_HAND,
    Misfit,
    Placed,
    apply_readings,
    key,
    nearest,
    place,
    unfound,
)  # fmt: skip
from pipeline.errors import PipelineError
from pipeline.model import NOWHERE, Cleaned, Origin, Places, Source, Witness
from pipeline.parse import parse
from pipeline.report import Confidence, Finding, Repair
from pipeline.report_page import flat, visible
from pipeline.review.facts import Named, named, raw_of
from pipeline.review.passage import stretch_like
from pipeline.run import clean_as_decided, findings_as_decided

READ_AHEAD = 40
KEPT = 3
"""So many states of the rules' work are kept: a correction of the reading text runs none again."""
SOUGHT = 60
"""For so many decisions that fit no more the nearest place is looked for."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision that fits no place of the text any more, and the place most like its own."""

    entry: Decision | Correction | Seen
    told: str
    near: str = ""
    """The name of the nearest repair of the rule."""
    stretch: tuple[int, int] | None = None
    """The nearest stretch of the text that the correction is of, as the rules left it."""

    @property
    def name(self) -> str:
        """Name it by what it says, which stays the same in whatever order the file has it."""
        return f"orphan-{_digest(replace(self.entry, line=0))}"


@dataclass(slots=True)
class Draft:
    """A state of the sidecar, and what the text is by it."""

    text: str
    config: Config
    witness: str
    base: Cleaned
    """What the rules left."""
    cleaned: Cleaned
    """The same, with the corrections of the reading text."""
    repairs: Named
    hands: Mapping[str, Correction]
    """The corrections that are made, by the name of their repair."""
    findings: Mapping[str, Finding]
    """What a build would tell a person, by the name it goes by on the page."""
    placed: Mapping[str, Sequence[Placed]]
    orphans: Sequence[Orphan]
    number: int = 0
    """How many decisions had been written when it was made."""

    def stream(self, name: str, base: bool = False) -> Source | None:
        """Give one of the texts by its name: the raw text, or a stream of the reading text."""
        cleaned = self.base if base else self.cleaned
        return {
            WITNESS: Source(self.witness), "body": cleaned.body, "notes": cleaned.notes,
            "colophon": cleaned.colophon,
        }.get(name)  # fmt: skip


@dataclass(slots=True)
class Bench:
    """What drafts are made from: the text's file, and what the rules made of it before."""

    path: Path
    data: bytes
    witness: str
    sidecar: str
    also: Other | None = None
    _made: dict[Any, Cleanup] = field(default_factory=dict)

    def draft(self, text: str) -> Draft:
        """Make the text by a state of its sidecar. Raises ConfigError for what is no sidecar."""
        config = parse_config(text.encode(), self.sidecar)
        raw, misfits = place(_of(config, WITNESS), self.witness)
        cleaned, repairs, findings = self._clean(config, raw)
        placed: dict[str, Sequence[Placed]] = {WITNESS: raw}
        for name in TEXTS[1:]:
            stream = getattr(cleaned, name).text
            placed[name], more = place(_of(config, name), stream)
            misfits += more
        fit = [item.correction for name in TEXTS[1:] for item in placed[name]]
        places = Places(self.witness, cleaned.pages)
        fitting = replace(config, corrections=tuple(fit))
        read, by_hand = apply_readings(cleaned, fitting, places.origin)
        told = [_told(item, self.witness, places) for item in findings if item.code == DISAGREE]
        repairs_named = named([*by_hand, *told, *repairs])
        hands, idle = _hands(cleaned, self.witness, placed, repairs_named)
        orphans = [*_unmet(config, repairs_named), *self._homeless(misfits, cleaned)]
        orphans += [Orphan(item, "the text reads so already") for item in idle]
        found = _found_by_name(self._findings(config, (read, [*by_hand, *repairs], findings)))
        orphans += [
            Orphan(item, "this is found no more") for item in unfound(config, found.values())
        ]
        return Draft(
            text, config, self.witness, cleaned, read, repairs_named, hands, found, placed, orphans
        )  # fmt: skip

    def _findings(self, config: Config, cleanup: Cleanup) -> list[Finding]:
        try:
            found = findings_as_decided(
                self.path, self.data, config, self.witness, cleanup, self.also
            )
        except PipelineError as error:
            return [Finding("not-built", f"As it is, no edition can be made of it: {error}")]
        return [item for item in found if item.code != DISAGREE]

    def _clean(self, config: Config, raw: Sequence[Placed]) -> Cleanup:
        fit = tuple(item.correction for item in raw)
        lang = config.metadata.get("lang", "")
        state = (frozenset((d.rule, d.key, d.accepted) for d in config.decisions), fit, lang)
        if state not in self._made:
            while len(self._made) >= KEPT:
                del self._made[next(iter(self._made))]
            wanted = replace(config, corrections=fit)
            self._made[state] = clean_as_decided(self.path, self.data, wanted, self.also)[1]
        return self._made[state]

    def _homeless(self, misfits: Sequence[Misfit], cleaned: Cleaned) -> list[Orphan]:
        texts = {name: getattr(cleaned, name, None) for name in TEXTS}
        found = []
        for index, misfit in enumerate(misfits):
            stream = texts[misfit.correction.text]
            text = self.witness if stream is None else stream.text
            near = stretch_like(misfit.correction, text) if index < SOUGHT else None
            found.append(Orphan(misfit.correction, misfit.told(), stretch=near))
        return found


def read_from(draft: Draft) -> dict[str, Any]:
    """Give the metadata that the text itself says, whatever a person gave."""
    facts = Witness("", "", "", 0, draft.cleaned.dialect)
    origin_of = Places(draft.witness, draft.cleaned.pages).origin
    return asdict(parse(draft.cleaned, facts, origin_of)[0].metadata)


def _told(finding: Finding, witness: str, places: Places) -> Repair:
    """Show a disagreement as what a person decides on, or, if it has no place, as what it says."""
    if finding.repair:
        return finding.repair
    place, raw = finding.origin or NOWHERE, raw_of(finding, witness, places) or 0
    return Repair(DISAGREE, place, raw, "", "", Confidence.DOUBTFUL, False, finding.message)


def _found_by_name(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Name each finding by what it says: a decision holds for all that say the same."""
    found: dict[str, Finding] = {}
    for item in findings:
        found.setdefault(f"finding-{_digest((item.code, item.message))}", item)
    return found


def _digest(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def _of(config: Config, text: str) -> list[Correction]:
    return [item for item in config.corrections if item.text == text]


def _hands(
    cleaned: Cleaned, witness: str, placed: Mapping[str, Sequence[Placed]], repairs: Named
) -> tuple[dict[str, Correction], list[Correction]]:
    """Name the corrections by their repairs; those that change nothing have none."""
    names: dict[tuple[int, str, str], list[str]] = {}
    for name, repair in repairs.items():
        if repair.rule == BY_HAND:
            names.setdefault((repair.raw, repair.before, repair.after), []).append(name)
    hands, idle = {}, []
    for text, items in placed.items():
        source = Source(witness) if text == WITNESS else getattr(cleaned, text)
        for item in items:
            before = source.text[item.start : item.end]
            if before == item.correction.after:
                idle.append(item.correction)
                continue
            place = (source.raw(item.start), before, item.correction.after)
            hands[names[place].pop(0)] = item.correction
    return hands, idle


def _unmet(config: Config, repairs: Named) -> list[Orphan]:
    met = {(repair.rule, key(repair)): name for name, repair in repairs.items()}
    found = []
    for item in config.decisions:
        if (item.rule, item.key) not in met:
            near = nearest(item.rule, item.key, list(repairs.values()))
            told = f"{item.rule} sees no such place any more"
            found.append(Orphan(item, told, met.get((item.rule, near), "")))
    return found


def orphan_facts(orphan: Orphan, draft: Draft) -> dict[str, Any]:
    """Give what the page shows of a decision that fits no more: what it said, and what is near."""
    entry = orphan.entry
    facts: dict[str, Any] = {"id": orphan.name, "told": orphan.told, "line": entry.line}
    if isinstance(entry, Seen):
        said = {"verb": "leave", "rule": entry.code, "before": entry.message, "near": None}
        return {**facts, **said, "left": "", "after": "", "right": ""}
    if isinstance(entry, Decision):
        left, before, right = [*entry.key.split("|"), "", ""][:3]
        facts |= {"verb": "accept" if entry.accepted else "refuse", "rule": entry.rule,
                  "left": left, "before": before, "after": "", "right": right}  # fmt: skip
        repair = draft.repairs.get(orphan.near)
        facts["near"] = repair and _near(
            repair.origin, repair.raw, repair.before, repair.after, repair.left, repair.right
        )
        return facts
    facts |= {
        "verb": "correct", "rule": BY_HAND, "left": flat(entry.left), "right": flat(entry.right),
        "before": visible(entry.before), "after": visible(entry.after), "near": None,
    }  # fmt: skip
    source = draft.stream(entry.text, base=True)
    if orphan.stretch and source is not None:
        start, end = orphan.stretch
        left, right = source.text[max(0, start - READ_AHEAD) : start], source.text[end:]
        raw = source.raw(start)
        place = Places(draft.witness, draft.base.pages).origin(raw)
        facts["near"] = _near(
            place, raw, source.text[start:end], entry.after, left, right[:READ_AHEAD]
        )
    return facts


def _near(
    place: Origin, raw: int, before: str, after: str, left: str, right: str
) -> dict[str, Any]:  # fmt: skip
    return {
        "place": str(place), "raw": raw, "before": visible(before), "after": visible(after),
        "left": flat(left), "right": flat(right),
    }  # fmt: skip
