"""A change of law does not change the benefits of earlier cases."""
import pytest

from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.tests.domain.case_factory import a_case, day, euros
from shared.kernel.month import Month
from shared.law import law


def last_paid_day(first_sick_day):
    benefits = calculate_benefits(a_case((first_sick_day, None)), through=Month(2030, 12))
    return benefits[-1].lines[-1].end


class TestWageTerm:
    @pytest.mark.parametrize(("first_sick_day", "last"), [("2026-01-05", "2027-12-31"), ("2026-01-06", "2027-01-04")],
                             ids=["begun before the change: 104 weeks", "begun on its day: 52 weeks"])
    def test_ends_the_benefit_by_the_law_of_the_first_sick_day(self, first_sick_day, last):
        with law.amended("wage_term", 52, valid_from=day("2026-01-06")):
            assert last_paid_day(first_sick_day) == day(last)

    def test_of_a_case_of_before_leaves_every_cent(self):
        case = a_case(("2026-01-05", None))
        before = calculate_benefits(case, through=Month(2028, 12))

        with law.amended("wage_term", 52, valid_from=day("2026-01-06")):
            after = calculate_benefits(case, through=Month(2028, 12))

        assert after == before
        assert sum(month.total for month in before) == euros("69120.00")
