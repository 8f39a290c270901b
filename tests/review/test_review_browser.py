"""The review, as a person does it: in a browser, from the raw text to the TEI.

The Chromium that is installed is driven; where there is none, this is skipped, and says so.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

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
BREAD = """# On Bread

A Baker

## One

The comrnunes of the middle ages were free. Every one of them had its own laws, and all kept them,
and the men of the towns had made them. I am happy to help you with this page.

Nobody had asked them to. They did it because it had to be done, and went home again. The State
came late, and it came<sup>1</sup> with an army. The men of the villages had never seen one.

---

<sup>1</sup> See the book of Proudhon on this.
"""


@contextmanager
def shown(
    browser: sync_api.Browser, raw: Path, *options: str
) -> Iterator[tuple[sync_api.Page, "subprocess.Popen[str]"]]:
    command = [sys.executable, "-m", "pipeline", "review", str(raw), "--no-browser", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(20_000)
    try:
        page.goto(process.stdout.readline().strip() if process.stdout else "")
        sync_api.expect(page.locator(".option").first).to_be_visible()
        yield page, process
    finally:
        page.close()
        process.kill()
        process.communicate()


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


def test_a_finding_is_shown_at_its_words_and_left_as_it_is(page: sync_api.Page, text: Path) -> None:
    expect = sync_api.expect
    page.select_option("#by-confidence", "found")
    page.keyboard.press("Escape")
    page.click(".option:has-text('Mattera 1980')")
    expect(page.locator("#reading")).to_contain_text("has no entry for the citation “Mattera 1980”")
    expect(page.locator("#left").get_by_text("Mattera 1980")).to_be_in_viewport()
    expect(page.locator("#accept")).to_be_disabled()
    page.keyboard.press("r")
    expect(page.locator("#why")).to_contain_text("you left it as it is")
    assert [entry["finding"] for entry in decisions(text)["seen"]] == ["citation-without-entry"]


def write_anew(page: sync_api.Page, word: str) -> None:
    """Open the passage that a word of the reading text stands in, with the word selected."""
    double_click(page, "right", word)
    page.keyboard.press("e")
    sync_api.expect(page.locator("#passage-text")).to_be_focused()


def test_a_person_writes_in_the_reading_text(page: sync_api.Page, text: Path) -> None:
    """A word anew, and a break behind it; each is a decision that can be taken out."""
    expect = sync_api.expect
    write_anew(page, "folknotes")
    page.keyboard.type("folkmotes")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#passage")).to_be_hidden()
    expect(page.locator("#right .m.hand")).to_have_text("folkmotes")
    assert choices(tei_of(text))["folknotes"] == "folkmotes"

    page.click("#right .m.hand")
    expect(page.locator("#refuse")).to_contain_text("Take out")
    page.keyboard.press("r")
    expect(page.locator("#right .m.hand")).to_have_count(0)
    assert not text.with_suffix(".toml").exists()


def test_a_person_sets_what_a_line_is_and_joins_what_was_parted(
    page: sync_api.Page, text: Path
) -> None:
    expect = sync_api.expect
    heads = page.locator("#right .head").count()
    write_anew(page, "folknotes")
    page.keyboard.press("Home")
    page.select_option("#kind", "heading3")
    assert page.input_value("#passage-text").startswith("### ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#right .head")).to_have_count(heads + 1)
    page.keyboard.press("u")
    expect(page.locator("#right .head")).to_have_count(heads)

    blocks = page.evaluate("panes.right.blocks.filter((block) => block[2] === 'body').length")
    write_anew(page, "folknotes")
    page.click("#block-behind")
    expect(page.locator("#passage-text")).to_have_value(re.compile(r"\n\n"))
    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    page.keyboard.type(" ")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#passage")).to_be_hidden()
    sync_api.expect(page.locator("#right .m.hand")).to_have_count(1)
    now = page.evaluate("panes.right.blocks.filter((block) => block[2] === 'body').length")
    assert now == blocks - 1
    assert [(e["in"], e["before"], e["after"]) for e in decisions(text)["correct"]] == [
        ("body", "\n\n", " ")
    ]


def test_a_person_calls_a_note_and_writes_it(page: sync_api.Page, text: Path) -> None:
    write_anew(page, "folknotes")
    page.keyboard.press("ArrowRight")
    page.click("#call-note")
    page.keyboard.type("99")
    page.fill("#note-text", "So the witness; folkmotes is meant.")
    page.keyboard.press("Control+Enter")
    sync_api.expect(page.locator("#passage")).to_be_hidden()
    notes = tei_of(text).iterfind(".//t:note", NS)
    assert any("folkmotes is meant" in "".join(note.itertext()) for note in notes)


def test_the_title_page_is_written(page: sync_api.Page, text: Path) -> None:
    page.keyboard.press("t")
    sync_api.expect(page.locator("#m-title")).to_have_attribute("placeholder", re.compile("Crisis"))
    page.fill("#m-published", "May")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#title-wrong")).to_contain_text("no date")
    page.fill("#m-published", "2012-07-18")
    page.fill("#m-title", "Self-valorization")
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("#title-page")).to_be_hidden()
    assert decisions(text)["metadata"] == {
        "title": "Self-valorization", "published": "2012-07-18",
    }  # fmt: skip


STALE = """[[refuse]]
rule = "curl-quotes"
key = "tofKropotkn|'|sthinking"

[[correct]]
in = "body"
left = "vilage "
before = "folknotes"
after = "folkmotes"

[[correct]]
before = "what was never there"
after = "x"
"""


def test_what_no_longer_fits_stands_first_and_is_put_right(
    browser: sync_api.Browser, text: Path
) -> None:
    text.with_suffix(".toml").write_text(STALE, "utf-8")
    expect = sync_api.expect
    with shown(browser, text) as (page, _):
        expect(page.locator("#list h3").first).to_contain_text("No longer fits")
        expect(page.locator("#near")).to_contain_text("Nearest")
        page.keyboard.press("a")
        expect(page.locator("#list .orphan")).to_have_count(2)
        step_to(page, "folknotes")
        page.keyboard.press("a")
        expect(page.locator("#right .m.hand")).to_have_text("folkmotes")
        step_to(page, "what was never there")
        page.keyboard.press("r")
        expect(page.locator("#list .orphan")).to_have_count(0)
    assert choices(tei_of(text))["folknotes"] == "folkmotes"


def test_a_decision_is_on_disk_though_the_press_is_killed(
    browser: sync_api.Browser, text: Path
) -> None:
    with shown(browser, text) as (page, process):
        with page.expect_response("**/decide"):
            page.keyboard.press("a")
        process.kill()
        assert len(decisions(text)["accept"]) == 1
        process.wait()
        page.keyboard.press("j")
        page.keyboard.press("a")
        sync_api.expect(page.locator("#message")).to_contain_text("Handpress has ended")


def test_two_pages_decide_at_once(
    browser: sync_api.Browser, page: sync_api.Page, text: Path
) -> None:
    other = browser.new_page()
    other.goto(page.url)
    sync_api.expect(other.locator(".option").first).to_be_visible()
    other.keyboard.press("End")
    with page.expect_response("**/decide"), other.expect_response("**/decide"):
        page.keyboard.press("a")
        other.keyboard.press("r")
    other.close()
    made = decisions(text)
    assert len(made["accept"]) == len(made["refuse"]) == 1


@contextmanager
def held_back(page: sync_api.Page) -> Iterator[None]:
    """Hold the answers of the press back, as a long text does."""
    held: list[sync_api.Route] = []
    holding = True
    page.route("**/state", lambda route: held.append(route) if holding else route.continue_())
    yield
    page.wait_for_timeout(300)
    holding = False
    for route in held:
        route.continue_()
    sync_api.expect(page.locator("#busy")).to_be_hidden()


def test_one_steps_on_while_the_text_is_cleaned(page: sync_api.Page) -> None:
    with held_back(page):
        page.keyboard.press("A")
        page.keyboard.press("R")
        page.keyboard.press("j")
        sync_api.expect(page.locator("#said")).to_contain_text("4 of ")
        sync_api.expect(page.locator("#busy")).to_be_visible()
        sync_api.expect(page.locator(".option .sign.accept")).to_have_count(1)
    assert page.evaluate("[waiting.size, order.indexOf(current)]") == [0, 3]


def test_paragraphs_between_two_that_changed_stay_on_the_page(page: sync_api.Page) -> None:
    """Two far decisions that arrive together."""
    with held_back(page):
        quotes = page.locator(".option", has_text="’")
        for quote in (quotes.first, quotes.last):
            quote.click()
            page.keyboard.press("r")
    for pane in ("left", "right"):
        count = page.evaluate(f"[panes.{pane}.node.children.length, panes.{pane}.blocks.length]")
        assert count[0] == count[1]


def test_it_holds_on_a_window_of_half_the_size(page: sync_api.Page) -> None:
    """As a page of 1440 by 900 at 200 %: nothing to the side, and each button can be reached."""
    page.set_viewport_size({"width": 720, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    for name in ("accept", "refuse", "edit", "next", "done", "describe"):
        page.locator(f"#{name}").scroll_into_view_if_needed()
        box = page.locator(f"#{name}").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 720, name


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


@pytest.fixture
def bread(tmp_path: Path) -> tuple[Path, Path]:
    raw, there = tmp_path / "on-bread.md", tmp_path / "there.md"
    raw.write_text(BREAD, "utf-8")
    other = BREAD.replace("comrnunes", "communes").replace("towns had", "cities had")
    other = other.replace(" I am happy to help you with this page.", "")
    there.write_text(other.replace("it came<sup>1</sup>", "it<sup>1</sup> came"), "utf-8")
    return raw, there


def choose(group: sync_api.Locator, before: str, after: str, place: str) -> None:
    """Choose the repair of these words in the list, and see the words and the places of both."""
    page = group.page
    group.locator(".option", has_text=before).click()
    sync_api.expect(page.locator("#reading del")).to_contain_text(before)
    sync_api.expect(page.locator("#reading ins")).to_have_text([after] if after else [])
    sync_api.expect(page.locator("#why")).to_contain_text(re.compile(rf"^line \d+ .*{place}"))


def test_what_another_extraction_shows_is_decided_first(
    browser: sync_api.Browser, bread: tuple[Path, Path]
) -> None:
    raw, there = bread
    with shown(browser, raw, "--also", str(there)) as (page, process):
        group, right = page.locator("#list .group").first, page.locator("#right")
        sync_api.expect(group.locator("h3")).to_contain_text("The other extraction, there.md")
        choose(group, "towns", "cities", "there.md, line 8")
        page.keyboard.press("a")
        sync_api.expect(right).to_contain_text("men of the cities had")
        choose(group, "happy to help", "", "there.md, line")
        page.keyboard.press("a")
        sync_api.expect(right).not_to_contain_text("happy to help")
        choose(group, "comrnunes", "communes", "there.md, line 7")
        page.keyboard.press("r")
        sync_api.expect(right).to_contain_text("comrnunes")
        page.click("#done")
        process.wait(20)
    before = raw.with_suffix(".toml").read_text("utf-8")
    said = tomllib.loads(before)
    assert {kind: len(entries) for kind, entries in said.items()} == {"accept": 2, "refuse": 1}
    text = built(raw, there)
    assert "men of the cities had" in text and "The comrnunes of" in text
    assert "happy to help" not in text and raw.with_suffix(".toml").read_text("utf-8") == before


def test_what_no_repair_would_settle_between_two_extractions_is_corrected(
    browser: sync_api.Browser, bread: tuple[Path, Path]
) -> None:
    raw, there = bread
    with shown(browser, raw, "--also", str(there)) as (page, process):
        group = page.locator("#list .group").first
        group.locator(".option", has_text="another note mark").first.click()
        sync_api.expect(page.locator("#why")).to_contain_text("there.md, line")
        sync_api.expect(page.locator("#accept")).to_be_disabled()
        sync_api.expect(page.locator("#refuse")).to_contain_text("Leave as it is")
        page.keyboard.press("r")
        sync_api.expect(page.locator("#why")).to_contain_text("you refused it")
        page.keyboard.press("u")
        sync_api.expect(page.locator("#said")).to_contain_text("taken back")
        double_click(page, "left", "army")
        page.keyboard.press("E")
        page.fill("#after", "unpaid army")
        page.keyboard.press("Control+Enter")
        sync_api.expect(page.locator("#right")).to_contain_text("with an unpaid army")
        page.click("#done")
        process.wait(20)
    assert "with an unpaid army" in built(raw, there)


@pytest.mark.parametrize("pane", ["left", "right"])
def test_a_word_stays_selected_while_its_paragraph_is_made_anew(
    browser: sync_api.Browser, bread: tuple[Path, Path], pane: str
) -> None:
    raw, there = bread
    with shown(browser, raw, "--also", str(there)) as (page, _):
        page.locator(".option", has_text="another note mark").first.click()
        with held_back(page):
            page.keyboard.press("r")
            double_click(page, pane, "army")
        sync_api.expect(page.locator(f"#{pane} .m.now.refused")).to_have_count(1)
        assert page.evaluate("String(getSelection())") == "army"


def test_a_word_that_moved_is_selected_no_more(
    browser: sync_api.Browser, bread: tuple[Path, Path]
) -> None:
    """In the reading text; what stands at its place now is not what the person chose."""
    raw, there = bread
    with shown(browser, raw, "--also", str(there)) as (page, _):
        choose(page.locator("#list .group").first, "towns", "cities", "there.md, line 8")
        with held_back(page):
            page.keyboard.press("a")
            double_click(page, "right", "happy")
        sync_api.expect(page.locator("#right")).to_contain_text("men of the cities had")
        assert page.evaluate("String(getSelection())") == ""


def built(raw: Path, there: Path) -> str:
    out = raw.parent / "out"
    command = [sys.executable, "-m", "pipeline", "build", str(raw), "--also", str(there)]
    subprocess.run([*command, "-o", str(out), "--only", "text"], check=True)
    return " ".join((out / raw.stem / f"{raw.stem}.txt").read_text("utf-8").split())
