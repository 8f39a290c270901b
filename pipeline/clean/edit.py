"""The engine: rules propose, it applies, reports and undoes.

A rule is a pure function ``Source -> Iterator[Edit]``. Because the engine alone changes the text,
the report cannot differ from what was done, and what was done can be undone.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import Mark, Origin, Source
from pipeline.report import Confidence, Repair

CONTEXT = 40
KEYED = 12
"""So many characters on either side a key holds."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``after`` in the place of ``text[start:end]``.

    ``evidence`` says in a few words what in the text decided. An edit that ``emends`` replaces a
    reading that a reader of the TEI must still be able to see (``sic`` beside ``corr``).
    """

    start: int
    end: int
    after: str
    confidence: Confidence = Confidence.SURE
    evidence: str = ""
    emends: bool = False


Rule = Callable[[Source], Iterator[Edit]]
Verdicts = Mapping[tuple[str, str], bool]
"""(rule, context key) to accepted or refused: what people decided."""


def name_of(rule: Rule) -> str:
    """Give the name a rule goes by in reports, lists and decisions."""
    return str(getattr(rule, "func", rule).__name__).replace("_", "-")


def summary_of(rule: Rule) -> str:
    """Give the first line of a rule's docstring."""
    doc = inspect.getdoc(getattr(rule, "func", rule)) or ""
    return doc.partition("\n")[0]


def key_of(left: str, before: str, right: str) -> str:
    """Make the key that names a repair by its context, so that it survives a new extraction.

    White space is left out before the context is cut to its length: another extraction wraps and
    indents anew.

    >>> key_of("Woodcock and  Avakumovic\\n", "19", ", p. 317), and (Cahm")
    'ndAvakumovic|19|,p.317),and('
    """
    left, before, right = ("".join(part.split()) for part in (left, before, right))
    return f"{left[-KEYED:]}|{before}|{right[:KEYED]}"


def apply(source: Source, edits: Sequence[Edit]) -> Source:
    """Splice edits into a Source; they must be sorted and must not overlap.

    The marks follow: what an edit wrote is marked with its place in the witness.
    """
    return splice(source, [(edit, "") for edit in edits])


def splice(source: Source, edits: Sequence[tuple[Edit, str]]) -> Source:
    """Put each edit in its place, marked with the name of the rule that made it."""
    text: list[str] = []
    marks: list[Mark] = []
    length = position = index = 0
    for edit, rule in [*edits, (Edit(len(source.text), len(source.text), ""), "")]:
        kept = source.text[position : edit.start]
        if kept:
            text.append(kept)
            index = _keep(source, position, edit.start, length - position, index, marks)
            length += len(kept)
        if edit.after or edit.emends:
            before = source.text[edit.start : edit.end] if edit.emends else None
            marks.append(Mark(length, source.raw(edit.start), rule or "edit", before))
            text.append(edit.after)
            length += len(edit.after)
        position = edit.end
    return Source("".join(text), tuple(marks) or (Mark(0, 0),), source.lang)


def _keep(source: Source, start: int, end: int, shift: int, index: int, marks: list[Mark]) -> int:
    """Carry the marks of a kept stretch over, and give the index to go on from."""
    old = source.marks
    while index + 1 < len(old) and old[index + 1].offset <= start:
        index += 1
    first = old[index]
    raw = first.raw if first.rule else first.raw + start - first.offset
    opens = first.before if first.offset == start else (None if first.before is None else "")
    marks.append(Mark(start + shift, raw, first.rule, opens))
    while index + 1 < len(old) and old[index + 1].offset < end:
        index += 1
        mark = old[index]
        marks.append(Mark(mark.offset + shift, mark.raw, mark.rule, mark.before))
    return index


def undo(text: str, edits: Sequence[Edit], before: Sequence[str]) -> str:
    """Give back the text that stood before the edits.

    ``edits`` are the ones applied, with their offsets in the old text, and ``before`` what each
    of them replaced.
    """
    parts: list[str] = []
    position = shift = 0
    for edit, old in zip(edits, before, strict=True):
        start = edit.start + shift
        parts += [text[position:start], old]
        position = start + len(edit.after)
        shift += len(edit.after) - (edit.end - edit.start)
    return "".join([*parts, text[position:]])


def disjoint(edits: Iterable[Edit]) -> list[Edit]:
    """Sort edits and drop those that change nothing or cross an earlier one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if kept and edit.start < kept[-1].end:
            continue
        if kept and edit.start == edit.end == kept[-1].start == kept[-1].end:
            continue
        kept.append(edit)
    return kept


@dataclass(slots=True)
class Press:
    """Run rules over a Source and keep the account.

    ``places`` turns an offset of the witness into an Origin; ``verdicts`` are people's decisions.
    """

    places: Callable[[int], Origin]
    verdicts: Verdicts = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)

    def run(self, rules: Iterable[Rule], source: Source) -> Source:
        """Apply the rules one after the other."""
        for rule in rules:
            source = self.step(rule, source)
        return source

    def step(self, rule: Rule, source: Source) -> Source:
        """Apply one rule and log each of its edits, made or proposed."""
        name = name_of(rule)
        applied: list[tuple[Edit, str]] = []
        for edit in disjoint(rule(source)):
            if source.text[edit.start : edit.end] == edit.after:
                continue
            if self._log(name, source, edit):
                applied.append((edit, name))
        return splice(source, applied) if applied else source

    def _log(self, name: str, source: Source, edit: Edit) -> bool:
        repair = proposal(name, source, edit, self.places(source.raw(edit.start)))
        sure = edit.confidence is not Confidence.DOUBTFUL
        verdict = self.verdicts.get((name, key_of(repair.left, repair.before, repair.right)))
        made = sure if verdict is None else verdict
        self.repairs.append(replace(repair, applied=made, decided=verdict is not None))
        return made


def proposal(rule: str, source: Source, edit: Edit, place: Origin) -> Repair:
    """Tell of an edit that nobody made yet, with the words that stand around it."""
    return Repair(
        rule, place, source.raw(edit.start), source.text[edit.start : edit.end], edit.after,
        edit.confidence, False, edit.evidence,
        source.text[max(0, edit.start - CONTEXT) : edit.start],
        source.text[edit.end : edit.end + CONTEXT],
    )  # fmt: skip


def fix(rule: Rule, text: str) -> str:
    """Run one rule on a plain string and give the result: for doctests and tests."""
    edits = [e for e in disjoint(rule(Source(text))) if e.confidence is not Confidence.DOUBTFUL]
    return apply(Source(text), edits).text
