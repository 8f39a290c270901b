"""What a page cut in two: words, paragraphs, list items."""

import re
from collections.abc import Iterator

from pipeline.clean.edit import Edit
from pipeline.clean.facts.labels import is_next
from pipeline.clean.facts.layout import LEADER
from pipeline.clean.facts.seam import FINISHED, SMALL, goes_on
from pipeline.clean.facts.words import count_words
from pipeline.clean.notes.apparatus import HEADING, RULE
from pipeline.clean.pages.page import LIST_ITEM, QUOTE, VERSE_LINE
from pipeline.clean.spelling.completions import is_cut_word
from pipeline.clean.spelling.compounds import joint_before, stands_before
from pipeline.clean.spelling.settle import settle_hyphen
from pipeline.letters import space_between
from pipeline.model import Source
from pipeline.report import Confidence

SEAM = re.compile(r"[ \t]*\n[ \t]*\n?\s*\f\s*(?P<quote>>[ \t]?)?")
BLANK = re.compile(r"(?<=\S)(?:[ \t]*\n){2,}[ \t]*(?=[^\s<])")
BROKEN = re.compile(r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)-(?P<mark>[*_]{0,2})\Z")
FIRST_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
LAST_WORD = re.compile(r"(?<![^\W\d_])(?<![’'])[^\W\d_]+\Z")
LABEL = re.compile(r"[\[(]?\^?(?:\d{1,3}|[*†‡])[\]).:]* +\S")


def join_pages(source: Source) -> Iterator[Edit]:
    r"""Rejoin a paragraph, an item or a word that a page cut in two.

    A paragraph goes on over the page when its sentence was not finished. If the next page starts
    with a small letter that is sure; with a capital it is likely, unless the text writes that
    word small. A hyphen at the cut is kept or dropped as the text itself, then the language's
    word list, writes the word.

    >>> fix(join_pages, "the spread of com-\n\n\f\n\nmunication nets; communication")
    'the spread of com\x0cmunication nets; communication'
    >>> fix(join_pages, "those who\n\n\f\n\nwould draw up")
    'those who \x0cwould draw up'

    What stands before words with a hyphen alone has it, where the text writes the word so:

    >>> fix(join_pages, "those anti\n\n\f\n\ncapitalist days; anti-capitalist")
    'those anti-\x0ccapitalist days; anti-capitalist'

    A sentence that ended with its page stays apart:

    >>> fix(join_pages, "of instrumentalization.\n\n\f\n\nWith respect to")
    'of instrumentalization.\n\n\x0c\n\nWith respect to'

    So does one whose full stop was lost, by the look of what follows; that is only proposed:

    >>> text = "as these are the facts, and the facts of the men in\n\n\f\n\nThe facts which it has"
    >>> fix(join_pages, text) == text
    True
    """
    seams = list(SEAM.finditer(source.text))
    dropped = any(_is_cut(source, seam, dropped=False) for seam in seams)
    for seam in seams:
        edit = _join(source, seam, dropped=dropped)
        if edit:
            yield edit


def _is_cut(source: Source, seam: re.Match[str], *, dropped: bool) -> bool:
    last, first = _words_at(source.text, seam)
    both = last and first
    return bool(both) and is_cut_word(last, first, source.lang, source.text, dropped=dropped)


def _join(source: Source, seam: re.Match[str], *, dropped: bool) -> Edit | None:
    text = source.text
    before = _block_before(text, seam.start())
    after = text[seam.end() : seam.end() + 200]
    if not before or not after:
        return None
    if _is_lone_verse(before, after.partition("\n\n")[0], seam):
        return Edit(*seam.span(), "  \n\f", Confidence.LIKELY, "a verse alone on its page")
    if _stands_apart(before) or _stands_apart(after):
        return None
    quoted = bool(QUOTE.match(before))
    if seam["quote"] and not quoted:
        return None
    if LIST_ITEM.match(after) or is_next(before, after):
        return None
    broken = BROKEN.search(before)
    if broken and SMALL.match(after):
        return _rejoin_word(source, seam, broken, after)
    if _is_cut(source, seam, dropped=dropped):
        why = "as one word they are far likelier"
        return Edit(seam.start(), seam.end(), "\f", Confidence.LIKELY, why)
    if compound := _compound(source, seam):
        why = f"the text writes “{compound}” elsewhere"
        return Edit(seam.start(), seam.end(), "-\f", Confidence.LIKELY, why)
    verdict = goes_on(before, after, text, source.lang, page_ends=True)
    if not verdict and FINISHED.search(before):
        return _suspect(seam, after)
    if not verdict or (quoted != bool(seam["quote"]) and verdict[0] is not Confidence.SURE):
        return None
    space = space_between(text, seam.start(), seam.end())
    return Edit(seam.start(), seam.end(), f"{space}\f", verdict[0], f"{verdict[1]} over the page")


def _compound(source: Source, seam: re.Match[str]) -> str:
    """Give the compound that a page's end parted without its hyphen: anti | capitalist."""
    last, first = _words_at(source.text, seam)
    if not first or not stands_before(last, source.lang):
        return ""
    compound = f"{last}-{first}"
    apart = re.search(rf"\b{last} {first}\b", source.text, re.IGNORECASE)
    return compound if count_words(source.text)[compound.casefold()] and not apart else ""


def _words_at(text: str, seam: re.Match[str]) -> tuple[str, str]:
    """Give the last word before a seam and the first behind it; either may be none."""
    last = LAST_WORD.search(text, max(0, seam.start() - 100), seam.start())
    first = FIRST_WORD.match(text, seam.end())
    return last[0] if last else "", first[0] if first else ""


def _block_before(text: str, end: int) -> str:
    start = text.rfind("\n\n", 0, end)
    start = max(start, text.rfind("\f", max(start, 0), end))
    return text[start + 1 : end].strip()


def _stands_apart(text: str) -> bool:
    first = text.lstrip()
    last = first.rstrip().rpartition("\n")[2]
    return bool(
        HEADING.match(first) or RULE.match(first) or first.startswith(("|", "![", "```"))
        or "  \n" in text.partition("\n\n")[0] or LEADER.match(last)
    )  # fmt: skip


def _is_lone_verse(before: str, after: str, seam: re.Match[str]) -> bool:
    """Say whether a page cut verse, whose lines end in two spaces, so that one line stands alone.

    Longer pieces are stanzas as well where they stand. The last line on a page may have no spaces.
    """
    if "\n" not in before and len(before) <= VERSE_LINE and "  \n" in after:
        return not (FINISHED.search(before) or HEADING.match(before))
    return seam[0].startswith("  ") and after.endswith("  ") and "\n" not in (
        before if "\n" in after else after
    )  # fmt: skip


def _suspect(seam: re.Match[str], after: str) -> Edit | None:
    if not SMALL.match(after) or not after[:1].islower():
        return None
    evidence = "the page starts with a small letter, but the sentence before it ended"
    return Edit(seam.start(), seam.end(), " \f", Confidence.DOUBTFUL, evidence)


def _rejoin_word(
    source: Source, seam: re.Match[str], broken: re.Match[str], after: str
) -> Edit | None:
    """Rejoin the word; emphasis that closed before the cut and opens behind it goes on over it."""
    mark, page = broken["mark"], "\f" if "\f" in seam[0] else ""
    first = FIRST_WORD.match(after.removeprefix(mark))
    if not first or not after.startswith(mark):
        return None
    behind = after.removeprefix(mark)[first.end() :]
    joint = None if mark else joint_before(broken["head"], first[0], behind, source.lang)
    if joint:
        why = "the hyphen belongs to a compound"
        return Edit(seam.start() - 1, seam.end(), f"{joint}{page}", Confidence.LIKELY, why)
    whole, confidence, why = settle_hyphen(source.text, broken["head"], first[0], source.lang)
    start, end = seam.start() - len(mark), seam.end() + len(mark)
    if whole:
        return Edit(start - 1, end, page, confidence, why)
    return Edit(start, end, page, confidence, why)


def close_up_notes(source: Source) -> Iterator[Edit]:
    r"""Close up a note that a blank line parts in mid-sentence.

    The small lines of a page's foot stand further apart than an extractor expects: it takes them
    for paragraphs.

    >>> fix(close_up_notes, "<sup>1</sup> In the Journal of Libertar-\n\n   ian Studies, p. 7.")
    '<sup>1</sup> In the Journal of Libertarian Studies, p. 7.'

    A note's second paragraph stays one, and a note whose label was not read:

    >>> fix(close_up_notes, "<sup>1</sup> See there.\n\nand so on, as he says.")
    '<sup>1</sup> See there.\n\nand so on, as he says.'
    >>> fix(close_up_notes, "<sup>2</sup> A thousand different species of monkeys\n\n3. *Ibid.*")
    '<sup>2</sup> A thousand different species of monkeys\n\n3. *Ibid.*'
    """
    for gap in BLANK.finditer(source.text):
        before = _block_before(source.text, gap.start())
        after = source.text[gap.end() : gap.end() + 200]
        if _stands_apart(before) or _stands_apart(after) or LABEL.match(after):
            continue
        broken = BROKEN.search(before)
        if broken and SMALL.match(after):
            edit = _rejoin_word(source, gap, broken, after)
            if edit:
                yield edit
            continue
        verdict = goes_on(before, after, source.text, source.lang)
        if verdict:
            space = space_between(source.text, gap.start(), gap.end())
            yield Edit(*gap.span(), space, verdict[0], f"{verdict[1]} over a blank line")


def join_notes(source: Source) -> Iterator[Edit]:
    r"""Rejoin a note that goes on at the foot of the next page.

    At a page's foot a block without a label goes on with the last note of the page before.

    >>> fix(join_notes, "<sup>1</sup> see (Woodcock\n\n\f\n\n1950, p. 3)\n\n<sup>2</sup> So.")
    '<sup>1</sup> see (Woodcock \x0c1950, p. 3)\n\n<sup>2</sup> So.'

    A block with a label is a note of its own:

    >>> fix(join_notes, "<sup>1</sup> see\n\n\f\n\n<sup>2</sup> So.")
    '<sup>1</sup> see\n\n\x0c\n\n<sup>2</sup> So.'
    """
    for seam in SEAM.finditer(source.text):
        before = _block_before(source.text, seam.start())
        after = source.text[seam.end() : seam.end() + 200]
        if not before or not after.strip() or after.startswith("<sup>"):
            continue
        broken = BROKEN.search(before)
        if broken and SMALL.match(after):
            edit = _rejoin_word(source, seam, broken, after)
            if edit:
                yield edit
            continue
        ended = bool(FINISHED.search(before)) and not SMALL.match(after)
        confidence = Confidence.LIKELY if ended else Confidence.SURE
        space = space_between(source.text, seam.start(), seam.end())
        yield Edit(seam.start(), seam.end(), f"{space}\f", confidence, "a block without a label")
