"""Absence statistics: the worked examples of domain.md §6.4 and the traps of §12."""
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.calculations.figures.counting import duration_class, statistics
from cli.calculations.figures.staff import Absence, Employment, IncapacityStep, Leave, UnknownEmployee
from services.casework.domain.figures.absence_statistics import Annualisation, ClassSet, DurationClass, PeriodInvalid
from shared.kernel.period import Period

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The oracle is slow on purpose and the machine may be busy."""

Q1 = Period(date(2026, 1, 1), date(2026, 3, 31))


def staff_of(*fractions: str) -> list[Employment]:
    return [Employment(key=f"e{n}", fte=Decimal(fte), employed_from=date(2020, 1, 1))
            for n, fte in enumerate(fractions)]


def absence_of(employee: str, first_sick_day: date, recovered_on: date | None = None, *steps) -> Absence:
    return Absence(employee=employee, first_sick_day=first_sick_day, recovered_on=recovered_on,
                   incapacity=tuple(IncapacityStep(start=day, pct=Decimal(pct)) for day, pct in steps))


TEN = staff_of(*["1"] * 10)


class TestAbsencePercentage:
    def test_of_ten_full_timers_with_97_sick_days_in_900(self):
        """S-1."""
        found = statistics(Q1, TEN, [absence_of("e0", date(2026, 1, 5), date(2026, 1, 12)),
                                     absence_of("e1", date(2025, 11, 10))])

        assert (found.sick_fte_days, found.available_fte_days) == (97, 900)
        assert found.absence_pct == Decimal("10.78")

    def test_weighs_part_time_and_partial_incapacity(self):
        """S-2."""
        found = statistics(Q1, staff_of(*["1"] * 8, "0.6", "0.6"), [
            absence_of("e8", date(2026, 2, 2), date(2026, 3, 2)),
            absence_of("e0", date(2026, 1, 1), date(2026, 3, 1), (date(2026, 2, 1), "50"))])

        assert (found.sick_fte_days, found.available_fte_days) == (Decimal("61.8"), 828)
        assert found.absence_pct == Decimal("7.46")

    def test_leaves_out_pregnancy_leave_but_keeps_it_available(self):
        leave = Leave(employee="e0", period=Period(date(2026, 1, 11), date(2026, 3, 21)))

        found = statistics(Q1, TEN, [absence_of("e0", date(2026, 1, 1))], leaves=[leave])

        assert (found.sick_fte_days, found.available_fte_days) == (20, 900)

    def test_counts_a_leaver_to_the_last_day_in_service(self):
        employments = [Employment(key="a", fte=Decimal(1), employed_from=date(2020, 1, 1),
                                  employed_to=date(2026, 1, 10))]

        found = statistics(Q1, employments, [absence_of("a", date(2026, 1, 6))])

        assert (found.sick_fte_days, found.available_fte_days) == (5, 10)

    def test_follows_a_change_of_part_time_fraction(self):
        employments = [
            Employment(key="a", fte=Decimal(1), employed_from=date(2020, 1, 1), employed_to=date(2026, 1, 31)),
            Employment(key="a", fte=Decimal("0.5"), employed_from=date(2026, 2, 1))]

        found = statistics(Q1, employments, [absence_of("a", date(2026, 1, 30), date(2026, 2, 3))])

        assert (found.sick_fte_days, found.available_fte_days) == (3, Decimal("60.5"))
        assert found.average_headcount == 1

    def test_stops_at_730_days_of_one_case(self):
        found = statistics(Q1, TEN, [absence_of("e0", date(2026, 1, 10) - timedelta(days=729))])

        assert found.sick_fte_days == 10


class TestFrequency:
    SIX = [absence_of(f"e{n}", date(2026, 1, 5 + n), date(2026, 1, 8 + n)) for n in range(5)] + [
        absence_of("e0", date(2026, 1, 20), date(2026, 1, 22))]

    @pytest.mark.parametrize(("annualisation", "expected"), [
        (Annualisation.DAYS, "2.43"), (Annualisation.QUARTERS, "2.40")])
    def test_of_six_reports_by_ten_people_in_a_quarter(self, annualisation, expected):
        """S-4."""
        assert statistics(Q1, TEN, self.SIX, annualisation=annualisation).frequency == Decimal(expected)

    def test_counts_a_report_within_four_weeks_of_another(self):
        assert statistics(Q1, TEN, self.SIX).frequency > statistics(Q1, TEN, self.SIX[:5]).frequency

    def test_counts_reports_on_the_first_and_last_day_and_none_outside(self):
        days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)]
        year = Period(date(2026, 1, 1), date(2026, 12, 31))

        found = statistics(Q1, TEN, [absence_of("e0", day, day + timedelta(days=1)) for day in days])

        assert found.frequency == Decimal("0.81")
        assert statistics(year, TEN, self.SIX).frequency == Decimal("0.60")


class TestAverageDuration:
    def test_counts_the_full_length_of_the_cases_that_ended(self):
        """S-5."""
        found = statistics(Q1, TEN, [
            absence_of("e0", date(2026, 1, 5), date(2026, 1, 12)), absence_of("e1", date(2026, 2, 1), date(2026, 3, 1)),
            absence_of("e2", date(2026, 1, 10), date(2026, 3, 10)),
            absence_of("e3", date(2025, 12, 1), date(2026, 1, 15)), absence_of("e4", date(2026, 2, 2))])

        assert found.average_duration == Decimal("34.75")


class TestDurationClasses:
    def test_add_up_to_the_absence_percentage(self):
        """S-7."""
        end = date(2026, 3, 31)
        found = statistics(Q1, TEN, [
            absence_of("e0", date(2026, 1, 5), date(2026, 1, 12)), absence_of("e1", date(2026, 2, 2), date(2026, 3, 2)),
            absence_of("e2", end - timedelta(days=141)), absence_of("e3", end - timedelta(days=421))])

        assert found.by_class == {"short": Decimal("0.78"), "medium": Decimal("3.11"), "long": Decimal("10.00"),
                                  "extra_long": Decimal("10.00")}
        assert found.absence_pct == Decimal("23.89")

    @pytest.mark.parametrize(("days", "vernet", "classic"), [
        (7, DurationClass.SHORT, DurationClass.SHORT), (8, DurationClass.SHORT, DurationClass.MEDIUM),
        (14, DurationClass.SHORT, DurationClass.MEDIUM), (15, DurationClass.MEDIUM, DurationClass.MEDIUM),
        (42, DurationClass.MEDIUM, DurationClass.MEDIUM), (43, DurationClass.MEDIUM, DurationClass.LONG),
        (91, DurationClass.MEDIUM, DurationClass.LONG), (92, DurationClass.LONG, DurationClass.LONG),
        (365, DurationClass.LONG, DurationClass.LONG), (366, DurationClass.EXTRA_LONG, DurationClass.EXTRA_LONG)])
    def test_divide_where_the_two_sets_say(self, days, vernet, classic):
        assert duration_class(days, ClassSet.VERNET) is vernet
        assert duration_class(days, ClassSet.CLASSIC) is classic


class TestZeroAbsence:
    def test_is_the_share_of_those_in_service_throughout_without_a_sick_day(self):
        joiner = Employment(key="new", fte=Decimal(1), employed_from=date(2026, 1, 2))

        found = statistics(Q1, [*staff_of("1", "1", "1"), joiner],
                           [absence_of("e0", date(2025, 12, 20), date(2026, 1, 2)),
                            absence_of("e1", date(2025, 12, 20), date(2026, 1, 1))])

        assert found.zero_absence_pct == Decimal("66.7")


class TestWithoutADenominator:
    def test_every_figure_is_none_and_not_zero(self):
        found = statistics(Q1, [], [])

        assert (found.absence_pct, found.frequency, found.average_duration, found.zero_absence_pct) == (None,) * 4
        assert set(found.by_class.values()) == {None}

    def test_refuses_an_absence_of_an_unknown_employee(self):
        with pytest.raises(UnknownEmployee):
            statistics(Q1, TEN, [absence_of("stranger", date(2026, 1, 5))])

    def test_refuses_an_open_period(self):
        with pytest.raises(PeriodInvalid):
            statistics(Period(date(2026, 1, 1)), TEN, [])


@st.composite
def workforces(draw):
    day = st.dates(date(2025, 6, 1), date(2026, 8, 1))
    employments, absences = [], []
    for n in range(draw(st.integers(1, 4))):
        start = draw(day)
        end = draw(st.none() | st.integers(0, 300).map(lambda d, start=start: start + timedelta(days=d)))
        fte = draw(st.sampled_from(["1", "0.6", "0.5"]))
        employments.append(Employment(key=str(n), fte=Decimal(fte), employed_from=start, employed_to=end))
        sick = draw(day)
        fit = draw(st.none() | st.integers(0, 300).map(lambda d, sick=sick: sick + timedelta(days=d)))
        steps = draw(st.lists(st.tuples(day, st.sampled_from(["50", "25", "0"])), max_size=3, unique_by=lambda s: s[0]))
        absences.append(absence_of(str(n), sick, fit, *sorted(steps)))
    return employments, absences


class TestStatisticsAgainstSlowOracle:
    @UNHURRIED
    @given(workforces())
    def test_weighs_each_day_as_a_walk_through_the_calendar_does(self, workforce):
        employments, absences = workforce
        available = sick = Decimal(0)
        for n in range(90):
            day = Q1.start + timedelta(days=n)
            for employment, absence in zip(employments, absences, strict=True):
                if not (employment.employed_from <= day <= (employment.employed_to or date.max)):
                    continue
                available += employment.fte
                if absence.first_sick_day <= day < (absence.recovered_on or date.max):
                    pct = [step.pct for step in absence.incapacity if step.start <= day]
                    sick += employment.fte * (pct[-1] if pct else 100) / 100

        found = statistics(Q1, employments, absences)

        assert (found.sick_fte_days, found.available_fte_days) == (sick, available)
