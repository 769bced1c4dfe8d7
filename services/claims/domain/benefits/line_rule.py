"""All versions of the formula of a benefit line (domain.md §3.3 step 8).

A version is never edited: a change of the formula is a new version with a first benefit month. So a month is always
recalculated by the same version.
"""
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shared.kernel.money import ZERO, round_cents
from shared.kernel.month import Month
from shared.kernel.refusals import NotFound

PER_PCT_OF_PCT = Decimal("0.0001")
LINE_RULE = "BENEFIT_LINE"
EVERY_MONTH = Month(1, 1)


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """The name of a rule and the version of its formula, stored with every line."""

    rule_id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInputs:
    """The inputs of a line.

    :ivar days: benefit days, Monday to Friday
    :ivar daily_wage: euros
    :ivar coverage_pct: insured part of the wage, 0 to 100
    :ivar incapacity_pct: 0 to 100
    :ivar safety_net_daily: sickness benefit received, euros per benefit day
    :ivar charges_pct: surcharge for employer charges
    """

    days: int
    daily_wage: Decimal
    coverage_pct: Decimal
    incapacity_pct: Decimal
    safety_net_daily: Decimal
    charges_pct: Decimal


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """The amounts of a line in euros, each component rounded to the cent.

    :ivar offset: sickness benefit over the days of the line; may exceed the wage, the line is never below zero
    """

    wage: Decimal
    offset: Decimal
    charges: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class LineRule:
    """One version of the formula.

    :ivar first_month: the first benefit month to which it applies
    """

    name: RuleVersion
    first_month: Month
    formula: Callable[[LineInputs], LineAmounts]


class UnknownRule(NotFound):
    """There is no formula with this name and version."""


def wage_less_safety_net(inputs: LineInputs) -> LineAmounts:
    """Insured wage for the incapacity, less the sickness benefit, plus employer charges (version 1).

    Every component is rounded to the cent once; the total is the sum of the rounded components.
    """
    wage = round_cents(inputs.days * inputs.daily_wage * inputs.coverage_pct * inputs.incapacity_pct * PER_PCT_OF_PCT)
    offset = round_cents(inputs.days * inputs.safety_net_daily)
    net = max(ZERO, wage - offset)
    charges = round_cents(net * inputs.charges_pct / 100)
    return LineAmounts(wage, offset, charges, net + charges)


LINE_RULES: tuple[LineRule, ...] = (LineRule(RuleVersion(LINE_RULE, 1), EVERY_MONTH, wage_less_safety_net),)
"""All versions, oldest first."""


def rule_of_month(month: Month, rules: Sequence[LineRule] = LINE_RULES) -> LineRule:
    """The version that applies to a benefit month."""
    return next(rule for rule in reversed(rules) if rule.first_month <= month)


def find_rule(name: RuleVersion, rules: Sequence[LineRule] = LINE_RULES) -> LineRule:
    """The formula with this name and version.

    :raises UnknownRule: if there is none
    """
    for rule in rules:
        if rule.name == name:
            return rule
    raise UnknownRule("benefit.rule_unknown", f"De rekenregel {name.rule_id} versie {name.version} bestaat niet.")
