"""All services in one process on real databases and a real log, with a bus that loses chosen events."""
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from shared.bus.catalogue import MAIL
from shared.bus.factory import open_bus
from shared.bus.port import Bus, Message, Subscription
from shared.events.base import topic_of
from shared.events.repair import REPAIR_TOPIC
from shared.kernel.services import NAMES
from shared.messaging.consumer import Consumer
from shared.messaging.relay import Relay
from shared.messaging.subscribers import Subscribers
from shared.testing.postgres import TemporaryServer, libpq_url
from shared.testing.service import Issuer, Service
from tests.support.services import SECRETS, parts_of

SERVICES = NAMES
TOPICS = (*(topic_of(name) for name in SERVICES), REPAIR_TOPIC, MAIL)
PARTITIONS = dict.fromkeys(TOPICS, 2)
NOISE = {"inbox", "outbox", "outbox_slot", "event_sequence", "feed_position", "job_progress", "alembic_version",
         "list_reading", "parked_event", "parked_resolution", "idempotency_key", "set_aside_item", "set_aside_resolution",
         "mechanism_version", "revoked_access"}
"""Tables of the mechanism, which record delivery and not facts."""
SETTLE_SECONDS = 60.0
ON_EACH_BUS = pytest.mark.parametrize("platform", ["postgresql", pytest.param("kafka", marks=pytest.mark.kafka)], indirect=True)
"""Runs a test on the embedded bus and on a real broker."""


def subscribers_of(name: str) -> Subscribers:
    """Return the subscribers of a service."""
    return parts_of(name).subscribers


def template_of_bus(server: TemporaryServer) -> str:
    """Name of the template database of an embedded bus with all topics."""

    def prepare(url: str) -> None:
        with closing(open_bus(url)) as bus:
            bus.ensure_topics(PARTITIONS)

    return server.template("repair_bus", prepare)


class LossyBus:
    """A real bus that acknowledges chosen messages without storing them."""

    def __init__(self, real: Bus) -> None:
        self.real = real
        self.loses: Callable[[Message], bool] = lambda message: False
        self.lost: list[Message] = []
        self.seen: list[Message] = []

    def publish(self, messages: Sequence[Message], timeout: float = 10.0) -> None:
        kept = []
        for message in messages:
            self.seen.append(message)
            (self.lost if self.loses(message) else kept).append(message)
        self.real.publish(kept, timeout)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


class Platform:
    """The services, each with its relay and consumer, run step by step."""

    def __init__(self, bus_url: str, urls: dict[str, str], issuer: Issuer, today: date) -> None:
        self.bus = LossyBus(open_bus(bus_url))
        self.bus.real.ensure_topics(PARTITIONS)
        self.bus_url = bus_url
        self._is_remote = bus_url.startswith("kafka://")
        self._issuer = issuer
        self.services = {name: Service(parts_of(name), urls[name], issuer, today, SECRETS) for name in SERVICES}
        self._relays = {name: Relay(service.database, self.bus) for name, service in self.services.items()}
        self._readers = {name: self._reader_of(name) for name in self.services}

    def _reader_of(self, name: str) -> tuple[Consumer, Subscription]:
        subscribers = subscribers_of(name)
        return (Consumer(self[name].database, self.bus, subscribers), self.bus.real.subscribe(name, subscribers.topics))

    def __getitem__(self, name: str) -> Service:
        return self.services[name]

    def set_today(self, day: date) -> None:
        """Set the clock of all services to noon of a day."""
        for service in self.services.values():
            service.set_today(day)

    def settle(self) -> None:
        """Relay and read until nothing happens; on a broker an empty poll does not mean that nothing is pending."""
        quiet, deadline = 0, time.monotonic() + SETTLE_SECONDS
        while quiet < 2 or (self._is_remote and self._unread()):
            assert time.monotonic() < deadline, f"waited {SETTLE_SECONDS} s for the platform to settle"
            moved = sum(relay.drain() for relay in self._relays.values())
            for consumer, subscription in self._readers.values():
                moved += consumer.handle_next(subscription, 0.02 if self._is_remote else 0)
            quiet = 0 if moved else quiet + 1

    def _unread(self) -> int:
        return sum(end - position for name in self._readers
                   for position, end in self.bus.real.lag(name, subscribers_of(name).topics).values())

    def relay(self) -> None:
        """Publish the outboxes without reading."""
        for relay in self._relays.values():
            relay.drain()

    def restore(self, name: str, url: str) -> None:
        """Continue with another database of a service, in an earlier state."""
        _, subscription = self._readers[name]
        subscription.close()
        self[name].database.dispose()
        self.services[name] = Service(parts_of(name), url, self._issuer, self[name].clock.today(), SECRETS)
        self._relays[name] = Relay(self[name].database, self.bus)
        self._readers[name] = self._reader_of(name)

    def forget_log(self, topic: str, key: str, sequence: int) -> None:
        """Delete one event from the log, as retention does."""
        with psycopg.connect(libpq_url(self.bus_url)) as connection:
            connection.execute(
                "DELETE FROM bus.record WHERE key = %s AND header_values[array_position(header_names, 'ce_sequence')] = %s"
                " AND partition_id IN (SELECT id FROM bus.partition WHERE topic = %s)",
                (key.encode(), str(sequence).encode(), topic))

    def rows(self, service: str, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """Return the sorted rows of tables of a service: the given ones, or all but the mechanism's."""
        with self[service].database.reading() as session:
            known = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
            wanted = tables or sorted(set(known) - NOISE)
            return {table: sorted((tuple(row) for row in session.execute(text(f'SELECT * FROM "{table}"'))), key=repr)
                    for table in wanted}

    def ask(self, service: str, query: str) -> list[Any]:
        """Run a query on a service's database and return its rows."""
        with self[service].database.reading() as session:
            return list(session.execute(text(query)))

    def count(self, service: str, table: str) -> int:
        """Return the number of rows of a table."""
        with self[service].database.reading() as session:
            return session.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0

    def close(self) -> None:
        """Close databases and log."""
        for _, subscription in self._readers.values():
            subscription.close()
        self.bus.real.close()
        for service in self.services.values():
            service.database.dispose()
