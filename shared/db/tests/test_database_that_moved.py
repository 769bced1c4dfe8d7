"""After a switch-over the pool still holds connections to what is a standby now; nobody may stay on them."""
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
    opened = Database(new_database("moved"), SystemClock(), asks_first=request.param)
    yield opened
    opened.dispose()


def write(database: Database) -> None:
    with database.transaction() as session:
        session.execute(WRITE)


def become(database: Database, *, standby: bool) -> None:
    """As what new connections meet."""
    with closing(connect(database.url, name="operator")) as operator:
        name = operator.info.dbname
        operator.execute("SET default_transaction_read_only = off")
        operator.commit()
        operator.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {'on' if standby else 'off'}")
        operator.commit()


class TestDatabaseThatMoved:
    def test_is_found_again_by_the_next_try(self, database):
        become(database, standby=True)
        with pytest.raises(DBAPIError) as refused:
            write(database)
        become(database, standby=False)

        write(database)

        assert failure_of(refused.value) is Failure.INFRASTRUCTURE

    def test_keeps_no_connection_that_another_thread_left_there(self, database):
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
