"""What a run has to say about a text: repairs, findings and verdicts.

A repair is something a rule did, or proposes to do. A finding is something a person should look
at. A verdict is what a checker said of one finished file.
"""

from dataclasses import dataclass, field
from enum import Enum

from pipeline.model import Origin

EDITIONS = ("tei", "epub", "pdf", "text", "html")
"""All that a text is made into, as people list it."""
MEDIA_TYPES = {
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "html": "text/html",
    "text": "text/plain",
    "tei": "application/tei+xml",
}
"""What each edition is to other programs, in the order in which reading apps should prefer them."""
NOT_MADE = "not made"
"""How the detail of a verdict begins where there is no file, for want of a tool."""


class Confidence(Enum):
    """How sure a rule is; each value has one consequence.

    SURE is applied. LIKELY is applied and listed for review. DOUBTFUL is only listed.
    """

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Repair:
    """One change that a rule made or proposes, with all that a person needs to judge it."""

    rule: str
    """The name of the rule, as ``handpress rules`` lists it."""
    origin: Origin
    """Page and line of the witness."""
    raw: int
    """Offset in the witness, in characters."""
    before: str
    after: str
    confidence: Confidence
    applied: bool
    evidence: str = ""
    """Why, in a few words: what in the text decided."""
    left: str = ""
    """The text just before, up to 40 characters."""
    right: str = ""
    """The text just after, up to 40 characters."""
    decided: bool = False
    """Whether a person accepted or refused it: then nobody is asked again."""

    @property
    def waits(self) -> bool:
        """Whether a person should look at it: it was only proposed, or is only likely."""
        return not self.decided and not (self.applied and self.confidence is Confidence.SURE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; it fails a run only with ``--strict``."""

    code: str
    """A short kebab-case name: ``note-without-reference``."""
    message: str
    origin: Origin | None = None
    repair: Repair | None = None
    """What would settle it, where a person says so."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checker said of one finished file.

    ``valid`` is None when the checker did not run: then ``detail`` says why, and nothing may
    print the word "valid".
    """

    edition: str
    """``tei``, ``epub``, ``pdf``, ``text`` or ``html``."""
    checker: str
    """Name and version: ``EPUBCheck 5.3.0``."""
    valid: bool | None
    problems: tuple[str, ...] = ()
    detail: str = ""


@dataclass(slots=True)
class Report:
    """All that happened to one text, gathered while it goes through the stages."""

    name: str
    source: dict[str, str | int] = field(default_factory=dict)
    """Facts of the input: file, bytes, words, lines, pages, sha256, dialect, language."""
    program: dict[str, str] = field(default_factory=dict)
    """What made the editions: versions, and the digest by which a later run knows its like."""
    repairs: list[Repair] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: list[Finding] = field(default_factory=list)
    """Findings that a person knows of, and that need nothing."""
    words: dict[str, object] = field(default_factory=dict)
    """The word account of ``check.words``: kept, moved, changed, dropped, added; by which rule."""
    verdicts: list[Verdict] = field(default_factory=list)
    outputs: dict[str, dict[str, str | int]] = field(default_factory=dict)
    """Edition to its file name, bytes and sha256."""

    @property
    def applied(self) -> list[Repair]:
        """The repairs that were made."""
        return [repair for repair in self.repairs if repair.applied]

    @property
    def proposed(self) -> list[Repair]:
        """The repairs that were not made, and wait for a person."""
        return [repair for repair in self.repairs if not repair.applied and repair.waits]

    @property
    def refused(self) -> list[Repair]:
        """The repairs that a person does not want."""
        return [repair for repair in self.repairs if not repair.applied and repair.decided]

    @property
    def likely(self) -> list[Repair]:
        """The repairs that were made, and should be looked through."""
        return [repair for repair in self.repairs if repair.applied and repair.waits]
