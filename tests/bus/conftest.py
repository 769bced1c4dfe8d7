"""Fixtures: a broker that requires sign-in, with the rights of the catalogue, and identity as issuer of tokens."""
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

from cli.run.kafka import KafkaBroker
from cli.run.kafka_security import ADMIN, Security
from cli.run.topics import create
from services.identity.app import create_app
from services.identity.tests.conftest import ISSUER, settings_of
from services.identity.usecases.clients.register_partner import register_partner
from services.identity.usecases.tokens.signing_keys import active_keys
from shared.bus.catalogue import TOPICS, partner_topic
from shared.bus.factory import open_bus
from shared.bus.port import BusError
from shared.bus.tests.reading import wait_until
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.testing.service import template_of

PARTNER = "arbo-noord"
OTHER_PARTNER = "arbo-zuid"
SERVICES = ("casework", "claims")
AUDIENCE = "ontzorg"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass(frozen=True)
class Provider:
    """A running identity on a local port, with a registered partner and its key."""

    url: str
    key: RSAKey
    signing: RSAKey

    def token(self) -> str:
        """Request an access token for the partner with a signed assertion."""
        now = int(time.time())
        signed = jwt.encode({"alg": "RS256", "kid": self.key.kid}, {
            "iss": PARTNER, "sub": PARTNER, "aud": f"{ISSUER}/oauth/token", "jti": str(time.monotonic_ns()),
            "iat": now, "exp": now + 60}, self.key)
        answer = requests.post(f"{self.url}/oauth/token", timeout=10, data={
            "grant_type": "client_credentials", "client_assertion_type": ASSERTION,
            "client_assertion": signed})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    def token_with(self, **changed: Any) -> str:
        """Return such a token with changed claims, signed with identity's key."""
        claims = jwt.decode(self.token(), KeySet([self.signing])).claims | changed
        return jwt.encode({"alg": "RS256", "kid": self.signing.kid, "typ": "at+jwt"}, claims, self.signing)


@pytest.fixture(scope="session")
def provider(postgres_server) -> Iterator[Provider]:
    url = postgres_server.new_database("identity", template=template_of(postgres_server, "identity"))
    settings = settings_of(url)
    database = Database(url, SystemClock())
    app = create_app(settings, database=database)
    key = RSAKey.generate_key(2048, auto_kid=True)
    with database.transaction() as session:
        register_partner(session, client_id=PARTNER, public_key=json.dumps(key.as_dict(private=False)), now=SystemClock().now())
        signing = next(iter(active_keys(session, secrets=settings.secrets, now=SystemClock().now())))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Provider(f"http://127.0.0.1:{server.server_port}", key, signing)
    server.shutdown()
    thread.join()
    server.server_close()
    database.dispose()


@dataclass(frozen=True)
class Guarded:
    """The broker; every user's password is its name backwards."""

    broker: KafkaBroker
    security: Security
    directory: Path

    def url(self, user: str, *, password: str | None = None, ca_file: Path | None = None) -> str:
        """Return a URL for `open_bus` that signs in by password."""
        file = self.directory / f"{user}-{len(password or '')}"
        file.write_text(password or (self.security.password if user == ADMIN else user[::-1]))
        return f"{self.broker.url}?user={user}&password_file={file}&ca_file={ca_file or self.security.ca_file}"

    def lets_in(self, user: str) -> bool:
        """Whether the password works; a new one reaches the brokers after a moment."""
        with closing(open_bus(self.url(user))) as bus:
            try:
                bus.ensure_topics({})
            except BusError:
                return False
        return True

    @property
    def url_for_tokens(self) -> str:
        """A URL for `open_bus` with tokens."""
        return f"{self.broker.url}?ca_file={self.security.ca_file}"


@pytest.fixture(scope="session")
def guarded(tmp_path_factory, provider) -> Iterator[Guarded]:
    directory = tmp_path_factory.mktemp("guarded")
    security = Security(directory=directory / "security", jwks_url=f"{provider.url}/oauth/jwks", issuer=ISSUER,
                        audience=AUDIENCE, session_seconds=3)
    with KafkaBroker(directory / "broker", security=security) as broker:
        cluster = Guarded(broker, security, directory)
        with closing(open_bus(cluster.url(ADMIN))) as bus:
            create(bus, (*TOPICS, partner_topic(PARTNER), partner_topic(OTHER_PARTNER)),
                   {service: service[::-1] for service in SERVICES})
        for service in SERVICES:
            wait_until(lambda user=service: cluster.lets_in(user), f"the password of {service} to hold")
        yield cluster


@pytest.fixture
def as_service(guarded) -> Iterator[Callable[[str], Any]]:
    """Return a function that opens the bus as a service."""
    opened = []

    def sign_in(service: str) -> Any:
        opened.append(open_bus(guarded.url(service)))
        return opened[-1]

    yield sign_in
    for bus in opened:
        bus.close()
