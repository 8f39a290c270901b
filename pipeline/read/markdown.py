"""Which Markdown a person wrote, to be read as it stands, and which an extractor."""

import re

_WRITTEN = (
    re.compile(r"^#{1,6} [^\n]*\{[#.-][^}\n]*\}[ \t]*$", re.MULTILINE),  # ## Bread {#bread}
    re.compile(r"^:{3,}[ \t]*(?:\{[^}\n]*\}|[A-Za-z][\w-]*)[ \t]*:*[ \t]*$", re.MULTILINE),
    re.compile(r"\]\{(?:[.#][\w-]|lang=)[^}\n]*\}"),  # [bread]{.smallcaps}
    re.compile(r"(?<=\S)\^\[(?!\d)[^\]\n]{3,}"),  # bread^[A note.]
    re.compile(r"^\[\^[A-Za-z][\w-]{2,}\]:[ \t]", re.MULTILINE),  # [^bread]: A note.
    re.compile(r"^\[\^[^\]\n]+\]:[^\n]*(?:\n[^\n]+)*\n\n    \S", re.MULTILINE),
    re.compile(r"^\S[^\n]*\n(?:\n)?:   \S", re.MULTILINE),  # a term, and its definition below it
)
"""What pandoc's Markdown has and no extractor writes: attributes, divisions, notes with names."""
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)


def is_written(text: str) -> bool:
    """Say whether a person wrote this Markdown.

    Front matter, headings and tables say nothing, for extractors and collections write them too.

    >>> is_written("# Bread {#bread}\\n\\nIt is so."), is_written("# Bread\\n\\nIt is so.[^1]")
    (True, False)
    """
    prose = _CODE.sub("", text)
    return any(mark.search(prose) for mark in _WRITTEN)
