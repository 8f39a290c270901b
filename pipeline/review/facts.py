"""Say of each repair what the page shows, and what state it is in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline import collate
from pipeline.clean import rules
from pipeline.collate.disagreements import DISAGREE
from pipeline.config import Config, Correction
from pipeline.decide import BY_HAND, key, seen_in
from pipeline.model import Places
from pipeline.report import Finding, Repair
from pipeline.report_page import ORDER, flat, visible

COLLATED = frozenset(name for name, _ in collate.rules()) | {DISAGREE}
QUOTED = re.compile("“(?P<words>[^”]+)”")
Named = Mapping[str, Repair]
Verdicts = Mapping[tuple[str, str], str]


def verdicts_in(config: Config) -> Verdicts:
    """Give what is decided: rule and key to ``accept`` or ``refuse``."""
    return {
        (item.rule, item.key): "accept" if item.accepted else "refuse" for item in config.decisions
    }


def readings_in(corrections: Iterable[Correction]) -> set[tuple[str, str, str, str]]:
    """Give what the corrections say, without the line at which they say it."""
    return {(item.text, item.before, item.after, item.left) for item in corrections}


def decided_since(opened: Config, config: Config) -> dict[str, int]:
    """Count what was decided since the sidecar was opened."""
    was, now = verdicts_in(opened), verdicts_in(config)
    new = Counter(accepted for place, accepted in now.items() if was.get(place) != accepted)
    old, mended = (readings_in(of.corrections) for of in (opened, config))
    known, left = seen_in(opened), seen_in(config)
    return {
        "accepted": new["accept"], "refused": new["refuse"], "corrected": len(mended - old),
        "findings left": len(left - known),
        "taken back": len(was.keys() - now.keys()) + len(old - mended) + len(known - left),
    }  # fmt: skip


def named(repairs: Sequence[Repair]) -> Named:
    """Name each repair by rule and place, which stay the same while decisions come and go."""
    seen: Counter[str] = Counter()
    found = {}
    for item in repairs:
        name = f"{item.rule}@{item.raw}"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}.{seen[name]}"] = item
    return found


def state_of(item: Repair, verdicts: Verdicts) -> str:
    """Name the state by which the page colours a repair."""
    if item.rule == BY_HAND:
        return "hand"
    if item.rule == DISAGREE and (DISAGREE, key(item)) not in verdicts:
        return "told"
    if not item.applied:
        return "refused" if (item.rule, key(item)) in verdicts else "proposed"
    return "likely" if ORDER[item.confidence] == 1 else "sure"


def sentences() -> dict[str, str]:
    """Say of each rule what it does."""
    told = "Tell what the two extractions disagree on: correct it by hand, or leave it as it is."
    hand = "Put the reading that a person gave."
    return {**dict((*rules(), *collate.rules())), DISAGREE: told, BY_HAND: hand}


def from_other(item: Repair) -> bool:
    """Say whether another extraction of the text showed it."""
    return item.rule in COLLATED or item.evidence.endswith(collate.HAS_IT)


def by_doubt(named_repair: tuple[str, Repair]) -> tuple[bool, bool, int, str, int]:
    """Put first what another extraction shows, then what most needs a person.

    A decision does not move a repair in the list.
    """
    item = named_repair[1]
    return item.rule == BY_HAND, not from_other(item), ORDER[item.confidence], item.rule, item.raw


def raw_of(finding: Finding, witness: str, places: Places) -> int | None:
    """Give the offset in the witness of the line, or else of the words, that a finding names."""
    if finding.origin:
        return places.start(finding.origin.line)
    named = (witness.find(match["words"]) for match in QUOTED.finditer(finding.message))
    return next((offset for offset in named if offset >= 0), None)


def findings_listed(
    findings: Mapping[str, Finding], config: Config, witness: str
) -> list[dict[str, Any]]:
    """Give what the page shows of each finding: it stands among the repairs."""
    known, places = seen_in(config), Places(witness, ())
    return [
        {
            "id": name, "rule": item.code, "place": str(item.origin or ""),
            "raw": raw_of(item, witness, places), "key": "", "twins": 1,
            "before": "", "after": "", "left": "", "right": "",
            "evidence": item.message, "confidence": "found", "group": "found", "applied": False,
            "state": "found", "verdict": "refuse" if (item.code, item.message) in known else "",
        }
        for name, item in findings.items()
    ]  # fmt: skip


def repairs_listed(
    repairs: Named, states: Mapping[str, str], verdicts: Verdicts
) -> list[dict[str, Any]]:  # fmt: skip
    """Give what the page shows of each repair, first what most needs a person."""
    twins = Counter((item.rule, key(item)) for item in repairs.values())
    return [
        _facts(name, item, states[name], verdicts, twins)
        for name, item in sorted(repairs.items(), key=by_doubt)
    ]


def _facts(
    name: str, item: Repair, state: str, verdicts: Verdicts,
    twins: Mapping[tuple[str, str], int],
) -> dict[str, Any]:  # fmt: skip
    place = (item.rule, key(item))
    confidence = {BY_HAND: "by hand", DISAGREE: "told"}.get(item.rule, item.confidence.value)
    return {
        "id": name, "rule": item.rule, "place": str(item.origin), "raw": item.raw,
        "before": visible(item.before), "after": visible(item.after),
        "left": flat(item.left), "right": flat(item.right), "evidence": item.evidence,
        "confidence": confidence, "group": "other" if from_other(item) else confidence,
        "applied": item.applied, "state": state, "verdict": verdicts.get(place, ""),
        "twins": twins[place], "key": place[1],
    }  # fmt: skip
