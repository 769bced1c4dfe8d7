"""Every version of the line formula is immutable: old lines are recomputed by the version that they name."""
from dataclasses import replace
from decimal import Decimal

import pytest

from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.domain.benefits.line import FIGURES, have_same_figures, recompute
from services.claims.domain.benefits.line_rule import (
    LINE_RULE,
    LINE_RULES,
    LineAmounts,
    LineInputs,
    LineRule,
    RuleVersion,
    UnknownRule,
    find_rule,
    rule_of_month,
)
from services.claims.domain.benefits.policy import PolicyTerms
from services.claims.tests.domain.case_factory import a_case, euros, recovered
from shared.kernel.month import Month


def without_charges(inputs: LineInputs) -> LineAmounts:
    """Another formula, as an example of a later version."""
    paid = inputs.days * inputs.daily_wage
    return LineAmounts(paid, Decimal(0), Decimal(0), paid)


SECOND = LineRule(RuleVersion(LINE_RULE, 2), Month(2026, 6), without_charges)
TWO_VERSIONS = (*LINE_RULES, SECOND)
CASE = a_case(("2026-03-02", None), annual_wage="38500.00", terms=PolicyTerms(employer_charges_pct=Decimal(20)))


class TestTheFirstVersion:
    @pytest.mark.parametrize(("inputs", "amounts"), [
        ((13, "147.51", 70, 100, "0", 20), ("1342.34", "0.00", "268.47", "1610.81")),
        ((22, "178.76", 70, 60, "0", 0), ("1651.74", "0.00", "0.00", "1651.74")),
        ((22, "160.00", 100, 100, "112.00", 0), ("3520.00", "2464.00", "0.00", "1056.00")),
        ((22, "160.00", 70, 100, "200.00", 10), ("2464.00", "4400.00", "0.00", "0.00")),
    ], ids=["B-03", "B-10", "B-14a", "more sickness benefit than wage"])
    def test_gives_what_it_gave_when_it_was_published(self, inputs, amounts):
        days, wage, coverage, incapacity, net, charges = inputs

        found = find_rule(RuleVersion("BENEFIT_LINE", 1)).formula(LineInputs(
            days=days, daily_wage=euros(wage), coverage_pct=Decimal(coverage), incapacity_pct=Decimal(incapacity),
            safety_net_daily=euros(net), charges_pct=Decimal(charges)))

        assert found == LineAmounts(*(euros(amount) for amount in amounts))


class TestAMonth:
    def test_is_calculated_by_the_version_of_its_own_time(self):
        before, after = rule_of_month(Month(2026, 5), TWO_VERSIONS), rule_of_month(Month(2026, 6), TWO_VERSIONS)

        assert (before.name.version, after.name.version) == (1, 2)

    def test_is_not_changed_by_a_version_that_came_later(self):
        through = Month(2026, 6)

        old = calculate_benefits(CASE, through=through)
        new = calculate_benefits(CASE, through=through, rules=TWO_VERSIONS)

        same = [have_same_figures(a.lines, b.lines) for a, b in zip(old, new, strict=True)]
        assert same == [True, True, True, False]


class TestALine:
    def test_is_recomputed_by_the_version_that_it_names(self):
        may, june = (benefit.lines[0] for benefit in calculate_benefits(CASE, through=Month(2026, 6), rules=TWO_VERSIONS)[2:])

        verified = recompute(may, TWO_VERSIONS), recompute(june, TWO_VERSIONS)

        assert [v.line.rule.version for v in verified] == [1, 2]
        assert [v.recomputed == v.line.amounts for v in verified] == [True, True]
        assert find_rule(SECOND.name, TWO_VERSIONS).formula is not find_rule(may.rule, TWO_VERSIONS).formula

    def test_is_not_confirmed_once_an_amount_was_tampered_with(self):
        (line,) = calculate_benefits(CASE, through=Month(2026, 3))[0].lines

        assert recompute(line).is_confirmed
        assert not recompute(replace(line, total=line.total + 1)).is_confirmed
        assert not recompute(replace(line, daily_wage=line.daily_wage + 1)).is_confirmed

    def test_from_before_its_wage_basis_was_recorded_is_confirmed_all_the_same(self):
        (line,) = calculate_benefits(CASE, through=Month(2026, 3))[0].lines

        verified = recompute(replace(line, wage_basis=None))

        assert (verified.is_confirmed, verified.daily_wage) == (True, None)

    def test_names_a_rule_that_exists(self):
        (line,) = calculate_benefits(CASE, through=Month(2026, 3))[0].lines

        with pytest.raises(UnknownRule):
            recompute(replace(line, rule=RuleVersion("BENEFIT_LINE", 99)))

    def test_says_the_same_about_money_whatever_is_recorded_beside_it(self):
        case = a_case(("2026-03-02", None), recoveries=(recovered("2026-06-15", "50"),))
        lines = calculate_benefits(case, through=Month(2026, 6))[3].lines
        bare = [replace(line, wage_basis=None, rule=RuleVersion("ANOTHER", 7)) for line in lines]

        assert have_same_figures(lines, bare)

    @pytest.mark.parametrize("figure", FIGURES)
    def test_differs_if_any_figure_differs(self, figure):
        (line,) = calculate_benefits(CASE, through=Month(2026, 3))[0].lines
        value = getattr(line, figure)
        other = not value if isinstance(value, bool) else value.replace(year=2019) if hasattr(value, "year") else value + 1

        assert not have_same_figures([line], [replace(line, **{figure: other})])
