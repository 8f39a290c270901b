"""Parse a cleaned text into a Document: blocks, notes, divisions, title page and colophon."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline.headings import TRAILING, arranged, kind_of_heading, reference_lists, sections
from pipeline.model import (
    Block,
    Blocks,
    Cleaned,
    Colophon,
    Division,
    Document,
    Figure,
    Heading,
    Metadata,
    Note,
    Origin,
    PageBreak,
    Paragraph,
    Text,
    Witness,
    plain,
)
from pipeline.parse.blocks import Parser, parse_blocks
from pipeline.parse.colophon import Reading, parse_colophon
from pipeline.parse.front import Front, breaks_in, parse_contents, read_front, title_in
from pipeline.parse.inline import Context, Decided
from pipeline.parse.joining import lead_in, sign
from pipeline.parse.notes import Body, bodies_in, calls_in, link, link_again, uncalled, unlinked
from pipeline.report import Finding

ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.[a-z]{2,8}[^\s)\]]*", re.IGNORECASE)

BETWEEN_NAMES = re.compile(r"\s*(?:[,;&]|(?<=\s)and(?=\s))\s*")


def parse(
    cleaned: Cleaned, witness: Witness, origin_of: Callable[[int], Origin],
    decided: Decided = frozenset(),
) -> tuple[Document, list[Finding]]:  # fmt: skip
    """Parse a cleaned text.

    ``origin_of`` gives page and line for a place in the witness; ``decided`` are the repairs that
    people answer for, by rule and place. Gives the Document and what a person should look at:
    notes that nothing calls.
    """
    calls, bodies = calls_in(cleaned.body), bodies_in(cleaned.notes)
    pairs = link(calls, bodies)
    pairs |= link_again(calls, bodies, pairs)
    order = {i: n for n, i in enumerate(dict.fromkeys(pairs[raw] for raw in sorted(pairs)))}
    ids = {index: f"fn{turn + 1}" for index, turn in order.items()}
    for index in range(len(bodies)):
        ids.setdefault(index, f"fn{len(ids) + 1}")
    starts = [start for start, _ in cleaned.pages]
    names = [name for _, name in cleaned.pages]

    def page_after(raw: int) -> str:
        at = bisect_left(starts, raw)
        return names[at] if at < len(names) else ""

    context = Context({raw: ids[index] for raw, index in pairs.items()}, page_after, decided)
    parser = Parser(context)
    notes = {ids[i]: _note(body, parser, origin_of(body.raw)) for i, body in enumerate(bodies)}
    document = _assemble(cleaned, witness, parser, notes)
    found = unlinked(bodies, pairs, origin_of)
    return document, [*found, *uncalled(calls, pairs, origin_of)]


def _note(body: Body, parser: Parser, origin: Origin) -> Note:
    blocks = parse_blocks(body.text, parser) or (Paragraph((Text(""),)),)
    return Note(body.label, blocks, origin=origin)


def _assemble(
    cleaned: Cleaned, witness: Witness, parser: Parser, notes: Mapping[str, Note]
) -> Document:
    head, contents, text = _parts(cleaned, parser)
    colophon, reading = parse_colophon(
        cleaned.colophon, title_in(head or text, cleaned.colophon.text), parser
    )
    pictures = next((i for i, block in enumerate(text) if not isinstance(block, Figure)), 0)
    lead, text = ((), text) if head else (text[:pictures], text[pictures:])
    front = read_front(head or text, reading, len(head) if head else None)
    taken = tuple(b for b in head if b not in front.others) or text[: front.length]
    running = (*lead, *front.others, *(text if head else text[front.length :]))
    if contents and contents.heading:
        led = (*breaks_in(taken), *contents.heading.content)
        contents = replace(contents, heading=replace(contents.heading, content=led))
    else:
        running = _keep_breaks(taken, running)
    running, last = _last_breaks(_first_breaks(running))
    colophon = _on_page(colophon, last or _page_of(cleaned))
    metadata = _metadata(front, reading, cleaned.lang)
    leading, body, back = arranged(divide(running), LEADING, TRAILING)
    body = sign(body, metadata.authors) or (Division("text", None, ()),)
    contents_part = (contents,) if contents else ()
    front_part = (*contents_part, *sign(leading, metadata.authors, front=True))
    return Document(metadata, witness, front_part, body, back, notes, colophon)


def _first_breaks(running: Blocks) -> Blocks:
    """Put page breaks with nothing behind them into the heading that the text begins with."""
    match running:
        case (Paragraph(content=content), Heading() as heading, *rest) if content:
            breaks = tuple(node for node in content if isinstance(node, PageBreak))
            if len(breaks) == len(content):
                return (lead_in(heading, breaks), *rest)
    return running


def _last_breaks(running: Blocks) -> tuple[Blocks, tuple[PageBreak, ...]]:
    """Take page breaks with nothing behind them off the end: the colophon's page begins there."""
    match running:
        case (*_, Paragraph(content=content)) if content and all(
            isinstance(node, PageBreak) for node in content
        ):
            return running[:-1], tuple(n for n in content if isinstance(n, PageBreak))
    return running, ()


def _page_of(cleaned: Cleaned) -> tuple[PageBreak, ...]:
    """Give the break of the colophon's page, if the count of pages knows it."""
    start = cleaned.colophon.raw(0)
    return tuple(PageBreak(name) for at, name in cleaned.pages[-1:] if at == start)


def _on_page(colophon: Colophon, breaks: tuple[PageBreak, ...]) -> Colophon:
    if not colophon.blocks or not breaks:
        return colophon
    first = colophon.blocks[0]
    lines = ((*breaks, *first.lines[0]), *first.lines[1:])
    return Colophon((replace(first, lines=lines), *colophon.blocks[1:]))


def _parts(cleaned: Cleaned, parser: Parser) -> tuple[Blocks, Division | None, Blocks]:
    """Part the body stream: title page (if a contents page closes it), contents, text."""
    span = cleaned.contents
    if span is None:
        return (), None, parse_blocks(cleaned.body, parser)
    start, end = span
    head = parse_blocks(cleaned.body.slice(0, start), parser)
    page = cleaned.body.slice(start, end)
    word, contents = parse_contents(page, parser)
    heading = Heading(1, (Text(word),)) if word else None
    division = Division("contents", heading, (contents,))
    text = parse_blocks(cleaned.body.slice(end, len(cleaned.body.text)), parser)
    return head, division, text


def _keep_breaks(taken: Blocks, running: Blocks) -> Blocks:
    breaks = breaks_in(taken)
    if not breaks or not running:
        return running
    first: Block = lead_in(running[0], breaks)
    return (first, *running[1:])


def _metadata(front: Front, reading: Reading, lang: str) -> Metadata:
    authors = front.authors or reading.authors
    return Metadata(
        title=front.title or reading.title,
        subtitle=front.subtitle or reading.subtitle,
        authors=_names(authors),
        date=front.date or reading.date,
        lang=lang,
        library=reading.library,
        library_address=_absolute(reading.address),
        rights=reading.rights,
        source_address=_absolute(reading.source_address),
        source_statement=reading.source_statement,
        retrieved=reading.retrieved,
        notes=reading.notes,
        published=reading.published,
    )


def _names(authors: str) -> tuple[str, ...]:
    bare = re.sub(r"^(?:by|par|por|von|di)\s+", "", authors.strip(), flags=re.IGNORECASE)
    return tuple(name for name in BETWEEN_NAMES.split(bare) if name)


def _absolute(address: str) -> str:
    if not address:
        return ""
    found = ADDRESS.search(address)
    bare = found[0] if found else address
    return bare if bare.startswith("http") else f"http://{bare}"


LEADING = frozenset({"abstract", "preface", "dedication"})


def divide(blocks: Blocks) -> tuple[Division, ...]:
    """Nest blocks under their headings by level; what stands before the first has no heading."""
    return tuple(_division(heading, own, deeper) for heading, own, deeper in sections(blocks))


def _division(heading: Heading | None, own: Blocks, deeper: Blocks) -> Division:
    kind = kind_of_heading(plain(heading.content)) if heading else "text"
    kind = "section" if kind == "contents" else kind  # the printed contents is parsed before
    own = reference_lists(own) if kind == "bibliography" else own
    return Division(kind, heading, own, divide(deeper))
