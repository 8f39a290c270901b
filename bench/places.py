"""Where the texts and the truths are."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "input/kropotkin-self-valorization.md"
FIRST_TRUTH = ROOT / "tests/books/kropotkin-self-valorization.gold.json"
TRUTHS = Path(os.environ.get("HANDPRESS_TRUTHS", ROOT.parent / "shared"))
"""A folder with ``score.py``, and ``texts/`` with raw texts and their truths beside them.

It is no part of Handpress; what needs it says that it is skipped where it is absent.
"""
