"""Divisions: what stands under which heading, and where in the book it belongs."""

from pipeline.headings import kind_of_heading, reference_lists, sections
from pipeline.model import Blocks, Division, Heading, plain

LEADING = frozenset({"abstract", "preface", "dedication"})


def divide(blocks: Blocks) -> tuple[Division, ...]:
    """Nest blocks under their headings by level; what stands before the first has no heading."""
    return tuple(_division(heading, own, deeper) for heading, own, deeper in sections(blocks))


def _division(heading: Heading | None, own: Blocks, deeper: Blocks) -> Division:
    kind = kind_of_heading(plain(heading.content)) if heading else "text"
    kind = "section" if kind == "contents" else kind  # the printed contents is parsed before
    own = reference_lists(own) if kind == "bibliography" else own
    return Division(kind, heading, own, divide(deeper))
