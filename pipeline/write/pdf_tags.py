"""The structure tree: what a screen reader is told about the pages (ISO 32000-1, 14.7 and 14.8).

The typesetter tags what HTML has a word for. Notes and the contents list it cannot name, headings
of table columns and bodies of list items it leaves half said. That is mended here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf  # type: ignore[import-untyped]

NOTE, CONTENTS = "/Art", "/Part"
"""The tags that the elements standing for a note and for the contents list come out with."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements of the structure tree, and how to find one by its reference."""

    root: Any
    elements: tuple[Any, ...]
    by_reference: dict[bytes, Any]

    def kids(self, element: Any) -> list[Any]:
        """Give the elements right under this one."""
        return [self.by_reference[kid] for kid in element["K"] if kid in self.by_reference]

    def parent(self, element: Any) -> Any | None:
        """Give the element this one is in, or None at the top."""
        return self.by_reference.get(element["P"])

    def above(self, element: Any) -> Iterator[Any]:
        """Run through this element and all that hold it, outwards."""
        held: Any | None = element
        while held is not None:
            yield held
            held = self.parent(held)

    def move(self, element: Any, parent: Any, place: int) -> None:
        """Take an element out of where it is and put it among the kids of another."""
        held, reference = self.parent(element), element.reference
        if held is not None:
            held["K"] = pydyf.Array(kid for kid in held["K"] if kid != reference)
        parent["K"].insert(place, reference)
        element["P"] = parent.reference

    def adopt(self, element: Any, parent: Any) -> None:
        """Put all kids of an element behind those of another, at once: a paragraph has many."""
        moved = [kid for kid in element["K"] if kid in self.by_reference]
        element["K"] = pydyf.Array(kid for kid in element["K"] if kid not in self.by_reference)
        parent["K"].extend(moved)
        reference = parent.reference
        for kid in moved:
            self.by_reference[kid]["P"] = reference


def tree_of(pdf: Any) -> Tree:
    """Find the structure tree among the objects of an unwritten PDF."""
    dictionaries: list[Any] = [item for item in pdf.objects if isinstance(item, dict)]
    elements = tuple(item for item in dictionaries if item.get("Type") == "/StructElem")
    root = next(item for item in dictionaries if item.get("Type") == "/StructTreeRoot")
    return Tree(root, elements, {item.reference: item for item in elements})


def retag(tree: Tree) -> None:
    """Name notes, contents, list bodies and column heads; drop what is empty; list the ids."""
    _drop_empty(tree)
    number = 0
    for element in tree.elements:
        kind = element.get("S")
        if kind == NOTE:
            number += 1
            element["S"], element["ID"] = "/Note", pydyf.String(f"note-{number}")
        elif kind == CONTENTS:
            element["S"] = "/TOC"
            for kid in tree.kids(element):
                kid["S"] = "/TOCI"
        elif kind == "/Table":
            _table(tree, element)
        elif kind == "/TR":
            _row(tree, element)
    _index(tree)


def _drop_empty(tree: Tree) -> None:
    """Take out elements that hold nothing, from the leaves up; a cell may be empty."""
    for element in (element for element in reversed(tree.elements) if element):
        element["K"] = pydyf.Array(
            kid for kid in element["K"]
            if kid not in tree.by_reference
            or tree.by_reference[kid]["K"] or tree.by_reference[kid]["S"] in {"/TD", "/TH"}
        )  # fmt: skip


def _table(tree: Tree, table: Any) -> None:
    """Take out the inner of two tables: the typesetter makes one more where there is a caption."""
    for inner in tree.kids(table):
        if inner["S"] == "/Table":
            place = list(table["K"]).index(inner.reference)
            for row in reversed(tree.kids(inner)):
                tree.move(row, table, place)
            table["K"] = pydyf.Array(kid for kid in table["K"] if kid != inner.reference)


def _row(tree: Tree, row: Any) -> None:
    """Say whether a heading cell heads its column or its row; headings named by id are partial."""
    cells = tree.kids(row)
    scope = "/Column" if all(cell["S"] == "/TH" for cell in cells) else "/Row"
    for cell in cells:
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = scope
            cell.pop("ID", None)
        elif "A" in cell:
            cell["A"].pop("Headers", None)


def wrap_items(pdf: Any, tree: Tree) -> None:
    """Put what a list item holds beside its sign into one body."""
    for item in [element for element in tree.elements if element.get("S") == "/LI"]:
        loose = [kid for kid in tree.kids(item) if kid["S"] not in {"/Lbl", "/LBody"}]
        if not loose:
            continue
        body = next((kid for kid in tree.kids(item) if kid["S"] == "/LBody"), None)
        if body is None:
            body = pydyf.Dictionary({
                "Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"],
                "P": item.reference,
            })  # fmt: skip
            pdf.add_object(body)
            tree.by_reference[body.reference] = body
            item["K"].append(body.reference)
        for kid in loose:
            tree.move(kid, body, len(body["K"]))


def _index(tree: Tree) -> None:
    """List the ids, as the standard asks of a tree that has any."""
    named = sorted((element["ID"].string, element) for element in tree.elements if "ID" in element)
    names = pydyf.Array()
    for key, element in named:
        names += [pydyf.String(key), element.reference]
    if names:
        tree.root["IDTree"] = pydyf.Dictionary({"Names": names})
