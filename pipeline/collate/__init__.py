"""Collate two extractions of one text: each is cleaned by itself, then held word by word.

Where the two agree, nothing is said. Where one of them shows that the other erred, that is
repaired, through the same engine as every repair. All else is listed, with its place in both. The
first witness stays the text; nothing of the other enters it but by a repair that says so.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pipeline.clean.edit import Edit, Press, Rule, Verdicts, name_of, summary_of
from pipeline.clean.notes.apparatus import notes_in
from pipeline.collate.align import together
from pipeline.collate.breaks import settle_paragraphs
from pipeline.collate.calls import restore_lost_calls
from pipeline.collate.disagreements import DISAGREE, decided, disagreements, settle_disagreements
from pipeline.collate.readings import settle_readings
from pipeline.collate.repeats import drop_added_words, drop_repeated_words, restore_lost_words
from pipeline.collate.witness import Other, Reading, aligned, part_body
from pipeline.collate.words import Stream, Tokens, calls_in, tokens_of, whole_words
from pipeline.errors import OtherText
from pipeline.model import Cleaned, Source, concatenate
from pipeline.report import Confidence, Finding, Repair

__all__ = ["RULES", "Reading", "collate", "confirmed", "rules", "witnessed"]

RULES: tuple[Callable[..., Iterator[Edit]], ...] = (
    drop_repeated_words,  # before the readings: what stands twice is no other reading
    restore_lost_words,  # before the marks: one may stand among the words
    drop_added_words,
    restore_lost_calls,  # before the readings: a mark that is glued to a word makes it another
    settle_readings,
    settle_paragraphs,
)
ON_DEMAND: tuple[Callable[..., Iterator[Edit]], ...] = (settle_disagreements,)
"""What runs only where a person decided."""
FEWEST = 0.5
"""Two extractions of one text have at least so many words of the shorter in common, in a row."""
SAME_EDITION = 0.8
"""Below this share the other is another edition, or too poor to be trusted."""
OTHER_WORDS = 0.01
"""More readings than that, a word, in which both have words, and the other is another edition."""

SEVERAL = 3
NEAR = 30
"""So many characters on either side show the place of a proposal."""
HAS_IT = "has it so"
"""How the evidence of a proposal ends that was made because the other witness has it."""


def rules() -> tuple[tuple[str, str], ...]:
    """List the rules: name and first line, in the order in which they run."""
    return tuple((name_of(rule), summary_of(rule)) for rule in (*RULES, *ON_DEMAND))


def collate(
    own: Reading, other: Reading, verdicts: Verdicts
) -> tuple[Cleaned, list[Repair], list[Finding]]:
    """Hold a cleaned witness against another reading of the text, and repair it from there.

    Gives the repaired streams, the repairs made and proposed, and the disagreements. Raises
    OtherText when the two have not half of their words in common.
    """
    agreed, share = agreement(own, other)
    trusted = share >= SAME_EDITION and _one_edition(own, other, agreed)
    press = Press(own.place, verdicts)
    head, body = part_body(own.cleaned)
    shared = partial(
        Other, other.name, own.text, place=other.place, own_place=own.place, agreed=agreed,
        trusted=trusted,
    )  # fmt: skip
    body, told = _run(press, body, shared(other.body, labels=_uncalled(own)))
    notes, more = _run(press, own.cleaned.notes, shared(other.notes, notes=True))
    _, kept, last = decided(
        list(disagreements(own.cleaned.colophon, shared(other.colophon), (), verbatim=True)),
        verdicts,
    )
    press.repairs += kept
    cleaned = own.cleaned
    if any(repair.applied for repair in press.repairs):
        cleaned = replace(cleaned, body=concatenate([head, body]), notes=notes)
    findings = [*told, *more, *last]
    if not trusted:
        common = f"{other.name} has {share:.0%} of its words in common with this witness, in order"
        doubt = "it may be of another edition, so all from it is only proposed"
        findings.insert(0, Finding(DISAGREE, f"{common}: {doubt}"))
    return cleaned, press.repairs, findings


def agreement(own: Reading, other: Reading) -> tuple[frozenset[str], float]:
    """Give the words that both witnesses have in one place, and their share of the shorter one.

    Raises OtherText when that is less than half: then they are not two readings of one text.
    """
    agreed: set[str] = set()
    same = 0
    for mine, theirs in ((own.body, other.body), (own.notes, other.notes)):
        parts = aligned(mine.forms, theirs.forms)
        same += together(parts)
        for part in parts:
            if part.equal:
                agreed.update(mine.forms[part.a : part.a_end])
    shorter, longer = sorted(len(one.body.forms) + len(one.notes.forms) for one in (own, other))
    share = same / shorter if shorter else float(not longer)  # both may be a last page alone
    if share < FEWEST:
        raise OtherText(
            f"is another text: {share:.0%} of its words stand in {own.name} in the same order",
            where=other.name, cure="give another extraction of the same text with --also",
        )  # fmt: skip
    return frozenset(agreed), share


def confirmed(other: Reading, repairs: Sequence[Repair]) -> list[Repair]:
    """List what the rules proposed for a witness and the other has: two say it, so it holds.

    The other has the words as they would be, in one place and in one line, so that no rule put
    them so; and it has nowhere the words as they are.
    """
    found: list[Repair] = []
    streams = [(stream, tokens_of(stream.source.text)) for stream in (other.body, other.notes)]
    for repair in repairs:
        if repair.confidence is Confidence.DOUBTFUL and not repair.applied:
            found += [repair for one, line in streams if _stands(repair, one, line)][:1]
    return found


def witnessed(repair: Repair, name: str) -> Repair:
    """Mark a proposal that was made because the other witness has it."""
    evidence = "; ".join(filter(None, (repair.evidence, f"{name} {HAS_IT}")))
    return replace(repair, confidence=Confidence.LIKELY, evidence=evidence)


def _stands(repair: Repair, stream: Stream, line: Tokens) -> bool:
    left, right = whole_words(repair.left[-NEAR:], repair.right[:NEAR])
    would = tokens_of(left + repair.after + right).line
    was = tokens_of(left + repair.before + right).line
    if would == was or line.line.count(would) != 1 or was in line.line:
        return False
    if not repair.right.strip() and not line.line.endswith(would):
        return False  # what ends the one text is not the other's end
    first = bisect_left(line.starts, line.line.index(would))
    ahead, behind = len(tokens_of(left).places), len(tokens_of(right).places)
    count = len(tokens_of(would).places) if "¶" not in would else len(would.split())
    inner = line.places[first + max(ahead - 1, 0) : first + count - max(behind - 1, 0)]
    return bool(inner) and stream.verbatim(inner[0][0], inner[-1][1])


def _one_edition(own: Reading, other: Reading, agreed: frozenset[str]) -> bool:
    """Say whether the two differ in words no more than two extractions of one print do."""
    lang = own.body.source.lang
    shared = Other(other.name, own.text, other.body, other.place, own.place, agreed)
    differ = 0
    for part in aligned(own.body.forms, other.body.forms):
        if part.equal or not 0 < part.a_end - part.a <= SEVERAL:
            continue
        mine = own.body.forms[part.a : part.a_end]
        theirs = other.body.forms[part.b : part.b_end]
        if "".join(mine) != "".join(theirs):
            differ += all(shared.known(form, lang) for form in (*mine, *theirs))
    return differ <= OTHER_WORDS * len(own.body.forms)


def _uncalled(own: Reading) -> frozenset[str]:
    """List the notes that this witness has more often than it calls them."""
    calls = Counter(call.label for call in calls_in(own.cleaned.body.text))
    notes = Counter(note.label for note in notes_in(own.cleaned.notes.text))
    return frozenset(notes - calls)


def _run(press: Press, source: Source, other: Other) -> tuple[Source, list[Finding]]:
    """Run the rules over a stream, and list what is left; what they propose is listed there."""
    bound: list[Rule] = [partial(rule, other=other) for rule in RULES]
    source = press.run(bound, source)
    proposed = [(edit.start, edit.end) for rule in bound for edit in rule(source)]
    edits, kept, told = decided(list(disagreements(source, other, proposed)), press.verdicts)
    press.repairs += kept
    return press.step(partial(settle_disagreements, edits=edits), source), told
