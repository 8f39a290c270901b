"""What the examples in the docstrings may use."""

import pytest

from pipeline.clean.edit import apply, disjoint, fix


@pytest.fixture(autouse=True)
def _shown(doctest_namespace: dict[str, object]) -> None:
    doctest_namespace.update(apply=apply, disjoint=disjoint, fix=fix)
