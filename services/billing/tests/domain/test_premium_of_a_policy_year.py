"""Premium: the worked examples P-01 to P-08 and further cases."""
from datetime import date
from decimal import Decimal

import pytest

from services.billing.domain.premium.premium import (
    PremiumRate,
    SettlementKind,
    WrongPremiumRate,
    definitive_premium,
    premium_of,
    provisional_payroll,
    settle,
)
from services.billing.domain.premium.wages import NoCoverInYear, OverlappingSegments, PolicyYear, WageSegment
from shared.kernel.period import Period

RATE = PremiumRate(rate_pct=Decimal("3.85"), cap=Decimal("79409.00"))


def whole(year: int) -> PolicyYear:
    return PolicyYear.of(year, Period(date(2020, 1, 1)))


def wage(amount: str, start: date, end: date | None = None) -> WageSegment:
    return WageSegment(Period(start, end), Decimal(amount))


P_03 = (
    (wage("38500", date(2024, 1, 1)),),
    (wage("41760", date(2026, 4, 1)),),
    (wage("52000", date(2025, 1, 1), date(2026, 6, 30)),),
    (wage("36000", date(2025, 1, 1), date(2026, 6, 30)), wage("37800", date(2026, 7, 1))),
    (wage("96000", date(2026, 1, 1), date(2026, 12, 31)),),
    (wage("45000", date(2026, 1, 1), date(2026, 9, 14)), wage("27000", date(2026, 9, 15))),
)


class TestProvisionalPremium:
    def test_rounds_half_a_cent_up(self):  # P-01
        assert premium_of(Decimal("412350.00"), RATE) == Decimal("15875.48")

    def test_counts_only_those_in_service_on_the_first_of_january_and_up_to_the_cap(self):  # P-05
        payroll = provisional_payroll(P_03, whole(2026), RATE)

        assert payroll == Decimal("250909.00")
        assert premium_of(payroll, RATE) == Decimal("9660.00")

    def test_of_a_policy_from_may_is_pro_rata_of_the_days_left(self):  # P-08
        from_may = PolicyYear.of(2026, Period(date(2026, 5, 1)))

        assert from_may.covered.days == 245
        assert premium_of(Decimal("250000.00"), RATE, from_may) == Decimal("6460.62")

    def test_of_a_policy_from_may_takes_the_wages_of_its_first_day(self):
        from_may = PolicyYear.of(2026, Period(date(2026, 5, 1)))
        joined, left = wage("30000", date(2026, 5, 1)), wage("40000", date(2025, 1, 1), date(2026, 4, 30))

        assert provisional_payroll([[joined], [left]], from_may, RATE) == Decimal("30000")

    @pytest.mark.parametrize(("year", "premium"), [(2027, "6460.62"), (2028, "6442.96")], ids=["365 days", "366 days"])
    def test_divides_by_the_days_of_the_year(self, year: int, premium: str):
        covered = PolicyYear.of(year, Period(date(year, 5, 1)))

        assert premium_of(Decimal("250000"), RATE, covered) == Decimal(premium)

    def test_of_a_whole_year_is_not_divided_at_all(self):
        assert premium_of(Decimal("412350.00"), RATE, whole(2028)) == premium_of(Decimal("412350.00"), RATE)


class TestDefinitivePremium:
    def test_rounds_once_for_each_employee(self):  # P-03
        result = definitive_premium(P_03, whole(2026), RATE)

        assert [str(amount) for amount in result.per_employee] == [
            "38500.00", "31463.01", "25786.30", "36907.40", "79409.00", "39673.97",
        ]
        assert result.payroll == Decimal("251739.68")
        assert result.premium == Decimal("9691.98")

    @pytest.mark.parametrize(
        ("segment", "insured"),
        [
            (wage("36500", date(2026, 12, 31)), "100.00"),
            (wage("36500", date(2025, 6, 1), date(2026, 1, 1)), "100.00"),
            (wage("36500", date(2026, 3, 1), date(2026, 3, 1)), "100.00"),
            (wage("36500", date(2025, 6, 1), date(2025, 12, 31)), "0.00"),
            (wage("36500", date(2027, 1, 1)), "0.00"),
        ],
        ids=["joined on the last day", "left on the first day", "one day", "left the day before", "joins the day after"],
    )
    def test_counts_first_and_last_day_in_service(self, segment: WageSegment, insured: str):
        assert definitive_premium([[segment]], whole(2026), RATE).payroll == Decimal(insured)

    def test_of_a_leap_year_counts_its_leap_day(self):
        until_leap_day = wage("36600", date(2028, 1, 1), date(2028, 2, 29))

        assert definitive_premium([[until_leap_day]], whole(2028), RATE).payroll == Decimal("6000.00")

    def test_of_a_part_of_the_year_counts_the_covered_days_only(self):  # P-08
        from_may = PolicyYear.of(2026, Period(date(2026, 5, 1)))
        uncapped = PremiumRate(rate_pct=Decimal("3.85"))

        result = definitive_premium([[wage("250000", date(2020, 1, 1))]], from_may, uncapped)

        assert result.premium == Decimal("6460.62")

    def test_caps_each_segment_before_weighing_it(self):
        rise = [wage("70000", date(2026, 1, 1), date(2026, 6, 30)), wage("90000", date(2026, 7, 1))]

        # (70,000 × 181 + 79,409 × 184) / 365
        assert definitive_premium([rise], whole(2026), RATE).payroll == Decimal("74743.17")

    def test_of_nobody_is_nothing(self):
        assert definitive_premium([], whole(2026), RATE).premium == 0

    def test_refuses_two_wages_of_one_employee_on_a_day(self):
        doubled = [wage("30000", date(2026, 7, 1)), wage("20000", date(2026, 1, 1), date(2026, 7, 1))]

        with pytest.raises(OverlappingSegments):
            definitive_premium([doubled], whole(2026), RATE)

    def test_allows_a_wage_that_follows_on_the_next_day(self):
        following = [wage("30000", date(2026, 7, 2)), wage("20000", date(2026, 1, 1), date(2026, 7, 1))]

        assert definitive_premium([following], whole(2026), RATE).payroll == Decimal("25013.70")


class TestPolicyYear:
    @pytest.mark.parametrize(
        "policy", [Period(date(2027, 1, 1)), Period(date(2024, 1, 1), date(2025, 12, 31))], ids=["after", "before"]
    )
    def test_refuses_a_policy_without_a_day_in_the_year(self, policy: Period):
        with pytest.raises(NoCoverInYear):
            PolicyYear.of(2026, policy)

    def test_of_one_day_is_enough(self):
        assert PolicyYear.of(2026, Period(date(2026, 12, 31))).covered.days == 1


class TestSettlement:
    def test_invoices_what_is_still_owed(self):  # P-05
        settlement = settle(Decimal("9691.98"), invoiced=Decimal("9660.00"))

        assert (settlement.amount, settlement.kind) == (Decimal("31.98"), SettlementKind.INVOICE)

    def test_credits_what_was_invoiced_too_much(self):
        settlement = settle(Decimal("9600.00"), invoiced=Decimal("9660.00"))

        assert (settlement.amount, settlement.kind) == (Decimal("-60.00"), SettlementKind.CREDIT_NOTE)

    @pytest.mark.parametrize(
        ("definitive", "kind"),
        [
            ("104.99", SettlementKind.CARRIED),
            ("105.00", SettlementKind.INVOICE),
            ("95.01", SettlementKind.CARRIED),
            ("95.00", SettlementKind.CREDIT_NOTE),
            ("100.00", SettlementKind.NOTHING),
        ],
    )
    def test_carries_a_difference_below_the_threshold(self, definitive: str, kind: SettlementKind):
        assert settle(Decimal(definitive), invoiced=Decimal("100.00"), carry_below=Decimal("5.00")).kind is kind

    def test_settles_a_cent_by_default(self):
        assert settle(Decimal("100.01"), invoiced=Decimal("100.00")).kind is SettlementKind.INVOICE


class TestPremiumRate:
    def test_keeps_four_decimals(self):
        assert premium_of(Decimal("100000.00"), PremiumRate(rate_pct=Decimal("3.8512"))) == Decimal("3851.20")

    @pytest.mark.parametrize("pct", ["3.85001", "-0.0001", "100.0001"])
    def test_refuses_what_is_no_rate(self, pct: str):
        with pytest.raises(WrongPremiumRate, match=r"premium\.rate"):
            PremiumRate(rate_pct=Decimal(pct))
