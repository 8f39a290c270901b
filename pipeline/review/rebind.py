"""Give decisions that another decision moved the key or the context that they have now."""

from collections.abc import Mapping

from pipeline.config import WITNESS, Correction, Decision
from pipeline.decide import key, places_of
from pipeline.errors import ConfigError
from pipeline.review import sidecar
from pipeline.review.draft import Draft
from pipeline.review.passage import reading_at

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
        elif entry.text != WITNESS and (made := _again(entry, draft, old)):
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
