"""The transition payment: TV-1 to TV-4 of domain.md §8.1."""
from datetime import date
from decimal import Decimal

import pytest

from services.casework.domain.departure.transition_payment import (
    ServiceInvalid,
    SettlementUnsigned,
    check_settlement,
    service,
    transition_payment,
)

WAGE = Decimal("3240.00")
START = date(2020, 1, 1)


class TestTransitionPayment:
    @pytest.mark.requirement("R-135")
    @pytest.mark.parametrize(("last_day", "amount"), [
        (date(2025, 4, 30), "5760.00"), (date(2020, 12, 31), "1080.00"), (date(2021, 6, 30), "1620.00"),
    ], ids=["TV-1: 5 years and 4 months", "TV-2: 1 year", "TV-3: 18 months"])
    def test_is_a_third_of_a_month_for_each_year_from_the_first_day(self, last_day, amount):
        assert transition_payment(WAGE, START, last_day) == Decimal(amount)

    @pytest.mark.parametrize(("wage", "amount"), [("18000.00", "216000.00"), ("7000.00", "102000.00")],
                             ids=["a yearly wage above the cap", "the cap"])
    def test_is_capped(self, wage, amount):
        """TV-4."""
        assert transition_payment(Decimal(wage), date(1970, 1, 1), date(2025, 12, 31)) == Decimal(amount)

    @pytest.mark.requirement("R-135")
    def test_is_due_for_a_single_day(self):
        assert transition_payment(WAGE, date(2026, 1, 1), date(2026, 1, 1)) == Decimal("2.90")

    @pytest.mark.requirement("R-137")
    def test_counts_the_years_of_sickness_in_full(self):
        assert transition_payment(WAGE, date(2023, 1, 1), date(2026, 12, 31)) == Decimal("4320.00")

    @pytest.mark.requirement("R-135")
    def test_refuses_an_employment_that_ends_before_it_begins(self):
        with pytest.raises(ServiceInvalid):
            transition_payment(WAGE, START, date(2019, 12, 31))

    def test_knows_the_length_of_service_to_the_day(self):
        length = service(date(2024, 2, 15), date(2025, 3, 9))

        assert (length.years, length.months, length.days) == (1, 0, 23)


class TestSettlement:
    @pytest.mark.requirement("R-136")
    @pytest.mark.parametrize(("agrees", "signed_on"), [(False, START), (True, None)])
    def test_is_refused_without_agreement_and_signature(self, agrees, signed_on):
        with pytest.raises(SettlementUnsigned):
            check_settlement(employee_agrees=agrees, signed_on=signed_on)

    def test_holds_with_both(self):
        check_settlement(employee_agrees=True, signed_on=START)
