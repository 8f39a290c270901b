"""Blocks in a row to nested divisions in front, body and back.

The level of the headings gives the nesting, their names the kind. What TEI allows only at one end
of a division (a signature, a motto) is kept as such only there.
"""

import re
from dataclasses import replace

from pipeline.headings import kind_of_heading, reference_lists, sections
from pipeline.model import (
    Bibliography,
    Block,
    Blocks,
    Contents,
    Division,
    Epigraph,
    Heading,
    Inline,
    Inlines,
    Item,
    LineBreak,
    List,
    Note,
    Ornament,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Span,
    Speech,
    joined_by_breaks,
    plain,
)
from pipeline.read.assemble import lines_in, tidy

FRONT = frozenset({"contents", "abstract", "preface", "introduction", "dedication"})
YEAR = re.compile(r"\b(?:1[4-9]|20)\d\d\b|\b(?:n\.d\.|s\.d\.|o\.J\.|б\.г\.)")
DATED_SHARE = 0.6
"""So many of the paragraphs of a list of works name a year."""


def divisions(blocks: Blocks) -> tuple[Division, ...]:
    """Nest blocks by the levels of their headings; a level left out counts as one step.

    A heading over notes that stand at their marks by now has nothing left to head.
    """
    found: list[Division] = []
    for heading, own, deeper in sections(blocks):
        if heading is None:
            found += _before_headings(own, alone=len(own) == len(blocks))
        else:
            found.append(_division(heading, own, deeper))
    return tuple(d for d in found if d.blocks or d.divisions or d.kind != "notes")


def _before_headings(blocks: Blocks, alone: bool) -> tuple[Division, ...]:
    contents = tuple(block for block in blocks if isinstance(block, Contents))
    rest = tuple(block for block in blocks if not isinstance(block, Contents))
    listed = (_contents(contents),) if contents else ()
    kind = "text" if alone else "section"
    return (*listed, Division(kind, None, place_ends(rest))) if rest else listed


def _contents(found: tuple[Contents, ...]) -> Division:
    """Make a division of the printed contents; what it calls itself is its heading."""
    entries = found[0].entries
    name = entries[0].content
    if kind_of_heading(plain(name)) != "contents":
        return Division("contents", None, found)
    rest = (replace(found[0], entries=entries[1:]),) if len(entries) > 1 else ()
    return Division("contents", Heading(1, name), (*rest, *found[1:]))


def _division(heading: Heading, own: Blocks, deeper: Blocks) -> Division:
    kind = kind_of_heading(plain(heading.content))
    own = list_of_works(own) if kind == "bibliography" else own
    title = heading if heading.content else None
    return Division(kind, title, place_ends(own), divisions(deeper))


def renumber(found: tuple[Division, ...], level: int = 1) -> tuple[Division, ...]:
    """Give every heading the level of its place in the tree, from 1."""
    return tuple(
        replace(
            division,
            heading=replace(division.heading, level=level) if division.heading else None,
            divisions=renumber(division.divisions, level + 1),
        )
        for division in found
    )


def place_ends(blocks: Blocks) -> Blocks:
    """Keep signatures at the end and mottoes at the head of a division; elsewhere unmake them.

    A signature in mid text becomes a paragraph, a motto a quotation: no word is lost.
    """
    start = 0
    while start < len(blocks) and isinstance(blocks[start], Epigraph):
        start += 1
    end = len(blocks)
    while end > start and isinstance(blocks[end - 1], Signature):
        end -= 1
    middle = tuple(_in_mid_text(block) for block in blocks[start:end])
    return (*blocks[:start], *middle, *blocks[end:])


def _in_mid_text(block: Block) -> Block:
    match block:
        case Signature(lines):
            return Paragraph(joined_by_breaks(lines))
        case Epigraph(inner):
            return Quote(nested_blocks(inner))
        case _:
            return block


def split_lines(line: Inlines) -> tuple[Inlines, ...]:
    """Cut a content at its line breaks."""
    lines: list[list[Inline]] = [[]]
    for inline in line:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(tidy(part) for part in lines if part)


def all_lines(blocks: Blocks) -> tuple[Inlines, ...]:
    """Give the lines of all text in blocks, as they are set, but for empty ones."""
    return tuple(part for line in lines_in(blocks) for part in split_lines(line) if part)


def without_bold(heading: Inlines) -> Inlines:
    """Take the bold from a heading that is set in nothing else: every edition sets headings so."""
    words = [inline for inline in heading if not isinstance(inline, PageBreak)]
    if len(words) == 1 and isinstance(words[0], Span) and words[0].kind == "bold":
        at = heading.index(words[0])
        return (*heading[:at], *words[0].content, *heading[at + 1 :])
    return heading


def nested_blocks(blocks: Blocks) -> Blocks:
    """Fit blocks for a place inside a quotation, an item or a note.

    No division can begin there: a heading becomes a line in bold, a speech or a list of works
    its paragraphs.
    """
    fitted: list[Block] = []
    for block in blocks:
        match block:
            case Heading(_, content):
                fitted.append(Paragraph((Span("bold", content),)))
            case Speech(speaker, inner):
                fitted += (Paragraph(speaker), *inner)
            case Bibliography(entries):
                fitted.append(List(tuple(Item((Paragraph(e),)) for e in entries)))
            case Contents(entries):
                fitted.append(List(tuple(Item((Paragraph(e.content),)) for e in entries)))
            case _:
                fitted.append(_in_mid_text(block))
    return tuple(fitted)


def list_of_works(blocks: Blocks) -> Blocks:
    """Turn the entries of a division named as a bibliography into a Bibliography, if it is one.

    A list of single paragraphs is; so is a run of three paragraphs or more, most with a year.
    """
    made = reference_lists(blocks)
    paragraphs = [block for block in made if isinstance(block, Paragraph)]
    dated = sum(1 for paragraph in paragraphs if YEAR.search(plain(paragraph.content)))
    if len(paragraphs) < 3 or dated < DATED_SHARE * len(paragraphs):
        return made
    return _gathered(made)


def _gathered(blocks: Blocks) -> Blocks:
    made: list[Block] = []
    for block in blocks:
        entry = isinstance(block, Paragraph) and YEAR.search(plain(block.content))
        before = made[-1] if made else None
        if isinstance(block, Paragraph) and isinstance(before, Bibliography):
            made[-1] = Bibliography((*before.entries, block.content))
        elif isinstance(block, Paragraph) and entry:
            made.append(Bibliography((block.content,)))
        else:
            made.append(block)
    return tuple(made)


def is_ornament(content: Inlines) -> bool:
    """Tell whether a line is a scene break: signs and spaces, no word and no number."""
    text = plain(content).strip()
    signs = text.replace(" ", "").replace("\xa0", "")
    return 0 < len(signs) <= 12 and all(sign in "*⁂•·∗✻✽❦~—–_-#=◆◇○●☙❧§" for sign in signs)


def fitted_note(note: Note) -> Note:
    """Fit the blocks of a note for their place."""
    return replace(note, blocks=nested_blocks(note.blocks))


def ornament_or_paragraph(content: Inlines) -> Block:
    """Make a scene break or a paragraph of a line."""
    return Ornament(content) if is_ornament(content) else Paragraph(content)
