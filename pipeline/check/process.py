"""The way to the checkers' own process: start it, ask it, bound it, start it again."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Answer = Mapping[str, Any]
Ask = Callable[[Mapping[str, str]], Answer]
"""Put a request to the checkers; the answer holds ``failed`` or ``missing`` if there is none."""

WORKER = Path(__file__).with_name("worker.py")
PATIENCE = 180.0
"""Seconds for one answer; the largest book takes a few, and a cold start ten."""


class Checkers:
    """One process for all the checks of a run, shared by the threads of this one.

    A file that crashes a checker, or keeps it busy for longer than ``patience`` seconds, costs
    its own verdict and nothing else: the process is ended, and the next request starts another.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._unread = 0
        self._buffer = b""

    def __enter__(self) -> Checkers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Let the JVM load EPUBCheck's schemas while the caller does other work."""
        with self._lock:
            self._send({"task": "warm"})
            self._unread += 1

    def ask(self, request: Mapping[str, str]) -> Answer:
        """Put one request and wait for its answer."""
        with self._lock:
            end = time.monotonic() + self._patience
            try:
                self._send(request)
                while self._unread:
                    self._receive(end)
                    self._unread -= 1
                return dict(json.loads(self._receive(end)))
            except TimeoutError:
                self.close()
                return {"failed": f"no answer within {self._patience:g} seconds"}
            except (EOFError, OSError, ValueError):
                status = self.close()
                return {"failed": f"the checker's process ended with status {status}"}

    def close(self) -> int | None:
        """End the process, and give the status that it ended with."""
        process, self._process = self._process, None
        self._unread, self._buffer = 0, b""
        if process is None:
            return None
        with process:  # which closes its pipes, and waits
            process.kill()
        return process.returncode

    def _send(self, request: Mapping[str, str]) -> None:
        if self._process is not None and self._process.poll() is not None:
            self.close()  # it died between two requests, which is no fault of this one
        if self._process is None:
            # by its path and with -P: beside it lie modules named like ones of the standard library
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the run, which then ends this process
            )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(dict(request)).encode() + b"\n")
        self._process.stdin.flush()

    def _receive(self, end: float) -> bytes:
        assert self._process is not None and self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([pipe], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError
            data = os.read(pipe, 1 << 16)
            if not data:
                raise EOFError
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line
