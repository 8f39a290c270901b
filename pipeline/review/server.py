"""Show a review to a browser on this machine, and to nothing else.

The page has to be asked for by a name that only this machine can use, with a token that nobody can
guess in the address; what changes anything has to come from that page, as JSON. So another page
in the same browser can neither read the text nor decide anything (DNS rebinding, forged requests),
and neither can another user of the machine.
"""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

from pipeline.errors import PipelineError
from pipeline.resources import template
from pipeline.review.actions import ACTIONS, WRONG, Asked, Strange, act
from pipeline.review.session import Session

HOST = "127.0.0.1"
LIMIT = 1 << 20
"""The most bytes that a request may carry: a correction of a page, a day's verdicts."""
IDLE = 30
"""Seconds after which a connection that says nothing is closed."""
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SCRIPTS = ("press.js", "panes.js", "list.js", "passage.js", "keys.js")
"""One script, in parts that can be read at a sitting; the first says what all of them share."""
JSON = "application/json"


@dataclass(slots=True)
class Review:
    """A review that is being shown: the session, its token, and the server."""

    session: Session
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        """Take a free port of this machine, which nothing beyond it can reach."""
        review = self

        class Bound(_Handler):
            pass

        Bound.review = review
        self.server = ThreadingHTTPServer((HOST, 0), Bound)
        self.server.daemon_threads = True

    @property
    def origin(self) -> str:
        """The origin of the page."""
        return f"http://{HOST}:{self.server.server_port}"

    @property
    def address(self) -> str:
        """The address of the page, with its token."""
        return f"{self.origin}/{self.token}/"

    def serve(self) -> None:
        """Answer until the page says that all is done, or the keyboard interrupts."""
        try:
            self.server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:  # as good an end as any: all that was decided is written
            pass
        finally:
            self.server.server_close()

    def end(self) -> None:
        """Make ``serve`` return, from any thread."""
        threading.Thread(target=self.server.shutdown).start()


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    review: Review
    protocol_version = "HTTP/1.1"
    server_version = "Handpress"
    sys_version = ""
    timeout = IDLE

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # the browser has gone without a word
            self.close_connection = True

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a log would hold the token."""

    def _answer(self, respond: Callable[[str], None]) -> None:
        try:
            respond(self._asked_for())
        except _Refused as refused:
            self.close_connection = True  # what it may still be sending is not read
            self._send(str(refused).encode(), "text/plain; charset=utf-8", refused.status)
        except ConnectionError:  # the browser has gone, and with it whoever would read an answer
            self.close_connection = True

    def _asked_for(self) -> str:
        """Give what is asked for, once host and token are found right."""
        port = self.review.server.server_port
        if self.headers.get_all("Host") not in ([f"{HOST}:{port}"], [f"localhost:{port}"]):
            raise _Refused(HTTPStatus.MISDIRECTED_REQUEST, "asked for under another name")
        token, _, name = self.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(token.encode(), self.review.token.encode()):
            raise _Refused(HTTPStatus.FORBIDDEN, "the address lacks its token")
        return name

    def _get(self, name: str) -> None:
        if name == "":
            nonce = secrets.token_urlsafe(16)
            policy = {"Content-Security-Policy": POLICY.format(nonce=nonce)}
            self._send(page(self.review.session, nonce), "text/html; charset=utf-8", more=policy)
        elif name == "state":
            self._told(lambda: {"state": self.review.session.state()})
        else:
            raise _Refused(HTTPStatus.NOT_FOUND, "there is no such page")

    def _post(self, name: str) -> None:
        if name not in ACTIONS:
            raise _Refused(HTTPStatus.NOT_FOUND, "there is nothing of this name to do")
        asked = self._body()
        self._told(lambda: act(name, self.review.session, asked))
        if name == "done":
            self.review.end()

    def _told(self, answer: Callable[[], Asked]) -> None:
        try:
            told = answer()
        except PipelineError as error:  # an answer like any other: it says why it cannot be
            told = {"error": error.message, "cure": error.cure}
        except Strange as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, str(error)) from error
        self._send_json(told)

    def _body(self) -> Asked:
        port = self.review.server.server_port
        if self.headers.get("Origin") not in (f"http://{HOST}:{port}", f"http://localhost:{port}"):
            raise _Refused(HTTPStatus.FORBIDDEN, "not sent by the page")
        if self.headers.get_content_type() != JSON:
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send JSON")
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "say how long it is")
        if int(length) > LIMIT:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long")
        try:
            asked = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise _Refused(HTTPStatus.BAD_REQUEST, "not JSON") from error
        if not isinstance(asked, dict):
            raise _Refused(HTTPStatus.BAD_REQUEST, WRONG)
        return asked

    def _send_json(self, told: Asked) -> None:
        self._send(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"), JSON)

    def _send(
        self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK,
        more: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.send_response(status)
        for name, value in {**HEADERS, **(more or {}), "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def page(session: Session, nonce: str) -> bytes:
    """Write the page; what it shows of the text it asks for by itself, as data."""
    written = template("pipeline.review", "page.html").render(
        nonce=nonce, name=session.path.name, sidecar=session.sidecar.name,
        style=_file("page.css"), script="\n".join(map(_file, SCRIPTS)),
    )  # fmt: skip
    return written.encode()


def _file(name: str) -> str:
    return (files("pipeline") / "review" / name).read_text("utf-8")
