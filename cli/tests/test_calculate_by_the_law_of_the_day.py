"""The calculations that use statutory figures, called on the command line: worked examples, change of law, bad input."""
import json
from datetime import date

import pytest
from click.testing import CliRunner

from cli.commands.calculate import calculate
from shared.law import law

TRANSITION = {"monthly_wage": "3240.00", "annual_wage": "38880.00", "employed_from": "2020-01-01", "ends_on": "2025-04-30"}
ACCRUAL = {"hours_per_week": "40", "from": "2026-01-01", "to": "2026-12-31", "sick": True, "extra_hours_per_year": "40"}
GUARANTEE = {"daily_wage": "160.00", "coverage_pct": "70", "from": "2028-01-03", "weeks": 52, "ends_on": None,
             "incapacity": []}
COSTS = {"principal": "2500.10", "trade": True, "vat_deductible": True, "default_on": "2026-10-02"}
RECOURSE = {"net_loss": "11000.00", "net_lost": "11000.00", "victim_own": "0.00", "liability_pct": "75",
            "reintegration_costs": "1210.00", "gross_loss": "15194.60", "benefits": "13407.00", "recovered": None,
            "gross": False}


def result_of(what, given):
    printed = CliRunner().invoke(calculate, [what], input=json.dumps(given))
    assert printed.exit_code in (0, 1)
    return json.loads(printed.stdout)


class TestTransition:
    @pytest.mark.parametrize(("changes", "amount", "maximum", "capped", "rule"), [
        ({}, "5760.00", "98000.00", False, "2020-01-01"),
        ({"ends_on": "2020-12-31"}, "1080.00", "83000.00", False, "2020-01-01"),
        ({"ends_on": "2021-06-30"}, "1620.00", "84000.00", False, "2020-01-01"),
        ({"monthly_wage": "7000.00", "annual_wage": "84000.00", "employed_from": "1970-01-01", "ends_on": "2026-01-01"},
         "102000.00", "102000.00", True, "2020-01-01"),
        ({"monthly_wage": "7000.00", "annual_wage": "110000.00", "employed_from": "1970-01-01", "ends_on": "2026-01-01"},
         "110000.00", "110000.00", True, "2020-01-01"),
        ({"employed_from": "2008-01-01", "ends_on": "2019-12-31"}, "14040.00", "81000.00", False, "2019-01-01"),
        ({"employed_from": "2018-06-01", "ends_on": "2019-12-31"}, "0.00", "81000.00", False, "2019-01-01"),
    ], ids=["TV-1", "TV-2", "TV-3", "TV-4", "an annual wage above the maximum", "12 years by the rule before 2020",
            "19 months by the rule before 2020"])
    def test_follows_the_law_of_the_day_on_which_the_contract_ends(self, changes, amount, maximum, capped, rule):
        assert result_of("transition", TRANSITION | changes) == {
            "amount": amount, "maximum": maximum, "capped": capped, "rule": rule}

    def test_of_a_day_without_a_known_maximum_is_refused(self):
        assert result_of("transition", TRANSITION | {"ends_on": "2027-01-01"})["error"]["code"] == "law.no_figure_in_force"

    def test_after_a_change_of_law_stays_the_same_for_a_contract_that_ended_before(self):
        before = result_of("transition", TRANSITION)
        rule = {"service_months": 0, "part_months": 12, "share": "1/2", "pro_rata": True}

        with law.amended("transition_rule", rule, valid_from=date(2025, 5, 1)):
            after = result_of("transition", TRANSITION)
            later = result_of("transition", TRANSITION | {"ends_on": "2025-05-01"})

        assert after == before
        assert (later["rule"], later["amount"]) == ("2025-05-01", "8644.35")

    @pytest.mark.parametrize(("changes", "code"), [
        ({"ends_on": "2019-12-31"}, "transition.service_invalid"), ({"monthly_wage": "-1.00"}, "input.negative"),
        ({"ends_on": "0001-01-01"}, "input.date"), ({"months": 3}, "input.unknown")])
    def test_refuses_wrong_input_by_name(self, changes, code):
        assert result_of("transition", TRANSITION | changes)["error"]["code"] == code


class TestAccrual:
    @pytest.mark.parametrize(("changes", "statutory", "extra"), [
        ({}, "160.00", "40.00"), ({"sick": False}, "160.00", "40.00"), ({"hours_per_week": "32"}, "128.00", "40.00"),
        ({"to": "2026-06-30", "extra_hours_per_year": "0"}, "79.34", "0.00")],
        ids=["V-3: sick the whole year", "fit the whole year", "32 hours", "half a year"])
    def test_is_four_weeks_a_year_sick_or_not(self, changes, statutory, extra):
        assert result_of("accrual", ACCRUAL | changes) == {
            "statutory_hours": statutory, "extra_hours": extra, "lapses_on": "2027-07-01"}

    def test_refuses_a_period_that_ends_before_it_starts(self):
        assert result_of("accrual", ACCRUAL | {"to": "2025-12-31"})["error"]["code"] == "period.invalid"


class TestGuarantee:
    @pytest.mark.parametrize(("changes", "amount"), [
        ({}, "29120.00"), ({"ends_on": "2028-05-21"}, "11200.00"),
        ({"incapacity": [{"from": "2028-01-03", "pct": "60"}]}, "17472.00"), ({"coverage_pct": None}, "29120.00"),
        ({"coverage_pct": "100"}, "41600.00")],
        ids=["G-1", "G-2", "G-3", "the statutory part of the wage", "another part"])
    def test_is_a_part_of_the_daily_wage_for_every_benefit_day(self, changes, amount):
        assert result_of("guarantee", GUARANTEE | changes)["amount"] == amount

    def test_prints_its_lines_month_by_month(self):
        assert result_of("guarantee", GUARANTEE | {"weeks": 1})["lines"] == [
            {"month": "2028-01", "from": "2028-01-03", "to": "2028-01-07", "days": 5, "daily_wage": "160.00",
             "coverage_pct": "70", "incapacity_pct": "100", "total": "560.00"}]

    def test_of_more_weeks_than_a_sanction_can_last_is_refused(self):
        assert result_of("guarantee", GUARANTEE | {"weeks": 53})["error"]["code"] == "guarantee.too_long"


class TestCollectionCosts:
    @pytest.mark.parametrize(("changes", "costs", "vat", "total"), [
        ({}, "375.01", "0.00", "375.01"), ({"vat_deductible": False}, "375.01", "78.75", "453.76"),
        ({"principal": "100.00", "trade": False}, "40.00", "0.00", "40.00"),
        ({"principal": "5000000.00"}, "6775.00", "0.00", "6775.00"), ({"principal": "0.00"}, "0.00", "0.00", "0.00")],
        ids=["the scale", "with VAT", "at least forty", "at most 6,775", "nothing unpaid"])
    def test_follow_the_scale(self, changes, costs, vat, total):
        assert result_of("collection-costs", COSTS | changes) == {"costs": costs, "vat": vat, "total": total}


class TestRecourse:
    def test_r1_pays_the_employers_uninsured_loss_first(self):
        assert result_of("recourse", RECOURSE) == {
            "recoverable_wage": "8250.00", "recoverable_reintegration": "907.50", "employer_uninsured": "1787.60",
            "employer": "1787.60", "insurer": "7369.90"}

    def test_r2_leaves_the_victim_the_own_loss(self):
        given = RECOURSE | {"net_loss": "2050.00", "net_lost": "2750.00", "victim_own": "700.00", "liability_pct": "100"}

        assert result_of("recourse", given)["recoverable_wage"] == "2050.00"

    def test_r4_refuses_a_gross_claim(self):
        assert result_of("recourse", RECOURSE | {"gross": True})["error"]["code"] == "recourse.net_only"

    def test_divides_what_came_in_if_that_is_less(self):
        shares = result_of("recourse", RECOURSE | {"recovered": "2000.00", "reintegration_costs": "0.00"})

        assert (shares["employer"], shares["insurer"]) == ("1787.60", "212.40")
