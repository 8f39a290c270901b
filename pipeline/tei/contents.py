"""Link the printed contents to the divisions and pages that they name."""

from collections import defaultdict, deque

from rapidfuzz import fuzz, process

from pipeline.model import Contents, ContentsEntry
from pipeline.tei.build import child, put, unwrap
from pipeline.tei.inlines import put_inlines
from pipeline.tei.names import fold
from pipeline.tei.state import State
from pipeline.tei.wrap import reading
from pipeline.xml import XML_ID, Element, name_of, words_shown

ALIKE = 85
"""An entry and a head this alike (rapidfuzz ratio, of 100) are one."""

LIMIT = 2_000_000
"""Above this many pairs only exact matches are looked for."""


def put_entries(parent: Element, contents: Contents, state: State) -> None:
    """Make an item for each entry; ``link_entries`` points them once all ids are known."""
    if not contents.entries:
        return
    printed = parent.get("type") == "contents"
    node = child(parent, "list", rend="" if printed else "bulleted")
    for entry in contents.entries:
        item = child(node, "item")
        words = child(item if printed else child(item, "p"), "ref")
        outer, state.in_contents = state.in_contents, True
        put_inlines(words, entry.content, state)
        state.in_contents = outer
        state.entries.append((words, entry))


def link_entries(text: Element, state: State) -> None:
    """Make links of the words and the page of each entry whose target is there.

    Each division answers to one entry, in order, so that ten chapters called "Conclusion" keep
    apart; what matches exactly goes first.
    """
    heads = _heads(text)
    exact: dict[str, deque[str]] = defaultdict(deque)
    for words, division in heads:
        exact[words].append(division)
    wanted = [" ".join(fold(reading(entry.content))) for _, entry in state.entries]
    targets = [exact[words].popleft() if exact.get(words) else "" for words in wanted]
    free = [(words, division) for words, division in heads if division in exact[words]]
    for index, words in enumerate(wanted):
        if words and not targets[index] and len(free) * len(wanted) < LIMIT:
            choices = [head for head, _ in free]
            close = process.extractOne(words, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
            if close:
                targets[index] = free.pop(close[2])[1]
    for (node, entry), target in zip(state.entries, targets, strict=True):
        _point(node, entry, target, state)


def _heads(text: Element) -> list[tuple[str, str]]:
    """Give the words of every division's head, with the division's id, in order."""
    found = []
    for head in text.iter("{*}head"):
        division = head.getparent()
        if division is not None and name_of(division) == "div" and not head.get("type"):
            found.append((" ".join(fold(words_shown(head))), str(division.get(XML_ID))))
    return found


def _point(words: Element, entry: ContentsEntry, target: str, state: State) -> None:
    """Point the words of an entry to its division, and put its page behind them."""
    item, printed = words.getparent(), entry.page.strip()
    page = state.pages.get(printed, "")
    if item is not None and printed:
        put(item, " ")
        if page:
            child(item, "ref", printed, target=f"#{page}")
        else:
            put(item, printed)
    if target:
        words.set("target", f"#{target}")
        return
    state.find("contents-entry-without-division", f"“{reading(entry.content)}”")
    unwrap(words)
