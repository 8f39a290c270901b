"""How a run over many texts goes on, told while it does."""

import threading
from collections.abc import Callable

from rich import progress
from rich.console import Console

from pipeline.batch.work import Outcome
from pipeline.summary import line


class Progress:
    """Tell how a run goes on: a live line on a terminal, a plain line a text in a log."""

    def __init__(self, total: int) -> None:
        self._console = Console(stderr=True)
        self._live = progress.Progress(
            progress.SpinnerColumn(), progress.MofNCompleteColumn(), progress.BarColumn(24),
            progress.TimeRemainingColumn(), progress.TextColumn("{task.description}", markup=False),
            console=self._console, transient=True, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._total = self._left = total
        self._done = 0
        self._all = self._live.add_task("", total=total)
        self._running: dict[str, None] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Callable[[str, Outcome | None], None]:
        self._live.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def _tell(self, name: str, outcome: Outcome | None) -> None:
        with self._lock:
            self._running.pop(name, None)
            if outcome is None:
                self._running[name] = None
            else:
                self._done += 1
                self._left -= not outcome.fresh  # what costs nothing tells nothing of the rest
                told = outcome.message if outcome.report is None else line(outcome)
                count = f"[{self._done}/{self._total}] " if self._total > 1 else ""
                for text in filter(None, (count + told, outcome.trace)):
                    self._console.print(text, markup=False, highlight=False, soft_wrap=True)
            self._live.update(
                self._all, total=self._left, completed=self._done - self._total + self._left,
                description=", ".join(self._running),
            )  # fmt: skip
