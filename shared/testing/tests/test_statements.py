"""The counter of statements counts all of them, and names those over the limit."""
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import text

from shared.db.session import Database
from shared.kernel.clock import FixedClock, noon
from shared.testing.statements import Statements, assert_same_number, count_statements


@pytest.fixture
def database(new_database: Callable[[str], str]) -> Iterator[Database]:
    opened = Database(new_database("statements"), FixedClock(noon(date(2026, 3, 2))))
    yield opened
    opened.dispose()


class TestCountStatements:
    def test_counts_what_the_block_sends_and_nothing_after_it(self, database: Database) -> None:
        with database.reading() as session:
            session.execute(text("SELECT 0"))
            with count_statements(database) as statements:
                session.execute(text("SELECT 1"))
                session.execute(text("SELECT 2"))
            session.execute(text("SELECT 3"))

        assert statements == ["SELECT 1", "SELECT 2"]


class TestAssertSameNumber:
    def test_names_the_statements_that_were_added(self) -> None:
        with pytest.raises(AssertionError, match=r"1 statements became 3.*SELECT wage.*SELECT wage"):
            assert_same_number(Statements(["SELECT employee"]),
                               Statements(["SELECT employee", "SELECT wage", "SELECT wage"]))

    def test_accepts_other_statements_of_the_same_number(self) -> None:
        assert_same_number(Statements(["SELECT employee"]), Statements(["SELECT account"]))
