"""Who may ask the review, and for what: this machine's own page, and nobody else."""

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.review.server import LIMIT, Review
from pipeline.review.session import Session

RAW = 'He said "no" to it, and "yes" to her.\n'


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    path = tmp_path / "said.md"
    path.write_text(RAW, "utf-8")
    review = Review(Session(path))
    thread = threading.Thread(target=review.serve)
    thread.start()
    yield review
    review.server.shutdown()
    thread.join()


def ask(
    review: Review, method: str, path: str, body: bytes | None = None, **headers: str
) -> http.client.HTTPResponse:
    """Ask as the page does, but for the headers that are given; "" leaves one out."""
    port = review.server.server_port
    sent = {"Host": f"127.0.0.1:{port}"}
    if body is not None:
        sent |= {"Origin": review.origin, "Content-Type": "application/json"}
        sent["Content-Length"] = str(len(body))
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in sent.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders()
    if body:
        connection.send(body)
    return connection.getresponse()


def test_it_listens_to_this_machine_alone_under_an_address_nobody_can_guess(
    review: Review, tmp_path: Path
) -> None:
    assert review.server.server_address[0] == "127.0.0.1"
    other = Review(Session(tmp_path / "said.md"))
    other.server.server_close()
    assert len(review.token) >= 32 and review.token != other.token
    assert review.address == f"http://127.0.0.1:{review.server.server_port}/{review.token}/"


def test_the_page_holds_all_it_needs_and_lets_nothing_else_in(review: Review) -> None:
    answer = ask(review, "GET", f"/{review.token}/")
    page = answer.read().decode()
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200 and "default-src 'none'" in policy and "unsafe" not in policy
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}">' in page and f'<style nonce="{nonce}">' in page
    assert page.count("<script") == 1 and "http:" not in page and "https:" not in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert nonce not in ask(review, "GET", f"/{review.token}/").read().decode()


@pytest.mark.parametrize("path", ["/", "/state", "/wrong/state", "/%00/", "//state", "/%C3%A9/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_token_nothing_is_told(review: Review, method: str, path: str) -> None:
    body = b"{}" if method == "POST" else None
    answer = ask(review, method, path, body)
    assert answer.status == 403 and b"said" not in answer.read()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80", ""])
def test_under_another_name_nothing_is_told(review: Review, host: str) -> None:
    answer = ask(review, "GET", f"/{review.token}/state", Host=host)
    assert answer.status == 421 and b"said" not in answer.read()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Length": ""}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": str(LIMIT + 1)}, 413),
    ],
)
def test_only_the_page_can_change_anything(
    review: Review, headers: dict[str, str], status: int
) -> None:
    assert ask(review, "POST", f"/{review.token}/done", b"{}", **headers).status == status
    assert ask(review, "GET", f"/{review.token}/state").status == 200  # it goes on


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "OPTIONS"])
def test_other_methods_are_not_known(review: Review, method: str) -> None:
    assert ask(review, method, f"/{review.token}/state").status == 501


@pytest.mark.parametrize("name", ["nothing", "state", "../state", ""])
def test_there_is_nothing_else_to_do(review: Review, name: str) -> None:
    assert ask(review, "POST", f"/{review.token}/{name}", b"{}").status == 404


def test_a_reading_cannot_change_anything(review: Review) -> None:
    assert ask(review, "GET", f"/{review.token}/done").status == 404


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("decide", b"{"),
        ("decide", b"[]"),
        ("decide", b"[" * 100_000),
        ("decide", b"{}"),
        ("decide", b'{"verdicts": [3]}'),
        ("decide", b'{"verdicts": [{"id": "x", "verdict": "maybe"}]}'),
        ("correct", b'{"before": "\\ud800", "after": "x"}'),
        ("correct", b'{"before": "no", "after": 3}'),
        ("look", b'{"stream": "body", "start": "0", "end": 3}'),
        ("passage", b'{"stream": "body", "start": 0, "end": "3"}'),
        ("edit", b'{"stream": "body", "start": 0, "was": "He", "now": null}'),
        ("edit", b'{"stream": "body", "start": 0, "was": "He", "now": "\\udfff"}'),
        ("orphan", b"{}"),
        ("describe", b'{"metadata": []}'),
        ("describe", b'{"metadata": {"titel": "x"}}'),
        ("describe", b'{"metadata": {"title": 3}}'),
    ],
)
def test_what_the_page_does_not_send_is_refused(review: Review, name: str, body: bytes) -> None:
    assert ask(review, "POST", f"/{review.token}/{name}", body).status == 400
    assert not review.session.sidecar.exists()


@pytest.mark.parametrize(
    ("name", "asked", "told"),
    [
        ("decide", {"verdicts": [{"id": "none@1", "verdict": "accept"}]}, "is gone"),
        ("look", {"stream": "body", "start": 5, "end": 90_000}, "no place"),
        ("look", {"stream": "cellar", "start": 0, "end": 1}, "no place"),
        ("correct", {"before": "maybe", "after": "x"}, "no “maybe”"),
        ("undo", {}, "nothing is left"),
        ("edit", {"stream": "cellar", "start": 0, "was": "a", "now": "b"}, "no place"),
        ("edit", {"stream": "body", "start": 0, "was": "They", "now": "b"}, "has changed"),
        ("edit", {"stream": "body", "start": 0, "was": "He", "now": "H\0"}, "U+0000"),
        ("passage", {"stream": "body", "start": 5, "end": 90_000}, "no place"),
        ("orphan", {"id": "orphan-x", "again": True}, "is gone"),
        ("describe", {"metadata": {"published": "May"}}, "no date"),
    ],
)
def test_what_cannot_be_done_is_told(
    review: Review, name: str, asked: dict[str, object], told: str
) -> None:
    answer = ask(review, "POST", f"/{review.token}/{name}", json.dumps(asked).encode())
    assert answer.status == 200 and told in json.loads(answer.read())["error"]


def test_a_decision_is_on_disk_when_it_is_answered_and_then_in_the_text(review: Review) -> None:
    state = json.loads(ask(review, "GET", f"/{review.token}/state").read())["state"]
    first = state["repairs"][0]
    body = json.dumps({"verdicts": [{"id": first["id"], "verdict": "refuse"}]}).encode()
    told = json.loads(ask(review, "POST", f"/{review.token}/decide", body).read())
    after = json.loads(ask(review, "GET", f"/{review.token}/state").read())["state"]
    assert told["number"] == after["number"] == 1
    assert after["repairs"][0]["verdict"] == "refuse" and not after["repairs"][0]["applied"]
    assert after["undo"] == 1


def test_done_ends_it_with_a_summary(tmp_path: Path) -> None:
    path = tmp_path / "said.md"
    path.write_text(RAW, "utf-8")
    review = Review(Session(path))
    thread = threading.Thread(target=review.serve)
    thread.start()
    answer = ask(review, "POST", f"/{review.token}/done", b"{}")
    assert json.loads(answer.read())["summary"]["accepted"] == 0
    thread.join(5)
    assert not thread.is_alive()
