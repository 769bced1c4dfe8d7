"""All versions of the mechanism applied in order give the tables that the code uses."""
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from shared.db.mechanism import metadata
from shared.db.mechanism_versions import NEWEST, find_version, update_mechanism
from shared.db.tests.former_history import BACK_TO_VERSION_4


@pytest.fixture
def connection(new_database) -> Iterator[sa.Connection]:
    """A transaction on an empty database."""
    engine = sa.create_engine(new_database("mechanism"))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def differences(connection: sa.Connection) -> list[object]:
    """Differences between the database and the present tables."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


class TestVersions:
    def test_give_the_present_tables(self, connection):
        update_mechanism(connection)

        assert differences(connection) == []
        assert find_version(connection) == NEWEST

    def test_are_added_to_a_database_of_before_the_numbers_and_keep_its_rows(self, connection):
        update_mechanism(connection)
        connection.execute(sa.text(BACK_TO_VERSION_4))
        connection.execute(sa.text("INSERT INTO job_progress (job, through) VALUES ('pay-run', '2026-03-02')"))

        update_mechanism(connection)

        assert differences(connection) == []
        assert find_version(connection) == NEWEST
        assert connection.execute(sa.text("SELECT job, running FROM job_progress")).all() == [("pay-run", None)]

    def test_leave_a_database_alone_that_is_ahead_because_the_code_was_rolled_back(self, connection):
        update_mechanism(connection)
        connection.execute(sa.text("UPDATE mechanism_version SET version = :ahead"), {"ahead": NEWEST + 1})

        update_mechanism(connection)

        assert find_version(connection) == NEWEST + 1
