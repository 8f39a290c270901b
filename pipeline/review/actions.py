"""What the page may ask for: each request held to its form, then put to the session."""

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.config import LISTS, SECTIONS
from pipeline.review.session import Session

WRONG = "not what this page sends"
Asked = Mapping[str, Any]


class Strange(ValueError):
    """A request that the page does not make."""


def _decide(session: Session, asked: Asked) -> None:
    items = asked.get("verdicts")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise Strange(WRONG)
    verdicts = [(_text(item, "id"), _text(item, "verdict")) for item in items]
    if any(verdict not in ("accept", "refuse", "") for _, verdict in verdicts):
        raise Strange(WRONG)
    session.decide(verdicts)


def _look(session: Session, asked: Asked) -> Asked:
    if "id" in asked:
        return session.look_at(_text(asked, "id"))
    start, end = _number(asked, "start"), _number(asked, "end")
    return session.look(_text(asked, "stream"), start, end)


def _correct(session: Session, asked: Asked) -> None:
    where = None if asked.get("start") is None else _number(asked, "start")
    session.correct(_text(asked, "before"), _text(asked, "after"), where)


def _passage(session: Session, asked: Asked) -> Asked:
    start, end = _number(asked, "start"), _number(asked, "end")
    return session.passage(_text(asked, "stream"), start, end)


def _edit(session: Session, asked: Asked) -> None:
    stream, start = _text(asked, "stream"), _number(asked, "start")
    session.edit(stream, start, _text(asked, "was"), _text(asked, "now"))


def _orphan(session: Session, asked: Asked) -> None:
    session.settle_orphan(_text(asked, "id"), asked.get("again") is True)


def _describe(session: Session, asked: Asked) -> None:
    given = asked.get("metadata")
    if not isinstance(given, dict) or not given.keys() <= set(SECTIONS["metadata"]):
        raise Strange(WRONG)
    lists = {name for name in given if name in LISTS}
    session.describe({
        name: [line.strip() for line in _text(given, name).split("\n") if line.strip()]
        if name in lists else _text(given, name).strip()
        for name in given
    })  # fmt: skip


def _text(asked: Asked, key: str) -> str:
    given = asked.get(key)
    if not isinstance(given, str) or any("\ud800" <= char <= "\udfff" for char in given):
        raise Strange(WRONG)
    return given.replace("\r\n", "\n")


def _number(asked: Asked, key: str) -> int:
    given = asked.get(key)
    if not isinstance(given, int):
        raise Strange(WRONG)
    return given


ACTIONS: Mapping[str, Callable[[Session, Asked], Asked | None]] = {
    "decide": _decide, "look": _look, "correct": _correct, "passage": _passage, "edit": _edit,
    "orphan": _orphan, "described": lambda session, asked: session.described(),
    "describe": _describe, "undo": lambda session, asked: session.undo(),
    "done": lambda session, asked: {
        "summary": session.summary(), "sidecar": session.sidecar.name,
    },
}  # fmt: skip


def act(name: str, session: Session, asked: Asked) -> Asked:
    """Do what is asked; what changed is told by how far the decisions are on disk.

    The page then asks for the text that they make.
    """
    told = ACTIONS[name](session, asked)
    return {"number": session.written} if told is None else told
