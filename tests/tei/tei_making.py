"""Small Documents for the tests, written as one would write the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from pipeline.model import (
    Block,
    Division,
    Document,
    Heading,
    Inline,
    Inlines,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Span,
    Text,
    Witness,
)
from pipeline.report import Finding
from pipeline.tei import encode, validate

MARKS = re.compile(r"\*(?P<italic>[^*]+)\*|\[(?P<note>\w+)\]|\{(?P<page>\w*)\}")


def line(written: str) -> Inlines:
    """Read ``*italics*``, ``[fn1]`` for a note mark and ``{5}`` for a page break."""
    made: list[Inline] = []
    end = 0
    for match in MARKS.finditer(written):
        if match.start() > end:
            made.append(Text(written[end : match.start()]))
        if match["italic"]:
            made.append(Span("italic", (Text(match["italic"]),)))
        elif match["note"]:
            made.append(NoteRef(match["note"]))
        else:
            made.append(PageBreak(match["page"]))
        end = match.end()
    if end < len(written):
        made.append(Text(written[end:]))
    return tuple(made)


def p(written: str) -> Paragraph:
    return Paragraph(line(written))


def note(name: str, written: str, label: str = "") -> tuple[str, Note]:
    return name, Note(label or name.removeprefix("fn"), (p(written),))


def division(heading: str, *blocks: Block, kind: str = "section", parts: Sequence[Division] = ()):
    head = Heading(1, line(heading)) if heading else None
    return Division(kind, head, blocks, tuple(parts))


WITNESS = Witness("a-text", "a-text.md", "0" * 64, 10, "markdown")


def document(
    *body: Block | Division, notes: Sequence[tuple[str, Note]] = (), **fields: object
) -> Document:
    """Make a Document; blocks without a division go into one."""
    divisions = tuple(b for b in body if isinstance(b, Division))
    blocks = tuple(b for b in body if not isinstance(b, Division))
    if blocks:
        divisions = (Division("text", None, blocks), *divisions)
    made = Document(
        Metadata(title="A Text"), WITNESS, (), divisions, (), dict(notes)
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def encoded(*body: Block | Division, **fields: object) -> tuple[etree._Element, list[Finding]]:
    """Encode and validate; give the root of the valid tree and the findings."""
    tree, findings = encode(document(*body, **fields))  # type: ignore[arg-type]
    return validate(tree).getroot(), findings


def xml(root: etree._Element, path: str) -> str:
    """Write the first element of this path, without namespace and without space between blocks."""
    found = root.find("{*}text//{*}" + path.replace("/", "/{*}"))
    if found is None:
        found = root.find("{*}teiHeader//{*}" + path.replace("/", "/{*}"))
    assert found is not None, f"no {path}"
    written = etree.tostring(found, encoding="unicode", with_tail=False)
    return re.sub(r"\s*\n\s*", "", written.replace(' xmlns="http://www.tei-c.org/ns/1.0"', ""))


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]
