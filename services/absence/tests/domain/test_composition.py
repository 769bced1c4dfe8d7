"""Which absences of an employee form one case."""
from datetime import date, timedelta

import pytest

from services.absence.domain.composition import Membership, case_of, memberships
from shared.kernel.period import Period
from shared.kernel.sickness import Spell

FIT = date(2026, 1, 12)
FIRST = Spell(date(2026, 1, 5), FIT, "V-1")


def second(gap_days: int) -> Spell:
    """An absence that begins so many days after the first fit day."""
    return Spell(FIT + timedelta(days=gap_days), None, "V-2")


class TestMemberships:
    @pytest.mark.parametrize(("gap_days", "composite"), [(1, "V-1"), (27, "V-1"), (28, "V-2")])
    def test_join_absences_less_than_four_weeks_apart(self, gap_days, composite):
        assert memberships([FIRST, second(gap_days)], [])["V-2"].composite_id == composite

    def test_name_the_absence_that_is_continued_and_the_gap(self):
        assert memberships([FIRST, second(10)], []) == {
            "V-1": Membership("V-1", date(2026, 1, 5)), "V-2": Membership("V-1", date(2026, 1, 5), "V-1", 10)}

    def test_bridge_maternity_leave(self):
        leave = Period(FIT, FIT + timedelta(days=111))

        assert memberships([FIRST, second(112)], [leave])["V-2"].composite_id == "V-1"


class TestCase:
    def test_counts_the_sick_days_of_all_its_absences(self):
        case = case_of("V-2", [FIRST, second(10)], [])

        assert case.index(FIT + timedelta(days=10)) == 7 + 1
