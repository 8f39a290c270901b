"""What the schema knows: its elements, their attributes, the values these may have."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from lxml import etree

from pipeline.xml import XML, Element, parse_xml

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
