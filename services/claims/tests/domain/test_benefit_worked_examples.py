"""The normative examples B-01 to B-26 of domain.md §3.11, with their numbers."""
from dataclasses import replace
from decimal import Decimal

import pytest

from services.claims.domain.benefits.benefit import calculate_benefits, calculate_month
from services.claims.domain.benefits.case import PartialRecovery, SafetyNetBenefit
from services.claims.domain.benefits.entitlement import entitlement_of
from services.claims.domain.benefits.policy import PolicyTerms
from services.claims.domain.benefits.sanction import Sanction, lift
from services.claims.domain.payments.correction import Delta, settle
from services.claims.domain.payments.payday import pay_date
from services.claims.tests.domain.case_factory import P1, a_case, day, euros, recovered
from shared.kernel.month import Month
from shared.kernel.vocabulary import RecoveryBasis, SafetyNetRule, SanctionKind, WaitingUnit


def month(text: str) -> Month:
    return Month.parse(text)


def total(case, text: str) -> Decimal:
    return calculate_month(case, month(text)).total


def shape(case, text: str):
    """Start, end, days and total of each line of a month."""
    return [(line.start, line.end, line.days, line.total) for line in calculate_month(case, month(text)).lines]


class TestBenefitOfOneSpell:
    def test_b01_pays_the_days_after_ten_waiting_days(self):
        case = a_case(("2026-03-02", "2026-04-01"))

        assert shape(case, "2026-03") == [(day("2026-03-16"), day("2026-03-31"), 12, euros("1920.00"))]
        assert pay_date(month("2026-03")) == day("2026-04-20")

    def test_b02_pays_nothing_inside_the_waiting_period(self):
        case = a_case(("2026-03-02", "2026-03-12"))

        assert calculate_benefits(case, through=month("2026-12")) == ()
        assert total(case, "2026-03") == euros("0.00")

    def test_b03_rounds_the_daily_wage_the_line_and_the_charges(self):
        terms = PolicyTerms(waiting_value=30, coverage_year1=Decimal(70), employer_charges_pct=Decimal(20))
        case = a_case(("2026-04-01", None), annual_wage="38500.00", terms=terms)

        (line,) = calculate_month(case, month("2026-05")).lines

        assert (line.start, line.days, line.daily_wage) == (day("2026-05-13"), 13, euros("147.51"))
        assert (line.wage, line.charges, line.total) == (euros("1342.34"), euros("268.47"), euros("1610.81"))

    def test_b04_breaks_the_line_at_a_partial_recovery(self):
        case = a_case(("2026-03-02", None), annual_wage="38500.00", recoveries=(recovered("2026-06-15", "50"),))

        assert shape(case, "2026-06") == [
            (day("2026-06-01"), day("2026-06-12"), 10, euros("1475.10")),
            (day("2026-06-15"), day("2026-06-30"), 12, euros("885.06")),
        ]
        assert total(case, "2026-06") == euros("2360.16")
        assert pay_date(month("2026-06")) == day("2026-07-16")

    def test_b05_goes_to_the_second_year_after_364_sick_days(self):
        case = a_case(("2025-06-16", None))

        assert [line[3] for line in shape(case, "2026-06")] == [euros("1600.00"), euros("1344.00")]
        assert total(case, "2026-06") == euros("2944.00")

    def test_b16_does_not_apply_the_part_time_factor_again(self):
        case = a_case(("2026-09-01", "2026-10-12"), annual_wage="28800.00")

        assert total(case, "2026-09") == euros("1324.08")
        assert total(case, "2026-10") == euros("772.38")

    def test_b18_counts_public_holidays(self):
        case = a_case(("2026-10-05", None))

        assert shape(case, "2026-12") == [(day("2026-12-01"), day("2026-12-31"), 23, euros("3680.00"))]
        assert pay_date(month("2026-12")) == day("2027-01-19")

    def test_b24_pays_69120_over_104_weeks(self):
        case = a_case(("2024-01-01", None))

        months = calculate_benefits(case, through=month("2027-12"))

        first_year = [line.total for m in months for line in m.lines if line.coverage_pct == 100]
        second_year = [line.total for m in months for line in m.lines if line.coverage_pct == 70]
        assert (sum(first_year), sum(second_year)) == (euros("40000.00"), euros("29120.00"))
        assert sum(m.total for m in months) == euros("69120.00")

    def test_b26_counts_a_waiting_period_in_weeks_like_its_workdays(self):
        weeks = a_case(("2026-04-01", None), terms=PolicyTerms(waiting_unit=WaitingUnit.WEEKS, waiting_value=6))
        workdays = a_case(("2026-04-01", None), terms=PolicyTerms(waiting_value=30))

        assert entitlement_of(weeks).first == entitlement_of(workdays).first == day("2026-05-13")


class TestBenefitOfACompositeCase:
    def test_b07_continues_the_waiting_period_after_a_gap_of_27_days(self):
        case = a_case(("2026-01-05", "2026-01-14"), ("2026-02-10", "2026-02-23"))

        assert shape(case, "2026-02") == [(day("2026-02-13"), day("2026-02-20"), 6, euros("960.00"))]

    def test_b08_starts_again_after_a_gap_of_28_days(self):
        case = a_case(("2026-01-05", "2026-01-14"), ("2026-02-11", "2026-02-23"))

        assert case.first_sick_day == day("2026-02-11")
        assert total(case, "2026-02") == euros("0.00")

    def test_b20a_pays_on_after_maternity_leave_and_nothing_in_it(self):
        case = a_case(("2025-12-01", "2026-03-02"), ("2026-06-22", None), maternity=(("2026-03-02", "2026-06-21"),))

        assert case.composite.index(day("2026-06-22")) == 92
        assert shape(case, "2026-06") == [(day("2026-06-22"), day("2026-06-30"), 7, euros("1120.00"))]
        assert [total(case, text) for text in ("2026-03", "2026-04", "2026-05")] == [euros("0.00")] * 3

    def test_b20a_holds_for_one_report_that_runs_through_the_leave(self):
        case = a_case(("2025-12-01", None), maternity=(("2026-03-02", "2026-06-21"),))

        assert shape(case, "2026-06") == [(day("2026-06-22"), day("2026-06-30"), 7, euros("1120.00"))]


class TestBenefitOfSecondment:
    def test_b10_takes_the_recovery_from_the_wage_value(self):
        placed = PartialRecovery(effective_on=day("2026-09-01"), basis=RecoveryBasis.WAGE_VALUE,
                                 wage_value_month=euros("1440.00"), contract_wage_month=euros("3600.00"))
        case = a_case(("2025-07-07", None), annual_wage="46656.00", recoveries=(placed,))

        (line,) = calculate_month(case, month("2026-09")).lines

        assert placed.recovered == Decimal("40.00")
        assert (line.daily_wage, line.days, line.incapacity_pct) == (euros("178.76"), 22, Decimal(60))
        assert line.total == euros("1651.74")


class TestBenefitUnderASanction:
    SUSPENDED = Sanction(kind=SanctionKind.SUSPEND, start=day("2026-05-11"), end=day("2026-05-20"))

    def test_b12a_holds_the_days_of_a_suspension(self):
        case = a_case(("2026-03-02", None), sanctions=(self.SUSPENDED,))

        assert shape(case, "2026-05") == [
            (day("2026-05-01"), day("2026-05-08"), 6, euros("960.00")),
            (day("2026-05-21"), day("2026-05-29"), 7, euros("1120.00")),
        ]
        assert total(case, "2026-05") == euros("2080.00")

    def test_b12b_pays_the_held_days_in_a_line_of_their_own_once_lifted_with_back_pay(self):
        held = a_case(("2026-03-02", None), sanctions=(self.SUSPENDED,))
        lifted = replace(held, sanctions=(lift(self.SUSPENDED, lifted_on=day("2026-06-10"), back_pay=True),))

        before, after = (calculate_month(case, month("2026-05")).lines for case in (held, lifted))
        extra = set(after) - set(before)

        assert [(line.start, line.end, line.days, line.total) for line in extra] == [
            (day("2026-05-11"), day("2026-05-20"), 8, euros("1280.00"))]
        assert total(lifted, "2026-05") == euros("3360.00")

    def test_b12b_lapses_once_lifted_without_back_pay(self):
        lifted = lift(self.SUSPENDED, lifted_on=day("2026-06-10"), back_pay=False)
        case = a_case(("2026-03-02", None), sanctions=(lifted,))

        assert total(case, "2026-05") == euros("2080.00")

    @pytest.mark.parametrize("lifted_on", [None, "2026-06-10"], ids=["running", "lifted with back pay"])
    def test_b12c_lapses_definitively_under_a_stop(self, lifted_on):
        stop = Sanction(kind=SanctionKind.STOP, start=day("2026-05-11"), end=day("2026-05-20"))
        if lifted_on:
            stop = lift(stop, lifted_on=day(lifted_on), back_pay=True)
        case = a_case(("2026-03-02", None), sanctions=(stop,))

        assert total(case, "2026-05") == euros("2080.00")


class TestBenefitInASafetyNetCase:
    RECEIVED = SafetyNetBenefit(valid_from=day("2026-08-03"), daily_amount=euros("112.00"))

    def test_b14a_offsets_the_sickness_benefit(self):
        case = a_case(("2026-08-03", None), safety_net=True, safety_net_benefits=(self.RECEIVED,))

        (line,) = calculate_month(case, month("2026-09")).lines

        assert (line.wage, line.offset, line.total) == (euros("3520.00"), euros("2464.00"), euros("1056.00"))

    def test_never_goes_below_zero(self):
        more = replace(self.RECEIVED, daily_amount=euros("160.01"))
        case = a_case(("2026-08-03", None), safety_net=True, safety_net_benefits=(more,))

        assert total(case, "2026-09") == euros("0.00")

    def test_pays_nothing_where_the_policy_excludes_it(self):
        terms = replace(P1, safety_net_rule=SafetyNetRule.EXCLUDE)
        case = a_case(("2026-08-03", None), terms=terms, safety_net=True)

        assert calculate_benefits(case, through=month("2026-12")) == ()


class TestRetroCorrection:
    def test_b15_sets_the_overpaid_june_off_against_july(self):
        before = a_case(("2026-03-02", None))
        paid = calculate_month(before, month("2026-06")).total
        after = replace(before, recoveries=(recovered("2026-06-15", "50"),))
        june, july = (calculate_month(after, month(text)) for text in ("2026-06", "2026-07"))

        run = settle([Delta("Z-0", june.month, june.total - paid), Delta("Z-0", july.month, july.total)])

        assert paid == euros("3520.00")
        assert (june.total, july.total) == (euros("2560.00"), euros("1840.00"))
        assert [delta.amount for delta in run.deltas] == [euros("-960.00"), euros("1840.00")]
        assert run.paid == euros("880.00")
