"""Dunning of an unpaid invoice: the worked example D-01, and the scale of collection costs."""
from datetime import date
from decimal import Decimal

import pytest

from services.billing.domain.invoices.collection_costs import collection_costs
from services.billing.domain.invoices.dunning import (
    DunningStage,
    cover_restored_from,
    dunning_dates,
    notice_term_ends_on,
    payment_due_on,
)
from shared.law import law

INVOICED = date(2026, 9, 1)
DEFAULT_ON = date(2026, 10, 2)


class TestNoticeTerm:
    @pytest.mark.parametrize(("notice_on", "ends_on"), [
        (date(2026, 10, 15), date(2026, 10, 29)), (date(2026, 10, 17), date(2026, 11, 2)),
        (date(2026, 4, 30), date(2026, 5, 18)),
    ], ids=["ends on a Thursday", "ends on a Saturday", "ends on Ascension Day, before an equated Friday"])
    def test_of_fourteen_days_ends_on_a_day_that_counts(self, notice_on, ends_on):
        """7:934 sets a term of an act, which the Algemene termijnenwet moves."""
        assert notice_term_ends_on(notice_on) == ends_on

    def test_that_moves_moves_the_suspension_and_the_collection_with_it(self):
        dates = dunning_dates(date(2026, 9, 3), is_premium=True)

        assert (dates.formal_notice_on, dates.notice_term_until) == (date(2026, 10, 17), date(2026, 11, 2))
        assert (dates.suspended_from, dates.collection_on) == (date(2026, 11, 3), date(2026, 11, 17))


class TestDunningDates:
    def test_of_a_premium_lead_to_suspension_after_fourteen_days_notice(self):  # D-01
        dates = dunning_dates(INVOICED, is_premium=True)

        assert dates.due_on == date(2026, 10, 1)
        assert dates.reminder_on == date(2026, 10, 8)
        assert dates.formal_notice_on == date(2026, 10, 15)
        assert (dates.notice_term_from, dates.notice_term_until) == (date(2026, 10, 16), date(2026, 10, 29))
        assert dates.suspended_from == date(2026, 10, 30)
        assert dates.collection_on == date(2026, 11, 13)

    def test_of_an_arbo_fee_never_suspend_the_cover(self):
        dates = dunning_dates(INVOICED, is_premium=False)

        assert dates.suspended_from is None
        assert dates.stage_on(date(2026, 11, 12)) is DunningStage.FORMAL_NOTICE
        assert dates.stage_on(date(2026, 11, 13)) is DunningStage.COLLECTION

    @pytest.mark.parametrize(
        ("day", "stage"),
        [
            (date(2026, 10, 1), DunningStage.OPEN),
            (date(2026, 10, 2), DunningStage.OVERDUE),
            (date(2026, 10, 7), DunningStage.OVERDUE),
            (date(2026, 10, 8), DunningStage.REMINDED),
            (date(2026, 10, 14), DunningStage.REMINDED),
            (date(2026, 10, 15), DunningStage.FORMAL_NOTICE),
            (date(2026, 10, 29), DunningStage.FORMAL_NOTICE),
            (date(2026, 10, 30), DunningStage.SUSPENDED),
            (date(2026, 11, 12), DunningStage.SUSPENDED),
            (date(2026, 11, 13), DunningStage.COLLECTION),
        ],
        ids=str,
    )
    def test_tell_the_stage_of_each_day(self, day: date, stage: DunningStage):
        assert dunning_dates(INVOICED, is_premium=True).stage_on(day) is stage

    def test_count_over_the_end_of_february_in_a_leap_year(self):
        assert payment_due_on(date(2028, 2, 1)) == date(2028, 3, 2)

    def test_restore_the_cover_on_the_day_after_payment(self):
        assert cover_restored_from(date(2026, 12, 31)) == date(2027, 1, 1)


class TestCollectionCosts:
    @pytest.mark.parametrize(
        ("principal", "costs"),
        [
            ("0.00", "0.00"),
            ("0.01", "40.00"),
            ("266.66", "40.00"),
            ("266.70", "40.01"),
            ("2500.00", "375.00"),
            ("2500.10", "375.01"),
            ("5000.00", "625.00"),
            ("10000.00", "875.00"),
            ("200000.00", "2775.00"),
            ("200002.00", "2775.01"),
            ("999998.00", "6774.99"),
            ("1000000.00", "6775.00"),
            ("5000000.00", "6775.00"),
        ],
    )
    def test_follow_the_scale_from_forty_euros_to_its_highest(self, principal: str, costs: str):
        found = collection_costs(Decimal(principal), default_on=DEFAULT_ON, vat_deductible=True)

        assert (found.costs, found.vat, found.total) == (Decimal(costs), 0, Decimal(costs))

    @pytest.mark.parametrize(("principal", "costs", "vat"), [
        ("0.00", "0.00", "0.00"), ("100.00", "40.00", "8.40"), ("2500.10", "375.01", "78.75"),
        ("5000000.00", "6775.00", "1422.75")])
    def test_bear_vat_if_the_creditor_cannot_deduct_it(self, principal: str, costs: str, vat: str):
        """BIK 2-3; an insurer cannot."""
        found = collection_costs(Decimal(principal), default_on=DEFAULT_ON, vat_deductible=False)

        assert (found.costs, found.vat, found.total) == (Decimal(costs), Decimal(vat), Decimal(costs) + Decimal(vat))


class TestChangeOfLaw:
    """A new row holds for notices and defaults on or after its day."""

    def test_of_the_notice_term_leaves_notices_of_before(self):
        with law.amended("premium_notice_term", 28, valid_from=date(2026, 10, 16)):
            assert notice_term_ends_on(date(2026, 10, 15)) == date(2026, 10, 29)
            assert notice_term_ends_on(date(2026, 10, 16)) == date(2026, 11, 13)

    def test_of_the_scale_leaves_defaults_of_before(self):
        scale = {"lowest": 50, "highest": 100, "bands": [{"pct": 20}]}
        with law.amended("collection_cost_scale", scale, valid_from=date(2026, 11, 2)):
            costs = [collection_costs(Decimal(1000), default_on=day, vat_deductible=True).costs
                     for day in (date(2026, 11, 1), date(2026, 11, 2))]

        assert costs == [Decimal("150.00"), Decimal("100.00")]
