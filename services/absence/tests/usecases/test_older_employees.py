"""Employees from before the keys of numbers and names existed are found and distinguished like others."""
from datetime import date

import pytest
import sqlalchemy as sa

from services.absence.tests.conftest import HR
from services.absence.usecases.employees.add_employee import find_by_number
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.kernel.clock import FixedClock, noon

BEFORE = "0004"
"""The last migration without keys."""


@pytest.fixture
def older(new_database):
    url = new_database("absence_older")
    upgrade("absence", url, BEFORE)
    database = Database(url, FixedClock(noon(date(2026, 3, 2))))
    with database.engine.begin() as connection:
        for key, number in (("e-1", "0031"), ("e-2", "31"), ("e-3", "007")):
            connection.execute(sa.text(
                "INSERT INTO employee (employee_id, employer_id, policy_number, employee_number, version, first_name, last_name,"
                " birth_date, employed_from) VALUES (:key, :employer, 'P-1', :number, 1, 'Łukasz', '’t Hart', '1988-05-04',"
                " '2020-01-01')"), {"key": key, "employer": HR.employer_id, "number": number})
    upgrade("absence", url)
    yield database
    database.dispose()


class TestOlderEmployees:
    @pytest.mark.parametrize(("number", "found"), [("0031", "e-1"), ("31", "e-2"), ("00031", "e-1"), ("7", "e-3"), ("310", None)])
    def test_are_found_by_their_number_as_written_or_without_noughts(self, older, number, found):
        with older.reading() as session:
            employee = find_by_number(session, HR, number)

        assert (employee and employee.employee_id) == found

    def test_are_searched_and_sorted_by_their_folded_name(self, older):
        with older.reading() as session:
            rows = session.execute(sa.text("SELECT search_text, sort_name FROM employee ORDER BY employee_id")).all()

        assert rows == [(f"lukasz 't hart, lukasz {number}", "hart  lukasz") for number in ("0031", "31", "007")]
