"""Divisions: what stands under which heading, and what kind of part it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import (
    Bibliography,
    Block,
    Blocks,
    Division,
    Heading,
    Inlines,
    List,
    Paragraph,
    plain,
)

KINDS: tuple[tuple[str, str], ...] = (
    ("abstract", r"abstract|summary|resumen|résumé|zusammenfassung|riassunto|resumo|аннотация"),
    (
        "preface",
        r"(?:\w+['’]s? )?(?:preface|foreword)(?: to .*)?|(?:translator|editor).{0,3} preface|"
        r"prefacio|prólogo|préface|avant-propos|vorwort|prefazione|prefácio|предисловие|"
        r"przedmowa|förord|önsöz|πρόλογος|predgovor",
    ),
    (
        "introduction",
        r"introduction(?: .*)?|introducción|einleitung|introduzione|introdução|введение|wstęp|"
        r"inledning|giriş|εισαγωγή",
    ),
    ("dedication", r"dedication|dedicatoria|dédicace|widmung"),
    (
        "bibliography",
        r"(?:select(?:ed)? |annotated )?(?:references|bibliography|literature)|reference list|"
        r"list of references|works (?:cited|consulted)|literature cited|sources|"
        r"(?:further|suggested) reading|referencias(?: bibliográficas)?|obras citadas|"
        r"bibliografía(?: citada)?|bibliographie|références(?: bibliographiques)?|ouvrages cités|"
        r"literatur(?:verzeichnis|angaben)?|quellen und literatur|bibliografia|opere citate|"
        r"riferimenti bibliografici|referências(?: bibliográficas)?|литература|литература и "
        r"източници|список литературы|библиография|література|список літератури|бібліографія|"
        r"библиографија|literatura|použitá literatura|bibliografija|kaynakça|kaynaklar|"
        r"βιβλιογραφία|kirjallisuus|lähteet|literatuur(?:lijst)?|bibliografie|referenser|"
        r"litteratur(?:liste|förteckning)?|källor|(?:felhasznált )?irodalom|bibliografio|"
        r"literaturo|参考文献|參考文獻|参考书目|المراجع|المصادر|قائمة المراجع|منابع|کتاب‌شناسی|"
        r"ביבליוגרפיה|מקורות|참고문헌",
    ),
    (
        "appendix",
        r"(?:appendix|appendices|annex|apéndice|annexe|anhang|appendice|apêndice|приложение|"
        r"bilaga|ek)\b.*",
    ),
    (
        "notes",
        r"(?:foot|end)?notes|notas|anmerkungen|note|примечания|przypisy|noter|notlar|"
        r"σημειώσεις|viitteet|noten",
    ),
    ("part", r"(?:part|parte|partie|teil|часть|część|del|bölüm|μέρος)\b.*"),
    ("chapter", r"(?:chapter|capítulo|chapitre|kapitel|capitolo|глава|rozdział|κεφάλαιο)\b.*"),
)
"""Kind of division to the headings that name it, in the library's languages."""
MATCHERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS)
LEADING = frozenset({"abstract", "preface", "dedication"})
TRAILING = frozenset({"bibliography", "appendix", "notes"})


@dataclass(slots=True)
class _Open:
    level: int
    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)

    def close(self) -> Division:
        kind = kind_of(self.heading)
        blocks = tuple(self.blocks)
        if kind == "bibliography":
            blocks = as_bibliography(blocks)
        return Division(kind, self.heading, blocks, tuple(self.divisions))


def kind_of(heading: Heading | None) -> str:
    """Name the kind of division by its heading, as the library's languages call its parts."""
    if heading is None:
        return "text"
    text = re.sub(r"\s+", " ", plain(heading.content)).strip(" .:").casefold()
    return next((kind for kind, pattern in MATCHERS if pattern.fullmatch(text)), "section")


def as_bibliography(blocks: Blocks) -> Blocks:
    """Take the lists of a bibliography as reference lists, one entry an item."""
    return tuple(
        Bibliography(tuple(_entry(item.blocks) for item in block.items))
        if isinstance(block, List) and all(_plain(item.blocks) for item in block.items)
        else block
        for block in blocks
    )


def _plain(blocks: Blocks) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Paragraph)


def _entry(blocks: Blocks) -> Inlines:
    block = blocks[0]
    assert isinstance(block, Paragraph)
    return block.content


def divide(blocks: Sequence[Block]) -> tuple[Division, ...]:
    """Nest blocks under their headings by level; what stands before the first has no heading."""
    root: list[Division] = []
    stack: list[_Open] = []

    def close_to(level: int) -> None:
        while stack and stack[-1].level >= level:
            done = stack.pop().close()
            (stack[-1].divisions if stack else root).append(done)

    for block in blocks:
        if isinstance(block, Heading):
            close_to(block.level)
            stack.append(_Open(block.level, block))
        else:
            if not stack:
                stack.append(_Open(99, None))
            stack[-1].blocks.append(block)
    close_to(0)
    return tuple(root)


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
