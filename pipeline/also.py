"""``--also``: another extraction of the text, cleaned by itself, and the text held against it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pipeline import collate
from pipeline.clean import clean
from pipeline.clean.edit import Verdicts
from pipeline.config import Config
from pipeline.decide import key
from pipeline.errors import ConfigError, InputError
from pipeline.model import Cleaned, Places, Source
from pipeline.read.text import read_raw
from pipeline.report import Finding, Repair

Cleanup = tuple[Cleaned, list[Repair], list[Finding]]
CURE = "give what another extractor made of the same text, or no --also"


@dataclass(frozen=True, slots=True)
class Other:
    """Another extraction of a text."""

    path: Path
    data: bytes

    @property
    def sha256(self) -> str:
        """Give the digest by which a later run knows it."""
        return hashlib.sha256(self.data).hexdigest()


def hold_apart(path: Path, data: bytes, other: Other) -> None:
    """Raise InputError where the other extraction is the same one."""
    if data == other.data:
        same = f"is the same extraction as {path.name}: it can bear witness to nothing"
        raise InputError(same, where=str(other.path), cure=CURE)


def hold_to_other(config: Config) -> None:
    """Raise ConfigError for a decision on what only another extraction shows, where none is given.

    Without it the words that a person took from it would be missing, and nothing would say so.
    """
    names = {name for name, _ in collate.rules()}
    for item in config.decisions:
        if item.rule in names:
            raise ConfigError(
                f"the decision on “{item.key}” is on what another extraction shows",
                where=f"{config.file}:{item.line}",
                cure="give that extraction again with --also, or take the entry out",
            )


def hold_against(
    name: str, text: str, source: Source, verdicts: Verdicts, cleanup: Cleanup, other: Other
) -> Cleanup:
    """Hold a cleaned text against the other extraction, and repair it from there.

    ``text`` is the witness as it was read, ``source`` the same as it was cleaned. What the rules
    only proposed, and the other has, is made; for that the text is cleaned once more. What a person
    is asked comes first in the lists. Raises InputError for what is not text, OtherText for what is
    another one.
    """
    theirs, _ = read_raw(other.data, str(other.path))
    beside = _reading(other.path.name, theirs.text, clean(theirs, {}, cleanup[0].lang)[0])
    cleaned, made, findings = cleanup
    sure = collate.confirmed(beside, made)
    keys = {(repair.rule, key(repair)) for repair in sure} - verdicts.keys()
    if keys:
        cleaned, made, findings = clean(
            source, {**verdicts, **dict.fromkeys(keys, True)}, cleaned.lang
        )
        made = [collate.witnessed(item, beside.name) if (item.rule, key(item)) in keys else item
                for item in made]  # fmt: skip
    cleaned, more, told = collate.collate(_reading(name, text, cleaned), beside, verdicts)
    asked = [repair for repair in more if not repair.applied]
    done = [repair for repair in more if repair.applied]
    return cleaned, [*asked, *made, *done], [*told, *findings]


def _reading(name: str, text: str, cleaned: Cleaned) -> collate.Reading:
    return collate.Reading(name, text, cleaned, Places(text, cleaned.pages).origin)
