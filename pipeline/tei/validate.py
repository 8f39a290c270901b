"""Hold a tree against the schema, the Schematron and the order of its pages and notes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from lxml import etree, isoschematron

from pipeline.errors import InvalidTei
from pipeline.model import Tei
from pipeline.report import Finding
from pipeline.tei.serial import read_tei, serialise
from pipeline.xml import TEI, XML, XML_ID, Element, name_of, parse_xml, words_of

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
CURE = "mend the TEI; if Handpress made it, please report the fault with the input"
SHOWN = 50
"""So many problems are listed; a file with more is another kind of file."""


def validate(tree: etree._ElementTree) -> Tei:
    """Give the tree back as a Tei: the only way there is.

    It is written and read again first, so that what was valid is what is kept, and each line named
    is a line of the file. Raises InvalidTei with every problem: elements and attributes that the
    profile does not know, what the RELAX NG schema says, what the Schematron says.
    """
    twice = _ids_given_twice(tree.getroot())
    if twice:
        raise InvalidTei(_list(twice), cure=CURE)
    written = read_tei(serialise(tree))
    problems = [*_unknown(written.getroot()), *_by_schema(written)]
    problems += ((line, message) for line, _, message in _reported(written, "errors"))
    if problems:
        raise InvalidTei(_list(problems), cure=CURE)
    return Tei(written)


def findings(tei: Tei) -> list[Finding]:
    """Give what is valid and still strange: a lost page, a note out of order, a stray character."""
    root = tei.getroot()
    found = [
        Finding(code, f"line {line}: {message}")
        for line, code, message in _reported(tei, "findings")
    ]
    return [*_out_of_order(root), *found]


def _ids_given_twice(root: Element) -> list[tuple[int, str]]:
    """Find these first: a parser refuses to read a file that gives one id to two elements."""
    ids = Counter(str(node.get(XML_ID)) for node in root.iter(etree.Element) if node.get(XML_ID))
    return [
        (0, f"The id “{name}” is given {count} times.") for name, count in ids.items() if count > 1
    ]


def _by_schema(tree: etree._ElementTree) -> list[tuple[int, str]]:
    schema = _schema()
    if schema.validate(tree):
        return []
    return [(error.line, error.message) for error in schema.error_log]


def _reported(tree: etree._ElementTree, phase: str) -> Iterator[tuple[int, str, str]]:
    """Run one phase of the Schematron; give line, code and message of each thing it says."""
    schematron = _schematron(phase)
    schematron.validate(tree)
    report = schematron.validation_report
    if report is None:
        return
    for said in report.iter(SVRL + "failed-assert", SVRL + "successful-report"):
        places = tree.xpath(str(said.get("location")))
        line = places[0].sourceline if places else 0
        yield line or 0, str(said.get("id")), words_of(said)


def _unknown(root: Element) -> Iterator[tuple[int, str]]:
    """Name what the profile does not know in clearer words than libxml2's."""
    known = vocabulary()
    for node in root.iter(etree.Element):
        name, line = name_of(node), node.sourceline or 0
        if node.tag != TEI + name or name not in known:
            yield line, f"The profile has no element {node.tag!s}."
            continue
        for key, value in node.attrib.items():
            if key not in known[name]:
                yield line, f"The profile has no {key!s} on {name}."
            elif (values := known[name][str(key)]) and value not in values:
                listed = ", ".join(sorted(values))
                yield line, f"The {key!s} is “{value!s}” on {name}, not one of {listed}."


def _list(problems: list[tuple[int, str]]) -> str:
    ordered = sorted(dict.fromkeys(problems))
    listed = [f"line {line}: {message}" if line else message for line, message in ordered[:SHOWN]]
    more = [f"and {len(ordered) - SHOWN} more"] if len(ordered) > SHOWN else []
    count = f"{len(ordered)} problem{'s' if len(ordered) > 1 else ''}"
    return "\n  ".join([f"the TEI is not valid ({count}):", *listed, *more])


def _out_of_order(root: Element) -> Iterator[Finding]:
    """Report gaps in the numbers of pages and of notes; notes may begin again at 1."""
    pages = [node for node in root.iter(TEI + "pb") if node.get(XML_ID)]
    yield from _gaps("page", pages, begins_anew=False)
    gathered = set(root.iterfind(f".//{TEI}div/{TEI}note"))
    notes = [node for node in root.iter(TEI + "note") if node not in gathered]
    yield from _gaps("note", notes, begins_anew=True)


def _gaps(kind: str, nodes: Sequence[Element], *, begins_anew: bool) -> Iterator[Finding]:
    numbers = [int(n) for node in nodes if re.fullmatch(r"[0-9]{1,6}", n := str(node.get("n")))]
    before = 0 if begins_anew else next(iter(numbers), 1) - 1
    for number in numbers:
        if number != before + 1 and not (begins_anew and number == 1):
            message = f"{kind.capitalize()} {number} follows {kind} {before}."
            yield Finding(f"{kind}-out-of-order", message)
        before = number


@cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(load("edition.rng"))


@cache
def _schematron(phase: str) -> isoschematron.Schematron:
    return isoschematron.Schematron(load("edition.sch"), phase=phase, store_report=True)


RNG = "{http://relaxng.org/ns/structure/1.0}"

Attributes = Mapping[str, frozenset[str]]
"""Each attribute with its closed list of values; an empty one means any of some datatype."""


def load(name: str) -> etree._ElementTree:
    """Read a schema that stands beside this module."""
    data = (files("pipeline.tei") / name).read_bytes()
    return parse_xml(data, name)


@cache
def vocabulary() -> Mapping[str, Attributes]:
    """Give each element of the schema with the attributes it may have anywhere."""
    grammar = load("edition.rng").getroot()
    defined = {str(node.get("name")): node for node in grammar.iter(RNG + "define")}
    known: dict[str, dict[str, frozenset[str]]] = {}
    for node in grammar.iter(RNG + "element"):
        attributes = known.setdefault(str(node.get("name")), {})
        for name, values in _attributes(node, defined):
            either = name not in attributes or bool(attributes[name])
            attributes[name] = attributes.get(name, frozenset()) | values
            if not (either and values):
                attributes[name] = frozenset()
    return known


def _attributes(
    node: Element, defined: Mapping[str, Element]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the attributes of an element pattern; another element's are its own."""
    for part in node:
        if part.tag == RNG + "attribute":
            prefix, _, local = str(part.get("name")).rpartition(":")
            listed = frozenset(str(value.text) for value in part.iter(RNG + "value"))
            closed = part.find(".//" + RNG + "data") is None
            referred = part.find(".//" + RNG + "ref") is None
            yield (
                f"{XML}{local}" if prefix else local,
                listed if closed and referred else frozenset(),
            )
        elif part.tag == RNG + "ref":
            target = defined[str(part.get("name"))]
            if target.find(RNG + "element") is None:
                yield from _attributes(target, defined)
        elif part.tag != RNG + "element":
            yield from _attributes(part, defined)
