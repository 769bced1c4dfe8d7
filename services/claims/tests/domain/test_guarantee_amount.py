"""The examples G-1 to G-5 of domain.md §3.10, and changes within a month."""
from decimal import Decimal

import pytest

from services.claims.domain.benefits.case import PartialRecovery
from services.claims.domain.guarantee.guarantee import (
    Condition,
    NothingAssessed,
    SanctionTooLong,
    WageSanction,
    decide,
    guarantee_amount,
    guarantee_lines,
)
from services.claims.tests.domain.case_factory import day, euros, recovered
from shared.kernel.month import Month
from shared.kernel.period import Period
from shared.law import law

START = day("2028-01-03")
F = day("2026-01-05")
ALL_HOLD = decide([Condition(code, True) for code in ("TIMELY", "FROM_FIRST_DAY", "UNINTERRUPTED")])


def amount(sanction: WageSanction, decision=ALL_HOLD, recoveries=()) -> Decimal:
    lines = guarantee_lines(sanction, daily_wage=euros("160.00"), recoveries=recoveries)
    return guarantee_amount(lines, is_approved=decision.approved)


class TestGuaranteeAmount:
    def test_g1_is_29120_for_52_weeks(self):
        assert amount(WageSanction(start=START, first_sick_day=F, weeks=52)) == euros("29120.00")

    def test_g2_stops_when_the_sanction_is_shortened(self):
        shortened = WageSanction(start=START, first_sick_day=F, weeks=52, shortened_to=day("2028-05-21"))

        assert amount(shortened) == euros("11200.00")

    def test_g3_follows_the_incapacity(self):
        sanction = WageSanction(start=START, first_sick_day=F, weeks=52)

        assert amount(sanction, recoveries=(recovered("2027-01-04", "40"),)) == euros("17472.00")

    @pytest.mark.parametrize("failing", ["TIMELY", "FROM_FIRST_DAY"], ids=["g4", "g5"])
    def test_g4_and_g5_are_nothing_if_one_condition_fails(self, failing):
        decision = decide([Condition(code, code != failing) for code in ("TIMELY", "FROM_FIRST_DAY", "UNINTERRUPTED")])

        assert (decision.approved, decision.failed) == (False, (failing,))
        assert amount(WageSanction(start=START, first_sick_day=F, weeks=52), decision) == euros("0.00")


class TestGuaranteeDecision:
    def test_names_every_condition_that_fails(self):
        decision = decide([Condition("TIMELY", False), Condition("FROM_FIRST_DAY", True), Condition("ADVICES", False)])

        assert decision.failed == ("TIMELY", "ADVICES")

    def test_needs_an_assessment(self):
        with pytest.raises(NothingAssessed):
            decide([])


class TestGuaranteeLines:
    def test_are_cut_at_months_and_at_a_change_of_recovery(self):
        half = PartialRecovery(effective_on=day("2028-01-17"), recovered_pct=Decimal(50), absence_number="Z-9")

        lines = guarantee_lines(WageSanction(start=START, first_sick_day=F, weeks=5), daily_wage=euros("160.00"),
                                recoveries=(half,))

        assert [(line.month, line.start, line.end, line.days, line.total) for line in lines] == [
            (Month(2028, 1), day("2028-01-03"), day("2028-01-14"), 10, euros("1120.00")),
            (Month(2028, 1), day("2028-01-17"), day("2028-01-31"), 11, euros("616.00")),
            (Month(2028, 2), day("2028-02-01"), day("2028-02-04"), 4, euros("224.00")),
        ]

    def test_are_refused_beyond_52_weeks(self):
        with pytest.raises(SanctionTooLong) as refusal:
            guarantee_lines(WageSanction(start=START, first_sick_day=F, weeks=53), daily_wage=euros("160.00"))

        assert refusal.value.code == "guarantee.too_long"

    def test_leave_out_maternity_leave_and_run_on_after_it(self):
        """WIA 25-9: sixteen weeks of leave cost no week of the sanction, and no wage is due in them."""
        leave = Period(day("2028-01-17"), day("2028-05-07"))
        sanction = WageSanction(start=START, first_sick_day=F, weeks=52, leaves=(leave,))

        lines = guarantee_lines(sanction, daily_wage=euros("160.00"))

        assert (lines[0].end, lines[1].start) == (day("2028-01-14"), day("2028-05-08"))
        assert lines[-1].end == day("2029-04-20")
        assert amount(sanction) == euros("29120.00")

    def test_of_a_case_of_before_keep_rate_and_length_after_a_change_of_law(self):
        with law.amended("wage_rate", 80, valid_from=day("2026-01-06")), \
                law.amended("wage_sanction_maximum", 60, valid_from=day("2026-01-06")):
            assert amount(WageSanction(start=START, first_sick_day=F, weeks=52)) == euros("29120.00")
            assert amount(WageSanction(start=START, first_sick_day=day("2026-01-06"), weeks=60)) == euros("38400.00")
            with pytest.raises(SanctionTooLong):
                guarantee_lines(WageSanction(start=START, first_sick_day=F, weeks=60), daily_wage=euros("160.00"))

    def test_are_none_if_the_sanction_ends_before_it_starts(self):
        ended = WageSanction(start=START, first_sick_day=F, weeks=52, shortened_to=day("2028-01-02"))

        assert guarantee_lines(ended, daily_wage=euros("160.00")) == ()
