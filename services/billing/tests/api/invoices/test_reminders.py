"""Unpaid invoices: each step is told to the employer, and no cover is suspended without a formal notice (7:934 BW)."""
from datetime import date
from decimal import Decimal

import pytest

from services.billing.tests.api.invoices.test_credits_and_disputes import PREMIUM, act, one
from services.billing.tests.api.test_policies_and_invoices import accept
from services.billing.tests.conftest import employee
from shared.events.billing import CoverSuspended, InvoiceReminded
from shared.testing.service import Service


@pytest.fixture
def owing(billing: Service) -> Service:
    """A premium invoice of 1 September 2026 that is not paid (D-01)."""
    billing.set_today(date(2026, 9, 1))
    accept(billing, payment_method="TRANSFER", premium_instalments=1, valid_from="2026-09-01", arbo_tariff_incl_vat="0.00")
    billing.deliver(employee("anna"))
    billing.run_jobs(date(2026, 9, 1))
    return billing


def told(billing: Service) -> list[tuple[str, str]]:
    """Series and step of what the employer heard."""
    return [(event.number[:4], event.step.value) for event in billing.published(InvoiceReminded)]


class TestReminders:
    def test_are_sent_once_at_each_step(self, owing: Service) -> None:
        sent = []
        for day in (date(2026, 10, 7), date(2026, 10, 8), date(2026, 10, 15), date(2026, 10, 29), date(2026, 10, 30),
                    date(2026, 11, 12), date(2026, 11, 13)):
            owing.run_jobs(day)
            owing.run_jobs(day)
            sent.append([step for series, step in told(owing) if series == "PREM"])

        assert sent == [[], ["REMINDED"], ["REMINDED", "FORMAL_NOTICE"], ["REMINDED", "FORMAL_NOTICE"],
                        ["REMINDED", "FORMAL_NOTICE", "SUSPENDED"], ["REMINDED", "FORMAL_NOTICE", "SUSPENDED"],
                        ["REMINDED", "FORMAL_NOTICE", "SUSPENDED", "COLLECTION"]]

    def test_of_the_formal_notice_hold_term_and_consequences(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 10, 15))

        notice = [event for event in owing.published(InvoiceReminded) if event.number == PREMIUM][-1]

        # 41,760 × 3.85 % × 122/365; 15 % of it, with 21 % VAT, which an insurer cannot deduct
        assert (notice.amount, notice.costs) == (Decimal("537.39"), Decimal("97.54"))
        assert (notice.due_on, notice.pay_until, notice.suspended_from) == (
            date(2026, 10, 1), date(2026, 10, 29), date(2026, 10, 30))

    def test_add_the_costs_of_collection_to_what_is_open(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 11, 12))
        before = one(owing, PREMIUM)["costs"]
        owing.run_jobs(date(2026, 11, 13))

        assert (before, one(owing, PREMIUM)["stage"]) == (None, "COLLECTION")
        assert one(owing, PREMIUM)["costs"] == "97.54"

    def test_stop_when_the_invoice_is_paid(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 10, 9))
        act(owing, PREMIUM, "payments", {"paid_on": "2026-10-09"})

        owing.run_jobs(date(2026, 11, 15))

        assert [step for series, step in told(owing) if series == "PREM"] == ["REMINDED"]
        assert owing.published(CoverSuspended) == []


class TestSuspension:
    def test_waits_for_a_formal_notice_after_a_dispute(self, owing: Service) -> None:
        owing.run_jobs(date(2026, 10, 20))
        act(owing, PREMIUM, "disputes", {"reason": "Klopt niet"})
        owing.run_jobs(date(2026, 12, 1))
        act(owing, PREMIUM, "ended-disputes")

        owing.run_jobs(date(2026, 12, 15))
        before = owing.published(CoverSuspended)
        owing.run_jobs(date(2026, 12, 16))

        assert before == []
        assert [event.suspended_from for event in owing.published(CoverSuspended)] == [date(2026, 12, 16)]

    def test_does_not_follow_from_a_clock_that_jumps_over_the_notice(self, owing: Service) -> None:
        owing.set_today(date(2026, 12, 1))
        owing.run_jobs(date(2026, 12, 1))

        assert one(owing, PREMIUM)["stage"] == "FORMAL_NOTICE"
        assert owing.published(CoverSuspended) == []
