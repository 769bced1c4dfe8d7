"""What an employer has insured: the terms of one version of a policy (domain.md §3.1)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shared.kernel.vocabulary import LateReportRule, SafetyNetRule, WaitingUnit
from shared.law import law

DEFAULTS = law.on(date(2026, 1, 1))
"""The law of the year for which the default terms were drawn up (§3.1); a policy names its own."""

AOW = "AOW"
"""The end age of a policy that covers employees up to the statutory pension age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTerms:
    """One version of the terms; percentages 0 to 100, money in euros.

    :ivar valid_from: first day of this version; the version in force on F holds for the whole case (decision 0301)
    :ivar waiting_value: number of benefit days or of weeks of the own-risk term; 0 is none
    :ivar end_age: ``"AOW"`` or an age in whole years
    :ivar max_sick_days: the sick-day index after which nothing is paid, the own-risk term inside it; None is the statutory
        term of the case
    :ivar run_off_cover: whether a running case is paid on after the cover has ended (*uitloop*)
    :ivar pre_existing_cover: whether someone sick at inception is covered from then on (*inloop*)
    """

    valid_from: date = date(2020, 1, 1)
    waiting_unit: WaitingUnit = WaitingUnit.WORKDAYS
    waiting_value: int = 10
    coverage_year1: Decimal = Decimal(100)
    coverage_year2: Decimal = Decimal(70)
    employer_charges_pct: Decimal = Decimal(0)
    day_divisor: int = DEFAULTS.day_divisor
    max_insured_wage: Decimal = DEFAULTS.premium_wage_maximum
    end_age: str = AOW
    safety_net_rule: SafetyNetRule = SafetyNetRule.OFFSET
    late_report_rule: LateReportRule = LateReportRule.NONE
    max_sick_days: int | None = None
    run_off_cover: bool = True
    pre_existing_cover: bool = False


def terms_in_force(versions: Sequence[PolicyTerms], day: date) -> PolicyTerms | None:
    """The version in force on the day, or None before the first; of two from one day the later in order holds."""
    started = [terms for terms in versions if terms.valid_from <= day]
    return max(reversed(started), key=lambda terms: terms.valid_from) if started else None
