"""The header's encodingDesc: how the text was encoded, and every rule that changed it."""

import re

from pipeline.model import Document
from pipeline.resources import version_of
from pipeline.tei.build import child, put
from pipeline.xml import TEI_NAMESPACE, Element

DECLARED: tuple[tuple[str, dict[str, str], str], ...] = (
    ("hyphenation", {"eol": "none"},
     "End-of-line hyphens are removed; a hyphen that belongs to a word is kept. A word divided by"
     " a page break is whole, with {break} on the {pb}."),
    ("normalization", {"method": "silent"},
     "Runs of white space are one space. No spelling is modernised."),
    ("punctuation", {"marks": "all", "placement": "internal"},
     "All punctuation is kept. A note stands behind the punctuation that its mark follows."),
    ("quotation", {"marks": "all"},
     "Quotation marks are kept as characters, inside {title} as outside."),
    ("segmentation", {},
     "Headings, paragraphs, verse, notes, list items, table cells and entries of reference lists"
     " are marked; sentences and words are not. A paragraph or a note that a page divides is one."),
    ("stdVals", {}, "Dates follow ISO 8601, languages BCP 47."),
)  # fmt: skip

CORRECTION = (
    "Errors of the extraction are corrected by rule. A correction that concerns single words is"
    " marked with {choice}, {sic} and {corr}, which carries {resp} and {cert}; what only sets the"
    " text in order (joined lines, quotation marks, note marks) is counted below."
)
AS_GIVEN = (
    "The text is as the file gives it; no rule corrected it. A correction that stands in the file"
    " is kept with {choice}, {sic} and {corr}."
)
BY_PERSON = (
    "Where {resp} names the editor, a person decided: they wrote the correction, or looked at a"
    " repair that a rule had proposed or made and accepted it. Its {cert} is high."
)
OTHER = (
    "Page numbers are kept only as {n} of {pb}. Citations by author and year are linked to the"
    " reference list; one that fits several entries points to all and is marked ambiguous.",
    "The colophon in the back matter is a transcription, line for line.",
)
ATTRIBUTES = frozenset(["break", "resp", "cert", "n"])


def put_declarations(parent: Element, document: Document) -> None:
    """Fill encodingDesc; each rule that was used stands there with its sentence and its count."""
    project = "Encoded as the archival form from which the EPUB, PDF, plain-text and HTML editions"
    _prose(child(parent, "projectDesc"), f"{project} are made.")
    editorial = child(parent, "editorialDecl")
    correction = child(editorial, "correction", status="medium", method="markup")
    _prose(correction, CORRECTION if document.witness.raw else AS_GIVEN)
    if document.editing:
        _prose(correction, BY_PERSON)
    _rules(correction, document)
    for name, attributes, prose in DECLARED:
        _prose(child(editorial, name, **attributes), prose)
    for prose in OTHER:
        _prose(editorial, prose)
    namespace = child(child(parent, "tagsDecl"), "namespace", name=TEI_NAMESPACE)
    child(namespace, "tagUsage", "Unnumbered divs used.", gi="div")
    if document.metadata.keywords:
        taxonomy = child(child(parent, "classDecl"), "taxonomy", xml_id="keywords")
        child(taxonomy, "bibl", "Keywords given for this edition (uncontrolled)")
    _application(child(parent, "appInfo"))
    prefix = child(
        child(parent, "listPrefixDef"), "prefixDef", ident="simple", matchPattern="([a-z]+)",
        replacementPattern="http://www.tei-c.org/Simple/tei_simple.odd/#$1",
    )  # fmt: skip
    _prose(prefix, "Renditions of TEI simplePrint.")


def _rules(parent: Element, document: Document) -> None:
    used = [(name, count) for name, count in document.rules.items() if count]
    if not used:
        return
    rules = child(parent, "p", "Repairs made, by rule: ")
    items = child(rules, "list")
    for name, count in used:
        summary = document.rule_summaries.get(name, name.replace("_", " ")).strip().rstrip(".")
        summary = summary.replace("``", "")  # marks of the docstring, and none of prose
        child(items, "item", f"{summary} ({'once' if count == 1 else f'{count} times'})")


def _prose(parent: Element, text: str) -> None:
    """Append a paragraph in which ``{pb}`` names an element and ``{break}`` an attribute."""
    node = child(parent, "p")
    for index, piece in enumerate(re.split(r"\{(\w+)\}", text)):
        if index % 2:
            child(node, "att" if piece in ATTRIBUTES else "gi", piece)
        else:
            put(node, piece)


def _application(parent: Element) -> None:
    version = version_of("handpress") or "0"  # a bare checkout has none
    application = child(parent, "application", ident="handpress", version=version)
    child(application, "label", "Handpress")
    child(application, "desc", "Clean-up of the extraction, recovery of the structure, TEI")
    child(application, "ptr", target="#src-library")
