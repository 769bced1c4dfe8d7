"""A service under test: its real application and use cases on a real PostgreSQL, with a fixed clock.

Every test has its own database, copied from a template that is migrated once per session.
"""
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import Engine, delete, select, update
from werkzeug.test import TestResponse

from shared.db.mechanism import job_progress, outbox, set_aside_item
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.db.stores import provide_store
from shared.events.base import Event
from shared.kernel.clock import Clock, FixedClock, noon
from shared.kernel.ids import new_id
from shared.kernel.scopes import SCOPES
from shared.kernel.services import NAMES, STORES, audience_of, role_of
from shared.messaging.envelope import Envelope, decode
from shared.messaging.subscribers import Subscribers
from shared.service.job_progress import list_through
from shared.service.jobs import Jobs
from shared.service.scheduler import Scheduler
from shared.service.settings import ServiceSettings
from shared.testing.postgres import TemporaryServer, as_role, libpq_url

ISSUER = "https://issuer.test/id"
AUDIENCES = [audience_of(name) for name in (*NAMES, "library")]
"""Those of identity's tokens for the portal, and of the application that tests of `shared.web` use."""
MONDAY = date(2026, 3, 2)

EMPLOYER = "employer-1"
OTHER_EMPLOYER = "employer-2"


class Issuer:
    """Signs access tokens as identity does."""

    def __init__(self) -> None:
        self._key = RSAKey.generate_key(2048, parameters={"kid": "test"}, auto_kid=False)

    def keys(self, *, fresh: bool = False) -> KeySet:
        """The public keys, see `KeySource.keys`."""
        return KeySet([self._key])

    def token(self, *, rights: tuple[str, ...] = (), roles: tuple[str, ...] = (), employer_id: str | None = EMPLOYER,
              account_id: str = "account-1", **claims: Any) -> str:
        """An access token; claims can be overridden to make it invalid."""
        now = int(time.time())
        body = {"iss": ISSUER, "aud": AUDIENCES, "sub": account_id, "iat": now, "exp": now + 300, "jti": new_id(),
                "rights": list(rights), "roles": list(roles), "kind": "STAFF" if roles else "COLLEAGUE"}
        if claims.get("kind") == "CLIENT":
            body["scope"] = " ".join(scope.name for scope in SCOPES)
        if employer_id is not None and not roles:
            body["employer_id"] = employer_id
        return jwt.encode({"alg": "RS256", "typ": "at+jwt", "kid": "test"}, body | claims, self._key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceParts:
    """The parts of a service under test, passed in because ``shared`` imports no service.

    :ivar create_app: takes the settings, ``database`` and ``keys``
    :ivar read_settings: settings from an environment; None for a service without options of its own
    """

    create_app: Callable[..., Flask]
    subscribers: Subscribers
    jobs: Jobs = field(default_factory=Jobs)
    read_settings: Callable[[Mapping[str, str]], ServiceSettings] | None = None

    @property
    def name(self) -> str:
        """The name of the service."""
        return self.subscribers.service


_ENGINES: dict[str, Engine] = {}


def database_at(url: str, clock: Clock) -> Database:
    """A database with the engine of an earlier test at the same URL, which has compiled most statements already."""
    database = Database(url, clock)
    database.engine = _ENGINES.setdefault(url, database.engine)
    return database


class Service:
    """One service with its database."""

    def __init__(self, parts: ServiceParts, url: str, issuer: Issuer, today: date,
                 environ: Mapping[str, str] | None = None) -> None:
        self.parts = parts
        self.name = parts.name
        self.clock = FixedClock(noon(today))
        self.database = database_at(url, self.clock)
        self.issuer = issuer
        read_settings = parts.read_settings or partial(ServiceSettings.from_env, service=parts.name)
        self.settings = read_settings({
            f"{parts.name.upper()}_DATABASE_URL": url, "ONTZORG_BUS_URL": url, "ONTZORG_ISSUER": ISSUER,
            "ONTZORG_JWKS_URL": "https://issuer.test/jwks", "ONTZORG_ENVIRONMENT": "test", **store_urls(parts.name, url),
            **(environ or {})})
        self._app: Any = None

    @property
    def app(self) -> Any:
        """The Flask application, created at first use."""
        if self._app is None:
            self._app = self.parts.create_app(self.settings, database=self.database, keys=self.issuer)
        return self._app

    def set_today(self, day: date) -> None:
        """Set the clock to noon in Amsterdam on a day."""
        self.clock.set(noon(day))

    def run(self, use_case: Callable[..., Any], **arguments: Any) -> Any:
        """Run a use case in its own transaction."""
        with self.database.transaction() as session:
            return use_case(session, **arguments)

    def query(self, query: Callable[..., Any], **arguments: Any) -> Any:
        """Run a query."""
        with self.database.reading() as session:
            return query(session, **arguments)

    def deliver(self, *events: Event) -> None:
        """Deliver events to the service's subscribers, each in its own transaction."""
        for event in events:
            function = self.parts.subscribers.find(event.TYPE)
            if function is None:
                raise AssertionError(f"{self.name} does not read {event.TYPE}")
            envelope = Envelope(new_id(), event.TYPE, event.topic(), event.key, datetime.now(UTC), "-", None, "-", "test")
            with self.database.transaction() as session:
                function(session, event, envelope)

    def run_jobs(self, through: date, *, may_set_aside: bool = False) -> None:
        """Move the clock day by day through `through` and run all due jobs; today's jobs run again.

        :param may_set_aside: whether an item may fail; otherwise that is an AssertionError
        """
        scheduler, day = Scheduler(self.database, self.parts.jobs), self.clock.today()
        self._forget_progress(day)
        while day <= through:
            self.set_today(day)
            scheduler.catch_up(day)
            day += timedelta(days=1)
        if not may_set_aside and (items := self.set_aside()):
            raise AssertionError(f"set aside: {[(one['job'], one['item'], one['reason']) for one in items]}")

    def _forget_progress(self, day: date) -> None:
        with self.database.transaction() as session:
            list_through(session, [job.name for job in self.parts.jobs], default=day)
            session.execute(update(job_progress).values(through=day - timedelta(days=1), running=None, after=None))

    def set_aside(self) -> list[dict[str, Any]]:
        """Items of jobs that are set aside, oldest first."""
        with self.database.reading() as session:
            return [dict(row._mapping) for row in session.execute(select(set_aside_item).order_by(set_aside_item.c.id))]

    def published(self, *classes: type[Event]) -> list[Any]:
        """Events in the outbox, in order; optionally only those of some classes."""
        with self.database.reading() as session:
            rows = session.execute(select(outbox).order_by(outbox.c.id)).all()
        events = [decode(r.topic, {k: v.encode() for k, v in r.headers.items()}, r.key, bytes(r.payload))[1] for r in rows]
        return [event for event in events if not classes or isinstance(event, classes)]

    def forget_published(self) -> None:
        """Empty the outbox."""
        with self.database.transaction() as session:
            session.execute(delete(outbox))

    def request(self, method: str, path: str, *, rights: tuple[str, ...] = (), roles: tuple[str, ...] = (),
                employer_id: str | None = EMPLOYER, headers: dict[str, str] | None = None, account_id: str = "account-1",
                kind: str | None = None, **options: Any) -> TestResponse:
        """A request with a token of the given rights or roles; without a kind, a colleague's or staff's."""
        claims = {} if kind is None else {"kind": kind}
        token = self.issuer.token(rights=rights, roles=roles, employer_id=employer_id, account_id=account_id, **claims)
        client: FlaskClient = self.app.test_client()
        return client.open(path, method=method, headers={"Authorization": f"Bearer {token}"} | (headers or {}), **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        """GET with a token."""
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        """POST of JSON with a token."""
        return self.request("POST", path, json=body, **options)


def store_urls(service: str, url: str) -> dict[str, str]:
    """The settings of the further stores in a service's database, each with its own role."""
    return {f"{name.upper()}_{store.upper()}_DATABASE_URL": as_role(url, role_of(name, store))
            for name, store in STORES if name == service}


def service_fixture(name: str, parts_of: Callable[[str], ServiceParts], environ: Mapping[str, str] | None = None) -> Any:
    """A fixture with a service on an empty, migrated database, on the Monday.

    :param parts_of: the parts of a service by its name, asked when a test needs them
    """

    @pytest.fixture(name=name)
    def service(postgres_server: TemporaryServer, token_issuer: Issuer) -> Iterator[Service]:
        with postgres_server.passing_database(name, template=template_of(postgres_server, name)) as url:
            under_test = Service(parts_of(name), url, token_issuer, MONDAY, environ)
            yield under_test
            under_test.database.dispose()

    return service


def template_of(server: TemporaryServer, name: str) -> str:
    """Name of the service's template database on this server, created and migrated at first use."""
    return server.template(name, partial(_migrate, name))


def _migrate(name: str, url: str) -> None:
    upgrade(name, url)
    for service, store in STORES:
        if service == name:
            with psycopg.connect(libpq_url(url)) as connection:
                provide_store(connection, service, store)
            upgrade(service, as_role(url, role_of(service, store)), store=store)


@pytest.fixture(scope="session")
def token_issuer() -> Issuer:
    """Signs tokens for all tests of the session."""
    return Issuer()
