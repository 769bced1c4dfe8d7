"""The database layer: exact euros, aware instants, and errors without personal data."""
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from shared.db.session import Database
from shared.db.types import Euros, Utc
from shared.kernel.clock import FixedClock, noon


class TestDatabase:
    def test_leaves_parameter_values_out_of_errors(self, new_database):
        database = Database(new_database("quiet"), FixedClock(noon(date(2026, 3, 2))))

        with pytest.raises(ProgrammingError) as caught, database.reading() as session:
            session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "Anna de Vries"})

        database.dispose()
        assert "Anna" not in str(caught.value)


class TestEuros:
    def test_are_stored_as_whole_cents_and_read_back_as_euros(self):
        cents = Euros().process_bind_param(Decimal("1920.05"), None)

        assert cents == 192005
        assert Euros().process_result_value(cents, None) == Decimal("1920.05")

    def test_refuse_a_float_and_a_fraction_of_a_cent(self):
        with pytest.raises(TypeError, match="Decimal"):
            Euros().process_bind_param(1.5, None)
        with pytest.raises(ValueError, match="fraction"):
            Euros().process_bind_param(Decimal("0.005"), None)


class TestUtc:
    def test_refuses_an_instant_without_a_zone(self):
        with pytest.raises(TypeError, match="time zone"):
            Utc().process_bind_param(datetime(2026, 3, 2), None)  # noqa: DTZ001

    def test_accepts_an_aware_instant(self):
        assert Utc().process_bind_param(datetime(2026, 3, 2, tzinfo=UTC), None) == datetime(2026, 3, 2, tzinfo=UTC)
