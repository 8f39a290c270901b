"""The archive package: what it holds, who judges it, and when there is none."""

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import bagit
import pytest

from pipeline.config import CLEARANCES
from pipeline.deposit import deposit
from pipeline.deposit.bag import bag, validate
from pipeline.deposit.records import Licence, datacite
from pipeline.errors import ConfigError, InputError, InvalidEdition
from pipeline.model import Tei
from pipeline.run import build_text, to_tei
from pipeline.write.book import Book, read_book

NAME = "kropotkin-self-valorization"
LICENCES = (Licence("http://rightsstatements.org/vocab/CNE/1.0/", "rights in the work", "None."),)


@pytest.fixture(scope="module")
def text(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first text in a folder of its own, cleared, with its editions in ``dist`` beside it."""
    folder = tmp_path_factory.mktemp("library")
    path = folder / f"{NAME}.md"
    path.write_bytes((root / "input" / path.name).read_bytes())
    path.with_suffix(".toml").write_text('clearance = "library"\n')
    build_text(path, folder / "dist")
    return path


@pytest.fixture(scope="module")
def packed(text: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, laid out as a receiver would."""
    folder = tmp_path_factory.mktemp("archive")
    with zipfile.ZipFile(deposit(text, text.parent / "dist", folder)) as archive:
        archive.extractall(folder)
    return folder / NAME


@pytest.fixture(scope="module")
def tree(text: Path) -> Tei:
    return to_tei(text)


@pytest.fixture
def book(tree: Tei) -> Book:
    return read_book(tree)


def graph(packed: Path) -> dict[str, dict[str, Any]]:
    record = json.loads((packed / "data/ro-crate-metadata.json").read_text())
    assert record["@context"] == "https://w3id.org/ro/crate/1.2/context"
    return {entity["@id"]: entity for entity in record["@graph"]}


def test_the_bag_is_valid_to_the_field_s_own_program(packed: Path) -> None:
    received = bagit.Bag(str(packed))
    received.validate()
    assert received.version_info == (1, 0)
    assert received.info["External-Identifier"].startswith("urn:uuid:")
    assert CLEARANCES["library"] in received.info["External-Description"]


def test_a_receiver_sees_that_a_file_was_changed(packed: Path) -> None:
    file = packed / f"data/editions/{NAME}.txt"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"Kropotkin", b"Kropotkln", 1))
    try:
        with pytest.raises(bagit.BagError):
            bagit.Bag(str(packed)).validate()
    finally:
        file.write_bytes(whole)


def test_it_holds_the_text_its_editions_and_what_they_were_made_from(
    text: Path, packed: Path
) -> None:
    held = {str(path.relative_to(packed / "data")) for path in packed.rglob("data/**/*.*")}
    assert held == {
        "ro-crate-metadata.json", "metadata/datacite.json", "logs/report.json",
        "logs/report.html", f"source/{NAME}.md", f"source/{NAME}.toml", f"tei/{NAME}.tei.xml",
        "tei/edition.rng", "tei/edition.sch", "tei/edition.odd", f"editions/{NAME}.epub",
        f"editions/{NAME}.pdf", f"editions/{NAME}.txt", f"editions/{NAME}.html",
    }  # fmt: skip
    assert (packed / f"data/source/{NAME}.md").read_bytes() == text.read_bytes()
    made = text.parent / f"dist/{NAME}/{NAME}.tei.xml"
    assert (packed / f"data/tei/{NAME}.tei.xml").read_bytes() == made.read_bytes()


def test_the_crate_names_every_file_with_its_sum_and_its_origin(packed: Path) -> None:
    entities = graph(packed)
    listed = {part["@id"] for part in entities["./"]["hasPart"]}
    data = packed / "data"
    files = {str(path.relative_to(data)) for path in data.rglob("*.*")}
    assert files - listed == {"ro-crate-metadata.json", "metadata/datacite.json"}
    for path in listed:
        assert entities[path]["sha256"] == hashlib.sha256((data / path).read_bytes()).hexdigest()
    assert entities[f"tei/{NAME}.tei.xml"]["isBasedOn"] == {"@id": f"source/{NAME}.md"}
    assert entities[f"editions/{NAME}.pdf"]["isBasedOn"] == {"@id": f"tei/{NAME}.tei.xml"}
    assert entities["./"]["datePublished"] == "2012-07-18"
    assert entities["./"]["license"] == {"@id": LICENCES[0].address}


def test_the_record_for_datacite_has_all_but_the_doi(packed: Path) -> None:
    record = json.loads((packed / "data/metadata/datacite.json").read_text())
    assert record["creators"] == [{"name": "Cleaver, Harry", "nameType": "Personal"}]
    assert record["publicationYear"] == "2012" and "doi" not in record
    assert "Anti-Copyright" in record["descriptions"][0]["description"]


def test_a_record_that_datacite_would_refuse_is_none(book: Book) -> None:
    with pytest.raises(InvalidEdition, match="DataCite's schema"):
        datacite(replace(book, published="undated"), LICENCES, "")


def test_a_text_without_an_author_has_a_record(book: Book) -> None:
    record = json.loads(datacite(replace(book, authors=()), LICENCES, ""))
    assert record["creators"] == [{"name": "(:unav)"}]


def test_the_same_text_is_the_same_package(text: Path, tmp_path: Path) -> None:
    one = deposit(text, text.parent / "dist", tmp_path / "one")
    two = deposit(text, text.parent / "dist", tmp_path / "two")
    assert one.read_bytes() == two.read_bytes()


def test_what_nobody_cleared_is_not_deposited(text: Path, tmp_path: Path) -> None:
    path = tmp_path / text.name
    path.write_bytes(text.read_bytes())
    with pytest.raises(ConfigError, match="nobody says") as told:
        deposit(path, text.parent / "dist", tmp_path / "out")
    assert "clearance" in told.value.cure and not (tmp_path / "out").exists()


def test_editions_of_another_state_of_the_text_are_not_deposited(
    text: Path, tmp_path: Path
) -> None:
    path = tmp_path / text.name
    path.write_bytes(text.read_bytes() + b"\nMore.\n")
    path.with_suffix(".toml").write_text('clearance = "library"\n')
    with pytest.raises(InputError, match="made from it as it is now") as told:
        deposit(path, text.parent / "dist", tmp_path)
    assert told.value.cure.startswith("handpress build ")


def test_a_text_without_a_date_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "bread.md"
    path.write_text("# On Bread\n\nA Baker\n\n## One\n\nThe first paragraph.\n")
    path.with_suffix(".toml").write_text('clearance = "author"\n')
    build_text(path, tmp_path / "dist")
    with pytest.raises(ConfigError, match="no date"):
        deposit(path, tmp_path / "dist", tmp_path)


def test_one_text_that_is_not_cleared_stops_no_other(text: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(text.read_bytes())
    command = [sys.executable, "-m", "pipeline", "deposit", str(other), str(text)]
    made = ["--made", str(text.parent / "dist"), "-o", str(tmp_path / "out")]
    done = subprocess.run([*command, *made], capture_output=True, text=True)
    assert done.returncode == ConfigError.exit_status
    assert "nobody says that this text may be deposited" in done.stderr
    assert done.stdout.endswith(f"{NAME}.zip: valid (bagit), and so are its editions\n")


def test_a_bag_whose_sums_are_wrong_is_refused() -> None:
    files = bag({"a.txt": b"bread"}, {"External-Identifier": "urn:x"})
    validate(files)
    with pytest.raises(InvalidEdition, match="rejects the bag"):
        validate({**files, "data/a.txt": b"brood"})
