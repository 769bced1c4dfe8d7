"""Benefit lines: consecutive days with equal rights, with the rule and the inputs of their amounts."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from services.claims.domain.benefits.line_rule import (
    LINE_RULES,
    LineAmounts,
    LineInputs,
    LineRule,
    RuleVersion,
    find_rule,
)
from services.claims.domain.benefits.wage import WageBasis

FIGURES = ("start", "end", "days", "daily_wage", "coverage_pct", "incapacity_pct", "safety_net_daily", "charges_pct",
           "terms_valid_from", "back_pay", "wage", "offset", "charges", "total")
"""The fields in which a new calculation must differ to be a new version; a field added to the line is not one of them."""

_figures = attrgetter(*FIGURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitLine:
    """Consecutive benefit days with equal rights.

    :ivar start: first benefit day
    :ivar end: last benefit day
    :ivar safety_net_daily: sickness benefit received, euros per benefit day
    :ivar charges_pct: surcharge for employer charges
    :ivar terms_valid_from: first day of the applied version of the policy terms
    :ivar back_pay: whether it was held by a suspension and paid after its lifting
    :ivar offset: sickness benefit over the days of the line; may exceed the wage, the line is never below zero
    :ivar rule: name and version of the formula of the amounts
    :ivar wage_basis: the inputs of the daily wage; None on lines from before it was recorded
    """

    start: date
    end: date
    days: int
    daily_wage: Decimal
    coverage_pct: Decimal
    incapacity_pct: Decimal
    safety_net_daily: Decimal
    charges_pct: Decimal
    terms_valid_from: date
    back_pay: bool
    wage: Decimal
    offset: Decimal
    charges: Decimal
    total: Decimal
    rule: RuleVersion
    wage_basis: WageBasis | None = None

    @property
    def figures(self) -> tuple[Any, ...]:
        """The days and amounts of the line, for comparison."""
        figures: tuple[Any, ...] = _figures(self)
        return figures

    @property
    def amounts(self) -> LineAmounts:
        """The calculated amounts."""
        return LineAmounts(self.wage, self.offset, self.charges, self.total)


@dataclass(frozen=True, slots=True)
class Verification:
    """A line recomputed by the rule that it names.

    :ivar recomputed: the amounts by the rule for the inputs of the line
    :ivar daily_wage: the daily wage by its inputs, or None if they were not recorded
    """

    line: BenefitLine
    recomputed: LineAmounts
    daily_wage: Decimal | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the line equals the result of its rule and inputs."""
        return self.recomputed == self.line.amounts and self.daily_wage in (None, self.line.daily_wage)


def recompute(line: BenefitLine, rules: Sequence[LineRule] = LINE_RULES) -> Verification:
    """Recompute a line from its own inputs, by the version of the rule that it names.

    :raises UnknownRule: if the rule does not exist
    """
    inputs = LineInputs(
        days=line.days, daily_wage=line.daily_wage, coverage_pct=line.coverage_pct, incapacity_pct=line.incapacity_pct,
        safety_net_daily=line.safety_net_daily, charges_pct=line.charges_pct)
    basis = line.wage_basis
    return Verification(line, find_rule(line.rule, rules).formula(inputs), basis.daily_wage if basis else None)


def have_same_figures(some: Sequence[BenefitLine], others: Sequence[BenefitLine]) -> bool:
    """Whether two calculations of a month have equal days and amounts."""
    return [line.figures for line in some] == [line.figures for line in others]
