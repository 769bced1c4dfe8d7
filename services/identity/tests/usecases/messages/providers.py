"""SMS providers on loopback, good and bad."""
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "t0ken"


@dataclass
class Provider:
    """A provider, and what it received.

    :ivar behaviour: good, refuses, nonsense, large, redirects, silent or drips
    """

    url: str
    behaviour: str = "good"
    got: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def provider(behaviour: str = "good") -> Iterator[Provider]:
    """A provider that requires a token."""
    running, stop = Provider("", behaviour), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Answers, running, stop))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    running.url = f"http://127.0.0.1:{server.server_port}/messages"
    try:
        yield running
    finally:
        stop.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Answers(BaseHTTPRequestHandler):
    """The provider's answers, a method for each behaviour."""

    def __init__(self, running: Provider, stop: threading.Event, *server: Any) -> None:
        self._running, self._stop = running, stop
        super().__init__(*server)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != f"Bearer {TOKEN}" or set(body) != {"from", "to", "text", "reference"}:
            return self._answer(401, b"{}")
        self._running.got.append(body)
        return getattr(self, self._running.behaviour)()

    def good(self) -> None:
        self._answer(202, b'{"id": "p-1"}')

    def refuses(self) -> None:
        self._answer(500, b"{}")

    def nonsense(self) -> None:
        self._answer(200, b"<html>Welkom op het netwerk van het hotel</html>")

    def large(self) -> None:
        self._answer(200, b'{"id": "' + b"x" * 200_000 + b'"}')

    def redirects(self) -> None:
        self.send_response(307)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def silent(self) -> None:
        self._stop.wait(20)

    def drips(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while not self._stop.wait(0.2):
            self.wfile.write(b"x")

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            return  # the client gave up, as it should

    def log_message(self, *_: object) -> None:
        return
