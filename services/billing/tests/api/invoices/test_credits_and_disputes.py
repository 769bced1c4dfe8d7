"""Invoices are credited and disputed, dry runs equal what is booked, and the ledger adds up."""
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.billing.tests.api.test_policies_and_invoices import READ, STAFF, accept, invoices
from services.billing.tests.conftest import employee
from shared.events.absence import ConfirmedWages, DataCampaignSubmitted, WageSegment
from shared.events.billing import CoverRestored, CoverSuspended, InvoiceIssued
from shared.testing.service import EMPLOYER, Service

WRONG = {"reason": "Dubbel gefactureerd"}
ARBO, PREMIUM = "ARBO-2026-000001", "PREM-2026-000001"


@pytest.fixture
def owing(billing: Service) -> Service:
    """A policy that pays by transfer, with its first invoices of 2 March 2026."""
    accept(billing, payment_method="TRANSFER", premium_instalments=1)
    billing.deliver(employee("anna"), employee("bert"))
    billing.run_jobs(date(2026, 3, 2))
    return billing


def act(billing: Service, number: str, what: str, body: Any = None, **more: Any) -> Any:
    """What billing does with an invoice."""
    return billing.post(f"/v1/invoices/{number}/{what}", body, **STAFF, **more)


def one(billing: Service, number: str) -> dict[str, Any]:
    """The present state of an invoice."""
    return dict(billing.get(f"/v1/invoices/{number}", **STAFF).json)


def balance(billing: Service) -> Decimal:
    """The last balance of the ledger."""
    return Decimal(billing.get("/v1/policies/P-1/ledger", **STAFF).json["items"][-1]["balance"])


class TestCredit:
    def test_is_a_counter_entry_that_names_the_invoice(self, owing: Service) -> None:
        credit = act(owing, ARBO, "credits", WRONG)

        body = credit.json
        assert (credit.status_code, body["number"], body["gross"], body["net"], body["vat"]) == (
            201, "CRED-2026-000001", "-278.30", "-230.00", "-48.30")
        assert body["original"] == {"number": ARBO, "issued_on": "2026-03-02"}
        assert body["supplied"] == {"start": "2026-01-01", "end": "2026-12-31"}
        assert (one(owing, ARBO)["status"], one(owing, ARBO)["gross"]) == ("CREDITED", "278.30")

    def test_that_is_undone_leaves_the_balance_as_it_was(self, owing: Service) -> None:
        act(owing, ARBO, "payments", {"paid_on": "2026-03-02", "amount": "100.00"})
        before = balance(owing)
        credit = act(owing, ARBO, "credits", WRONG).json["number"]
        between = balance(owing)

        again = act(owing, credit, "undone-credits")

        assert (again.status_code, again.json["number"], again.json["gross"], again.json["paid"]) == (
            201, "ARBO-2026-000002", "278.30", "100.00")
        assert (between, balance(owing)) == (before - Decimal("278.30"), before)

    def test_of_a_premium_is_invoiced_again_by_the_settlement(self, owing: Service) -> None:
        act(owing, PREMIUM, "credits", WRONG)
        owing.set_today(date(2027, 1, 20))
        wages = (WageSegment(valid_from=date(2020, 1, 1), annual_wage=Decimal("41760.00"), contract_hours=Decimal(40)),)

        owing.deliver(DataCampaignSubmitted(policy_number="P-1", employer_id=EMPLOYER, year=2027, employees=tuple(
            ConfirmedWages(employee_id=name, employed_from=date(2020, 1, 1), wages=wages) for name in ("anna", "bert"))))

        settlement = invoices(owing, "PREMIUM")[-1]
        assert (settlement["subject"], settlement["gross"]) == ("2026-settlement", "3215.52")

    def test_restores_the_cover_that_its_invoice_suspended(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 5, 1))

        act(owing, PREMIUM, "credits", WRONG)

        assert [event.suspended_from for event in owing.published(CoverSuspended)] == [date(2026, 4, 30)]
        assert [event.restored_from for event in owing.published(CoverRestored)] == [date(2026, 5, 2)]

    @pytest.mark.parametrize(("number", "what", "body", "status", "code"), [
        (ARBO, "credits", WRONG, 409, "invoice.already_credited"),
        ("CRED-2026-000001", "credits", WRONG, 409, "invoice.is_credit_note"),
        (ARBO, "payments", {"paid_on": "2026-03-02"}, 409, "invoice.already_credited"),
        (ARBO, "disputes", WRONG, 409, "invoice.not_open"), (PREMIUM, "undone-credits", None, 409, "invoice.not_undoable"),
        (PREMIUM, "ended-disputes", None, 409, "invoice.not_disputed"),
        (PREMIUM, "credits", {"reason": ""}, 422, "input.invalid"),
        ("ARBO-2026-000009", "credits", WRONG, 404, "invoice.not_found")])
    def test_refuses_what_cannot_be(self, owing: Service, number: str, what: str, body: Any, status: int, code: str) -> None:
        act(owing, ARBO, "credits", WRONG)

        answer = act(owing, number, what, body)

        assert (answer.status_code, answer.json["code"]) == (status, code)

    def test_is_undone_once_and_refuses_a_stale_version(self, owing: Service) -> None:
        credit = act(owing, ARBO, "credits", WRONG).json["number"]

        stale = act(owing, credit, "undone-credits", headers={"If-Match": '"7"'})
        answers = [act(owing, credit, "undone-credits") for _ in range(2)]

        assert stale.status_code == 412
        assert [answer.status_code for answer in answers] == [201, 409]


class TestDispute:
    def test_stops_reminders_and_their_clock(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 4, 9))  # due 1 April, reminded 8 April
        act(owing, PREMIUM, "disputes", {"reason": "Klopt niet met de loonsom"})

        owing.run_jobs(date(2026, 5, 9))
        during = one(owing, PREMIUM)
        act(owing, PREMIUM, "ended-disputes")
        owing.run_jobs(date(2026, 5, 15))
        after = one(owing, PREMIUM)

        assert (during["stage"], during["disputed_on"], during["dispute_reason"]) == (
            "REMINDED", "2026-04-09", "Klopt niet met de loonsom")
        assert (after["stage"], after["disputed_on"]) == ("FORMAL_NOTICE", None)  # 15 April and thirty days
        assert owing.published(CoverSuspended) == []

    def test_keeps_the_invoice_out_of_the_collection(self, billing: Service) -> None:
        accept(billing, premium_instalments=1)
        billing.deliver(employee("anna"))
        billing.run_jobs(date(2026, 3, 2))
        act(billing, PREMIUM, "disputes", WRONG)

        billing.run_jobs(date(2026, 4, 1))

        (collection,) = billing.get("/v1/collections", **STAFF).json["items"]
        assert collection["debits"] == 1

    def test_is_listed_and_ends_when_the_invoice_is_paid(self, owing: Service) -> None:
        act(owing, PREMIUM, "disputes", WRONG)
        listed = owing.get("/v1/invoices?list=disputed", **STAFF).json["items"]

        act(owing, PREMIUM, "payments", {"paid_on": "2026-03-02"})

        assert [invoice["number"] for invoice in listed] == [PREMIUM]
        assert owing.get("/v1/invoices?list=disputed", **STAFF).json["items"] == []
        assert [i["number"] for i in owing.get("/v1/invoices?list=open", **STAFF).json["items"]] == [ARBO]


class TestDryRun:
    @pytest.mark.parametrize("kind", ["ARBO", "PREMIUM"])
    def test_equals_what_is_booked_and_writes_nothing(self, billing: Service, kind: str) -> None:
        accept(billing, payment_method="TRANSFER", premium_instalments=4)
        billing.deliver(employee("anna"), employee("bert"))
        asked = {"kind": kind, "day": "2026-03-02"}

        waiting = billing.get("/v1/invoices-to-release", **STAFF).json["items"]
        preview = billing.post("/v1/policies/P-1/invoice-previews", asked, **STAFF)
        nothing = billing.published(InvoiceIssued)
        booked = billing.post("/v1/policies/P-1/invoices", asked, **STAFF)

        assert [due["kind"] for due in waiting] == ["ARBO", "PREMIUM"]
        assert (preview.status_code, booked.status_code, nothing) == (200, 201, [])
        assert preview.json == booked.json
        assert len(booked.json["items"]) == 1

    def test_of_a_credit_equals_the_credit(self, owing: Service) -> None:
        preview = act(owing, ARBO, "credit-previews", WRONG)
        credit = act(owing, ARBO, "credits", WRONG)

        assert preview.json["items"] == [credit.json]

    def test_says_that_nothing_is_due(self, owing: Service) -> None:
        answer = owing.post("/v1/policies/P-1/invoices", {"kind": "ARBO", "day": "2026-03-02"}, **STAFF)

        assert (answer.status_code, answer.json["code"]) == (409, "invoice.nothing_due")

    def test_is_for_billing_alone(self, owing: Service) -> None:
        answer = owing.post("/v1/policies/P-1/invoice-previews", {"kind": "ARBO", "day": "2026-03-02"}, rights=READ)

        assert answer.status_code == 403


class TestSeries:
    def test_has_no_gap_after_fifty_bookings_at_once(self, billing: Service) -> None:
        numbers = [f"P-{n:02d}" for n in range(50)]
        for number in numbers:
            accept(billing, policy_number=number)
            billing.deliver(employee(f"e-{number}", policy_number=number))

        def book(number: str) -> Any:
            return billing.post(f"/v1/policies/{number}/invoices", {"kind": "ARBO", "day": "2026-03-02"}, **STAFF)

        with ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(book, numbers))

        assert {answer.status_code for answer in answers} == {201}
        assert sorted(answer.json["items"][0]["number"] for answer in answers) == [
            f"ARBO-2026-{n:06d}" for n in range(1, 51)]


class TestDebtors:
    def test_are_listed_by_the_age_of_what_is_open(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 5, 10))  # due 1 April

        (debtor,) = owing.get("/v1/debtors", **STAFF).json["items"]

        assert (debtor["count"], debtor["total"]) == (2, "3493.82")
        assert debtor["by_age"] == ["0.00", "0.00", "3493.82", "0.00", "0.00"]
