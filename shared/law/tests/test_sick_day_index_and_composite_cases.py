"""The statutory count: D(N), the 28 days of a composite case, and maternity leave (domain.md §0.2, §2)."""
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.kernel.calendar import count_benefit_days, last_working_day_until
from shared.kernel.period import Period
from shared.kernel.sickness import CompositeCase, SameCause, Spell
from shared.law import law
from shared.law.sickness import composite_cases, end_of_wage, shortest_wage_days

T1 = CompositeCase((Spell(date(2026, 1, 5)),))
RECOVERED = date(2026, 3, 2)
LEAVE = Period(date(2026, 3, 2), date(2026, 6, 21))


def days_one_by_one(spells: list[Spell], leaves: list[Period], until: date) -> list[date]:
    """Every sick day up to a date, found by checking each day."""
    day, found = min(spell.first_sick_day for spell in spells), []
    while day <= until:
        sick = any(s.first_sick_day <= day and (s.recovered_on is None or day < s.recovered_on) for s in spells)
        if sick and not any(day in leave for leave in leaves):
            found.append(day)
        day += timedelta(days=1)
    return found


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Spell], list[Period]]:
    """Consecutive spells, the last possibly open, and periods of leave at random."""
    day, spells = draw(st.dates(date(2023, 12, 1), date(2024, 3, 1))), []
    for _ in range(draw(st.integers(1, 4))):
        end = day + timedelta(days=draw(st.integers(0, 120)))
        spells.append(Spell(day, end, same_cause=draw(st.sampled_from(SameCause))))
        day = end + timedelta(days=draw(st.integers(0, 60)))
    if draw(st.booleans()):
        spells.append(Spell(day, same_cause=draw(st.sampled_from(SameCause))))
    starts = draw(st.lists(st.dates(date(2023, 12, 1), date(2025, 3, 1)), max_size=2))
    return spells, [Period(start, start + timedelta(days=draw(st.integers(0, 111)))) for start in starts]


class TestUninterruptedCase:
    @pytest.mark.parametrize(("index", "day"), [
        (1, date(2026, 1, 5)), (42, date(2026, 2, 15)), (56, date(2026, 3, 1)), (294, date(2026, 10, 25)),
        (295, date(2026, 10, 26)), (316, date(2026, 11, 16)), (364, date(2027, 1, 3)), (365, date(2027, 1, 4)),
        (406, date(2027, 2, 14)), (476, date(2027, 4, 25)), (617, date(2027, 9, 13)), (637, date(2027, 10, 3)),
        (651, date(2027, 10, 17)), (728, date(2028, 1, 2)), (729, date(2028, 1, 3)), (728 + 364, date(2028, 12, 31)),
    ], ids=lambda value: f"D({value})" if isinstance(value, int) else None)
    def test_puts_each_milestone_of_t1_on_its_date(self, index, day):
        assert T1.day(index) == day
        assert T1.index(day) == index

    def test_aims_at_the_friday_before_a_sunday(self):
        assert last_working_day_until(T1.projected_day(42)) == date(2026, 2, 13)

    def test_counts_nothing_before_the_first_sick_day(self):
        assert T1.index(date(2026, 1, 4)) == 0
        assert not T1.is_sick(date(2026, 1, 4))

    def test_has_no_day_before_the_first(self):
        with pytest.raises(ValueError, match="index 1"):
            T1.day(0)

    @pytest.mark.parametrize("first", [date(2024, 1, 1), date(2024, 2, 29), date(2026, 1, 5), date(2027, 12, 31)])
    def test_ends_after_728_days_and_520_benefit_days_over_any_leap_year(self, first):
        last = end_of_wage(CompositeCase((Spell(first),)))

        assert last == first + timedelta(days=727)
        assert count_benefit_days(first, last) == 520

    @pytest.mark.parametrize(("end_of_service", "index"), [(date(2026, 7, 12), 70), (date(2026, 7, 13), 71)])
    def test_distinguishes_ten_weeks_from_ten_weeks_and_a_day(self, end_of_service, index):
        assert CompositeCase((Spell(date(2026, 5, 4)),)).index(end_of_service) == index


class TestGap:
    @pytest.mark.parametrize(("gap", "cases"), [(0, 1), (1, 1), (27, 1), (28, 2), (29, 2)])
    def test_of_fewer_than_28_days_keeps_one_case(self, gap, cases):
        spells = [Spell(date(2026, 1, 5), RECOVERED), Spell(RECOVERED + timedelta(days=gap))]

        assert len(composite_cases(spells)) == cases

    @pytest.mark.parametrize("cause", SameCause)
    def test_of_27_days_keeps_one_case_for_every_cause(self, cause):
        spells = [Spell(date(2026, 1, 5), RECOVERED), Spell(RECOVERED + timedelta(days=27), same_cause=cause)]

        assert len(composite_cases(spells)) == 1

    def test_days_do_not_count_and_move_every_later_date(self):
        spells = [Spell(date(2026, 1, 5), date(2026, 1, 19)), Spell(date(2026, 2, 2))]

        [case] = composite_cases(spells)

        assert case.index(date(2026, 1, 18)) == case.index(date(2026, 2, 1)) == 14
        assert case.day(15) == date(2026, 2, 2)
        assert case.day(42) == T1.projected_day(42) + timedelta(days=14)

    def test_is_measured_from_the_latest_recovery_in_a_chain(self):
        spells = [Spell(date(2026, 1, 5), date(2026, 1, 12)), Spell(date(2026, 2, 2), date(2026, 2, 9)),
                  Spell(date(2026, 3, 2), date(2026, 3, 9)), Spell(date(2026, 4, 6))]

        assert [len(case.spells) for case in composite_cases(spells)] == [3, 1]

    def test_starts_a_new_count_in_a_new_case(self):
        _, second = composite_cases([Spell(date(2026, 1, 5), RECOVERED), Spell(RECOVERED + timedelta(days=28))])

        assert second.first_sick_day == second.day(1) == date(2026, 3, 30)

    def test_gives_the_same_cases_for_every_order_of_the_spells(self):
        spells = [Spell(date(2026, 6, 1), date(2026, 6, 1)), Spell(date(2026, 6, 1)), Spell(date(2026, 1, 5), RECOVERED)]

        assert composite_cases(spells) == composite_cases(reversed(spells))


class TestChangeOfLaw:
    """A new row applies to cases that begin on or after its first day; earlier cases keep their gap and term."""

    def test_of_the_gap_goes_by_the_first_sick_day_of_the_earlier_spell(self):
        def cases(first):
            return composite_cases([Spell(first, first + timedelta(days=56)), Spell(first + timedelta(days=56 + 30))])

        with law.amended("composite_gap", 6, valid_from=date(2027, 1, 1)):
            assert len(cases(date(2026, 12, 31))) == 2
            assert len(cases(date(2027, 1, 1))) == 1

    def test_of_the_wage_term_goes_by_the_first_sick_day(self):
        with law.amended("wage_term", 52, valid_from=date(2027, 1, 1)):
            assert end_of_wage(CompositeCase((Spell(date(2026, 12, 31)),))) == date(2026, 12, 31) + timedelta(days=727)
            assert end_of_wage(CompositeCase((Spell(date(2027, 1, 1)),))) == date(2027, 12, 30)
            assert shortest_wage_days() == 364

        assert shortest_wage_days() == 728


class TestRecoveredCase:
    RECOVERED = composite_cases([Spell(date(2026, 1, 5), date(2026, 1, 19))])[0]

    def test_has_no_date_for_an_index_it_never_reached(self):
        assert self.RECOVERED.day(14) == date(2026, 1, 18)
        assert self.RECOVERED.day(15) is None

    def test_still_projects_the_date_of_a_later_index(self):
        assert self.RECOVERED.projected_day(42) == date(2026, 2, 15)

    def test_is_not_sick_on_the_first_fit_day(self):
        assert self.RECOVERED.is_sick(date(2026, 1, 18))
        assert not self.RECOVERED.is_sick(date(2026, 1, 19))
        assert self.RECOVERED.index(date(2030, 1, 1)) == 14


class TestMaternityLeave:
    """B-20a and the rules of §2.2."""

    BEFORE = Spell(date(2025, 12, 1), date(2026, 3, 2))

    def test_that_fills_the_gap_keeps_one_case_with_the_same_cause(self):
        [case] = composite_cases([self.BEFORE, Spell(date(2026, 6, 22), same_cause=SameCause.YES)], [LEAVE])

        assert case.index(date(2026, 3, 1)) == 91
        assert case.index(date(2026, 6, 21)) == 91
        assert case.index(date(2026, 6, 22)) == 92
        assert count_benefit_days(date(2026, 6, 22), date(2026, 6, 30)) == 7

    def test_does_not_count_when_nobody_was_reported_recovered(self):
        case = CompositeCase((Spell(date(2025, 12, 1)),), (LEAVE,))

        assert case.day(91) == date(2026, 3, 1)
        assert case.day(92) == date(2026, 6, 22)
        assert not any(case.is_sick(LEAVE.start + timedelta(days=n)) for n in range(LEAVE.days))

    @pytest.mark.parametrize(("cause", "cases"), [(SameCause.YES, 1), (SameCause.UNKNOWN, 1), (SameCause.NO, 2)])
    def test_separates_the_cases_only_if_a_doctor_found_another_cause(self, cause, cases):
        spells = [self.BEFORE, Spell(date(2026, 6, 22), same_cause=cause)]

        assert len(composite_cases(spells, [LEAVE])) == cases

    def test_separates_the_cases_after_one_fit_day_at_its_end(self):
        spells = [self.BEFORE, Spell(date(2026, 6, 23), same_cause=SameCause.YES)]

        assert len(composite_cases(spells, [LEAVE])) == 2

    def test_separates_the_cases_after_one_fit_day_at_its_start(self):
        recovered = Spell(date(2025, 12, 1), date(2026, 3, 1))
        spells = [recovered, Spell(date(2026, 6, 22), same_cause=SameCause.YES)]

        assert len(composite_cases(spells, [LEAVE])) == 2


class TestAgainstCountingDayByDay:
    @settings(max_examples=150, deadline=None)
    @given(history=histories())
    def test_every_index_and_date_is_the_same(self, history):
        spells, leaves = history
        for case in composite_cases(spells, leaves):
            until = case.recovered_on or case.spells[-1].first_sick_day + timedelta(days=60)
            expected = days_one_by_one(list(case.spells), leaves, until)

            assert [case.day(n + 1) for n in range(len(expected))] == expected
            assert [case.index(day) for day in expected] == list(range(1, len(expected) + 1))
            assert all(case.is_sick(day) for day in expected)

    @settings(max_examples=100, deadline=None)
    @given(history=histories())
    def test_every_spell_is_in_exactly_one_case(self, history):
        spells, leaves = history

        grouped = [spell for case in composite_cases(spells, leaves) for spell in case.spells]

        assert grouped == sorted(spells, key=lambda s: (s.first_sick_day, s.recovered_on or date.max))
