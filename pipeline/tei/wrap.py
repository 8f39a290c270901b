"""Put an element round a stretch of inlines, wherever their own markup begins and ends."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import (
    Anchor,
    Emendation,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    PageBreak,
    Span,
    Text,
)

Leaf = Text | NoteRef | PageBreak | LineBreak | Emendation | Image | Anchor
Path = tuple[Span | Link, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` up to ``end`` in the reading text: this element.

    ``bare`` takes off the italics that fill the stretch, where the element itself means them.
    """

    start: int
    end: int
    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Inlines in an element that the model has no name for: a citation, an author, a date."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    content: Inlines


Marked = tuple[Inline | Wrapped, ...]


def reading(inlines: Inlines) -> str:
    """Give the characters that a reader sees, emended readings for rejected ones."""
    return "".join(_characters(leaf) for leaf, _ in _leaves(inlines, ()))


def wrap(inlines: Inlines, stretches: Sequence[Stretch]) -> Marked:
    """Wrap stretches of the reading text, which are in order and do not overlap.

    A span that a stretch cuts is closed and opened again; a mark at the edge of a stretch (a note,
    a page break) stays outside; an emendation is never cut. Linear in the length of the text.
    """
    if not stretches:
        return inlines
    pieces = _divide(inlines, stretches)
    marked: list[Inline | Wrapped] = []
    for index, piece in enumerate(pieces):
        content = _rebuild(piece, 0)
        if index % 2 == 0:
            marked += content
        elif content:
            marked.append(_wrapped(stretches[index // 2], content))
    return tuple(marked)


def italics(inlines: Inlines) -> list[tuple[int, int]]:
    """Give the stretches of the reading text that stand in italics or are marked as titles."""
    return _inside(inlines, lambda s: isinstance(s, Span) and s.kind in ("italic", "title"))


def links(inlines: Inlines) -> list[tuple[int, int]]:
    """Give the stretches of the reading text that are links already."""
    return _inside(inlines, lambda s: isinstance(s, Link))


def described(inlines: Inlines) -> Inlines:
    """Put its description where a picture stands, as one must where TEI allows no picture."""
    made: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Span | Link):
            made.append(replace(inline, content=described(inline.content)))
        elif isinstance(inline, Emendation):
            made.append(replace(inline, after=described(inline.after)))
        else:
            made.append(Text(inline.alt) if isinstance(inline, Image) else inline)
    return tuple(made)


def split(inlines: Inlines, offset: int) -> tuple[Inlines, Inlines]:
    """Cut inlines in two at an offset of the reading text."""
    pieces = _divide(inlines, [Stretch(offset, len(reading(inlines)) + 1, "")])
    return _rebuild(pieces[0], 0), _rebuild([leaf for p in pieces[1:] for leaf in p], 0)


def _inside(inlines: Inlines, test: Callable[[Span | Link], bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    position = 0
    for leaf, path in _leaves(inlines, ()):
        length = len(_characters(leaf))
        if length and any(test(outer) for outer in path):
            if found and found[-1][1] == position:
                found[-1] = (found[-1][0], position + length)
            else:
                found.append((position, position + length))
        position += length
    return found


def _characters(leaf: Leaf) -> str:
    match leaf:
        case Text():
            return leaf.text
        case Emendation():
            return reading(leaf.after)
        case LineBreak():
            return "\n"
        case _:
            return ""


def _leaves(inlines: Inlines, path: Path) -> Iterator[tuple[Leaf, Path]]:
    for inline in inlines:
        if isinstance(inline, Span | Link):
            yield from _leaves(inline.content, (*path, inline))
        else:
            yield inline, path


def _divide(inlines: Inlines, stretches: Sequence[Stretch]) -> list[list[tuple[Leaf, Path]]]:
    """Cut at each start and each end: outside and inside take turns."""
    bounds = deque(
        bound for s in stretches for bound in ((s.start, False), (s.end, True))
    )  # fmt: skip
    pieces: list[list[tuple[Leaf, Path]]] = [[]]
    position = 0
    for leaf, path in _leaves(inlines, ()):
        length = len(_characters(leaf))
        while bounds and (
            bounds[0][0] < position or (bounds[0][0] == position and (length or bounds[0][1]))
        ):
            bounds.popleft()
            pieces.append([])
        while isinstance(leaf, Text) and bounds and bounds[0][0] < position + length:
            cut = bounds.popleft()[0] - position
            if cut:
                pieces[-1].append((Text(leaf.text[:cut]), path))
            pieces.append([])
            leaf, position, length = Text(leaf.text[cut:]), position + cut, length - cut
        pieces[-1].append((leaf, path))
        position += length
    return pieces


def _rebuild(leaves: Sequence[tuple[Leaf, Path]], depth: int) -> Inlines:
    """Put the spans back round their leaves."""
    built: list[Inline] = []
    index = 0
    while index < len(leaves):
        leaf, path = leaves[index]
        if len(path) <= depth:
            built.append(leaf)
            index += 1
            continue
        outer = path[depth]
        end = index
        while end < len(leaves) and leaves[end][1][depth : depth + 1] and (
            leaves[end][1][depth] is outer
        ):  # fmt: skip
            end += 1
        built.append(replace(outer, content=_rebuild(leaves[index:end], depth + 1)))
        index = end
    return tuple(built)


def _wrapped(stretch: Stretch, content: Inlines) -> Wrapped:
    if stretch.bare and len(content) == 1:
        only = content[0]
        if isinstance(only, Span) and only.kind in ("italic", "title"):
            content = only.content
    return Wrapped(stretch.name, stretch.attributes, content)
