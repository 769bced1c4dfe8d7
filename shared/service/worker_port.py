"""The HTTP port of a worker for monitoring: /metrics, /health/live and /health/ready. It serves no business data."""
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client.core import Metric
from sqlalchemy import text

from shared.db.session import Database
from shared.observability.exposition import CONTENT_TYPE, Exposition, Source
from shared.observability.heartbeats import Heartbeats
from shared.observability.lookups import Lookup
from shared.observability.mechanism import Pool
from shared.service.settings import ServiceSettings

log = logging.getLogger(__name__)

SLOWEST_CLIENT_SECONDS = 10.0

Answer = tuple[int, str, bytes]


class PortTaken(Exception):
    """The port is in use or not permitted."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    routes: dict[str, Callable[[], Answer]]

    def handle_error(self, request: object, client_address: object) -> None:
        """Log a closed connection without a stack trace."""
        log.info("a watcher went away")


class _Handler(BaseHTTPRequestHandler):
    timeout = SLOWEST_CLIENT_SECONDS
    server: _Server
    server_version, sys_version = "ontzorg", ""

    def do_GET(self) -> None:
        answer = self.server.routes.get(self.path.split("?")[0], _not_found)
        status, content_type, body = answer()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Suppress the request log: monitoring sends requests continuously."""


def watchers(settings: ServiceSettings, stop: threading.Event, heartbeats: Heartbeats, database: Database,
             *sources: Source) -> AbstractContextManager[int]:
    """Serve the port within the context; without effect if the setting is 0."""
    if not settings.worker_port:
        return nullcontext(0)
    exposition, ping = Exposition(settings.service, "worker"), Lookup("database", lambda: _ping(database))
    return watched_at(
        settings.worker_bind, settings.worker_port,
        metrics=lambda: exposition.render(Pool(database), heartbeats, *sources), silent=heartbeats.silent,
        is_ready=lambda: not stop.is_set() and ping.values()[0])


def _ping(database: Database) -> list[Metric]:
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    return []


@contextmanager
def watched_at(host: str, port: int, *, metrics: Callable[[], bytes], silent: Callable[[], list[str]],
               is_ready: Callable[[], bool]) -> Iterator[int]:
    """Serve the port within the context and yield its number, which the system chooses for 0.

    :param silent: returns the parts without a recent heartbeat; the process is live if there are none
    :param is_ready: returns whether the process can do its work
    :raises PortTaken: if the port is not available
    """
    try:
        server = _Server((host, port), _Handler)
    except OSError as problem:
        raise PortTaken(f"the process cannot serve its monitoring port {port}: {problem.strerror}") from None
    server.routes = {
        "/metrics": lambda: (200, CONTENT_TYPE, metrics()),
        "/health/live": lambda: _health(not (dead := silent()), {"silent": dead} if dead else {}),
        "/health/ready": lambda: _health(is_ready(), {}),
    }
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.5}, name="watchers", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _health(is_good: bool, facts: dict[str, list[str]]) -> Answer:
    body = {"status": "ok" if is_good else "failing", **facts}
    return 200 if is_good else 503, "application/json", json.dumps(body).encode()


def _not_found() -> Answer:
    return 404, "text/plain; charset=utf-8", b"not found\n"
