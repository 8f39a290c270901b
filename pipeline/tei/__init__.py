"""A Document to TEI P5, and TEI to and from bytes; ``docs/tei-profile.md`` is the contract."""

from pipeline.tei.encode import encode
from pipeline.tei.serial import read_tei, serialise
from pipeline.tei.validate import findings, validate

__all__ = ["encode", "findings", "read_tei", "serialise", "validate"]
