"""Keep the sidecar on disk: each change whole, each to be taken back, none lost between pages."""

import threading
from collections.abc import Callable
from pathlib import Path

from pipeline.config import Config, parse_config, read_config
from pipeline.errors import ConfigError
from pipeline.outputs import write

Change = Callable[[str], str]


class Store:
    """The sidecar of a text under review."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises ConfigError for what is no file of decisions."""
        self.path = path
        self.opened = read_config(path)
        self._turn = threading.RLock()
        self._history: list[tuple[str, str]] = []
        self.written = 0
        """How many changes were written, those taken back among them."""

    @property
    def undoable(self) -> int:
        """How many changes can be taken back."""
        return len(self._history)

    def now(self) -> tuple[str, int]:
        """Give what the file holds, and how many changes that has."""
        with self._turn:
            return self._read(), self.written

    def config(self) -> Config:
        """Give what is decided now."""
        return parse_config(self.now()[0].encode(), self.path.name)

    def change(self, change: Change) -> None:
        """Write a new state, made of the one that is there now.

        Raises ConfigError, and writes nothing, where either is no file of decisions.
        """
        with self._turn:
            before = self._read()
            parse_config(before.encode(), self.path.name)  # somebody may be writing in it
            after = change(before)
            if after == before:
                return
            parse_config(after.encode(), self.path.name)
            self._write(after)
            self._history.append((before, after))
            self.written += 1

    def rewrite(self, text: str, kept: str) -> None:
        """Write the same decisions in other words, unless more was decided meanwhile."""
        with self._turn:
            if self._read() != text:
                return
            self._write(kept)
            if self._history and self._history[-1][1] == text:
                self._history[-1] = (self._history[-1][0], kept)

    def undo(self) -> None:
        """Take the last change back. Raises ConfigError where somebody else wrote since."""
        with self._turn:
            if not self._history:
                raise ConfigError("nothing is left to take back")
            before, after = self._history[-1]
            if self._read() != after:
                raise ConfigError(f"{self.path.name} was changed since, and not from here")
            self._write(before)
            self._history.pop()
            self.written += 1

    def _read(self) -> str:
        try:
            return self.path.read_bytes().decode()
        except FileNotFoundError:
            return ""
        except UnicodeDecodeError as error:
            raise ConfigError("is no UTF-8 any more", where=self.path.name) from error

    def _write(self, text: str) -> None:
        if text.strip() or self.opened.sha256:
            write(self.path, text.encode())
        else:
            self.path.unlink(missing_ok=True)
