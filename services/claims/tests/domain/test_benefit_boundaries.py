"""First and last day of benefits, on both sides of each boundary (domain.md §3.1 to §3.8)."""
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.claims.domain.benefits.benefit import calculate_benefits, calculate_month
from services.claims.domain.benefits.case import Leave, PartialRecovery, WageSegment
from services.claims.domain.benefits.cover import NotCovered, why_not_covered
from services.claims.domain.benefits.entitlement import entitlement_of
from services.claims.domain.benefits.policy import PolicyTerms, terms_in_force
from services.claims.domain.benefits.wage import WageUnknown
from services.claims.tests.domain.case_factory import P1, a_case, day, euros, recovered
from shared.kernel.month import Month
from shared.kernel.period import Period
from shared.kernel.vocabulary import LateReportRule, LeaveKind, RecoveryBasis, WaitingUnit


def days_of(case, text: str) -> int:
    return sum(line.days for line in calculate_month(case, Month.parse(text)).lines)


def lines_of(case, text: str):
    return [(line.start, line.end) for line in calculate_month(case, Month.parse(text)).lines]


class TestOwnRiskTerm:
    @pytest.mark.parametrize(("reported_on", "first"), [("2026-03-02", "2026-03-16"), ("2026-03-09", "2026-03-16")],
                             ids=["on time", "a week late"])
    def test_runs_from_the_first_sick_day_under_the_rule_none(self, reported_on, first):
        case = a_case(("2026-03-02", None), reported_on=day(reported_on))

        assert entitlement_of(case).first == day(first)

    @pytest.mark.parametrize(("reported_on", "first"), [("2026-03-02", "2026-03-16"), ("2026-03-03", "2026-03-17"),
                                                        ("2026-03-07", "2026-03-23")],
                             ids=["on time", "a day late", "on a Saturday"])
    def test_runs_from_a_late_report_where_the_policy_shifts_it(self, reported_on, first):
        terms = replace(P1, late_report_rule=LateReportRule.SHIFT_TO_REPORT_DATE)
        case = a_case(("2026-03-02", None), terms=terms, reported_on=day(reported_on))

        assert entitlement_of(case).first == day(first)

    def test_runs_in_weeks_from_a_late_report_too(self):
        terms = PolicyTerms(waiting_unit=WaitingUnit.WEEKS, waiting_value=2,
                            late_report_rule=LateReportRule.SHIFT_TO_REPORT_DATE)
        case = a_case(("2026-03-02", None), terms=terms, reported_on=day("2026-03-04"))

        assert entitlement_of(case).first == day("2026-03-18")

    def test_is_used_up_by_whole_days_while_partly_recovered(self):
        case = a_case(("2026-03-02", None), recoveries=(recovered("2026-03-04", "50"),))

        assert entitlement_of(case).first == day("2026-03-16")

    def test_runs_on_during_unpaid_leave(self):
        leave = Leave(kind=LeaveKind.UNPAID, period=Period(day("2026-03-02"), day("2026-03-13")))
        case = a_case(("2026-03-02", None), leaves=(leave,))

        assert entitlement_of(case).first == day("2026-03-16")

    def test_of_zero_days_pays_from_the_first_sick_day(self):
        case = a_case(("2026-03-07", None), terms=replace(P1, waiting_value=0))

        assert entitlement_of(case).first == day("2026-03-09")


class TestLine:
    def test_is_broken_by_a_day_of_leave_and_not_by_a_weekend(self):
        leave = Leave(kind=LeaveKind.PARENTAL, period=Period(day("2026-06-10"), day("2026-06-10")))
        case = a_case(("2026-03-02", None), leaves=(leave,))

        assert lines_of(case, "2026-06") == [
            (day("2026-06-01"), day("2026-06-09")), (day("2026-06-11"), day("2026-06-30"))]

    def test_is_not_broken_by_leave_in_a_weekend(self):
        leave = Leave(kind=LeaveKind.PARENTAL, period=Period(day("2026-06-13"), day("2026-06-14")))
        case = a_case(("2026-03-02", None), leaves=(leave,))

        assert lines_of(case, "2026-06") == [(day("2026-06-01"), day("2026-06-30"))]

    def test_begins_and_ends_on_a_benefit_day(self):
        case = a_case(("2026-06-06", "2026-08-02"))

        assert lines_of(case, "2026-06") == [(day("2026-06-22"), day("2026-06-30"))]
        assert lines_of(case, "2026-07") == [(day("2026-07-01"), day("2026-07-31"))]

    def test_tells_everything_it_was_computed_from(self):
        case = a_case(("2026-03-02", None), recoveries=(recovered("2026-06-01", "37.50"),))

        (line,) = calculate_month(case, Month(2026, 6)).lines

        assert (line.daily_wage, line.coverage_pct, line.incapacity_pct) == (euros("160.00"), 100, Decimal("62.50"))
        assert (line.charges_pct, line.safety_net_daily, line.terms_valid_from) == (0, 0, date(2020, 1, 1))
        assert line.total == euros("2200.00")


class TestRecovery:
    def test_of_a_spell_does_not_go_over_to_the_next(self):
        half = PartialRecovery(effective_on=day("2026-03-16"), recovered_pct=Decimal(50), absence_number="Z-0")
        case = a_case(("2026-03-02", "2026-04-01"), ("2026-04-13", None), recoveries=(half,))

        assert [line.incapacity_pct for line in calculate_month(case, Month(2026, 3)).lines] == [Decimal(50)]
        assert [line.incapacity_pct for line in calculate_month(case, Month(2026, 4)).lines] == [Decimal(100)]

    def test_by_therapy_leaves_the_benefit_whole(self):
        case = a_case(("2026-03-02", None), recoveries=(recovered("2026-06-01", "50", RecoveryBasis.THERAPY),))

        assert calculate_month(case, Month(2026, 6)).total == euros("3520.00")

    @pytest.mark.parametrize(("value", "pct"), [("1200.00", "33.33"), ("2400.00", "66.67"), ("3600.00", "100.00"),
                                                ("3700.00", "100")])
    def test_by_wage_value_has_four_decimals_and_stops_at_the_whole(self, value, pct):
        found = PartialRecovery(effective_on=day("2026-06-01"), basis=RecoveryBasis.WAGE_VALUE,
                                wage_value_month=euros(value), contract_wage_month=euros("3600.00"))

        assert found.recovered == Decimal(pct)

    def test_by_full_wage_value_pays_nothing_and_leaves_the_clock_running(self):
        whole = PartialRecovery(effective_on=day("2026-04-01"), basis=RecoveryBasis.WAGE_VALUE,
                                wage_value_month=euros("3600.00"), contract_wage_month=euros("3600.00"))
        case = a_case(("2026-03-02", None), recoveries=(whole, recovered("2027-03-01", "0")))

        assert calculate_month(case, Month(2026, 4)).total == euros("0.00")
        assert {line.coverage_pct for line in calculate_month(case, Month(2027, 3)).lines} == {Decimal(70)}


class TestDailyWage:
    def test_is_capped_before_it_is_divided(self):
        case = a_case(("2026-03-02", None), annual_wage="120000.00")

        assert entitlement_of(case).daily_wage == euros("304.25")

    @pytest.mark.parametrize(("first_sick_day", "wage"), [("2026-03-31", "160.00"), ("2026-04-01", "170.00")])
    def test_is_the_one_of_the_first_sick_day_for_the_whole_case(self, first_sick_day, wage):
        wages = (WageSegment(valid_from=date(2020, 1, 1), annual_wage=euros("41760.00")),
                 WageSegment(valid_from=date(2026, 4, 1), annual_wage=euros("44370.00")))
        case = a_case((first_sick_day, None), wages=wages)

        assert {line.daily_wage for line in calculate_month(case, Month(2026, 6)).lines} == {euros(wage)}

    def test_cannot_be_calculated_without_a_wage(self):
        case = a_case(("2026-03-02", None), wages=())

        with pytest.raises(WageUnknown) as refusal:
            calculate_month(case, Month(2026, 6))

        assert refusal.value.code == "benefit.wage_unknown"


class TestEndOfBenefit:
    @pytest.mark.parametrize(("last_day", "days"), [("2026-06-12", 10), ("2026-06-14", 10), ("2026-06-15", 11)])
    def test_is_the_last_day_of_employment(self, last_day, days):
        case = a_case(("2026-03-02", None), end_of_service=day(last_day))

        assert days_of(case, "2026-06") == days
        assert days_of(case, "2026-07") == 0

    @pytest.mark.parametrize(("birth_date", "days"), [("1959-06-15", 10), ("1959-06-16", 11)])
    def test_is_the_eve_of_the_aow_age(self, birth_date, days):
        case = a_case(("2026-03-02", None), birth_date=day(birth_date))

        assert days_of(case, "2026-06") == days
        assert days_of(case, "2026-07") == 0

    def test_is_the_eve_of_a_chosen_end_age(self):
        case = a_case(("2026-03-02", None), birth_date=day("1966-06-15"), terms=replace(P1, end_age="60"))

        assert days_of(case, "2026-06") == 10

    @pytest.mark.parametrize(("first_sick_day", "days"), [("2024-06-17", 10), ("2024-06-18", 11)])
    def test_is_sick_day_728(self, first_sick_day, days):
        case = a_case((first_sick_day, None))

        assert days_of(case, "2026-06") == days
        assert days_of(case, "2026-07") == 0

    def test_is_the_eve_of_recovery(self):
        case = a_case(("2026-03-02", "2026-06-15"))

        assert days_of(case, "2026-06") == 10


class TestCover:
    @pytest.mark.parametrize(("begin", "reason"), [("2026-03-02", None),
                                                   ("2026-03-03", NotCovered.NO_COVER_ON_FIRST_SICK_DAY)])
    def test_must_have_begun_on_the_first_sick_day(self, begin, reason):
        case = a_case(("2026-03-02", None), cover=(Period(day(begin)),))

        assert why_not_covered(case) is reason

    def test_takes_in_who_was_sick_already_where_the_policy_says_so(self):
        terms = replace(P1, pre_existing_cover=True, valid_from=day("2026-04-01"))
        case = a_case(("2026-03-02", None), terms=terms, cover=(Period(day("2026-04-01")),))

        assert entitlement_of(case).first == day("2026-04-15")

    @pytest.mark.parametrize(("first_sick_day", "covered"), [("2026-04-30", True), ("2026-05-01", False),
                                                             ("2026-05-31", False), ("2026-06-01", True)])
    def test_is_missing_for_a_case_that_begins_while_suspended(self, first_sick_day, covered):
        suspended = Period(day("2026-05-01"), day("2026-05-31"))
        case = a_case((first_sick_day, None), suspensions=(suspended,))

        assert (why_not_covered(case) is None) is covered
        assert bool(calculate_benefits(case, through=Month(2026, 7))) is covered

    def test_runs_on_for_a_running_case_after_the_policy_ended(self):
        case = a_case(("2026-03-02", None), cover=(Period(day("2020-01-01"), day("2026-06-12")),))

        assert days_of(case, "2026-06") == 22

    def test_stops_with_the_policy_where_there_is_no_run_off(self):
        terms = replace(P1, run_off_cover=False)
        case = a_case(("2026-03-02", None), terms=terms, cover=(Period(day("2020-01-01"), day("2026-06-12")),))

        assert days_of(case, "2026-06") == 10

    def test_does_not_follow_an_increase_after_the_policy_ended(self):
        worse = (recovered("2026-06-01", "50"), recovered("2026-06-15", "20"), recovered("2026-06-22", "80"))
        case = a_case(("2026-03-02", None), cover=(Period(day("2020-01-01"), day("2026-06-12")),), recoveries=worse)

        lines = calculate_month(case, Month(2026, 6)).lines

        assert [(line.days, line.incapacity_pct) for line in lines] == [(15, Decimal(50)), (7, Decimal(20))]

    def test_ends_before_a_case_of_someone_past_the_end_age(self):
        case = a_case(("2026-06-15", None), birth_date=day("1959-06-15"))

        assert why_not_covered(case) is NotCovered.END_AGE_REACHED

    def test_is_not_there_for_someone_who_had_left(self):
        case = a_case(("2026-06-15", None), end_of_service=day("2026-06-14"))

        assert why_not_covered(case) is NotCovered.NOT_IN_SERVICE


class TestPolicyTerms:
    @pytest.mark.parametrize(("first_sick_day", "coverage"), [("2025-12-31", 70), ("2026-01-01", 90)])
    def test_of_the_first_sick_day_hold_for_the_whole_case(self, first_sick_day, coverage):
        old = replace(P1, valid_from=day("2020-01-01"), coverage_year1=Decimal(70))
        new = replace(P1, valid_from=day("2026-01-01"), coverage_year1=Decimal(90))
        case = replace(a_case((first_sick_day, None)), terms=(old, new))

        (line,) = calculate_month(case, Month(2026, 4)).lines

        assert line.coverage_pct == coverage

    def test_are_absent_before_the_first_version(self):
        assert terms_in_force((P1,), day("2019-12-31")) is None
        assert terms_in_force((P1,), day("2020-01-01")) is P1
