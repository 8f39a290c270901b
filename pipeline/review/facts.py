"""Say of each repair what the page shows, and what state it is in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline import collate
from pipeline.clean import rules
from pipeline.collate.disagreements import DISAGREE
from pipeline.config import Config, Correction
from pipeline.decide import BY_HAND, key
from pipeline.report import Repair
from pipeline.report_page import ORDER, flat, visible

COLLATED = frozenset(name for name, _ in collate.rules()) | {DISAGREE}
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


def facts(
    name: str, item: Repair, state: str, verdicts: Verdicts,
    twins: Mapping[tuple[str, str], int],
) -> dict[str, Any]:  # fmt: skip
    """Give all that the page shows of one repair."""
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
