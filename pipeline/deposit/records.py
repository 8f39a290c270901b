"""What catalogues ask of a deposit: an RO-Crate of its files, and a record for DataCite."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datacite import schema45  # type: ignore[import-untyped]
from rocrate.model.contextentity import ContextEntity  # type: ignore[import-untyped]
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from pipeline.errors import InvalidEdition
from pipeline.report import MEDIA_TYPES
from pipeline.write.book import Book

CRATE = "1.2"
KERNEL = "http://datacite.org/schema/kernel-4"
UNKNOWN = "(:unav)"
"""What DataCite has for a creator whom nobody knows."""
DERIVED = {"relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
TEI = "TEI P5 edition"


@dataclass(frozen=True, slots=True)
class Licence:
    """What holds for the work, or for its encoding: an address, and the words."""

    address: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of the deposit, and the paths of those that it was made of."""

    path: str
    data: bytes
    title: str
    media: str
    made_of: tuple[str, ...] = ()


def crate(
    book: Book, files: Sequence[Filed], licences: Sequence[Licence], version: str, clearance: str
) -> bytes:
    """Write ``ro-crate-metadata.json`` (RO-Crate 1.2): the files, and who made what, of what.

    ``licences`` are the work's and the encoding's; the second holds for this record too.
    ``version`` is Handpress's. The dates are the header's, never the clock's.
    """
    packed = ROCrate(version=CRATE)
    packed.name = book.title
    packed.description = f"{TEI}, with the editions made from it. {clearance}"
    known = [_thing(packed, one.address, "CreativeWork", one.title, one.words) for one in licences]
    root, press = packed.root_dataset, _thing(packed, "#handpress", "CreativeWork", "Handpress")
    press["version"] = version
    root["datePublished"], root["inLanguage"] = book.published, book.lang
    root["identifier"] = _thing(packed, book.identifier, "PropertyValue", "URN")
    root["identifier"]["value"] = book.identifier
    root["publisher"] = _thing(packed, "#publisher", "Organization", book.publisher)
    people = enumerate(book.authors, 1)
    _put(root, "author", [_thing(packed, f"#{n}", "Person", one.display) for n, one in people])
    _put(root, "license", known[:1])
    _put(packed.metadata, "license", known[1:])
    held = {item.path: _file(packed, item) for item in files}
    made = [_made(packed, item, held, press) for item in files if item.made_of]
    _put(root, "mentions", made)
    return _json(packed.metadata.generate())


def _made(packed: Any, item: Filed, held: Mapping[str, Any], press: Any) -> Any:
    """Tell by what, and of what, a file was made."""
    action = _thing(packed, f"#made-{item.path}", "CreateAction", f"{item.title} was made")
    origins = [held[path] for path in item.made_of]
    action["instrument"], action["result"] = press, held[item.path]
    _put(action, "object", origins)
    _put(held[item.path], "isBasedOn", origins)
    return action


def _put(entity: Any, key: str, values: Sequence[Any]) -> None:
    """Set a property as RO-Crate wants it: a list only of several values."""
    if values:
        entity[key] = values[0] if len(values) == 1 else list(values)


def _thing(packed: Any, address: str, kind: str, name: str, description: str = "") -> Any:
    facts = {"@type": kind, "name": name} | ({"description": description} if description else {})
    return packed.add(ContextEntity(packed, address, properties=facts))


def _file(packed: Any, item: Filed) -> Any:
    facts = {
        "name": item.path.rpartition("/")[2], "description": item.title,
        "encodingFormat": item.media, "contentSize": str(len(item.data)),
        "sha256": hashlib.sha256(item.data).hexdigest(),
    }  # fmt: skip
    return packed.add_file(dest_path=item.path, properties=facts)


def datacite(book: Book, licences: Sequence[Licence], colophon: str) -> bytes:
    """Write the record that DataCite keeps of a work (schema 4.5), save the DOI.

    That is the archive's to give. Raises InvalidEdition with each thing that the schema refuses.
    """
    people = [{"name": person.sort, "nameType": "Personal"} for person in book.authors]
    dates = {"Created": book.created, "Issued": book.published}
    record = {
        "schemaVersion": KERNEL,
        "types": {"resourceType": TEI, "resourceTypeGeneral": "Text"},
        "creators": people or [{"name": UNKNOWN}],
        "titles": [
            {"title": book.title},
            *([{"title": book.subtitle, "titleType": "Subtitle"}] if book.subtitle else []),
        ],
        "publisher": {"name": book.publisher},
        "publicationYear": book.published[:4],
        "language": book.lang,
        "dates": [{"date": day, "dateType": kind} for kind, day in dates.items() if day],
        "alternateIdentifiers": [
            {"alternateIdentifier": book.identifier, "alternateIdentifierType": "URI"}
        ],
        "relatedIdentifiers": [
            {**DERIVED, "relatedIdentifier": address} for address in book.sources
        ],
        "formats": list(MEDIA_TYPES.values()),
        "rightsList": [{"rights": one.words, "rightsUri": one.address} for one in licences],
        "descriptions": [{"description": colophon, "descriptionType": "Other"}] if colophon else [],
    }
    refused = [str(error.message) for error in schema45.validator.iter_errors(record)]
    if refused:
        raise InvalidEdition("DataCite's schema 4.5 refuses the record: " + "; ".join(refused))
    return _json(record)


def _json(held: Mapping[str, Any]) -> bytes:
    return (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode()
