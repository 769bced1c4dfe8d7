"""Policies that end in the middle of everything, versions in the wrong order and ahead, and long numbers: the sums are right."""
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.billing.tests.api.test_january_round import jobs_of, opened
from services.billing.tests.api.test_policies_and_invoices import ACCEPTANCE, READ, STAFF, accept, invoices
from services.billing.tests.api.test_policy_versions_and_january import HIRED, january, premium_year, renew
from services.billing.tests.conftest import employee
from shared.testing.service import Service

LONGEST = "MV-" + "1234567890" * 3 + "1234567"
"""40 characters."""


@pytest.fixture
def insured(billing: Service) -> Service:
    """P-1 at 3.85 % in twelve instalments, with one employee of 38,500.00, from 1 January 2026, invoiced until May."""
    billing.set_today(date(2026, 1, 1))
    accept(billing, valid_from="2026-01-01", arbo_period="QUARTER")
    billing.deliver(employee("1", wage="38500.00"))
    jobs_of(billing, *(date(2026, month, 1) for month in range(1, 6)))
    return billing


def total(billing: Service, *kinds: str) -> Decimal:
    """The sum of the invoices and credit notes of some kinds."""
    return sum((Decimal(one["gross"]) for kind in kinds for one in invoices(billing, kind)), Decimal(0))


class TestAPolicyThatEnds:
    def test_is_invoiced_until_its_last_day_and_settled_by_its_days(self, insured: Service) -> None:
        renew(insured, valid_from="2026-05-10", valid_until="2026-06-30")
        jobs_of(insured, *(date(2026, month, 1) for month in range(6, 13)), date(2027, 1, 1))

        insured.deliver(opened(2027), january(2027, (HIRED, "38500.00")))

        # 38,500 × 181/365 = 19,091.78 × 3.85 % = 735.03; six instalments of 123.52 were invoiced
        year = premium_year(insured, 2026)
        assert [one["subject"] for one in invoices(insured, "PREMIUM")] == [f"2026-{month:02d}" for month in range(1, 7)]
        assert (year["definitive"], year["settlement"]) == ("735.03", "-6.09")
        assert total(insured, "PREMIUM", "CREDIT") == Decimal("735.03")
        assert [one["subject"] for one in invoices(insured, "ARBO")] == ["2026-Q1", "2026-Q2"]

    def test_paid_at_once_gets_the_rest_back(self, billing: Service) -> None:
        billing.set_today(date(2026, 1, 1))
        accept(billing, valid_from="2026-01-01", premium_instalments=1)
        billing.deliver(employee("1", wage="38500.00"))
        jobs_of(billing, date(2026, 1, 1))
        renew(billing, valid_from="2026-02-01", valid_until="2026-03-31")
        billing.set_today(date(2027, 1, 20))

        billing.deliver(january(2027, (HIRED, "38500.00")))

        # 38,500 × 90/365 = 9,493.15 × 3.85 % = 365.49
        assert total(billing, "PREMIUM", "CREDIT") == Decimal("365.49")
        assert premium_year(billing, 2026)["settlement"] == "-1116.76"

    def test_and_begins_again_is_settled_for_both_parts(self, insured: Service) -> None:
        renew(insured, valid_from="2026-05-10", valid_until="2026-06-30")
        insured.set_today(date(2026, 8, 1))
        renew(insured, valid_from="2026-10-01", premium_rate_pct="5")
        jobs_of(insured, *(date(2026, month, 1) for month in range(6, 13)))
        insured.set_today(date(2027, 1, 20))

        insured.deliver(january(2027, (HIRED, "38500.00")))

        # 181 days at 3.85 % and 92 days at 5 %: 19,091.78 and 9,704.11
        assert premium_year(insured, 2026)["definitive"] == "1220.24"
        assert total(insured, "PREMIUM", "CREDIT") == Decimal("1220.24")

    def test_may_run_on_after_all(self, insured: Service) -> None:
        renew(insured, valid_from="2026-05-10", valid_until="2026-06-30")
        renew(insured, valid_from="2026-05-11", valid_until=None)
        insured.set_today(date(2026, 5, 11))
        jobs_of(insured, *(date(2026, month, 1) for month in range(6, 13)))

        assert [one["gross"] for one in invoices(insured, "PREMIUM")] == [*["123.52"] * 11, "123.53"]


class TestVersionsInTheWrongOrder:
    def test_each_count_from_their_own_day(self, insured: Service) -> None:
        renew(insured, valid_from="2026-10-01", premium_rate_pct="5")
        renew(insured, valid_from="2026-07-01", premium_rate_pct="4")
        insured.set_today(date(2027, 1, 20))

        insured.deliver(january(2027, (HIRED, "38500.00")))

        # 181 days at 3.85 %, 92 at 4 %, 92 at 5 %: 735.03 + 388.16 + 485.21, rounded once
        assert premium_year(insured, 2026)["definitive"] == "1608.40"

    def test_ahead_with_january_data_leave_the_years_before(self, insured: Service) -> None:
        renew(insured, valid_from="2028-01-01", premium_rate_pct="9")
        jobs_of(insured, *(date(2026, month, 1) for month in range(6, 13)), date(2027, 1, 1))
        insured.set_today(date(2027, 1, 20))

        insured.deliver(january(2027, (HIRED, "38500.00"), (date(2027, 1, 1), "40000.00")))

        assert (premium_year(insured, 2026)["definitive"], premium_year(insured, 2027)["provisional"]) == ("1482.25", "1540.00")


class TestAPolicyNumber:
    def test_of_forty_characters_is_invoiced_and_collected(self, billing: Service) -> None:
        billing.set_today(date(2026, 3, 1))
        accept(billing, policy_number=LONGEST)
        billing.deliver(employee("1", policy_number=LONGEST))
        for day in range(40):
            jobs_of(billing, date(2026, 3, 1) + timedelta(days=day))

        (collection, *_) = billing.get("/v1/collections", **STAFF).json["items"]

        assert collection["debits"] == 4  # three instalments and the arbo fee
        assert billing.get(f"/v1/policies/{LONGEST}", rights=READ).status_code == 200

    @pytest.mark.parametrize("number", ["AB", LONGEST + "8", "MV 1", "MV_1", "-MV", "MV-1\n", "é-100"])
    def test_that_cannot_be_is_refused(self, billing: Service, number: str) -> None:
        answer = billing.post("/v1/policies", {"policy_number": number, "valid_from": "2026-01-01", "company_name": "Bakkerij",
                                               "postcode": "4331 LK", "iban": "NL91ABNA0417164300"}, **ACCEPTANCE)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "policy_number")
