"""The January round: confirmed data is stored as published, and can be published again in a snapshot."""
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from services.absence import store
from services.absence.publishing import restate_campaigns
from services.absence.tests.conftest import HR, employee_data
from services.absence.usecases.employees.add_employee import add_employee
from services.absence.usecases.employees.set_wage import set_wage
from services.absence.usecases.employees.submit_january_data import submit_january_data
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.events.absence import DataCampaignSubmitted
from shared.kernel.clock import SystemClock


class TestSubmission:
    @pytest.fixture
    def submitted(self, absence, anna) -> DataCampaignSubmitted:
        """Submitted data of two employees, one with a raise in 2026."""
        absence.run(add_employee, actor=HR, command=employee_data("2", employed_until=date(2026, 2, 28)))
        absence.forget_published()
        absence.run(submit_january_data, actor=HR, year=2026, wages={anna: Decimal("40000.00")})
        return absence.published(DataCampaignSubmitted)[0]

    def test_tells_the_wages_of_everybody_with_their_history(self, submitted, anna):
        wages = {each.employee_id: [(w.valid_from.year, w.annual_wage) for w in each.wages] for each in submitted.employees}

        assert len(wages) == 2
        assert wages[anna] == [(2020, Decimal("38500.00")), (2026, Decimal("40000.00"))]

    def test_snapshot_has_the_confirmed_data_despite_later_changes(self, absence, submitted, anna):
        absence.run(set_wage, actor=HR, employee_id=anna, valid_from=date(2026, 1, 1), annual_wage=Decimal("99000.00"))

        snapshot = absence.query(restate_campaigns, policy_number="P-1")

        assert snapshot.submissions == (submitted,)

    def test_is_not_told_of_a_policy_that_confirmed_nothing(self, absence, submitted):
        assert absence.query(restate_campaigns, policy_number="P-2") is None


class TestMigration:
    CONFIRMED = """{"policy_number": "P-1", "employer_id": "employer-1", "year": 2026, "employees": [
        {"employee_id": "e-1", "employed_from": "2020-01-01", "employed_until": null, "wages": [
            {"valid_from": "2020-01-01", "annual_wage": "38500.05", "contract_hours": "36.50"},
            {"valid_from": "2026-01-01", "annual_wage": "40000.00", "contract_hours": "40"}]},
        {"employee_id": "e-2", "employed_from": "2021-05-01", "employed_until": "2026-02-28", "wages": []}]}"""

    def test_gives_the_json_of_before_typed_rows(self, new_database):
        url = new_database("absence_of_before")
        upgrade("absence", url, "0005")
        database = Database(url, SystemClock())
        with database.engine.begin() as connection:
            connection.execute(sa.text(
                "INSERT INTO campaign_submission VALUES ('P-1', 2026, 'employer-1', now(), 'a-1', CAST(:details AS jsonb)), "
                "('P-1', 2025, 'employer-1', now(), 'a-1', NULL)"), {"details": self.CONFIRMED})

        upgrade("absence", url)

        with database.reading() as session:
            assert [row.is_detailed for row in store.list_submissions(session, "P-1")] == [False, True]
            submissions = restate_campaigns(session, "P-1").submissions
        database.dispose()
        assert [(each.year, [len(employee.wages) for employee in each.employees]) for each in submissions] == [(2026, [2, 0])]
        assert submissions[0].employees[0].wages[0].annual_wage == Decimal("38500.05")
