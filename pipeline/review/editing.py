"""Write a passage of the reading text anew, and keep decisions at places that others moved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.config import WITNESS, Correction, Decision
from pipeline.decide import key, places_of
from pipeline.errors import ConfigError
from pipeline.model import Source
from pipeline.review import sidecar
from pipeline.review.draft import Draft
from pipeline.review.panes import Mark
from pipeline.review.passage import (
    before_corrections,
    correction_at,
    hunks,
    meant,
    reading_at,
    shown,
)

GONE = "the text has changed there since: close this, and take the place again"


def passage(draft: Draft, stream: str, start: int, end: int) -> dict[str, Any]:
    """Give a stretch of the reading text as a person writes it.

    Raises ConfigError for a stretch that is none.
    """
    source = _stream(draft, stream)
    if not 0 <= start <= end <= len(source.text):
        raise ConfigError("this is no place of the text")
    return {"stream": stream, "start": start, "text": shown(source.text[start:end])}


def corrections(
    draft: Draft, stream: str, start: int, was: str, now: str
) -> tuple[list[Correction], list[Correction]]:
    """Turn a passage and what a person made of it into corrections to drop and to add.

    Raises ConfigError where the passage is not there any more, or nothing in it was changed.
    """
    text = _stream(draft, stream).text
    was = was.replace("\r\n", "\n").replace("‖", "\f")
    if text[start : start + len(was)] != was:
        if text.count(was) != 1:
            raise ConfigError(GONE)
        start = text.index(was)
    end = start + len(was)
    wanted = meant(now, was)
    if wanted == was:
        raise ConfigError("nothing is changed")
    placed = draft.placed[stream]
    low, high, base_low, base_high = before_corrections(placed, start, end)
    wanted = text[low:start] + wanted + text[end:high]
    base = _stream(draft, stream, base=True).text
    found = [
        reading_at(base, base_low + one, base_low + two, after, stream)
        for one, two, after in hunks(base[base_low:base_high], wanted)
    ]
    there = [item.correction for item in placed if item.start <= base_high and item.end >= base_low]
    said = {_said(item) for item in there}
    keep = {_said(item) for item in found}
    return (
        [item for item in there if _said(item) not in keep],
        [item for item in found if _said(item) not in said],
    )


def moved(draft: Draft, correction: Correction, start: int, end: int) -> Correction:
    """Make a correction anew at another stretch of the text that it is of."""
    if correction.text == WITNESS:
        return correction_at(draft.witness, start, end, correction.after)
    text = _stream(draft, correction.text, base=True).text
    return reading_at(text, start, end, correction.after, correction.text)


def marks(draft: Draft) -> dict[str, list[Mark]]:
    """Mark the corrections of the reading text in it."""
    names: dict[tuple[str, str], list[str]] = {}
    for name, item in draft.hands.items():
        names.setdefault(_said(item), []).append(name)
    found: dict[str, list[Mark]] = {}
    for stream, placed in draft.placed.items():
        shift = 0
        if stream == WITNESS:
            continue
        for place in placed:
            start = place.start + shift
            end = start + len(place.correction.after)
            shift = end - place.end
            for name in names.get(_said(place.correction), [])[:1]:
                found.setdefault(stream, []).append(Mark(start, end, name, "hand"))
    return found


def _said(correction: Correction) -> tuple[str, str]:
    return repr(replace(correction, line=0)), correction.text


def _stream(draft: Draft, name: str, base: bool = False) -> Source:
    source = None if name == WITNESS else draft.stream(name, base)
    if source is None:
        raise ConfigError("this is no place of the text")
    return source


STRAY = 200
"""So far, in characters of the raw text, a place may seem to move when rules decide otherwise."""


def rebound(text: str, draft: Draft, old: Draft, names: Mapping[tuple[str, str], str]) -> str:
    """Rewrite a sidecar so that what still has its place in the text names it as it is now."""
    for orphan in draft.orphans:
        entry = orphan.entry
        if isinstance(entry, Decision):
            now = draft.repairs.get(names.get((entry.rule, entry.key), ""))
            if now is not None and now.rule == entry.rule:
                text = sidecar.rekey(text, entry.rule, entry.key, key(now))
        elif (
            isinstance(entry, Correction)
            and entry.text != WITNESS
            and (made := _again(entry, draft, old))
        ):
            text = sidecar.add_correction(sidecar.drop_correction(text, entry), made)
    return text


def _again(entry: Correction, draft: Draft, old: Draft) -> Correction | None:
    """Find the place that a correction had in the raw text, and what stands around it now."""
    was, now = old.stream(entry.text, base=True), draft.stream(entry.text, base=True)
    there = places_of(entry, was.text) if was else []
    if was is None or now is None or len(there) != 1:
        return None
    raw = was.raw(there[0][0])
    for wanted in (
        Correction(entry.before, entry.after, _tail(entry.left), "", 0, entry.text),
        Correction(entry.before, entry.after, "", _head(entry.right), 0, entry.text),
        Correction(entry.before, entry.after, "", "", 0, entry.text),
    ):
        if not (wanted.left + wanted.before + wanted.right).strip():
            continue
        near = sorted(
            (abs(now.raw(place[0]) - raw), place) for place in places_of(wanted, now.text)
        )
        if near and near[0][0] <= STRAY:
            try:
                return reading_at(now.text, *near[0][1], entry.after, entry.text)
            except ConfigError:
                return None
    return None


def _tail(text: str) -> str:
    return text[max(0, text.rstrip().rfind(" ")) :]


def _head(text: str) -> str:
    end = text.lstrip().find(" ")
    return text[: end + len(text) - len(text.lstrip())] if end > 0 else text
