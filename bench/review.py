"""How long a person waits in the review of a long text, where Chromium is installed.

Two figures: from a key to the next repair, while the press cleans by what was decided; and until
the text shows all of it.
"""

import shutil
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter
from typing import Any

from bench.linear import long_text
from pipeline.review.server import Review
from pipeline.review.session import Session

TURNS = 17
"""0.8 MB."""
KEYS = 12
BETWEEN = 500
"""Milliseconds in which a person reads."""
RULE = "curl-quotes"
"""Its repairs stand among other words each, so each decision is one more."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WATCH = """() => {
  window.waits = [];
  addEventListener("keydown", () => {
    const pressed = performance.now(), was = current;
    const look = () => requestAnimationFrame(() => {
      if (current === was) look(); else setTimeout(() => waits.push(performance.now() - pressed));
    });
    look();
  }, true);
}"""
SETTLED = "!asking && !refreshing && !waiting.size && state.number >= written"


def report() -> bool:
    """Print what a person waits for; never false: other work on the machine shows in it."""
    print("\nthe review of a long text")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        print("not measured: no Chromium, or no playwright", flush=True)
        return True
    with TemporaryDirectory() as folder, sync_playwright() as play:
        path = Path(folder) / "long.md"
        path.write_text(long_text(TURNS), encoding="utf-8")
        start = perf_counter()
        review = Review(Session(path))
        print(f"{path.stat().st_size / 1e6:.2f} MB, opened in {perf_counter() - start:.1f} s")
        Thread(target=review.serve, daemon=True).start()
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(review.address)
        page.wait_for_selector(".option", timeout=60_000)
        _decide(page)
        browser.close()
        review.end()
    return True


def _decide(page: Any) -> None:
    page.evaluate(WATCH)
    page.select_option("#by-rule", RULE)
    page.focus("#list")
    for _ in range(KEYS):
        page.keyboard.press("R")
        page.wait_for_timeout(BETWEEN)
    start = perf_counter()
    while not page.evaluate(SETTLED):
        page.wait_for_timeout(50)
    waits = page.evaluate("waits")
    middle, longest = statistics.median(waits), max(waits)
    print(f"a decision to the next repair: {middle:.0f} ms (at most {longest:.0f})")
    print(f"the text by all of them: {perf_counter() - start:.1f} s after the last", flush=True)
