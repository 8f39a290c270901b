"""Run pandoc on a file of hostile origin: sandboxed, bounded in time, memory and depth."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

SECONDS = 60
"""A book of a million words takes pandoc about ten."""

HEAP = "2g"
"""What pandoc's own memory may grow to."""

DEPTH = 160
"""The deepest nesting, in levels of pandoc's JSON: two for each quotation, list or emphasis."""

CONVERT = """\
import sys, pypandoc
tree = pypandoc.convert_file(sys.argv[1], "json", format=sys.argv[2], sandbox=True,
                             verify_format=False, extra_args=["+RTS", "-M" + sys.argv[3], "-RTS"])
sys.stdout.buffer.write(tree.encode())
"""
"""What the child process does; in a process of its own, since pypandoc knows no time limit."""

Json = dict[str, Any]


def read_with_pandoc(data: bytes, reader: str, suffix: str, file: str) -> Json:
    """Give pandoc's syntax tree of a file.

    Raises InputError when pandoc cannot read it, needs too long or too much memory for it, or
    when it is nested deeper than any book.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"text{suffix}")
        path.write_bytes(data)
        answer = _run([sys.executable, "-I", "-c", CONVERT, str(path), reader, HEAP], file)
    try:
        tree: Json = json.loads(answer)
    except RecursionError:
        raise _too_deep(file) from None
    if depth(tree) > DEPTH:
        raise _too_deep(file)
    return tree


def _run(command: list[str], file: str) -> bytes:
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        answer, complaint = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"pandoc did not finish within {SECONDS} seconds", where=file,
            cure="look for hundreds of unpaired * or [ in one paragraph",
        ) from None  # fmt: skip
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
    if child.returncode:
        raise InputError(f"pandoc cannot read it: {_last_line(complaint)}", where=file)
    return answer


def _last_line(complaint: bytes) -> str:
    text = complaint.decode("utf-8", "replace")
    text = text.split("during conversion:", 1)[-1]
    return " ".join(text.split())[:300] or "no reason given"


def _too_deep(file: str) -> InputError:
    return InputError("nested too deeply to be a text", where=file)


def depth(tree: Any) -> int:
    """Measure how deeply a JSON value is nested, without recursion."""
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += value.values()
            elif isinstance(value, list):
                below += value
        level = [value for value in below if isinstance(value, dict | list)]
    return deepest
