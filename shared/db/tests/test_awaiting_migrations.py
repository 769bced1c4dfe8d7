"""A process waits until another has migrated the database to a schema that it knows."""
import threading

import pytest
import sqlalchemy as sa

from shared.db.migrations import await_newest, upgrade

SERVICE = "claims"


@pytest.fixture
def url(new_database) -> str:
    """An empty database."""
    return str(new_database(SERVICE))


def set_version(url: str, version: str) -> None:
    """Set the version in the database to another one."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


class TestAwaitingTheNewestMigration:
    def test_gives_up_on_an_empty_database(self, url):
        assert not await_newest(SERVICE, url, patience_seconds=0)

    def test_goes_on_once_another_process_has_migrated(self, url):
        other = threading.Thread(target=upgrade, args=(SERVICE, url))
        other.start()

        found = await_newest(SERVICE, url, patience_seconds=30)
        other.join()

        assert found

    def test_gives_up_on_a_schema_that_is_older_than_the_code(self, url):
        upgrade(SERVICE, url)
        set_version(url, "0004")

        assert not await_newest(SERVICE, url, patience_seconds=0)

    def test_takes_a_schema_that_is_newer_because_the_code_was_rolled_back(self, url):
        upgrade(SERVICE, url)
        set_version(url, "9999")

        assert await_newest(SERVICE, url, patience_seconds=0)
