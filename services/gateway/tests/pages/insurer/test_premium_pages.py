"""The pages of a premium year and of the January round per employer."""
from typing import Any

import pytest

from services.gateway.tests.conftest import LogIn
from services.gateway.tests.fake_identity import Person
from services.gateway.tests.platform_of_tests import Platform

BILLING = Person("staff-billing", "Bea Mol", None, (), ("insurer_billing",))
ACCEPTANCE = Person("staff-acceptatie", "Anja Bos", None, (), ("insurer_acceptance",))
YEAR = "/v1/policies/MV-1/premium-years/2026"


def year(**more: Any) -> dict[str, Any]:
    """A settled premium year as billing answers."""
    def wage(first: str, last: str, days: int, amount: str) -> dict[str, Any]:
        return {"from": first, "until": last, "days": days, "insured_wage": amount, "rate_pct": "3.85"}

    return {"year": 2026, "state": "SETTLED", "basis": "DEFINITIVE", "provisional_payroll": "36000.00", "provisional": "1386.00",
            "definitive_payroll": "75407.40", "definitive": "2903.18", "settlement": "-12.50", "days_in_year": 365,
            "covered_days": 365, "parts": [{"on": "2026-01-01", "amount": "115.50", "invoice": "PREM-2026-000001"}],
            "rates": [{"from": "2026-01-01", "until": "2026-12-31", "rate_pct": "3.85", "cap": "79409.00",
                       "payroll": "75407.40", "premium": "2903.18"}],
            "employees": [
                {"employee_id": "e-4", "insured": "36907.40", "wages": [wage("2026-01-01", "2026-06-30", 181, "36000.00"),
                                                                       wage("2026-07-01", "2026-12-31", 184, "37800.00")]},
                {"employee_id": "e-1", "insured": "38500.00",
                 "wages": [wage("2026-01-01", "2026-12-31", 365, "38500.00")]}]} | more


class TestAPremiumYear:
    def test_explains_each_line_and_the_settlement(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.answers[f"billing GET {YEAR}"] = year()

        page = log_in(BILLING).get(f"{platform.url}/polissen/MV-1/premie/2026").text

        assert "01-01-2026 t/m 30-06-2026: €\u00a036.000,00 × 181 van 365 dagen" in page
        assert "€\u00a038.500,00 per jaar" in page
        assert "€\u00a012,50 teruggegeven" in page
        assert 'href="/facturen/PREM-2026-000001"' in page

    def test_says_how_an_estimate_was_made(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.answers[f"billing GET {YEAR}"] = year(basis="ESTIMATED", state="ESTIMATED", employees=[], rates=[])

        page = log_in(BILLING).get(f"{platform.url}/polissen/MV-1/premie/2026").text

        assert "met een tiende verhoogd: €\u00a036.000,00 wordt €\u00a075.407,40" in page

    def test_that_does_not_exist_is_not_found(self, platform: Platform, log_in: LogIn) -> None:
        platform.services.refusals[f"GET {YEAR}"] = (404, {"code": "premium_year.not_found"})

        assert log_in(BILLING).get(f"{platform.url}/polissen/MV-1/premie/2026").status_code == 404


class TestTheJanuaryRound:
    @pytest.fixture(autouse=True)
    def rounds(self, platform: Platform) -> None:
        platform.services.answers["billing GET /v1/january-rounds"] = {"items": [
            {"policy_number": "MV-1", "employer_id": "emp-1", "company_name": "Bakkerij De Schelde", "year": 2027,
             "state": "AWAITING_DATA", "data_due_on": "2027-01-31", "reminders": 2, "is_late": True, "provisional": "1482.25",
             "definitive": None, "settlement": None}], "next": "more"}

    def test_shows_who_is_late_and_was_reminded(self, platform: Platform, log_in: LogIn) -> None:
        page = log_in(BILLING).get(f"{platform.url}/debiteuren/jaarronde?jaar=2027&stand=AWAITING_DATA").text

        assert 'href="/polissen/MV-1/premie/2026">Bakkerij De Schelde' in page
        assert "Te laat" in page
        assert "2 herinneringen" in page
        assert "jaar=2027&amp;stand=AWAITING_DATA&amp;vanaf=more" in page

    def test_is_of_this_year_when_the_year_cannot_be(self, platform: Platform, log_in: LogIn) -> None:
        assert "Jaarronde 2026" in log_in(BILLING).get(f"{platform.url}/debiteuren/jaarronde?jaar=99999").text

    def test_is_for_billing_alone(self, platform: Platform, log_in: LogIn) -> None:
        assert log_in(ACCEPTANCE).get(f"{platform.url}/debiteuren/jaarronde").status_code == 403
