"""Hold what a person decides about one text: on disk at once, and cleaned by it when there is time.

A decision is written before anything else is done with it, so none is lost, whatever happens to
this process; ``settle`` then cleans by all that was written since. Two pages may decide at once:
each changes the file as it then is.
"""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.clean.edit import key_of
from pipeline.collate.disagreements import DISAGREE
from pipeline.config import WITNESS, Correction, Decision, Seen, parse_config
from pipeline.decide import BY_HAND, key, place, places_of
from pipeline.errors import ConfigError, InputError
from pipeline.read.text import read_raw
from pipeline.resources import read_file
from pipeline.review import editing, sidecar
from pipeline.review.draft import Bench, Draft, Orphan, orphan_facts, read_from
from pipeline.review.editing import rebound
from pipeline.review.facts import (
    decided_since,
    findings_listed,
    repairs_listed,
    sentences,
    state_of,
    verdicts_in,
)
from pipeline.review.panes import Mark, Streams, left_pane, raw_span, right_pane, witness_span
from pipeline.review.passage import correction_at, trimmed, word_at
from pipeline.review.store import Store
from pipeline.run import is_structured, open_other

ROUNDS = 4


class Session:
    """One text under review: what is decided of it is in its sidecar as soon as it is decided."""

    def __init__(self, path: Path, also: Path | None = None) -> None:
        """Open a raw text, held against another extraction if one is given.

        A decision that fits no place any more is no reason not to open: here it is put right.
        Raises InputError, OtherText, or ConfigError for a file of decisions that is none.
        """
        if is_structured(path):
            raise InputError(
                "has no repairs to review: a person wrote or edited it", where=str(path),
                cure="review the raw text of an extractor (.md, .txt)",
            )  # fmt: skip
        self.path = path
        self.sidecar = path.with_suffix(".toml")
        data = read_file(path)
        self._store = Store(self.sidecar)
        self._witness = read_raw(data, str(path))[0].text
        other = open_other(path, data, self._store.opened, also)
        self._bench = Bench(path, data, self._witness, self.sidecar.name, other)
        self._pressing = threading.Lock()
        self._draft = self._bench.draft(self._store.now()[0])
        self._names: dict[tuple[str, str], str] = {}
        self._places: dict[str, tuple[str, str]] = {}
        self._found: set[str] = set()
        self._learn(self._draft)

    @property
    def written(self) -> int:
        """How many decisions were written: a state says how many of them it has."""
        return self._store.written

    def state(self) -> dict[str, Any]:
        """Give all that the page shows, as JSON can hold it, by all that is written."""
        draft = self.settle()
        streams = Streams(draft.cleaned)
        verdicts = verdicts_in(draft.config)
        states = {name: state_of(item, verdicts) for name, item in draft.repairs.items()}
        shown = {
            name: item for name, item in draft.repairs.items()
            if name not in draft.hands or draft.hands[name].text == WITNESS
        }  # fmt: skip
        left = [
            Mark(*witness_span(draft.witness, item), name, states[name])
            for name, item in shown.items()
        ]
        right = editing.marks(draft)
        for name, item in shown.items():
            if found := streams.find(item):
                right.setdefault(found[0], []).append(Mark(*found[1:], name, states[name]))
        return {
            "name": self.path.name,
            "sidecar": self.sidecar.name,
            "undo": self._store.undoable,
            "number": draft.number,
            "other": self._bench.also.path.name if self._bench.also else "",
            "rules": sentences(),
            "orphans": [orphan_facts(item, draft) for item in draft.orphans],
            "repairs": repairs_listed(draft.repairs, states, verdicts),
            "findings": findings_listed(draft.findings, draft.config, draft.witness),
            "left": left_pane(draft.witness, streams, left, draft.cleaned.pages),
            "right": right_pane(streams, right),
        }

    def settle(self) -> Draft:
        """Clean by all that is written, and give each decision that another moved its new key."""
        with self._pressing:
            for turn in range(ROUNDS):
                text, number = self._store.now()
                if text == self._draft.text:
                    self._draft.number = number
                    break
                draft = self._bench.draft(text)
                draft.number = number
                kept = rebound(text, draft, self._draft, self._names) if turn < ROUNDS - 1 else text
                self._learn(draft)
                self._draft = draft
                if kept != text:
                    self._store.rewrite(text, kept)
            return self._draft

    def decide(self, verdicts: Sequence[tuple[str, str]]) -> None:
        """Take verdicts on repairs, each by its name: ``accept``, ``refuse``, or "" to take back.

        A finding can be refused: it is known, and needs nothing.

        Raises ConfigError, and then writes none of them, where a repair is not known.
        """
        by_hand = any(name.startswith(f"{BY_HAND}@") for name, _ in verdicts)
        draft = self.settle() if by_hand else self._draft
        known = [(self._known(name, verdict), name, verdict) for name, verdict in verdicts]

        def change(text: str) -> str:
            for (rule, context), name, verdict in known:
                if name in self._found:
                    text = sidecar.see(text, rule, context, verdict == "refuse")
                elif rule != BY_HAND:
                    text = sidecar.decide(text, rule, context, verdict)
                elif verdict != "accept" and name in draft.hands:
                    text = sidecar.drop_correction(text, draft.hands[name])
            return text

        self._store.change(change)

    def look(self, stream: str, start: int, end: int) -> dict[str, Any]:
        """Give the raw text behind a stretch of a pane: what a correction of it would replace."""
        source = self._draft.stream(stream)
        if source is None or not 0 <= start < end <= len(source.text):
            raise ConfigError("this is no place of the text")
        low, high = trimmed(source.text, start, end)
        raw = (low, high) if stream == WITNESS else raw_span(source, low, max(high, low + 1))
        if "\n\n" in self._witness[slice(*raw)].strip() or raw[1] <= raw[0]:
            raise ConfigError("this goes over a break: take less, or take it in the raw text")
        return self._looked(*raw)

    def look_at(self, name: str) -> dict[str, Any]:
        """Give the raw words at a repair: what a correction there would replace."""
        repair = self._draft.repairs.get(name) or self.settle().repairs.get(name)
        if repair is None:
            raise ConfigError("this repair is gone: another decision changed its place")
        start, end = trimmed(self._witness, *witness_span(self._witness, repair))
        if "\n" not in self._witness[start:end]:
            start, end = word_at(self._witness, start, end)
        return self._looked(start, end)

    def correct(self, before: str, after: str, start: int | None = None) -> None:
        """Put a reading in the place of the raw text's: at an offset, or wherever it stands.

        Raises ConfigError where the words are not there, or where they stand more than once and
        nothing tells which are meant.
        """
        witness = self._witness
        places = places_of(Correction(before, after, "", "", 0), witness) if before.strip() else []
        here = [place for place in places if place[0] == start]
        if not places:
            raise ConfigError(f"the raw text has no “{before.strip()}”")
        if not here and len(places) > 1:
            raise ConfigError(
                f"“{before.strip()}” stands in {len(places)} places of the raw text",
                cure="write more of what stands around it into both fields",
            )
        low, high = (here or places)[0]
        made = correction_at(witness, low, high, after)

        def change(text: str) -> str:
            for item in self._raw_corrections(text, low, high):
                text = sidecar.drop_correction(text, item)
            return sidecar.add_correction(text, made)

        self._store.change(change)

    def passage(self, stream: str, start: int, end: int) -> dict[str, Any]:
        """Give a stretch of the reading text, to be written anew."""
        return editing.passage(self._draft, stream, start, end)

    def edit(self, stream: str, start: int, was: str, now: str) -> None:
        """Write a passage of the reading text anew, in its notation.

        ``was`` is what the passage read when the person saw it, and ``start`` where it stood.
        Raises ConfigError where it is not there any more, and for what is no change.
        """
        dropped, added = editing.corrections(self._draft, stream, start, was, now)

        def change(text: str) -> str:
            for item in dropped:
                text = sidecar.drop_correction(text, item)
            for item in added:
                text = sidecar.add_correction(text, item)
            return text

        self._store.change(change)

    def describe(self, given: Mapping[str, str | list[str]]) -> None:
        """Put fields of the metadata in; an empty one is what the text says again."""
        self._store.change(lambda text: sidecar.describe(text, given))

    def described(self) -> dict[str, Any]:
        """Give the metadata that a person gave, and what the text itself says."""
        given, read = self._store.config().metadata, read_from(self._draft)
        return {"metadata": dict(given), "read": read}

    def settle_orphan(self, name: str, again: bool) -> None:
        """Drop a decision that fits no more, or make it at the place that is nearest.

        Raises ConfigError where it is gone, or where no place is near.
        """
        draft = self._draft
        orphan = next((item for item in draft.orphans if item.name == name), None)
        if orphan is None:
            raise ConfigError("this decision is gone")
        self._store.change(lambda text: self._settled(text, draft, orphan, again))

    def _settled(self, text: str, draft: Draft, orphan: Orphan, again: bool) -> str:
        entry = orphan.entry
        if isinstance(entry, Decision):
            text = sidecar.decide(text, entry.rule, entry.key, "")
            if not again:
                return text
            if orphan.near not in draft.repairs:
                raise ConfigError("no place is near")
            verdict = "accept" if entry.accepted else "refuse"
            return sidecar.decide(text, entry.rule, key(draft.repairs[orphan.near]), verdict)
        if isinstance(entry, Seen):
            return sidecar.see(text, entry.code, entry.message, seen=False)
        text = sidecar.drop_correction(text, entry)
        if not again:
            return text
        if orphan.stretch is None:
            raise ConfigError("no place is near")
        return sidecar.add_correction(text, editing.moved(draft, entry, *orphan.stretch))

    def undo(self) -> None:
        """Take the last decision back. Raises ConfigError where somebody else wrote since."""
        self._store.undo()

    def summary(self) -> dict[str, int]:
        """Count what was decided since the review began."""
        return decided_since(self._store.opened, self._store.config())

    def told(self) -> str:
        """Say in a line what was decided since the review began."""
        counts = [f"{count} {what}" for what, count in self.summary().items() if count]
        return f"{', '.join(counts)}; see {self.sidecar}" if counts else "nothing decided"

    def _learn(self, draft: Draft) -> None:
        """Remember what repairs went by: a page may ask by a name that it saw some time ago."""
        for name, item in draft.repairs.items():
            self._names[item.rule, key(item)] = name
            self._places[name] = (item.rule, key(item))
        for name, finding in draft.findings.items():
            self._found.add(name)
            self._places[name] = (finding.code, finding.message)

    def _known(self, name: str, verdict: str) -> tuple[str, str]:
        if name not in self._places:
            raise ConfigError("this repair is gone: another decision changed its place")
        rule, context = self._places[name]
        if name in self._found and verdict == "accept":
            raise ConfigError("a finding is mended by hand, or left as it is")
        if rule == DISAGREE and verdict == "accept":
            raise ConfigError("only a correction by hand puts the other's words here")
        if rule == DISAGREE and context == key_of("", "", ""):
            raise ConfigError("this is said of the whole text, and settles nothing")
        return rule, context

    def _raw_corrections(self, text: str, start: int, end: int) -> list[Correction]:
        """Find the corrections that stand at a stretch of the witness."""
        config = parse_config(text.encode(), self.sidecar.name)
        placed, _ = place([i for i in config.corrections if i.text == WITNESS], self._witness)
        stop = max(end, start + 1)
        return [item.correction for item in placed if item.start < stop and start < item.end]

    def _looked(self, start: int, end: int) -> dict[str, Any]:
        after = before = self._witness[start:end]
        for item in self._draft.placed[WITNESS]:
            if item.start < max(end, start + 1) and start < item.end:
                start, end, after = item.start, item.end, item.correction.after
                before = self._witness[start:end]
        return {"start": start, "before": before, "after": after}
