"""A gateway and fakes on real ports. For tests, and to view the pages."""
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.tests.fake_identity import SECRET, FakeIdentity
from services.gateway.tests.fake_services import TODAY, FakeServices
from shared.kernel.clock import PlatformClock, noon
from shared.kernel.services import NAMES

SERVICES = tuple(name for name in NAMES if name != "identity")


@dataclass
class Platform:
    """The gateway and its fakes."""

    url: str
    identity: FakeIdentity
    services: FakeServices
    settings: Settings
    app: Flask


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[int]:
    """Serve the application on a free port."""
    server: BaseWSGIServer = make_server("127.0.0.1", port, app, threaded=True)
    server.daemon_threads = False  # so that closing waits for requests, which hold connections to a database
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def reserve(stack: ExitStack) -> tuple[int, Flask]:
    """A port for the gateway before its settings are known: an application whose WSGI side is set later."""
    shell = Flask("shell")
    return stack.enter_context(served(shell)), shell


@contextmanager
def running_platform(database_url: str, directory: Path, **changes: object) -> Iterator[Platform]:
    """A gateway and its fakes; `changes` are settings."""
    with ExitStack() as stack:
        port, shell = reserve(stack)
        url = f"http://localhost:{port}"
        identity = FakeIdentity(issuer=f"{url}/id")
        identity_port = stack.enter_context(served(identity.app()))
        services = FakeServices(f"http://127.0.0.1:{identity_port}/oauth/jwks", identity.issuer)
        ports = {name: stack.enter_context(served(services.app(name))) for name in SERVICES} | {"identity": identity_port}
        PlatformClock(directory / "clock.json").set(noon(TODAY))
        settings = replace(Settings(
            public_url=url, service_urls={name: f"http://127.0.0.1:{ports[name]}" for name in ports},
            database_url=database_url, secret="a secret of at least thirty-two characters", client_secret=SECRET,
            environment="test", clock_file=directory / "clock.json", log_level="ERROR", connect_seconds=2.0, answer_seconds=4.0,
            deliver_seconds=0,
            requests_a_minute=100_000, address_requests_a_minute=100_000, route_requests_a_minute=100_000,
            logins_a_minute=100_000), **changes)
        app = create_app(settings)
        shell.wsgi_app = app.wsgi_app  # type: ignore[method-assign]
        try:
            yield Platform(url, identity, services, settings, app)
        finally:
            app.extensions["database"].dispose()
