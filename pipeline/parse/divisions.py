"""Divisions: what stands under which heading, and where in the book it belongs."""

from collections.abc import Sequence

from pipeline.headings import kind_of_heading, reference_lists, sections
from pipeline.model import Blocks, Division, Heading, plain

LEADING = frozenset({"abstract", "preface", "dedication"})
TRAILING = frozenset({"bibliography", "appendix", "notes"})


def divide(blocks: Blocks) -> tuple[Division, ...]:
    """Nest blocks under their headings by level; what stands before the first has no heading."""
    return tuple(_division(heading, own, deeper) for heading, own, deeper in sections(blocks))


def _division(heading: Heading | None, own: Blocks, deeper: Blocks) -> Division:
    kind = kind_of_heading(plain(heading.content)) if heading else "text"
    kind = "section" if kind == "contents" else kind  # the printed contents is parsed before
    own = reference_lists(own) if kind == "bibliography" else own
    return Division(kind, heading, own, divide(deeper))


def arrange(
    divisions: Sequence[Division],
) -> tuple[tuple[Division, ...], tuple[Division, ...], tuple[Division, ...]]:
    """Part divisions into front, body and back; the body keeps at least one."""
    low, high = 0, len(divisions)
    while low < high - 1 and divisions[low].kind in LEADING:
        low += 1
    while high > low + 1 and divisions[high - 1].kind in TRAILING:
        high -= 1
    return tuple(divisions[:low]), tuple(divisions[low:high]), tuple(divisions[high:])
