"""Requests, reminders, estimates and previews of the January round, over HTTP, by event and by scheduled jobs."""
from datetime import date

import pytest
from sqlalchemy import text

from services.billing.tests.api.test_policies_and_invoices import READ, accept, invoices
from services.billing.tests.api.test_policy_versions_and_january import HIRED, january, premium_year
from services.billing.tests.conftest import employee
from shared.events.absence import DataCampaignOpened, DataDisputeRaised
from shared.events.billing import DataCorrectionRequested, JanuaryDataRequested
from shared.kernel.refusals import NotFound
from shared.testing.service import EMPLOYER, Service


@pytest.fixture
def insured(billing: Service) -> Service:
    """P-1 at 3.85 % in twelve instalments, with one employee of 38,500.00, from 1 January 2026."""
    billing.set_today(date(2026, 1, 1))
    accept(billing, valid_from="2026-01-01")
    billing.deliver(employee("1", wage="38500.00"))
    return billing


def opened(year: int, policy_number: str = "P-1") -> DataCampaignOpened:
    """The January round of a policy."""
    return DataCampaignOpened(policy_number=policy_number, employer_id=EMPLOYER, year=year, deadline=date(year, 1, 31))


def requests(billing: Service) -> list[str]:
    """What employers heard about January data."""
    return [str(one.occasion) for one in billing.published(JanuaryDataRequested)]


def jobs_of(billing: Service, *days: date, may_set_aside: bool = False) -> None:
    """Run the jobs of these days only."""
    for day in days:
        billing.set_today(day)
        billing.run_jobs(day, may_set_aside=may_set_aside)


@pytest.fixture
def awaited(insured: Service) -> Service:
    """P-1 on 1 January 2027, its premium of 2026 invoiced in full and its January data requested."""
    jobs_of(insured, date(2026, 12, 31), date(2027, 1, 1))
    insured.deliver(opened(2027))
    return insured


class TestARequestForData:
    def test_lets_the_premium_of_the_past_year_wait_for_them(self, awaited: Service) -> None:
        assert premium_year(awaited, 2026)["state"] == "AWAITING_DATA"
        assert requests(awaited) == ["OPENED"]

    def test_comes_twice_to_nothing(self, awaited: Service) -> None:
        awaited.deliver(opened(2027))

        assert requests(awaited) == ["OPENED"]

    def test_of_a_policy_without_cover_in_the_past_year_asks_nothing(self, billing: Service) -> None:
        billing.set_today(date(2027, 1, 1))
        accept(billing, valid_from="2027-01-01")

        billing.deliver(opened(2027))

        assert billing.get("/v1/policies/P-1/premium-years", rights=READ).json["items"] == []

    def test_of_an_unknown_policy_is_refused(self, billing: Service) -> None:
        with pytest.raises(NotFound):
            billing.deliver(opened(2027, "P-9"))

    def test_is_repeated_twice_and_then_estimated(self, awaited: Service) -> None:
        jobs_of(awaited, date(2027, 1, 31))
        in_time = requests(awaited)
        jobs_of(awaited, date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 15), date(2027, 3, 31))
        late = requests(awaited)
        jobs_of(awaited, date(2027, 4, 1), date(2027, 4, 2))

        assert (in_time, late) == (["OPENED"], ["OPENED", "REMINDER", "REMINDER"])
        assert requests(awaited) == ["OPENED", "REMINDER", "REMINDER", "ESTIMATED"]

    def test_is_silent_once_the_data_came(self, awaited: Service) -> None:
        awaited.deliver(january(2027, (HIRED, "38500.00")))

        jobs_of(awaited, date(2027, 4, 2))

        assert requests(awaited) == ["OPENED"]
        assert premium_year(awaited, 2026)["state"] == "SETTLED"


class TestAnEstimate:
    @pytest.mark.requirement("R-018")
    def test_is_invoiced_and_corrected_by_late_data(self, awaited: Service) -> None:
        before = premium_year(awaited, 2026)
        jobs_of(awaited, date(2027, 4, 1))
        estimated = premium_year(awaited, 2026)
        awaited.deliver(january(2027, (HIRED, "38500.00"), (date(2026, 7, 1), "40000.00")))
        settled = premium_year(awaited, 2026)

        # 42,350.00 × 3.85 % = 1,630.475; (38,500 × 181 + 40,000 × 184) / 365 = 39,256.16 × 3.85 % = 1,511.36
        assert (before["definitive"], before["settlement"]) == (None, None)
        assert (estimated["state"], estimated["definitive_payroll"], estimated["definitive"], estimated["settlement"]) == (
            "ESTIMATED", "42350.00", "1630.48", "148.23")
        assert (settled["state"], settled["definitive"], settled["settlement"]) == ("SETTLED", "1511.36", "29.11")
        assert [(i["subject"], i["gross"]) for i in invoices(awaited, "CREDIT")] == [("2026-settlement", "-119.12")]

    def test_of_one_policy_that_fails_leaves_the_others(self, awaited: Service) -> None:
        accept(awaited, policy_number="P-2", valid_from="2026-01-01")
        awaited.deliver(employee("2", policy_number="P-2", wage="38500.00"), opened(2027, "P-2"))
        with awaited.database.engine.begin() as connection:
            connection.execute(text("UPDATE policy_version SET premium_rate_pct = -1 WHERE policy_number = 'P-1'"))

        jobs_of(awaited, date(2027, 4, 1), may_set_aside=True)

        years = awaited.get("/v1/policies/P-2/premium-years", rights=READ).json["items"]
        assert [one["state"] for one in years if one["year"] == 2026] == ["ESTIMATED"]
        assert "estimate-premium" in {item["job"] for item in awaited.set_aside()}


class TestAPreview:
    PATH = "/v1/policies/P-1/january-previews"

    @pytest.mark.requirement("R-018", "R-019")
    @pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 1, 20), date(2027, 5, 2), date(2027, 12, 31)])
    @pytest.mark.parametrize("wage", [None, "77000.00", "12345.67"])
    def test_is_what_the_data_then_do_to_the_cent(self, awaited: Service, today: date, wage: str | None) -> None:
        jobs_of(awaited, today)
        wages = {} if wage is None else {"1": wage}
        invoiced = [one["number"] for one in awaited.get("/v1/invoices", rights=READ).json["items"]]

        shown = awaited.post(self.PATH, {"year": 2027, "wages": wages}, rights=READ).json
        changed = () if wage is None else ((date(2027, 1, 1), wage),)
        awaited.deliver(january(2027, (HIRED, "38500.00"), *changed))

        past, new = premium_year(awaited, 2026), premium_year(awaited, 2027)
        issued = {one["subject"]: one["gross"] for one in awaited.get("/v1/invoices", rights=READ).json["items"]
                  if one["number"] not in invoiced}
        assert (shown["past"]["payroll"], shown["past"]["definitive"]) == (past["definitive_payroll"], past["definitive"])
        assert issued.get("2026-settlement", "0.00") == shown["past"]["settlement"]
        assert issued.get("2027-january", "0.00") == shown["new"]["remainder"]
        assert (shown["new"]["payroll"], shown["new"]["provisional"]) == (new["provisional_payroll"], new["provisional"])
        assert shown["new"]["instalments"] == [
            {"on": part["on"], "amount": part["amount"]} for part in new["parts"] if part["invoice"] is None]

    def test_shows_the_part_of_each_employee(self, awaited: Service) -> None:
        shown = awaited.post(self.PATH, {"year": 2027, "wages": {"1": "40000.00"}}, rights=READ).json

        assert shown["employees"] == [{"employee_id": "1", "past": "1482.25", "new": "1540.00", "difference": "57.75"}]

    def test_of_a_year_that_is_settled_shows_nothing_to_pay(self, awaited: Service) -> None:
        awaited.deliver(january(2027, (HIRED, "38500.00")))

        assert awaited.post(self.PATH, {"year": 2027}, rights=READ).json["past"]["settlement"] == "0.00"

    def test_of_a_year_to_come_is_refused(self, awaited: Service) -> None:
        answer = awaited.post(self.PATH, {"year": 2031}, rights=READ)

        assert (answer.status_code, answer.json["code"]) == (422, "campaign.not_open")

    def test_of_another_employer_is_not_found(self, awaited: Service) -> None:
        assert awaited.post(self.PATH, {"year": 2027}, rights=READ, employer_id="employer-2").status_code == 404


class TestARequestForACorrection:
    def test_follows_disputed_data_of_a_known_policy(self, insured: Service) -> None:
        for policy_number in ("P-1", "P-unknown"):
            insured.deliver(DataDisputeRaised(employee_id="e-1", employer_id=EMPLOYER, policy_number=policy_number,
                                              dispute_id=f"of-{policy_number}"))

        assert [(one.policy_number, one.dispute_id) for one in insured.published(DataCorrectionRequested)] == [("P-1", "of-P-1")]
