"""Clean a witness: rules propose, the engine applies, two streams come out.

``WHOLE`` runs over the reading text as the extractor left it; then body and notes are parted, and
``BODY`` and ``APPARATUS`` run over each by itself, so that nothing a page cut stays cut. The
colophon takes no part: it is kept word for word.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pipeline.clean.blocks import bibliography, lists, quotations, sources, speech, tables, verse
from pipeline.clean.divisions import (
    contents_lines,
    contents_page,
    headings,
    lone,
    numbering,
    opening,
    series,
    title,
    titled,
)
from pipeline.clean.edit import Press, Rule, Verdicts, name_of, summary_of
from pipeline.clean.facts.dialect import dialect_of
from pipeline.clean.facts.layout import colophon_start, contents
from pipeline.clean.notation import (
    anchors,
    characters,
    directions,
    emphasis,
    evidence,
    footnotes,
    html_tables,
    links,
    markup,
    raised,
    remarks,
    stand_ins,
)
from pipeline.clean.notes import (
    apparatus,
    endnotes,
    indented,
    loose,
    named_notes,
    note_sections,
    odd,
    references,
    ruling,
    signs,
)
from pipeline.clean.pages import (
    browser,
    edition_marks,
    furniture,
    navigation,
    numbered_heads,
    page,
    running,
    section_heads,
    separators,
)
from pipeline.clean.pages.paging import name_pages
from pipeline.clean.paragraphs import indents, joins, lines, punctuation, together, unspaced
from pipeline.clean.spelling import arabic, hyphens, initials, ligatures, misprints, spaced
from pipeline.clean.spelling.spaced import words_run_together
from pipeline.language import language_of
from pipeline.model import Cleaned, Places, Source
from pipeline.report import Finding, Repair

TURNED: tuple[Rule, ...] = (characters.restore_encoding, directions.turn_lines)
"""Before the library's last page is looked for: its lines may be misread or turned too."""
WHOLE: tuple[Rule, ...] = (
    stand_ins.restore_stand_ins,  # first: what stands for a ligature may be a control
    characters.drop_controls,  # before the rest: what is no text would hide what is
    characters.write_hyphens,  # before the soft ones go
    characters.drop_soft_hyphens,
    characters.drop_loose_bullets,  # before a page's foot is looked at
    characters.expand_ligatures,  # before any rule looks a word up
    characters.compose_accents,
    characters.drop_hard_spaces,
    arabic.drop_stretches,  # before a word is looked up
    arabic.close_up_letters,
    arabic.restore_joiners,
    remarks.unfence_pages,  # before the markup in it is read
    remarks.drop_page_tags,  # before the marks of pages: it may stand between two
    separators.write_page_breaks,  # before comments go, and before a heading is a page's number
    remarks.drop_remarks,
    opening.drop_file_title,  # while the front matter tells it
    opening.write_told_title,
    markup.drop_front_matter,  # before a rule takes its dashes for a page's foot
    anchors.raise_linked_notes,  # while the anchors stand that the links lead to
    anchors.read_linked_contents,
    markup.drop_anchors,
    links.resolve_links,  # before a rule reads a number in brackets
    links.drop_back_links,
    markup.resolve_entities,
    raised.raise_mathematics,  # before a backslash or a dollar is read as anything else
    footnotes.unlabel_footnotes,  # behind it, which writes their printed labels in one way
    html_tables.read_html_tables,  # before a line break in a cell is taken for one
    markup.settle_tags,
    emphasis.join_emphasis,  # before the width of a line is asked for
    together.part_run_together,  # when every raised number is written as one
    separators.write_ruled_pages,  # when a note's label is known
    initials.join_initials,  # before a letter alone on its line is taken for a heading
    stand_ins.restore_scene_breaks,  # before dashes are read
    evidence.raise_endings,  # before a bracket is taken for a note's mark
    spaced.close_up_ligatures,
    ligatures.restore_ligatures,  # behind the markup, whose names are no words
    unspaced.close_up_lines,  # before a rule asks for blocks
    unspaced.part_lines,
    browser.drop_browser_lines,  # before any rule takes its lines for the text's
    remarks.drop_repeats,  # behind page breaks: what pages have alike is no loop
    edition_marks.drop_print_pages,
    numbered_heads.drop_numbered_heads,  # before page numbers: some pages have no more
    furniture.drop_page_numbers,  # before running heads: a number hides the line behind it
    running.drop_running_heads,
    numbering.join_leaders,
    contents_page.part_contents_head,
    contents_page.read_contents_table,
    contents_lines.gather_contents,  # before a rule asks the contents page
    contents_page.gather_announced,
    section_heads.drop_section_heads,
    numbering.drop_section_numbers,
    navigation.drop_navigation,  # before the notes: they would end in it
    indented.part_indented_notes,  # while the indents stand that tell where a note ends
    signs.raise_signs,  # before the rest: a sign stands alike in every notation
    odd.close_up_marks,  # before a line's first number is taken for a label
    odd.raise_round_marks,
    odd.unquote_notes,
    named_notes.raise_named_marks,
    note_sections.set_off_chapter_notes,
    endnotes.set_off_endnotes,
    ruling.part_calls,  # before a page's foot is known by the marks that call it
    ruling.rule_off_notes,  # before lines are put together: a note starts at a line's head
    ruling.raise_calls,
    contents_page.part_glued_headings,
    sources.part_sources,  # before pages: a name is no paragraph that goes on
    indents.part_indented_paragraphs,  # behind the headings that stood in a paragraph's line
    headings.unbold_headings,
    headings.mark_headings,  # before pages: a heading is no cut paragraph
    series.mark_series,
    lone.mark_lone_headings,  # behind the series: a number says more than a dress
    titled.mark_titled_headings,  # last: a name under a heading that is known is none
    page.end_pages,  # before the streams part: a page's foot is where its notes end
)
BODY: tuple[Rule, ...] = (
    tables.mark_tables,  # first: its rows are no lines of verse, nor narrow ones
    bibliography.list_entries,  # before quotations: an entry is narrow too
    lists.mark_lists,  # before verse: each item opens with a capital
    verse.mark_verse,  # before quotations: verse is narrow too
    quotations.mark_quotations,  # while each line has the width that it was printed in
    speech.restore_speech,  # before a dash is asked for its sentence
    punctuation.restore_dashes,
    hyphens.restore_hyphens,  # before the lines are put together: the measure shows the place
    hyphens.join_line_hyphens,  # before the lines are put together: they show where a word broke
    hyphens.join_cut_words,
    lines.unwrap_lines,
    joins.join_pages,
    emphasis.join_emphasis,  # after: only what a page cut can have been closed by it
    punctuation.close_up_punctuation,
    punctuation.curl_quotes,  # last: spaces and joins decide which way a mark turns
    punctuation.close_up_quotes,  # behind it: a straight mark opens and closes alike
    evidence.raise_ordinals,
    misprints.propose_spellings,  # when every word is whole
)
APPARATUS: tuple[Rule, ...] = (
    named_notes.open_named_notes,  # first: its label tells where a note begins
    hyphens.restore_hyphens,
    hyphens.join_line_hyphens,
    hyphens.join_cut_words,
    lines.unwrap_lines,
    references.write_labels,  # first: a block without a label goes on with the note before
    references.part_notes,
    joins.close_up_notes,
    joins.join_notes,
    emphasis.join_emphasis,
    punctuation.close_up_punctuation,
    punctuation.curl_quotes,
    punctuation.close_up_quotes,
    evidence.raise_ordinals,
    misprints.propose_spellings,
)
TITLE = (title.part_title_page, opening.drop_library_name, opening.join_title_lines)
"""What the library's last page tells of the first."""
COLOPHON: tuple[Rule, ...] = (
    characters.drop_controls,
    separators.write_page_breaks,
    markup.drop_anchors,
)
"""Kept word for word: only what the extractor put there goes."""
WITH_EVIDENCE: tuple[Callable[..., object], ...] = (
    references.write_calls,
    references.raise_glued_calls,
    evidence.restore_years,
    edition_marks.write_print_pages,
    *TITLE,
)
"""Rules that one stream runs on the evidence of the other."""


def clean(
    source: Source, verdicts: Verdicts | None = None, lang: str = ""
) -> tuple[Cleaned, list[Repair], list[Finding]]:
    """Clean a witness and part it into body, apparatus and colophon.

    ``verdicts`` are people's decisions, (rule, context key) to accepted or refused; ``lang`` is
    the language, if a person said which. Gives the cleaned text, every repair made or proposed,
    and the findings.
    """
    text = source.text
    press = Press(Places(text, ()).origin, verdicts or {})
    source = press.run(TURNED, source)
    source = replace(source, lang=lang or language_of(source.text))
    start = colophon_start(source.text)
    end = source.raw(start)
    whole, last = source.slice(0, start), source.slice(start, len(source.text))
    whole = press.run((*WHOLE, *(partial(rule, colophon=last.text) for rule in TITLE)), whole)
    body, notes = apparatus.separate(whole, loose.zones(whole.text))
    notes = press.run(APPARATUS, notes)
    body = press.run((*_calls_of(notes), *BODY), body)
    notes = press.run((partial(evidence.restore_years, references=body.text),), notes)
    body = press.run((evidence.restore_years,), body)
    printed = edition_marks.pages_of(press.repairs, text)
    body = press.run((partial(edition_marks.write_print_pages, pages=printed),), body)
    pages, findings = name_pages(body, end if end < len(text) else None, printed)
    span = contents(body.text)
    last_page: tuple[Rule, ...] = (*COLOPHON, partial(browser.drop_browser_lines, witness=text))
    last = press.run(last_page, last)
    cleaned = Cleaned(
        body, notes, last, span[:2] if span else None, pages, *dialect_of(text),
        source.lang,
    )  # fmt: skip
    findings += words_run_together(body.text, lambda at: press.places(body.raw(at)))
    origin = Places(text, pages).origin
    repairs = [replace(repair, origin=origin(repair.raw)) for repair in press.repairs]
    return cleaned, repairs, findings


def _calls_of(notes: Source) -> tuple[Rule, Rule]:
    """Bind the rules for marks to the notes that a mark may call."""
    found = [(note.label, notes.raw(note.start)) for note in apparatus.notes_in(notes.text)]
    return (
        partial(references.write_calls, labels=Counter(label for label, _ in found)),
        partial(references.raise_glued_calls, bodies=tuple(found)),
    )


def rules() -> tuple[tuple[str, str], ...]:
    """List every rule: its name and the first line of its docstring, in the order of the chain."""
    chain = (*TURNED, *WHOLE, *APPARATUS, *COLOPHON, *WITH_EVIDENCE, *BODY)
    listed = {name_of(rule): summary_of(rule) for rule in chain}  # type: ignore[arg-type]
    return tuple(listed.items())
