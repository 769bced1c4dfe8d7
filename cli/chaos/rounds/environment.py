"""The platform of a round: databases, a bus and the workers of the services with cases, without a gateway."""
import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql

from cli.platform.migrate import migrate_all
from cli.platform.postgres.server import EmbeddedPostgres
from cli.platform.processes import Child, ProcessPlan, start
from cli.run.kafka import KafkaBroker
from cli.run.service_parts import jobs_of, settings_of
from shared.bus.catalogue import PARTITIONS, TOPICS, partitions
from shared.bus.factory import open_bus
from shared.bus.port import Bus
from shared.kernel import services
from shared.kernel.clock import PlatformClock, noon
from shared.messaging.steps import Watch
from shared.service.worker import run_worker

SERVICES = tuple(service.name for service in services.SERVICES if service.holds_cases)
PARTITIONS_AGE_SECONDS = 1.0
MEMBERS = {service: 2 if service in ("casework", "claims") else 1 for service in SERVICES}
"""Workers per service; two where most work is, so that relays, schedulers and group members compete."""


class Environment:
    """The databases, bus, clock and log files of one play of a story.

    :param name: prefix of its databases, which share a server with those of other environments
    :param broker: Apache Kafka; None for the embedded log
    """

    def __init__(self, directory: Path, name: str, postgres: EmbeddedPostgres, broker: KafkaBroker | None = None) -> None:
        self._name = name
        self._postgres = postgres
        self.broker = broker
        self.directory = directory
        self.clock = PlatformClock(directory / f"{name}-clock.json")
        self.database_urls = {service: postgres.url(f"{name}_{service}") for service in SERVICES}
        self.bus_url = broker.url if broker else postgres.url(f"{name}_bus")
        self.environ = {
            "ONTZORG_BUS_URL": self.bus_url, "ONTZORG_ISSUER": "https://issuer.test/id",
            "ONTZORG_JWKS_URL": "https://issuer.test/jwks", "ONTZORG_ENVIRONMENT": "test", "ONTZORG_LOG_LEVEL": "WARNING",
            "ONTZORG_CLOCK_FILE": str(directory / f"{name}-clock.json"),
            **{f"{service.upper()}_DATABASE_URL": url for service, url in self.database_urls.items()}}

    def prepare(self, first_day: date) -> None:
        """Create databases, topics and clock, in a child process so that this one has no connections or threads to fork."""
        self._postgres.create_databases([f"{self._name}_{service}" for service in (*SERVICES, "bus")])
        self.clock.set(noon(first_day))
        child = self.start_process("prepare", self._migrate)
        _, status = os.waitpid(child.pid, 0)
        if status:
            raise RuntimeError(f"the databases could not be prepared, see {self.log_of('prepare')}")

    def _migrate(self) -> None:
        migrate_all(self.database_urls, {})
        bus = self.open_bus()
        bus.ensure_topics(partitions())
        bus.close()

    def open_bus(self) -> Bus:
        """Open the bus, with a shorter cache of partition numbers than in production."""
        if self.broker is None:
            return open_bus(self.bus_url)
        from shared.bus.kafka.adapter import KafkaBus
        return KafkaBus(self.broker.bootstrap, partitions_age_seconds=PARTITIONS_AGE_SECONDS)

    def raise_partitions(self) -> None:
        """Raise the partitions of the topic with most readers by half."""
        topic = max(TOPICS, key=lambda one: len(set(SERVICES).intersection(one.readers)))
        bus = self.open_bus()
        bus.raise_partitions(topic.name, PARTITIONS * 3 // 2, [name for name in topic.readers if name in SERVICES])
        bus.close()

    def log_of(self, process: str) -> Path:
        """Return the log file of a process."""
        return self.directory / f"{self._name}-{process}.log"

    def start_worker(self, service: str, member: int, watch: Watch, wrap: Callable[[Bus], Bus]) -> Child:
        """Fork a worker.

        :param wrap: wraps the bus of the worker to inject faults
        """
        environ = self.environ | {"ONTZORG_MEMBER": str(member)}

        def main() -> None:
            subscribers = importlib.import_module(f"services.{service}.subscribers").subscribers
            run_worker(settings_of(service, environ), subscribers, jobs_of(service), watch=watch,
                       bus_of=lambda _: wrap(self.open_bus()))

        name = f"{service}-{member}"
        return start(ProcessPlan(name, "worker", main, self.log_of(name)))

    def start_process(self, name: str, main: Callable[[], None]) -> Child:
        """Fork another process of the round."""
        return start(ProcessPlan(name, "task", main, self.log_of(name)))

    @contextmanager
    def bus_outage(self) -> Iterator[None]:
        """Make the bus unavailable within the block."""
        if self.broker:
            self.broker.kill()
            yield
            self.broker.start()
            return
        self._let_in(is_allowed=False)
        yield
        self._let_in(is_allowed=True)

    def _let_in(self, *, is_allowed: bool) -> None:
        name = f"{self._name}_bus"
        with psycopg.connect(self._postgres.url("postgres").replace("+psycopg", "", 1), autocommit=True) as connection:
            connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(
                sql.Identifier(name), sql.Literal(is_allowed)))
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))

    def restart_postgres(self) -> None:
        """Restart the server on the same data, which ends all connections."""
        self._postgres.stop()
        self._postgres.start()

