"""Python's search for cycles, out of the way while a book is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the search for cycles: records hold none, layout's boxes are in use to the end.

    It slows with a text's length; the bench's ``linear`` and ``speed`` show by how much.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
