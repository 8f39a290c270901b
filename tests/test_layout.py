"""The rules of ARCHITECTURE.md that a machine can hold the code to."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from pipeline import errors
from pipeline.resources import styles_folder

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
STAGES = ("read", "clean", "parse", "tei", "write", "check")
SHARED = {
    "model", "report", "errors", "resources", "collector", "language", "letters", "xml", "dates",
    "phrases", "headings",
}  # fmt: skip
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:root|home|work|opt|Users)/\w")
SCANS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
READ_AT_A_GLANCE = 30


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def place(path: Path) -> str:
    """Give the part of the package that a module is in: ``clean``, ``model``."""
    return path.relative_to(ROOT / "pipeline").parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module of the package that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: write the import from the root"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(module: str) -> str:
    """Give the part of the package that an imported name is in, or nothing for other packages."""
    names = module.split(".")
    return names[1] if names[0] == "pipeline" and len(names) > 1 else ""


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_too_long_to_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", [path for path in MODULES if place(path) in STAGES], ids=name)
def test_a_stage_knows_no_other_stage(path: Path) -> None:
    assert {part(module) for module in imports(path)} - {""} <= SHARED | {place(path)}


@pytest.mark.parametrize("path", [p for p in MODULES if place(p) == "collate"], ids=name)
def test_a_collation_knows_cleanup_and_what_a_word_is_and_no_more(path: Path) -> None:
    known = SHARED | {"collate", "clean"}
    others = {module for module in imports(path) if part(module) not in known | {""}}
    assert {module.rpartition(".")[0] for module in others} <= {"pipeline.check.tokens"}


@pytest.mark.parametrize("path", [path for path in MODULES if place(path) in SHARED], ids=name)
def test_what_all_stages_share_knows_no_stage(path: Path) -> None:
    assert {part(module) for module in imports(path)} - {""} <= SHARED


@pytest.mark.parametrize("path", sorted((ROOT / "pipeline/clean/facts").glob("*.py")), ids=name)
def test_facts_about_a_text_know_no_rules(path: Path) -> None:
    cleaning = {module for module in imports(path) if part(module) == "clean"}
    assert {module.split(".")[2] for module in cleaning} <= {"facts"}


def test_the_map_names_every_module_that_is_no_rule() -> None:
    """So that a newcomer finds it, and nobody writes it a second time."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`(?:[a-z]+/)*([a-z_*]+)(?:\.py)?`", page)
    modules = {path for path in MODULES if place(path) != "clean" and path.stem[0] != "_"}
    lost = [p for p in modules if not any(fnmatchcase(p.stem, pattern) for pattern in named)]
    assert sorted(map(name, lost)) == []


def test_only_the_validator_makes_a_tei() -> None:
    makers = {
        name(path)
        for path in MODULES
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "Tei"
    }
    assert makers == {"pipeline/tei/validate.py"}


def test_a_regex_of_some_length_is_a_named_constant() -> None:
    """Compiled once, under a name that says what it finds."""
    hidden = {
        f"{name(path)}:{call.lineno}"
        for path in MODULES
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).removeprefix("re.") in SCANS
        and ast.unparse(call.func).startswith("re.")
        and isinstance(pattern := call.args[0], ast.Constant)
        and len(pattern.value) > READ_AT_A_GLANCE
    }
    assert sorted(hidden) == []


def test_only_a_batch_catches_what_it_does_not_know() -> None:
    catchers = {
        name(path)
        for path in MODULES
        for handler in ast.walk(tree(path))
        if isinstance(handler, ast.ExceptHandler)
        and (handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException"))
    }
    assert {catcher for catcher in catchers if not catcher.startswith("pipeline/batch/")} == set()


def test_the_first_line_of_a_docstring_is_a_sentence() -> None:
    """It is shown by itself: in the report, in the header, in the lists of the command line."""
    ragged = [
        f"{name(path)}: {node.name}: {line}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and (text := ast.get_docstring(node))
        if not (line := text.splitlines()[0]).endswith((".", ":", "?", "``"))
    ]
    assert ragged == []


def test_every_failure_has_its_own_exit_status() -> None:
    failures = [errors.PipelineError, *errors.PipelineError.__subclasses__()]
    statuses = [failure.exit_status for failure in failures]
    assert len(set(statuses)) == len(statuses)
    for failure in failures:
        assert re.search(rf"\b{failure.__name__} +{failure.exit_status}\b", errors.__doc__ or "")


def test_every_folder_of_the_package_is_a_package() -> None:
    """One without ``__init__.py`` would be missing from an installed copy."""
    folders = {path.parent for path in MODULES}
    assert {name(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


def test_whatever_is_no_code_reaches_an_installed_copy() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["pipeline"]
    folder = ROOT / "pipeline"
    packed = {path for pattern in patterns for path in folder.glob(pattern)}
    others = {
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name != "py.typed"
    }
    assert {name(path) for path in others - packed} == set()


def test_the_styles_reach_the_package() -> None:
    assert styles_folder() == ROOT / "styles"
    assert {"print.css", "epub.css", "screen.css"} <= {
        path.name for path in styles_folder().iterdir()
    }


def test_no_two_test_modules_have_one_name() -> None:
    """pytest, and whoever reads its output, would take the one for the other."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_version_is_pinned_and_the_two_lists_agree() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = dict(line.lower().split("==") for line in lines if not line.startswith("#"))
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for requirement in wanted:
        package, version = requirement.lower().split("==")
        assert pins[package] == version


def test_no_file_names_the_machine_it_was_written_on() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--", ":!tests/**/data/*", ":!input/*"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    if tracked.returncode:
        pytest.skip("not a git checkout")
    found = []
    for file in filter(None, tracked.stdout.split("\0")):
        path = ROOT / file
        if path.suffix in {".png", ".jpg", ".epub", ".pdf", ".docx", ".odt"} or not path.is_file():
            continue
        found += [file for _ in MACHINE_PATH.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


def test_the_launcher_is_a_shell_script_without_mistakes() -> None:
    for script in ("handpress", ".ci/run"):
        subprocess.run(["sh", "-n", ROOT / script], check=True)
        assert (ROOT / script).stat().st_mode & 0o111


def test_ci_runs_what_anyone_can_run() -> None:
    commands = [
        line
        for line in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert commands == ['exec "$(dirname "$0")/../handpress" test']
