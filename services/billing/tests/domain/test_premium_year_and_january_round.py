"""The states of a premium year, and the January round with its estimate."""
from datetime import date
from decimal import Decimal

import pytest

from services.billing.domain.premium.january import JanuaryRound, estimate_payroll
from services.billing.domain.premium.premium_year import PremiumYearState, WrongPremiumYearStep, advance

PROVISIONAL, AWAITING, ESTIMATED, DEFINITIVE, SETTLED = PremiumYearState
ALLOWED = {
    (PROVISIONAL, AWAITING), (AWAITING, ESTIMATED), (AWAITING, DEFINITIVE), (ESTIMATED, DEFINITIVE), (DEFINITIVE, SETTLED),
}
REFUSED = [(a, b) for a in PremiumYearState for b in PremiumYearState if (a, b) not in ALLOWED]


class TestPremiumYear:
    @pytest.mark.parametrize(("present", "to"), sorted(ALLOWED))
    def test_advances_step_by_step(self, present: PremiumYearState, to: PremiumYearState):
        assert advance(present, to) is to

    @pytest.mark.parametrize(("present", "to"), REFUSED)
    def test_refuses_every_other_step(self, present: PremiumYearState, to: PremiumYearState):
        with pytest.raises(WrongPremiumYearStep):
            advance(present, to)

    def test_becomes_definitive_only_once_data_are_in_or_estimated(self):
        with pytest.raises(WrongPremiumYearStep):
            advance(PROVISIONAL, DEFINITIVE)
        assert advance(advance(PROVISIONAL, AWAITING), DEFINITIVE) is DEFINITIVE
        assert advance(advance(AWAITING, ESTIMATED), DEFINITIVE) is DEFINITIVE


class TestJanuaryRound:
    @pytest.mark.parametrize(("today", "due"), [
        (date(2027, 1, 31), 0), (date(2027, 2, 1), 1), (date(2027, 2, 14), 1), (date(2027, 2, 15), 2), (date(2027, 12, 1), 2)])
    def test_reminds_on_the_first_and_the_fifteenth_of_february(self, today: date, due: int):
        assert JanuaryRound(date(2027, 1, 31)).reminders_due(today) == due

    @pytest.mark.parametrize(("today", "may"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
    def test_may_be_estimated_after_the_end_of_march(self, today: date, may: bool):
        assert JanuaryRound(date(2027, 1, 31)).may_estimate(today) is may

    def test_is_estimated_a_tenth_above_the_last_payroll(self):
        assert estimate_payroll(Decimal("250909.00")) == Decimal("275999.90")
        assert estimate_payroll(Decimal("0.05")) == Decimal("0.06")
