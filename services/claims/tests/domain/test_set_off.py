"""Corrections of paid months and how the run of a policy sets them off (domain.md §3.5)."""
import pytest

from services.claims.domain.payments.correction import Debt, Delta, is_out_of_reach, settle
from services.claims.tests.domain.case_factory import day, euros
from shared.kernel.month import Month
from shared.law import law

JUNE, JULY, AUGUST = Month(2026, 6), Month(2026, 7), Month(2026, 8)


class TestAMonth:
    @pytest.mark.parametrize(("today", "lapsed"), [("2029-06-30", False), ("2029-07-01", True)])
    def test_is_corrected_for_three_years(self, today, lapsed):
        assert is_out_of_reach(JUNE, today=day(today)) is lapsed

    def test_of_a_month_before_a_change_of_law_keep_their_reach(self):
        with law.amended("insurance_claim_limitation", 5, valid_from=day("2026-07-01")):
            assert is_out_of_reach(JUNE, today=day("2029-07-01"))
            assert not is_out_of_reach(JULY, today=day("2029-08-01"))


class TestSettlement:
    def test_pays_every_claim_of_the_policy(self):
        run = settle([Delta("A", JUNE, euros("100.00")), Delta("B", JUNE, euros("50.00"))])

        assert run.paid_by_claim == {"A": euros("100.00"), "B": euros("50.00")}
        assert (run.paid, run.debts, run.invoiced) == (euros("150.00"), (), ())

    def test_keeps_a_debt_back_from_its_own_claim_first(self):
        run = settle([Delta("A", JULY, euros("100.00")), Delta("B", JUNE, euros("-60.00")),
                      Delta("B", JULY, euros("80.00"))])

        assert run.paid_by_claim == {"A": euros("100.00"), "B": euros("20.00")}

    def test_keeps_the_rest_back_from_other_claims_of_the_policy(self):
        run = settle([Delta("A", JULY, euros("100.00")), Delta("B", JUNE, euros("-120.00")),
                      Delta("B", JULY, euros("80.00"))])

        assert run.paid_by_claim == {"A": euros("60.00")}
        assert [(part.against.claim, part.amount) for part in run.set_offs] == [
            ("B", euros("80.00")), ("A", euros("40.00"))]

    def test_leaves_a_debt_for_a_second_run_and_then_has_it_invoiced(self):
        first = settle([Delta("A", JUNE, euros("-500.00")), Delta("A", JULY, euros("100.00"))])
        second = settle([Delta("A", AUGUST, euros("150.00"))], first.debts)

        assert (first.paid, first.debts, first.invoiced) == (euros("0.00"), (Debt("A", JUNE, euros("400.00"), 1),), ())
        assert (second.paid, second.debts) == (euros("0.00"), ())
        assert second.invoiced == (Debt("A", JUNE, euros("250.00"), 2),)

    def test_has_a_debt_invoiced_at_once_when_the_policy_has_ended(self):
        run = settle([Delta("A", JUNE, euros("-500.00"))], policy_ended=True)

        assert run.invoiced == (Debt("A", JUNE, euros("500.00"), 1),)

    def test_takes_the_oldest_debt_first(self):
        old, new = Debt("A", JUNE, euros("60.00"), 1), Debt("A", JULY, euros("60.00"), 1)

        run = settle([Delta("A", AUGUST, euros("80.00"))], [old, new])

        assert run.invoiced == (Debt("A", JULY, euros("40.00"), 2),)
        assert run.paid == euros("0.00")
