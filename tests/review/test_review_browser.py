"""The review, as a person does it: in a browser, from the raw text to the TEI.

The Chromium that is installed is driven; where there is none, this is skipped, and says so.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
NS = {"t": "http://www.tei-c.org/ns/1.0"}
RANGE = """([pane, word]) => {
  const walker = document.createTreeWalker(document.getElementById(pane), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const box = range.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight - 200) {
      document.getElementById(pane).scrollTop += box.top - 300;
    }
    const there = range.getBoundingClientRect();
    return [there.x + there.width / 2, there.y + there.height / 2];
  }
}"""

SEEN = """name => {
  const { node, blocks } = panes[name];
  const box = node.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 3);
  return blocks[[...node.children].indexOf(there.closest(".b"))][0];
}"""
"""The place in the raw text of what a pane shows a third down from its head."""
PARAGRAPH = 2_000


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium is installed (on Debian: apt-get install chromium)")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def text(root: Path, tmp_path: Path) -> Path:
    name = "kropotkin-self-valorization.md"
    return Path(shutil.copy(root / "input" / name, tmp_path / name))


@pytest.fixture
def press(text: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "pipeline", "review", str(text), "--no-browser"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"}
    )
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def page(browser: sync_api.Browser, press: "subprocess.Popen[str]") -> Iterator[sync_api.Page]:
    assert press.stdout
    address = press.stdout.readline().strip()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith(address) or wrong.append(asked.url))
    page.goto(address)
    sync_api.expect(page.locator(".option").first).to_be_visible()
    yield page
    page.close()
    assert [text for text in wrong if not text.startswith("data:")] == []


def step_to(page: sync_api.Page, words: str) -> None:
    for _ in range(8):
        if words in page.inner_text("#reading"):
            return
        page.keyboard.press("j")
    raise AssertionError(f"no step leads to {words!r}")


def double_click(page: sync_api.Page, pane: str, word: str) -> None:
    page.mouse.dblclick(*page.evaluate(RANGE, [pane, word]))


def tei_of(text: Path) -> etree._Element:
    command = [sys.executable, "-m", "pipeline", "tei", str(text)]
    return etree.fromstring(subprocess.run(command, check=True, capture_output=True).stdout)


def choices(tree: etree._Element) -> dict[str, str]:
    return {
        choice.findtext("t:sic", namespaces=NS) or "": choice.findtext("t:corr", namespaces=NS)
        or ""
        for choice in tree.iterfind(".//t:choice", NS)
    }


def test_a_person_takes_a_text_from_raw_to_decided(
    page: sync_api.Page, press: "subprocess.Popen[str]", text: Path
) -> None:
    accept_the_proposed_year(page, text)
    refuse_a_quotation_mark(page, text)
    correct_a_misprint(page)
    page.click("#done")
    sync_api.expect(page.locator("#summary")).to_contain_text("1 accepted, 1 refused, 1 corrected")
    assert press.wait(10) == 0
    assert press.stdout and "1 accepted, 1 refused, 1 corrected" in press.stdout.read()

    decided = decisions(text)
    assert decided["accept"] == [{"rule": "restore-years", "key": "ndAvakumovic|19|,p.317),and("}]
    assert [entry["rule"] for entry in decided["refuse"]] == ["curl-quotes"]
    assert [(entry["before"], entry["after"]) for entry in decided["correct"]] == [
        ("folknotes", "folkmotes")
    ]
    tree = tei_of(text)
    assert choices(tree)["19"] == "1950" and choices(tree)["folknotes"] == "folkmotes"
    assert "Kropotkin's thinking" in "".join(tree.itertext())


def decisions(text: Path) -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(text.with_suffix(".toml").read_text("utf-8"))


def accept_the_proposed_year(page: sync_api.Page, text: Path) -> None:
    """It stands in both texts with its evidence; accepted, the reading changes."""
    expect = sync_api.expect
    step_to(page, "191950")
    expect(page.locator("#why")).to_contain_text("the reference list has")
    expect(page.locator("#left .m.proposed.now")).to_have_text("19")
    expect(page.locator("#right .m.proposed.now")).to_have_text("19")
    page.keyboard.press("a")
    expect(page.locator("#right .m.now")).to_have_text("1950")
    expect(page.locator("#right")).to_contain_text("Woodcock and Avakumovic 1950, p. 317")
    expect(page.locator("#accept")).to_have_attribute("aria-pressed", "true")
    assert decisions(text)["accept"][0]["rule"] == "restore-years"


def refuse_a_quotation_mark(page: sync_api.Page, text: Path) -> None:
    """The first of its rule: refused, undone, refused again."""
    expect = sync_api.expect
    page.select_option("#by-rule", "curl-quotes")
    page.keyboard.press("Escape")
    expect(page.locator("#right .m.now")).to_have_text("’")
    page.keyboard.press("r")
    expect(page.locator("#right .m.now")).to_have_text("'")
    page.keyboard.press("u")
    expect(page.locator("#right .m.now")).to_have_text("’")
    assert "refuse" not in decisions(text)
    page.keyboard.press("r")
    expect(page.locator("#right .m.now")).to_have_text("'")


def correct_a_misprint(page: sync_api.Page) -> None:
    """A word that no rule doubts: chosen in the raw text, and written anew."""
    expect = sync_api.expect
    double_click(page, "left", "folknotes")
    page.keyboard.press("e")
    expect(page.locator("#before")).to_have_value("folknotes")
    page.keyboard.type("folkmotes")
    page.keyboard.press("Enter")
    expect(page.locator("#editor")).to_be_hidden()
    expect(page.locator("#right .m.hand")).to_have_text("folkmotes")
    expect(page.locator("#left .m.hand")).to_have_text("folknotes")


def test_the_keyboard_steps_and_decides(page: sync_api.Page, text: Path) -> None:
    expect = sync_api.expect
    expect(page.locator("#list")).to_be_focused()
    first = page.get_attribute("#list", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#list", "aria-activedescendant") != first
    expect(page.locator("#said")).to_contain_text("2 of ")
    page.keyboard.press("k")
    assert page.get_attribute("#list", "aria-activedescendant") == first

    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("a")  # no decision while the help covers the text
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    assert not text.with_suffix(".toml").exists()

    page.keyboard.press("A")
    expect(page.locator(".option .accept")).to_have_count(1)
    assert page.get_attribute("#list", "aria-activedescendant") != first


def test_the_keyboard_corrects_any_place(page: sync_api.Page) -> None:
    expect = sync_api.expect
    page.keyboard.press("E")
    expect(page.locator("#after")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("the")
    page.keyboard.press("Enter")
    expect(page.locator("#wrong")).to_contain_text("places of the raw text")
    page.keyboard.press("Control+A")
    page.keyboard.type("village folknotes")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("village folkmotes")
    page.keyboard.press("Enter")
    expect(page.locator("#right .m.hand")).to_have_text("village folkmotes")


def test_the_two_texts_scroll_in_step(page: sync_api.Page) -> None:
    began = page.evaluate(SEEN, "right")
    page.hover("#left")
    page.mouse.wheel(0, 6000)
    page.wait_for_timeout(500)
    left, right = (page.evaluate(SEEN, pane) for pane in ("left", "right"))
    assert abs(left - right) < PARAGRAPH < right - began


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_paper_follows_the_night(page: sync_api.Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    light = sum(int(part) for part in paper.strip("rgb()").split(",")) > 380
    assert light == (scheme == "light")


HOSTILE = """# A "<img src=x onerror='document.title=1'>"

<script>document.title=2</script> He said "no".
"""


def test_a_text_cannot_run_anything_in_the_page(browser: sync_api.Browser, tmp_path: Path) -> None:
    raw = tmp_path / "hostile.md"
    raw.write_text(HOSTILE, "utf-8")
    command = [sys.executable, "-m", "pipeline", "review", str(raw), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    page = browser.new_page()
    page.set_default_timeout(20_000)
    try:
        page.goto(process.stdout.readline().strip() if process.stdout else "")
        sync_api.expect(page.locator("#left")).to_contain_text("<script>document.title=2</script>")
        assert page.title() == "hostile.md: review"
        assert page.locator("#left script, #left img, #right script, #right img").count() == 0
        page.click("#done")
        sync_api.expect(page.locator("#summary")).to_have_text("Nothing was decided.")
        assert process.wait(10) == 0
    finally:
        page.close()
        process.kill()
        process.communicate()
    assert not raw.with_suffix(".toml").exists()
