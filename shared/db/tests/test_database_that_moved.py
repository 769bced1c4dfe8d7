"""After a failover the pool still holds connections to the former primary, now a standby; it must drop them."""
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.bus.embedded.connection import connect
from shared.db.session import Database
from shared.kernel.clock import SystemClock
from shared.messaging.failures import Failure, failure_of

WRITE = text("CREATE TABLE IF NOT EXISTS written (id integer)")


@pytest.fixture(params=[True, False], ids=["asks first", "asks not"])
def database(request, new_database) -> Iterator[Database]:
    opened = Database(new_database("moved"), SystemClock(), tests_idle=request.param)
    yield opened
    opened.dispose()


def write(database: Database) -> None:
    with database.transaction() as session:
        session.execute(WRITE)


def become(database: Database, *, standby: bool) -> None:
    """Set the role that new connections find."""
    with closing(connect(database.url, name="operator")) as operator:
        name = operator.info.dbname
        operator.execute("SET default_transaction_read_only = off")
        operator.commit()
        operator.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {'on' if standby else 'off'}")
        operator.commit()


class TestPoolAfterAFailover:
    def test_reaches_the_new_primary_at_the_next_attempt(self, database):
        become(database, standby=True)
        with pytest.raises(DBAPIError) as refused:
            write(database)
        become(database, standby=False)

        write(database)

        assert failure_of(refused.value) is Failure.INFRASTRUCTURE

    def test_drops_connections_that_another_thread_returned(self, database):
        with database.engine.connect(), database.engine.connect():
            pass  # two in the pool
        become(database, standby=True)
        for connection in [database.engine.connect() for _ in range(2)]:
            connection.exec_driver_sql("SET default_transaction_read_only = on")
            connection.commit()
            connection.close()
        become(database, standby=False)

        with pytest.raises(DBAPIError):
            write(database)

        write(database)
        write(database)
