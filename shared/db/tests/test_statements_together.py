"""Statements in one round trip behave like statements sent one by one: order, rows, errors and commit."""
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Numeric, String, bindparam, event, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.db.prepared import Bound, Prepared
from shared.db.session import Database
from shared.db.types import TYPES, new_metadata
from shared.kernel.clock import FixedClock, noon

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Payment(Base):
    __tablename__ = "payment"
    number: Mapped[int] = mapped_column(primary_key=True)
    payee: Mapped[str | None] = mapped_column(String(10))
    amount: Mapped[Decimal]
    share: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    details: Mapped[dict[str, Any]]
    paid_at: Mapped[datetime]


VALUES = {"payee": "Anna", "amount": Decimal("1920.05"), "share": Decimal("33.33"), "details": {"a": [1]}, "paid_at": NOW}
ADD = Prepared(insert(Payment).values({name: bindparam(name) for name in ("number", *VALUES)}))
ALL = Prepared(select(Payment.number, Payment.amount, Payment.share, Payment.details, Payment.paid_at).where(
    Payment.amount > bindparam("above"), Payment.payee != "Nobody").order_by(Payment.number))
COUNT = Prepared(select(func.count().label("payments")).select_from(Payment))
RENAME = Prepared(update(Payment).where(Payment.number == bindparam("which")).values(payee=bindparam("payee")))


@pytest.fixture
def database(new_database) -> Iterator[Database]:
    opened = Database(new_database("together"), FixedClock(noon(date(2026, 3, 2))))
    with opened.engine.begin() as connection:
        Base.metadata.create_all(connection)
    yield opened
    opened.dispose()


def add(number: int) -> Bound:
    """A payment of that number."""
    return ADD(number=number, **VALUES)


def numbers(database: Database) -> list[int]:
    """What is committed."""
    with database.reading() as session:
        return list(session.scalars(select(Payment.number).order_by(Payment.number)))


class TestTogether:
    def test_gives_the_rows_of_each_with_the_types_of_their_columns(self, database):
        with database.transaction() as session:
            _, found, counted = session.together(add(1), ALL(above=Decimal("1920.04")), COUNT())

        row = found[0]
        assert (row.number, row.amount, row.share, row.details, row.paid_at.astimezone(UTC)) == (
            1, Decimal("1920.05"), Decimal("33.33"), {"a": [1]}, NOW)
        assert counted[0].payments == 1

    def test_is_rolled_back_with_the_transaction(self, database):
        with database.reading() as session:
            session.together(add(1))

        assert numbers(database) == []

    def test_raises_what_one_statement_would_raise(self, database):
        with pytest.raises(IntegrityError, match="pk_payment"), database.transaction() as session:
            session.together(add(1), add(1), add(2))

        assert numbers(database) == []

    def test_discards_a_broken_connection(self, database):
        with pytest.raises(OperationalError) as broken, database.transaction() as session:
            session.together(Bound("SELECT pg_terminate_backend(pg_backend_pid())"), COUNT())

        with database.transaction() as session:
            session.together(add(1))
        assert broken.value.connection_invalidated
        assert numbers(database) == [1]


class TestLater:
    def test_runs_before_the_commit_in_order(self, database):
        with database.transaction() as session:
            session.later(add(1))
            session.later(RENAME(which=1, payee="Bram"))

        with database.reading() as session:
            assert session.scalars(select(Payment.payee)).all() == ["Bram"]

    def test_ends_the_transaction_in_the_same_round_trip(self, database):
        seen: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))

        with database.transaction() as session:
            raw = session.connection().connection.driver_connection
            session.later(add(1))
            session.commit()
            assert raw.info.transaction_status.name == "IDLE"

        assert (numbers(database), len(seen)) == ([1], 1)  # the one of the count itself

    def test_runs_before_any_other_statement_of_the_session(self, database):
        with database.transaction() as session:
            session.later(add(1))
            assert session.get(Payment, 1) is not None
            session.later(add(2))
            assert session.connection().exec_driver_sql("SELECT count(*) FROM payment").scalar() == 2
            session.later(RENAME(which=3, payee="Bram"))
            session.add(Payment(number=3, **VALUES))
            session.flush()

        with database.reading() as session:
            assert session.scalars(select(Payment.payee).order_by(Payment.number)).all() == ["Anna"] * 3

    def test_before_a_savepoint_survives_a_rollback_to_it(self, database):
        with database.transaction() as session:
            session.later(add(1))
            savepoint = session.begin_nested()
            session.later(add(2))
            savepoint.rollback()

        assert numbers(database) == [1]

    def test_that_fails_fails_the_commit(self, database):
        with database.reading() as session:
            session.later(add(1))
            session.later(add(1))
            with pytest.raises(IntegrityError):
                session.commit()

        assert numbers(database) == []

    def test_passes_its_rows_to_a_check_that_can_refuse(self, database):
        def refuse(rows: list[object]) -> None:
            raise LookupError(len(rows))

        with database.reading() as session:
            session.later(add(1))
            session.later(COUNT(), check=refuse)
            with pytest.raises(LookupError, match="1"):
                session.commit()

        assert numbers(database) == []

    def test_is_discarded_when_the_transaction_is_rolled_back(self, database):
        with database.reading() as session:
            session.later(add(1))
            session.rollback()
            session.later(add(2))
            session.commit()

        assert numbers(database) == [2]


class TestIdleConnection:
    def test_that_broke_is_replaced_before_use(self, new_database, monkeypatch):
        monkeypatch.setattr("shared.db.session.QUIET_SECONDS", 0.0)
        database, operator = (Database(new_database("idle"), FixedClock(noon(date(2026, 3, 2)))) for _ in range(2))
        with database.engine.connect() as idle:
            process = idle.scalar(text("SELECT pg_backend_pid()"))
        with operator.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})

        with database.transaction() as session:
            assert session.together(Bound("SELECT 1")) == [[(1,)]]

        database.dispose()
        operator.dispose()
