"""How lines and pages end: what WeasyPrint 70 does there that no style can mend.

Five of its functions are replaced. Each replacement names what it changes, and refuses to work on
a WeasyPrint whose function is another.
"""

import inspect
import unicodedata
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pydyf  # type: ignore[import-untyped]

HYPHEN, SOFT_HYPHEN, LINE_END, PRINTED = "\u2010", "\u00ad", "\u2011", "-"
"""The sign that divides a word at a line end, what it stands for; the same for a printed hyphen."""

MOST_LINES = 3
"""More lines than this a page does not give up for a whole word at its end."""

GIVES_NOTES_AWAY = "report = not context.in_column and can_break_now and not could_break_before"

SHIFTED = """    if box.pango_layout.first_line_direction % 2:
        for child in line.children:
            child.translate(dx=-space_width, ignore_floats=True)
"""
STRIPPED = """    if new_text:
        box.pango_layout = new_box.pango_layout
    if line.style['direction'] == 'rtl':
        for ancestor in ancestors:
            for child in ancestor.children[:-1]:
                child.translate(dx=-space_width, ignore_floats=True)
"""

WHOLE_CLUSTER = "font.to_unicode[glyph_id] = utf8_text[offset+t1:offset+t2].decode()"
GLYPHS_OWN = (
    "font.to_unicode[glyph_id] = characters_of("
    "utf8_text[offset:offset + glyph_item.item.length], list(clusters[0:num_glyphs]), i)"
)
DOUBLER = "\u0651"

FITS = "if resume_index is None and first_line_width <= max_width:"


def _rewrite(module: ModuleType, name: str, part: str, other: str) -> None:
    """Put another part into the source of a function, or refuse a function that is another."""
    source = inspect.getsource(getattr(module, name))
    if source.count(part) != 1:
        raise AssertionError(f"{name} of this WeasyPrint is another function")
    exec(source.replace(part, other), vars(module))


def let_the_last_space_hang() -> None:
    """Let a line end in a space that the measure has no room for.

    Where emphasis begins behind such a space, WeasyPrint takes the line for too long, and
    divides its first word: a line of half a word stands in mid-paragraph.
    """
    from weasyprint.layout import inline  # type: ignore[import-untyped]
    from weasyprint.text import line_break  # type: ignore[import-untyped]

    def width_without_space(text: str, style: Any, context: Any, spacing: Any) -> float:
        layout = line_break.create_layout(text.rstrip(" "), style, context, None, spacing)
        return float(line_break.line_size(layout.get_first_line()[0], style)[0])

    fits = (
        "if resume_index is None and (first_line_width <= max_width or space_collapse and "
        "text.endswith(' ') and width_without_space("
        "text, style, context, justification_spacing) <= max_width):"
    )
    vars(line_break)["width_without_space"] = width_without_space
    _rewrite(line_break, "split_first_line", FITS, fits)
    inline.split_first_line = line_break.split_first_line


def set_lines_flush_on_the_right() -> None:
    """Let a justified line that runs from right to left begin at the margin.

    Where a space ends such a line, WeasyPrint moves the whole line by it, and then sets its words
    anew without it. Only what stands on the space's right must move.
    """
    from weasyprint.layout import inline

    _rewrite(inline, "remove_last_whitespace", SHIFTED, STRIPPED)


def keep_notes_with_their_marks() -> None:
    """Let a page be a line short rather than send a note to the next page.

    WeasyPrint gives notes away to save the first lines of a paragraph, whatever
    ``footnote-policy`` says.
    """
    from weasyprint.layout import block

    _rewrite(block, "_linebox_layout", GIVES_NOTES_AWAY, "report = False")


def keep_words_on_their_page() -> None:
    """Let a page be a line short rather than end in half a word.

    Turning a page for half a word is bad setting; and since notes and folio stand between the
    halves, no search would find the word, and no reader could copy it.
    """
    from weasyprint.layout import block

    break_line = block._break_line

    def break_between_words(
        context: Any, box: Any, line: Any, lines: list[Any], needed: int, *rest: Any
    ) -> Any:
        divided = sum(1 for _ in _divided(lines[: len(lines) - needed]))
        wanted = needed + (divided if divided <= MOST_LINES else 0)
        return break_line(context, box, line, lines, wanted, *rest)

    block._break_line = break_between_words


def _divided(lines: list[Any]) -> Iterator[Any]:
    """Run back through the last lines as long as they end in a divided word."""
    for line in reversed(lines):
        text = _last_text(line)
        if text is None or not text.pango_layout.text.endswith(HYPHEN):
            return
        yield line


def _last_text(box: Any) -> Any:
    for child in reversed(getattr(box, "children", ())):
        if type(child).__name__ == "TextBox":
            return child
        if (found := _last_text(child)) is not None:
            return found
    return None


def tell_hyphens_apart(document: Any) -> None:
    """Set a printed hyphen that ends a line as its twin glyph, which looks the same.

    Reading programs drop a plain hyphen at a line end and join the words: ``so-called`` would
    come out as one word.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            if type(box).__name__ == "LineBox":
                text = _last_text(box)
                if text is not None and text.pango_layout.text.endswith(PRINTED):
                    text.pango_layout.text = text.pango_layout.text[:-1] + LINE_END


def name_each_glyph() -> None:
    """Let each glyph of a letter with its marks stand for its own character.

    WeasyPrint lets the first glyph stand for them all, and the others for nothing: a letter that
    came behind its vowel once is lost to search and copy in the whole book.
    """
    from weasyprint.draw import text  # type: ignore[import-untyped]

    vars(text)["characters_of"] = characters_of
    _rewrite(text, "draw_first_line", WHOLE_CLUSTER, GLYPHS_OWN)


def characters_of(run: bytes, clusters: list[int], at: int) -> str:
    """Give what the glyph at a place stands for; clusters fall where a run goes to the left.

    The typesetter stands the sign that doubles a letter before its vowel.

    >>> [characters_of("بَّ".encode(), [0, 0, 0], at) for at in range(3)] == ["َ", "ّ", "ب"]
    True
    >>> characters_of("fi".encode(), [0], 0)
    'fi'
    """
    same = [index for index, cluster in enumerate(clusters) if cluster == clusters[at]]
    ends = [cluster for cluster in clusters if cluster > clusters[at]]
    whole = run[clusters[at] : min(ends, default=len(run))].decode()
    letters = "".join(char for char in whole if not unicodedata.combining(char))
    marks = [char for char in whole if unicodedata.combining(char)]
    signs = [letters] * bool(letters) + sorted(marks, key=lambda mark: mark != DOUBLER)
    to_left = clusters[0] > clusters[-1] or unicodedata.bidirectional(whole[:1]) in ("R", "AL")
    place = len(same) - 1 - same.index(at) if to_left else same.index(at)
    if len(signs) == len(same):
        return signs[place] if len(same) > 1 else whole
    return whole if at == same[0] else ""


def name_characters(pdf: Any, words: str) -> None:
    """Say which characters the glyphs stand for where the typesetter cannot know it.

    A hyphen that divides a word is a soft one, its twin a plain one (ISO 32000-1, 14.8.2.2.3); a
    text that uses one of these signs itself keeps it. A glyph that is half of a character, as a
    point of Hebrew is, must stand for something: a space of no width.
    """
    names = {HYPHEN: SOFT_HYPHEN, LINE_END: HYPHEN}
    changed = {_code(sign): _code(names[sign]) for sign in names if sign not in words}
    changed[b"<>"] = _code("\u200b")
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream[:3]:
            item.stream = [_renamed(part, changed) for part in item.stream]


def _code(sign: str) -> bytes:
    return b"<%04x>" % ord(sign)


def _renamed(part: bytes, changed: dict[bytes, bytes]) -> bytes:
    glyph, between, code = part.partition(b"> ")
    return glyph + between + changed.get(code, code)
