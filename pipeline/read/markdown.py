"""Which Markdown a person wrote, to be read as it stands, and which an extractor."""

import re
from collections.abc import Iterator

WRITTEN = (
    re.compile(r"^#{1,6} [^\n{]*\{[#.-][^}\n]{0,200}\}[ \t]*$", re.MULTILINE),  # ## Bread {#bread}
    re.compile(r"^:{3,}[ \t]*(?:\{[^}\n]*\}|[A-Za-z][\w-]*)[ \t]*:*[ \t]*$", re.MULTILINE),
    re.compile(r"\]\{(?:[.#][\w-]|lang=)[^}\n]{0,200}\}"),  # [bread]{.smallcaps}
    re.compile(r"(?<=\S)\^\[(?!\d)[^\]\n]{3}"),  # bread^[A note.]
    re.compile(r"^\[\^[A-Za-z][\w-]{2,60}\]:[ \t]", re.MULTILINE),  # [^bread]: A note.
    re.compile(r"^\[\^[^\]\n]{1,60}\]:[^\n]*(?:\n[^\n]+){0,20}\n\n    \S", re.MULTILINE),
    re.compile(r"^\S[^\n]*\n(?:\n)?:   \S", re.MULTILINE),  # a term, and its definition below it
)
"""What pandoc's Markdown has and no extractor writes: attributes, divisions, notes with names."""
FENCE = re.compile(r"(?P<marks>`{3,}|~{3,})")


def is_written(text: str) -> bool:
    """Say whether a person wrote this Markdown.

    Front matter, headings and tables say nothing, for extractors and collections write them too;
    nor does what stands in a block of code.

    >>> is_written("# Bread {#bread}\\n\\nIt is so."), is_written("# Bread\\n\\nIt is so.[^1]")
    (True, False)
    >>> is_written("So:\\n\\n```\\n# Bread {#bread}\\n```\\n")
    False
    """
    prose = "\n".join(_outside_code(text))
    return any(mark.search(prose) for mark in WRITTEN)


def _outside_code(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence and mark and mark["marks"].startswith(fence):
            fence = ""
        elif not fence and mark:
            fence = mark["marks"]
        elif not fence:
            yield line
