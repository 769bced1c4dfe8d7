"""The portal of these tests: the real gateway and the real identity on real ports, fakes of the other services, and Chromium."""
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from services.gateway.app import create_app
from services.gateway.settings import Settings
from services.gateway.tests.browser.conftest import chromium
from services.gateway.tests.conftest import gateway_database
from services.gateway.tests.fake_services import FakeServices
from services.gateway.tests.platform_of_tests import SERVICES, reserve, served
from services.identity.tests.conftest import PORTAL_SECRET, Identity, main_contact, prepared, quick_hashes
from shared.kernel.clock import PlatformClock
from shared.testing.postgres import TemporaryServer
from shared.testing.service import Issuer
from tests.accounts.portal import Portal
from tests.accounts.visitors import Arrive, Visitor

expect.set_options(timeout=20_000)  # a busy machine serves a page in more than the five seconds of Playwright

__all__ = ["chromium", "gateway_database", "main_contact", "prepared", "quick_hashes"]


@pytest.fixture
def portal(postgres_server: TemporaryServer, token_issuer: Issuer, prepared: str, gateway_database: str,
           tmp_path: Path) -> Iterator[Portal]:
    """A gateway with the real identity; the other services are fakes."""
    with ExitStack() as stack:
        port, shell = reserve(stack)
        url = f"http://localhost:{port}"
        database = stack.enter_context(postgres_server.passing_database("identity", template=prepared))
        own = Identity(database, token_issuer, ONTZORG_ISSUER=f"{url}/id", ONTZORG_JWKS_URL=f"{url}/id/oauth/jwks")
        stack.callback(own.database.dispose)
        identity_port = stack.enter_context(served(own.app))
        services = FakeServices(f"http://127.0.0.1:{identity_port}/oauth/jwks", f"{url}/id")
        ports = {name: stack.enter_context(served(services.app(name))) for name in SERVICES} | {"identity": identity_port}
        PlatformClock(tmp_path / "clock.json").set(own.clock.now())
        app = create_app(Settings(
            public_url=url, service_urls={name: f"http://127.0.0.1:{ports[name]}" for name in ports},
            database_url=gateway_database, secret="a secret of at least thirty-two characters", client_secret=PORTAL_SECRET,
            environment="test", log_level="ERROR", clock_file=tmp_path / "clock.json", requests_a_minute=100_000,
            address_requests_a_minute=100_000, route_requests_a_minute=100_000, logins_a_minute=100_000))
        stack.callback(app.extensions["database"].dispose)
        shell.wsgi_app = app.wsgi_app  # type: ignore[method-assign]
        yield Portal(url, own, tmp_path / "clock.json")


@pytest.fixture
def identity(portal: Portal) -> Identity:
    """The identity service behind the portal, for the fixtures of its people."""
    return portal.identity


@pytest.fixture
def arrive(portal: Portal, chromium: Browser) -> Iterator[Arrive]:
    """Factory: a visitor with a new browser."""
    contexts: list[BrowserContext] = []

    def come(width: int = 1440, of: type[Visitor] = Visitor, *, scripts: bool = True) -> Visitor:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL",
                                             reduced_motion="reduce", java_script_enabled=scripts))
        return of(contexts[-1].new_page(), portal, scripts)

    yield come
    for context in contexts:
        context.close()
