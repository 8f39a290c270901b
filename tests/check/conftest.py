"""One process of checkers for all tests of the folder: its start costs more than they do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.check import Ask, Checkers


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    with Checkers() as checkers:
        checkers.warm()
        yield checkers.ask


@pytest.fixture
def specimen(root: Path) -> Path:
    return root / "tests/books/specimen.tei.xml"
