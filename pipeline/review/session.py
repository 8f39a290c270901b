"""Hold what a person decides about one text, and clean the text anew after each decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.clean import rules
from pipeline.config import Config, Correction, parse_config, read_config
from pipeline.decide import hold_to_text, key, places_of
from pipeline.errors import ConfigError, InputError
from pipeline.model import Source
from pipeline.outputs import write
from pipeline.read.structured import STRUCTURED
from pipeline.report import Repair
from pipeline.review import sidecar
from pipeline.review.context import correction_at, trimmed, word_at
from pipeline.review.facts import BY_HAND, Named, by_doubt, facts, named, state_of, verdicts_in
from pipeline.review.panes import Mark, Streams, left_pane, raw_span, right_pane, witness_span
from pipeline.run import RAW, Cleanup, clean_as_decided

ROUNDS = 4


@dataclass(slots=True)
class Draft:
    """A state of the sidecar, and what the text is when it is cleaned by it."""

    text: str
    config: Config
    witness: str
    cleanup: Cleanup
    repairs: Named


class Session:
    """One text under review: what is decided of it is in its sidecar as soon as it is decided."""

    def __init__(self, path: Path) -> None:
        """Open a raw text. Raises InputError or ConfigError, as a build of it would."""
        suffix = path.suffix.lower()
        if suffix == ".xml" or (suffix in STRUCTURED and suffix not in RAW):
            raise InputError(
                "has no repairs to review: a person wrote or edited it", where=str(path),
                cure="review the raw text of an extractor (.md, .txt)",
            )  # fmt: skip
        self.path = path
        self.sidecar = path.with_suffix(".toml")
        try:
            self._data = path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
        self._opened = read_config(self.sidecar)
        self._draft = self._clean(self._read())
        hold_to_text(self._draft.config, self._draft.cleanup[1])
        self._before: list[tuple[str, str]] = []

    def state(self) -> dict[str, Any]:
        """Give all that the page shows, as JSON can hold it."""
        draft = self._draft
        cleaned = draft.cleanup[0]
        streams = Streams(cleaned)
        verdicts = verdicts_in(draft.config)
        states = {name: state_of(item, verdicts) for name, item in draft.repairs.items()}
        left = [
            Mark(*witness_span(draft.witness, item), name, states[name])
            for name, item in draft.repairs.items()
        ]
        right: dict[str, list[Mark]] = {}
        for name, item in draft.repairs.items():
            if found := streams.find(item):
                right.setdefault(found[0], []).append(Mark(*found[1:], name, states[name]))
        twins = Counter((item.rule, key(item)) for item in draft.repairs.values())
        return {
            "name": self.path.name,
            "sidecar": self.sidecar.name,
            "undo": len(self._before),
            "rules": {**dict(rules()), BY_HAND: "Put the reading that a person gave."},
            "repairs": [
                facts(name, item, states[name], verdicts, twins)
                for name, item in sorted(draft.repairs.items(), key=by_doubt)
            ],
            "left": left_pane(draft.witness, streams, left, cleaned.pages),
            "right": right_pane(streams, right),
        }

    def decide(self, verdicts: Sequence[tuple[str, str]]) -> None:
        """Take verdicts on repairs, each by its name: ``accept``, ``refuse``, or "" to take back.

        Raises ConfigError, and then leaves all as it was, where a decision cannot be.
        """
        text = self._read()
        for name, verdict in verdicts:
            repair = self._repair(name)
            if repair.rule != BY_HAND:
                text = sidecar.decide(text, repair.rule, key(repair), verdict)
            elif verdict != "accept":
                text = sidecar.drop_correction(text, self._correction(repair.raw, repair.raw)[0])
        self._take(text)

    def look(self, stream: str, start: int, end: int) -> dict[str, Any]:
        """Give the raw text behind a stretch of a pane: what a correction of it would replace."""
        witness = self._draft.witness
        source = self._stream(stream)
        if not 0 <= start < end <= len(source.text):
            raise ConfigError("this is no place of the text")
        low, high = trimmed(source.text, start, end)
        raw = (low, high) if stream == "witness" else raw_span(source, low, max(high, low + 1))
        if "\n\n" in witness[slice(*raw)].strip() or raw[1] <= raw[0]:
            raise ConfigError("this goes over a break: take less, or take it in the raw text")
        return self._looked(*raw)

    def look_at(self, name: str) -> dict[str, Any]:
        """Give the raw words at a repair: what a correction there would replace."""
        witness = self._draft.witness
        start, end = trimmed(witness, *witness_span(witness, self._repair(name)))
        if "\n" not in witness[start:end]:
            start, end = word_at(witness, start, end)
        return self._looked(start, end)

    def correct(self, before: str, after: str, start: int | None = None) -> None:
        """Put a reading in the place of the raw text's: at an offset, or wherever it stands.

        Raises ConfigError where the words are not there, or where they stand more than once and
        nothing tells which are meant.
        """
        witness = self._draft.witness
        wanted = Correction(before, after, "", "", 0)
        places = places_of(wanted, witness) if before.strip() else []
        here = [place for place in places if place[0] == start]
        if not before.strip() or not places:
            raise ConfigError(f"the raw text has no “{before.strip()}”")
        if not here and len(places) > 1:
            raise ConfigError(
                f"“{before.strip()}” stands in {len(places)} places of the raw text",
                cure="write more of what stands around it into both fields",
            )
        low, high = (here or places)[0]
        made = correction_at(witness, low, high, after)
        text = self._read()
        for index in reversed(self._correction(low, high)):
            text = sidecar.drop_correction(text, index)
        self._take(sidecar.add_correction(text, made))

    def undo(self) -> None:
        """Take the last decision back.

        Raises ConfigError where somebody else wrote in the file since.
        """
        if not self._before:
            raise ConfigError("nothing is left to take back")
        before, after = self._before[-1]
        if self._read() != after:
            raise ConfigError(f"{self.sidecar.name} was changed since, and not from here")
        draft = self._clean(before)
        self._before.pop()
        self._write(before)
        self._draft = draft

    def summary(self) -> dict[str, int]:
        """Count what was decided since the review began."""
        was, now = verdicts_in(self._opened), verdicts_in(self._draft.config)
        new = Counter(accepted for place, accepted in now.items() if was.get(place) != accepted)
        old = {(item.before, item.after, item.left) for item in self._opened.corrections}
        mended = {(item.before, item.after, item.left) for item in self._draft.config.corrections}
        return {
            "accepted": new["accept"], "refused": new["refuse"], "corrected": len(mended - old),
            "taken back": len(was.keys() - now.keys()) + len(old - mended),
        }  # fmt: skip

    def told(self) -> str:
        """Say in a line what was decided since the review began."""
        counts = [f"{count} {what}" for what, count in self.summary().items() if count]
        return f"{', '.join(counts)}; see {self.sidecar}" if counts else "nothing decided"

    def _take(self, text: str) -> None:
        """Clean by a new state of the sidecar; only if that goes well is it written."""
        before = self._read()
        if text == before:
            return
        draft = self._keyed(text)
        self._write(draft.text)
        self._before.append((before, draft.text))
        self._draft = draft

    def _keyed(self, text: str) -> Draft:
        """Clean, and give each decision whose words another one changed the key it has now."""
        draft = self._clean(text)
        known = {(item.rule, key(item)): name for name, item in self._draft.repairs.items()}
        for _ in range(ROUNDS):
            met = {(item.rule, key(item)) for item in draft.repairs.values()}
            moved = False
            for item in draft.config.decisions:
                if (item.rule, item.key) not in met:
                    now = draft.repairs.get(known.get((item.rule, item.key), ""))
                    if now is not None:
                        text = sidecar.rekey(text, item.rule, item.key, key(now))
                        moved = True
            if not moved:
                break
            known |= {(item.rule, key(item)): name for name, item in draft.repairs.items()}
            draft = self._clean(text)
        hold_to_text(draft.config, draft.cleanup[1])
        return draft

    def _clean(self, text: str) -> Draft:
        config = parse_config(text.encode(), self.sidecar.name)
        witness, cleanup = clean_as_decided(self.path, self._data, config)
        return Draft(text, config, witness, cleanup, named(cleanup[1]))

    def _read(self) -> str:
        try:
            return self.sidecar.read_bytes().decode()
        except FileNotFoundError:
            return ""

    def _write(self, text: str) -> None:
        if text.strip() or self._opened.sha256:
            write(self.sidecar, text.encode())
        else:
            self.sidecar.unlink(missing_ok=True)

    def _repair(self, name: str) -> Repair:
        if name not in self._draft.repairs:
            raise ConfigError("this repair is gone: another decision changed its place")
        return self._draft.repairs[name]

    def _correction(self, start: int, end: int) -> list[int]:
        """Find the corrections that stand at a stretch of the witness."""
        found = []
        for index, item in enumerate(self._draft.config.corrections):
            low, high = places_of(item, self._draft.witness)[0]
            if low < max(end, start + 1) and start < high:
                found.append(index)
        return found

    def _stream(self, name: str) -> Source:
        streams = {
            "witness": Source(self._draft.witness),
            **Streams(self._draft.cleanup[0]).sources,
        }
        if name not in streams:
            raise ConfigError("this is no place of the text")
        return streams[name]

    def _looked(self, start: int, end: int) -> dict[str, Any]:
        before = self._draft.witness[start:end]
        after = before
        for index in self._correction(start, end):
            item = self._draft.config.corrections[index]
            start, end = places_of(item, self._draft.witness)[0]
            before, after = self._draft.witness[start:end], item.after
        return {"start": start, "before": before, "after": after}
