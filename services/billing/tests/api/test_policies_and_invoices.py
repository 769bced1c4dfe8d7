"""From policy to invoice to payment, over HTTP and by scheduled jobs."""
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import update

from services.billing import store
from services.billing.tests.conftest import application, employee
from shared.events.absence import ConfirmedWages, DataCampaignSubmitted, WageSegment
from shared.events.billing import CoverRestored, CoverSuspended, InvoiceIssued, PolicyAccepted
from shared.events.claims import DebtCreated
from shared.kernel.vocabulary import WaitingUnit
from shared.testing.service import EMPLOYER, OTHER_EMPLOYER, Service

ACCEPTANCE: dict[str, Any] = {"roles": ("insurer_acceptance",), "employer_id": None}
STAFF: dict[str, Any] = {"roles": ("insurer_billing",), "employer_id": None}
ADMIN: dict[str, Any] = {"roles": ("platform_admin",), "employer_id": None}
READ = ("EMPLOYEE_DATA",)


def accept(billing: Service, **changes: Any) -> dict[str, Any]:
    """A policy that is accepted."""
    answer = billing.post("/v1/policies", application(**changes), **ACCEPTANCE)
    assert answer.status_code == 201, answer.text
    return dict(answer.json or {})


def invoices(billing: Service, kind: str) -> list[dict[str, Any]]:
    """Invoices of a kind."""
    return [i for i in billing.get("/v1/invoices", rights=READ).json["items"] if i["kind"] == kind]


class TestPolicies:
    def test_accepting_publishes_terms_with_their_defaults(self, billing: Service) -> None:
        accept(billing, terms={"waiting_unit": "WEEKS", "waiting_value": 6})

        (event,) = billing.published(PolicyAccepted)
        assert (event.terms.waiting_unit, event.terms.waiting_value, event.terms.coverage_year2) == (WaitingUnit.WEEKS, 6, 70)

    def test_with_the_same_new_number_at_once_are_made_once(self, billing: Service) -> None:
        start = Barrier(4)

        def post(number: int) -> Any:
            start.wait()
            return billing.post("/v1/policies", application(employer_id=f"employer-{number}"), **ACCEPTANCE)

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(post, range(4)))

        assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
        assert {a.json["code"] for a in answers if a.status_code == 409} == {"policy.number_taken"}
        assert len(billing.published(PolicyAccepted)) == 1

    def test_are_changed_in_the_version_that_was_read(self, billing: Service) -> None:
        accept(billing)
        read = billing.get("/v1/policies/P-1", **ACCEPTANCE).headers["ETag"]
        accept(billing, valid_from="2027-01-01")
        latest = billing.get("/v1/policies/P-1", **ACCEPTANCE).headers["ETag"]

        answers = [billing.post("/v1/policies", application(valid_from="2027-02-01"), headers={"If-Match": tag}, **ACCEPTANCE)
                   for tag in (read, latest)]

        assert [a.status_code for a in answers] == [412, 201]

    @pytest.mark.parametrize(("field", "given", "kept"), [
        ("iban", "nl91 abna 0417 1643 00", "NL91ABNA0417164300"), ("postcode", "4331ge", "4331 GE"),
        ("company_name", "  Café\u00a0De  Zwaan ", "Café De Zwaan")])
    def test_are_kept_in_one_form(self, billing: Service, field: str, given: str, kept: str) -> None:
        accept(billing, **{field: given})

        assert getattr(billing.published(PolicyAccepted)[0], field) == kept

    @pytest.mark.parametrize(("field", "value"), [
        ("arbo_tariff_incl_vat", "-1.00"), ("premium_rate_pct", "3.85001"), ("postcode", "4331 SS"), ("company_name", "🥐"),
        ("valid_from", "0001-01-01"), ("valid_until", "9999-12-31"), ("iban", "NL91ABNA0417164301")])
    def test_are_refused_at_the_field_that_cannot_be(self, billing: Service, field: str, value: str) -> None:
        answer = billing.post("/v1/policies", application(**{field: value}), **ACCEPTANCE)

        assert (answer.status_code, [e["field"] for e in answer.json["errors"]]) == (422, [field])

    @pytest.mark.parametrize(("field", "value"), [("max_insured_wage", "-1"), ("end_age", "10"), ("coverage_year1", "100.01"),
                                                ("coverage_half2", "-1"), ("coverage_half4", "100.01"), ("waiting_value", 729),
                                                ("late_report_grace_days", 29), ("run_off_cover", "ja"),
                                                ("pre_existing_cover", 1)])
    def test_are_refused_for_terms_that_cannot_be(self, billing: Service, field: str, value: object) -> None:
        answer = billing.post("/v1/policies", application(terms={field: value}), **ACCEPTANCE)

        assert (answer.status_code, [e["field"] for e in answer.json["errors"]]) == (422, [f"terms.{field}"])

    def test_the_same_number_again_is_a_new_version(self, billing: Service) -> None:
        accept(billing)
        accept(billing, terms={"coverage_year2": "100"})

        assert [e.version for e in billing.published(PolicyAccepted)] == [1, 2]

    @pytest.mark.parametrize(("field", "value"), [("iban", "NL00ABNA0417164300"), ("postcode", "X"), ("policy_number", "p 1")])
    def test_refuses_what_cannot_be(self, billing: Service, field: str, value: str) -> None:
        answer = billing.post("/v1/policies", application() | {field: value}, **ACCEPTANCE)

        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)

    @pytest.mark.requirement("R-001")
    def test_shows_an_employer_only_its_own_policy(self, billing: Service) -> None:
        accept(billing)

        own = billing.get("/v1/policies/P-1", rights=READ)
        other = billing.get("/v1/policies/P-1", rights=READ, employer_id=OTHER_EMPLOYER)

        assert (own.status_code, other.status_code) == (200, 404)


class TestArboInvoices:
    def test_charges_heads_in_service_on_the_first_day_of_the_period(self, billing: Service) -> None:
        accept(billing)
        billing.deliver(*[employee(str(n)) for n in range(7)], employee("left", employed_until=date(2025, 12, 31)),
                        employee("new", employed_from=date(2026, 2, 1)), employee("noise", policy_number="P-2"))

        billing.run_jobs(date(2026, 3, 3))

        (invoice,) = invoices(billing, "ARBO")
        assert (invoice["number"], invoice["gross"], invoice["net"], invoice["vat"]) == (
            "ARBO-2026-000001", "974.05", "805.00", "169.05")

    def test_sends_no_invoice_and_uses_no_number_without_employees(self, billing: Service) -> None:
        accept(billing)

        billing.run_jobs(date(2026, 3, 3))

        assert billing.published(InvoiceIssued) == []

    def test_invoices_each_period_once(self, billing: Service) -> None:
        accept(billing, arbo_period="MONTH")
        billing.deliver(employee("1"))

        billing.run_jobs(date(2026, 5, 10))

        assert [i["subject"] for i in invoices(billing, "ARBO")] == ["2026-03", "2026-04", "2026-05"]


class TestPremium:
    def test_invoices_the_provisional_premium_in_instalments(self, billing: Service) -> None:
        accept(billing, premium_instalments=4)
        billing.deliver(employee("1", wage="79409.00"), employee("2", wage="96000.00"))

        billing.run_jobs(date(2026, 4, 1))

        # 2 × 79,409.00 (the second is capped) × 3.85 % = 6,114.49 (6,114.493); a quarter is 1,528.62
        assert [i["gross"] for i in invoices(billing, "PREMIUM")] == ["1528.62", "1528.62"]

    def test_settles_the_past_year_once_the_january_data_are_in(self, billing: Service) -> None:
        accept(billing, premium_instalments=1)
        billing.deliver(employee("1"))
        billing.run_jobs(date(2026, 3, 3))
        billing.set_today(date(2027, 1, 20))

        wages = (WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal("41760.00"), contract_hours=Decimal(40)),
                 WageSegment(valid_from=date(2026, 7, 1), annual_wage=Decimal("50000.00"), contract_hours=Decimal(40)))
        billing.deliver(DataCampaignSubmitted(policy_number="P-1", employer_id=EMPLOYER, year=2027, employees=(
            ConfirmedWages(employee_id="1", employed_from=date(2020, 1, 1), wages=wages),)))

        # (41,760 × 181 + 50,000 × 184) / 365 = 45,913.86; × 3.85 % = 1,767.68; invoiced 1,607.76
        assert invoices(billing, "PREMIUM")[-1]["gross"] == "159.92"

    def test_credits_what_was_too_much(self, billing: Service) -> None:
        accept(billing, premium_instalments=1)
        billing.deliver(employee("1"))
        billing.run_jobs(date(2026, 3, 3))
        billing.set_today(date(2027, 1, 20))

        billing.deliver(DataCampaignSubmitted(policy_number="P-1", employer_id=EMPLOYER, year=2027, employees=()))

        assert [i["gross"] for i in invoices(billing, "CREDIT")] == ["-1607.76"]


class TestPoliciesThatCannotBeInvoiced:
    def test_are_set_aside_while_all_others_are_invoiced(self, billing: Service) -> None:
        for number in ("P-1", "P-2", "P-3"):
            accept(billing, policy_number=number)
        billing.deliver(*[employee(number, policy_number=number) for number in ("P-1", "P-2", "P-3")])
        with billing.database.transaction() as session:
            session.execute(update(store.PolicyVersion).where(store.PolicyVersion.policy_number == "P-2").values(
                arbo_tariff_incl_vat=Decimal(-1)))

        billing.run_jobs(date(2026, 3, 3), may_set_aside=True)

        assert [i["policy_number"] for i in invoices(billing, "ARBO")] == ["P-1", "P-3"]
        assert {i["policy_number"] for i in invoices(billing, "PREMIUM")} == {"P-1", "P-2", "P-3"}
        (item,) = billing.get("/admin/v1/set-aside-items", **ADMIN).json["items"]
        assert (item["job"], item["item"], item["business_date"], item["reason"]) == (
            "invoice-arbo", "P-2", "2026-03-02", "Vul een arbotarief van nul euro of hoger in.")

    def test_are_invoiced_on_the_day_of_the_retry_once_they_are_repaired(self, billing: Service) -> None:
        accept(billing)
        billing.deliver(employee("1"))
        set_tariff(billing, Decimal(-1))
        billing.run_jobs(date(2026, 3, 2), may_set_aside=True)
        set_tariff(billing, Decimal("139.15"))
        billing.set_today(date(2026, 3, 9))

        (item,) = billing.get("/admin/v1/set-aside-items", **ADMIN).json["items"]
        outcome = billing.post(f"/admin/v1/set-aside-items/{item['id']}/retry", **ADMIN)

        assert outcome.json["is_done"] is True
        assert [(i["number"], i["date"]) for i in invoices(billing, "ARBO")] == [("ARBO-2026-000001", "2026-03-09")]
        assert billing.get("/admin/v1/set-aside-items", **ADMIN).json["items"] == []


def set_tariff(billing: Service, tariff: Decimal) -> None:
    """Write an invalid tariff, which only a defect could cause."""
    with billing.database.transaction() as session:
        session.execute(update(store.PolicyVersion).values(arbo_tariff_incl_vat=tariff))


class TestPayments:
    def test_suspends_cover_for_an_unpaid_premium_and_restores_it_the_day_after_payment(self, billing: Service) -> None:
        accept(billing, payment_method="TRANSFER", premium_instalments=1)
        billing.deliver(employee("1"))
        billing.run_jobs(date(2026, 3, 2))
        (premium,) = invoices(billing, "PREMIUM")
        billing.run_jobs(date(2026, 5, 1))

        paid = billing.post(f"/v1/invoices/{premium['number']}/payments", {"paid_on": "2026-05-01"}, **STAFF)

        # invoiced 2 March, due 1 April, notice 15 April, fourteen days until 29 April
        assert [e.suspended_from for e in billing.published(CoverSuspended)] == [date(2026, 4, 30)]
        assert paid.status_code == 201
        assert [e.restored_from for e in billing.published(CoverRestored)] == [date(2026, 5, 2)]

    def test_takes_parts_and_refuses_too_much_or_twice(self, billing: Service) -> None:
        accept(billing, payment_method="TRANSFER")
        billing.deliver(employee("1"))
        billing.run_jobs(date(2026, 3, 2))
        path = f"/v1/invoices/{invoices(billing, 'ARBO')[0]['number']}/payments"

        answers = [billing.post(path, {"paid_on": "2026-03-02", "amount": amount}, **STAFF)
                   for amount in ("100.00", "39.16", "39.15", "0.01")]

        assert [a.status_code for a in answers] == [201, 422, 201, 409]

    def test_takes_a_payment_of_the_invoice_that_was_read(self, billing: Service) -> None:
        accept(billing, payment_method="TRANSFER")
        billing.deliver(employee("1"))
        billing.run_jobs(date(2026, 3, 2))
        path = f"/v1/invoices/{invoices(billing, 'ARBO')[0]['number']}"
        read = billing.get(path, **STAFF).headers["ETag"]

        def pay(version: str | None) -> Any:
            return billing.post(f"{path}/payments", {"paid_on": "2026-03-02", "amount": "10.00"},
                                headers={"If-Match": version} if version else None, **STAFF)

        first, stale = pay(read), pay(read)
        again = pay(first.headers["ETag"])

        assert (first.status_code, stale.status_code, stale.json["code"], again.status_code) == (201, 412, "version.stale", 201)
        assert again.headers["ETag"] == billing.get(path, **STAFF).headers["ETag"]

    def test_invoices_a_debt_of_claims_once(self, billing: Service) -> None:
        accept(billing)
        debt = DebtCreated(policy_number="P-1", employer_id=EMPLOYER, debt_id="0190-abc", amount=Decimal("250.00"))

        billing.deliver(debt, debt)

        assert [i["gross"] for i in invoices(billing, "DEBT")] == ["250.00"]
