"""What is decided is on disk before anything else is done with it, and two pages lose nothing."""

import threading
from pathlib import Path

import pytest

from pipeline.config import Correction, read_config
from pipeline.errors import ConfigError
from pipeline.review import sidecar
from pipeline.review.store import Store


def adds(word: str) -> Correction:
    return Correction(word, word.upper(), "", "", 0)


def test_two_pages_at_once_lose_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.toml")

    def decide(page: str) -> None:
        for number in range(20):
            store.change(lambda text, n=number: sidecar.add_correction(text, adds(f"{page}{n}")))

    pages = [threading.Thread(target=decide, args=(page,)) for page in "xyz"]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert len(read_config(store.path).corrections) == 60
    assert store.undoable == store.written == 60


def test_what_another_program_wrote_meanwhile_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.toml")
    store.change(lambda text: sidecar.add_correction(text, adds("one")))
    store.path.write_text(store.path.read_text() + '\n[metadata]\ntitle = "Mine"\n')
    store.change(lambda text: sidecar.add_correction(text, adds("two")))
    config = read_config(store.path)
    assert config.metadata == {"title": "Mine"} and len(config.corrections) == 2


def test_what_is_no_file_of_decisions_is_not_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.toml")
    with pytest.raises(ConfigError, match="no date"):
        store.change(lambda text: sidecar.describe(text, {"published": "May"}))
    assert not store.path.exists() and store.undoable == 0
    store.path.write_text("[metadata\n")
    with pytest.raises(ConfigError, match="not TOML"):
        store.change(lambda text: sidecar.describe(text, {"title": "A"}))
    assert store.path.read_text() == "[metadata\n"


def test_new_keys_do_not_stand_in_the_way_of_undo(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.toml")
    store.change(lambda text: sidecar.decide(text, "join-pages", "a|b|c", "refuse"))
    text, _ = store.now()
    store.rewrite(text, sidecar.rekey(text, "join-pages", "a|b|c", "x|b|c"))
    assert read_config(store.path).decisions[0].key == "x|b|c"
    store.undo()
    assert not store.path.exists()
    store.rewrite(text, "# late")
    assert not store.path.exists(), "what was decided meanwhile comes first"
