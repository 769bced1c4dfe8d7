"""The arbo fee: the worked examples A-01 to A-07."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.billing.domain.arbo.fee import (
    Employment,
    WrongHeadcount,
    WrongTariff,
    arbo_fee,
    headcount,
)
from shared.kernel.period import Period
from shared.law import law

TODAY = date(2026, 4, 1)


class TestArboFee:
    @pytest.mark.parametrize(
        ("heads", "tariff", "gross", "net", "vat"),
        [
            pytest.param(7, "139.15", "974.05", "805.00", "169.05", id="A-01"),
            pytest.param(12, "145.00", "1740.00", "1438.02", "301.98", id="A-02 rounds the total and not per head"),
        ],
    )
    def test_splits_the_vat_off_heads_times_tariff(self, heads: int, tariff: str, gross: str, net: str, vat: str):
        fee = arbo_fee(heads, Decimal(tariff), supplied_on=TODAY)

        assert fee is not None
        assert (str(fee.gross), str(fee.net), str(fee.vat)) == (gross, net, vat)

    def test_of_nobody_is_no_invoice(self):
        assert arbo_fee(0, Decimal("139.15"), supplied_on=TODAY) is None

    @pytest.mark.parametrize("tariff", [None, Decimal("-0.01")], ids=["absent", "negative"])
    def test_refuses_an_absent_or_negative_tariff(self, tariff: Decimal | None):
        with pytest.raises(WrongTariff):
            arbo_fee(7, tariff, supplied_on=TODAY)

    @pytest.mark.parametrize("tariff", [None, Decimal("-0.01")], ids=["absent", "negative"])
    def test_refuses_a_wrong_tariff_even_for_nobody(self, tariff: Decimal | None):
        with pytest.raises(WrongTariff):
            arbo_fee(0, tariff, supplied_on=TODAY)

    def test_refuses_a_negative_number_of_heads(self):
        with pytest.raises(WrongHeadcount):
            arbo_fee(-1, Decimal("139.15"), supplied_on=TODAY)

    def test_at_a_tariff_of_nothing_costs_nothing(self):
        fee = arbo_fee(3, Decimal("0.00"), supplied_on=TODAY)

        assert fee is not None
        assert (fee.gross, fee.net, fee.vat) == (0, 0, 0)

    @given(heads=st.integers(1, 5_000), tariff_cents=st.integers(0, 100_000))
    def test_is_within_half_a_cent_of_the_exact_net(self, heads: int, tariff_cents: int):
        fee = arbo_fee(heads, Decimal(tariff_cents) / 100, supplied_on=TODAY)

        assert fee is not None
        gross_cents, net_cents = heads * tariff_cents, int(fee.net * 100)
        assert int(fee.gross * 100) == gross_cents
        assert fee.net + fee.vat == fee.gross
        assert -121 < 2 * (100 * gross_cents - 121 * net_cents) <= 121


class TestHeadcount:
    def test_counts_heads_and_not_fte(self):
        full_time = [Employment(f"full-{n}", Period(date(2020, 1, 1))) for n in range(8)]
        part_time = [Employment(f"half-{n}", Period(date(2020, 1, 1))) for n in range(4)]
        sick = [Employment("long-term sick", Period(date(2018, 1, 1)))]
        left_yesterday = [Employment("left", Period(date(2018, 1, 1), date(2026, 3, 31)))]

        assert headcount([*full_time, *part_time, *sick, *left_yesterday], on=TODAY) == 13

    @pytest.mark.parametrize(
        ("period", "heads"),
        [
            (Period(TODAY), 1),
            (Period(date(2026, 4, 2)), 0),
            (Period(date(2020, 1, 1), TODAY), 1),
            (Period(date(2020, 1, 1), date(2026, 3, 31)), 0),
        ],
        ids=["first day", "starts tomorrow", "last day", "left yesterday"],
    )
    def test_includes_the_first_and_the_last_day_in_service(self, period: Period, heads: int):
        assert headcount([Employment("anna", period)], on=TODAY) == heads

    def test_counts_two_employments_of_one_person_once(self):
        both = [Employment("anna", Period(date(2020, 1, 1))), Employment("anna", Period(date(2024, 1, 1)))]

        assert headcount([*both, Employment("bert", Period(TODAY))], on=TODAY) == 2


class TestChangeOfVat:
    def test_leaves_the_fee_of_a_period_that_began_before_it(self):
        with law.amended("vat_rate", 25, valid_from=date(2026, 4, 2)):
            before = arbo_fee(7, Decimal("139.15"), supplied_on=TODAY)
            after = arbo_fee(7, Decimal("139.15"), supplied_on=date(2026, 4, 2))

        assert before is not None
        assert after is not None
        assert (before.gross, before.net, before.vat, before.vat_pct) == (
            Decimal("974.05"), Decimal("805.00"), Decimal("169.05"), 21)
        assert (after.gross, after.net, after.vat, after.vat_pct) == (
            Decimal("974.05"), Decimal("779.24"), Decimal("194.81"), 25)
