"""The transition payment: TV-1 to TV-4 of domain.md §8.1."""
from datetime import date
from decimal import Decimal

import pytest

from services.casework.domain.departure.transition_payment import (
    ServiceInvalid,
    service,
    transition_payment,
)
from shared.law import NoFigureInForce, law

WAGE = Decimal("3240.00")
START = date(2020, 1, 1)


class TestTransitionPayment:
    @pytest.mark.parametrize(("last_day", "amount"), [
        (date(2025, 4, 30), "5760.00"), (date(2020, 12, 31), "1080.00"), (date(2021, 6, 30), "1620.00"),
    ], ids=["TV-1: 5 years and 4 months", "TV-2: 1 year", "TV-3: 18 months"])
    def test_is_a_third_of_a_month_for_each_year_from_the_first_day(self, last_day, amount):
        assert transition_payment(WAGE, START, last_day).amount == Decimal(amount)

    @pytest.mark.parametrize(("wage", "last_day", "amount"), [
        ("18000.00", date(2025, 12, 31), "216000.00"), ("7000.00", date(2025, 12, 31), "98000.00"),
        ("7000.00", date(2026, 1, 1), "102000.00")],
        ids=["a yearly wage above the maximum", "the maximum of 2025", "the maximum of 2026"])
    def test_is_capped_by_the_maximum_of_the_year_in_which_the_contract_ends(self, wage, last_day, amount):
        """TV-4; 7:673 lid 3 BW."""
        payment = transition_payment(Decimal(wage), date(1970, 1, 1), last_day)

        assert (payment.amount, payment.maximum, payment.capped) == (Decimal(amount), Decimal(amount), True)

    def test_is_not_capped_by_a_known_annual_wage_above_the_maximum(self):
        payment = transition_payment(Decimal(7000), date(1970, 1, 1), date(2026, 1, 1), annual_wage=Decimal(110_000))

        assert (payment.amount, payment.capped) == (Decimal("110000.00"), True)

    def test_is_due_for_a_single_day(self):
        assert transition_payment(WAGE, date(2026, 1, 1), date(2026, 1, 1)).amount == Decimal("2.90")

    def test_counts_the_years_of_sickness_in_full(self):
        assert transition_payment(WAGE, date(2023, 1, 1), date(2026, 12, 31)).amount == Decimal("4320.00")

    def test_refuses_an_employment_that_ends_before_it_begins(self):
        with pytest.raises(ServiceInvalid):
            transition_payment(WAGE, START, date(2019, 12, 31))

    def test_knows_the_length_of_service_to_the_day(self):
        length = service(date(2024, 2, 15), date(2025, 3, 9))

        assert (length.years, length.months, length.days) == (1, 0, 23)


class TestRuleBefore2020:
    """7:673 BW as it read until 31 December 2019: full half-years, from 24 months of service."""

    @pytest.mark.parametrize(("employed_from", "amount"), [
        (date(2018, 1, 2), "0.00"), (date(2018, 1, 1), "2160.00"), (date(2017, 7, 2), "2160.00"),
        (date(2010, 1, 1), "10800.00"), (date(2008, 1, 1), "14040.00"),
    ], ids=["a day short of 24 months", "24 months: four half-years", "almost five half-years count as four",
            "120 months", "another two years at a quarter"])
    def test_counts_full_half_years(self, employed_from, amount):
        assert transition_payment(WAGE, employed_from, date(2019, 12, 31)).amount == Decimal(amount)

    def test_ends_with_the_contracts_of_2019(self):
        assert transition_payment(WAGE, date(2019, 1, 1), date(2019, 12, 31)).amount == 0
        assert transition_payment(WAGE, date(2019, 1, 2), date(2020, 1, 1)).amount == Decimal("1080.00")


class TestChangeOfLaw:
    def test_of_the_maximum_leaves_contracts_that_ended_before_it(self):
        with law.amended("transition_maximum", 105000, valid_from=date(2027, 1, 1)):
            payments = [transition_payment(Decimal(7000), date(1970, 1, 1), day).amount
                        for day in (date(2026, 12, 31), date(2027, 1, 1))]

        assert payments == [Decimal("102000.00"), Decimal("105000.00")]

    def test_of_the_rule_leaves_contracts_that_ended_before_it(self):
        half = {"service_months": 0, "part_months": 12, "share": "1/2", "pro_rata": True}
        with law.amended("transition_rule", half, valid_from=date(2026, 7, 1)):
            payments = [transition_payment(WAGE, date(2025, 7, 1), day).amount
                        for day in (date(2026, 6, 30), date(2026, 7, 1))]

        assert payments == [Decimal("1080.00"), Decimal("1624.35")]

    def test_that_is_not_known_yet_is_refused(self):
        with pytest.raises(NoFigureInForce):
            transition_payment(WAGE, START, date(2027, 1, 1))
