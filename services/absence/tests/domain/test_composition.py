"""Composite cases of one employee: less than 28 days apart, not counting maternity leave."""
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.absence.domain.composition import case_of, memberships
from shared.kernel.period import Period
from shared.kernel.sickness import Spell

FIRST = Spell(date(2026, 1, 5), date(2026, 1, 14), "V-1")


def again(days_after: int, number: str = "V-2", recovered_on: date | None = None) -> Spell:
    """An absence that begins this number of days after the recovery from the first."""
    assert FIRST.recovered_on
    return Spell(FIRST.recovered_on + timedelta(days=days_after), recovered_on, number)


class TestMemberships:
    def test_of_one_absence_is_a_case_of_its_own(self) -> None:
        found = memberships([FIRST], [])["V-1"]

        assert (found.composite_id, found.composite_first_sick_day, found.previous, found.gap_days) == (
            "V-1", date(2026, 1, 5), None, None)

    @pytest.mark.parametrize(("gap", "case"), [(0, "V-1"), (27, "V-1"), (28, "V-2"), (29, "V-2")])
    def test_joins_what_begins_less_than_28_days_after_recovery(self, gap: int, case: str) -> None:
        found = memberships([FIRST, again(gap)], [])["V-2"]

        assert found.composite_id == case
        assert (found.previous, found.gap_days) == (("V-1", gap) if case == "V-1" else (None, None))

    def test_joins_a_chain_to_its_first_absence(self) -> None:
        second = again(20, recovered_on=date(2026, 2, 10))
        third = Spell(date(2026, 3, 5), None, "V-3")

        found = memberships([third, FIRST, second], [])

        assert {number: each.composite_id for number, each in found.items()} == {"V-1": "V-1", "V-2": "V-1", "V-3": "V-1"}
        assert (found["V-3"].previous, found["V-3"].composite_first_sick_day) == ("V-2", date(2026, 1, 5))

    def test_joins_absences_between_which_maternity_leave_fills_the_gap(self) -> None:
        leave = Period(date(2026, 1, 14), date(2026, 5, 5))
        back = Spell(date(2026, 5, 6), None, "V-2")

        assert memberships([FIRST, back], [leave])["V-2"].composite_id == "V-1"
        assert memberships([FIRST, back], [])["V-2"].composite_id == "V-2"

    @given(starts=st.lists(st.integers(0, 400), min_size=1, max_size=6, unique=True))
    def test_agree_with_counting_the_days_between_one_by_one(self, starts: list[int]) -> None:
        days = [FIRST.first_sick_day + timedelta(days=n) for n in sorted(starts)]
        spells = [Spell(day, day + timedelta(days=1), f"V-{day}") for day in days]

        found = memberships(spells, [])

        case = spells[0].absence_number
        for earlier, later in zip([None, *spells], spells, strict=False):
            if earlier is None or (later.first_sick_day - earlier.recovered_on).days >= 28:
                case = later.absence_number
            assert found[later.absence_number].composite_id == case


class TestCaseOf:
    def test_holds_the_absences_that_belong_together(self) -> None:
        second, other = again(10, recovered_on=date(2026, 2, 1)), Spell(date(2026, 6, 1), None, "V-9")

        case = case_of("V-2", [FIRST, second, other], [])

        assert [spell.absence_number for spell in case.spells] == ["V-1", "V-2"]
