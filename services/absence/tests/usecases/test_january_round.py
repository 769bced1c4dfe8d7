"""The January round: confirmed data is stored as published, and can be published again in a snapshot."""
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from services.absence import store
from services.absence.publishing import restate_campaigns
from services.absence.settings import Settings
from services.absence.tests.conftest import HR, employee_data, policy
from services.absence.usecases.campaigns.submit_january_data import submit_january_data
from services.absence.usecases.employees.add_employee import add_employee
from services.absence.usecases.employees.set_wage import set_wage
from shared.db.migrations import upgrade
from shared.db.session import Database
from shared.events.absence import DataCampaignOpened, DataCampaignSubmitted
from shared.kernel.clock import SystemClock
from shared.service.settings import SettingsError

WAGES = ("EMPLOYEE_DATA",)


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


class TestDataThatSettleNothing:
    @pytest.mark.parametrize(("year", "changes"), [
        (2026, {"valid_from": date(2027, 1, 1)}), (2026, {"valid_until": date(2024, 12, 31)}), (2025, {}), (2027, {}),
        (1999, {})],
        ids=["before cover", "after cover", "no round opened", "not begun", "unknown year"])
    def test_are_refused(self, absence, anna, year, changes):
        absence.deliver(policy("P-7", "employer-7", **changes))

        answer = absence.post(f"/v1/data-campaigns/{year}/submissions", {"wages": {}}, rights=WAGES, employer_id="employer-7")

        assert (answer.status_code, answer.json["code"]) == (422, "campaign.not_open")
        assert absence.published(DataCampaignSubmitted) == []


class TestOpening:
    @pytest.mark.requirement("R-017")
    def test_is_on_the_first_of_january_for_every_policy_that_had_cover(self, absence, anna):
        absence.set_today(date(2026, 12, 30))
        absence.deliver(policy("P-3", "employer-3", valid_until=date(2026, 6, 30)),
                        policy("P-4", "employer-4", valid_until=date(2025, 12, 31)),
                        policy("P-5", "employer-5", valid_from=date(2027, 2, 1)),
                        policy("P-6", "employer-6", valid_from=date(2027, 2, 1), version=2))

        absence.run_jobs(date(2026, 12, 31))
        early = absence.published(DataCampaignOpened)
        absence.run_jobs(date(2027, 1, 2))

        opened = absence.published(DataCampaignOpened)
        assert early == []
        assert [(one.policy_number, one.year, one.deadline) for one in opened] == [
            (number, 2027, date(2027, 1, 31)) for number in ("P-1", "P-2", "P-3", "P-6")]

    def test_asks_until_the_deadline_of_the_settings_and_shows_joiners_until_then(self, absence, anna, monkeypatch):
        absence.set_today(date(2026, 12, 31))
        absence.run(add_employee, actor=HR, command=employee_data("2", first_name="Bram", employed_from=date(2027, 2, 15)))
        absence.run(add_employee, actor=HR, command=employee_data("3", first_name="Cas", employed_from=date(2027, 2, 16)))
        monkeypatch.setenv("ABSENCE_JANUARY_DEADLINE", "02-15")
        absence.run_jobs(date(2027, 1, 1))

        def states(day: date) -> list[tuple[str, str]]:
            absence.set_today(day)
            return [(one["deadline"], one["state"]) for one in absence.get("/v1/data-campaigns", rights=WAGES).json["items"]]

        shown = absence.get("/v1/data-campaigns/2027/employees", rights=WAGES).json["items"]
        assert {one.deadline for one in absence.published(DataCampaignOpened)} == {date(2027, 2, 15)}
        assert [one["name"] for one in shown] == ["Anna de Vries", "Bram de Vries"]
        assert [states(date(2027, 2, 15)), states(date(2027, 2, 16))] == [[("2027-02-15", "OPEN")], [("2027-02-15", "LATE")]]

    @pytest.mark.parametrize("written", ["", "31-01", "02-29", "01-31-2027", "W05-1", "januari", "00-10"])
    def test_is_not_started_with_a_deadline_that_some_years_do_not_have(self, written):
        with pytest.raises(SettingsError, match="ABSENCE_JANUARY_DEADLINE"):
            Settings.from_env({
                "ABSENCE_DATABASE_URL": "postgresql://absence", "ONTZORG_BUS_URL": "kafka://kafka:9092",
                "ONTZORG_ISSUER": "https://portaal.example/id", "ONTZORG_JWKS_URL": "http://identity:8000/oauth/jwks",
                "ABSENCE_JANUARY_DEADLINE": written})

    def test_is_told_again_in_a_snapshot(self, absence, anna):
        absence.set_today(date(2026, 12, 31))
        absence.run_jobs(date(2027, 1, 1))

        assert [one.year for one in absence.query(restate_campaigns, policy_number="P-1").opened] == [2027]


class TestRound:
    @pytest.fixture
    def round_of_2027(self, absence, anna) -> str:
        """Anna unchanged in 2026; Bram had a raise, Cas joined, and Dirk left before the year."""
        absence.set_today(date(2026, 12, 31))
        bram = absence.run(add_employee, actor=HR, command=employee_data("2", first_name="Bram")).employee_id
        absence.run(set_wage, actor=HR, employee_id=bram, valid_from=date(2026, 5, 1), annual_wage=Decimal("40000.00"),
                    contract_hours=Decimal(32))
        absence.run(add_employee, actor=HR, command=employee_data("3", first_name="Cas", employed_from=date(2026, 9, 1)))
        absence.run(add_employee, actor=HR, command=employee_data("4", first_name="Dirk", employed_until=date(2025, 12, 31)))
        absence.run_jobs(date(2027, 1, 1))
        return anna

    def test_is_listed_with_its_state(self, absence, round_of_2027):
        def state() -> tuple[str, str]:
            (shown,) = absence.get("/v1/data-campaigns", rights=("EMPLOYEE_DATA",)).json["items"]
            return shown["year"], shown["state"]

        before = state()
        absence.set_today(date(2027, 2, 1))
        late = state()
        absence.post("/v1/data-campaigns/2027/submissions", {}, rights=("EMPLOYEE_DATA",))

        assert (before, late, state()) == ((2027, "OPEN"), (2027, "LATE"), (2027, "SUBMITTED"))

    def test_shows_everybody_or_only_whose_data_changed(self, absence, round_of_2027):
        def shown(query: str) -> list[tuple[str, list[str], str]]:
            items = absence.get(f"/v1/data-campaigns/2027/employees{query}", rights=("EMPLOYEE_DATA",)).json["items"]
            return [(one["name"], one["changes"], one["annual_wage_before"]) for one in items]

        changed = [("Bram de Vries", ["WAGE", "HOURS"], "38500.00"), ("Cas de Vries", ["JOINED"], "38500.00")]
        assert shown("?changed=true") == changed
        assert shown("") == [("Anna de Vries", [], "38500.00"), *changed]

    def test_takes_hours_as_well_and_those_of_a_joiner_from_the_first_day(self, absence, round_of_2027):
        absence.set_today(date(2027, 1, 20))
        late = absence.run(add_employee, actor=HR, command=employee_data("5", employed_from=date(2027, 1, 11))).employee_id

        answer = absence.post("/v1/data-campaigns/2027/submissions", {
            "wages": {late: "30000.00"}, "hours": {round_of_2027: "20"}}, rights=("EMPLOYEE_DATA",))

        event = absence.published(DataCampaignSubmitted)[-1]
        wages = {each.employee_id: [(w.valid_from, w.annual_wage, w.contract_hours) for w in each.wages]
                 for each in event.employees}
        assert answer.status_code == 201
        assert wages[late] == [(date(2027, 1, 11), Decimal("30000.00"), Decimal(40))]
        assert wages[round_of_2027][-1] == (date(2027, 1, 1), Decimal("38500.00"), Decimal(20))

    @pytest.mark.parametrize(("year", "status"), [(2027, 201), (2026, 422), (2029, 422)])
    def test_may_be_answered_in_a_later_year(self, absence, round_of_2027, year, status):
        absence.set_today(date(2028, 3, 1))

        assert absence.post(f"/v1/data-campaigns/{year}/submissions", {}, rights=("EMPLOYEE_DATA",)).status_code == status


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
