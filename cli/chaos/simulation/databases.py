"""One PostgreSQL server for many runs: a migrated database per service, emptied before each run."""
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import create_engine, event
from sqlalchemy.sql.elements import RollbackToSavepointClause

from shared.db.migrations import upgrade
from shared.db.session import Database, Session
from shared.kernel.clock import FixedClock
from shared.kernel.services import NAMES
from shared.testing.temporary_server import TemporaryServer, libpq_url, temporary_server

SERVICES = NAMES
KEPT = ("alembic_version", "mechanism_version", "outbox_slot")
STATEMENT = "statement"
"""The name under which a watcher is called before every statement."""

_OWN_TABLES = """
CREATE TABLE simulated_effect (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id text NOT NULL, topic text NOT NULL, key text NOT NULL,
    sequence bigint NOT NULL);
CREATE TABLE simulated_job (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, job text NOT NULL, item text, business_date date NOT NULL);
"""
"""Tables in which the simulation records each effect and each job in its transaction, to detect repeats."""

_WRITTEN = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0 ORDER BY 1"""

_BEGIN_ANEW = """
SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL"""

_SETTINGS = ("lock_timeout = '5ms'", "synchronous_commit = 'off'", "jit = 'off'", "plan_cache_mode = 'force_custom_plan'")
"""One thread runs all workers, so the holder of a lock is suspended and a waiter must give up soon.

Nor may a plan, and with it the order of rows that nobody asked to be ordered, depend on what ran before.
"""


class WatchedDatabase(Database):
    """A database whose transactions can be interrupted before each statement, and before and after their commit.

    :ivar may_have_news: whether anything was committed since a relay last found the outbox empty
    """

    def __init__(self, url: str, clock: FixedClock, *, application: str) -> None:
        super().__init__(url, clock, application=application)
        self.engine = create_engine(url, pool_size=8, hide_parameters=True)  # no pre-ping: the server does not restart
        self.may_have_news = True
        self.watch: Callable[[str], None] = lambda _step: None
        event.listen(self.engine, "before_execute", self._before_execute)

    def _before_execute(self, _connection: object, statement: object, *_: object) -> None:
        if not isinstance(statement, RollbackToSavepointClause):  # issued while a kill unwinds
            self.watch(STATEMENT)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a transaction and call the watcher before and after its commit."""
        with super().transaction() as session:
            yield session
            self.watch("before commit")
        self.may_have_news = True
        self.watch("committed")


class Databases:
    """The server and the databases of the services.

    :ivar clock: the virtual time of all of them
    """

    def __init__(self, server: TemporaryServer, clock: FixedClock) -> None:
        self.clock = clock
        self._of: dict[str, WatchedDatabase] = {}
        with psycopg.connect(libpq_url(server.url), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET autovacuum = off")  # it follows the machine's clock
            connection.execute("SELECT pg_reload_conf()")
        for service in SERVICES:
            url = server.new_database(f"simulated_{service}")
            upgrade(service, url)
            _prepare(url)
            self._of[service] = WatchedDatabase(url, clock, application="simulation")

    def __getitem__(self, service: str) -> WatchedDatabase:
        return self._of[service]

    def empty(self) -> None:
        """Restore the state after migration, with reset sequences, so that a run can be repeated."""
        for database in self._of.values():
            database.watch = lambda _step: None
            with psycopg.connect(libpq_url(database.url), autocommit=True) as connection:
                written = [name for (name,) in connection.execute(_WRITTEN) if name not in KEPT]
                if written:
                    names = sql.SQL(", ").join(map(sql.Identifier, written))
                    connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
                connection.execute(_BEGIN_ANEW)

    def dispose(self) -> None:
        """Close all connections."""
        for database in self._of.values():
            database.dispose()


def _prepare(url: str) -> None:
    name = url.split("?")[0].rsplit("/", 1)[1]
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        connection.execute(_OWN_TABLES)
        for setting in _SETTINGS:
            connection.execute(sql.SQL("ALTER DATABASE {} SET ").format(sql.Identifier(name)) + sql.SQL(setting))


@contextmanager
def simulated_databases(clock: FixedClock) -> Iterator[Databases]:
    """Start a server with the databases of all services, for the block."""
    with temporary_server() as server:
        databases = Databases(server, clock)
        try:
            yield databases
        finally:
            databases.dispose()
