"""Sanctions published by casework, and the day on which cover ends because of age."""
import pytest

from services.claims.domain.benefits.end_age import end_age_date
from services.claims.domain.benefits.sanction import Sanction, SanctionEffect, lift
from services.claims.tests.domain.case_factory import day
from shared.kernel.vocabulary import SanctionKind
from shared.law import law


def a_sanction(start: str, end: str | None, kind: SanctionKind = SanctionKind.SUSPEND) -> Sanction:
    return Sanction(kind=kind, start=day(start), end=day(end) if end else None)


class TestSanction:
    def test_ends_on_the_eve_of_its_lifting(self):
        assert lift(a_sanction("2026-05-11", None), lifted_on=day("2026-05-18"), back_pay=True).end == day("2026-05-17")

    def test_keeps_an_end_before_its_lifting(self):
        assert lift(a_sanction("2026-05-11", "2026-05-20"), lifted_on=day("2026-06-10"),
                    back_pay=True).end == day("2026-05-20")

    @pytest.mark.parametrize(("kind", "back_pay", "effect"), [
        (SanctionKind.SUSPEND, True, SanctionEffect.BACK_PAID), (SanctionKind.SUSPEND, False, SanctionEffect.LAPSED),
        (SanctionKind.STOP, True, SanctionEffect.LAPSED), (SanctionKind.STOP, False, SanctionEffect.LAPSED),
    ])
    def test_once_lifted_is_paid_back_only_if_suspended(self, kind, back_pay, effect):
        lifted = lift(a_sanction("2026-05-11", None, kind), lifted_on=day("2026-05-18"), back_pay=back_pay)

        assert lifted.effect is effect

    def test_holds_the_days_of_a_running_suspension(self):
        assert a_sanction("2026-05-11", None).effect is SanctionEffect.HELD


class TestEndAge:
    @pytest.mark.parametrize(("birth_date", "reached_on"), [
        ("1947-12-31", "2012-12-31"), ("1948-01-01", "2013-02-01"), ("1952-12-31", "2018-12-31"),
        ("1953-01-01", "2019-05-01"), ("1955-08-31", "2021-12-31"), ("1955-09-01", "2022-04-01"),
        ("1956-05-31", "2022-12-31"), ("1956-06-01", "2023-04-01"), ("1957-02-28", "2023-12-28"),
        ("1957-03-01", "2024-03-01"), ("1960-12-31", "2027-12-31"), ("1961-01-01", "2028-04-01"),
        ("1988-05-04", "2055-08-04"),
    ])
    def test_aow_is_the_age_of_the_year_in_which_it_is_reached(self, birth_date, reached_on):
        """66y4m until 2021, 66y7m in 2022, 66y10m in 2023, 67 from 2024 (AOW 7a); the cohorts of 1954 to 1957 were wrong."""
        assert end_age_date("AOW", day(birth_date)) == day(reached_on)

    def test_aow_of_who_reaches_it_before_a_change_of_law_stays(self):
        with law.amended("aow_age", [67, 6], valid_from=day("2032-01-01")):
            assert end_age_date("AOW", day("1964-09-30")) == day("2031-12-30")
            assert end_age_date("AOW", day("1964-10-01")) == day("2032-04-01")

    def test_may_be_chosen_in_years(self):
        assert end_age_date("60", day("1966-06-15")) == day("2026-06-15")

    def test_is_reached_on_28_february_in_a_common_year_by_who_was_born_on_the_29th(self):
        assert end_age_date("67", day("1960-02-29")) == day("2027-02-28")
