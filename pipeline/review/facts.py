"""Say of each repair what the page shows, and what state it is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.config import Config
from pipeline.decide import key
from pipeline.report import Repair
from pipeline.report_page import ORDER, flat, visible

BY_HAND = "correct"
"""The name of the rule that puts people's corrections in."""
Named = Mapping[str, Repair]
Verdicts = Mapping[tuple[str, str], str]


def verdicts_in(config: Config) -> Verdicts:
    """Give what is decided: rule and key to ``accept`` or ``refuse``."""
    return {
        (item.rule, item.key): "accept" if item.accepted else "refuse" for item in config.decisions
    }


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
    if not item.applied:
        return "refused" if (item.rule, key(item)) in verdicts else "proposed"
    return "likely" if ORDER[item.confidence] == 1 else "sure"


def by_doubt(named_repair: tuple[str, Repair]) -> tuple[bool, int, str, int]:
    """Put first what most needs a person; a decision does not move a repair in the list."""
    item = named_repair[1]
    return item.rule == BY_HAND, ORDER[item.confidence], item.rule, item.raw


def facts(
    name: str, item: Repair, state: str, verdicts: Verdicts,
    twins: Mapping[tuple[str, str], int],
) -> dict[str, Any]:  # fmt: skip
    """Give all that the page shows of one repair."""
    place = (item.rule, key(item))
    return {
        "id": name, "rule": item.rule, "place": str(item.origin), "raw": item.raw,
        "before": visible(item.before), "after": visible(item.after),
        "left": flat(item.left), "right": flat(item.right), "evidence": item.evidence,
        "confidence": "by hand" if item.rule == BY_HAND else item.confidence.value,
        "applied": item.applied, "state": state, "verdict": verdicts.get(place, ""),
        "twins": twins[place], "key": place[1],
    }  # fmt: skip
